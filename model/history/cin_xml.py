"""The elements of a census file, a child at a time, with the lines on which they begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from model.history.log import Log
from model.history.value import shown

AT_ONCE = 65_536
DEEPEST = 32
ROOT, HEADER, CHILD = "Message", "Header", "Child"


@dataclass(slots=True)
class Element:
    """An element without its namespace and attributes; `text` is what stands directly in it, without space around."""

    tag: str
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """The children of this tag, in order."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> Element | None:
        """The first child of this tag that says anything, None where there is none."""
        return next((child for child in self.all(tag) if child.text or child.children), None)

    def walk(self) -> Iterator[Element]:
        """This element and every one inside it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


class Collector(ContentHandler):
    """Keeps headers and children until they are taken, and nothing else: memory stays flat, however long the file."""

    def __init__(self, parser: Locator) -> None:
        super().__init__()
        self.root = ""
        self._done: list[Element] = []
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._parser = parser

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the parser calls it by this name
        """Opens an element, inside a header or a child only."""
        tag = name.rpartition(":")[2]
        self.root = self.root or tag
        if len(self._open) == DEEPEST:
            raise SAXException(f"elements are nested more than {DEEPEST} deep")
        if self._open or tag in (HEADER, CHILD):
            element = Element(tag, self._parser.getLineNumber() or 0)
            for parent in self._open[-1:]:
                parent.children.append(element)
            self._open.append(element)
            self._texts.append([])

    def characters(self, content: str) -> None:
        """Adds to the text of the element that is open."""
        if self._open:
            self._texts[-1].append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the parser calls it by this name
        """Closes an element."""
        if self._open:
            element = self._open.pop()
            element.text = "".join(self._texts.pop()).strip()
            if not self._open:
                self._done.append(element)

    def take(self) -> list[Element]:
        """The headers and children that are complete, once."""
        done, self._done = self._done, []
        return done


def elements(stream: BinaryIO, log: Log) -> Iterator[Element]:
    """The header and the children, each as soon as it is complete; a fault of the XML ends the file.

    Document types, entities and external references are refused before anything is made of them.
    """
    from defusedxml.expatreader import DefusedExpatParser

    parser = DefusedExpatParser(forbid_dtd=True)
    collector = Collector(parser)
    parser.setContentHandler(collector)
    sound = True
    while sound and (chunk := stream.read(AT_ONCE)):
        sound = fed(lambda: parser.feed(chunk), parser, log)
        yield from collector.take()
    if sound and fed(parser.close, parser, log) and collector.root not in (ROOT, ""):
        hint = f"a census begins with <{ROOT}>"
        log.fault("not-a-census", "is no CIN census", f"<{shown(collector.root)}>", hint=hint)


def fed(step: Callable[[], None], parser: Locator, log: Log) -> bool:
    """Whether the parser takes its next step; a fault where it does not."""
    from defusedxml import DefusedXmlException

    try:
        step()
    except DefusedXmlException:
        fact = "declares a document type or entities, and is not read any further"
        log.fault(
            "forbidden-xml", fact, None, f"{log.file} line {parser.getLineNumber()}", "a census needs none of them"
        )
    except (SAXException, LookupError, ValueError) as error:
        message = error.getMessage() if isinstance(error, SAXException) else str(error)
        fact = "is not XML, and is not read any further"
        log.fault("not-xml", fact, None, f"{log.file} line {parser.getLineNumber()}", message)
    else:
        return True
    return False

import tracemalloc
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path

import pytest

from model.history.cin_xml import DEEPEST, elements
from model.history.log import Log
from tests.history.census import census, child, episode
from tests.history.examples import codes, read


class Generated(RawIOBase):
    """A census of so many children that is never in memory as a whole."""

    def __init__(self, children: int) -> None:
        begin, end = census("|").split(b"|")
        one = child(episode(), case="case-{n}")
        self._parts = iter([begin, *(one.replace("{n}", str(n)).encode() for n in range(children)), end])

    def read(self, size: int = -1) -> bytes:
        return next(self._parts, b"")


def names(stream: Generated, log: Log) -> Iterator[str]:
    return (element.children[0].children[0].text for element in elements(stream, log) if element.tag == "Child")  # type: ignore[arg-type]


def peak_of(children: int) -> int:
    stream, log = Generated(children), Log("census.xml")
    tracemalloc.start()
    assert sum(1 for _ in names(stream, log)) == children
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_stays_flat_however_many_children_there_are() -> None:
    few, many = peak_of(20), peak_of(2_000)
    assert many < few + 50_000


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE Message [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE Message SYSTEM "census.dtd">',
        '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        "<!DOCTYPE Message>",
    ],
)
def test_document_types_entities_and_external_references_are_refused(prologue: str) -> None:
    histories, cases = read(prologue.encode() + census(child(episode())), "cin")
    assert histories == []
    (fault,) = cases.faults
    assert (fault.code, fault.place) == ("forbidden-xml", "the stream line 1")


def test_an_external_file_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    prologue = f'<!DOCTYPE Message [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    histories, cases = read(prologue.encode() + census(child(episode(), case="&x;")), "cin")
    assert (histories, codes(cases)) == ([], ["forbidden-xml"])


def test_namespaces_and_prefixes_do_not_matter() -> None:
    plain = census(child(episode()))
    default = plain.replace(b"<Message>", b'<Message xmlns="urn:cin">')
    prefixed = plain.replace(b"</", b"</c:").replace(b"<", b"<c:").replace(b"<c:/c:", b"</c:")
    prefixed = prefixed.replace(b"<c:Message>", b'<c:Message xmlns:c="urn:cin">')
    expected, _ = read(plain, "cin")
    for content in (default, prefixed):
        histories, cases = read(content, "cin")
        assert (histories, cases.faults) == (expected, ())


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "empty-file", "holds no child"),
        (b"case,type,on\n", "not-xml", "syntax error"),
        (b"<Message><Header></Message>", "not-xml", "mismatched tag"),
        (b'<?xml version="1.0" encoding="nonsense"?><Message/>', "not-xml", "unknown encoding"),
        (b'<?xml version="1.0" encoding="utf-7"?><Message/>', "not-xml", "multi-byte encodings are not supported"),
        (b"<Message>\xff</Message>", "not-xml", "not well-formed"),
        (b"<Message>&lt;&nope;</Message>", "not-xml", "undefined entity"),
        (b"<html><body/></html>", "not-a-census", "is no CIN census: '<html>' (a census begins with <Message>)"),
        (b"<Child>" + b"<a>" * DEEPEST, "not-xml", f"nested more than {DEEPEST} deep"),
    ],
)
def test_a_file_that_is_no_census_is_one_fault(content: bytes, code: str, says: str) -> None:
    histories, cases = read(content, "cin")
    assert (histories, codes(cases)) == ([], [code])
    assert says in str(cases.faults[0])


def test_texts_may_be_in_pieces() -> None:
    named = census(child(episode(), case="case &amp; <!-- a comment -->\n  <![CDATA[<one>]]>"))
    ((history,), _) = read(named, "cin")
    assert history.case == "case & \n  <one>"


def test_other_encodings_are_read() -> None:
    content = census(child(episode(), case="Zoë")).decode()
    (history,), _ = read(f'<?xml version="1.0" encoding="iso-8859-1"?>{content}'.encode("latin-1"), "cin")
    assert history.case == "Zoë"

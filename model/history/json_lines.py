"""JSON lines: one case a line, in and out."""

from __future__ import annotations

import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO

import msgspec

from model.errors import Fault
from model.history.case_reader import CaseReader
from model.history.history import History
from model.history.log import Log
from model.history.value import shown
from model.history.written import Records
from model.kinds import Vocabulary

SPREAD, CASE = (b"{", b"[", b"[{"), b'{"case":'


def read(stream: BinaryIO, vocabulary: Vocabulary, log: Log) -> Iterator[History]:
    """The histories of a file, one by one; blank lines say nothing."""
    reader = CaseReader(vocabulary, log)
    lines = ((number, line) for number, line in enumerate(unmarked(stream), 1) if not line.isspace())
    first = next(lines, None)
    if first is None:
        log.fault("empty-file", "holds no case", hint='one case a line, such as {"case": "B-0001", "events": []}')
        return
    # Of a sound file nothing is read ahead: its cases come while it is written.
    ahead = [first, *(islice(lines, 1) if is_cut_off(first[1]) else ())]
    if is_one_case_a_line([line for _, line in ahead], log):
        for number, line in chain(ahead, lines):
            history = read_line(line, f"{log.file} line {number}", reader)
            if history is not None:
                yield history


def unmarked(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, without the byte order mark that some editors put at the start of a file."""
    rest = iter(lines)
    return chain([next(rest, b"").removeprefix(BOM_UTF8) or b"\n"], rest)


def is_one_case_a_line(ahead: Sequence[bytes], log: Log) -> bool:
    """Whether the first lines give hope for the others; one fault for the whole file where they do not."""
    first = ahead[0].strip()
    if first.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        log.fault("not-utf-8", "is written in UTF-16", hint="save the file as UTF-8")
        return False
    if first in SPREAD or (len(ahead) > 1 and goes_on(ahead[1])):
        fact, hint = "is one JSON text over many lines", "write one case a line, without line breaks in it"
        log.fault("not-json-lines", fact, shown(first.decode("utf-8", "backslashreplace")), hint=hint)
        return False
    return True


def is_cut_off(line: bytes) -> bool:
    """Whether a line is the beginning of a JSON text."""
    try:
        msgspec.json.decode(line)
    except (ValueError, RecursionError) as error:
        return "truncated" in str(error)
    return False


def goes_on(line: bytes) -> bool:
    """Whether a line after one that is cut off goes on with the same text: it is neither JSON nor a case."""
    try:
        msgspec.json.decode(line)
    except (ValueError, RecursionError):
        return not line.replace(b" ", b"").startswith(CASE)
    return False


def read_line(line: bytes, place: str, reader: CaseReader) -> History | None:
    """The history of one line, None where it has faults."""
    try:
        raw = msgspec.json.decode(line)
    except (ValueError, RecursionError) as error:
        reader.log.faults.append(undecoded(line, error, place))
        return None
    parts = reader.records.parts(raw)
    if parts is None:
        reader.put_aside(raw, place)
        return None
    repeated = repeated_keys(line, raw)
    if repeated:
        reader.log.fault(
            "repeated-key", "is there twice in one object", ", ".join(repeated), place, "one would be lost"
        )
        reader.log.put_aside(parts.case, place, len(parts.events))
        return None
    return reader.history(parts, place)


def undecoded(line: bytes, error: Exception, place: str) -> Fault:
    """What is wrong with a line that is no JSON."""
    value = shown(line.strip().decode("utf-8", "backslashreplace"))
    if isinstance(error, UnicodeDecodeError):
        return Fault("not-utf-8", "has bytes that are not UTF-8 text", value, place, "save the file as UTF-8")
    hint = str(error).removeprefix("JSON is malformed: ")
    return Fault("not-json", "is not JSON, and is not judged", value, place, hint)


def repeated_keys(line: bytes, raw: dict[str, Any]) -> list[str]:
    """The keys that are twice in one object of a sound record, of which the decoder kept only the last."""
    keys = len(raw) + len(raw.get("carries") or ()) + sum(map(len, raw["events"]))
    if line.count(b":") == keys:
        return []
    repeated: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        repeated.extend(name for name in dict.fromkeys(names) if names.count(name) > 1)
        return dict(pairs)

    json.loads(line, object_pairs_hook=note)
    return repeated


def write(histories: Iterable[History], stream: BinaryIO, vocabulary: Vocabulary) -> int:
    """Writes the histories as they come; how many there were."""
    records = Records(vocabulary)
    stream.writelines(msgspec.json.encode(record) + b"\n" for record in records.of(histories))
    return records.cases

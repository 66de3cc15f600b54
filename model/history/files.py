"""Files of cases: read and written, in the format that their name or the caller says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from model.errors import Fault, InvalidInput, meant
from model.history import cin, csv_file, json_lines, parquet_file
from model.history.history import History
from model.history.log import Log
from model.history.value import shown
from model.kinds import BUILT_IN, Vocabulary

File = str | PathLike[str] | BinaryIO
Reader = Callable[[BinaryIO, Vocabulary, Log], Iterator[History]]
Writer = Callable[[Iterable[History], BinaryIO, Vocabulary], int]

STANDARD = "-"
READERS = MappingProxyType[str, Reader](
    {"jsonl": json_lines.read, "csv": csv_file.read, "parquet": parquet_file.read, "cin": cin.read}
)
WRITERS = MappingProxyType[str, Writer](
    {"jsonl": json_lines.write, "csv": csv_file.write, "parquet": parquet_file.write}
)
BY_EXTENSION = MappingProxyType(
    {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".parquet": "parquet", ".xml": "cin"}
)


class Cases(Iterator[History]):
    """The sound cases of a file, one after the other, once; then everything there is to say about the others.

    `faults`, `notices` and `set_aside` grow while the cases are taken and are complete after the last one. A case with
    a fault is never among the cases: it is set aside as a whole. A notice takes nothing away.
    """

    def __init__(self, histories: Iterator[History], log: Log) -> None:
        self._histories = histories
        self._log = log

    def __next__(self) -> History:
        """The next case. InvalidInput where the file cannot be opened."""
        return next(self._histories)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the file, in its order: the reason for exit code 2."""
        return tuple(self._log.faults)

    @property
    def notices(self) -> tuple[Fault, ...]:
        """What is odd in the file, or was taken in one way of several, and left every case as it is."""
        return tuple(self._log.notices)

    @property
    def last_day(self) -> date | None:
        """The last day that the file can speak of, where it says so: judged later, what it lacks would look undone.

        A census says so before its first case; the other formats never do.
        """
        return self._log.last_day

    @property
    def set_aside(self) -> tuple[str, ...]:
        """The names of the cases that are not judged; empty texts for those without a name."""
        return tuple(self._log.set_aside)

    def place_of(self, case: str) -> str:
        """Where the record of a case that was taken begins, such as `cases.jsonl line 2`; KeyError for any other."""
        return self._log.place_of(case)


def read_histories(
    file: File,
    vocabulary: Vocabulary = BUILT_IN,
    format: str | None = None,  # noqa: A002 - the word of the command line
    strict: bool = False,
) -> Cases:
    """The cases of a file, of standard input (`-`) or of a binary stream, which stays open.

    `format` is `jsonl`, `csv`, `parquet` or `cin`; without it the extension says it: .jsonl, .ndjson, .json, .csv,
    .parquet, .xml; streams and standard input are JSON lines then. Cases of JSON lines and of a census come as they are
    read; the rows of the others are gathered first. `strict` gives no case at all of a file with any fault, but
    InvalidInput with all of them.

    InvalidInput where the format is unknown; where the file cannot be opened, when the first case is asked for.
    """
    name = name_of(file)
    read, log = READERS[format_of(name, format, READERS)], Log(shown(name))
    histories = opened(file, read, vocabulary, log)
    return Cases(all_or_none(histories, log) if strict else histories, log)


def write_histories(
    histories: Iterable[History],
    file: File,
    format: str | None = None,  # noqa: A002 - the word of the command line
    vocabulary: Vocabulary = BUILT_IN,
) -> int:
    """Writes cases to a file, to standard output (`-`) or to a binary stream, which stays open; how many they were.

    Formats as for `read_histories`, but for `cin`. Reading them back gives the same histories. JSON lines are written
    as they come, the others at the end. InvalidInput where the format is unknown, the file cannot be opened, or a
    history cannot be read back (an attribute that the vocabulary does not have, the same case twice).
    """
    write = WRITERS[format_of(name_of(file), format, WRITERS)]
    with stream_of(file, "wb") as stream:
        return write(histories, stream, vocabulary)


def name_of(file: File) -> str:
    """What faults call a file."""
    if isinstance(file, str | PathLike):
        return "standard input" if fspath(file) == STANDARD else Path(file).name
    return "the stream"


def format_of(name: str, wanted: str | None, known: Iterable[str]) -> str:
    """The format that the caller or the extension says."""
    extension = Path(name).suffix.lower()
    found = wanted or (BY_EXTENSION.get(extension, "") if extension else "jsonl")
    if found in known:
        return found
    hint = meant(found, known) if wanted else "the ending says it: .jsonl, .csv, .parquet, or .xml for a census"
    raise InvalidInput(Fault("unknown-format", "is no known format", wanted or extension, shown(name), hint))


def opened(file: File, read: Reader, vocabulary: Vocabulary, log: Log) -> Iterator[History]:
    """What the reader gives, with the file open for as long as it reads."""
    with stream_of(file, "rb") as stream:
        yield from read(stream, vocabulary, log)


def all_or_none(histories: Iterator[History], log: Log) -> Iterator[History]:
    """All the histories, where there is no fault."""
    found = list(histories)
    if log.faults:
        raise InvalidInput(*log.faults)
    yield from found


def stream_of(file: File, mode: str) -> AbstractContextManager[BinaryIO]:
    """The open file; a stream of the caller's and the standard ones stay open."""
    if not isinstance(file, str | PathLike):
        return nullcontext(file)
    if fspath(file) == STANDARD:
        return nullcontext(sys.stdin.buffer if mode == "rb" else sys.stdout.buffer)
    try:
        return Path(file).open("rb") if mode == "rb" else Path(file).open("wb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidInput(Fault("cannot-open", "cannot be opened", shown(str(file)), hint=reason)) from None

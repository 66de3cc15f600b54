"""Rows as a table on a terminal, as tab-separated lines in a pipe, or in a format for machines."""

from __future__ import annotations

import csv
import json
import os
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from types import MappingProxyType
from typing import Any, BinaryIO, TextIO

import msgspec

from model.cli import screen
from model.errors import Fault, InvalidInput

Row = Sequence[Any]
BY_EXTENSION = MappingProxyType({".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"})
PLAIN = ("", ".txt", ".tsv")
# How wide a page is where no terminal says so.
PAGE = 100
# The columns that are no texts, by the names that Arrow has for their types.
ARROW: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("anchor", "due", "done", "doomed_since"), "date32"),
        **dict.fromkeys(("occasion", "slack", "late_by", "assignments"), "int64"),
        "certain": "bool",
    }
)


def form_of(wanted: str | None, output: str | None) -> str:
    """The format asked for, or what the ending of the output's name says; a table where it has none or is text."""
    ending = "" if output is None else Path(output).suffix.lower()
    if wanted or ending in BY_EXTENSION:
        return wanted or BY_EXTENSION[ending]
    if ending in PLAIN:
        return "table"
    hint = f"{', '.join(BY_EXTENSION)}, or .txt for the plain lines of a table; or say --format"
    raise InvalidInput(Fault("unknown-format", "is no known format", ending, "--output", hint))


def emit(
    form: str,
    output: str | None,
    columns: Sequence[str],
    rows: Iterable[Row],
    records: Iterable[Any],
    spare: Sequence[str] = (),
) -> None:
    """Writes `rows` as table, csv or parquet, or `records` as json or jsonl, to a file or to standard output.

    `spare` names columns that a terminal without room for them may leave out, the first to go first.
    """
    if form == "parquet":
        write_parquet(rows, columns, output)
        return
    with destination(output) as stream:
        if form == "table":
            show(rows, columns, stream, spare)
        elif form == "csv":
            write_csv(rows, columns, stream)
        elif form == "jsonl":
            write_lines(records, stream)
        else:
            stream.write(to_json(msgspec.to_builtins(list(records))))


def text_of(value: Any) -> str:
    """A cell as text on one line: nothing for None, commas in lists, what cannot be printed as Python writes it."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(text_of, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    # A name with a tab, a line feed or a terminal's control codes in it would be read as something else.
    return text if text.isprintable() else "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def show(rows: Iterable[Row], columns: Sequence[str], stream: TextIO, spare: Sequence[str] = ()) -> None:
    """A table on a terminal, tab-separated lines with a header elsewhere."""
    cells = ([text_of(value) for value in row] for row in rows)
    if stream.isatty():
        screen.draw(list(cells), columns, spare, stream)
        return
    stream.write("\t".join(columns) + "\n")
    stream.writelines("\t".join(row) + "\n" for row in cells)


def show_page(rows: Iterable[Row], columns: Sequence[str], stream: TextIO, spare: Sequence[str] = ()) -> None:
    """A table that people read: as wide as the terminal; elsewhere as COLUMNS says, or 100, with every column."""
    cells = [[text_of(value) for value in row] for row in rows]
    if stream.isatty():
        screen.draw(cells, columns, spare, stream, page_width(stream))
    else:
        screen.draw(cells, columns, (), stream, page_width(stream))


def page_width(stream: TextIO) -> int:
    """How wide a page is: as wide as the terminal; elsewhere as COLUMNS says, or 100."""
    if stream.isatty():
        return get_terminal_size().columns
    told = os.environ.get("COLUMNS", "")
    return int(told) if told.isdecimal() and int(told) else PAGE


def on_page(text: str, stream: TextIO) -> str:
    """A sentence in lines that fit on a page, all but the first further in; names with hyphens stay whole."""
    return textwrap.fill(
        text, page_width(stream), subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def write_csv(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> None:
    """Comma-separated values with a header."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def write_lines(records: Iterable[Any], stream: TextIO) -> None:
    """One JSON value a line."""
    encode = msgspec.json.Encoder().encode
    stream.writelines(encode(record).decode() + "\n" for record in records)


def write_parquet(rows: Iterable[Row], columns: Sequence[str], path: str | None) -> None:
    """A Parquet file; to standard output only where that is not a terminal. Days are dates."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema([(name, pa.type_for_alias(ARROW.get(name, "string"))) for name in columns])
    with binary(path) as stream:
        values = list(zip(*rows, strict=True)) or [()] * len(columns)
        arrays = [pa.array(column, type=field.type) for column, field in zip(values, schema, strict=True)]
        parquet.write_table(pa.table(arrays, schema=schema), stream)


@contextmanager
def binary(path: str | None) -> Iterator[BinaryIO]:
    """Where bytes go: a file, or standard output unless somebody would have to look at them."""
    if path is not None:
        with opened(path, "wb") as stream:
            yield stream
        return
    if sys.stdout.isatty():
        raise InvalidInput(Fault("bytes-on-a-terminal", "Parquet is not for a terminal", hint="add --output FILE"))
    yield sys.stdout.buffer


@contextmanager
def destination(path: str | None) -> Iterator[TextIO]:
    """A text file to write, closed in the end, or standard output."""
    if path is None:
        yield sys.stdout
        return
    with opened(path, "w") as stream:
        yield stream


def opened(path: str, mode: str) -> Any:
    """The file, to write text (`w`) or bytes (`wb`); InvalidInput where that cannot be."""
    form = {} if mode == "wb" else {"encoding": "utf-8", "newline": ""}
    try:
        return Path(path).open(mode, **form)  # type: ignore[call-overload]
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def unwritable(path: str, error: Exception, option: str = "--output") -> InvalidInput:
    """What to say of an output that cannot be written."""
    why = getattr(error, "strerror", None) or str(error)
    return InvalidInput(Fault("unwritable", "cannot be written", path, option, why))


def to_json(value: Any) -> str:
    """Indented JSON of builtin values, ending in a line feed."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"

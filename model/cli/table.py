"""Rows as a table on a terminal, as tab-separated lines in a pipe, or in a format for machines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import msgspec

from model.errors import Fault, InvalidInput

Row = Sequence[Any]
COLOURS = {
    "breached": "bold red",
    "met": "green",
    "excused": "cyan",
    "pending": "yellow",
    "unknown": "magenta",
    "lapsed": "dim",
}


def emit(form: str, output: str | None, columns: Sequence[str], rows: Iterable[Row], records: Iterable[Any]) -> None:
    """Writes `rows` as table, csv or parquet, or `records` as json or jsonl, to a file or to standard output."""
    if form == "parquet":
        write_parquet(rows, columns, output)
        return
    with destination(output) as stream:
        if form == "table":
            show(rows, columns, stream)
        elif form == "csv":
            write_csv(rows, columns, stream)
        elif form == "jsonl":
            write_lines(records, stream)
        else:
            stream.write(to_json(msgspec.to_builtins(list(records))))


def text_of(value: Any) -> str:
    """A cell as text; nothing for None, commas in lists."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(text_of, value))
    return str(value)


def show(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> None:
    """A rich table on a terminal, tab-separated lines with a header elsewhere."""
    if stream.isatty():
        rich_table(rows, columns)
        return
    stream.write("\t".join(columns) + "\n")
    stream.writelines("\t".join(map(text_of, row)) + "\n" for row in rows)


def rich_table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """The rows as a table with colours by status."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*map(coloured, row))
    Console().print(table)


def coloured(value: Any) -> str:
    """The cell's text, one that begins with a status in its colour; square brackets stay what they are."""
    from rich.markup import escape

    text = escape(text_of(value))
    colour = COLOURS.get(text.partition(" ")[0])
    return f"[{colour}]{text}[/{colour}]" if colour else text


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

    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(column, type=arrow_type(column, pa)) for column in values]
    parquet.write_table(pa.table(arrays, names=list(columns)), binary(path))


def arrow_type(values: Sequence[Any], pa: Any) -> Any:
    """The column's type from its first value that is not None; text where there is none."""
    first = next((value for value in values if value is not None), "")
    if isinstance(first, bool):
        return pa.bool_()
    if isinstance(first, int):
        return pa.int64()
    return pa.date32() if isinstance(first, date) else pa.string()


def binary(path: str | None) -> BinaryIO | str:
    """Where bytes go: a file, or standard output unless somebody would have to look at them."""
    if path is not None:
        return path
    if sys.stdout.isatty():
        raise InvalidInput(Fault("bytes-on-a-terminal", "Parquet is not for a terminal", hint="add --output FILE"))
    return sys.stdout.buffer


@contextmanager
def destination(path: str | None) -> Iterator[TextIO]:
    """A text file to write, closed in the end, or standard output."""
    if path is None:
        yield sys.stdout
        return
    with opened(path) as stream:
        yield stream


def opened(path: str) -> TextIO:
    """The file, to write; InvalidInput where that cannot be."""
    try:
        return Path(path).open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise InvalidInput(Fault("unwritable", "cannot be written", path, "--output", error.strerror or "")) from None


def to_json(value: Any) -> str:
    """Indented JSON of builtin values, ending in a line feed."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"

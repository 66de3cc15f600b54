"""A CSV file: one event a row, in and out."""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from io import StringIO, TextIOWrapper
from typing import BinaryIO

from model.history import cell
from model.history.history import History
from model.history.log import Log
from model.history.table import TableReader
from model.history.written import Table
from model.kinds import Vocabulary


def read(stream: BinaryIO, vocabulary: Vocabulary, log: Log) -> Iterator[History]:
    """The histories of a file; the rows of a case need not stand together, so it is read as a whole first."""
    content = stream.read()
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        log.fault("not-utf-8", "is written in UTF-16", hint="save the file as 'CSV UTF-8'")
        return
    table = TableReader(vocabulary, log)
    # Bytes that are no UTF-8 become marked characters, for which the value that has them is refused.
    rows = csv.reader(StringIO(content.decode("utf-8-sig", "surrogateescape"), newline=""), strict=True)
    try:
        readable = fill(table, rows)
    except csv.Error as error:
        hint = f"{error}; is a quotation mark not closed? No case is judged: any may have rows after this one"
        log.fault("not-csv", "cannot be read as rows of cells", None, f"{log.file} line {rows.line_num}", hint)
        return
    if readable:
        yield from table.histories()


def fill(table: TableReader, rows: Iterator[list[str]]) -> bool:
    """Hands the header and the rows over; whether there was no header, or one that the table can be read with."""
    header = next(rows, None)
    if header is None:
        return True
    readable = table.header([name.strip() for name in header])
    for number, row in enumerate(rows if readable else (), 2):
        table.row(number, row)
    return readable


def write(histories: Iterable[History], stream: BinaryIO, vocabulary: Vocabulary) -> int:
    """Writes the histories, with columns for the attributes that they use; how many there were."""
    table = Table.of(histories, vocabulary)
    text = TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    # The writer puts quotation marks around a text with a line break only where its own line breaks have it.
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(table.columns)
    rows.writerows([cell.written(row.get(name)) for name in table.columns] for row in table.rows)
    text.detach()
    return table.cases

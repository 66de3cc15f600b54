"""A table with one event a row: columns of its case, of every event, and one for every attribute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from model.errors import Fault, meant
from model.history import cell
from model.history.case_reader import CaseReader
from model.history.history import History
from model.history.log import Log
from model.history.value import shown
from model.kinds import RESERVED, Type, Vocabulary

CASE_COLUMNS = ("case", "family", "source", "carries")
COLUMNS = (*CASE_COLUMNS, *RESERVED)
NEEDED = ("case", "type", "on")


class Row(NamedTuple):
    """The cells of a row that are not empty, its number (the header is row 1), and how many cells it has in all."""

    number: int
    cells: dict[str, Any]
    width: int

    @property
    def is_event(self) -> bool:
        """Whether it says anything of an event; a row with nothing but a case stands for a case without events."""
        return any(name not in CASE_COLUMNS for name in self.cells)


class TableReader:
    """Takes a header, then rows; gathers the rows by case, wherever they stand; then gives the sound cases."""

    def __init__(self, vocabulary: Vocabulary, log: Log) -> None:
        self.log = log
        self._reader = CaseReader(vocabulary, log)
        self._types = {
            kind.name: {name: one.type for name, one in kind.attributes.items()} for kind in vocabulary.kinds
        }
        self._columns: tuple[str, ...] = ()
        self._rows: dict[str, list[Row]] = {}

    def header(self, columns: Sequence[str]) -> bool:
        """Takes the names of the columns; whether the table can be read with them."""
        self._columns = tuple(columns)
        known = {*COLUMNS, *(name for types in self._types.values() for name in types)}
        place = self._place(1)
        twice = [
            Fault("repeated-column", "is the name of two columns", shown(name), place) for name in repeated(columns)
        ]
        lacking = [
            Fault("missing-column", "needs a column", name, place, separated(columns))
            for name in NEEDED
            if name not in columns
        ]
        strange = [
            Fault("unknown-column", "is no attribute of any kind", shown(name), place, meant(name, known))
            for name in columns
            if name not in known
        ]
        self.log.faults += twice + (lacking or strange)
        return not twice and not lacking

    def row(self, number: int, values: Sequence[Any]) -> None:
        """Takes a row; one without any value says nothing."""
        named = dict(zip(self._columns, values, strict=False))
        types = self._types.get(str(named.get("type")).strip(), {})
        cells = {name: cell.plain(value, types.get(name, Type.TEXT)) for name, value in named.items()}
        said = {name: value for name, value in cells.items() if value is not None}
        if said:
            self._rows.setdefault(str(said.get("case", "")), []).append(Row(number, said, len(values)))

    def histories(self) -> Iterator[History]:
        """The histories of the sound cases, in the order of their first rows."""
        if not self._rows:
            self.log.fault("empty-file", "holds no case", hint="one event a row, under the columns case, type, on")
        for rows in self._rows.values():
            history = self._history(rows)
            if history is not None:
                yield history

    def _history(self, rows: list[Row]) -> History | None:
        place, events = self._place(rows[0].number), [row for row in rows if row.is_event]
        case = rows[0].cells.get("case")
        raw = {**of_case(rows), "events": [of_event(row) for row in events]}

        def event_place(number: int) -> str:
            return f"{self._place(events[number - 1].number)}, case {shown(case)}"

        faults = [*self._uneven(rows), *conflicts(rows, place)]
        self.log.faults += faults
        if not faults:
            return self._reader.read(raw, place, event_place)
        self._reader.put_aside(raw, place, event_place)
        return None

    def _uneven(self, rows: list[Row]) -> Iterator[Fault]:
        columns = len(self._columns)
        for row in rows:
            if row.width != columns:
                fact = f"has {row.width} cells under {columns} columns"
                hint = "is there a comma in a text without quotation marks around it?"
                yield Fault("wrong-number-of-cells", fact, None, self._place(row.number), hint)

    def _place(self, number: int) -> str:
        return f"{self.log.file} row {number}"


def repeated(columns: Sequence[str]) -> list[str]:
    """The names that more than one column has."""
    return [name for name, count in Counter(columns).items() if count > 1]


def separated(columns: Sequence[str]) -> str:
    """The likely mistake where a column is missing."""
    names = ", ".join(map(shown, columns))
    return f"put commas between the cells: {names}" if len(columns) == 1 else f"its columns are: {names}"


def of_case(rows: list[Row]) -> dict[str, Any]:
    """What the rows say of their case."""
    said = {name: row.cells[name] for row in reversed(rows) for name in CASE_COLUMNS if name in row.cells}
    with suppress(KeyError, TypeError, msgspec.DecodeError):
        said["carries"] = msgspec.json.decode(said["carries"])
    return said


def of_event(row: Row) -> dict[str, Any]:
    """What a row says of its event."""
    return {name: value for name, value in row.cells.items() if name not in CASE_COLUMNS}


def conflicts(rows: list[Row], place: str) -> Iterator[Fault]:
    """Where the rows of one case disagree about it."""
    for name in CASE_COLUMNS:
        said = list(dict.fromkeys(shown(row.cells[name]) for row in rows if name in row.cells))
        if len(said) > 1:
            yield Fault("rows-disagree", "differs between the rows of one case", ", ".join(said), f"{place}, {name}")

"""Histories as they are written: plain records, or rows with one event each, that read back as the same histories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import msgspec

from model.errors import Fault, InvalidInput
from model.events import Event, Value
from model.history.case_reader import CaseReader
from model.history.history import History
from model.history.log import Log
from model.history.table import CASE_COLUMNS, NEEDED
from model.kinds import RESERVED, Vocabulary

Record = dict[str, Any]


class Records:
    """Makes histories plain, and refuses those that could not be read back; `cases` says how many it made."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.cases = 0
        self._log = Log("what is written")
        self._reader = CaseReader(vocabulary, self._log)

    def of(self, histories: Iterable[History]) -> Iterator[Record]:
        """The record of each history. InvalidInput for a value that no file could hold, or a case that came before."""
        for history in histories:
            record = record_of(history)
            self._reader.read(record, f"history {self.cases + 1}")
            if self._log.faults:
                raise InvalidInput(*self._log.faults)
            self.cases += 1
            yield record


class Table(NamedTuple):
    """The cells of each row that are not empty, as plain JSON; the columns that any row uses; how many cases it has."""

    columns: tuple[str, ...]
    rows: list[Record]
    cases: int

    @staticmethod
    def of(histories: Iterable[History], vocabulary: Vocabulary) -> Table:
        """One row for each event, and one for a case without events. InvalidInput as for `Records`."""
        records = Records(vocabulary)
        rows = [row for record in records.of(histories) for row in rows_of(record)]
        used = {name for row in rows for name in row}
        own = dict.fromkeys((*NEEDED, *(name for name in (*RESERVED, *CASE_COLUMNS) if name in used)))
        attributes = dict.fromkeys(name for kind in vocabulary.kinds for name in kind.attributes if name in used)
        return Table((*own, *(name for name in attributes if name not in own)), rows, records.cases)


def record_of(history: History) -> Record:
    """The keys of a case; what a history does not say is left out."""
    head = {"family": history.family, "source": history.source}
    said: Record = {key: value for key, value in head.items() if value is not None}
    if history.carries is not None:
        said["carries"] = {kind: list(names) for kind, names in history.carries.items()}
    return {"case": history.case, **said, "events": [event_of(event) for event in history.events]}


def event_of(event: Event) -> Record:
    """The keys of an event, its attributes among them."""
    own: dict[str, Any] = {"type": event.type, "on": event.on, "id": event.id, "recorded_on": event.recorded_on}
    said = {**{key: value for key, value in own.items() if value}, **event.attributes}
    return {key: plain(value) for key, value in said.items()}


def plain(value: Value) -> Any:
    """A value as plain JSON."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def rows_of(record: Record) -> list[Record]:
    """A record as rows."""
    head = {key: value for key, value in record.items() if key != "events"}
    if "carries" in head:
        head["carries"] = msgspec.json.encode(head["carries"]).decode()
    for event in record["events"]:
        refuse_case_columns(event, record["case"])
    return [{**head, **event} for event in record["events"]] or [head]


def refuse_case_columns(event: Record, case: str) -> None:
    """An attribute that is called like a column of the case has no column of its own."""
    for name in CASE_COLUMNS:
        if name in event:
            hint = "write JSON lines, where it has a place"
            fact = f"a table has no column for this attribute of {event['type']}"
            raise InvalidInput(Fault("reserved-name", fact, name, f"case {case}", hint))

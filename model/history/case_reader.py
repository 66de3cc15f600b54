"""A case reader: from the records of a file to histories, and everything that is wrong with the others."""

from __future__ import annotations

from typing import Any

from model.history.diagnosis import Diagnosis, EventPlace
from model.history.history import History
from model.history.log import Log
from model.history.record import Parts, RecordReader
from model.history.value import shown
from model.kinds import Vocabulary


class CaseReader:
    """Reads records of cases that use one vocabulary; what is wrong with them goes to the log.

    A record with any fault is set aside as a whole: verdicts on what is left of it would be wrong.
    """

    def __init__(self, vocabulary: Vocabulary, log: Log) -> None:
        self.vocabulary = vocabulary
        self.log = log
        self.records = RecordReader(vocabulary)
        self.diagnosis = Diagnosis(self.records)

    def read(self, raw: Any, place: str, event_place: EventPlace | None = None) -> History | None:
        """The history in `raw`, None where it has faults. `event_place` says where its n-th event stands, from 1."""
        parts = self.records.parts(raw)
        if parts is None:
            self.put_aside(raw, place, event_place)
            return None
        return self.history(parts, place)

    def history(self, parts: Parts, place: str) -> History | None:
        """The history of a sound record, None where the file has had the case before."""
        if not self.log.is_new(parts.case, place, len(parts.events)):
            return None
        return History.of(
            parts.case,
            parts.events,
            family=parts.family,
            source=parts.source,
            carries=parts.carries,
            vocabulary=self.vocabulary,
        )

    def put_aside(self, raw: Any, place: str, event_place: EventPlace | None = None) -> None:
        """Notes every fault of a record, and that it is not judged."""
        record = raw if type(raw) is dict else {}
        case = "" if record.get("case") is None else shown(record["case"])
        at = f"{place}, case {case}" if case else place
        self.log.faults += self.diagnosis.faults(raw, at, event_place or (lambda n: f"{at}, event {n}"))
        events = record.get("events")
        self.log.put_aside(case, place, len(events) if type(events) is list else 0)

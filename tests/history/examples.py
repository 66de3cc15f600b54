"""Small files, and what reading them gives."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import msgspec

from model.history import Cases, History, read_histories
from model.kinds import BUILT_IN, Vocabulary

CONFERENCE = {"type": "icpc_held", "on": "2015-01-05", "outcome": "plan"}
MEETING = {
    "type": "core_group_held",
    "on": "2015-01-16",
    "chair": "line_manager",
    "lead_social_worker_present": True,
    "agencies_present": ["health", "education"],
    "next_date": "2015-02-20",
}
CASE = {"case": "B-0001", "events": [CONFERENCE, MEETING]}


def lines(*records: Any) -> bytes:
    """JSON lines."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def read(content: bytes, form: str = "jsonl", vocabulary: Vocabulary = BUILT_IN) -> tuple[list[History], Cases]:
    """The histories of a file of this content, and the cases with all there is to say about it."""
    cases = read_histories(BytesIO(content), vocabulary, form)
    return list(cases), cases


def codes(cases: Cases) -> list[str]:
    """The codes of the faults, but for those that say which case they cost."""
    return [fault.code for fault in cases.faults if fault.code != "case-set-aside"]


def faults_of_event(**changes: Any) -> list[str]:
    """The faults, in words, of a case whose only event is the meeting with these changes."""
    _, cases = read(lines({"case": "B-0001", "events": [{**MEETING, **changes}]}))
    return [str(fault) for fault in cases.faults[:-1]]


def csv_of(*rows: Sequence[str]) -> bytes:
    """A CSV file of these rows, without quotation marks."""
    return "".join(",".join(row) + "\n" for row in rows).encode()

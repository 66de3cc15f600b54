"""Worked cases: histories of the built-in policies with verdicts that were typed by hand from their texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from model.conformance.probe import Probe
from model.events import Event
from model.findings import Status
from model.history import History
from model.history.record import RecordReader
from model.policy import Policy, load_policy

FOLDER = Path(__file__).parent / "worked_cases"


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands at the end of `as_of` on one occasion of a duty, counted from 1; no `status` where there is none."""

    as_of: date
    duty: str
    occasion: int = 1
    status: Status | None = None
    due: date | None = None
    done: date | None = None

    def __str__(self) -> str:
        """The verdict in a few words."""
        number = f" (occasion {self.occasion})" if self.occasion > 1 else ""
        return f"{self.duty}{number} {self.status.value if self.status else 'has no such occasion'}"


class Worked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a file: a case that was worked by hand; `readings` are those that are not at their default."""

    id: str
    says: str
    clauses: tuple[str, ...]
    history: list[dict[str, Any]]
    verdicts: tuple[Verdict, ...]
    readings: dict[str, str] = {}

    def events(self, reader: RecordReader) -> tuple[Event, ...]:
        """Its events in order."""
        sound = reader.sound_parts({"case": self.id, "events": self.history})
        return History.of(self.id, sound.events, vocabulary=reader.vocabulary).events


def cases_of(policy: str) -> tuple[Worked, ...]:
    """The cases of a built-in policy by its id, under whatever readings; none where it is no such policy."""
    path = FOLDER / f"{policy}.jsonl"
    lines = path.read_bytes().splitlines() if path.is_file() else []
    return tuple(msgspec.json.decode(line, type=Worked) for line in lines)


def worked(policy: Policy, base: Policy) -> Iterator[Probe]:
    """The cases of a built-in policy as it is read, on each day of which something was typed.

    `base` is the policy with no reading chosen; a policy that is not as the package brings it has none.
    """
    cases = cases_of(base.id)
    if not cases or load_policy(base.id).tables != base.tables:
        return
    reader, usual = RecordReader(policy.vocabulary), {one.id: one.default for one in base.readings}
    for case in cases:
        if {**usual, **case.readings} == {**usual, **policy.chosen}:
            yield from probes(case, reader)


def probes(case: Worked, reader: RecordReader) -> Iterator[Probe]:
    """A case as a probe for each of its days."""
    history = History(case=case.id, events=case.events(reader))
    for day in sorted({one.as_of for one in case.verdicts}):
        told = "; ".join(str(one) for one in case.verdicts if one.as_of == day)
        says = f"{case.says} By hand: {told}."
        yield Probe(f"{case.id}-{day}", says, "worked", history.view(day).events, day, case.clauses)

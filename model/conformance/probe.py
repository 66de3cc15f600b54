"""A probe: one history as of a day, put to a system, and what the oracle says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from model.events import Event
from model.findings import Finding, Status

# A finding is named by its duty and the id of the event that triggered it.
Key = tuple[str, str]


class Level(Enum):
    """How much of a finding is compared; each holds what comes before it."""

    STATUS = "status"
    DUE = "due"
    DONE = "done"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of an `Answered` that are compared."""
        names = [level.value for level in Level]
        return tuple(names[: names.index(self.value) + 1])


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody says of one duty on one occasion: the verdict, the last day in time, the day it was done."""

    status: Status
    due: date | None = None
    done: date | None = None


Answers = Mapping[Key, Answered]


@dataclass(frozen=True)
class Probe:
    """A history (events in order, each with an id of its own) as things stood at the end of `as_of`.

    `says` is one sentence on what it tests, `clauses` are those whose duties it exercises, `origin` says where it comes
    from: `smoke`, `worked`, `boundary`, `wild`, `series`, `random`, `user`.
    """

    id: str
    says: str
    origin: str
    events: tuple[Event, ...]
    as_of: date
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Difference:
    """One finding on which a system and the oracle differ, in its first field that does.

    `field` is `status`, `due`, `done`, `missing` (the system says nothing on this occasion) or `extra` (the oracle says
    nothing). Values are as in the protocol; "" for none.
    """

    duty: str
    trigger: str
    field: str
    expected: str
    got: str


def answers_of(findings: tuple[Finding, ...]) -> dict[Key, Answered]:
    """The oracle's findings, by their names."""
    return {(one.duty, one.trigger): Answered(one.status, one.due, one.done) for one in findings}


def differences(expected: Answers, got: Answers, level: Level) -> tuple[Difference, ...]:
    """Where two differ, by duty and trigger; empty where they agree."""
    found = []
    for key in sorted(expected.keys() | got.keys()):
        if key not in got:
            found.append(Difference(*key, "missing", expected[key].status.value, ""))
        elif key not in expected:
            found.append(Difference(*key, "extra", "", got[key].status.value))
        else:
            pairs = ((name, said(expected[key], name), said(got[key], name)) for name in level.fields)
            found += [Difference(*key, name, ours, theirs) for name, ours, theirs in pairs if ours != theirs][:1]
    return tuple(found)


def said(answered: Answered, name: str) -> str:
    """A field as the protocol says it."""
    value: Status | date | None = getattr(answered, name)
    if isinstance(value, Status):
        return value.value
    return "" if value is None else value.isoformat()

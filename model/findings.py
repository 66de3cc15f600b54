"""A finding: one duty, one occasion, one verdict, with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

import msgspec


class Status(Enum):
    """The verdict on one occasion (see `model/MEANING.md`, section 4)."""

    PENDING = "pending"
    MET = "met"
    BREACHED = "breached"
    EXCUSED = "excused"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"

    @property
    def truth(self) -> bool | None:
        """True for met, excused, lapsed; False for breached; None for pending and unknown."""
        return TRUTH[self]


TRUTH = {
    Status.MET: True,
    Status.EXCUSED: True,
    Status.LAPSED: True,
    Status.BREACHED: False,
    Status.PENDING: None,
    Status.UNKNOWN: None,
}


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One duty on one occasion; `trigger`, `response`, `excuse`, `power`, `lapse` are ids of events of the history.

    `due` is inclusive and None where the duty has no time limit; `slack` (due minus done) and `late_by` (its
    negative) are in working days where `unit` says so, else in calendar days. `why` says which facts of an unknown are
    missing. `doomed_since` is the day from which a pending duty can no longer be kept, where that was asked for.
    """

    duty: str
    clauses: tuple[str, ...]
    strength: str
    occasion: int
    anchor: date | None = None
    due: date | None = None
    status: Status
    done: date | None = None
    slack: int | None = None
    late_by: int | None = None
    unit: str | None = None
    trigger: str
    response: str | None = None
    excuse: str | None = None
    power: str | None = None
    lapse: str | None = None
    why: str | None = None
    doomed_since: date | None = None


class Refusal(msgspec.Struct, frozen=True):
    """An event that the lifecycle could not take: its id, kind and day, the state it met, and the rule."""

    event: str
    type: str
    on: date
    state: str
    rule: str


class NotAssessed(msgspec.Struct, frozen=True):
    """A duty that the history's source cannot speak of, and why."""

    duty: str
    why: str


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """All findings on one case under one policy, at (`as_of`, `known_at`), both inclusive.

    `readings` holds the readings that are not at their default.
    """

    case: str
    policy: str
    as_of: date
    known_at: date
    calendar: Mapping[str, str]
    readings: Mapping[str, str]
    findings: tuple[Finding, ...]
    refused: tuple[Refusal, ...] = ()
    not_assessed: tuple[NotAssessed, ...] = ()

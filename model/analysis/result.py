"""The result of a claim: proved, refuted or not finished, with all that the answer rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType

from model.analysis.claim import Claim
from model.analysis.following import Followed
from model.analysis.witness import Witness
from model.analysis.worst import Worst
from model.calendar import Calendar
from model.policy import Policy


class Verdict(Enum):
    """What became of a claim; a claim that was not searched to the end is never called proved."""

    PROVED = "proved"
    REFUTED = "refuted"
    NOT_FINISHED = "not finished"


@dataclass(frozen=True)
class Result:
    """What was found of a claim, for cases that begin from `first` to `last`, both inclusive.

    `exact` is the least number for which it holds, `attained` whether its twin is so; None where that is not known.
    `largest` and `abstract` show it in the calendar and in abstract ones, with the first day of what lasts as long.
    `seen` is the day on which a history against the claim first shows, `against` the shortest such history. `reaching`
    is the shortest that makes the twin so; where a gap has an exact number, one of so many days.
    `followed` says how far a search followed cases. `why` says why it was not finished. `holidays` says of a claim that
    a search proved whether holidays that nobody has announced yet can change that.
    """

    claim: Claim
    policy: Policy
    calendar: Calendar
    first: date
    last: date
    verdict: Verdict
    exact: int | None = None
    attained: bool | None = None
    largest: Worst | None = None
    abstract: Worst | None = None
    abstract_calendars: int = 0
    states: int = 0
    transitions: int = 0
    seen: date | None = None
    followed: Followed | None = None
    assumptions: tuple[str, ...] = ()
    why: str = ""
    holidays: str = ""
    against: Witness | None = None
    reaching: Witness | None = None

    @property
    def start_days(self) -> int:
        """How many days a case can begin on."""
        return (self.last - self.first).days + 1

    @property
    def readings(self) -> Mapping[str, str]:
        """The reading of every ambiguous phrase."""
        defaults = {reading.id: reading.default for reading in self.policy.readings}
        return MappingProxyType({**defaults, **self.policy.chosen})

    @property
    def digest(self) -> str:
        """The digest of the calendar."""
        return self.calendar.digest

"""Adversity: what circumstance may do to whoever has to keep the duties, as explicit assumptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from model.calendar import Calendar
from model.errors import Fault, InvalidInput
from model.events import Value
from model.kinds import Chooser, Vocabulary
from model.oracle.phrases import in_words
from model.policy import Duty
from model.policy.duty import Form

ONE_DAY = timedelta(days=1)
TOO_FEW: Mapping[str, Value] = MappingProxyType({"reason": "too_few_present"})


@dataclass(frozen=True)
class Failure:
    """What the record holds of an attempt that failed: an event of this kind with these attributes."""

    kind: str
    attributes: Mapping[str, Value]


FAILING: Mapping[str, Failure | None] = MappingProxyType(
    {
        "core_group_held": Failure("core_group_abandoned", TOO_FEW),
        "tac_held": None,
        "looked_after_review_held": None,
        "child_seen": None,
    }
)
# What ends a plan, a case or a time in care: nobody may keep a duty by giving up.
ENDINGS = frozenset(
    {"plan_discharged", "case_closed", "case_transferred", "child_in_need_ended", "ceased_looked_after"}
)
GATHERINGS = frozenset({"icpc_held", "rcpc_held", "core_group_held", "tac_held", "looked_after_review_held"})


@dataclass(frozen=True)
class Adversity:
    """What may go wrong: at most `failures` attempts at a meeting or a visit fail.

    `failing` are the kinds of which an attempt can fail, each with what is recorded then (None: nothing). After a
    failed attempt, and after the day that first calls for one, the next comes `notice` working days later or more.
    `gatherings` happen on working days only. No excuse is used where `away` is None; else who decides it may be away
    for so many days in a row, once. InvalidInput where a number is too small.
    """

    failures: int = 0
    notice: int = 1
    away: int | None = None
    failing: Mapping[str, Failure | None] = field(default_factory=lambda: FAILING)
    gatherings: frozenset[str] = GATHERINGS

    def __post_init__(self) -> None:
        for name, value, least in (("failures", self.failures, 0), ("notice", self.notice, 1), ("away", self.away, 0)):
            if value is not None and value < least:
                raise InvalidInput(Fault("bad-adversity", f"is at least {least}", value, name))

    def any_day(self, kinds: Iterable[str]) -> bool:
        """Whether an event of one of the kinds can happen on a day that is not a working day."""
        return any(kind not in self.gatherings for kind in kinds)

    def fails(self, kinds: Iterable[str]) -> bool:
        """Whether attempts at what one of the kinds answers can fail: it is the only one, and a kind that can."""
        named = set(kinds)
        return len(named) == 1 and named <= set(self.failing)

    def lead(self, duty: Duty) -> int:
        """Working days from the anchor day of a duty to the first attempt: none where its day was known beforehand."""
        called = duty.anchor == "on" and not duty.window.backward and self.fails(duty.response_kinds)
        return self.notice if called else 0

    def told(self) -> tuple[str, ...]:
        """The assumptions, in sentences."""
        names = ", ".join(in_words(kind) for kind in self.failing)
        excuses = "no duty is excused"
        if self.away is not None:
            excuses = f"who decides an excuse is away for at most {counted(self.away, 'day')} in a row, once"
        notice = counted(self.notice, "working day")
        return (
            f"at most {counted(self.failures, 'attempt')} at a meeting or a visit may fail ({names})",
            f"an attempt comes {notice} or more after the day that calls for it, the next as much after a failed one",
            "meetings of several people are held on working days only",
            "the conference chair and circumstance act on any day, without warning",
            "nothing is kept by ending the plan or the case",
            "at most one event of each kind a day",
            excuses,
        )


def counted(number: int, noun: str) -> str:
    """`1 day`, `2 days`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def agencys(duty: Duty, vocabulary: Vocabulary) -> bool:
    """Whether it is the agency that keeps a duty: it chooses what answers it, or what a requirement is about."""
    kinds = duty.trigger_kinds if duty.form is Form.REQUIRES else duty.response_kinds
    return all(vocabulary.by_name[kind].chosen_by is Chooser.AGENCY for kind in kinds)


def latest_start(
    due: date, earliest: date, failures: int, any_day: bool, notice: int, calendar: Calendar
) -> date | None:
    """The last day for a first attempt of which so many can fail, and one more is still possible by the due day.

    None where that would be before `earliest`.
    """
    start = possible_by(due, any_day, calendar)
    for _ in range(failures):
        if start < earliest:
            break
        # The next attempt comes the n-th working day after this one: this one lies before the n-th last of those left.
        back = notice - 1 if calendar.is_working_day(start) else notice
        start = possible_by(calendar.add_working_days(start, -back) - ONE_DAY, any_day, calendar)
    return start if start >= earliest else None


def possible_by(day: date, any_day: bool, calendar: Calendar) -> date:
    """The last day up to `day` (inclusive) on which an attempt is possible."""
    return day if any_day or calendar.is_working_day(day) else calendar.add_working_days(day, -1)

"""Due days: how late a duty can be due at all, in the calendar and in abstract ones, and a case in which it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from model.analysis.abstract import HOLIDAYS, STRETCH, distinct
from model.analysis.adversity import ONE_DAY
from model.analysis.claim import LatestDue
from model.analysis.observe import prohibition
from model.analysis.path import Wanted, shortest
from model.analysis.replay import Unconfirmed, confirmed_on
from model.analysis.result import Result, Verdict
from model.analysis.witness import Expected, Side, Witness
from model.analysis.worst import Worst, worst_offset
from model.calendar import Calendar
from model.compiled.compile import compile_policies
from model.compiled.compiled import Compiled
from model.compiled.line import laid, line_of
from model.compiled.realise import realised
from model.errors import Fault, InvalidInput
from model.events import Event
from model.policy import Duty, Policy
from model.policy.window import Counting

# A trigger that needs events of more days than these before it has no case.
DAYS_BEFORE = 60


class Offsets(NamedTuple):
    """For every day from `first` on as anchor, by how many calendar days later a version of a duty is due."""

    duty: Duty
    first: date
    days: NDArray[np.int64]

    def anchor(self, place: int) -> date:
        """The day in a place."""
        return self.first + place * ONE_DAY

    def largest(self, calendar: Calendar) -> Worst:
        """The most of them, with the first anchor that has it."""
        place = int(self.days.argmax())
        return Worst(int(self.days[place]), self.anchor(place), calendar)


def latest_due(empty: Result, about: LatestDue) -> Result:
    """Over every start day of the calendar, and over every abstract calendar."""
    policy = empty.policy
    versions = [duty for duty in policy.duties if duty.id == about.duty and in_force(duty, empty)]
    if not versions:
        return replace(empty, why="no version of the duty is in force on any of these days")
    if not all(duty.window.closes for duty in versions):
        return replace(empty, verdict=Verdict.REFUTED, why="the duty has no time limit")
    holidays = 0 if policy.calendar.bank_holidays_are_working_days else HOLIDAYS
    try:
        abstract = latest_of([abstractly(duty, policy.counting, holidays) for duty in versions])
        offsets = [offsets_of(duty, empty) for duty in versions]
    except InvalidInput as error:
        return replace(empty, why=str(error))
    largest = latest_of([one.largest(empty.calendar) for one in offsets])
    exact = max(largest.days, abstract.days)
    found = replace(
        empty,
        verdict=Verdict.PROVED if exact <= about.at_most else Verdict.REFUTED,
        exact=exact,
        attained=exact == about.at_most,
        largest=largest,
        abstract=abstract,
        abstract_calendars=distinct(holidays),
        assumptions=assumed(policy, versions, holidays),
    )
    return with_cases(found, offsets, about.at_most, exact)


def abstractly(duty: Duty, counting: Counting, holidays: int) -> Worst:
    """The latest due day in abstract calendars; Unconfirmed where the oracle counts another in that calendar."""
    found = worst_offset(duty.window, counting, holidays)
    due = duty.window.on(found.anchor, found.calendar, counting).due
    if due != found.anchor + found.days * ONE_DAY:
        raise Unconfirmed(f"{duty.id} is due on {due}, not {found.days} days after {found.anchor}")
    return found


def in_force(duty: Duty, empty: Result) -> bool:
    """Whether a version of a duty speaks of some day of the range."""
    return duty.in_force <= empty.last and empty.first <= duty.in_force_until


def offsets_of(duty: Duty, empty: Result) -> Offsets:
    """The due days in the calendar; InvalidInput where one lies outside."""
    calendar, counting = empty.calendar, empty.policy.counting
    on_days = laid(duty.window, line_of(calendar), counting)
    # An anchor other than the trigger's day may lie on any day.
    first, last = empty.first, empty.last
    if duty.anchor == "on":
        first, last = max(first, duty.in_force), min(last, duty.in_force_until)
    columns = slice((first - calendar.first).days, (last - calendar.first).days + 1)
    if not on_days.reached[columns].all():
        fact = f"is not over by the end of the calendar, {calendar.last}, for what begins up to {last}"
        raise InvalidInput(Fault("outside-calendar", fact, duty.window.text, hint="end the range sooner"))
    return Offsets(duty, first, (on_days.due - on_days.anchors)[columns])


def latest_of(found: Sequence[Worst]) -> Worst:
    """The first of those with the most days."""
    return max(found, key=attrgetter("days"))


def assumed(policy: Policy, versions: Sequence[Duty], holidays: int) -> tuple[str, ...]:
    """What the answer takes for granted."""
    told = ["every bank holiday of the calendar is known from the start"]
    told.append(f"abstract calendars have at most {holidays} holidays in one stretch of {STRETCH} days, and no others")
    if any(policy.powers_over[duty.id] for duty in versions):
        told.append("no direction sets another interval")
    if any(duty.anchor != "on" for duty in versions):
        told.append("the day that the trigger names lies in the range")
    return tuple(told)


def with_cases(found: Result, offsets: Sequence[Offsets], at_most: int, exact: int) -> Result:
    """The result with a case of the first due day that is too late, and one of the first that is as late as any."""
    against, reaching = first_case(found, offsets, at_most), first_case(found, offsets, exact - 1)
    same = against is not None and reaching is not None and against.history == reaching.history
    return replace(found, against=against, reaching=against if same else reaching)


def first_case(found: Result, offsets: Sequence[Offsets], days: int) -> Witness | None:
    """A case in which a version is due more than so many days after its anchor, about the first day for which it is.

    It begins in the range, where there is one about that day.
    """
    cases = [case for one in offsets for case in cases_over(found, one, days)]
    return next((one for one in cases if one.history.events[0].on >= found.first), cases[0] if cases else None)


def cases_over(found: Result, offsets: Offsets, days: int) -> Iterator[Witness]:
    """Cases of one version, up to the first that begins in the range."""
    watched = replace(found.policy, duties=(prohibition(offsets.duty.when),))
    for compiled in compile_policies([watched], found.calendar):
        for place in np.flatnonzero(offsets.days > days)[:DAYS_BEFORE].tolist():
            case = case_of(found, offsets, place, triggered(compiled, offsets.anchor(place)))
            if case is None:
                return
            yield case
            if case.history.events[0].on >= found.first:
                return


def case_of(found: Result, offsets: Offsets, place: int, events: tuple[Event, ...]) -> Witness | None:
    """The history in which the last event is what a duty counts from, on the day in a place; None where it is empty.

    Unconfirmed where the oracle finds another due day. Where a direction, or a day that the trigger names, could make
    it so, there is no case instead.
    """
    duty, anchor, days = offsets.duty, offsets.anchor(place), int(offsets.days[place])
    due = anchor + days * ONE_DAY
    if not events:
        return None
    if duty.anchor != "on":
        named = {**events[-1].attributes, duty.anchor: anchor}
        events = (*events[:-1], msgspec.structs.replace(events[-1], attributes=named))
    claim = f"{duty.id} counts from {anchor} and is due on {due}, {days} calendar days later."
    said = Expected(triggered=frozenset({duty.id}), due=(anchor, due))
    try:
        return confirmed_on(max(due, anchor), claim, events, [Side(found.policy, found.policy.id)], [said])
    except Unconfirmed:
        if duty.anchor == "on" and not found.policy.powers_over[duty.id]:
            raise
        return None


def triggered(watched: Compiled, day: date) -> tuple[Event, ...]:
    """The shortest history that ends on a day with what is watched; nothing where none of few days does."""
    for ago in range(DAYS_BEFORE):
        path = shortest(watched, Wanted(1), day - ago * ONE_DAY, day, engine="plain")
        if path is not None and path.ends == day:
            return realised(watched, path.moves)
    return ()

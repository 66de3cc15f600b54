"""Odd periods: months that run over, leap days that are not counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from model.calendar import Calendar, FirstDay, Period, Unit
from model.conformance.judging import Judging
from model.conformance.suspects import Suspect, changing
from model.policy import Duty, Policy

DAY = timedelta(days=1)


class RunsOver(Period):
    """What is left over at the end of a short month runs into the next one."""

    def after(self, day: date, calendar: Calendar, first_day: FirstDay = FirstDay.DAY_AFTER) -> date:
        """3 months after 30 November are 2 March."""
        last = Period.after(self, day, calendar, first_day)
        return last + DAY * max(0, day.day - last.day) if self.unit is Unit.MONTHS else last


class ThirtyFirst(Period):
    """A month that ends on the last day of one ends on the last day of the other."""

    def after(self, day: date, calendar: Calendar, first_day: FirstDay = FirstDay.DAY_AFTER) -> date:
        """3 months after 30 June are 30 September, after 28 February 31 May."""
        last = Period.after(self, day, calendar, first_day)
        while self.unit is Unit.MONTHS and (day + DAY).day == 1 and (last + DAY).day != 1:
            last += DAY
        return last


class NoLeapDay(Period):
    """29 February is not counted."""

    def after(self, day: date, calendar: Calendar, first_day: FirstDay = FirstDay.DAY_AFTER) -> date:
        """A day later where there is one on the way."""
        last = Period.after(self, day, calendar, first_day)
        leaps = [date(year, 2, 29) for year in {day.year, last.year} if year % 4 == 0]
        counted = self.unit in (Unit.DAYS, Unit.WEEKS) and any(day < leap <= last for leap in leaps)
        return last + DAY if counted else last


NAMES: dict[type[Period], str] = {
    RunsOver: "lets a month that is too short run over into the next (31 January and 1 month is 3 March)",
    ThirtyFirst: "goes from the last day of a month to the last day of another month",
    NoLeapDay: "does not count the leap day, 29 February",
}


def odd_periods(policy: Policy) -> Iterator[Suspect]:
    """Every way in which the periods of all duties may end on another day."""
    for kind, says in NAMES.items():
        yield changing(kind.__name__, says, policy, partial(misjudging, kind))


def misjudging(kind: type[Period], judging: Judging) -> Judging:
    """The judging with periods of another kind."""
    return replace(judging, policy=with_periods(judging.policy, kind))


def with_periods(policy: Policy, kind: type[Period]) -> Policy:
    """The policy with periods of another kind in all its windows."""
    return replace(policy, duties=tuple(with_window(duty, kind) for duty in policy.duties))


def with_window(duty: Duty, kind: type[Period]) -> Duty:
    """The duty with periods of another kind."""
    closes = tuple(replace(edge, period=kind(edge.period.count, edge.period.unit)) for edge in duty.window.closes)
    return replace(duty, window=replace(duty.window, closes=closes))

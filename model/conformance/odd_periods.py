"""Odd periods: months that run over, leap days that are not counted, clocks that begin on another day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from model.calendar import Calendar, FirstDay, Period, Unit
from model.conformance.judging import Judging
from model.conformance.moves import unit_of
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


class CountsItself(Period):
    """The day itself is day 1, whatever the policy says."""

    def after(self, day: date, calendar: Calendar, first_day: FirstDay = FirstDay.DAY_AFTER) -> date:
        """10 days after the 5th are the 14th."""
        return Period.after(self, day, calendar, FirstDay.SAME_DAY)


class ClearDays(Period):
    """Only whole days count, whatever the policy says."""

    def after(self, day: date, calendar: Calendar, first_day: FirstDay = FirstDay.DAY_AFTER) -> date:
        """10 days after the 5th are the 16th."""
        return Period.after(self, day, calendar, FirstDay.CLEAR_DAYS)


class FromMonday(Period):
    """A clock that would begin on a weekend begins on the Monday after it."""

    def after(self, day: date, calendar: Calendar, first_day: FirstDay = FirstDay.DAY_AFTER) -> date:
        """The day on which it ends then; what is due at once stays."""
        monday = day + DAY * (8 - day.isoweekday())
        return Period.after(self, monday if self.count and day.isoweekday() > 5 else day, calendar, first_day)


class FromWorkingDay(Period):
    """A clock that would begin on a closed day begins on the next working day."""

    def after(self, day: date, calendar: Calendar, first_day: FirstDay = FirstDay.DAY_AFTER) -> date:
        """The day on which it ends then; what is due at once stays."""
        closed = self.count and not calendar.is_working_day(day)
        return Period.after(self, calendar.add_working_days(day, 1) if closed else day, calendar, first_day)


NAMES: dict[type[Period], str] = {
    RunsOver: "lets a month that is too short run over into the next (31 January and 1 month is 3 March)",
    ThirtyFirst: "goes from the last day of a month to the last day of another month",
    NoLeapDay: "does not count the leap day, 29 February",
    FromMonday: "counts what happens on a weekend from the Monday after it",
    FromWorkingDay: "counts what happens on a closed day (weekend or bank holiday) from the next working day",
}
# What a policy can say itself of all its duties.
IN_SOME: dict[type[Period], str] = {
    CountsItself: "counts the day itself as day 1",
    ClearDays: "starts to count a day too late (clear days)",
}


def odd_periods(policy: Policy, duty: str) -> Iterator[Suspect]:
    """Every way in which periods may end on another day: of all duties, of those that count the same, of this one."""
    every = frozenset(policy.duty_ids)
    unit = unit_of(policy.duty(duty))
    alike = frozenset(one.id for one in policy.duties if unit_of(one) is unit)
    for kind, says in NAMES.items():
        yield changing(kind.__name__, says, policy, partial(misjudging, kind, every))
    for kind, says in (NAMES | IN_SOME).items():
        if unit and len(alike) > 1:
            where = f"in what is counted in {unit.value}"
            yield changing(f"{kind.__name__} {where}", f"{says}, {where}", policy, partial(misjudging, kind, alike))
        # In one duty, a day too late is a number that is one too large, which is plainer.
        if kind is not ClearDays or unit not in (Unit.DAYS, Unit.WORKING_DAYS):
            one = partial(misjudging, kind, frozenset({duty}))
            yield changing(f"{kind.__name__} {duty}", f"{says} ({duty})", policy, one)


def misjudging(kind: type[Period], scope: Collection[str], judging: Judging) -> Judging:
    """The judging with periods of another kind in some duties."""
    return replace(judging, policy=with_periods(judging.policy, kind, scope))


def with_periods(policy: Policy, kind: type[Period], scope: Collection[str] | None = None) -> Policy:
    """The policy with periods of another kind in the windows of some duties (default: all)."""
    some = policy.duty_ids if scope is None else scope
    return replace(policy, duties=tuple(with_window(one, kind) if one.id in some else one for one in policy.duties))


def with_window(duty: Duty, kind: type[Period]) -> Duty:
    """The duty with periods of another kind."""
    closes = tuple(replace(edge, period=kind(edge.period.count, edge.period.unit)) for edge in duty.window.closes)
    return replace(duty, window=replace(duty.window, closes=closes))

"""Closed days: what a developer may not know, or take for another, in the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from itertools import accumulate

from dateutil.easter import easter as easter_sunday

from model.calendar import Calendar
from model.conformance.judging import days_of
from model.conformance.probe import Probe
from model.conformance.suspects import Suspect, changing
from model.oracle.phrases import spoken_day
from model.policy import Policy

# A holiday matters to a history where it lies at most so long after one of its days.
NEAR = timedelta(days=100)
DAY = timedelta(days=1)
MOST = 16
FEW = 3


class SevenDays(Calendar):
    """A calendar to which Saturdays and Sundays are days like any other."""

    def _fill(self) -> None:
        closed = self.bank_holidays | self.closures
        days = [date.fromordinal(number) for number in range(self._origin, self.last.toordinal() + 1)]
        working = [day not in closed for day in days]
        object.__setattr__(self, "_counts", [0, *accumulate(working)])
        object.__setattr__(self, "_working_days", [day for day in days if day not in closed])
        object.__setattr__(self, "digest", "seven-days")


def calendars(policy: Policy, probe: Probe) -> Iterator[Suspect]:
    """Does not know some of the days that are closed, or takes others for closed."""
    days = days_of(policy)

    def so(id: str, says: str, calendar: Callable[[], Calendar]) -> Suspect:
        once = cache(calendar)
        return changing(id, says, policy, lambda judging: replace(judging, calendar=once()))

    for name, is_one in (KINDS_OF_HOLIDAY | IN_ANY_YEAR).items():
        yield so(name, f"does not know {name}", partial(without, days, is_one))
    for day in nearby(days, probe):
        says = f"does not know the {named(day)} of {spoken_day(day)}"
        yield so(f"holiday {day}", says, partial(without, days, {day}.__contains__))
    yield so("substitutes", "does not know substituted or late bank holidays", partial(without, days, odd))
    yield so("weekends", "takes Saturdays and Sundays for working days (knows no weekend)", partial(weekly, days))
    eves = [date(year, 12, 24) for year in range(days.first.year, days.last.year + 1)]
    yield so("christmas eve", "takes Christmas Eve for a holiday", partial(days.with_closures, eves, "eves"))


def weekly(days: Calendar) -> Calendar:
    """The calendar without weekends."""
    return SevenDays("seven-days", days.first, days.last, frozenset(days.holidays()))


def nearby(days: Calendar, probe: Probe) -> list[date]:
    """The weekday holidays that can matter to a history."""
    dates = [event.on for event in probe.events]
    return [day for day in days.holidays() if any(one - DAY <= day <= one + NEAR for one in dates)][:MOST]


def without(days: Calendar, gone: Callable[[date], bool]) -> Calendar:
    """The calendar without some of its holidays."""
    kept = frozenset(day for day in days.bank_holidays if not gone(day))
    return replace(days, id="misread", bank_holidays=kept, announcements=())


def easter(day: date) -> bool:
    """Good Friday and Easter Monday."""
    return day - easter_sunday(day.year) in (-2 * DAY, DAY)


KINDS_OF_HOLIDAY: dict[str, Callable[[date], bool]] = {
    "the Easter holidays": easter,
    "Good Friday (Easter)": lambda day: day - easter_sunday(day.year) == -2 * DAY,
    "Easter Monday": lambda day: day - easter_sunday(day.year) == DAY,
    "Christmas Day": lambda day: (day.month, day.day) == (12, 25),
    "Boxing Day, 26 December (Christmas)": lambda day: (day.month, day.day) == (12, 26),
    "1 January": lambda day: (day.month, day.day) == (1, 1),
    "substituted holidays at Christmas and New Year": lambda day: (
        (day.month, day.day) in {(12, 27), (12, 28), (1, 2), (1, 3)}
    ),
    "the Christmas holidays": lambda day: (day.month, day.day) in {(12, number) for number in range(25, 29)},
    "New Year's Day": lambda day: day.month == 1,
    "the bank holidays in May": lambda day: day.month == 5,
    "the summer bank holiday": lambda day: day.month == 8,
}


def odd(day: date) -> bool:
    """Whether a holiday stands in for one that falls on a weekend, or was proclaimed for one year."""
    fixed = (day.month, day.day) in {(12, 25), (12, 26), (1, 1)}
    may = day.month == 5 and day.isoweekday() == 1 and (day.day <= 7 or day.day >= 25)
    return not (fixed or easter(day) or may or (day.month == 8 and day.isoweekday() == 1))


def on(month: int, day: int) -> Callable[[date], bool]:
    """Whether it is this day of any year."""
    return lambda one: (one.month, one.day) == (month, day)


def in_may(first: int, last: int) -> Callable[[date], bool]:
    """Whether it is a Monday in May, on one of these days."""
    return lambda day: day.month == 5 and first <= day.day <= last and day.isoweekday() == 1


def proclaimed(day: date) -> bool:
    """Whether a holiday was made or moved for one year."""
    return odd(day) and not any(substitute(day) for substitute in SUBSTITUTES.values())


SUBSTITUTES: dict[str, Callable[[date], bool]] = {
    "27 December as a bank holiday (the substitute day, in any year)": on(12, 27),
    "28 December as a bank holiday (the substitute day, in any year)": on(12, 28),
    "2 January as a bank holiday (the substitute day, in any year)": on(1, 2),
    "3 January as a bank holiday (the substitute day, in any year)": on(1, 3),
}
# More that have a name; a corpus tells them apart by the days above.
IN_ANY_YEAR: dict[str, Callable[[date], bool]] = {
    **SUBSTITUTES,
    "the early May bank holiday": in_may(1, 7),
    "the spring bank holiday": in_may(25, 31),
    "bank holidays that were made or moved for one year (jubilees, a coronation, VE Day)": proclaimed,
}


def elsewhere(days: Calendar, probe: Probe) -> Iterator[timedelta]:
    """By how much a history is moved so that a holiday near it becomes another of the same name, each once."""
    shifts = {
        other - day: None
        for day in nearby(days, probe)
        for is_one in (KINDS_OF_HOLIDAY | IN_ANY_YEAR).values()
        if is_one(day)
        for other in nearest(day, [one for one in days.holidays() if is_one(one) and one != day])
    }
    yield from shifts


def nearest(day: date, others: list[date]) -> list[date]:
    """The few days that are nearest to one."""
    return sorted(others, key=lambda one: abs(one - day))[:FEW]


def named(day: date) -> str:
    """A holiday in a word or two."""
    if easter(day):
        return "Easter holiday"
    if odd(day):
        return "substituted or late bank holiday"
    return "Christmas holiday" if day.month == 12 else "bank holiday"


def easter_distance(day: date) -> timedelta:
    """How far a day is from Easter Sunday of its year."""
    return abs(day - easter_sunday(day.year))

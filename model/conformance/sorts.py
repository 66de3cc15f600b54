"""Sorts of days: those by which a rule may be told that holds on some days and not on others."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter, itemgetter

from dateutil.relativedelta import SU, relativedelta

from model.calendar import Calendar
from model.conformance.circumstances import ordinal
from model.conformance.misjudged import DAYS

DAY = timedelta(days=1)
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A year in which every day of a year can be found.
LEAP = 2016
DUE, ANCHOR = attrgetter("due"), attrgetter("anchor")


@dataclass(frozen=True)
class Seen:
    """A due day as it should be, the day from which it counts, and what the system says."""

    due: date
    anchor: date
    got: date


When = Callable[[date, date, Calendar], bool]


def whens(seen: Sequence[Seen], away: Sequence[Seen]) -> Iterator[tuple[str, When]]:
    """The sorts of days on which something may be moved, in words that follow `a due day`, the simplest first."""
    yield "", lambda *_: True
    for day in sorted({one.due.isoweekday() for one in away}):
        yield f"on a {NAMES[day - 1]}", partial(of_due, partial(on_weekday, day))
    yield "on a closed day (weekend or bank holiday)", lambda due, _, calendar: not calendar.is_working_day(due)
    yield "on a bank holiday", lambda due, _, calendar: due.isoweekday() < 6 and not calendar.is_working_day(due)
    yield "in summer time", partial(of_due, summer_time)
    yield "in winter time", partial(of_due, lambda day: not summer_time(day))
    yield "whose clock runs over a change to summer or winter time", lambda due, anchor, _: changes(due, anchor)
    for name, turn in TURNS.items():
        yield f"whose clock runs over {name}", partial(runs_over, turn)
    for name, fits in DAYS.items():
        yield name, partial(of_due, fits)
    for name, fits in (*within_year((one.due, one.got != one.due) for one in seen), *same_number(away, DUE)):
        yield name, partial(of_due, fits)
    yield from since(seen, away)
    for day in sorted({one.anchor.isoweekday() for one in away}):
        yield f"that counts from a {NAMES[day - 1]}", partial(of_anchor, partial(on_weekday, day))
    yield "that counts from a weekend", partial(of_anchor, lambda day: day.isoweekday() > 5)
    yield "that counts from a day in summer time", partial(of_anchor, summer_time)
    yield "that counts from a day in winter time", partial(of_anchor, lambda day: not summer_time(day))
    for name, fits in (*within_year((one.anchor, one.got != one.due) for one in seen), *same_number(away, ANCHOR)):
        yield f"that counts from a day {name}", partial(of_anchor, fits)
    yield "in another month than the day from which it counts", lambda due, anchor, _: due.month != anchor.month
    yield "in another year than the day from which it counts", lambda due, anchor, _: due.year != anchor.year


def of_due(fits: Callable[[date], bool], due: date, _anchor: date, _calendar: Calendar) -> bool:
    """Whether the due day fits."""
    return fits(due)


def of_anchor(fits: Callable[[date], bool], _due: date, anchor: date, _calendar: Calendar) -> bool:
    """Whether the day from which it counts fits."""
    return fits(anchor)


def on_weekday(number: int, day: date) -> bool:
    """Whether it is this day of the week, from 1."""
    return day.isoweekday() == number


def of_both(one: When, other: When, due: date, anchor: date, calendar: Calendar) -> bool:
    """Whether the day is of two sorts."""
    return one(due, anchor, calendar) and other(due, anchor, calendar)


def same_number(away: Sequence[Seen], which: Callable[[Seen], date]) -> Iterator[tuple[str, Callable[[date], bool]]]:
    """One day of every month, where all that are moved are on it."""
    numbers = {which(one).day for one in away}
    if len(numbers) == 1:
        number = numbers.pop()
        yield f"on the {ordinal(number)} of a month", lambda day: day.day == number


def within_year(days: Iterable[tuple[date, bool]]) -> Iterator[tuple[str, Callable[[date], bool]]]:
    """One stretch of every year, from the first of some days in it that is marked to the last."""
    marked = sorted({(day_of_year(day), flag) for day, flag in days})
    runs = [(flag, [day for day, _ in run]) for flag, run in groupby(marked, itemgetter(1))]
    if len(runs) > 1 and runs[0][0] is runs[-1][0]:
        runs = [*runs[1:-1], (runs[0][0], runs[-1][1] + runs[0][1])]
    if len(runs) == 2:
        others, inner = (run for _, run in sorted(runs, key=itemgetter(0)))
        first, last = inner[0].replace(day=1), inner[-1] + relativedelta(day=31)
        if first <= others[-1] <= inner[0] or inner[-1] <= others[0] <= last:  # not all of these months
            first, last = inner[0], inner[-1]
        yield stretch(first, last), partial(inside, first, last)


def stretch(first: date, last: date) -> str:
    """A part of the year, in words.

    >>> stretch(date(2016, 6, 1), date(2016, 6, 30))
    'in June'
    """
    if first.day == 1 and (last + DAY).day == 1:
        return f"in {first:%B}" if first.month == last.month else f"from {first:%B} to {last:%B}"
    return f"on {spoken(first)}" if first == last else f"from {spoken(first)} to {spoken(last)}"


def spoken(day: date) -> str:
    """A day of any year."""
    return f"{day.day} {day:%B}"


def day_of_year(day: date) -> date:
    """The same day of a leap year."""
    return day.replace(year=LEAP)


def inside(first: date, last: date, day: date) -> bool:
    """Whether a day lies in a part of the year, which may go on in the next."""
    one = day_of_year(day)
    return first <= one <= last if first <= last else one >= first or one <= last


def since(seen: Sequence[Seen], away: Sequence[Seen]) -> Iterator[tuple[str, When]]:
    """All days from one on, or all before one; told by the year where that says it all, else by the month."""
    stay = [one.due for one in seen if one.got == one.due]
    begins, ends = min(one.due for one in away), max(one.due for one in away)
    for known, first in (("%Y", begins.replace(month=1, day=1)), ("%B %Y", begins)):
        if any(day < first for day in stay):
            yield f"from {begins:{known}} on", partial(of_due, first.__le__)
    if any(day.year > ends.year for day in stay):
        yield f"before {ends.year + 1}", partial(of_due, lambda day: day.year <= ends.year)
    if any(day > ends for day in stay):
        yield f"until {ends:%B %Y}", partial(of_due, ends.__ge__)


def summer_time(day: date) -> bool:
    """Whether clocks are an hour ahead in the United Kingdom, on the last Sundays of March and October from noon on."""
    return to_summer_time(day.year) <= day < to_winter_time(day.year)


def to_summer_time(year: int) -> date:
    """The last Sunday of March."""
    return date(year, 3, 31) + relativedelta(weekday=SU(-1))


def to_winter_time(year: int) -> date:
    """The last Sunday of October."""
    return date(year, 10, 31) + relativedelta(weekday=SU(-1))


def leap_day(year: int) -> date | None:
    """The 29th of February, where there is one."""
    return date(year, 2, 29) if isleap(year) else None


TURNS: dict[str, Callable[[int], date | None]] = {
    "the change to summer time": to_summer_time,
    "the change to winter time": to_winter_time,
    "a leap day": leap_day,
}


def runs_over(turn: Callable[[int], date | None], due: date, anchor: date, _: Calendar) -> bool:
    """Whether such a day lies after the one from which it counts, and not after the due day."""
    found = (turn(year) for year in range(anchor.year, due.year + 1))
    return any(anchor < one <= due for one in found if one)


def changes(due: date, anchor: date) -> bool:
    """Whether only one of two days lies in summer time."""
    return summer_time(due) != summer_time(anchor)

"""Learned moves: a rule by which a system seems to move due days, read off from where it moves them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby, islice

from dateutil.relativedelta import SU, relativedelta

from model.calendar import Calendar
from model.conformance.misjudged import DAYS
from model.conformance.moves import Move

DAY = timedelta(days=1)
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# So many of the rules that fit are told, the simplest first.
MOST = 4
# A year in which every day of a year can be found.
LEAP = 2016


@dataclass(frozen=True)
class Seen:
    """A due day as it should be, the day from which it counts, and what the system says."""

    due: date
    anchor: date
    got: date


When = Callable[[date, date, Calendar], bool]
Where = Callable[[date, Calendar], date]


def moves(seen: Sequence[Seen], calendar: Calendar) -> list[Move]:
    """The simplest rules that say of every day what the system says; none where nothing is moved, or none fits."""
    away = [one for one in seen if one.got != one.due]
    if not away:
        return []
    fitting = [
        Move(says, partial(applied, when, where))
        for named, when in whens(seen, away)
        for says, where in wheres(named, away, calendar)
        if all(applied(when, where, one.due, one.anchor, calendar) == one.got for one in seen)
    ]
    return list(islice(fitting, MOST))


def applied(when: When, where: Where, due: date, anchor: date, calendar: Calendar) -> date:
    """What becomes of one due day."""
    return where(due, calendar) if when(due, anchor, calendar) else due


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
    for name, fits in DAYS.items():
        yield name, partial(of_due, fits)
    yield from within_year(seen)
    yield from since(seen, away)
    for day in sorted({one.anchor.isoweekday() for one in away}):
        yield f"that counts from a {NAMES[day - 1]}", partial(of_anchor, partial(on_weekday, day))
    yield "that counts from a weekend", partial(of_anchor, lambda day: day.isoweekday() > 5)
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


def within_year(seen: Sequence[Seen]) -> Iterator[tuple[str, When]]:
    """One stretch of every year, from the first day in it that is moved to the last."""
    marked = sorted({(day_of_year(one.due), one.got != one.due) for one in seen})
    runs = [(flag, [day for day, _ in run]) for flag, run in groupby(marked, lambda one: one[1])]
    if runs[0][0] and runs[-1][0] and len(runs) > 1:
        runs = [*runs[1:-1], (True, runs[-1][1] + runs[0][1])]
    stretches = [days for flag, days in runs if flag]
    if len(stretches) == 1:
        first, last = stretches[0][0], stretches[0][-1]
        yield stretch(first, last), partial(of_due, partial(inside, first, last))


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
    """All years from one on, or all before one."""
    begins, ends = min(one.due.year for one in away), max(one.due.year for one in away) + 1
    if any(one.due.year < begins for one in seen):
        yield f"from {begins} on", partial(of_due, lambda day: day.year >= begins)
    if any(one.due.year >= ends for one in seen):
        yield f"before {ends}", partial(of_due, lambda day: day.year < ends)


def wheres(when: str, away: Sequence[Seen], calendar: Calendar) -> Iterator[tuple[str, Where]]:
    """Where the days may go, as what the system does; the simplest first."""
    which, first = f"a due day {when}" if when else "every due day", away[0]
    by = (first.got - first.due).days
    weekday = NAMES[first.got.isoweekday() - 1]
    on_one = when.startswith("on a ") and when[5:] in NAMES
    if on_one and 1 < abs(by) < 7:
        yield f"moves {which} to the {weekday} {'after' if by > 0 else 'before'} it", partial(later, by)
    else:
        yield f"gives {which} {days(by, 'day')}", partial(later, by)
    yield f"moves {which} to the next {weekday}", partial(next_weekday, first.got.isoweekday())
    yield f"moves {which} to the {weekday} before it", partial(last_weekday, first.got.isoweekday())
    if calendar.is_working_day(first.got):
        steps = working_days(first, calendar)
        yield working_phrase(which, steps), partial(working_days_later, steps)
    yield f"moves {which} to {spoken(first.got)}", partial(next_date, first.got.month, first.got.day)
    yield f"moves {which} to the last day of its month", lambda due, _: due + relativedelta(day=31)
    yield f"moves {which} to the first of the next month", lambda due, _: due + relativedelta(months=1, day=1)


def days(by: int, unit: str) -> str:
    """So many days off.

    >>> days(-2, "working day")
    '2 working days too early'
    """
    number = "one" if abs(by) == 1 else str(abs(by))
    return f"{number} {unit}{'s' * (abs(by) != 1)} too {'late' if by > 0 else 'early'}"


def working_phrase(which: str, steps: int) -> str:
    """A number of working days, in words."""
    if abs(steps) == 1:
        return f"moves {which} to the {'next working day' if steps > 0 else 'working day before it'}"
    return f"gives {which} {days(steps, 'working day')}"


def working_days(one: Seen, calendar: Calendar) -> int:
    """How many working days lie between; negative where it was moved to an earlier one."""
    step = 1 if one.got > one.due else -1
    between = range(one.due.toordinal() + step, one.got.toordinal() + step, step)
    return step * sum(calendar.is_working_day(date.fromordinal(number)) for number in between)


def later(by: int, due: date, _: Calendar) -> date:
    """So many days later."""
    return due + by * DAY


def working_days_later(steps: int, due: date, calendar: Calendar) -> date:
    """So many working days later."""
    return calendar.add_working_days(due, steps)


def next_weekday(number: int, due: date, _: Calendar) -> date:
    """The first such day of the week after a day."""
    return due + ((number - due.isoweekday() - 1) % 7 + 1) * DAY


def last_weekday(number: int, due: date, _: Calendar) -> date:
    """The last such day of the week before a day."""
    return due - ((due.isoweekday() - number - 1) % 7 + 1) * DAY


def next_date(month: int, day: int, due: date, _: Calendar) -> date:
    """The first such day of a year after a day."""
    this = relativedelta(month=month, day=day)
    return due + this if due + this > due else due + relativedelta(years=1) + this


def summer_time(day: date) -> bool:
    """Whether clocks are an hour ahead in the United Kingdom, on the last Sundays of March and October from noon on."""
    begins = date(day.year, 3, 31) + relativedelta(weekday=SU(-1))
    return begins <= day < date(day.year, 10, 31) + relativedelta(weekday=SU(-1))


def changes(due: date, anchor: date) -> bool:
    """Whether only one of two days lies in summer time."""
    return summer_time(due) != summer_time(anchor)

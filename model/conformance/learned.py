"""Learned moves: a rule by which a system seems to move due days, read off from where it moves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import islice

from dateutil.relativedelta import relativedelta

from model.calendar import Calendar
from model.conformance.moves import Move
from model.conformance.sorts import NAMES, Seen, When, of_both, spoken, whens

DAY = timedelta(days=1)
# So many of the rules that fit are told, the simplest first.
MOST = 4


Where = Callable[[date, Calendar], date]


def moves(seen: Sequence[Seen], calendar: Calendar) -> list[Move]:
    """The simplest rules that say of every day what the system says; none where nothing is moved, or none fits."""
    away = [one for one in seen if one.got != one.due]
    if not away:
        return []
    simple = list(whens(seen, away))
    return fitting(simple, seen, away, calendar) or fitting(pairs(simple, seen, away, calendar), seen, away, calendar)


def fitting(
    sorts: Iterable[tuple[str, When]], seen: Sequence[Seen], away: Sequence[Seen], calendar: Calendar
) -> list[Move]:
    """The first rules for days of one of these sorts that say of every day what the system says."""
    found = (
        Move(says, partial(applied, when, where))
        for named, when in sorts
        for says, where in wheres(named, away, calendar)
        if all(applied(when, where, one.due, one.anchor, calendar) == one.got for one in seen)
    )
    return list(islice(found, MOST))


def pairs(
    simple: Iterable[tuple[str, When]], seen: Sequence[Seen], away: Sequence[Seen], calendar: Calendar
) -> Iterator[tuple[str, When]]:
    """Days that are of two sorts at once, of which all are that are moved."""
    told: set[frozenset[str]] = set()
    for name, first in all_of(away, simple, calendar):
        of_it = [one for one in seen if first(one.due, one.anchor, calendar)]
        for other, second in all_of(away, whens(of_it, away), calendar):
            if name != other and frozenset({name, other}) not in told:
                told.add(frozenset({name, other}))
                yield f"{name} and {other}", partial(of_both, first, second)


def all_of(away: Sequence[Seen], sorts: Iterable[tuple[str, When]], calendar: Calendar) -> Iterator[tuple[str, When]]:
    """The sorts of which all days are that are moved, but for the one that any day is of."""
    for name, when in sorts:
        if name and all(when(one.due, one.anchor, calendar) for one in away):
            yield name, when


def applied(when: When, where: Where, due: date, anchor: date, calendar: Calendar) -> date:
    """What becomes of one due day."""
    return where(due, calendar) if when(due, anchor, calendar) else due


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

"""Abstract calendars: every weekday on which a stretch of days can begin, with every placement of a few holidays in it.

What holds on all of them holds whatever bank holidays are still to be announced, as long as they are no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, combinations
from math import comb
from typing import NamedTuple

import numpy as np

from model.calendar import Calendar
from model.compiled.line import Flags

HOLIDAYS, STRETCH, MARGIN = 4, 28, 60
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKING_WEEK = 5
MONDAY = date(2001, 1, 1)
# So long that what is compiled looks at plain days only, before the first holiday and after the last.
PLAIN_YEARS = timedelta(weeks=14 * 52)


def distinct(holidays: int = HOLIDAYS, window: int = STRETCH) -> int:
    """How many abstract calendars there are: a holiday on a weekend makes none of its own."""
    return sum(comb(len(weekdays(phase, window)), count) for phase in range(7) for count in range(holidays + 1))


def placements(holidays: int = HOLIDAYS, window: int = STRETCH) -> int:
    """How many there would be if a holiday on a weekend made one of its own."""
    return 7 * sum(comb(window, count) for count in range(holidays + 1))


def weekdays(phase: int, window: int) -> tuple[int, ...]:
    """The days from Monday to Friday among so many, from 0, that begin on a day of the week (0: Monday)."""
    return tuple(day for day in range(window) if (phase + day) % 7 < WORKING_WEEK)


def placed(phase: int, holidays: int, window: int) -> Iterator[tuple[int, ...]]:
    """Every choice of up to so many of these days, the smaller ones first."""
    days = weekdays(phase, window)
    return chain.from_iterable(combinations(days, count) for count in range(holidays + 1))


def abstract_calendars(
    holidays: int = HOLIDAYS, window: int = STRETCH, margin_days: int = MARGIN
) -> Iterator[Calendar]:
    """Every one of them once, with `margin_days` plain days before and after the stretch that holds the holidays."""
    for phase in range(7):
        for days in placed(phase, holidays, window):
            yield calendar_of(MONDAY + timedelta(days=phase), days, window, margin_days)


def calendar_of(begins: date, days: tuple[int, ...], window: int, margin_days: int) -> Calendar:
    """The one whose stretch begins on a day, with holidays so many days after it."""
    margin = timedelta(days=margin_days)
    name = "-".join(["abstract", WEEK[begins.weekday()], *map(str, days)])
    closed = frozenset(begins + timedelta(days=day) for day in days)
    return Calendar(name, begins - margin, begins + timedelta(days=window - 1) + margin, closed)


def weekly(holidays: int = HOLIDAYS, window: int = STRETCH) -> Iterator[tuple[int, ...]]:
    """Every placement once, whichever week it is in: the days of the holidays, the first of them in the first week.

    Day 0 is a Monday. With plain weeks before and after, each abstract calendar is one of them, so many weeks later.
    """
    yield ()
    for first in range(WORKING_WEEK if holidays else 0):
        others = [day for day in range(first + 1, first + window) if day % 7 < WORKING_WEEK]
        for count in range(holidays):
            yield from ((first, *more) for more in combinations(others, count))


class Strung(NamedTuple):
    """A calendar that holds many others one after the other, from the Monday `first` to the Sunday `last`."""

    calendar: Calendar
    first: date
    last: date


@lru_cache(maxsize=4)
def strung(holidays: int = HOLIDAYS, window: int = STRETCH, margin_weeks: int = STRETCH // 7) -> Strung:
    """Every abstract calendar in one, and more plain years on both sides.

    Each has at least so many plain weeks before its first holiday and after its last.
    """
    begins = MONDAY + PLAIN_YEARS
    closed: list[date] = []
    at = begins
    for days in weekly(holidays, window):
        at += timedelta(weeks=margin_weeks)
        closed += [at + timedelta(days=day) for day in days]
        at += timedelta(weeks=1 + max(days, default=0) // 7)
    at += timedelta(weeks=margin_weeks)
    calendar = Calendar("abstract-one-after-the-other", MONDAY, at + PLAIN_YEARS, frozenset(closed))
    return Strung(calendar, begins, at - timedelta(days=1))


def working(phase: int, holidays: int = HOLIDAYS, window: int = STRETCH, margin_days: int = MARGIN) -> Flags:
    """Those that begin on one day of the week as rows, in the order of `abstract_calendars`: which days are working."""
    days = np.arange(-margin_days, window + margin_days)
    plain = (days + phase) % 7 < WORKING_WEEK
    rows = np.tile(plain, (sum(1 for _ in placed(phase, holidays, window)), 1))
    for row, closed in zip(rows, placed(phase, holidays, window), strict=True):
        row[[day + margin_days for day in closed]] = False
    return rows

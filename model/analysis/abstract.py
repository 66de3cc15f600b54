"""Abstract calendars: every weekday on which a stretch of days can begin, with every placement of a few holidays in it.

What holds on all of them holds whatever bank holidays are still to be announced, as long as they are no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, combinations
from math import comb

import numpy as np

from model.calendar import Calendar
from model.compiled.line import Flags

HOLIDAYS, STRETCH, MARGIN = 4, 28, 60
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKING_WEEK = 5
MONDAY = date(2001, 1, 1)


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


def working(phase: int, holidays: int = HOLIDAYS, window: int = STRETCH, margin_days: int = MARGIN) -> Flags:
    """Those that begin on one day of the week as rows, in the order of `abstract_calendars`: which days are working."""
    days = np.arange(-margin_days, window + margin_days)
    plain = (days + phase) % 7 < WORKING_WEEK
    rows = np.tile(plain, (sum(1 for _ in placed(phase, holidays, window)), 1))
    for row, closed in zip(rows, placed(phase, holidays, window), strict=True):
        row[[day + margin_days for day in closed]] = False
    return rows

"""Miniatures with one wrong rule that shows in many duties: due days that are moved, an event that ends everything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

from dateutil.relativedelta import SU, relativedelta

from model.conformance.judging import Judging
from model.policy.conditions import All, Pattern
from model.policy.window import Counting, Edge
from tests.conformance.miniatures.meanings import laid
from tests.conformance.miniatures.miniature import Miniature

DAY = timedelta(days=1)
TRULY = Edge.day


def moving(move: Callable[[date, date], date]) -> Callable[[], AbstractContextManager[Any]]:
    """A world in which due days are moved, by themselves and the day from which they count."""

    def day(edge: Edge, anchor: date, calendar: Any, counting: Counting) -> date:
        found = TRULY(edge, anchor, calendar, counting)
        return found if edge.before or not edge.period.count else move(found, anchor)

    return lambda: patch.object(Edge, "day", day)


def from_friday(due: date, _anchor: date) -> date:
    """On Friday nobody works late."""
    return due + 3 * DAY if due.isoweekday() == 5 else due


def in_summer_time(due: date, _anchor: date) -> date:
    """Midnight of the summer is eleven o'clock of the day before."""
    begins = date(due.year, 3, 31) + relativedelta(weekday=SU(-1))
    ends = date(due.year, 10, 31) + relativedelta(weekday=SU(-1))
    return due + DAY if begins <= due < ends else due


def over_christmas(due: date, _anchor: date) -> date:
    """Nothing is due before the first full week of January."""
    if (due.month, due.day) >= (12, 22):
        return date(due.year + 1, 1, 6)
    return due.replace(day=6) if (due.month, due.day) < (1, 6) else due


def ends_all(kind: str) -> Callable[[Judging], Judging]:
    """Judges as if an event of a kind would end every duty."""

    def meant(judging: Judging) -> Judging:
        also = Pattern(kind, All())
        duties = tuple(replace(one, until=(*one.until, also)) for one in judging.policy.duties)
        return replace(judging, policy=replace(judging.policy, duties=duties))

    return meant


RULES: tuple[Miniature, ...] = (
    Miniature(
        "friday-to-monday",
        "moves a due day on a Friday to the Monday after it",
        ("moves a due day on a Friday to the Monday after",),
        within=moving(from_friday),
    ),
    Miniature(
        "summer-time",
        "gives due days in summer time one day too late",
        ("gives a due day in summer time one day too late",),
        within=moving(in_summer_time),
    ),
    Miniature(
        "christmas-weeks",
        "moves a due day in the Christmas weeks to 6 January",
        ("moves a due day from 22 December to 5 January to 6 January",),
        within=moving(over_christmas),
    ),
    Miniature(
        "care-ends-everything",
        "takes every duty for ended once the child becomes looked after",
        ("lets 'became looked after' end every duty",),
        policy="york-2015",
        means=ends_all("became_looked_after"),
    ),
    Miniature(
        "two-mistakes",
        "moves a due day on a Friday to Monday, and gives 11 working days for the first core group",
        ("moves a due day on a Friday to the Monday after", "takes 11 working days for 10 working days"),
        within=moving(from_friday),
        means=laid(set=[{"duty": "first-core-group", "within": "11 working days"}]),
        faults=2,
    ),
)

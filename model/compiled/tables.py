"""The clocks of some demands, and the tables of due days that they use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from model.calendar import Calendar
from model.compiled.compiled import Clock, Sense, Shorts
from model.compiled.control import Clocked
from model.compiled.due import lookback, offsets
from model.compiled.work import Work
from model.policy import Duty
from model.policy.window import Counting, Window


class Tables:
    """The clocks, and the rows of `due` and `opening`; `first` is the row of the text's own window by demand."""

    def __init__(self, work: Work, clocked: Sequence[Clocked]) -> None:
        self.first: dict[int, int] = {}
        pairs: list[tuple[Shorts, Shorts]] = []
        clocks: list[Clock] = []
        slot = 0
        for place, one in enumerate(clocked):
            if one.plan.sense is None:
                continue
            self.first[place] = len(pairs)
            pairs += rows(work, one)
            most = max(1, longest(work, one))
            sense, plan = one.plan.sense, one.plan
            clock = Clock(place, sense, plan.places, most, plan.opens, slot, plan.correlated)
            clocks.append(clock)
            slot += clock.width
        self.clocks = tuple(clocks)
        empty = np.empty((0, len(work.calendar.working)), np.int16)
        self.opening = np.stack([opening for opening, _ in pairs]) if pairs else empty
        self.due = np.stack([due for _, due in pairs]) if pairs else empty


def rows(work: Work, one: Clocked) -> list[tuple[Shorts, Shorts]]:
    """Opening and due day for the text's own window and for those that directions set."""
    counting, calendar = work.policy(one).counting, work.calendar_of(one)
    found = [columns(window, calendar, counting, one.plan.sense) for window in one.plan.windows]
    return [(opening, in_force(one.demand.duty, due, calendar)) for opening, due in found]


def longest(work: Work, one: Clocked) -> int:
    """Most calendar days from a trigger to its due day."""
    return max(int(due.max()) for _, due in rows(work, one))


@lru_cache(maxsize=256)
def columns(window: Window, calendar: Calendar, counting: Counting, sense: Sense | None) -> tuple[Shorts, Shorts]:
    """The rows of `opening` and `due` for one window."""
    if sense is Sense.LOOKBACK:
        return lookback(window, calendar, counting)
    return offsets(window, calendar, counting)


def in_force(duty: Duty, due: Shorts, calendar: Calendar) -> Shorts:
    """The table with no due day outside the time in which this version of the duty is in force."""
    if duty.always:
        return due
    first = max(0, (duty.in_force - calendar.first).days)
    last = (duty.in_force_until - calendar.first).days
    days = np.arange(len(due))
    return np.where((days >= first) & (days <= last), due, np.int16(-1))


def begun(starts: Shorts) -> Shorts:
    """The tables by which something begins, each once."""
    return np.unique(starts[starts >= 0])

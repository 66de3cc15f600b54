"""A line: days in a row with their working days, on which edges and windows are laid for all days at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.calendar import Calendar, ClosedDay, FirstDay, Unit
from model.policy.window import Counting, Edge, Window

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Further than any day of a line: an edge that is not there.
FAR = np.int64(1) << 40
STEP = {ClosedDay.STAYS: 0, ClosedDay.NEXT: 1, ClosedDay.BEFORE: -1}


@dataclass(frozen=True, eq=False)
class Line:
    """Days in a row, each called by its place, from 0 on; every other place is outside.

    `months(n)` gives for each day how many days later the same day of the month is, n months on (negative: back).
    """

    working: Flags
    months: Callable[[int], Places] = field(repr=False)

    def __len__(self) -> int:
        return len(self.working)

    @cached_property
    def places(self) -> Places:
        """Every day."""
        return np.arange(len(self), dtype=np.int64)

    @cached_property
    def working_places(self) -> Places:
        """The working days, and a place outside behind the last of them."""
        return np.append(np.flatnonzero(self.working), FAR)

    @cached_property
    def passed(self) -> Places:
        """How many working days lie before each day."""
        return np.cumsum(self.working, dtype=np.int64) - self.working

    def holds(self, places: Places) -> Flags:
        """Which places are on the line."""
        return (places >= 0) & (places < len(self))

    def working_days_on(self, n: Places) -> Places:
        """The n-th working day after each day, the -n-th before it where n is negative, the day itself where n is 0."""
        # Forward, a working day is one of those already passed; back, it is not.
        ranks = self.passed + n - ((n > 0) & ~self.working)
        behind = len(self.working_places) - 1
        landed = self.working_places[np.where(ranks < 0, behind, np.minimum(ranks, behind))]
        return np.where(n == 0, self.places, landed)

    def settled(self, closed_day: ClosedDay) -> Places:
        """What each day becomes as a due day."""
        return self.working_days_on(np.where(self.working, 0, STEP[closed_day]))


class Laid(NamedTuple):
    """A window laid on every day of a line as anchor; all are places, both ends inclusive.

    `opens` is `-FAR` where there is no earliest day, `due` is `FAR` where there is no time limit. Both mean nothing
    where `reached` is False: some edge lies outside the line.
    """

    anchors: Places
    opens: Places
    due: Places
    reached: Flags


def line_of(calendar: Calendar) -> Line:
    """The days of a calendar."""
    dates = np.datetime64(calendar.first, "D") + np.arange(len(calendar.working))
    return Line(calendar.working, lambda n: months_on(dates, n))


def months_on(dates: NDArray[np.datetime64], n: int) -> Places:
    """How many days later the same day of the month is, n months on; the last day of a month that is too short."""
    month = dates.astype("datetime64[M]")
    there = (month + n).astype("datetime64[D]")
    last = (month + n + 1).astype("datetime64[D]") - 1
    later: Places = (np.minimum(there + (dates - month), last) - dates).astype(np.int64)
    return later


def laid(window: Window, line: Line, counting: Counting) -> Laid:
    """The window on every day of the line, by the meaning of `Window.on`."""
    opens, opens_in = np.full(len(line), -FAR), np.ones(len(line), dtype=bool)
    if window.opens is not None:
        opens, opens_in = edge_on(window.opens, line, Counting())
    if not window.closes:
        return Laid(line.places, opens, np.full(len(line), FAR), opens_in)
    days, inside = zip(*(edge_on(edge, line, counting) for edge in window.closes), strict=True)
    due = (np.maximum if window.later else np.minimum).reduce(days)
    return Laid(line.places, opens, due, np.logical_and.reduce([opens_in, *inside]))


def edge_on(edge: Edge, line: Line, counting: Counting) -> tuple[Places, Flags]:
    """The place of an edge for every day of the line, and whether it is on the line."""
    days = unsettled(edge, line, counting.first_day)
    inside = line.holds(days)
    if edge.before or counting.closed_day is ClosedDay.STAYS:
        return days, inside
    within = np.where(inside, days, 0)
    days = np.where(inside & (days > line.places), line.settled(counting.closed_day)[within], days)
    return days, line.holds(days)


def unsettled(edge: Edge, line: Line, first_day: FirstDay) -> Places:
    """The place of an edge for every day, as if every day were a good due day."""
    count, unit = edge.signed, edge.period.unit
    if count == 0:
        return line.places
    if unit is Unit.WORKING_DAYS:
        return line.working_days_on(steps(edge, first_day, line.working))
    if unit is Unit.MONTHS:
        return line.places + line.months(count)
    if unit is Unit.WEEKS:
        return line.places + 7 * count
    return line.places + steps(edge, first_day, np.ones(len(line), dtype=bool))


def steps(edge: Edge, first_day: FirstDay, counts_itself: Flags) -> Places:
    """How many days or working days to go; the convention speaks of periods after the anchor only."""
    count = np.full(len(counts_itself), edge.signed, dtype=np.int64)
    if edge.before or first_day is FirstDay.DAY_AFTER:
        return count
    return count + 1 if first_day is FirstDay.CLEAR_DAYS else count - counts_itself

"""A window: the days in which a response counts, from an anchor day; both ends are inclusive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from model.calendar import Calendar, ClosedDay, FirstDay, Period, Unit


@dataclass(frozen=True)
class Counting:
    """How a policy counts: what day 1 is, and what becomes of a due day that is not a working day."""

    first_day: FirstDay = FirstDay.DAY_AFTER
    closed_day: ClosedDay = ClosedDay.STAYS


@dataclass(frozen=True)
class Edge:
    """A day that lies a period after the anchor, or `before` it."""

    period: Period
    before: bool = False

    @cached_property
    def slack_unit(self) -> str:
        """Slack is counted in working days where the due day was, else in calendar days."""
        return Unit.WORKING_DAYS.value if self.period.unit is Unit.WORKING_DAYS else Unit.DAYS.value

    @property
    def signed(self) -> int:
        """How many of its unit it lies after the anchor, negative where it lies before."""
        return -self.period.count if self.before else self.period.count

    def day(self, anchor: date, calendar: Calendar, counting: Counting) -> date:
        """The day of this edge; a due day after the anchor that is closed is settled by the counting."""
        if self.before:
            return self.period.before(anchor, calendar)
        day = self.period.after(anchor, calendar, counting.first_day)
        if counting.closed_day is ClosedDay.STAYS or day <= anchor:
            return day
        return counting.closed_day.settle(day, calendar)

    def __str__(self) -> str:
        return f"{self.period} before" if self.before else str(self.period)


ANCHOR_DAY = Edge(Period(0, Unit.DAYS))
DAY_BEFORE = Edge(Period(1, Unit.DAYS), before=True)


class Span(NamedTuple):
    """A window laid on one anchor: from `opens` (None: no earliest day) to `due` (None: no time limit).

    `unit` is the one in which slack is counted.
    """

    opens: date | None
    due: date | None
    unit: str

    def holds(self, day: date) -> bool:
        """Whether a response on `day` counts; both ends are inside."""
        return (self.opens is None or self.opens <= day) and (self.due is None or day <= self.due)


@dataclass(frozen=True)
class Window:
    """Opens at one edge and closes at the sooner (or, if `later`, the later) of others; no edges: no time limit.

    `text` is how the policy wrote it.
    """

    opens: Edge | None = ANCHOR_DAY
    closes: tuple[Edge, ...] = ()
    later: bool = False
    text: str = ""

    @property
    def backward(self) -> bool:
        """Whether it reaches to days before its anchor."""
        return self.opens is None or self.opens.before

    def on(self, anchor: date, calendar: Calendar, counting: Counting) -> Span:
        """The window's days for one anchor day."""
        opens = anchor if self.opens is ANCHOR_DAY else self._opening(anchor, calendar)
        if len(self.closes) == 1:
            return Span(opens, self.closes[0].day(anchor, calendar, counting), self.closes[0].slack_unit)
        dues = [(edge.day(anchor, calendar, counting), edge) for edge in self.closes]
        if not dues:
            return Span(opens, None, Unit.DAYS.value)
        due, edge = (max if self.later else min)(dues, key=itemgetter(0))
        return Span(opens, due, edge.slack_unit)

    def _opening(self, anchor: date, calendar: Calendar) -> date | None:
        return None if self.opens is None else self.opens.day(anchor, calendar, Counting())


def within(period: Period) -> Window:
    """From the anchor day to a period after it."""
    return Window(ANCHOR_DAY, (Edge(period),), text=f"within {period}")


ON_ITS_DAY = Window(ANCHOR_DAY, (ANCHOR_DAY,))

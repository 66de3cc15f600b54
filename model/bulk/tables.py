"""Tables of days: what a window or a period makes of every day of a calendar, as ordinals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.bulk.places import FAR, ITSELF, MISSING, NONE, Days
from model.calendar import Calendar, FirstDay, Period
from model.compiled.line import Flags, Places, laid, line_of, unsettled
from model.policy.window import ANCHOR_DAY, Counting, Edge, Window, within

# Of more tables, such as of periods that directions set, there would be no end.
MOST = 256


class Beyond(Exception):
    """The arrays cannot hold something; says why."""


class Tables:
    """Grows by one table for everything that is asked for the first time, and says its number.

    Beyond for periods of somebody else's making, and for more than 256 tables.
    """

    def __init__(self, calendar: Calendar, counting: Counting) -> None:
        self.calendar, self.first = calendar, calendar.first.toordinal()
        self.counting = counting
        self._line = line_of(calendar)
        self._numbers: dict[object, int] = {}
        self._tables = np.zeros((0, len(self._line)), dtype=np.int32)

    @property
    def array(self) -> Days:
        """All tables; another array after one was added."""
        return self._tables

    def window(self, window: Window) -> tuple[int, int]:
        """The table of the first day on which a response counts, and that of the due day."""
        self._known(*(edge.period for edge in (window.opens, *window.closes) if edge is not None))
        found = laid(window, self._line, self.counting)
        opens, due = ITSELF if window.opens is ANCHOR_DAY else NONE, NONE
        if opens == NONE and window.opens is not None:
            opens = self._number(("opens", window), lambda: (found.opens, found.reached))
        if window.closes:
            due = self._number(("due", window), lambda: (found.due, found.reached))
        return opens, due

    def directed(self, period: Period) -> int:
        """The table of the due day where a direction sets this period."""
        return self.window(within(period))[1]

    def apart(self, period: Period | None, way: FirstDay) -> int:
        """The table of the day that lies a period after each day."""
        if period is None:
            return NONE
        self._known(period)
        edge = Edge(period)
        return self._number(("apart", period, way), lambda: self._reached(unsettled(edge, self._line, way)))

    def _known(self, *periods: Period) -> None:
        if any(type(period) is not Period for period in periods) or len(self._tables) >= MOST:
            raise Beyond("it counts by periods of another kind, or by too many")

    def _reached(self, places: Places) -> tuple[Places, Flags]:
        return places, self._line.holds(places)

    def _number(self, key: object, laid_out: Callable[[], tuple[Places, Flags]]) -> int:
        if key not in self._numbers:
            places, reached = laid_out()
            known = reached & (np.abs(places) < FAR)
            table = np.where(known, places + self.first, MISSING).astype(np.int32)
            self._tables = np.vstack([self._tables, table[np.newaxis]])
            self._numbers[key] = len(self._numbers)
        return self._numbers[key]

"""Due days as tables: how far a window reaches from every day of a calendar."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.calendar import Calendar
from model.compiled.line import FAR, Flags, Places, laid, line_of
from model.policy.window import Counting, Window

Shorts = NDArray[np.int16]
NONE = -1


def offsets(window: Window, calendar: Calendar, counting: Counting) -> tuple[Shorts, Shorts]:
    """Calendar days from every day, as anchor, to the first day on which a response counts, and to the due day.

    The first is 0 where the window opens on the anchor day or earlier. The second is -1 where there is no time limit,
    and where the calendar (of at most 89 years) does not reach. Where the due day lies before the anchor, as when a
    closed Saturday is settled on the Friday, they are 1 and 0: nothing that comes can answer.
    """
    found = laid(window, line_of(calendar), counting)
    opening, due = np.maximum(found.opens - found.anchors, 0), found.due - found.anchors
    late = found.reached & (due < 0)
    opening, due = np.where(late, np.maximum(opening, 1), opening), np.where(late, 0, due)
    limited = found.reached & (found.due < FAR)
    return shorts(found.reached, opening, 0), shorts(limited, due, NONE)


def lookback(window: Window, calendar: Calendar, counting: Counting = Counting()) -> tuple[Shorts, Shorts]:
    """Calendar days from every day to the first and to the last anchor day for which it lies in the window.

    Only anchors on that day or later, for which the calendar holds the whole window; 0 and -1 where there are none.
    """
    found = laid(window, line_of(calendar), counting)
    anchors, opens, due = (np.append(ends[found.reached], FAR) for ends in (found.anchors, found.opens, found.due))
    days = found.anchors
    # Both ends never fall as the anchor rises, so that the anchors that take in a day stand side by side. Behind the
    # last of all stands one that takes in no day.
    first = np.maximum(np.searchsorted(due, days), np.searchsorted(anchors, days))
    last = np.searchsorted(opens, days, side="right") - 1
    found_any = (anchors[first] < FAR) & (first <= last)
    return shorts(found_any, anchors[first] - days, 0), shorts(found_any, anchors[last] - days, NONE)


def shorts(known: Flags, days: Places, otherwise: int) -> Shorts:
    """The days as small numbers, `otherwise` where they are not known."""
    return np.where(known, days, otherwise).astype(np.int16)

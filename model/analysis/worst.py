"""The latest due day that a window can have, over all abstract calendars and all days from which it may count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, product
from typing import NamedTuple

import numpy as np

from model.analysis.abstract import HOLIDAYS, STRETCH, calendar_of, placed, working
from model.calendar import Calendar, ClosedDay, Unit
from model.compiled.line import Flags, Line, laid, months_on
from model.errors import Fault, InvalidInput
from model.policy.window import ANCHOR_DAY, Counting, Edge, Window

# The longest window; so long that three years can be settled. Up to here every length that months have is one that they
# have on every day of the week, within the 28 years of `DATES`.
LONGEST = 1_200
DATES = ("2000-01-01", "2028-01-01")
# So many days at once, so that all abstract calendars need little memory.
BLOCK = 1 << 19
Months = Mapping[int, int]


class Worst(NamedTuple):
    """The latest due day of a window: `days` calendar days after `anchor` under `calendar`, negative if before it."""

    days: int
    anchor: date
    calendar: Calendar


class Found(NamedTuple):
    """A due day `days` after `anchor`; that and the holidays `closed` are counted from the first day of the stretch."""

    days: int
    phase: int
    closed: tuple[int, ...]
    anchor: int
    months: Months


def worst_offset(window: Window, counting: Counting, holidays: int = HOLIDAYS, stretch: int = STRETCH) -> Worst:
    """The largest number of calendar days from an anchor to its due day, over all abstract calendars and anchors.

    Anchors are all days from which the window can reach the stretch that holds the holidays, up to its last; months
    have every length that they have in some year. InvalidInput where the window has no time limit, or is so long that
    it cannot be searched.
    """
    if not window.closes:
        raise InvalidInput(Fault("no-time-limit", "has no time limit", window.text))
    due_only = replace(window, opens=ANCHOR_DAY)
    reach = max(reached(edge, holidays) for edge in window.closes)
    if reach > LONGEST:
        raise InvalidInput(Fault("window-too-long", f"is longer than {LONGEST:,} days can hold", window.text))
    most = holidays if feels_holidays(window, counting) else 0
    candidates = (
        found
        for phase, months in product(range(7), lengths(window))
        for found in latest(due_only, counting, phase, months, most, stretch, reach)
    )
    return shown(max(candidates, key=lambda found: found.days), stretch, reach)


def feels_holidays(window: Window, counting: Counting) -> bool:
    """Whether a holiday can move a due day of the window."""
    return counting.closed_day is not ClosedDay.STAYS or any(
        edge.period.unit is Unit.WORKING_DAYS for edge in window.closes
    )


def reached(edge: Edge, holidays: int) -> int:
    """So many calendar days that the edge, settled, lies nearer to its anchor, whatever the counting."""
    longest = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.WORKING_DAYS: 0}[edge.period.unit]
    working_days = edge.period.count if edge.period.unit is Unit.WORKING_DAYS else 1
    return longest * edge.period.count + 7 * ((working_days + holidays) // 5 + 2)


def lengths(window: Window) -> list[Months]:
    """The lengths that the months of a window can have together, by their number; one empty choice without months."""
    counts = sorted({edge.signed for edge in window.closes if edge.period.unit is Unit.MONTHS})
    dates = np.arange(*DATES, dtype="datetime64[D]")
    rows = sorted(set(zip(*(months_on(dates, count).tolist() for count in counts), strict=True)))
    # An anchor that lies as much earlier has the same due day, so alone only the longest matters.
    chosen = rows[-1:] if len(window.closes) == 1 else rows
    return [dict(zip(counts, row, strict=True)) for row in chosen] or [{}]


def latest(
    window: Window, counting: Counting, phase: int, months: Months, holidays: int, stretch: int, reach: int
) -> Iterator[Found]:
    """The latest due day of each block of abstract calendars that begin on one day of the week."""
    rows = working(phase, holidays, stretch, 2 * reach)
    closed = placed(phase, holidays, stretch)
    size = max(1, BLOCK // rows.shape[1])
    for at in range(0, len(rows), size):
        block = rows[at : at + size]
        row, anchor, days = latest_of(window, counting, block, months, slice(reach, 2 * reach + stretch))
        chosen = list(islice(closed, len(block)))[row]
        yield Found(days, phase, chosen, anchor - reach, months)


def latest_of(window: Window, counting: Counting, rows: Flags, months: Months, anchors: slice) -> tuple[int, int, int]:
    """Row, anchor among `anchors` and days of the latest due day; each row holds all that its windows can reach."""
    line = Line(rows.reshape(-1), lambda n: np.full(rows.size, months[n]))
    found = laid(window, line, counting)
    days = (found.due - found.anchors).reshape(rows.shape)[:, anchors]
    row, anchor = np.unravel_index(int(days.argmax()), days.shape)
    return int(row), int(anchor), int(days.max())


def shown(found: Found, stretch: int, reach: int) -> Worst:
    """The same on days of the real calendar on which months have these lengths."""
    weekday = (found.phase + found.anchor) % 7
    anchor = next(day for day in dates_of(found.months) if day.weekday() == weekday)
    calendar = calendar_of(anchor - timedelta(days=found.anchor), found.closed, stretch, 2 * reach)
    return Worst(found.days, anchor, calendar)


def dates_of(months: Months) -> Iterator[date]:
    """The days from which months have these lengths."""
    dates = np.arange(*DATES, dtype="datetime64[D]")
    fits = np.ones(len(dates), dtype=bool)
    for count, days in months.items():
        fits &= months_on(dates, count) == days
    yield from dates[fits].tolist()

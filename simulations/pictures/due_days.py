"""The calendar of what is due: every day of the run by week and weekday, with the days on which nobody works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from simulations.estimates import Numbers, mean_of
from simulations.experiment import Experiment
from simulations.measures import WEEK
from simulations.pictures.daily import Daily, by_day
from simulations.pictures.months import firsts
from simulations.pictures.sheet import EDGE, INK, NORMAL, SMALL, SOFT, VERMILION, WIDTH, Sheet, sheet
from simulations.pictures.words import about, closed, source, spoken, spoken_day, sure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# A strip shows at most so many weeks; inches of a week across and of a strip up.
WEEKS, STRIP, HEAD, KEY = 53, 1.25, 0.42, 0.5
LEFT = 0.75
# Weeks that the name of a month with its year takes.
ROOM = 4
# Weeks that the name of a month takes without one.
SHORT = 2


@dataclass(frozen=True)
class Strip:
    """Up to 53 weeks from the Monday `first` on: the mean of what is due, weekday x week; nan outside of the run."""

    first: date
    due: Numbers


def due_calendar(found: Experiment, duty: str = "", counted: Daily | None = None) -> Figure:
    """How much is due on each day on average: of one duty, or of all that the policy demands."""
    counted = counted or by_day(found)
    due = counted.due(found.duties[duty][1] if duty else found.owed)
    means = due.mean(axis=0)
    busiest = counted.first + timedelta(days=int(means.argmax()))
    shut = list(closed(found.setting, counted.first, counted.first + timedelta(days=len(means) - 1)))
    what = spoken(duty) if duty else "all that the policy demands"
    how = (
        f"Mean number due on a day; most on {busiest:%A} {spoken_day(busiest)} ({means.max():.1f}). What lapsed before "
        f"it was due is not counted. Crossed: bank holidays, closure days ({len(shut)}). {sure(counted.count)[:-1]}, "
        f"at most {width(due):.1f} to each side."
    )
    notes = [how, source(found.setting)]
    strips = list(strips_of(counted.first, means))
    made = sheet(f"What falls due on which day: {what}", about(found), notes, KEY + (STRIP + HEAD) * len(strips))
    most = max(float(means.max()), 1.0)
    for number, strip in enumerate(reversed(strips)):
        axes = made.axes(LEFT, KEY + number * (STRIP + HEAD), WIDTH - LEFT - EDGE, STRIP)
        paint(axes, strip, shut, most)
    key(made, most)
    return made.figure


def width(due: Numbers) -> float:
    """Half of the widest interval of a day's mean; 0 where a single replication says nothing of it."""
    return max(mean_of(column).half for column in due.T) if len(due) > 1 else 0.0


def strips_of(first: date, means: Numbers) -> Iterator[Strip]:
    """The days in strips of weeks that begin with a Monday; a new one each year after the first day."""
    monday = first - timedelta(days=first.weekday())
    weeks = -(-(first.weekday() + len(means)) // WEEK)
    grid = np.full(weeks * WEEK, np.nan)
    grid[first.weekday() : first.weekday() + len(means)] = means
    by_week = grid.reshape(weeks, WEEK).T
    count = -(-weeks // WEEKS)
    each = -(-weeks // count)
    for start in range(0, weeks, each):
        yield Strip(monday + timedelta(days=WEEK * start), by_week[:, start : start + each])


def paint(axes: Axes, strip: Strip, shut: list[date], most: float) -> None:
    """The days of a strip, the months above them, crosses on the days that are closed."""
    axes.pcolormesh(strip.due, cmap="Blues", vmin=0.0, vmax=most, edgecolors="white", linewidth=1.0)
    axes.set(xlim=(0, WEEKS), ylim=(WEEK, 0))
    places = [(day - strip.first).days for day in shut]
    inside = [place for place in places if 0 <= place < strip.due.size]
    axes.plot(
        [place // WEEK + 0.5 for place in inside],
        [place % WEEK + 0.5 for place in inside],
        "x",
        color=VERMILION,
        markersize=6,
        markeredgewidth=1.6,
    )
    months = months_of(strip)
    axes.set_xticks(list(months), list(months.values()), fontsize=SMALL, ha="left")
    axes.set_yticks(np.arange(WEEK) + 0.5, NAMES, fontsize=SMALL)
    axes.tick_params(length=0, top=False, bottom=False, labeltop=True, labelbottom=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def months_of(strip: Strip) -> dict[int, str]:
    """The names of months by the week in which they begin; the first also where it began before, each year once."""
    last = strip.first + timedelta(days=strip.due.size - 1)
    found = {(day - strip.first).days // WEEK: day for day in firsts(strip.first, last)}
    if min(found, default=ROOM) >= SHORT:
        found = {0: strip.first, **found}
    kept = {week: day for week, day in sorted(found.items()) if week + ROOM - 1 <= WEEKS}
    # The year stands beside the first name that has the room for it.
    begun = next(
        week for week, after in zip(kept, [*list(kept)[1:], WEEKS + ROOM], strict=True) if after - week >= ROOM
    )
    return {
        week: f"{day:%b} {day.year}" if week == begun or day.month == 1 else f"{day:%b}" for week, day in kept.items()
    }


def key(made: Sheet, most: float) -> None:
    """What the shades mean."""
    axes = made.axes(LEFT, 0.12, 2.4, 0.14)
    axes.pcolormesh(np.linspace(0, most, 24).reshape(1, -1), cmap="Blues", vmin=0.0, vmax=most)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.text(-0.6, 0.5, "0", ha="right", va="center", fontsize=NORMAL, color=INK)
    axes.text(24.6, 0.5, f"{most:.0f} due on a day", ha="left", va="center", fontsize=NORMAL, color=INK)
    for spine in axes.spines.values():
        spine.set(visible=True, color=SOFT, linewidth=0.6)

"""The fan chart: the share on time week by week, and how far replications lie apart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from simulations.estimates import Numbers
from simulations.experiment import Experiment
from simulations.measures import WEEK
from simulations.pictures.daily import Daily, by_day
from simulations.pictures.months import mark
from simulations.pictures.sheet import BLUE, EDGE, INK, NORMAL, VERMILION, WIDTH, percents, sheet
from simulations.pictures.words import about, closed, replications, size, source, spoken
from simulations.stability import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The quantiles from low to high: bands of 90% and of 50%, and the median.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
LEFT, ROOM, LOW = 0.75, 3.9, 0.5
STEP = 0.1


def fan_chart(found: Experiment, duty: str = "", counted: Daily | None = None) -> Figure:
    """The share on time by week over replications: of one duty, or of all that the policy demands.

    `counted` spares the runs where it was counted before.
    """
    counted = counted or by_day(found)
    clocks = found.duties[duty][1] if duty else found.owed
    bands = quantiles(counted.weekly(clocks))
    over_all = found.on_time(clocks)
    what = spoken(duty) if duty else "all that the policy demands"
    how = (
        f"Share of what fell due in a week that was done in time, in per cent. Line: median of replications; bands: "
        f"the middle 50% and 90% of them. {size(counted.count)}. Dashed: all weeks together, "
        f"{percent(over_all)}, with its {over_all.level:.0%} interval over {replications(over_all.n)}. Small triangles:"
        " weeks with a bank holiday or a closure day."
    )
    notes = [how, source(found.setting)]
    made = sheet(f"How much is on time, week by week: {what}", about(found), notes, ROOM)
    axes = made.axes(LEFT, LOW, WIDTH - LEFT - EDGE - 1.2, ROOM - LOW - 0.1)
    paint(axes, bands, counted)
    axes.axhline(over_all.mean, color=VERMILION, linewidth=1.2, linestyle=(0, (5, 3)), zorder=4)
    beside(axes, bands, over_all.mean)
    mark_closed(axes, found, counted)
    return made.figure


def quantiles(shares: Numbers) -> Numbers:
    """The quantiles of every week over the replications with something due then; nan where there is none."""
    found = np.full((len(QUANTILES), shares.shape[1]), np.nan)
    for week, column in enumerate(shares.T):
        known = column[~np.isnan(column)]
        if len(known):
            found[:, week] = np.quantile(known, QUANTILES)
    return found


def paint(axes: Axes, bands: Numbers, counted: Daily) -> None:
    """The bands and the line, on weeks named by their first day."""
    first = counted.first.toordinal()
    weeks = first + WEEK * np.arange(bands.shape[1])
    low, lower, middle, upper, high = bands
    axes.fill_between(weeks, low, high, color=BLUE, alpha=0.16, linewidth=0)
    axes.fill_between(weeks, lower, upper, color=BLUE, alpha=0.32, linewidth=0)
    axes.plot(weeks, middle, color=BLUE, linewidth=1.8, zorder=5)
    least = float(np.nanmin(low, initial=1.0))
    floor = max(0.0, np.floor((least - STEP / 4) / STEP) * STEP)
    axes.set_ylim(floor, 1.0)
    percents(axes, "y")
    mark(axes, counted.first, counted.first + timedelta(days=WEEK * len(weeks) - 1))


def beside(axes: Axes, bands: Numbers, over_all: float) -> None:
    """What the line is, at the right; the median by its word where the two would run into one another."""
    known = bands[2][~np.isnan(bands[2])]
    last = float(known[-1]) if len(known) else over_all
    low, high = axes.get_ylim()
    least = 0.06 * (high - low)
    text = max(min(last, high), low)
    if abs(text - over_all) < least:
        text = over_all + (least if last >= over_all else -least)
    for y, words, color in ((text, "median", BLUE), (over_all, "all weeks", VERMILION)):
        axes.annotate(words, (1.01, y), xycoords=("axes fraction", "data"), color=color, va="center", fontsize=NORMAL)


def mark_closed(axes: Axes, found: Experiment, counted: Daily) -> None:
    """A small triangle under every week with a day on which the office is closed."""
    weeks = counted.met.shape[2] // WEEK
    last = counted.first + timedelta(days=WEEK * weeks - 1)
    first = counted.first.toordinal()
    days = closed(found.setting, counted.first, last)
    starts = sorted({first + (day.toordinal() - first) // WEEK * WEEK for day in days})
    axes.plot(starts, [axes.get_ylim()[0]] * len(starts), "^", color=INK, markersize=4, clip_on=False, zorder=6)

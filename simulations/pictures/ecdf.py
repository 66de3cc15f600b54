"""The lateness of each duty as a distribution: how much is done within so many days after its due day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from simulations.estimates import Interval, Numbers, share_of
from simulations.experiment import Experiment, met_of
from simulations.pictures.sheet import BLUE, EDGE, INK, NORMAL, RULE, SMALL, SOFT, WIDTH, percents, sheet
from simulations.pictures.words import about, named, practice_note, source, sure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Calendar days after the due day that are shown, both ends inclusive.
DAYS = range(29)
MARKED = (0, 7, 14, 21, 28)
COLUMNS, HIGH, GAP, LEFT, LOW, HEAD = 4, 1.0, 0.42, 0.75, 0.55, 0.3
STEP = 0.1


def lateness_ecdf(found: Experiment) -> Figure:
    """A panel for every duty that fell due, that with the least on time first; the others pale behind it."""
    due = [one for one in found.compliance if one.on_time.mean == one.on_time.mean]
    listed = [one.duty for one in sorted(due, key=lambda one: one.on_time.mean)]
    curves = {duty: curve(found, found.duties[duty][1]) for duty in listed}
    down = -(-len(listed) // COLUMNS)
    how = (
        "Share of what was due that was done by so many calendar days after the due day; day 0: on time (in figures). "
        f"Dark: the duty that is named, with its interval as a band; pale: the others.{practice_note(found)}"
    )
    notes = [how, f"{sure(len(found.runs.replications))} {source(found.setting)}"]
    title = "How soon after its due day each duty is done"
    made = sheet(title, about(found), notes, LOW + HEAD + down * HIGH + (down - 1) * GAP)
    floor = lowest(curves)
    wide = (WIDTH - LEFT - EDGE - (COLUMNS - 1) * 0.25) / COLUMNS
    for number, duty in enumerate(listed):
        row, place = divmod(number, COLUMNS)
        low = LOW + (down - 1 - row) * (HIGH + GAP)
        axes = made.axes(LEFT + place * (wide + 0.25), low, wide, HIGH)
        paint(axes, curves, duty, floor)
        axes.set_title(named(found.duties[duty][0]), loc="left", fontsize=NORMAL, color=INK, pad=4)
        axes.tick_params(labelleft=place == 0, labelbottom=number + COLUMNS >= len(listed))
    made.figure.text(
        0.5,
        (made.bottom + 0.02) / made.height,
        "calendar days after the due day",
        ha="center",
        va="bottom",
        fontsize=NORMAL,
        color=SOFT,
    )
    return made.figure


def curve(found: Experiment, clocks: list[int]) -> list[Interval]:
    """The share done by each day after the due day, of what was or should have been done."""
    _, whole = met_of(found.runs.measures, clocks)
    days = found.runs.measures.lateness[:, clocks].sum(axis=1).cumsum(axis=1)
    return rising([share_of(days[:, day], whole) for day in DAYS])


def rising(found: list[Interval]) -> list[Interval]:
    """The same intervals with ends that never fall: what is done by a day is done by every later one."""
    lows, highs = (np.maximum.accumulate([getattr(one, end) for one in found]) for end in ("low", "high"))
    return [replace(one, low=float(low), high=float(high)) for one, low, high in zip(found, lows, highs, strict=True)]


def lowest(curves: dict[str, list[Interval]]) -> float:
    """Where the shares begin, a little below the least."""
    least = min((one[0].mean for one in curves.values()), default=1.0)
    return max(0.0, float(np.floor((least - STEP / 4) / STEP)) * STEP)


def paint(axes: Axes, curves: dict[str, list[Interval]], duty: str, floor: float) -> None:
    """One panel."""
    for other in curves.values():
        axes.step(DAYS, means(other), where="post", color=RULE, linewidth=0.8, zorder=2)
    own = curves[duty]
    low, high = [one.low for one in own], [one.high for one in own]
    axes.fill_between(DAYS, low, high, step="post", color=BLUE, alpha=0.25, linewidth=0, zorder=3)
    axes.step(DAYS, means(own), where="post", color=BLUE, linewidth=1.8, zorder=4)
    axes.text(0.97, 0.08, f"{own[0].mean:.1%} on time", transform=axes.transAxes, ha="right", fontsize=SMALL, color=INK)
    axes.set(xlim=(0, DAYS[-1]), ylim=(floor, 1.01))
    axes.set_xticks(MARKED)
    percents(axes, "y")


def means(curve: list[Interval]) -> Numbers:
    """The means of a curve."""
    return np.array([one.mean for one in curve])

"""The lateness heat map: duty by duty, how much is on time and how late the rest is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulations.estimates import Interval, Numbers
from simulations.experiment import Experiment, met_of
from simulations.pictures.sheet import INK, NORMAL, SMALL, SOFT, WIDTH, sheet
from simulations.pictures.words import about, named, practice_note, source, sure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Calendar days late: the first and the last of each class, both inclusive.
CLASSES = ((1, 2), (3, 7), (8, 14), (15, 28), (29, 60))
HEADS = (
    "1 or 2\ndays late",
    "3 to 7\ndays",
    "8 to 14\ndays",
    "15 to 28\ndays",
    "29 days\nor more",
    "not done\nby the end",
)
LEFT, ROW, HEAD, LOW = 4.7, 0.26, 0.5, 0.15
# Inches: where what falls due a year and what is on time stand.
A_YEAR, ON_TIME = 2.75, 3.5
# A share above this one is written in white.
DARK = 0.6


@dataclass(frozen=True)
class Row:
    """A duty: its name, how often it falls due a year, its share on time, and the shares of the classes of lateness.

    The last class is what was not done by the end of the run. All shares add up to 1.
    """

    name: str
    a_year: float
    on_time: Interval
    late: Numbers


def lateness_heat_map(found: Experiment) -> Figure:
    """Every duty that fell due, that with the least on time first, by classes of calendar days late."""
    listed = rows(found)
    how = (
        "Share of what was due, in per cent, by calendar days after the due day; on time with its interval. What lapsed"
        f" before it was due is not counted.{practice_note(found)}"
    )
    notes = [how, f"{sure(len(found.runs.replications))} {source(found.setting)}"]
    title = "How late each duty is done"
    made = sheet(title, about(found), notes, LOW + HEAD + ROW * len(listed))
    axes = made.axes(LEFT, LOW, WIDTH - LEFT - 0.3, ROW * len(listed))
    paint(axes, listed)
    for x, text in ((A_YEAR, "due\na year"), (ON_TIME, "on time")):
        axes.text(column(x), -0.75, text, ha="center", va="bottom", fontsize=SMALL, color=SOFT)
    return made.figure


def rows(found: Experiment) -> list[Row]:
    """A row for every duty of which something was due."""
    measured = found.runs.measures
    listed = []
    for one in found.compliance:
        duty, clocks = found.duties[one.duty]
        met, whole = (float(each.sum()) for each in met_of(measured, clocks))
        if whole:
            days = measured.lateness[:, clocks].sum(axis=(0, 1))
            late = [float(days[low : high + 1].sum()) for low, high in CLASSES]
            shares = np.array([*late, whole - met - sum(late)]) / whole
            listed.append(Row(named(duty), one.a_year.mean, one.on_time, shares))
    return sorted(listed, key=lambda row: row.on_time.mean)


def column(inches: float) -> float:
    """Where a place left of the cells lies, in cells."""
    return (inches - LEFT) / (WIDTH - LEFT - 0.3) * len(HEADS) - 0.5


def paint(axes: Axes, listed: list[Row]) -> None:
    """The cells with their shares, and what stands to the left of them."""
    shares = np.array([row.late for row in listed])
    most = max(float(shares.max()), 0.01)
    axes.imshow(np.where(shares > 0, shares, np.nan), cmap="Oranges", vmin=0.0, vmax=most * 1.15, aspect="auto")
    axes.set_xticks(range(len(HEADS)), HEADS, fontsize=SMALL, color=SOFT)
    axes.set_yticks([])
    axes.tick_params(length=0, top=False, bottom=False, labeltop=True, labelbottom=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    for number, row in enumerate(listed):
        told = f"{row.on_time.mean:.1%}"
        ends = f"{100 * row.on_time.low:.1f} to {100 * row.on_time.high:.1f}"
        axes.text(column(0.3), number, row.name, va="center", fontsize=NORMAL, color=INK)
        axes.text(
            column(A_YEAR + 0.22), number, f"{row.a_year:,.0f}", ha="right", va="center", fontsize=NORMAL, color=INK
        )
        axes.text(column(ON_TIME + 0.2), number, told, ha="right", va="center", fontsize=NORMAL, color=INK)
        axes.text(column(ON_TIME + 0.27), number, ends, va="center", fontsize=6.5, color=SOFT)
        for place, share in enumerate(row.late):
            color = "white" if share > DARK * most * 1.15 else INK
            axes.text(place, number, in_cell(share), ha="center", va="center", fontsize=NORMAL, color=color)


def in_cell(share: float) -> str:
    """A share in a cell; nothing where there is none."""
    if not share:
        return ""
    return f"{share:.1%}" if share >= 0.0005 else "<0.1%"

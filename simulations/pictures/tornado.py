"""The tornado: what each assumption does to a figure between the ends of its range, the weightiest on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from simulations.estimates import Interval
from simulations.inputs import Setting
from simulations.pictures.sheet import BLUE, EDGE, INK, NORMAL, RULE, SMALL, SOFT, VERMILION, WIDTH, sheet
from simulations.pictures.words import source, sure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulations.sensitivity import Bar

LEFT, ROW, LOW, HEAD = 3.2, 0.34, 0.6, 0.1
# Inches of a letter, and the most that names take.
LETTER, MOST = 0.083, 5.6
HATCH = "/////"


class Half(NamedTuple):
    """One end of a range: its value, what it does, and whether it goes to the right."""

    value: float
    effect: Interval
    low: bool
    right: bool


def tornado_chart(bars: Sequence[Bar], setting: Setting, figure: str, unit: str, times: float = 1.0) -> Figure:
    """What assumptions do to a `figure` (one bar at least): changes in a `unit`, which is so many `times` smaller.

    A share on time in percentage points is 100 times.
    """
    listed = sorted(bars, key=lambda one: -one.reach)
    first = listed[0].at_low
    how = (
        f"Change of {figure} where one assumption is at an end of its range and all others are as they are, in {unit}, "
        "under common random numbers. Hatched: at the low end; full: at the high end; the values stand beside the "
        f"bars. Lines: intervals. {sure(first.n, first.level)}"
    )
    notes = [how, source(setting)]
    title = f"Which assumptions weigh most: {figure}"
    made = sheet(title, f"{setting.scenario.title}.", notes, LOW + HEAD + ROW * len(listed))
    left, size = names(max(len(one.parameter) for one in listed))
    axes = made.axes(left, LOW, WIDTH - left - EDGE, ROW * len(listed))
    ends = [halves(one, times) for one in listed]
    for number, both in enumerate(ends):
        paint(axes, number, both)
    dress(axes, ends)
    axes.set_yticks(range(len(listed)), [one.parameter for one in listed], fontsize=size)
    axes.set_xlabel(unit, fontsize=NORMAL, color=SOFT)
    return made.figure


def names(letters: int) -> tuple[float, float]:
    """The inches that names of so many letters take at the left, and the size of their letters."""
    left = min(MOST, max(LEFT, EDGE + LETTER * letters))
    return left, NORMAL * min(1.0, (left - EDGE) / (LETTER * letters))


def halves(bar: Bar, times: float) -> tuple[Half, Half]:
    """Both ends; what does nothing at all goes to the other side."""
    low, high = bar.at_low.times(times), bar.at_high.times(times)
    right = low.mean > 0 or (low.mean == 0 and high.mean < 0)
    other = high.mean > 0 or (high.mean == 0 and not right)
    return Half(bar.low, low, True, right), Half(bar.high, high, False, other)


def paint(axes: Axes, number: int, both: tuple[Half, Half]) -> None:
    """The two halves of a bar, one above the other where they go to the same side."""
    beside = both[0].right == both[1].right
    for one in both:
        y = number + (-0.2 if one.low else 0.2) * beside
        color, face = (VERMILION, "white") if one.low else (BLUE, BLUE)
        (bar,) = axes.barh(y, one.effect.mean, height=0.36 if beside else 0.64, edgecolor=color, facecolor=face)
        bar.set_hatch(HATCH if one.low else None)
        axes.plot([one.effect.low, one.effect.high], [y, y], color=INK, linewidth=1.2)
        x = max(0.0, one.effect.high) if one.right else min(0.0, one.effect.low)
        place, ha = ((4, 0), "left") if one.right else ((-4, 0), "right")
        told = axes.annotate(f"{one.value:g}", (x, y), place, textcoords="offset points", va="center", ha=ha)
        told.set(fontsize=SMALL, color=INK)


def dress(axes: Axes, listed: Sequence[tuple[Half, Half]]) -> None:
    """The middle line, and room for the furthest on both sides alike."""
    furthest = max(abs(end) for both in listed for one in both for end in (one.effect.low, one.effect.high)) or 1.0
    axes.axvline(0, color=SOFT, linewidth=1.0)
    axes.set(xlim=(-1.15 * furthest, 1.15 * furthest), ylim=(len(listed) - 0.5, -0.5))
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=RULE, linewidth=0.7)

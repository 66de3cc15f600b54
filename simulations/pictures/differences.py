"""What rule changes do to each duty: paired differences with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulations.estimates import Interval
from simulations.experiment import Experiment
from simulations.paired import Paired
from simulations.pictures.sheet import BLUE, EDGE, INK, NORMAL, RULE, SMALL, SOFT, VERMILION, WIDTH, sheet
from simulations.pictures.words import about, named, practice_note, source, sure
from simulations.rule_change import Effect

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, ROW, LOW, GAP = 2.75, 0.27, 0.55, 0.3
# Inches of a line above a panel, and below the lowest.
LINE, UNDER = 13 / 72, 6 / 72
ALL = "All that the policy demands"
# Half an interval below which one more digit is told.
NARROW = 0.5
# What surely gets worse, what surely gets better, what may be either.
WORSE, BETTER, EITHER = ("v", VERMILION), ("^", BLUE), ("o", SOFT)


def paired_differences(found: Experiment, effects: Sequence[Effect]) -> Figure:
    """A panel for each change (one at least), a row for each duty, the one that the first change hurts most on top."""
    listed = order(effects)
    how = (
        "Change of the share on time, in percentage points, the same cases run with and without the change (common "
        "random numbers). Triangle down: surely worse; triangle up: surely better, all duties at once with 95% "
        f"confidence; circle: may be either.{practice_note(found)}"
    )
    notes = [how, f"{sure(len(found.runs.replications))} {source(found.setting)}"]
    above = UNDER + LINE * (2 + (len(effects) > 1))
    made = sheet(headline(effects), about(found), notes, LOW + above + ROW * (len(listed) + 1))
    wide = (WIDTH - LEFT - EDGE - GAP * (len(effects) - 1)) / len(effects)
    for place, effect in enumerate(effects):
        axes = made.axes(LEFT + place * (wide + GAP), LOW, wide, ROW * (len(listed) + 1))
        paint(axes, effect, listed)
        head(axes, effect, several=len(effects) > 1)
        names = [ALL if not duty else named(found.duties[duty][0]) for duty in listed]
        axes.set_yticks(range(len(listed)), names if place == 0 else [])
        axes.tick_params(axis="y", length=0)
    return made.figure


def headline(effects: Sequence[Effect]) -> str:
    """What the picture is about."""
    if len(effects) == 1:
        return f"{effects[0].title}: what becomes of what is on time"
    return "What each rule change does to what is on time"


def order(effects: Sequence[Effect]) -> list[str]:
    """All that is demanded first, then the duties that fell due in both offices, by what the first change does."""
    known = [
        duty for duty in effects[0].on_time if duty and any(one.on_time[duty].differences.any() for one in effects)
    ]
    return ["", *sorted(known, key=lambda duty: effects[0].on_time[duty].change.mean)]


def paint(axes: Axes, effect: Effect, listed: Sequence[str]) -> None:
    """The differences of one change."""
    axes.axvline(0, color=SOFT, linewidth=1.0)
    axes.axhspan(-0.5, 0.5, color=RULE, alpha=0.5, linewidth=0)
    sure_of = {"": effect.on_time[""].change, **effect.by_duty}
    for number, duty in enumerate(listed):
        pair: Paired = effect.on_time[duty]
        marker, color = mark(sure_of[duty])
        mean, low, high = (100 * one for one in (pair.change.mean, pair.change.low, pair.change.high))
        axes.plot([low, high], [number, number], color=color, linewidth=2.0, solid_capstyle="butt")
        axes.plot(mean, number, marker, color=color, markersize=7, markeredgecolor="white", zorder=5)
    axes.set_ylim(len(listed) - 0.5, -0.5)
    axes.margins(x=0.08)
    axes.grid(axis="x", color=RULE, linewidth=0.7)
    axes.set_xlabel("percentage points on time", fontsize=NORMAL, color=SOFT)


def mark(change: Interval) -> tuple[str, str]:
    """The shape and the colour of a difference."""
    if change.high < 0:
        return WORSE
    return BETTER if change.low > 0 else EITHER


def head(axes: Axes, effect: Effect, *, several: bool) -> None:
    """The name of a change, and what it does to all that is demanded and to meetings, above its panel."""
    whole, held = effect.on_time[""].change.times(100), effect.meetings.change
    lines = [
        *([(effect.title, INK, "bold", SMALL)] if several else []),
        (f"on time {signed(whole)} points", INK, "normal", SMALL),
        (f"meetings a month {signed(held)}", INK, "normal", SMALL),
    ]
    for number, (words, color, weight, size) in enumerate(reversed(lines)):
        place = (0.0, 6.0 + 13 * number)
        axes.annotate(
            words, (0, 1), place, xycoords="axes fraction", textcoords="offset points", color=color, fontsize=size
        ).set_fontweight(weight)


def signed(value: Interval) -> str:
    """A difference with its interval."""
    digits = 1 if value.half >= NARROW else 2
    # No figure is shown as -0.0.
    mean, low, high = (round(one, digits) + 0.0 for one in (value.mean, value.low, value.high))
    return f"{mean:+.{digits}f} ({low:+.{digits}f} to {high:+.{digits}f})"

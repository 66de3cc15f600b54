"""A picture's canvas: days across, strips of text and bars one below the other, all in inches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from model.analysis.story import days_told
from model.analysis.witness import Witness
from model.statemachine.draw import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Inches: three columns (what is asked, the days, what came of it), a line of text, a letter.
LEFT, MIDDLE, RIGHT, EDGE, LINE, LETTER = 2.7, 5.4, 1.9, 0.15, 0.175, 0.067
WIDTH = LEFT + MIDDLE + RIGHT
NORMAL, SMALL = 8.5, 7.5


class Scale(NamedTuple):
    """The days of a picture, from `first` on, `days` of them, across the middle column."""

    first: date
    days: int

    def x(self, day: date, part: float = 0.5) -> float:
        """Where a day is, in inches; `part` 0 is its left edge, 1 its right edge."""
        return LEFT + MIDDLE * ((day - self.first).days + part) / self.days

    @property
    def ends(self) -> tuple[date, date]:
        """The first and the last day, both inclusive."""
        return self.first, self.first + timedelta(days=self.days - 1)


class Strip(NamedTuple):
    """A part of the picture, `lines` of text high; `paint` draws it below a height in inches."""

    lines: float
    paint: Callable[[Axes, float], None]


def scale_of(witness: Witness) -> Scale:
    """The days of which the witness speaks, with a little room before and after."""
    first, last = days_told(witness)
    room = timedelta(days=1 + (last - first).days // 20)
    return Scale(first - room, (last - first + 2 * room).days + 1)


def paint_strips(axes: Axes, strips: Sequence[Strip], top: float) -> float:
    """Paints one below the other; the height at which the last one ends."""
    for strip in strips:
        strip.paint(axes, top)
        top -= LINE * strip.lines
    return top


def write(
    axes: Axes, x: float, y: float, text: str, *, color: str = INK, size: float = NORMAL, ha: str = "left"
) -> None:
    """One line of text whose middle is at the height `y`, over everything else; `**` around it make it bold."""
    weight = "bold" if text.startswith("**") else "normal"
    own = axes.text(x, y, text.strip("*"), ha=ha, va="center", color=color, fontsize=size, fontweight=weight)
    own.set(zorder=7, parse_math=False, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85})


def text_strip(lines: Sequence[str], height: float, color: str, size: float) -> Strip:
    """Lines of text across the picture, each `height` lines high."""

    def paint(axes: Axes, top: float) -> None:
        for number, line in enumerate(lines):
            write(axes, EDGE, top - height * LINE * (number + 0.5), line, color=color, size=size)

    return Strip(height * len(lines), paint)

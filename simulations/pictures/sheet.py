"""The sheet on which every picture stands: its title, what it is about, room for the drawing, and a caption below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from model import Fault, InvalidInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Inches.
WIDTH, EDGE = 10.0, 0.3
# Points, then the letters of such a line, then its height in inches.
TITLE, UNDER, NORMAL, SMALL = 13.0, 9.5, 9.0, 8.0
TITLE_LETTERS, UNDER_LETTERS, SMALL_LETTERS = 84, 122, 160
TITLE_LINE, UNDER_LINE, SMALL_LINE = 0.25, 0.18, 0.155
INK, SOFT, RULE, PALE = "#2b303a", "#5d6470", "#d5d9e0", "#eceef1"
# Okabe and Ito's colours stay apart for every kind of colour vision; a shape or a word always says the same.
BLUE, VERMILION, GREEN = "#0072b2", "#d55e00", "#009e73"
FORMATS = (".png", ".svg")


class Sheet(NamedTuple):
    """A figure with its title and caption in place; the drawing stands between, on `bottom` inches."""

    figure: Figure
    height: float
    bottom: float

    def axes(self, left: float, low: float, width: float, height: float) -> Axes:
        """Room for a drawing, in inches from the left edge and from the top of the caption; quiet axes."""
        place = (left / WIDTH, (self.bottom + low) / self.height, width / WIDTH, height / self.height)
        made = self.figure.add_axes(place)
        for side in ("top", "right"):
            made.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            made.spines[side].set_color(SOFT)
        made.tick_params(colors=SOFT, labelcolor=INK, labelsize=NORMAL)
        made.set_axisbelow(True)
        return made

    def write(self, text: str, top: float, *, size: float, color: str = INK, bold: bool = False) -> None:
        """One line of text whose upper edge is so many inches above the bottom of the sheet."""
        weight = "bold" if bold else "normal"
        made = self.figure.text(EDGE / WIDTH, top / self.height, text, va="top", color=color, fontsize=size)
        made.set(fontweight=weight, parse_math=False)


def sheet(title: str, under: str, notes: Sequence[str], room: float) -> Sheet:
    """A sheet with so many inches of room for the drawing; `notes` are the sentences of the caption."""
    from matplotlib.figure import Figure

    titles, unders = wrap(title, TITLE_LETTERS), wrap(under, UNDER_LETTERS)
    captions = [line for note in notes for line in wrap(note, SMALL_LETTERS, break_on_hyphens=False)]
    above = EDGE + TITLE_LINE * len(titles) + UNDER_LINE * len(unders) + EDGE / 2
    bottom = EDGE + SMALL_LINE * len(captions) + EDGE / 3
    height = above + room + bottom
    made = Sheet(Figure(figsize=(WIDTH, height), dpi=150, facecolor="white"), height, bottom)
    top = height - EDGE
    for number, line in enumerate(titles):
        made.write(line, top - TITLE_LINE * number, size=TITLE, bold=True)
    top -= TITLE_LINE * len(titles)
    for number, line in enumerate(unders):
        made.write(line, top - UNDER_LINE * number, size=UNDER, color=SOFT)
    for number, line in enumerate(captions):
        made.write(line, EDGE + SMALL_LINE * (len(captions) - number), size=SMALL, color=SOFT)
    return made


def save(figure: Figure, path: str | Path) -> Path:
    """Writes a picture to a path that ends in .png or .svg; InvalidInput for another ending.

    The same figure makes the same file.
    """
    place = Path(path)
    if place.suffix.lower() not in FORMATS:
        raise InvalidInput(Fault("unknown-format", "no format for a picture", place.name, hint=" or ".join(FORMATS)))
    from matplotlib import rc_context

    # No day in the file, and the same names inside it.
    metadata = {"Date": None} if place.suffix.lower() == ".svg" else None
    with rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": "coregroup", "hatch.linewidth": 0.6}):
        figure.savefig(place, metadata=metadata)
    return place


def percents(axes: Axes, which: str) -> None:
    """Writes the shares along an axis, `x` or `y`, in per cent."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    own = axes.xaxis if which == "x" else axes.yaxis
    # Steps of 2.5 in a hundred would be written as whole ones.
    own.set_major_locator(MaxNLocator(8 if which == "x" else 6, steps=[1, 2, 5, 10]))
    own.set_major_formatter(FuncFormatter(lambda share, _: f"{round(100 * share, 2):g}%"))
    axes.grid(axis="x" if which == "x" else "y", color=RULE, linewidth=0.7)

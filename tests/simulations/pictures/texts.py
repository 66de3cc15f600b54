"""What stands on a figure: its numbers, and its texts, of which none may lie over another or be cut off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.cm import ScalarMappable
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray


def xs(line: Line2D) -> list[float]:
    """Where the points of a line stand across."""
    return [float(one) for one in np.asarray(line.get_xdata())]


def ys(line: Line2D) -> list[float]:
    """How high the points of a line stand."""
    return [float(one) for one in np.asarray(line.get_ydata())]


def cells(shades: ScalarMappable) -> NDArray[np.float64]:
    """The numbers behind the shades; nan where there is none."""
    return np.ma.filled(np.ma.asarray(shades.get_array(), np.float64), np.nan)


def caption(figure: Figure) -> str:
    """Everything that is written beside the drawing: title, what it is about, and the caption."""
    return " ".join(one.get_text() for one in figure.texts).replace("\u00a0", " ")


def words(figure: Figure) -> str:
    """Everything that is written anywhere."""
    return " ".join(one.get_text() for one in shown(figure)).replace("\u00a0", " ")


def shown(figure: Figure) -> list[Text]:
    """All texts that are drawn."""
    FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    return [one for one in [*figure.texts, *(text for axes in figure.axes for text in of_axes(axes))] if one.get_text()]


def of_axes(axes: Axes) -> Iterator[Text]:
    """The texts of a drawing, and its marks that lie inside."""
    yield from axes.texts
    yield axes.title
    # The title at the left has no public name.
    yield from (one for one in axes.get_children() if isinstance(one, Text) and one not in axes.texts)
    if axes.axison:
        for axis in (axes.xaxis, axes.yaxis):
            yield axis.label
            yield from marks(axis)


def marks(axis: Axis) -> Iterator[Text]:
    """The names of the marks that lie between the ends of an axis."""
    low, high = sorted(axis.get_view_interval())
    room = 1e-6 * (high - low)
    for tick in axis.get_major_ticks():
        if low - room <= tick.get_loc() <= high + room:
            yield from (label for label in (tick.label1, tick.label2) if label.get_visible())


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text once with the room that it takes, without its leader."""
    unique = {id(one): one for one in shown(figure)}
    return [(one.get_text(), Text.get_window_extent(one)) for one in unique.values()]


def collisions(figure: Figure) -> list[tuple[str, str]]:
    """The pairs of texts that lie over one another by more than a hair."""
    found = []
    for (one, box), (other, beside) in combinations(boxes(figure), 2):
        common = Bbox.intersection(box, beside)
        if common is not None and common.width > 1.5 and common.height > 2.5:
            found.append((one, other))
    return found


def cut_off(figure: Figure) -> list[str]:
    """The texts that reach over the edge of the figure."""
    whole = figure.bbox
    return [
        text for text, box in boxes(figure) if box.x0 < 0 or box.y0 < 0 or box.x1 > whole.width or box.y1 > whole.height
    ]

"""The picture of a case under a policy, as a PNG or SVG file."""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from model.errors import Fault, InvalidInput
from model.policy.policy import Policy
from model.statemachine.chart import graph
from model.statemachine.deadlines import spoken
from model.statemachine.layout import BOXES, FRAMES, HEIGHT, LINE, WIDTH, Box, Frame, Line, Note, Part, notes, routes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path as Curve

FORMATS = (".png", ".svg")
INK, SOFT, LIMIT = "#2b303a", "#6b7280", "#9c3d10"
EDGE = {
    Part.BEFORE: "#4a6c8f",
    Part.ON_PLAN: "#a8741a",
    Part.AFTER: "#2f7f73",
    Part.CLOSED: "#6b7280",
    Part.CARE: "#84568c",
}
FILL = {
    Part.BEFORE: "#f0f5fa",
    Part.ON_PLAN: "#fdf6e9",
    Part.AFTER: "#eef7f4",
    Part.CLOSED: "#f1f2f4",
    Part.CARE: "#f8f2f9",
}
RADIUS = 0.22
DOT = (1.05, 6.7)


def draw(policy: Policy, path: str | Path) -> None:
    """Writes the picture to `path`, which ends in .png or .svg; InvalidInput for another ending."""
    place = Path(path)
    ending = place.suffix.lower()
    if ending not in FORMATS:
        hint = "end it in .png or .svg"
        raise InvalidInput(Fault("unknown-format", "no format for a picture", place.name, hint=hint))
    from matplotlib import rc_context

    # No day in the file, and the same names inside it: the same chart is the same file.
    metadata = {"Date": None} if ending == ".svg" else None
    with rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": "coregroup"}):
        figure(policy).savefig(place, metadata=metadata)


def figure(policy: Policy) -> Figure:
    """The picture as a figure of matplotlib."""
    from matplotlib.figure import Figure

    drawing = Figure(figsize=(WIDTH, HEIGHT), dpi=110, facecolor="white")
    axes = drawing.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, HEIGHT)
    paint(axes, policy)
    return drawing


def paint(axes: Axes, policy: Policy) -> None:
    """Everything, from the back to the front."""
    for frame in FRAMES:
        paint_frame(axes, frame)
    chart = graph(policy)
    for route in routes(chart):
        for number, line in enumerate(route.lines):
            paint_line(axes, line, EDGE[route.part], head=number == 0)
    for box in BOXES:
        paint_box(axes, box)
    paint_line(axes, (DOT, (1.6, DOT[1])), EDGE[Part.BEFORE], head=True)
    axes.plot(*DOT, marker="o", markersize=9, color=INK, zorder=4)
    for note in notes(chart):
        paint_note(axes, note)
    paint_titles(axes, policy)


def paint_frame(axes: Axes, frame: Frame) -> None:
    """A rounded frame with its title in the upper left corner."""
    from matplotlib.patches import FancyBboxPatch

    (left, bottom), (right, top) = frame.low, frame.high
    dashes = (0, (5, 4)) if frame.part is Part.CARE else "solid"
    axes.add_patch(
        FancyBboxPatch(
            frame.low,
            right - left,
            top - bottom,
            boxstyle="round,pad=0,rounding_size=0.25",
            facecolor=FILL[frame.part],
            edgecolor=EDGE[frame.part],
            linewidth=0.9,
            linestyle=dashes,
            zorder=1,
        )
    )
    title = axes.text(left + 0.18, top - 0.13, frame.title, ha="left", va="top", color=EDGE[frame.part])
    title.set(fontsize=11, fontstyle="italic", zorder=5)


def paint_box(axes: Axes, box: Box) -> None:
    """A rounded box with the state's name."""
    from matplotlib.patches import FancyBboxPatch

    (x, y), (width, height) = box.middle, box.size
    axes.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.16",
            facecolor="white",
            edgecolor=EDGE[box.part],
            linewidth=1.9,
            zorder=3,
        )
    )
    name = spoken(box.state)
    text = name if len(name) < 18 else halved(name)
    axes.text(x, y, text, ha="center", va="center", color=INK, fontsize=11.5, fontweight="bold", zorder=5)


def halved(name: str) -> str:
    """A name on two lines, broken where they come out most alike."""
    words = name.split()
    breaks = (" ".join(words[:at]) + "\n" + " ".join(words[at:]) for at in range(1, len(words)))
    return min(breaks, key=lambda text: max(len(line) for line in text.split("\n")))


def paint_line(axes: Axes, line: Line, color: str, *, head: bool) -> None:
    """A line with rounded corners, ending in a head or running into another line."""
    from matplotlib.patches import FancyArrowPatch, PathPatch

    curve = rounded(line)
    if head:
        style = "-|>,head_length=7,head_width=3.2"
        shape = FancyArrowPatch(path=curve, arrowstyle=style, color=color, linewidth=1.5, shrinkA=0, zorder=2)
        axes.add_patch(shape)
    else:
        axes.add_patch(PathPatch(curve, facecolor="none", edgecolor=color, linewidth=1.5, zorder=2))


def rounded(line: Line) -> Curve:
    """The line as a curve, each corner cut by a quarter turn."""
    from matplotlib.path import Path as Curve

    points, codes = [line[0]], [Curve.MOVETO]
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        points += [towards(corner, before), corner, towards(corner, after)]
        codes += [Curve.LINETO, Curve.CURVE3, Curve.CURVE3]
    return Curve([*points, line[-1]], [*codes, Curve.LINETO])


def towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """The point a radius (or half the way) from the corner on the way to the other point."""
    (x, y), (to_x, to_y) = corner, other
    length = abs(to_x - x) + abs(to_y - y)  # one of the two is 0: all lines are level or upright
    part = min(RADIUS, length / 2) / length
    return x + (to_x - x) * part, y + (to_y - y) * part


def paint_note(axes: Axes, note: Note) -> None:
    """Lines of text, deadlines in their own colour."""
    x, top = note.top
    for number, (line, limit) in enumerate(zip(note.lines, note.limits, strict=True)):
        color = LIMIT if limit else INK
        y = top - LINE * (number + 0.5)
        axes.text(x, y, line, ha=note.side, va="center", color=color, fontsize=9.6, zorder=6)


def paint_titles(axes: Axes, policy: Policy) -> None:
    """The title, what the picture shows, and how to read it."""
    axes.text(
        0.6,
        10.6,
        shorten(policy.title, 100, placeholder=" ..."),
        ha="left",
        va="center",
        color=INK,
        fontsize=20,
        fontweight="bold",
    )
    what = "The life of a case: what moves it, and the time within which it must happen (with the clause that says so)"
    axes.text(0.6, 10.12, what, ha="left", va="center", color=SOFT, fontsize=12)
    how = "Drawn from the table that the state machine runs. An arrow from a frame starts in every state inside it; "
    how += "\u21bb is a clock that runs inside the frame."
    axes.text(0.6, 0.17, how, ha="left", va="center", color=SOFT, fontsize=9)

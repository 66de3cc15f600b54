"""A witness as a picture: what happened, the clock of each duty under each side, and the day on which they part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, NamedTuple

from model.analysis.canvas import (
    EDGE,
    LEFT,
    LETTER,
    LINE,
    MIDDLE,
    NORMAL,
    SMALL,
    WIDTH,
    Scale,
    Strip,
    paint_strips,
    scale_of,
    text_strip,
    write,
)
from model.analysis.caption import caption, how_to_read
from model.analysis.labels import events
from model.analysis.replay import each_day
from model.analysis.story import as_directed, closed_days, duty_of, idle_told, short_day, why_then
from model.analysis.ticks import ticks
from model.analysis.witness import Gap, Side, Witness
from model.errors import Fault, InvalidInput
from model.findings import Finding, Status
from model.oracle.phrases import phrase, spoken_day
from model.policy import Duty
from model.policy.duty import Form
from model.statemachine.draw import FORMATS, INK, SOFT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RULE, WEEKEND, HOLIDAY = "#d5d9e0", "#f1f2f4", "#e6dfcf"
# Okabe and Ito's blue and vermilion stay apart for every kind of colour vision; the hatching parts them in print.
KEPT, BROKEN, OTHER = "#0072b2", "#d55e00", SOFT
WORDS = {
    Status.MET: ("kept", KEPT),
    Status.BREACHED: ("NOT KEPT", BROKEN),
    Status.PENDING: ("still open", KEPT),
    Status.EXCUSED: ("excused", OTHER),
    Status.LAPSED: ("no longer asked for", OTHER),
    Status.UNKNOWN: ("cannot be told", OTHER),
}
HATCHES = {Status.BREACHED: "/////", Status.PENDING: None}
# Inches: the least width of a bar. Letters: a line of the title, of the notes below, a name in the left column.
LEAST, TITLE, NOTE, NAME = 0.05, 92, 160, 38
SATURDAY = 5


def draw_witness(witness: Witness, path: str | Path) -> None:
    """Writes the picture to `path`, which ends in .png or .svg; InvalidInput for another ending."""
    draw_witnesses((witness,), path)


def draw_witnesses(witnesses: Sequence[Witness], path: str | Path, title: str = "") -> None:
    """Writes one picture of several witnesses of the same under a common title; otherwise as `draw_witness`."""
    place = Path(path)
    ending = place.suffix.lower()
    if ending not in FORMATS:
        raise InvalidInput(Fault("unknown-format", "no format for a picture", place.name, hint=" or ".join(FORMATS)))
    from matplotlib import rc_context

    # No day in the file, and the same names inside it: the same witness is the same file.
    metadata = {"Date": None} if ending == ".svg" else None
    with rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": "coregroup", "hatch.linewidth": 0.5}):
        figure(*witnesses, title=title).savefig(place, metadata=metadata)


def figure(*witnesses: Witness, title: str = "") -> Figure:
    """The picture as a figure of matplotlib, as high as what it tells: the witnesses one below the other."""
    from matplotlib.figure import Figure

    panels, width = [panel_of(witness, 9.5 if title else 11) for witness in witnesses], WIDTH
    head = [text_strip([*bold(title), ""] if title else [], 1.25, INK, 11)]
    notes = [line for text in (how_to_read(witnesses), caption(witnesses)) for line in folded(text, NOTE)]
    below = text_strip(notes, 1.0, SOFT, SMALL)
    strips = [*head, *(strip for one in panels for strip in one.strips), below]
    height = LINE * sum(strip.lines for strip in strips) + 2 * EDGE
    drawing = Figure(figsize=(width, height), dpi=150, facecolor="white")
    axes = drawing.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set(xlim=(0, width), ylim=(0, height))
    top = paint_strips(axes, head, height - EDGE)
    for one in panels:
        top = paint_panel(axes, one, top)
    paint_strips(axes, [below], top)
    return drawing


class Panel(NamedTuple):
    """One witness: what stands above its days, on them and below."""

    witness: Witness
    scale: Scale
    above: tuple[Strip, ...]
    dated: tuple[Strip, ...]
    days: Strip

    @property
    def strips(self) -> tuple[Strip, ...]:
        """All of it, from the top."""
        return (*self.above, *self.dated, self.days)


def panel_of(witness: Witness, size: float) -> Panel:
    """The parts of the picture of one witness; its claim is written in a size."""
    scale = scale_of(witness)
    claim = text_strip(bold(witness.claim), 1.25, INK, size)
    axis = Strip(2.6, partial(paint_ticks, scale))
    return Panel(witness, scale, (claim, events(witness, scale)), tuple(blocks(witness, scale)), axis)


def bold(text: str) -> list[str]:
    """The text in lines that are written bold."""
    return [f"**{line}**" for line in folded(text, TITLE)]


def folded(text: str, letters: int) -> list[str]:
    """The text in lines of so many letters; the names of duties and calendars stay whole."""
    return wrap(text, letters, break_on_hyphens=False)


def paint_panel(axes: Axes, panel: Panel, top: float) -> float:
    """Paints one witness; the height at which it ends."""
    days_top = paint_strips(axes, panel.above, top)
    bottom = paint_strips(axes, panel.dated, days_top)
    paint_days(axes, panel.witness, panel.scale, (bottom, days_top))
    return paint_strips(axes, [panel.days], bottom)


def blocks(witness: Witness, scale: Scale) -> Iterator[Strip]:
    """For each side its name and a strip for everything that it finds, then the day on which it shows."""
    for place, side in enumerate(witness.sides):
        shown, gap = witness.shown(place), witness.expected[place].gap
        yield Strip(1.5, partial(paint_side, side))
        if gap is not None:
            yield Strip(2.4, partial(paint_gap, gap, witness.stretch(place), scale))
        for finding in shown:
            yield Strip(2.4, partial(paint_finding, finding, side, witness, scale))
        if not shown:
            said = idle_told(witness, place) or "asks for nothing here"
            yield text_strip(folded(said, NOTE), 1.4, SOFT, NORMAL)
    yield Strip(1.6, partial(paint_parting, witness, scale))


def paint_side(side: Side, axes: Axes, top: float) -> None:
    """The name of a side under a line across the picture."""
    axes.plot([EDGE, WIDTH - EDGE], [top, top], color=RULE, linewidth=1.0, zorder=3)
    write(axes, EDGE, top - 0.8 * LINE, f"**{shorten(side.label, NAME, placeholder=' ...')}**", size=9)


def paint_gap(gap: Gap, stretch: tuple[date, date], scale: Scale, axes: Axes, top: float) -> None:
    """The longest stretch in which something did not happen, as a double arrow."""
    y, ends = top - 0.5 * LINE, [scale.x(day) for day in stretch]
    arrow = {"arrowstyle": "<|-|>", "color": INK, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (ends[1], y), (ends[0], y), arrowprops=arrow)
    paint_words(axes, top, ("the stretch without", gap.words or phrase(gap.without[0])))
    write(axes, LEFT + MIDDLE + EDGE, y, f"**{(stretch[1] - stretch[0]).days} days**")


def paint_finding(finding: Finding, side: Side, witness: Witness, scale: Scale, axes: Axes, top: float) -> None:
    """A duty: what it asks, its bar, and what came of it."""
    duty = as_directed(finding, duty_of(finding, side, witness), side, witness)
    paint_words(axes, top, (finding.duty, f"{', '.join(finding.clauses)}; {time_of(duty)}"))
    said, color = WORDS[finding.status]
    write(axes, LEFT + MIDDLE + EDGE, top - 0.5 * LINE, f"**{said}**", color=color)
    if finding.anchor is None:
        return
    if duty.form is Form.REQUIRES:
        paint_bar(axes, finding, (finding.anchor, f"on {short_day(finding.anchor)}"), scale, top)
        return
    opens = duty.window.on(finding.anchor, side.calendar(witness.parts_on), side.policy.counting).opens
    due = "no last day" if finding.due is None else f"due {short_day(finding.due)}"
    paint_bar(axes, finding, (opens or scale.first, due), scale, top)
    paint_done(axes, finding.done, scale, top)


def time_of(duty: Duty) -> str:
    """The time that a duty gives, in a few words."""
    return "on the very day" if duty.form is Form.REQUIRES else duty.window.text or "no time limit"


def paint_words(axes: Axes, top: float, words: tuple[str, str]) -> None:
    """The left column: a name, and below it what belongs to it."""
    write(axes, EDGE, top - 0.5 * LINE, shorten(words[0], NAME, placeholder=" ..."))
    write(axes, EDGE, top - 1.5 * LINE, shorten(words[1], NAME + 4, placeholder=" ..."), color=SOFT, size=SMALL)


def paint_bar(axes: Axes, finding: Finding, told: tuple[date, str], scale: Scale, top: float) -> None:
    """The days in which a response counts, from the first of `told`, with a thin line from the anchor day."""
    from matplotlib.patches import Rectangle

    (opens, text), y, color = told, top - 0.5 * LINE, WORDS[finding.status][1]
    start = max(scale.x(opens, 0), LEFT)
    end = LEFT + MIDDLE if finding.due is None else scale.x(finding.due, 1)
    axes.plot([scale.x(finding.anchor or opens), start], [y, y], color=color, linewidth=1.0, zorder=3)
    bar = Rectangle((start, y - 0.3 * LINE), max(end - start, LEAST), 0.6 * LINE, zorder=4)
    full = finding.status not in HATCHES
    bar.set(facecolor=color if full else "white", edgecolor=color, hatch=HATCHES.get(finding.status))
    axes.add_patch(bar)
    if finding.due is not None:
        axes.plot([end, end], [y - 0.55 * LINE, y + 0.55 * LINE], color=INK, linewidth=1.8, zorder=5)
    ha = "right" if end - LEFT > LETTER * len(text) else "left"
    write(axes, end, y - LINE, text, size=SMALL, ha=ha)


def paint_done(axes: Axes, done: date | None, scale: Scale, top: float) -> None:
    """The day on which it was done, on the bar and in words."""
    if done is not None:
        axes.plot(scale.x(done), top - 0.5 * LINE, "o", markersize=6, color=INK, markeredgecolor="white", zorder=6)
        write(axes, LEFT + MIDDLE + EDGE, top - 1.5 * LINE, f"done {short_day(done)}", size=SMALL)


def paint_ticks(scale: Scale, axes: Axes, top: float) -> None:
    """The marks along the bottom, and the names of some of them."""
    for day, name, below in ticks(*scale.ends):
        axes.plot([scale.x(day)] * 2, [top, top - (0.3 if name else 0.18) * LINE], color=SOFT, linewidth=0.8)
        write(axes, scale.x(day), top - 0.8 * LINE, name, color=SOFT, size=SMALL, ha="center")
        write(axes, scale.x(day), top - 1.7 * LINE, below, color=SOFT, size=SMALL, ha="center")


def paint_parting(witness: Witness, scale: Scale, axes: Axes, top: float) -> None:
    """The name of the day on which it shows, beside its line."""
    x = scale.x(witness.parts_on)
    ha, beside = ("right", x - 0.08) if x - LEFT > MIDDLE / 2 else ("left", x + 0.08)
    write(axes, beside, top - 0.8 * LINE, f"**{spoken_day(witness.parts_on)}: {why_then(witness)}**", size=SMALL, ha=ha)


def paint_days(axes: Axes, witness: Witness, scale: Scale, ends: tuple[float, float]) -> None:
    """Weekends and bank holidays behind the bars, the line of the days, and the day on which it shows."""
    from matplotlib.patches import Rectangle

    bottom, top = ends
    closed = {day for day, _ in closed_days(witness, *scale.ends)}
    for day in each_day(*scale.ends):
        if day in closed or day.weekday() >= SATURDAY:
            area = ((scale.x(day, 0), bottom), MIDDLE / scale.days, top - bottom)
            axes.add_patch(Rectangle(*area, color=HOLIDAY if day in closed else WEEKEND, linewidth=0, zorder=0))
    axes.plot([LEFT, LEFT + MIDDLE], [bottom, bottom], color=SOFT, linewidth=1.0, zorder=3)
    x = scale.x(witness.parts_on)
    axes.plot([x, x], [bottom, top], color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=3.5)

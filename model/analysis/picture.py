"""A witness as a picture: what happened, the clock of each duty under each side, and the day on which they part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, NamedTuple

from model.analysis.replay import each_day
from model.analysis.story import closed_days, days_told, duty_of, phrase, short_day, why_then
from model.analysis.witness import Gap, Side, Witness
from model.errors import Fault, InvalidInput
from model.findings import Finding, Status
from model.oracle.phrases import spoken_day, what_happened
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

# Inches: three columns (what is asked, the days, what came of it), a line of text, the least width of a bar, a letter.
LEFT, MIDDLE, RIGHT, EDGE, LINE, LEAST, LETTER = 2.7, 5.4, 1.9, 0.15, 0.175, 0.05, 0.067
HATCHES = {Status.BREACHED: "/////", Status.PENDING: None}
TITLE, NOTE, EVENT, MOST, NAME = 92, 160, 29, 150, 38
TICKS, SATURDAY = 9, 5
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


class Label(NamedTuple):
    """The events of one day in lines of text, the lowest of them `level` lines above the days."""

    day: date
    text: tuple[str, ...]
    level: int


def draw_witness(witness: Witness, path: str | Path) -> None:
    """Writes the picture to `path`, which ends in .png or .svg; InvalidInput for another ending."""
    place = Path(path)
    ending = place.suffix.lower()
    if ending not in FORMATS:
        raise InvalidInput(Fault("unknown-format", "no format for a picture", place.name, hint=" or ".join(FORMATS)))
    from matplotlib import rc_context

    # No day in the file, and the same names inside it: the same witness is the same file.
    metadata = {"Date": None} if ending == ".svg" else None
    with rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": "coregroup", "hatch.linewidth": 0.5}):
        figure(witness).savefig(place, metadata=metadata)


def figure(witness: Witness) -> Figure:
    """The picture as a figure of matplotlib, as high as what it tells."""
    from matplotlib.figure import Figure

    scale, width = scale_of(witness), LEFT + MIDDLE + RIGHT
    claim = [f"**{line}**" for line in wrap(witness.claim, TITLE)]
    above = [text_strip(claim, 1.25, INK, 11), events(witness, scale)]
    dated, below = list(blocks(witness, scale)), feet(witness, scale)
    height = LINE * sum(strip.lines for strip in (*above, *dated, *below)) + 2 * EDGE
    drawing = Figure(figsize=(width, height), dpi=150, facecolor="white")
    axes = drawing.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set(xlim=(0, width), ylim=(0, height))
    top = paint_strips(axes, above, height - EDGE)
    bottom = paint_strips(axes, dated, top)
    paint_days(axes, witness, scale, (bottom, top))
    paint_strips(axes, below, bottom)
    return drawing


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


def events(witness: Witness, scale: Scale) -> Strip:
    """What happened: labels that step down to the right, so that no leader crosses a text."""
    labels = labels_of(witness, scale)
    lines = max(label.level + len(label.text) for label in labels) + 2.0

    def paint(axes: Axes, top: float) -> None:
        floor = top - LINE * lines
        write(axes, EDGE, floor + 0.6 * LINE, "What happened (a made-up case)", color=SOFT)
        for label in labels:
            paint_label(axes, label, scale.x(label.day), floor)

    return Strip(lines, paint)


def labels_of(witness: Witness, scale: Scale) -> list[Label]:
    """One label for each day on which something happened; each is above all later ones that it would run into."""
    labels: list[Label] = []
    by_day = [(day, list(group)) for day, group in groupby(witness.history.events, lambda event: event.on)]
    for day, group in reversed(by_day):
        told = (shorten(what_happened(event), MOST, placeholder=" ...") for event in group)
        text = (f"**{short_day(day)}**", *(line for one in told for line in wrap(one, EVENT)))
        end = scale.x(day) + LETTER * max(map(len, text))
        level = max((one.level + len(one.text) for one in labels if scale.x(one.day) < end), default=0)
        labels.append(Label(day, text, level))
    return labels


def paint_label(axes: Axes, label: Label, x: float, floor: float) -> None:
    """The lines, with a leader down to the mark of the day."""
    low = floor + LINE * (label.level + 1.2)
    high = low + LINE * len(label.text)
    axes.plot([x, x], [floor + 0.5 * LINE, high], color=SOFT, linewidth=0.7, zorder=4)
    axes.plot(x, floor + 0.5 * LINE, marker="o", markersize=5, color=INK, zorder=5)
    for number, line in enumerate(label.text):
        write(axes, x + 0.05, high - LINE * (number + 0.5), line, size=SMALL)


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
            yield text_strip(["asks for nothing here"], 1.4, SOFT, NORMAL)
    yield Strip(1.6, partial(paint_parting, witness, scale))


def paint_side(side: Side, axes: Axes, top: float) -> None:
    """The name of a side under a line across the picture."""
    axes.plot([EDGE, LEFT + MIDDLE + RIGHT - EDGE], [top, top], color=RULE, linewidth=1.0, zorder=3)
    write(axes, EDGE, top - 0.8 * LINE, f"**{shorten(side.label, NAME, placeholder=' ...')}**", size=9)


def paint_gap(gap: Gap, stretch: tuple[date, date], scale: Scale, axes: Axes, top: float) -> None:
    """The longest stretch in which something did not happen, as a double arrow."""
    y, ends = top - 0.5 * LINE, [scale.x(day) for day in stretch]
    arrow = {"arrowstyle": "<|-|>", "color": INK, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (ends[1], y), (ends[0], y), arrowprops=arrow)
    paint_words(axes, top, ("the stretch without", phrase(gap.without[0])))
    write(axes, LEFT + MIDDLE + EDGE, y, f"**{(stretch[1] - stretch[0]).days} days**")


def paint_finding(finding: Finding, side: Side, witness: Witness, scale: Scale, axes: Axes, top: float) -> None:
    """A duty: what it asks, its bar, and what came of it."""
    duty = duty_of(finding, side, witness)
    paint_words(axes, top, (finding.duty, f"{', '.join(finding.clauses)}; {duty.window.text or 'no time of its own'}"))
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


def feet(witness: Witness, scale: Scale) -> list[Strip]:
    """The days along the bottom, and how to read the picture."""
    closed = ", ".join(f"{name} {short_day(day)}" for day, name in closed_days(witness, *scale.ends))
    how = "A bar runs to the end of the due day; a dot: the day on which it was done; hatched: not kept; "
    how += f"empty: still open. Light grey: weekends. Darker: bank holidays and closures ({closed or 'none here'})."
    return [Strip(2.6, partial(paint_ticks, scale)), text_strip(wrap(how, NOTE), 1.0, SOFT, SMALL)]


def paint_ticks(scale: Scale, axes: Axes, top: float) -> None:
    """Some Mondays; the year below the first of each."""
    mondays = [day for day in each_day(*scale.ends) if day.weekday() == 0 and scale.x(day) > LEFT + 0.2]
    year = 0
    for day in mondays[:: 1 + len(mondays) // TICKS]:
        axes.plot([scale.x(day)] * 2, [top, top - 0.3 * LINE], color=SOFT, linewidth=0.8)
        write(axes, scale.x(day), top - 0.8 * LINE, f"{day.day} {day:%b}", color=SOFT, size=SMALL, ha="center")
        if day.year != year:
            write(axes, scale.x(day), top - 1.7 * LINE, str(day.year), color=SOFT, size=SMALL, ha="center")
        year = day.year


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

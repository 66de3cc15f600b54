"""The labels of a picture: what happened on each day, in lines of text above the days."""

from __future__ import annotations

from itertools import groupby
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, NamedTuple

from model.analysis.canvas import EDGE, LETTER, LINE, SMALL, WIDTH, Scale, Strip, write
from model.analysis.story import short_day
from model.analysis.unsaid import unsaid
from model.analysis.witness import Witness
from model.oracle.phrases import what_happened
from model.statemachine.draw import INK, SOFT

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

# Letters: the narrowest and the widest label, and the most that is told of one event.
NARROW, WIDE, MOST = 29, 66, 150


class Label(NamedTuple):
    """The events of one day in lines of text, the lowest of them `level` lines above the days."""

    day: date
    text: tuple[str, ...]
    level: int


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
        told = (shorten(what_happened(event, unsaid(event, witness)), MOST, placeholder=" ...") for event in group)
        room = int((WIDTH - EDGE - scale.x(day)) / LETTER)
        letters = min(max(room, NARROW), WIDE)
        text = (f"**{short_day(day)}**", *(line for one in told for line in wrap(one, letters)))
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

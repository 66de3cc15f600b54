"""One family's case as a Gantt chart: every duty from its trigger to its due day, when it was done, and why so late."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

from model import Duty
from simulations.experiment import CAUSES
from simulations.inputs import Setting
from simulations.log import Log
from simulations.pictures.case import Span, is_practice, spans
from simulations.pictures.months import mark
from simulations.pictures.sheet import (
    BLUE,
    EDGE,
    INK,
    NORMAL,
    PALE,
    RULE,
    SMALL,
    SOFT,
    VERMILION,
    WIDTH,
    Sheet,
    sheet,
)
from simulations.pictures.words import FIRM, closed, named, source
from simulations.rows import Standing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, ROW, LOW, LINE = 3.4, 0.2, 0.5, 0.19
# Letters of a line of the list below, of the clauses on the left; the room behind a late bar, as a share of all days.
LETTERS, CLAUSES, BEHIND = 138, 22, 0.035
UNKNOWN = "nothing of the office's work was behind it"
NEVER = "not done before the case moved on"
OPEN = "still not done when the run ended"


class Lane(NamedTuple):
    """The occasions of one duty, on as many rows as it takes that none runs into the next."""

    clock: int
    rows: tuple[tuple[Span, ...], ...]


def case_gantt(setting: Setting, log: Log, family: int, replication: int = 0) -> Figure:
    """The replay of a family's case in a run's log; the family has one occasion of a duty at least."""
    found = spans(setting, log, family)
    lanes = lanes_of(found)
    late = sorted((one for one in found if one.late), key=lambda one: (one.due, one.clock))
    high = ROW * sum(len(lane.rows) + 0.5 for lane in lanes)
    below = LINE * (len(late) + 1.5) if late else 0.0
    children = int((log.family_of == family).sum())
    size = f"{children} child{'ren' * (children != 1)}"
    practice = any(is_practice(setting.duties[lane.clock]) for lane in lanes)
    how = (
        "A bar runs from the day on which something may be done to the end of its due day, with a thin line from its "
        "trigger; a dot: done; hatched: late, with the number of its line above; grey: no longer asked for; empty: "
        "open at the end. Shades: bank holidays and closure days. Small figures: the clauses."
        + (f" *{FIRM}office practice that the scenario assumes." if practice else "")
    )
    what = (
        f"Replication {replication}, n{FIRM}={FIRM}1 made-up family of {size} (F{family:05d}); "
        f"days are calendar days. {source(setting)}"
    )
    notes = [how, what]
    under = f"{setting.scenario.title}."
    made = sheet(headline(found, late), under, notes, below + LOW + high)
    axes = made.axes(LEFT, below + LOW, WIDTH - LEFT - EDGE, high)
    paint(axes, setting, lanes, late)
    tell(made, setting, late, below)
    return made.figure


def headline(found: Sequence[Span], late: Sequence[Span]) -> str:
    """What the picture shows."""
    causes = len({one.cause for one in late if one.cause})
    many = f", for {causes} different reasons" if causes > 1 else ""
    said = (
        f"{len(late)} of {len(found)} deadlines were missed{many}"
        if late
        else f"none of {len(found)} deadlines was missed"
    )
    return f"One family's case, replayed: {said}"


def lanes_of(found: Sequence[Span]) -> list[Lane]:
    """A lane for each duty, in the order in which they first began."""
    days = max(one.over for one in found) - min(one.anchor for one in found) + 1
    by_clock: dict[int, list[Span]] = {}
    for one in sorted(found, key=lambda one: (one.anchor, one.due, one.clock, one.settled)):
        by_clock.setdefault(one.clock, []).append(one)
    return [Lane(clock, rows_of(listed, round(BEHIND * days))) for clock, listed in by_clock.items()]


def rows_of(listed: Sequence[Span], behind: int) -> tuple[tuple[Span, ...], ...]:
    """Each on the first row on which there is room for it and for what is written behind it."""
    rows: list[list[Span]] = []
    for one in listed:
        free = (row for row in rows if row[-1].over + (behind if row[-1].late else 0) < one.anchor)
        row = next(free, None)
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    return tuple(tuple(row) for row in rows)


def paint(axes: Axes, setting: Setting, lanes: Sequence[Lane], late: Sequence[Span]) -> None:
    """The lanes from the top, over the days."""
    all_spans = [one for lane in lanes for row in lane.rows for one in row]
    stop = setting.inputs.stop - 1
    first, last = min(one.anchor for one in all_spans), min(stop, max(one.over for one in all_spans))
    room = 2 + (last - first) // 25
    ends = setting.day(first - 2), setting.day(last + room)
    mark(axes, *ends)
    for day in closed(setting, *ends):
        axes.axvspan(day.toordinal(), day.toordinal() + 1, color="#e6dfcf", linewidth=0, zorder=0)
    top = 0.0
    for number, lane in enumerate(lanes):
        high = len(lane.rows) + 0.5
        if number % 2 == 0:
            axes.axhspan(top, top + high, color=PALE, alpha=0.6, linewidth=0, zorder=-1)
        write_lane(axes, setting, lane, top + high / 2)
        for place, row in enumerate(lane.rows):
            for one in row:
                paint_span(axes, setting, one, top + 0.75 + place)
                if one in late:
                    number_of(axes, setting, one, late.index(one) + 1, top + 0.75 + place)
        top += high
    axes.set_ylim(top, 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=RULE, linewidth=0.7)


def write_lane(axes: Axes, setting: Setting, lane: Lane, y: float) -> None:
    """The name of a duty, and its clauses."""
    duty = setting.duties[lane.clock]
    left = (EDGE - LEFT) / (WIDTH - LEFT - EDGE)
    clauses = shorten(clauses_of(duty), CLAUSES, placeholder=" ...")
    axes.text(left, y, named(duty), transform=axes.get_yaxis_transform(), va="center", fontsize=NORMAL, color=INK)
    axes.text(
        -0.015,
        y,
        clauses,
        transform=axes.get_yaxis_transform(),
        va="center",
        ha="right",
        fontsize=SMALL - 1,
        color=SOFT,
    )


def clauses_of(duty: Duty) -> str:
    """The clauses of a duty; office practice has none."""
    return "" if is_practice(duty) else ", ".join(duty.clauses)


def paint_span(axes: Axes, setting: Setting, one: Span, y: float) -> None:
    """One occasion."""
    zero = setting.calendar.first.toordinal()
    lapsed, running = one.standing == Standing.LAPSED, one.standing == Standing.RUNNING and not one.late
    color = SOFT if lapsed else VERMILION if one.late else BLUE
    opens, due = zero + max(one.opens, one.anchor), zero + one.due + 1
    axes.plot([zero + one.anchor, opens], [y, y], color=color, linewidth=1.0)
    stop = zero + one.settled if lapsed else due
    face = "white" if running else {SOFT: "#c9cdd4", VERMILION: "#f6cfae", BLUE: "#8fc1e3"}[color]
    axes.barh(y, max(stop - opens, 1), left=opens, height=0.5, facecolor=face, edgecolor=color, linewidth=0.9, zorder=3)
    if one.late:
        until = zero + (one.settled if one.settled >= 0 else setting.inputs.stop - 1) + 1
        axes.barh(
            y, until - due, left=due, height=0.5, facecolor="white", edgecolor=VERMILION, hatch="//////", zorder=3
        )
    if one.standing == Standing.ANSWERED:
        axes.plot(zero + one.settled + 0.5, y, "o", color=INK, markersize=4.5, markeredgecolor="white", zorder=5)


def number_of(axes: Axes, setting: Setting, one: Span, number: int, y: float) -> None:
    """The number of a late occasion, right behind it."""
    over = one.settled if one.settled >= 0 else setting.inputs.stop - 1
    x = setting.calendar.first.toordinal() + over + 1
    axes.annotate(
        str(number), (x, y), (3, 0), textcoords="offset points", va="center", fontsize=SMALL, color=VERMILION, zorder=6
    ).set_fontweight("bold")


def tell(made: Sheet, setting: Setting, late: Sequence[Span], below: float) -> None:
    """The list of what was late, each with its clauses and its cause."""
    top = made.bottom + below
    if late:
        made.write("What was late, and why", top, size=NORMAL, bold=True)
    for number, one in enumerate(late, 1):
        line = shorten(f"{number}. {line_of(setting, one)}", LETTERS, placeholder=" ...")
        made.write(line, top - LINE * number, size=SMALL + 0.3, color=INK)


def line_of(setting: Setting, one: Span) -> str:
    """What was due when, when it was done, and why so late."""
    duty = setting.duties[one.clock]
    due, cause = setting.day(one.due), CAUSES[one.cause] if one.cause else UNKNOWN
    if one.standing == Standing.ANSWERED:
        days = one.settled - one.due
        done = setting.day(one.settled)
        came = f"done {done:%a} {done.day} {done:%b}, {days} day{'s' * (days != 1)} late"
    else:
        came = OPEN if one.standing == Standing.RUNNING else NEVER
    clauses = f" ({clauses_of(duty)})" if clauses_of(duty) else ""
    return f"{named(duty)}{clauses}: due {due:%a} {due.day} {due:%b} {due.year}, {came}: {cause}"

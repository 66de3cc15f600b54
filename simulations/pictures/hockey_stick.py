"""The hockey stick: how busy people are and how much is late, which often rises slowly at first and then steeply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from simulations.engine import Runs, replicate
from simulations.estimates import Interval, share_of
from simulations.experiment import Experiment, Load, met_of
from simulations.measures import Measures
from simulations.pictures.sheet import BLUE, EDGE, INK, NORMAL, SOFT, VERMILION, WIDTH, percents, sheet
from simulations.pictures.words import about, source, sure
from simulations.stability import NAMES, percent, unsteady
from simulations.staffing import posts, with_posts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Shares of the present posts that are tried, and with how many replications.
SPREAD = (0.45, 0.52, 0.6, 0.7, 0.8, 0.9, 1.2, 1.6)
FEW = 10
LEFT, ROOM, LOW = 0.75, 4.3, 0.6
# How far the words stand beside the present position, and from where on below it, as shares of the axes.
BESIDE, HIGH = 0.22, 0.68
# Points that lie nearer than so much of the axes, across and up, have their numbers in one place.
NEAR = (0.05, 0.05)


def hockey_stick_chart(present: Experiment, others: Sequence[Experiment], role: str) -> Figure:
    """What is late against how busy a role is, in the present office and in the same with other numbers of posts."""
    name = NAMES[role]
    points = sorted([present, *others], key=lambda one: load_of(one, role).posts)
    how = (
        f"Across: hours used of the hours that {name} give. Up: share of what the policy demands that was not done in "
        "time. Each point is the same caseload with other numbers of posts (in figures); bars: intervals both ways. "
        "Hollow: no steady state, as there is more work than time or what is overdue grows: figures of this run only. "
        f"{counts(points)} {source(present.setting)}"
    )
    notes = [how]
    title = f"How busy {name} are, and how much is late"
    made = sheet(title, about(present), notes, ROOM)
    axes = made.axes(LEFT, LOW, WIDTH - LEFT - EDGE, ROOM - LOW - 0.1)
    paint(axes, points, role, present)
    mark(axes, present, role)
    axes.set_xlabel(f"share of the hours of {name} that is used", fontsize=NORMAL, color=SOFT)
    axes.set_ylabel("share late", fontsize=NORMAL, color=SOFT)
    return made.figure


def staffed(found: Experiment, role: str, counts: Sequence[int] = (), count: int = FEW) -> list[Experiment]:
    """The same office with other numbers of posts of a role, over the first replications; no number: some around it."""
    now = posts(found.setting.inputs, role)
    tried = counts or sorted({max(1, round(now * share)) for share in SPREAD} - {now})
    numbers = found.runs.replications.tolist()[:count]
    eased = cut(found.eased, len(numbers))
    made = []
    for number in tried:
        setting = replace(found.setting, inputs=with_posts(found.setting.inputs, role, number))
        runs = replicate(setting.inputs, numbers, warm_up=found.runs.warm_up)
        made.append(Experiment(setting, runs, eased))
    return made


def cut(runs: Runs, count: int) -> Runs:
    """The first of the runs."""
    return Runs(runs.replications[:count], runs.warm_up, Measures(*(one[:count] for one in runs.measures)))


def load_of(found: Experiment, role: str) -> Load:
    """How busy a role is."""
    return next(one for one in found.loads if one.role == role)


def late(found: Experiment) -> Interval:
    """The share of what the policy demands that was not done in time."""
    met, whole = met_of(found.runs.measures, found.owed)
    return share_of(whole - met, whole)


def counts(points: Sequence[Experiment]) -> str:
    """How many replications there are of each point."""
    numbers = sorted({len(one.runs.replications) for one in points})
    told = sure(numbers[-1])
    few = f"the present number of posts; {numbers[0]} elsewhere"
    return told if len(numbers) == 1 else told.replace("replications;", f"replications at {few};")


def paint(axes: Axes, points: Sequence[Experiment], role: str, present: Experiment) -> None:
    """A point for every number of posts, with intervals both ways."""
    busy, lates = [load_of(one, role).used for one in points], [late(one) for one in points]
    x, y = [one.mean for one in busy], [one.mean for one in lates]
    axes.errorbar(x, y, yerr=reach(lates), xerr=reach(busy), color=BLUE, linewidth=1.4, marker="o", markersize=4)
    for one, across, up in zip(points, x, y, strict=True):
        if unsteady(one):
            axes.plot(across, up, "o", color=BLUE, markerfacecolor="white", markersize=6, zorder=5)
    highest = max(one.high for one in lates)
    axes.set_ylim(0, min(1.0, max(0.05, highest * 1.12)))
    low, high = min(one.low for one in busy), max(one.high for one in busy)
    room = 0.08 * max(high - low, 0.05)
    axes.set_xlim(max(0.0, low - room), min(high + room, 1.02))
    percents(axes, "y")
    percents(axes, "x")
    told = [(load_of(one, role).posts, at, up) for one, at, up in zip(points, x, y, strict=True) if one is not present]
    for (across, up), words in labels(told, axes.get_xlim(), axes.get_ylim()):
        place = (-6, 5)
        axes.annotate(words, (across, up), place, textcoords="offset points", ha="right", fontsize=NORMAL, color=SOFT)


def labels(
    told: Sequence[tuple[int, float, float]], wide: tuple[float, float], high: tuple[float, float]
) -> list[tuple[tuple[float, float], str]]:
    """Where which numbers of posts are written; those of points that lie side by side together, at the first."""
    groups: list[list[tuple[int, float, float]]] = []
    for one in told:
        near = (
            group
            for group in groups
            if abs(group[0][1] - one[1]) < NEAR[0] * (wide[1] - wide[0])
            and abs(group[0][2] - one[2]) < NEAR[1] * (high[1] - high[0])
        )
        group = next(near, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [((group[0][1], group[0][2]), ", ".join(str(posts) for posts, *_ in group)) for group in groups]


def reach(found: Sequence[Interval]) -> list[list[float]]:
    """How far intervals reach below and above their means."""
    return [[one.mean - one.low for one in found], [one.high - one.mean for one in found]]


def mark(axes: Axes, present: Experiment, role: str) -> None:
    """The present position, with its words in the empty upper left."""
    here, y = load_of(present, role), late(present)
    axes.plot(here.used.mean, y.mean, "s", color=VERMILION, markersize=12, markerfacecolor="none", markeredgewidth=2.0)
    (low, high), (floor, top) = axes.get_xlim(), axes.get_ylim()
    # Left of a rising line and above it there is room, but for what stands high: there it is below.
    left = max(0.02, (here.used.mean - low) / (high - low) - BESIDE)
    height = (y.mean - floor) / (top - floor)
    up = height + BESIDE if height < HIGH else height - BESIDE
    words = f"now: {here.posts} posts,\n{percent(here.used)} used,\n{percent(y)} late"
    axes.annotate(
        words,
        (here.used.mean, y.mean),
        (left, up),
        textcoords="axes fraction",
        va="center",
        fontsize=NORMAL,
        color=INK,
        arrowprops={"arrowstyle": "-", "color": VERMILION, "linewidth": 1.0, "shrinkB": 8},
    )

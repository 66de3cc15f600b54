"""The staffing frontier: what is on time with so many posts, what more posts cannot reach, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulations.experiment import CAUSES
from simulations.frontier import Frontier, Point
from simulations.inputs import Setting
from simulations.pictures.sheet import BLUE, EDGE, GREEN, INK, NORMAL, SMALL, SOFT, VERMILION, WIDTH, percents, sheet
from simulations.pictures.words import size, source, span, spoken_day
from simulations.stability import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, ROOM, LOW, RIGHT = 0.75, 4.1, 0.6, 3.3
STEP, LITTLE = 0.1, 0.005


def staffing_frontier(found: Frontier, setting: Setting) -> Figure:
    """The share on time by number of posts with its asymptote, the target, the present number and the answer."""
    role, point = NAMES[found.role], found.asymptote.on_time
    first, last = span(setting, setting.scenario.warm_up)
    how = (
        f"Share on time of all that the policy demands, in per cent, by posts of {role}; all else as it is. Bars: "
        f"{point.level:.0%} intervals of the mean; each lower end holds with {found.confidence:.0%} confidence. "
        f"Dashed: with ample posts ({found.asymptote.posts}), the most posts can do. Hollow: no steady state, as "
        "there is more work than time or what is overdue grows: a share of this run only. "
        f"{size(point.n)} a point."
    )
    notes = [how, source(setting)]
    under = f"{setting.scenario.title}; {spoken_day(first)} to {spoken_day(last)}."
    made = sheet(answer(found), under, notes, ROOM)
    axes = made.axes(LEFT, LOW, WIDTH - LEFT - RIGHT - EDGE, ROOM - LOW - 0.1)
    paint(axes, found)
    axes.set_xlabel(f"posts of {role}", fontsize=NORMAL, color=SOFT)
    beside(made.axes(WIDTH - RIGHT, LOW, RIGHT - EDGE, ROOM - LOW - 0.1), found)
    return made.figure


def answer(found: Frontier) -> str:
    """What the picture says."""
    goal, role = f"{found.target:.0%} on time", NAMES[found.role]
    if found.asymptote.unsteady:
        return f"{goal} cannot be kept by more {role}: work falls behind"
    if found.smallest is None:
        return f"{goal} is not surely reached by more {role}"
    posts = "1 post" if found.smallest == 1 else f"{found.smallest} posts"
    return f"{goal} takes {posts} of {role}; there are {found.present} now"


def paint(axes: Axes, found: Frontier) -> None:
    """The points, and the lines of the target and of ample posts."""
    from matplotlib.ticker import MaxNLocator

    posts, shares = [one.posts for one in found.points], [one.on_time for one in found.points]
    means = [one.mean for one in shares]
    reach = [[one.mean - one.low for one in shares], [one.high - one.mean for one in shares]]
    axes.errorbar(posts, means, yerr=reach, color=BLUE, linewidth=1.4, marker="o", markersize=4, capsize=3, zorder=4)
    over = [one for one in found.points if one.unsteady]
    unsteady = [one.posts for one in over], [one.on_time.mean for one in over]
    axes.plot(*unsteady, "o", color=BLUE, markerfacecolor="white", markersize=5, zorder=5)
    top = found.asymptote.on_time
    axes.axhspan(top.low, top.high, color=BLUE, alpha=0.15, linewidth=0)
    axes.axhline(top.mean, color=BLUE, linewidth=1.2, linestyle=(0, (5, 3)))
    axes.axhline(found.target, color=VERMILION, linewidth=1.4)
    least = min(one.low for one in shares)
    floor = max(0.0, float(np.floor((least - STEP / 4) / STEP)) * STEP)
    axes.set_ylim(floor, 1.0)
    noted = marks(found)
    for count, words, marker, color in noted:
        y, right = share_at(found, count), count == max(other for other, *_ in noted)
        axes.plot([count, count], [floor, y], color=color, linewidth=1.0, linestyle=":", zorder=3)
        axes.plot(count, y, marker, color=color, markersize=11, markerfacecolor="none", markeredgewidth=1.8, zorder=6)
        place, ha = ((4, 5), "left") if right else ((-4, 5), "right")
        axes.annotate(words, (count, floor), place, textcoords="offset points", ha=ha, fontsize=NORMAL, color=color)
    percents(axes, "y")
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True, steps=[1, 2, 5, 10]))


def marks(found: Frontier) -> list[tuple[int, str, str, str]]:
    """The numbers of posts that are marked: the present one and the answer."""
    now = (found.present, "now", "s", INK)
    if found.smallest is None:
        return [now]
    if found.smallest == found.present:
        return [(found.present, "now, and needed", "D", GREEN)]
    return [now, (found.smallest, "needed", "D", GREEN)]


def share_at(found: Frontier, count: int) -> float:
    """The share on time with so many posts, between two points where it is none of them."""
    points: list[Point] = sorted([*found.points, found.asymptote], key=lambda one: one.posts)
    return float(np.interp(count, [one.posts for one in points], [one.on_time.mean for one in points]))


def beside(axes: Axes, found: Frontier) -> None:
    """What the two lines are, and what is behind late work even with ample posts."""
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    top = found.asymptote.on_time
    lines = [
        (f"target {found.target:.0%}", VERMILION, "-"),
        (f"with ample posts {top.mean:.1%} ({100 * top.low:.1f} to {100 * top.high:.1f})", BLUE, (0, (5, 3))),
    ]
    for number, (words, color, style) in enumerate(lines):
        y = 0.97 - 0.07 * number
        axes.plot([0, 0.09], [y, y], color=color, linewidth=1.5, linestyle=style)
        axes.text(0.12, y, words, va="center", fontsize=NORMAL, color=color)
    late = [one for one in found.ledger if one.a_year.mean > 0]
    said = "What is late even then, by its cause" if late else "Then nothing is late."
    axes.text(0, 0.76, said, va="center", fontsize=NORMAL, color=INK, fontweight="bold")
    for number, one in enumerate(late):
        y = 0.67 - 0.115 * number
        axes.text(0, y, f"{about(one.share.mean)}  {CAUSES[one.cause]}", va="center", fontsize=SMALL, color=INK)
        axes.barh(y - 0.045, one.share.mean, height=0.025, color=SOFT)


def about(share: float) -> str:
    """A share in whole per cent; what is hardly there is not said to be nothing."""
    return f"{share:.0%}" if share >= LITTLE else "<1%"

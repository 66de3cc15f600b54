"""The staffing frontier: how much is on time with so many posts of a role, and how many a target takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isfinite

from model import Fault, InvalidInput, meant
from simulations.engine import Runs, replicate
from simulations.estimates import LEVEL, Interval, ratio_of, share_of
from simulations.experiment import CAUSES, REPLICATIONS, Experiment, Late, met_of, minutes_of, owed
from simulations.inputs import Inputs, Setting
from simulations.scenario import ROLES
from simulations.stability import growth
from simulations.staffing import AMPLE, ample, posts, with_posts

# Ample is at least so many posts.
LEAST = 20
POINTS = 18
# Causes behind less than this share of what is late are not told of.
LITTLE = 0.02
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Point:
    """So many posts, and the share on time of what the policy demands; `low` is its one-sided bound.

    `demand` is the share of its hours that is asked of the `busiest` role if nobody ever waits. From 1 on it falls
    behind without end, and the share is of this run only: what is never begun asks for nothing further, so that it may
    even look good. So it is where what is overdue `grows` though there are hours enough, as where workers may hold few.
    """

    posts: int
    on_time: Interval
    demand: Interval
    busiest: str
    grows: bool = False

    @property
    def unsteady(self) -> bool:
        """Whether the share is of this run only, and no steady state."""
        return self.demand.mean >= 1 or self.grows

    @property
    def low(self) -> float:
        """What at least is on time, with the confidence of the frontier."""
        return self.on_time.low

    def meets(self, target: float) -> bool:
        """Whether the target is met, and will be."""
        return not self.unsteady and self.low >= target


@dataclass(frozen=True)
class Frontier:
    """The frontier of a role for a target share at a confidence.

    `points` by number of posts; `asymptote` with ample posts; `smallest` is None where the target is not reachable, and
    then `ledger` says what is in the way of late work although there are posts enough.
    """

    role: str
    target: float
    confidence: float
    present: int
    points: tuple[Point, ...]
    asymptote: Point
    smallest: int | None
    ledger: tuple[Late, ...]


def frontier(
    setting: Setting,
    role: str,
    target: float,
    *,
    replications: int = REPLICATIONS,
    confidence: float = LEVEL,
    threads: int = 1,
    points: int = POINTS,
    say: Progress = lambda _: None,
) -> Frontier:
    """The smallest number of posts of a role at which the target is met with a one-sided confidence.

    Numbers of posts share their random numbers, so that more posts are hardly ever worse; the answer is searched by
    halving and holds for the number it names. `points` are spread for a picture, around the present number.
    """
    known = present(setting, role, target)
    search = Search(setting, role, range(replications), 2 * confidence - 1, threads, say)
    most = max(LEAST, AMPLE * known)
    asymptote = search.point(most)
    near = search.halved(target, most) if asymptote.meets(target) else known
    for count in (known, *around(known, near, points)):
        search.point(count)
    smallest = search.smallest(target) if asymptote.meets(target) else None
    ledger = Experiment(setting, search.runs[most], search.runs[most])
    found = tuple(search.points[count] for count in sorted(search.points) if count != most)
    return Frontier(role, target, confidence, known, found, asymptote, smallest, ledger.ledger(ledger.owed))


def present(setting: Setting, role: str, target: float) -> int:
    """How many posts there are now; InvalidInput for a role without posts or a target that is no share."""
    if role not in ROLES:
        raise InvalidInput(Fault("unknown-role", "is no role", role, "--frontier", meant(role, ROLES)))
    if not 0 < target < 1:
        hint = "a share such as 0.95"
        raise InvalidInput(Fault("bad-share", "is not between 0 and 1", target, "--target", hint))
    count = posts(setting.inputs, role)
    if not count:
        raise InvalidInput(Fault("no-staff", "the scenario has no post of this role", role, "--frontier"))
    return count


def around(now: int, smallest: int, points: int) -> Iterable[int]:
    """About so many numbers of posts from well below to well above."""
    low, high = max(1, min(now, smallest) // 2), max(now, smallest) * 3 // 2 + 1
    step = max(1, round((high - low) / max(1, points - 1)))
    return range(low, high + 1, step)


class Search:
    """Points of one frontier, each run once."""

    def __init__(self, setting: Setting, role: str, numbers: range, level: float, threads: int, say: Progress) -> None:
        self.setting = setting
        self.role = role
        self.numbers = numbers
        self.level = level
        self.threads = threads
        self.say = say
        self.points: dict[int, Point] = {}
        self.runs: dict[int, Runs] = {}
        eased = self.run(ample(setting.inputs))
        self.asked = {one: minutes_of(eased.measures, one)[1] for one in ROLES if posts(setting.inputs, one)}

    def run(self, inputs: Inputs) -> Runs:
        """The replications of an office."""
        return replicate(inputs, self.numbers, threads=self.threads, warm_up=self.setting.scenario.warm_up)

    def busiest(self, runs: Runs) -> tuple[str, Interval]:
        """The role of which most is asked, and the share of its hours that is."""
        given = {role: minutes_of(runs.measures, role)[0] for role in self.asked}
        demands = {role: ratio_of(asked, given[role], self.level) for role, asked in self.asked.items()}
        role = max(demands, key=lambda one: demands[one].mean)
        return role, demands[role]

    def point(self, count: int) -> Point:
        """The share on time with so many posts."""
        if count not in self.points:
            self.say(f"{count} posts")
            runs = self.runs[count] = self.run(with_posts(self.setting.inputs, self.role, count))
            met, whole = met_of(runs.measures, owed(self.setting))
            role, demand = self.busiest(runs)
            grows = growth(Experiment(self.setting, runs, runs)) is not None
            self.points[count] = Point(count, share_of(met, whole, self.level), demand, role, grows)
        return self.points[count]

    def halved(self, target: float, most: int) -> int:
        """A number that meets the target, where `most` does, and one less does not."""
        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.point(middle).meets(target) else (middle, high)
        return high

    def smallest(self, target: float) -> int:
        """The least number from which on every number that was tried meets the target, where the largest does.

        Near a target that more posts hardly bring nearer, shares go up and down by chance: halving alone would stop at
        the first place where they cross it.
        """
        while True:
            failing = max((count for count, one in self.points.items() if not one.meets(target)), default=0)
            meeting = min(count for count in self.points if count > failing)
            if meeting - failing == 1:
                return meeting
            self.point((failing + meeting) // 2)


def told(found: Frontier) -> str:
    """The answer in words."""
    goal = f"To have {found.target:.0%} of what the policy demands on time"
    name = found.role.replace("_", " ")
    if found.smallest is not None:
        here = next((one for one in found.points if one.posts == found.smallest), found.asymptote)
        sure = f"with {found.confidence:.0%} confidence: it is then {here.on_time.mean:.1%}."
        return f"{goal} takes {found.smallest} {name} {plural(found.smallest)} ({found.present} now), {sure}"
    if not isfinite(found.asymptote.on_time.mean):
        return f"{goal}: no number of posts can be told, as nothing that it demands falls due in the days that count."
    if found.asymptote.demand.mean >= 1:
        busiest = found.asymptote.busiest.replace("_", " ")
        return (
            f"{goal} cannot be answered by {name} posts: {found.asymptote.demand.mean:.0%} of their hours is asked of "
            f"{busiest}s, who fall behind without end."
        )
    most = f"with {found.asymptote.posts} {name} {plural(found.asymptote.posts)} ({found.present} now)"
    if found.asymptote.grows:
        return f"{goal} cannot be answered by {name} posts: {most}, what is overdue still grows."
    return f"{goal} is not {unreached(found, most)}"


def unreached(found: Frontier, most: str) -> str:
    """Why even the most posts do not meet the target, or that it cannot be told whether they do."""
    share = found.asymptote.on_time
    if share.high >= found.target:
        reach = f"{share.mean:.1%} ({100 * share.low:.1f} to {100 * share.high:.1f})"
        return f"surely reachable: {most} it is {reach}. More replications may tell."
    causes = "; ".join(f"{CAUSES[one.cause]} {one.share.mean:.0%}" for one in found.ledger if one.share.mean >= LITTLE)
    return f"reachable, because {most} it is {share.mean:.1%}. Behind what is late then: {causes}."


def plural(count: int) -> str:
    """One post, two posts."""
    return "post" if count == 1 else "posts"

"""World: the SimPy environment of an office with its people and cases, and how an act reaches a child's clocks."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from enum import IntEnum

from simpy import Environment, Event

from simulations.draws import Purpose
from tests.simulations.simpy_twin.cases import ANSWERED, ENDED, LAPSED, Child, Family, Job, Occasion, Post
from tests.simulations.simpy_twin.rules import FAMILY, Draw, Rules

Steps = Generator[Event, object, None]
Act = tuple[int, int, int, int, int]
# A place within a phase is below this.
PLACES = 1 << 64


class Phase(IntEnum):
    """The order within a day; SimPy's own priorities, urgent and normal, come before all of these."""

    READY = 2
    MORNING = 3
    MEETINGS = 4
    WORK = 5
    COVER = 6
    EVENING = 7
    ARRIVALS = 8
    NIGHT = 9


class Moment(Event):
    """A phase of a day, and a place in its order."""

    def __init__(self, env: Environment, day: int, phase: Phase, place: int = 0) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        env.schedule(self, phase * PLACES + place, day - env.now)  # type: ignore[arg-type]


class World:
    """One replication, from the first day's morning on."""

    def __init__(self, rules: Rules, draw: Draw) -> None:
        self.rules, self.draw, of = rules, draw, rules.of
        self.env = Environment(of.first)
        self.families: list[Family] = []
        self.children: list[Child] = []
        self.family_of: list[Family] = []
        self.jobs: list[Job] = []
        self.occasions: list[Occasion] = []
        self.events: list[Act] = []
        self.use = [[0] * 6 for _ in range(of.first, of.stop)]
        self.acts_of_today: list[tuple[int, int, int, int, int]] = []
        self.touched: set[int] = set()
        # Families without a worker who may need one.
        self.waiting: set[int] = set()
        self.posts = [
            Post(
                number,
                role,
                of.team[number],
                of.base[number],
                of.share[number],
                of.first,
                *rules.roster(draw, of.post_name[number]),
            )
            for number, role in enumerate(of.role)
        ]
        self.managers = [[post for post in self.posts if post.role == 1 and post.team == t] for t in range(of.teams)]
        self.workers = [[post for post in self.posts if post.role == 0 and post.team == t] for t in range(of.teams)]
        self.chairs = [post for post in self.posts if post.role == 2]

    @property
    def today(self) -> int:
        return int(self.env.now)

    def at(self, day: int, phase: Phase, place: int = 0) -> Moment:
        return Moment(self.env, day, phase, place)

    def next_office_day(self, day: int) -> int:
        of = self.rules.of
        return int(of.office_days[of.office_upto[day]])

    def new_family(self, size: int) -> Family:
        number = len(self.families)
        risky = self.draw(FAMILY, number, Purpose.RISK, 0) < self.rules.of.high_risk
        children = [Child(len(self.children) + place, number * 16 + place) for place in range(size)]
        family = Family(number, number % self.rules.of.teams, risky, children)
        self.families.append(family)
        self.children.extend(children)
        self.family_of.extend([family] * size)
        self.waiting.add(number)
        return family

    def touch(self, family: Family) -> None:
        self.touched.add(family.number)

    def happens(self, act: int, children: Iterable[Child], speaks_of: int = -1) -> None:
        """An act of today reaches the policy tonight."""
        rank = self.rules.of.rank[act]
        for child in children:
            self.acts_of_today.append((child.number, rank, speaks_of, -1, act))
            self.touch(self.family_of[child.number])

    def reaches(self, day: int, number: int, act: int, speaks_of: int, other: int) -> None:
        """What an act does to a child's clocks."""
        child, of = self.children[number], self.rules.of
        after = of.after[child.control][act]
        if after < 0:
            return
        for clock, how, ends, table in self.rules.effects[child.control * self.rules.acts + act]:
            running = child.running.get(clock)
            if running:
                child.running[clock] = [one for one in running if not settled(one, day, how, ends, speaks_of)]
            if table >= 0 and of.due[table][day] >= 0:
                opens, due = day + of.opening[table][day], day + of.due[table][day]
                begun = Occasion(number, clock, day, opens, due)
                child.running.setdefault(clock, []).append(begun)
                self.occasions.append(begun)
        child.control = after
        self.events.append((day, number, act, speaks_of, other))
        self.touch(self.family_of[number])

    def take_worker(self, family: Family) -> None:
        """The family loses its worker, if it has one."""
        if family.worker is not None:
            family.worker.families.remove(family)
            family.worker.load -= len(family.children)
            for job in family.jobs.values():
                family.worker.desk.pop(job.number, None)
            family.worker = None
        self.waiting.add(family.number)

    def give_worker(self, family: Family, post: Post) -> None:
        family.worker = family.last_worker = post
        post.families.append(family)
        post.load += len(family.children)
        post.given = self.today
        for job in family.jobs.values():
            if 0 <= job.start <= self.today:
                post.desk[job.number] = job
        self.waiting.discard(family.number)
        self.touch(family)


def settled(one: Occasion, day: int, how: int, ends: int, speaks_of: int) -> bool:
    """Whether an act settles a running occasion."""
    if (how == 1 and one.opens <= day) or (how == 2 and one.anchor == speaks_of):
        one.standing = ANSWERED
    elif ends:
        one.standing = LAPSED if one.due > day else ENDED
    else:
        return False
    one.settled = day
    return True

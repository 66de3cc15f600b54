"""The plain engine: one office, day by day, as `simulations/MEANING.md` says; the program to read.

It stands on `course.py` (what outcomes and circumstance make of families), `clocks.py` (the policy), `roster.py` (who
is there on which day), `diaries.py` (when meetings are set) and `jobs.py` (what is to be done).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from simulations.course import CEASES, Deed
from simulations.draws import Purpose
from simulations.inputs import Inputs
from simulations.jobs import Jobs
from simulations.lives import past_of
from simulations.log import Log
from simulations.offices import LEAD
from simulations.roster import Absent
from simulations.rows import Cause, Family, Job

# The key of a job in dispatch, least first: task, due day, day of release, whether the family is of high risk.
Order = Callable[[int, int, int, int], int]

ORDERS: tuple[Order, ...] = (
    lambda _task, due, _released, _risk: due,
    lambda _task, _due, released, _risk: released,
    lambda _task, due, _released, risk: due - 100_000 * risk,
)


class Office(Jobs):
    """One replication: built, run once, then read by its log."""

    def __init__(self, inputs: Inputs, replication: int = 0, order: Order | None = None) -> None:
        super().__init__(inputs, replication)
        self.order = order or ORDERS[inputs.order]
        posts = range(len(inputs.role))
        self.workers = [post for post in posts if inputs.role[post] == LEAD]
        self.left, self.given = [0 for _ in posts], [-1 for _ in posts]
        self.touched: set[int] = set()
        self.use: list[list[int]] = []

    def run(self) -> Log:
        """All days of the run."""
        self.past()
        for day in range(self.i.first, self.i.stop):
            self.use.append([0] * 6)
            if self.i.office[day]:
                self.office_hours(day)
            self.evening(day)
            self.night(day)
        family_of = [child.family for child in self.children]
        return Log.of(self.jobs, self.occasions, self.events, self.use, family_of, self.blame, self.i.stop - 1)

    def past(self) -> None:
        """The families that are open at the start, with what happened to them before."""
        past = past_of(self.i, self.key)
        for size, stage, plans, reviews, began in past.families:
            family = self.newcomer(size)
            if plans:
                family.plans = plans - 1
                self.begin_plan(family, began)
            family.stage, family.reviews, family.enquiries = stage, reviews, 1
            self.again.add(family.place)
        for number, (care, ceases) in enumerate(past.children):
            self.children[number].care = self.children[number].spells = care
            if care:
                self.timers[max(ceases, self.i.first)].append((CEASES, number, 1))
        for number, day, act, speaks_of in past.acts:
            self.feed(Deed(number, 0, speaks_of, -1, act), day)

    # Office hours: allocation and meetings (sections 5 and 6)

    def office_hours(self, day: int) -> None:
        """Families get workers; then meetings, then everybody's own work, then cover."""
        for post, role in enumerate(self.i.role):
            minutes = self.i.base[post] if self.there(post, day) else 0
            self.left[post] = min(0, self.left[post]) + minutes
            self.use[-1][2 * role] += minutes
        for family in self.families:
            self.allocate(family, day)
        booked = {job.number: job for job in self.diary.pop(day, []) if job.open and job.booked == day}
        for _, job in sorted(booked.items()):
            self.meet(job, day)
        queues = self.queues(day)
        there = [post for post in self.workers if self.there(post, day)]
        for post in there:
            self.work(queues[post], post, day)
        for post in self.workers:
            if post not in there:
                self.cover(queues[post], day)

    def allocate(self, family: Family, day: int) -> None:
        """A worker who left loses the family; without a worker it is given to one of its team who is there."""
        if family.worker >= 0 and self.why_away(family.worker, day) == Absent.VACANT:
            self.release(family)
        if family.worker >= 0 or not (family.stage or self.in_care(family)):
            return
        size, i, able = len(family.children), self.i, []
        for post in self.workers:
            percent = self.posts[post].percent[day - i.first]
            full = i.limit and (self.load[post] + size) * 100 > i.limit * percent
            if i.team[post] == family.place % i.teams and self.there(post, day) and percent and not full:
                able.append((self.given[post] if i.rule else self.load[post] * 10_000 // percent, post))
        if able:
            family.worker = family.last = min(able)[1]
            self.given[family.worker] = day
            self.load[family.worker] += size
            self.touched.add(family.place)

    def spend(self, post: int, minutes: int) -> None:
        """Minutes of today are gone."""
        self.left[post] -= minutes
        self.use[-1][2 * self.i.role[post] + 1] += minutes

    def meet(self, job: Job, day: int) -> None:
        """A meeting on the day for which it was booked: held, or failed for one cause."""
        i, family = self.i, self.families[job.family]
        found = ((way, self.gathered(way, job, day)) for way in (job.way, *self.ways(job.task, 1)))
        way, people = next((pair for pair in found if pair[1]), (-1, []))
        if not people:
            self.fail(job, day, Cause.SLOT if self.there(family.worker, day) else Cause.AWAY, -1)
            return
        attempt = self.attempt(job)
        for post, (_, minutes) in zip(people, self.asked(way), strict=True):
            self.spend(post, minutes)
        coming = sum(self.draw(job, Purpose.PARTNER + n, attempt) < chance for n, chance in enumerate(i.partners))
        control = self.children[self.children_of(job)[0]].control
        if self.draw(job, Purpose.FAILS, attempt) < i.fails[job.task]:
            self.fail(job, day, Cause.FAMILY, i.absent[job.task])
        elif coming < i.quorum[job.task] or not i.good[control][i.act_of[way][coming][0]]:
            self.fail(job, day, Cause.QUORUM, i.few[job.task])
        else:
            self.done(job, day, way, coming, people[0])

    def gathered(self, way: int, job: Job, day: int) -> list[int]:
        """The people of a way on the day: those booked, else others who are there and have room; empty without all."""
        family, booked = self.families[job.family], job.people if way == job.way else []
        people: list[int] = []
        for place, (who, minutes) in enumerate(self.asked(way)):
            post = family.worker if who == LEAD else booked[place] if booked else -1
            if who != LEAD and (post == family.worker or not self.there(post, day)):
                others = (one for one in self.group(who, family) if one not in people and self.there(one, day))
                post = next((one for one in others if self.room(one, day, minutes)), -1)
            if not self.there(post, day):
                return []
            people.append(post)
        for place, (who, minutes) in enumerate(self.asked(way)):
            if who != LEAD and people[place] not in booked[place : place + 1]:
                self.enter(people[place], day, minutes)
        return people

    def fail(self, job: Job, day: int, cause: int, act: int) -> None:
        """The meeting did not take place; it is booked anew tonight."""
        job.fails(cause, day)
        job.moved_from, job.booked = day, -1
        self.touched.add(job.family)
        if act >= 0:
            self.happens(self.children_of(job), act)

    # Work without meeting, and what is done (sections 7 and 8)

    def queues(self, day: int) -> dict[int, list[Job]]:
        """The work that may be begun by now, by worker, in the order of dispatch."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for job in (job for jobs in self.open.values() for job in jobs.values()):
            if not self.i.meeting[job.task] and job.start <= day:
                family = self.families[job.family]
                key = self.order(job.task, job.due, job.released, family.high_risk)
                found[family.worker].append((key, job.number))
        queues: dict[int, list[Job]] = defaultdict(list)
        queues.update({post: [self.jobs[number] for _, number in sorted(rows)] for post, rows in found.items()})
        return queues

    def work(self, queue: list[Job], post: int, day: int) -> None:
        """The worker's own work: first what has protected time, then everything, in order."""
        budget = min(self.i.protected_minutes, self.left[post])
        for job in [job for job in queue if job.task == self.i.protected]:
            budget -= self.work_on(job, post, day, budget)
        for job in queue:
            self.work_on(job, post, day, self.left[post])

    def work_on(self, job: Job, post: int, day: int, budget: int) -> int:
        """Spends up to `budget` minutes on a job; how many it were. What is left over is done another day."""
        minutes = max(0, min(budget, job.left)) if job.open and job.start <= day else 0
        job.left -= minutes
        self.spend(post, minutes)
        if minutes and not job.left:
            self.finish(job, day, job.way, post)
        return minutes

    def finish(self, job: Job, day: int, way: int, post: int) -> None:
        """All minutes are spent: it is done, unless the family was not there; then anew from tomorrow."""
        if self.draw(job, Purpose.FAILS, self.attempt(job)) < self.i.fails[job.task]:
            job.fails(Cause.FAMILY, day)
            job.left, job.start = self.asked(job.way)[0][1], day + 1
        else:
            self.done(job, day, way, 0, post)

    def cover(self, queue: list[Job], day: int) -> None:
        """What is due soon of a worker who is away: the first cover way for which somebody has the time today."""
        for job in queue:
            ways = self.ways(job.task, 1) if job.due <= day + self.i.cover_within else []
            for way in ways:
                who, minutes = self.asked(way)[0]
                group = self.group(who, self.families[job.family])
                able = [(-self.left[p], p) for p in group if self.there(p, day) and self.left[p] >= minutes]
                if able:
                    self.spend(min(able)[1], minutes)
                    self.finish(job, day, way, min(able)[1])
                    break

    def done(self, job: Job, day: int, way: int, coming: int, post: int) -> None:
        """A job is done: its act happens to its children, and it decides what it has to."""
        job.done, job.worker, job.way = day, post, way
        self.forget(job)
        self.touched.add(job.family)
        family, turn = self.families[job.family], self.i.turn[job.task]
        outcome = self.outcome(family, turn)
        self.happens(self.children_of(job), self.i.act_of[way][coming][outcome], job.anchor)
        self.turn(family, turn, outcome, day)

    # Night: the policy, then work (section 10)

    def night(self, day: int) -> None:
        """The day's acts reach the policy's clocks, in their order; then work is set out for the families touched."""
        touched = self.touched | self.again | {self.children[deed.child].family for deed in self.today}
        deeds, self.today, self.touched, self.again = sorted(self.today), [], set(), set()
        for deed in deeds:
            self.feed(deed, day)
        for place in sorted(touched):
            for task in range(len(self.i.turn)):
                self.set_out(task, self.families[place], day)
            self.announce(day)

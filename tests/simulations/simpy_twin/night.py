"""Night: the acts of the day reach the clocks; what these ask for then becomes work, and meetings are booked."""

from __future__ import annotations

from simulations.draws import Purpose
from tests.simulations.simpy_twin.cases import AWAY, CAPACITY, LATE_START, NONE, SLOT, Family, Job, Post
from tests.simulations.simpy_twin.hours import Hours
from tests.simulations.simpy_twin.rules import LEAD, between
from tests.simulations.simpy_twin.world import Phase, Steps, World

Ask = tuple[int, int, int]


class Night:
    """What happens after the day."""

    def __init__(self, world: World, hours: Hours) -> None:
        self.world, self.hours = world, hours
        self.of = world.rules.of
        self.news: list[tuple[Job, int]] = []

    def nights(self) -> Steps:
        for day in range(self.of.first, self.of.stop):
            yield self.world.at(day, Phase.NIGHT)
            self.tell_policy(day)
            self.set_work_out()

    def tell_policy(self, day: int) -> None:
        acts, self.world.acts_of_today = sorted(self.world.acts_of_today), []
        for child, _, speaks_of, other, act in acts:
            self.world.reaches(day, child, act, speaks_of, other)

    def set_work_out(self) -> None:
        world = self.world
        touched, world.touched = sorted(world.touched), set()
        for number in touched:
            self.match(world.families[number])

    def asked(self, family: Family) -> dict[tuple[int, int, int], Ask]:
        """What the clocks ask for: (due, clock, opens) by task, place of the child or -1, trigger day or -1."""
        of = self.of
        asks: dict[tuple[int, int, int], Ask] = {}
        for place, child in enumerate(family.children):
            for clock, running in child.running.items():
                task = of.task_of[clock]
                if running and task >= 0 and of.stages[task] >> family.stage & 1:
                    whose = -1 if of.family[task] else place
                    for one in running:
                        key = (task, whose, one.anchor if of.task_tied[task] else -1)
                        ask = (one.due, clock, one.opens)
                        if key not in asks or ask < asks[key]:
                            asks[key] = ask
        return asks

    def match(self, family: Family) -> None:
        """Work that nobody asks for any more is cancelled; what is asked for is begun, or dated anew."""
        asks = self.asked(family)
        for key in sorted({*asks, *family.jobs}):
            if key not in asks:
                self.cancel(family.jobs[key])
            elif key not in family.jobs:
                self.begin(family, key, asks[key])
            else:
                self.date(family.jobs[key], asks[key])
        for job, before in self.news:
            self.announce(job, before)
        self.news = []

    def cancel(self, job: Job) -> None:
        job.cancelled = self.world.today
        job.whose = job.family.last_worker
        self.free(job)
        del job.family.jobs[job.key]
        if job.family.worker is not None:
            job.family.worker.desk.pop(job.number, None)

    def free(self, job: Job) -> None:
        """Takes a booking out of the diaries."""
        if job.booked >= 0:
            for post, (_, minutes) in zip(job.people, self.world.rules.ways[job.way], strict=True):
                self.hours.enter(post, job.booked, -minutes)
            job.booked, job.people = -1, []

    def begin(self, family: Family, key: tuple[int, int, int], ask: Ask) -> None:
        task, place, _ = key
        owner = family if place < 0 else family.children[place]
        children = family.children if place < 0 else [family.children[place]]
        job = Job(len(self.world.jobs), key, family, owner, children, self.world.today)
        self.world.jobs.append(job)
        family.jobs[key] = job
        if not self.of.meeting[task]:
            job.way = self.best_way(job)
            job.left = self.world.rules.ways[job.way][0][1]
        self.date(job, ask)

    def best_way(self, job: Job) -> int:
        """The way whose event breaks the least, with everybody there."""
        cost = self.of.cost[job.children[0].control]
        return min(self.world.rules.usual[job.task], key=lambda way: cost[self.of.act_of[way][-1][0]])

    def date(self, job: Job, ask: Ask) -> None:
        changed = ask[0] != job.due
        job.due, job.clock, job.opens = ask
        if self.of.meeting[job.task]:
            if job.booked < 0 or (changed and job.due < job.booked):
                self.book(job)
        elif changed:
            start = max(self.world.today + 1, job.opens, job.due - self.of.lead[job.task])
            if job.family.worker is not None:
                job.family.worker.desk.pop(job.number, None)
            self.hours.ready_on(job, start)

    # Booking

    def book(self, job: Job) -> None:
        world, of, task, old = self.world, self.of, job.task, job.booked
        self.free(job)
        job.way = self.best_way(job)
        notice = (of.notice_again if job.lost >= 0 else of.notice)[task]
        earliest = max(of.office_upto[world.today] + notice - 1, of.office_upto[job.opens - 1])
        u = world.draw(*job.owner.draws, Purpose.MARGIN, task << 20 | job.owner.attempts[task])
        margin = between(of.margin_low[task], of.margin_high[task], u)
        aim = of.office_days[max(earliest, of.office_upto[job.due - margin] - 1)]
        self.take_day(job, of.office_days[earliest], aim)
        late = job.booked < 0 or job.booked > job.due
        if late and world.today <= job.due:
            job.obstacle = self.obstacle(job, aim)
        if job.booked < 0:
            job.lost = max(job.lost, old)
            world.touch(job.family)
        elif job.booked != old:
            self.news.append((job, max(job.lost, old)))

    def take_day(self, job: Job, earliest: int, aim: int) -> None:
        for day in (*range(aim, earliest - 1, -1), *range(aim + 1, aim + self.of.reach + 1)):
            if self.of.office[day]:
                people, missing = self.people(job, day)
                if missing < 0:
                    job.booked = day
                    for post, (_, minutes) in zip(people, self.world.rules.ways[job.way], strict=True):
                        self.hours.enter(post, day, minutes)
                    self.hours.held_on(job, people)
                    return

    def people(self, job: Job, day: int) -> tuple[list[Post], int]:
        """Who has room on a day, and who of the way is the first without, or -1."""
        found: list[Post] = []
        for who, minutes in self.world.rules.ways[job.way]:
            group = [job.family.worker] if who == LEAD else self.hours.group(job.family, who)
            for post in group:
                if post is not None and post not in found and self.hours.room(post, day, minutes):
                    found.append(post)
                    break
            else:
                return found, who
        return found, -1

    def obstacle(self, job: Job, aimed: int) -> int:
        worker = job.family.worker
        if aimed > job.due:
            return job.obstacle if job.obstacle != NONE else LATE_START
        if worker is None:
            return CAPACITY
        _, missing = self.people(job, aimed)
        if missing == LEAD:
            return AWAY if worker.on_leave(aimed) else CAPACITY
        return SLOT

    def announce(self, job: Job, before: int) -> None:
        """A new day is told once all is set out for the family; the policy sees it at once."""
        act = (self.of.moved if before >= 0 else self.of.set)[job.task]
        if act >= 0:
            for child in job.children:
                self.world.reaches(self.world.today, child.number, act, job.booked, before)

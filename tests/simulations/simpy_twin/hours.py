"""Hours: allocation, the meetings of a day, each worker's own work as a process, and cover for those who are away."""

from __future__ import annotations

from collections.abc import Sequence

from simpy import Event

from simulations.draws import Purpose
from tests.simulations.simpy_twin.cases import AWAY, CLOSED, NOT_THERE, QUORUM, SLOT, Family, Job, Post
from tests.simulations.simpy_twin.course import Course
from tests.simulations.simpy_twin.rules import CHAIR, LEAD, MANAGER
from tests.simulations.simpy_twin.world import Phase, Steps, World


class Hours:
    """What people do on an office day."""

    def __init__(self, world: World, course: Course) -> None:
        self.world, self.course = world, course
        self.of = world.rules.of
        self.open = world.env.event()

    def start(self) -> None:
        self.world.env.process(self.days())
        for post in self.world.posts:
            if post.role == 0:
                self.world.env.process(self.worker(post))

    def days(self) -> Steps:
        """Opens the office: every worker who waits for that goes to work, and then who is away is covered."""
        world, day = self.world, self.world.next_office_day(self.of.first - 1)
        while True:
            yield world.at(day, Phase.MORNING)
            self.give_minutes(day)
            self.allocate(day)
            yield world.at(day, Phase.WORK)
            opened, self.open = self.open, world.env.event()
            opened.succeed()
            yield world.at(day, Phase.COVER)
            for post in world.posts:
                if post.desk and not post.there(day):
                    self.cover(post, day)
            day = world.next_office_day(day)

    # People

    def give_minutes(self, day: int) -> None:
        use = self.world.use[day - self.of.first]
        for post in self.world.posts:
            post.left = min(0, post.left)
            if post.there(day):
                post.left += post.base
                use[2 * post.role] += post.base

    def spend(self, post: Post, minutes: int) -> None:
        post.left -= minutes
        self.world.use[self.world.today - self.of.first][2 * post.role + 1] += minutes

    def allocate(self, day: int) -> None:
        world = self.world
        for post in world.posts:
            if post.families and post.vacant(day):
                for family in list(post.families):
                    world.take_worker(family)
        for number in sorted(world.waiting):
            family = world.families[number]
            if family.stage == CLOSED and not family.in_care:
                world.waiting.discard(number)
                continue
            post_found = self.worker_for(family, day)
            if post_found is not None:
                world.give_worker(family, post_found)

    def worker_for(self, family: Family, day: int) -> Post | None:
        limit, size, place = self.of.limit, len(family.children), day - self.of.first
        free = [
            post
            for post in self.world.workers[family.team]
            if post.there(day)
            and post.percent[place]
            and (not limit or (post.load + size) * 100 <= limit * post.percent[place])
        ]
        if self.of.rule:
            return min(free, key=lambda post: post.given, default=None)
        return min(free, key=lambda post: post.load * 10000 // post.percent[place], default=None)

    # Meetings

    def group(self, family: Family, who: int) -> Sequence[Post]:
        if who == MANAGER:
            return self.world.managers[family.team]
        if who == CHAIR:
            return self.world.chairs
        if who == LEAD:
            return ()
        return [post for post in self.world.workers[family.team] if post is not family.worker]

    def room(self, post: Post, day: int, minutes: int) -> bool:
        if post.on_leave(day) or post.by_day[day] + minutes > post.share:
            return False
        block = self.of.block_of[day]
        return bool(post.by_week[block] + minutes <= post.base * self.of.block_days[block])

    def enter(self, post: Post, day: int, minutes: int) -> None:
        post.by_day[day] += minutes
        post.by_week[self.of.block_of[day]] += minutes

    def held_on(self, job: Job, people: list[Post]) -> None:
        """The day of a meeting, once it is booked."""
        job.people = people
        moment = self.world.at(job.booked, Phase.MEETINGS, job.number)

        def held(_: Event) -> None:
            # Of a job that was cancelled or booked anew only the last list of people counts.
            if job.people is people:
                self.meeting(job)

        moment.callbacks.append(held)

    def meeting(self, job: Job) -> None:
        day, family = self.world.today, job.family
        self.world.touch(family)
        for way in (job.way, *self.world.rules.cover[job.task]):
            people = self.present(job, way, day)
            if people:
                self.meet(job, way, people)
                return
        away = family.worker is None or not family.worker.there(day)
        self.meeting_fails(job, AWAY if away else SLOT, -1)

    def present(self, job: Job, way: int, day: int) -> list[Post]:
        """Who is there for a way of a meeting; nobody where anybody is missing."""
        found: list[Post] = []
        stand_ins: list[tuple[Post, int]] = []
        for place, (who, minutes) in enumerate(self.world.rules.ways[way]):
            booked = job.people[place] if way == job.way else None
            if who == LEAD:
                post = job.family.worker
                if post is None or not post.there(day):
                    return []
            elif booked is not None and booked is not job.family.worker and booked.there(day):
                post = booked
            else:
                post = self.stand_in(job.family, who, minutes, day, found)
                if post is None:
                    return []
                stand_ins.append((post, minutes))
            found.append(post)
        for post, minutes in stand_ins:
            self.enter(post, day, minutes)
        return found

    def stand_in(self, family: Family, who: int, minutes: int, day: int, taken: list[Post]) -> Post | None:
        for post in self.group(family, who):
            if post not in taken and post.there(day) and self.room(post, day, minutes):
                return post
        return None

    def meet(self, job: Job, way: int, people: list[Post]) -> None:
        world, of, task = self.world, self.of, job.task
        job.owner.attempts[task] += 1
        number = task << 20 | job.owner.attempts[task]
        for post, (_, minutes) in zip(people, world.rules.ways[way], strict=True):
            self.spend(post, minutes)
        if world.draw(*job.owner.draws, Purpose.FAILS, number) < of.fails[task]:
            self.meeting_fails(job, NOT_THERE, of.absent[task])
            return
        come = sum(
            world.draw(*job.owner.draws, Purpose.PARTNER + partner, number) < chance
            for partner, chance in enumerate(of.partners)
        )
        if come < of.quorum[task] or not of.good[job.children[0].control][of.act_of[way][come][0]]:
            self.meeting_fails(job, QUORUM, of.few[task])
            return
        self.done(job, way, people[0], come)

    def meeting_fails(self, job: Job, cause: int, act: int) -> None:
        job.fails(cause, self.world.today)
        if act >= 0:
            self.world.happens(act, job.children)
        job.lost, job.booked, job.people = job.booked, -1, []

    # Work without meeting

    def worker(self, post: Post) -> Steps:
        """A worker's days."""
        while True:
            yield self.open
            if post.desk and post.there(self.world.today):
                self.work(post)

    def in_order(self, post: Post) -> list[Job]:
        order = self.of.order
        if order == 1:
            return sorted(post.desk.values(), key=lambda job: (job.released, job.number))
        if order == 2:
            return sorted(post.desk.values(), key=lambda job: (job.due - 100000 * job.family.risky, job.number))
        return sorted(post.desk.values(), key=lambda job: (job.due, job.number))

    def work(self, post: Post) -> None:
        jobs = self.in_order(post)
        protected = self.of.protected_minutes
        for job in jobs:
            if job.task == self.of.protected:
                protected -= self.work_on(post, job, protected)
        for job in jobs:
            self.work_on(post, job, post.left)

    def work_on(self, post: Post, job: Job, most: int) -> int:
        """Spends minutes on a job of this morning's list, at most so many."""
        if not job.open or job.start > self.world.today:
            return 0
        minutes = max(0, min(job.left, post.left, most))
        job.left -= minutes
        self.spend(post, minutes)
        if minutes and not job.left:
            self.finish(job, job.way, post)
        return minutes

    def finish(self, job: Job, way: int, post: Post) -> None:
        """The last minute is spent."""
        world, task = self.world, job.task
        world.touch(job.family)
        if job.family.worker is not None:
            job.family.worker.desk.pop(job.number, None)
        job.owner.attempts[task] += 1
        number = task << 20 | job.owner.attempts[task]
        if world.draw(*job.owner.draws, Purpose.FAILS, number) < self.of.fails[task]:
            job.fails(NOT_THERE, world.today)
            job.left = world.rules.ways[job.way][0][1]
            self.ready_on(job, world.today + 1)
        else:
            self.done(job, way, post, 0)

    def ready_on(self, job: Job, day: int) -> None:
        """The day from which a job may be worked on."""
        job.start = day

        def ready(_: Event) -> None:
            if job.open and job.start == self.world.today and job.family.worker is not None:
                job.family.worker.desk[job.number] = job

        self.world.at(day, Phase.READY).callbacks.append(ready)

    def cover(self, post: Post, day: int) -> None:
        """Others do what a worker who is away would be late with."""
        for job in self.in_order(post):
            if job.due <= day + self.of.cover_within:
                for way in self.world.rules.cover[job.task]:
                    who, minutes = self.world.rules.ways[way][0]
                    able = [one for one in self.group(job.family, who) if one.there(day) and one.left >= minutes]
                    if able:
                        one = max(able, key=lambda one: one.left)
                        self.spend(one, minutes)
                        self.finish(job, way, one)
                        break

    # Done

    def done(self, job: Job, way: int, post: Post, partners: int) -> None:
        job.done, job.way, job.worker = self.world.today, way, post.number
        job.whose = job.family.last_worker
        del job.family.jobs[job.key]
        outcome = self.course.outcome(job.family, self.of.turn[job.task])
        self.world.happens(self.of.act_of[way][partners][outcome], job.children, job.key[2])

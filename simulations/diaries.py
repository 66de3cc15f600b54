"""The diaries: who is there, who has room, and on which day a meeting is set (`MEANING.md`, sections 6 and 10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from simulations.clocks import Clocks
from simulations.course import Deed
from simulations.draws import Purpose, Stream, uniform
from simulations.inputs import Inputs
from simulations.offices import CHAIR, COLLEAGUE, LEAD, MANAGER
from simulations.roster import Absent, Post
from simulations.rows import Cause, Family, Job


class Diaries(Clocks):
    """Posts by number, what is booked for them, and the families that are looked at again tomorrow night."""

    def __init__(self, inputs: Inputs, replication: int) -> None:
        super().__init__(inputs, replication)
        posts = range(len(inputs.role))
        self.posts = [Post(self.i, self.key, post) for post in posts]
        self.booked = [[0] * self.posts[post].last for post in posts]
        self.booked_week: dict[tuple[int, int], int] = defaultdict(int)
        self.diary: dict[int, list[Job]] = defaultdict(list)
        self.tries: dict[tuple[int, int], int] = defaultdict(int)
        self.again: set[int] = set()
        self.news: list[tuple[Job, int]] = []

    # People

    def why_away(self, post: int, day: int) -> int:
        """Why nobody of a post is at work on a day."""
        return self.posts[post].absent[day - self.i.first]

    def there(self, post: int, day: int) -> bool:
        """Whether somebody is in the post and at work."""
        return post >= 0 and self.why_away(post, day) == Absent.THERE

    def room(self, post: int, day: int, minutes: int) -> bool:
        """Whether the diary has room: annual leave is known beforehand, illness and vacancies are not."""
        block = self.i.block_of[day]
        day_full = self.booked[post][day - self.i.first] + minutes > self.i.share[post]
        week_full = self.booked_week[post, block] + minutes > self.i.base[post] * self.i.block_days[block]
        return not day_full and not week_full and self.why_away(post, day) != Absent.LEAVE

    def enter(self, post: int, day: int, minutes: int) -> None:
        """Minutes of a meeting go into a diary, or out of it where they are negative."""
        self.booked[post][day - self.i.first] += minutes
        self.booked_week[post, self.i.block_of[day]] += minutes

    def group(self, who: int, family: Family) -> Iterator[int]:
        """The posts that can stand for somebody of a way, in their order; nobody stands for the family's own worker."""
        role, team = {CHAIR: CHAIR, MANAGER: MANAGER, COLLEAGUE: LEAD}.get(who), family.place % self.i.teams
        for post, of in enumerate(self.i.role):
            if of == role and (who == CHAIR or self.i.team[post] == team) and post != family.worker:
                yield post

    def asked(self, way: int) -> list[tuple[int, int]]:
        """Who must be there, with how many minutes."""
        return [
            (self.i.who[row], self.i.who_minutes[row]) for row in range(self.i.who_from[way], self.i.who_from[way + 1])
        ]

    def ways(self, task: int, cover: int) -> list[int]:
        """The usual ways to do a task, or its cover ways."""
        return [
            way for way in range(self.i.way_from[task], self.i.way_from[task + 1]) if self.i.way_cover[way] == cover
        ]

    # Booking

    def book(self, job: Job, day: int, opens: int) -> None:
        """Sets a meeting for the day nearest to the one aimed at on which everybody has room."""
        i, task, old = self.i, job.task, job.booked
        aside = i.margin_high[task] - i.margin_low[task] + 1
        number = task << 20 | self.tries[job.owner, task]
        aside = i.margin_low[task] + int(self.draw(job, Purpose.MARGIN, number) * aside)
        notice = (i.notice_again if job.moved_from >= 0 else i.notice)[task]
        earliest = max(self.office_day(day, notice), self.office_day(opens - 1, 1))
        aim = max(earliest, self.office_day(job.due - aside, 0))
        self.unbook(job)
        job.booked, job.way = -1, self.best_way(job)
        self.search(job, earliest, aim)
        if (job.booked < 0 or job.booked > job.due) and day <= job.due:
            job.obstacle = self.blocked(job, aim)
        if job.booked < 0:
            job.moved_from = max(job.moved_from, old)
            self.again.add(job.family)
            return
        self.diary[job.booked].append(job)
        if job.booked != old:
            self.news.append((job, old if old >= 0 else job.moved_from))

    def search(self, job: Job, earliest: int, aim: int) -> None:
        """From the day aimed at back to the earliest, then on from it, within reach."""
        for day in (*range(aim, earliest - 1, -1), *range(aim + 1, aim + self.i.reach + 1)):
            people = self.free(job, day) if self.i.office[day] else [-1]
            if -1 not in people:
                job.booked, job.people = day, people
                for post, (_, minutes) in zip(people, self.asked(job.way), strict=True):
                    self.enter(post, day, minutes)
                return

    def free(self, job: Job, day: int) -> list[int]:
        """Who of each group has room on a day, the first in order; -1 where nobody has."""
        family = self.families[job.family]
        found: list[int] = []
        for who, minutes in self.asked(job.way):
            group = iter([family.worker] if family.worker >= 0 else []) if who == LEAD else self.group(who, family)
            found.append(next((post for post in group if post not in found and self.room(post, day, minutes)), -1))
        return found

    def blocked(self, job: Job, aim: int) -> int:
        """Why a meeting could not be set in time: who had no room on the day aimed at."""
        if aim > job.due:
            return job.obstacle or Cause.LATE_START
        worker = self.families[job.family].worker
        first = self.free(job, aim).index(-1)
        if worker >= 0 and self.asked(job.way)[first][0] != LEAD:
            return Cause.SLOT
        return Cause.AWAY if worker >= 0 and self.why_away(worker, aim) == Absent.LEAVE else Cause.CAPACITY

    def announce(self, day: int) -> None:
        """Booking is an event of its own for some meetings: clocks hear of it tonight, work follows tomorrow night."""
        for job, old in self.news:
            act = self.i.set[job.task] if old < 0 else self.i.moved[job.task]
            if act >= 0:
                for number in self.children_of(job):
                    self.feed(Deed(number, 0, job.booked, old, act), day)
                self.again.add(job.family)
        self.news = []

    def unbook(self, job: Job) -> None:
        """Frees the people of a booking."""
        if job.booked >= 0:
            for post, (_, minutes) in zip(job.people, self.asked(job.way), strict=True):
                self.enter(post, job.booked, -minutes)

    def best_way(self, job: Job) -> int:
        """The usual way that breaks the least of the policy; the first of those."""
        cost = self.i.cost[self.children[self.children_of(job)[0]].control]
        return min(self.ways(job.task, 0), key=lambda way: (cost[self.i.act_of[way][-1][0]], way))

    def office_day(self, day: int, number: int) -> int:
        """The so manieth office day after a day; with 0, the last one up to it."""
        return int(self.i.office_days[self.i.office_upto[day] + number - 1])

    # Draws of an owner

    def children_of(self, job: Job) -> list[int]:
        """The children whom a job concerns."""
        return [job.child] if job.child >= 0 else self.families[job.family].children

    def attempt(self, job: Job) -> int:
        """The number of this attempt of the owner at the task, for draws."""
        self.tries[job.owner, job.task] += 1
        return job.task << 20 | self.tries[job.owner, job.task]

    def draw(self, job: Job, purpose: int, number: int) -> float:
        """A draw of the job's owner."""
        if job.child >= 0:
            return uniform(self.key, Stream.CHILD, self.children[job.child].name, purpose, number)
        return uniform(self.key, Stream.FAMILY, job.family, purpose, number)

"""The jobs: work is set out as the clocks ask, moved and cancelled (`MEANING.md`, section 10, the second half)."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from simulations.diaries import Diaries
from simulations.inputs import Inputs
from simulations.rows import Cause, Family, Job


class Asked(NamedTuple):
    """What the clocks ask of a task."""

    due: int
    clock: int
    opens: int


class Jobs(Diaries):
    """All jobs so far, and those that are open: by owner and task, then by the day of their trigger."""

    def __init__(self, inputs: Inputs, replication: int) -> None:
        super().__init__(inputs, replication)
        tasks = range(len(inputs.turn))
        self.clocks_of = [[clock for clock, of in enumerate(self.i.task_of) if of == task] for task in tasks]
        self.jobs: list[Job] = []
        self.open: dict[tuple[int, int], dict[int, Job]] = defaultdict(dict)

    def set_out(self, task: int, family: Family, day: int) -> None:
        """Begins, moves or cancels the jobs of a family for a task, as the clocks ask tonight."""
        for child in [-1] if self.i.family[task] else family.children:
            asks = self.asks(task, family.children if child < 0 else [child])
            if not self.i.stages[task] >> family.stage & 1:
                asks = {}
            at = 2 * child + 1 if child >= 0 else 2 * family.place, task
            jobs = self.open.get(at, {})
            for anchor in sorted({*asks, *jobs}):
                if anchor not in asks:
                    jobs[anchor].cancelled = day
                    self.forget(jobs[anchor])
                    continue
                asked, new = asks[anchor], anchor not in jobs
                if new:
                    self.jobs.append(
                        Job(len(self.jobs), task, family.place, child, anchor, asked.clock, day, asked.due)
                    )
                    self.open[at][anchor] = self.jobs[-1]
                self.move(self.open[at][anchor], asked, new, day)

    def asks(self, task: int, children: list[int]) -> dict[int, Asked]:
        """The least that running clocks ask of a task; by the trigger's day where each needs its own answer."""
        found: dict[int, Asked] = {}
        for child in children:
            for clock in self.clocks_of[task]:
                for one in (self.occasions[number] for number in self.children[child].running.get(clock, ())):
                    anchor = one.anchor if self.i.task_tied[task] else -1
                    asked = Asked(one.due, clock, one.opens)
                    found[anchor] = min(asked, found.get(anchor, asked))
        return found

    def move(self, job: Job, asked: Asked, new: bool, day: int) -> None:
        """A job takes what is asked of it; a meeting gets its day."""
        changed, job.due, job.clock = new or asked.due != job.due, asked.due, asked.clock
        if self.i.meeting[job.task]:
            if job.booked < 0 or (changed and job.booked > job.due):
                self.book(job, day, asked.opens)
        elif changed:
            if new:
                job.way = self.best_way(job)
                job.left = self.asked(job.way)[0][1]
            job.start = max(day + 1, asked.opens, job.due - self.i.lead[job.task])

    def forget(self, job: Job) -> None:
        """A job is no longer open, and what was booked for it and not held is free."""
        job.whose = self.families[job.family].last
        jobs = self.open.pop((job.owner, job.task))
        del jobs[job.anchor]
        if jobs:
            self.open[job.owner, job.task] = jobs
        if job.done < 0:
            self.unbook(job)

    def blame(self, job: Job) -> int:
        """Why a late job is late."""
        worker = self.families[job.family].last if job.open else job.whose
        if job.obstacle or job.released >= job.due:
            return job.obstacle or Cause.LATE_START
        return Cause.CAPACITY if worker < 0 or self.there(worker, job.due) else Cause.AWAY

"""The rows of a run: families, children, jobs and occasions, each a handful of whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class Cause(IntEnum):
    """Why a job was late: the last thing that stood in its way on or before its due day."""

    NONE = 0
    AWAY = 1
    SLOT = 2
    CAPACITY = 3
    QUORUM = 4
    FAMILY = 5
    LATE_START = 6


# Why an attempt may fail.
FAILURES = (Cause.AWAY, Cause.SLOT, Cause.QUORUM, Cause.FAMILY)


class Standing(IntEnum):
    """What became of an occasion."""

    RUNNING = 0
    ANSWERED = 1
    LAPSED = 2
    ENDED = 3


class Stage(IntEnum):
    """Where a family stands."""

    CLOSED = 0
    ENQUIRY = 1
    CONFERENCE_DUE = 2
    ON_PLAN = 3
    TAC_DUE = 4
    CHILD_IN_NEED = 5


@dataclass(slots=True)
class Family:
    """One family: its place, its children, where it stands, its worker's post (-1: none), and counts for draws.

    `last` is the post of the worker whom it has or had last.
    """

    place: int
    children: list[int]
    high_risk: int
    stage: int = Stage.CLOSED
    worker: int = -1
    last: int = -1
    enquiries: int = 0
    plans: int = 0
    reviews: int = 0
    closed_on: int = -1


@dataclass(slots=True)
class Child:
    """One child: its family's place, its name in draws, its control state, whether looked after and how often so far.

    `running` holds the running occasions of each clock.
    """

    family: int
    name: int
    control: int = 0
    care: int = 0
    spells: int = 0
    running: dict[int, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Job:
    """One piece of work: of a family (`child` -1) or a child, for one trigger day (`anchor`, -1 where any answer does).

    Days are columns, -1 where there is none: `start` when solo work may begin, `booked` for which day a meeting is set,
    `moved_from` the day of a failure or of a booking that was lost. `left` are minutes still to do. `whose` is the
    family's last worker when it ended. `attempts` are those that failed, `failed` how many for each cause.
    """

    number: int
    task: int
    family: int
    child: int
    anchor: int
    clock: int
    released: int
    due: int
    done: int = -1
    cancelled: int = -1
    worker: int = -1
    way: int = -1
    attempts: int = 0
    obstacle: int = Cause.NONE
    start: int = -1
    left: int = 0
    booked: int = -1
    moved_from: int = -1
    whose: int = -1
    people: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=lambda: [0] * len(Cause))

    def fails(self, cause: int, day: int) -> None:
        """One attempt in vain."""
        self.attempts += 1
        self.failed[cause] += 1
        self.obstacle = cause if day <= self.due else self.obstacle

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.done < 0 and self.cancelled < 0

    @property
    def owner(self) -> int:
        """One number for the family or the child whose it is."""
        return 2 * self.child + 1 if self.child >= 0 else 2 * self.family


@dataclass(slots=True)
class Occasion:
    """One occasion of a clock for a child: its trigger's day, when its window opens, its due day, what became of it."""

    child: int
    clock: int
    anchor: int
    opens: int
    due: int
    standing: int = Standing.RUNNING
    settled: int = -1

"""Cases: families, children with their clocks, jobs; and the posts of those who work for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.simulations.simpy_twin.rules import CHILD, FAMILY, ON_LEAVE, THERE, VACANT

CLOSED, ENQUIRY, CONFERENCE_DUE, ON_PLAN, TAC_DUE, CHILD_IN_NEED = range(6)
RUNNING, ANSWERED, LAPSED, ENDED = range(4)
NONE, AWAY, SLOT, CAPACITY, QUORUM, NOT_THERE, LATE_START = range(7)


@dataclass(slots=True, eq=False)
class Post:
    """What one person holds: days in the roster are counted from the first day of the run."""

    number: int
    role: int
    team: int
    base: int
    share: int
    first: int
    state: bytearray
    percent: bytearray
    left: int = 0
    load: int = 0
    given: int = -1
    families: list[Family] = field(default_factory=list)
    desk: dict[int, Job] = field(default_factory=dict)
    by_day: Counter[int] = field(default_factory=Counter)
    by_week: Counter[int] = field(default_factory=Counter)

    def there(self, day: int) -> bool:
        return self.state[day - self.first] == THERE

    def vacant(self, day: int) -> bool:
        return self.state[day - self.first] == VACANT

    def on_leave(self, day: int) -> bool:
        return self.state[day - self.first] == ON_LEAVE


@dataclass(slots=True, eq=False)
class Occasion:
    child: int
    clock: int
    anchor: int
    opens: int
    due: int
    standing: int = RUNNING
    settled: int = -1


@dataclass(slots=True, eq=False)
class Child:
    number: int
    name: int
    control: int = 0
    looked_after: bool = False
    spells: int = 0
    running: dict[int, list[Occasion]] = field(default_factory=dict)
    attempts: Counter[int] = field(default_factory=Counter)

    @property
    def draws(self) -> tuple[int, int]:
        return CHILD, self.name


@dataclass(slots=True, eq=False)
class Family:
    number: int
    team: int
    risky: bool
    children: list[Child]
    stage: int = CLOSED
    enquiries: int = 0
    plans: int = 0
    reviews: int = 0
    closed_on: int = -1
    worker: Post | None = None
    last_worker: Post | None = None
    jobs: dict[tuple[int, int, int], Job] = field(default_factory=dict)
    attempts: Counter[int] = field(default_factory=Counter)

    @property
    def draws(self) -> tuple[int, int]:
        return FAMILY, self.number

    @property
    def in_care(self) -> bool:
        return any(child.looked_after for child in self.children)


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work; `key` is (task, place of the child or -1, trigger day or -1)."""

    number: int
    key: tuple[int, int, int]
    family: Family
    owner: Family | Child
    children: list[Child]
    released: int
    clock: int = -1
    due: int = -1
    opens: int = -1
    done: int = -1
    cancelled: int = -1
    worker: int = -1
    way: int = -1
    failures: Counter[int] = field(default_factory=Counter)
    obstacle: int = NONE
    start: int = -1
    left: int = 0
    booked: int = -1
    lost: int = -1
    whose: Post | None = None
    people: list[Post] = field(default_factory=list)

    def fails(self, cause: int, today: int) -> None:
        self.failures[cause] += 1
        if today <= self.due:
            self.obstacle = cause

    @property
    def task(self) -> int:
        return self.key[0]

    @property
    def open(self) -> bool:
        return self.done < 0 and self.cancelled < 0

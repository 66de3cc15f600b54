"""Acts: the events that a simulated office can bring about, each a letter of the compiled policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from simulations.scenario import Attributes, Scenario, Task, Way


class Given(IntEnum):
    """The acts that every office knows, by their number."""

    STRATEGY = 0
    STARTED = 1
    END = 2
    TRANSFER = 3
    CARE = 4
    CEASE = 5
    STEP_UP = 6
    CLOSE = 7


GIVEN: tuple[tuple[str, Attributes], ...] = (
    ("strategy_discussion_held", (("outcome", "section_47"),)),
    ("section_47_started", ()),
    ("plan_discharged", (("by", "conference"),)),
    ("case_transferred", ()),
    ("became_looked_after", ()),
    ("ceased_looked_after", ()),
    ("child_in_need_ended", ()),
    ("case_closed", ()),
)


class Turn(IntEnum):
    """What a task decides about the family, when it is done."""

    NOTHING = 0
    ENQUIRY = 1
    CONFERENCE = 2
    REVIEW = 3
    STEP_DOWN = 4


TURNS = {
    "section_47_concluded": Turn.ENQUIRY,
    "icpc_held": Turn.CONFERENCE,
    "rcpc_held": Turn.REVIEW,
    "tac_held": Turn.STEP_DOWN,
}
# What the event records for the first and for the second outcome.
OUTCOMES: dict[Turn, tuple[Attributes, Attributes]] = {
    Turn.ENQUIRY: ((("icpc_required", True),), (("icpc_required", False),)),
    Turn.CONFERENCE: ((("outcome", "plan"),), (("outcome", "no_plan"),)),
    Turn.REVIEW: ((("outcome", "continue"),), (("outcome", "discharge"),)),
}
TOO_FEW: Attributes = (("reason", "too_few_present"),)
FAMILY_ABSENT: Attributes = (("reason", "family_absent"),)


@dataclass(frozen=True)
class Act:
    """An event without its day; `tied` is the attribute that names the day of the trigger that it answers."""

    kind: str
    attributes: Attributes = ()
    tied: str = ""


@dataclass
class Acts:
    """All acts by number; `of_way[way][k][outcome]` with k partners there; `few`, `absent`, `set`, `moved` by task.

    Ways are numbered through all tasks. -1 stands for no such act.
    """

    listed: list[Act] = field(default_factory=list)
    of_way: list[list[list[int]]] = field(default_factory=list)
    few: list[int] = field(default_factory=list)
    absent: list[int] = field(default_factory=list)
    set: list[int] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)

    def number(self, act: Act) -> int:
        """The number of an act, a new one where it is new."""
        if act not in self.listed:
            self.listed.append(act)
        return self.listed.index(act)


def acts_of(scenario: Scenario) -> Acts:
    """The acts of a scenario: the given ones, then task by task."""
    acts = Acts([Act(kind, attributes) for kind, attributes in GIVEN])
    names = tuple(name for name, _ in scenario.partners)
    for task in scenario.tasks:
        for way in task.ways:
            acts.of_way.append(list(of_way(acts, task, way, names)))
        acts.few.append(optional(acts, task.abandoned, TOO_FEW))
        acts.absent.append(optional(acts, task.abandoned, FAMILY_ABSENT))
        acts.set.append(optional(acts, task.scheduled))
        acts.moved.append(optional(acts, task.rescheduled))
    return acts


def of_way(acts: Acts, task: Task, way: Way, partners: tuple[str, ...]) -> Iterator[list[int]]:
    """The acts of a way for 0, 1, ... partners there: the pair of outcomes."""
    outcomes = OUTCOMES.get(TURNS.get(task.event, Turn.NOTHING), ((), ()))
    for there in range(len(partners) + 1):
        told = (*way.records, *attendance(task, partners, there))
        yield [acts.number(Act(task.event, (*told, *outcome), task.tied)) for outcome in outcomes]


def attendance(task: Task, partners: tuple[str, ...], there: int) -> Iterator[tuple[str, object]]:
    """What the event records about the partners: which come is not told apart, the first stand for any."""
    if task.attendance:
        yield task.attendance, partners[:there]
    if task.judgement:
        yield task.judgement, there >= task.quorum
    if TURNS.get(task.event) is Turn.CONFERENCE:
        yield "agencies_involved", partners


def optional(acts: Acts, kind: str, attributes: Attributes = ()) -> int:
    """The number of an act that a task may do without."""
    return acts.number(Act(kind, attributes)) if kind else -1

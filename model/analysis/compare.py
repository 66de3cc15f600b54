"""A comparison of two policies: topic by topic, which asks more, and every conflict between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from model.analysis.beside import Beside, Place
from model.analysis.conflicts import Conflict, Found, Topic
from model.analysis.contradiction import Contradiction, contradictions
from model.analysis.coverage import Coverage
from model.analysis.following import Followed
from model.analysis.room import TooLarge, fitting
from model.analysis.search import Engine
from model.analysis.trial import can_be_breached
from model.calendar import Calendar
from model.compiled.work import gathered
from model.policy import Duty, Policy, Strength

FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
Progress = Callable[[int, int], None]
STOPPED = "the search was stopped before"


class Relation(Enum):
    """What two policies, A and B, are to each other on one topic.

    A is stricter where some history breaches A's duties on the topic and none of B's by some day, and never the other
    way about; one of which B cannot tell does not count. Equal is proved. `UNDECIDED` is said where no difference was
    found, but not everything was searched, `UNFINISHED` where a search for one did not come to its end.
    """

    EQUAL = "equal"
    A_STRICTER = "A stricter"
    B_STRICTER = "B stricter"
    INCOMPARABLE = "incomparable"
    ONLY_A = "only in A"
    ONLY_B = "only in B"
    CONTRADICTORY = "contradictory"
    UNDECIDED = "no difference found"
    UNFINISHED = "not finished"


class Weights(NamedTuple):
    """How strongly each policy asks for a duty that both have."""

    duty: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Cell:
    """One topic: the duties of both sides, how they stand, every conflict, and what was searched.

    - `so_far`: how they stand by what was found, which is all there is where the search came to its end.
    - `contradictions`: those between the two policies of which a duty on this topic is part.
    - `weights`: of the duties that both have, those that the two ask for with different strength.
    """

    topic: str
    duties: tuple[tuple[str, ...], tuple[str, ...]]
    so_far: Relation
    conflicts: tuple[Conflict, ...]
    contradictions: tuple[Contradiction, ...]
    weights: tuple[Weights, ...]
    coverage: Coverage

    @property
    def relation(self) -> Relation:
        """How the two sides stand; `UNFINISHED` where the search did not come to its end, whatever was found so far."""
        return self.so_far if self.coverage.finished else Relation.UNFINISHED


@dataclass(frozen=True)
class Comparison:
    """Two policies, A and B, topic by topic.

    - `topics`: all that there are; those without a cell were left out, because of Ctrl-C (`interrupted`).
    - `unjoined`: why it was not found out whether both can be kept together; empty where it was. `unjoinable`: the
      duties that were left out there, or not searched in full, with the reason.
    """

    policies: tuple[Policy, Policy]
    calendar: Calendar
    first: date
    last: date
    followed: Followed
    topics: tuple[str, ...]
    cells: tuple[Cell, ...]
    contradictions: tuple[Contradiction, ...]
    unjoined: str
    unjoinable: Mapping[str, str]
    interrupted: bool

    @property
    def finished(self) -> bool:
        """Whether nothing was left out, and every search came to its end."""
        return not self.interrupted and not self.unjoined and all(one.coverage.finished for one in self.cells)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The topics that were not searched."""
        return tuple(topic for topic in self.topics if topic not in {cell.topic for cell in self.cells})

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts on all topics."""
        return tuple(conflict for cell in self.cells for conflict in cell.conflicts)

    def cell(self, topic: str) -> Cell:
        """The cell of a topic; KeyError where there is none."""
        return {cell.topic: cell for cell in self.cells}[topic]


def compare(
    a: Policy,
    b: Policy,
    calendar: Calendar,
    first: date = FIRST,
    last: date = LAST,
    strength: Strength = Strength.MAY,
    progress: Progress | None = None,
    engine: Engine = "numba",
) -> Comparison:
    """Every topic on which a duty of either policy speaks that is at least as strong as asked.

    Cases may begin from `first` to `last`, both inclusive, and are followed on. `progress` is told after each topic how
    many of how many are done; Ctrl-C ends with what is done, and a topic that does not fit says so. InvalidInput where
    a day is outside the calendar.
    """
    beside = Beside((a, b), labels(a, b), calendar, first, last, engine)
    topics = places(beside, strength)
    cells: list[Cell] = []
    clashes: tuple[Contradiction, ...] = ()
    omitted: dict[str, str] = {}
    unjoined, interrupted = STOPPED, True
    with suppress(KeyboardInterrupt):
        clashes, unjoined = joined(beside, strength, omitted)
        for name, found in topics.items():
            cells.append(cell(Topic(name, beside, found), clashes))
            if progress is not None:
                progress(len(cells), len(topics))
        interrupted = False
    return Comparison(
        policies=(a, b),
        calendar=calendar,
        first=first,
        last=last,
        followed=beside.followed,
        topics=tuple(topics),
        cells=tuple(cells),
        contradictions=clashes,
        unjoined=unjoined,
        unjoinable=MappingProxyType(omitted),
        interrupted=interrupted,
    )


def joined(
    beside: Beside, strength: Strength, omitted: MutableMapping[str, str]
) -> tuple[tuple[Contradiction, ...], str]:
    """What cannot be kept together, and why that was not searched, where it does not fit; `omitted` gets the rest."""
    work = gathered(beside.policies, beside.calendar, lambda _, duty: can_be_breached(duty), strength, True)
    omitted.update(work.omitted)
    try:
        with fitting():
            return contradictions(
                beside.policies, beside.calendar, strength, beside.first, beside.last, omitted=omitted
            ), ""
    except TooLarge as why:
        return (), str(why)


def labels(a: Policy, b: Policy) -> tuple[str, str]:
    """Words for two policies, which may be one policy read in two ways."""
    return (a.id, b.id) if a.id != b.id else (f"A ({a.id})", f"B ({b.id})")


def places(beside: Beside, strength: Strength) -> dict[str, tuple[Place, ...]]:
    """The duties of both sides by topic."""
    found: dict[str, dict[Place, None]] = {}
    for side, policy in enumerate(beside.policies):
        for duty in policy.at_strength(strength):
            found.setdefault(duty.topic, {})[side, duty.id] = None
    return {topic: tuple(ids) for topic, ids in found.items()}


def cell(topic: Topic, clashes: tuple[Contradiction, ...]) -> Cell:
    """One topic, searched."""
    ours, theirs = (tuple(id for side, id in topic.places if side == at) for at in (0, 1))
    between = tuple(one for one in clashes if one.between and any(place in topic.places for place in one.demands))
    found = topic.conflicts()
    relation = related(ours, theirs, between, found)
    return Cell(topic.name, (ours, theirs), relation, found.conflicts, between, weights(topic), found.coverage)


def weights(topic: Topic) -> tuple[Weights, ...]:
    """The duties that both sides have, and ask for with different strength."""
    both = [id for side, id in topic.places if side == 0 and (1, id) in topic.places]
    asked = (Weights(id, *(strengths(topic.beside.versions((side, id))) for side in (0, 1))) for id in both)
    return tuple(one for one in asked if one.ours != one.theirs)


def strengths(versions: tuple[Duty, ...]) -> str:
    """The strength of a duty in words, one after the other where its versions differ."""
    return ", then ".join(dict.fromkeys(one.strength.value for one in versions))


def related(
    ours: tuple[str, ...], theirs: tuple[str, ...], between: tuple[Contradiction, ...], found: Found
) -> Relation:
    """What the two sides are to each other."""
    if not theirs:
        return Relation.ONLY_A
    if not ours:
        return Relation.ONLY_B
    if between:
        return Relation.CONTRADICTORY
    stricter = {conflict.side for conflict in found.conflicts if not conflict.untold}
    if not stricter:
        return Relation.EQUAL if found.coverage.exhaustive and not found.conflicts else Relation.UNDECIDED
    if len(stricter) > 1:
        return Relation.INCOMPARABLE
    return Relation.A_STRICTER if 0 in stricter else Relation.B_STRICTER

"""A comparison of two policies: topic by topic, which asks more, and every conflict between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from model.analysis.beside import Beside, Place
from model.analysis.conflicts import Conflict, Found, Topic
from model.analysis.contradiction import Contradiction, contradictions
from model.analysis.coverage import Coverage
from model.analysis.search import Engine
from model.calendar import Calendar
from model.policy import Policy, Strength

FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
Progress = Callable[[int, int], None]


class Relation(Enum):
    """What two policies, A and B, are to each other on one topic.

    A is stricter where some history breaches A's duties on the topic and none of B's by some day, and never the other
    way about. Equal is proved; `UNDECIDED` is said where no difference was found, but not everything was searched.
    """

    EQUAL = "equal"
    A_STRICTER = "A stricter"
    B_STRICTER = "B stricter"
    INCOMPARABLE = "incomparable"
    ONLY_A = "only in A"
    ONLY_B = "only in B"
    CONTRADICTORY = "contradictory"
    UNDECIDED = "no difference found"


@dataclass(frozen=True)
class Cell:
    """One topic: the duties of both sides, how they stand, every conflict, and what was searched.

    `contradictions` are those between the two policies of which a duty on this topic is part.
    """

    topic: str
    duties: tuple[tuple[str, ...], tuple[str, ...]]
    relation: Relation
    conflicts: tuple[Conflict, ...]
    contradictions: tuple[Contradiction, ...]
    coverage: Coverage


@dataclass(frozen=True)
class Comparison:
    """Two policies, A and B, topic by topic; `finished` is false where Ctrl-C left topics out or half done."""

    policies: tuple[Policy, Policy]
    calendar: Calendar
    first: date
    last: date
    cells: tuple[Cell, ...]
    contradictions: tuple[Contradiction, ...]
    finished: bool

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

    Histories begin from `first` on and are followed to `last`, both inclusive. `progress` is told after each topic how
    many of how many are done; Ctrl-C ends with what is done. InvalidInput where a day is outside the calendar, or a
    topic cannot be searched in the memory there is.
    """
    beside = Beside((a, b), labels(a, b), calendar, first, last, engine)
    cells: list[Cell] = []
    clashes: tuple[Contradiction, ...] = ()
    topics = places(beside, strength)
    try:
        clashes = contradictions((a, b), calendar, strength, first, last)
        for name, found in topics.items():
            cells.append(cell(Topic(name, beside, found), clashes))
            if progress is not None:
                progress(len(cells), len(topics))
    except KeyboardInterrupt:
        pass
    finished = len(cells) == len(topics) and all(one.coverage.finished for one in cells)
    return Comparison((a, b), calendar, first, last, tuple(cells), clashes, finished)


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
    return Cell(topic.name, (ours, theirs), relation, found.conflicts, between, found.coverage)


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
    stricter = {conflict.side for conflict in found.conflicts}
    if not stricter:
        return Relation.EQUAL if found.coverage.exhaustive else Relation.UNDECIDED
    if len(stricter) > 1:
        return Relation.INCOMPARABLE
    return Relation.A_STRICTER if 0 in stricter else Relation.B_STRICTER

"""Questions: what duties, excuses and powers ask of an event, answered by the oracle once for each distinct event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import cast

from model.bulk.leaves import beyond, days_named, leaves, replaced
from model.bulk.places import (
    APART,
    BETWEEN,
    CONTEXT,
    FAR,
    LATEST,
    NAMED,
    NO,
    NTH,
    ON,
    PREVIOUS,
    SAME,
    STANDING,
    UNKNOWN,
    YES,
)
from model.bulk.tables import Beyond, Tables
from model.compiled.alphabet import Alone
from model.events import Event
from model.kinds import Kind
from model.policy import Policy
from model.policy.conditions import (
    All,
    Attribute,
    Condition,
    Latest,
    Nth,
    Pattern,
    Previous,
    Standing,
    any_holds,
)
from model.policy.scene import Scene, Tri
from model.policy.values import Apart, Between, SameAs

Question = tuple[Pattern, ...]
# Of more leaves than this a question has more answers than are worth working out beforehand.
MOST_LEAVES = 4
TRUTHS: tuple[Tri, ...] = (False, True, None)
LARGEST = 30_000


@dataclass(frozen=True)
class OfKind:
    """A question as it is put to events of one kind: its leaves, and what is left of it for all their truths."""

    leaves: tuple[int, ...]
    correlated: bool
    unsure: Question
    variants: tuple[Question, ...]


class Questions:
    """Grows by what is asked for the first time. Beyond where the arrays cannot hold it."""

    def __init__(self, policy: Policy, tables: Tables) -> None:
        self.policy, self.tables = policy, tables
        self.by_kind: dict[str, dict[int, OfKind]] = {kind.name: {} for kind in policy.vocabulary.kinds}
        self.slots: dict[str, int] = {"on": ON}
        self.leaves: list[tuple[int, ...]] = []
        self.blocks: list[int] = []
        self._numbers: dict[Question, int] = {}
        self._leaf_numbers: dict[tuple[int, ...], int] = {}
        self._block_places: dict[tuple[int, ...], int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, question: Question) -> int:
        """The number of a question."""
        if question not in self._numbers:
            of_kinds = {name: self._of_kind(question, name) for name in dict.fromkeys(one.event for one in question)}
            number = self._numbers.setdefault(question, len(self._numbers))
            for name, found in of_kinds.items():
                self.by_kind[name][number] = found
        return self._numbers[question]

    def slot(self, name: str) -> int:
        """The column of `values` in which the events have an attribute that is compared."""
        return self.slots.setdefault(name, NAMED + len(self.slots) - 1)

    def _of_kind(self, question: Question, name: str) -> OfKind:
        kind = self.policy.vocabulary.by_name[name]
        own = tuple(one for one in question if one.event == name)
        found = tuple(dict.fromkeys(leaf for one in own for leaf in leaves(one.condition, kind)))
        if len(found) > MOST_LEAVES:
            raise Beyond(f"it asks more than {MOST_LEAVES} things at once that depend on other events or on days")
        numbers = tuple(self._leaf(leaf, kind) for leaf in found)
        correlated = SAME in (self.leaves[number][0] for number in numbers)
        if correlated and any(self.leaves[number][0] in (PREVIOUS, LATEST) for number in numbers):
            raise Beyond("it compares the event with another, and looks at earlier ones")
        variants = (with_truths(own, kind, found, truths) for truths in product(TRUTHS, repeat=len(found)))
        return OfKind(numbers, correlated, with_truths(own, kind, found, (None,) * len(found)), tuple(variants))

    def _leaf(self, leaf: Condition, kind: Kind) -> int:
        if beyond(leaf):
            raise Beyond(beyond(leaf))
        code = self._code(leaf, kind)
        if code not in self._leaf_numbers:
            self._leaf_numbers[code] = len(self.leaves)
            self.leaves.append((*code, *[0] * (5 - len(code))))
        return self._leaf_numbers[code]

    def _code(self, leaf: Condition, kind: Kind) -> tuple[int, ...]:
        match leaf:
            case Nth(low, high):
                return NTH, low or 0, FAR if high is None else high
            case Standing(name, wanted):
                return STANDING, int(name == "looked_after"), int(wanted)
            case Previous(condition):
                return PREVIOUS, self.number((Pattern(kind.name, All((condition,))),))
            case Latest(pattern):
                return LATEST, self.number((pattern,)), self.policy.vocabulary.rank[pattern.event]
            case _:
                return self._comparison(cast(Attribute, leaf))

    def _comparison(self, leaf: Attribute) -> tuple[int, ...]:
        slots = [self.slot(name) for name in days_named(leaf)]
        match leaf.test:
            case SameAs():
                return SAME, *slots
            case Apart(_, low, high, count):
                way = count or self.policy.counting.first_day
                return APART, *slots, self.tables.apart(low, way), self.tables.apart(high, way)
            case _:
                test = cast(Between, leaf.test)
                return BETWEEN, *slots, ordinal(test.low, 0), ordinal(test.high, FAR)

    def answers(self, event: Event) -> Iterator[tuple[int, int]]:
        """Each question that speaks of the event's kind, with what `rows` says of it; Beyond where that is too much."""
        scene = cast(Scene, Alone(event, self.tables.calendar, self.policy.counting.first_day))
        for number, found in self.by_kind[event.type].items():
            sure = any_holds(found.unsure, 0, scene)
            if sure is not None or not found.leaves:
                yield number, code_of(sure)
            else:
                truths = (code_of(any_holds(one, 0, scene)) for one in found.variants)
                yield number, CONTEXT + self._block((len(found.leaves), int(found.correlated), *found.leaves, *truths))

    def _block(self, block: tuple[int, ...]) -> int:
        if block not in self._block_places:
            if len(self.blocks) > LARGEST:
                raise Beyond("there are too many different answers")
            self._block_places[block] = len(self.blocks)
            self.blocks += block
        return self._block_places[block]


def with_truths(own: Question, kind: Kind, found: Iterable[Condition], truths: Iterable[Tri]) -> Question:
    """Patterns in which each leaf has a truth."""
    by = dict(zip(found, truths, strict=True))
    return tuple(Pattern(one.event, cast(All, replaced(one.condition, kind, by))) for one in own)


def code_of(truth: Tri) -> int:
    """A truth as a number."""
    return UNKNOWN if truth is None else YES if truth else NO


def ordinal(day: float | date | None, otherwise: int) -> int:
    """A day as a number."""
    return day.toordinal() if isinstance(day, date) else otherwise

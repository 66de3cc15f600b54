"""A duty: whenever a trigger happens, a response must (or must not) happen within a window of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from model.policy.conditions import All, Pattern
from model.policy.window import Window


class Strength(Enum):
    """How strongly a text speaks; `rank` 0 is the strongest."""

    MUST = "must"
    SHOULD = "should"
    GOOD_PRACTICE = "good-practice"
    MAY = "may"

    @property
    def rank(self) -> int:
        """0 for must, 3 for may."""
        return RANKS[self]


RANKS = {strength: rank for rank, strength in enumerate(Strength)}


class Form(Enum):
    """What a duty asks: a response, the absence of one, or a quality of the trigger itself."""

    THEN = "then"
    FORBID = "forbid"
    REQUIRES = "requires"


def kinds_of(patterns: tuple[Pattern, ...]) -> tuple[str, ...]:
    """The kinds of event that some patterns name, each once."""
    return tuple(dict.fromkeys(pattern.event for pattern in patterns))


@dataclass(frozen=True)
class Duty:
    """One duty of a policy (see `model/MEANING.md`, section 4).

    `then` holds the responses of `then` and of `forbid`; `anchor` is the trigger's date attribute from which the window
    counts; `source` is the id of the policy that states it.
    """

    id: str
    clauses: tuple[str, ...]
    strength: Strength
    owed_by: str
    says: str
    form: Form
    when: tuple[Pattern, ...]
    source: str
    then: tuple[Pattern, ...] = ()
    requires: All = All()
    window: Window = Window()
    anchor: str = "on"
    until: tuple[Pattern, ...] = ()
    unless: tuple[All, ...] = ()
    in_force: date = date.min
    in_force_until: date = date.max
    topic: str = ""

    @cached_property
    def always(self) -> bool:
        """Whether it has only one version, in force on every day."""
        return self.in_force == date.min and self.in_force_until == date.max

    @cached_property
    def plain(self) -> bool:
        """Whether every event of its one kind of trigger triggers it, whatever its attributes."""
        return len(self.when) == 1 and not self.when[0].condition.parts

    @cached_property
    def trigger_kinds(self) -> tuple[str, ...]:
        """The kinds of event that can trigger it."""
        return kinds_of(self.when)

    @cached_property
    def response_kinds(self) -> tuple[str, ...]:
        """The kinds of event that can answer it."""
        return kinds_of(self.then)

    @cached_property
    def ending_kinds(self) -> tuple[str, ...]:
        """The kinds of event that can end its scope."""
        return kinds_of(self.until)

    def speaks_on(self, day: date) -> bool:
        """Whether this version of the duty was in force on `day`; both ends are inclusive."""
        return self.always or self.in_force <= day <= self.in_force_until

    def kinds_asked(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Every kind of trigger and response with the attributes that the duty looks at."""
        for pattern in self.when:
            own = [*pattern.asks(), *self.requires.asks(), *(name for part in self.unless for name in part.asks())]
            yield pattern.event, frozenset(own)
        for pattern in self.then:
            yield pattern.event, frozenset(pattern.asks())


class Decided(Enum):
    """When an excuse must have been decided."""

    BY_DUE = "by-due"
    ANY_TIME = "any-time"


@dataclass(frozen=True)
class Excuse:
    """An event that forgives the breach of the duties it covers."""

    id: str
    clauses: tuple[str, ...]
    covers: tuple[str, ...]
    when: tuple[Pattern, ...]
    says: str
    source: str
    decided: Decided = Decided.BY_DUE

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of event that can excuse."""
        return kinds_of(self.when)


class Applies(Enum):
    """From which interval a direction counts."""

    NEXT_INTERVAL = "next-interval"
    RUNNING_INTERVAL = "running-interval"


@dataclass(frozen=True)
class Power:
    """An event that sets another period for the duties it re-times; `sets` is the attribute that holds the period."""

    id: str
    clauses: tuple[str, ...]
    retimes: tuple[str, ...]
    when: tuple[Pattern, ...]
    sets: str
    says: str
    source: str
    applies: Applies = Applies.NEXT_INTERVAL

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of event that can set another period."""
        return kinds_of(self.when)

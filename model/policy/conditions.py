"""Conditions on an event, in three values (Kleene's), and patterns: a kind of event with a condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from model.policy.scene import Scene, Tri
from model.policy.values import ValueTest


class Condition(Protocol):
    """A statement about the event at `place`; `other` is the place of the event that correlations refer to."""

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        """True, False, or None where the deciding fact was not recorded."""

    def words(self) -> str:
        """The statement in a few words."""

    def asks(self) -> Iterator[str]:
        """The attributes of the event itself that it looks at."""


@dataclass(frozen=True)
class Attribute:
    """An attribute passes a test."""

    name: str
    test: ValueTest

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        event = scene.event(place)
        return self.test.passes(event.get(self.name), event, None if other is None else scene.event(other), scene)

    def words(self) -> str:
        return f"{self.name.replace('_', ' ')} {self.test.words()}"

    def asks(self) -> Iterator[str]:
        yield self.name


@dataclass(frozen=True)
class Nth:
    """Its number in the count of its kind, from `low` to `high`, both inclusive."""

    low: int | None
    high: int | None

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        number = scene.nth(place)
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)

    def words(self) -> str:
        if self.low == self.high:
            return f"it is number {self.low}"
        if self.high is None:
            return f"it is number {self.low} or later"
        return f"it is number {self.low or 1} to {self.high}"

    def asks(self) -> Iterator[str]:
        yield from ()


@dataclass(frozen=True)
class Previous:
    """The one before it in its count satisfies a condition; false where there is none."""

    condition: Condition

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        before = scene.previous(place)
        return False if before is None else self.condition.holds(before, scene, place)

    def words(self) -> str:
        return f"for the one before it, {self.condition.words()}"

    def asks(self) -> Iterator[str]:
        yield from self.condition.asks()


@dataclass(frozen=True)
class Latest:
    """The latest event of a kind before it, in this plan, satisfies a condition; false where there is none."""

    pattern: Pattern

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        before = scene.latest(place, self.pattern.event)
        return False if before is None else self.pattern.condition.holds(before, scene, place)

    def words(self) -> str:
        return f"the latest {self.pattern.words()}"

    def asks(self) -> Iterator[str]:
        yield from ()


@dataclass(frozen=True)
class Standing:
    """Whether a plan runs, or the child is looked after, just after the event."""

    name: str
    wanted: bool

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        fact = scene.on_plan(place) if self.name == "on_plan" else scene.looked_after(place)
        return None if fact is None else fact == self.wanted

    def words(self) -> str:
        what = {"on_plan": "on a plan", "looked_after": "looked after"}[self.name]
        return f"the child is {'' if self.wanted else 'not '}{what}"

    def asks(self) -> Iterator[str]:
        yield from ()


@dataclass(frozen=True)
class Defined:
    """A word that the policy defines applies, or does not."""

    name: str
    wanted: bool
    condition: Condition

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        truth = self.condition.holds(place, scene, other)
        return None if truth is None else truth == self.wanted

    def words(self) -> str:
        return f"it is {'' if self.wanted else 'not '}{self.name.replace('-', ' ')}"

    def asks(self) -> Iterator[str]:
        yield from self.condition.asks()


@dataclass(frozen=True)
class All:
    """Every part holds (true where there are none)."""

    parts: tuple[Condition, ...] = ()

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        answer: Tri = True
        for part in self.parts:
            truth = part.holds(place, scene, other)
            if truth is False:
                return False
            if truth is None:
                answer = None
        return answer

    def words(self) -> str:
        return " and ".join(part.words() for part in self.parts)

    def asks(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.asks()


@dataclass(frozen=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        return negated(All(tuple(Not(part) for part in self.parts)).holds(place, scene, other))

    def words(self) -> str:
        return "either " + ", or ".join(part.words() for part in self.parts)

    def asks(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.asks()


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        return negated(self.part.holds(place, scene, other))

    def words(self) -> str:
        return f"it is not so that {self.part.words()}"

    def asks(self) -> Iterator[str]:
        yield from self.part.asks()


@dataclass(frozen=True)
class Pattern:
    """A kind of event that satisfies a condition."""

    event: str
    condition: All = All()

    def holds(self, place: int, scene: Scene, other: int | None = None) -> Tri:
        """Whether the event at `place`, whatever its kind, fits."""
        if scene.event(place).type != self.event:
            return False
        return self.condition.holds(place, scene, other) if self.condition.parts else True

    def words(self) -> str:
        """The pattern in a few words: `core group held where it is quorate`."""
        name = self.event.replace("_", " ")
        return f"{name} where {self.condition.words()}" if self.condition.parts else name

    def asks(self) -> Iterator[str]:
        """The attributes of the event that the pattern looks at."""
        return self.condition.asks()


def negated(truth: Tri) -> Tri:
    """Kleene's not: unknown stays unknown."""
    return None if truth is None else not truth


def any_holds(patterns: tuple[Pattern, ...], place: int, scene: Scene, other: int | None = None) -> Tri:
    """Whether the event fits one of the patterns: true before unknown before false."""
    if len(patterns) == 1:
        return patterns[0].holds(place, scene, other)
    answer: Tri = False
    for pattern in patterns:
        truth = pattern.holds(place, scene, other)
        if truth:
            return True
        if truth is None:
            answer = None
    return answer

"""Tests of one attribute's value, in three values: true, false, or unknown (None) where it was not recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from model.calendar import FirstDay, Period
from model.events import Event, Value
from model.policy.scene import Scene, Tri


class ValueTest(Protocol):
    """A test of an attribute; `other` is the event that a correlation refers to."""

    def passes(self, value: Value | None, event: Event, other: Event | None, scene: Scene) -> Tri:
        """Whether `value`, an attribute of `event`, passes."""

    def words(self) -> str:
        """The test in a few words, to stand behind the attribute's name."""


@dataclass(frozen=True)
class OneOf:
    """The value is one of these."""

    choices: tuple[Value, ...]

    def passes(self, value: Value | None, event: Event, other: Event | None, scene: Scene) -> Tri:
        return None if value is None else value in self.choices

    def words(self) -> str:
        return "is " + " or ".join(str(choice).lower().replace("_", " ") for choice in self.choices)


@dataclass(frozen=True)
class NoneOf:
    """The value is none of these."""

    choices: tuple[Value, ...]

    def passes(self, value: Value | None, event: Event, other: Event | None, scene: Scene) -> Tri:
        return None if value is None else value not in self.choices

    def words(self) -> str:
        return "is not " + " or ".join(str(choice).lower().replace("_", " ") for choice in self.choices)


@dataclass(frozen=True)
class Present:
    """The value was recorded (or was not, where `wanted` is False); never unknown."""

    wanted: bool

    def passes(self, value: Value | None, event: Event, other: Event | None, scene: Scene) -> Tri:
        return (value is not None) == self.wanted

    def words(self) -> str:
        return "is recorded" if self.wanted else "is not recorded"


@dataclass(frozen=True)
class Between:
    """A number or a day, at least `low` and at most `high`, both inclusive."""

    low: float | date | None
    high: float | date | None

    def passes(self, value: Value | None, event: Event, other: Event | None, scene: Scene) -> Tri:
        if value is None:
            return None
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)  # type: ignore[operator]

    def words(self) -> str:
        low = "" if self.low is None else f"at least {self.low}"
        high = "" if self.high is None else f"at most {self.high}"
        return "is " + " and ".join(part for part in (low, high) if part)


@dataclass(frozen=True)
class Includes:
    """A list that holds all of these."""

    items: tuple[str, ...]

    def passes(self, value: Value | None, event: Event, other: Event | None, scene: Scene) -> Tri:
        return None if value is None else set(self.items) <= set(value)  # type: ignore[arg-type]

    def words(self) -> str:
        return "includes " + ", ".join(item.replace("_", " ") for item in self.items)


@dataclass(frozen=True)
class Counts:
    """A list with so many entries apart from `other_than`; each counted once, unless `repeats`."""

    low: int | None
    high: int | None
    other_than: tuple[str, ...] = ()
    repeats: bool = False

    def passes(self, value: Value | None, event: Event, other: Event | None, scene: Scene) -> Tri:
        if value is None:
            return None
        entries = [entry for entry in value if entry not in self.other_than]  # type: ignore[union-attr]
        count = len(entries) if self.repeats else len(set(entries))
        return (self.low is None or count >= self.low) and (self.high is None or count <= self.high)

    def words(self) -> str:
        low = "" if self.low is None else f"at least {self.low}"
        high = "" if self.high is None else f"at most {self.high}"
        what = "entries" if self.repeats else "different entries"
        apart = f" apart from {', '.join(self.other_than)}" if self.other_than else ""
        return f"has {' and '.join(part for part in (low, high) if part)} {what}{apart}"


@dataclass(frozen=True)
class SameAs:
    """The value equals an attribute of the other event: the trigger, or the event that asks for its `latest`."""

    attribute: str

    def passes(self, value: Value | None, event: Event, other: Event | None, scene: Scene) -> Tri:
        theirs = None if other is None else other.get(self.attribute)
        return None if value is None or theirs is None else value == theirs

    def words(self) -> str:
        return "is the day of the other event" if self.attribute == "on" else f"is the other event's {self.attribute}"


@dataclass(frozen=True)
class Apart:
    """A day at least `low` and at most `high` after another date of the event; `count` overrules the policy's way."""

    after: str
    low: Period | None
    high: Period | None
    count: FirstDay | None = None

    def passes(self, value: Value | None, event: Event, other: Event | None, scene: Scene) -> Tri:
        start = event.get(self.after)
        if not isinstance(value, date) or not isinstance(start, date):
            return None
        way = self.count or scene.first_day
        late_enough = self.low is None or value >= self.low.after(start, scene.calendar, way)
        return late_enough and (self.high is None or value <= self.high.after(start, scene.calendar, way))

    def words(self) -> str:
        low = "" if self.low is None else f"at least {self.low}"
        high = "" if self.high is None else f"at most {self.high}"
        clear = " (clear days)" if self.count is FirstDay.CLEAR_DAYS else ""
        since = "the event's day" if self.after == "on" else self.after
        return f"is {' and '.join(part for part in (low, high) if part)}{clear} after {since}"

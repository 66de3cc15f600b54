"""Leaves: the parts of a condition that depend on more than what one event records as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from model.kinds import Kind, Type
from model.policy.conditions import (
    All,
    Any,
    Attribute,
    Condition,
    Defined,
    Not,
)
from model.policy.scene import Scene, Tri
from model.policy.values import Apart, Between, Present, SameAs


@dataclass(frozen=True)
class Constant:
    """Holds, does not, or is unknown, whatever the event."""

    truth: Tri

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        """The constant."""
        return self.truth


def leaves(condition: Condition, kind: Kind) -> Iterator[Condition]:
    """The leaves of a condition on events of a kind, in order; one that comes twice is given twice."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part, kind)
        case Not(part):
            yield from leaves(part, kind)
        case Defined():
            yield from leaves(condition.condition, kind)
        case Attribute():
            if moves(condition, kind):
                yield condition
        case _:
            yield condition


def moves(condition: Attribute, kind: Kind) -> bool:
    """Whether the test looks at a day or at another event, so that its answer is not the letter's."""
    if isinstance(condition.test, SameAs | Apart):
        return True
    return is_day(condition.name, kind) and not isinstance(condition.test, Present)


def is_day(name: str, kind: Kind) -> bool:
    """Whether the attribute of events of a kind holds a day."""
    attribute = kind.attributes.get(name)
    return name == "on" or (attribute is not None and attribute.type is Type.DATE)


def replaced(condition: Condition, kind: Kind, by: Mapping[Condition, Tri]) -> Condition:
    """The condition with a constant in the place of each of its leaves."""
    match condition:
        case All(parts):
            return All(tuple(replaced(part, kind, by) for part in parts))
        case Any(parts):
            return Any(tuple(replaced(part, kind, by) for part in parts))
        case Not(part):
            return Not(replaced(part, kind, by))
        case Defined(name, wanted, part):
            return Defined(name, wanted, replaced(part, kind, by))
        case Attribute() if not moves(condition, kind):
            return condition
        case _:
            return cast(Condition, Constant(by[condition]))


def days_named(condition: Attribute) -> tuple[str, ...]:
    """The attributes whose day, or other value, a leaf compares; of a `SameAs` the second is the other event's."""
    match condition.test:
        case SameAs(attribute):
            return condition.name, attribute
        case Apart():
            return condition.name, condition.test.after
        case _:
            return (condition.name,)


def beyond(condition: Condition) -> str:
    """Why the arrays cannot hold a leaf; empty where they can."""
    if isinstance(condition, Attribute) and not isinstance(condition.test, SameAs | Apart | Between):
        return f"it asks of the day `{condition.name}` what is neither an order nor a distance"
    return ""

"""An arrow of a chart, its guards, and the one shared machine that `transitions` builds from a table of arrows.

What `transitions` 0.9.3 does, and what this file makes of it: a guard given by name is looked up only when it is first
asked, so guards are callables; a trigger that no arrow of the present state has raises `MachineError`; an arrow whose
guards fail makes the trigger return False in silence; `add_model` hangs a method for every trigger and state on the
model, so that carriers are never added: `Event.trigger` works on anything that has the state attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar

import msgspec
from transitions import EventData, Machine

# Not plain `state`: a trigger may not be called as this attribute is, and policies name triggers.
STATE = "_state"
S = TypeVar("S", bound=Enum)


class Carrier(Generic[S]):
    """Something light that stands in one state of a shared machine; `tried` holds the guards of its last trigger."""

    __slots__ = ("_state", "tried")

    def __init__(self, state: S) -> None:
        self._state = state
        self.tried: list[tuple[str, bool]] = []

    @property
    def state(self) -> S:
        """Where it stands."""
        return self._state


class Guard:
    """A condition on an arrow; it notes its answer on the carrier. `says` is its text on the chart."""

    __slots__ = ("name", "says", "test")

    def __init__(self, name: str, says: str, test: Callable[[Any], bool]) -> None:
        self.name = name
        self.says = says
        self.test = test

    def __call__(self, asked: EventData) -> bool:
        """Whether the arrow may be taken, for `transitions`."""
        carrier: Any = asked.model
        truth = self.test(carrier)
        carrier.tried.append((self.name, truth))
        return truth

    def __repr__(self) -> str:
        return f"Guard({self.name})"


@dataclass(frozen=True)
class Arrow:
    """One row of a chart's table: in `source`, `trigger` leads to `dest` (None: it stays) where all `guards` hold.

    Arrows of one source and trigger are tried in the order of the table. `effect` is what changes on the carrier.
    """

    trigger: str
    source: Enum
    dest: Enum | None = None
    guards: tuple[Guard, ...] = ()
    effect: Callable[[Any], None] | None = None


class Step(msgspec.Struct, frozen=True):
    """One trigger put to the case or to one clock, on `day`: from `source` to `dest`, the same where it stays.

    `event` is the id of the event that came, None where only a day went by; `subject` is `case`, or the duty whose
    clock it is, with its `occasion`. `guards` are the guards that were asked, in order, with their truth; `passed` is
    False where none of the arrows could be taken.
    """

    day: date
    event: str | None
    subject: str
    occasion: int | None
    trigger: str
    source: str
    dest: str
    guards: tuple[tuple[str, bool], ...]
    passed: bool


def shared_machine(states: Iterable[Enum], initial: Enum, arrows: Iterable[Arrow]) -> Machine:
    """A machine without models, for any number of carriers."""
    machine = Machine(
        model=None,
        states=list(states),
        initial=initial,
        auto_transitions=False,
        send_event=True,
        model_attribute=STATE,
    )
    for arrow in arrows:
        after = None if arrow.effect is None else acting(arrow.effect)
        machine.add_transition(arrow.trigger, arrow.source, arrow.dest, conditions=list(arrow.guards), after=after)
    return machine


def acting(effect: Callable[[Any], None]) -> Callable[[EventData], None]:
    """The effect as a callback of `transitions`."""

    def act(done: EventData) -> None:
        effect(done.model)

    return act


def fire(machine: Machine, carrier: Carrier[S], trigger: str) -> bool:
    """Whether an arrow was taken; `MachineError` where the present state has none for this trigger."""
    carrier.tried = []
    return machine.events[trigger].trigger(carrier)


def heard(arrows: Iterable[Arrow]) -> frozenset[tuple[Enum, str]]:
    """The states with the triggers for which a table has an arrow there."""
    return frozenset((arrow.source, arrow.trigger) for arrow in arrows)

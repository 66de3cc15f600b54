"""The terms of a duty's clocks: which kinds of event a clock of this duty listens to, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from model.policy.conditions import Pattern
from model.policy.duty import Applies, Decided, Duty, Excuse, Form, Power
from model.policy.policy import Policy
from model.policy.window import Counting


class Signal(NamedTuple):
    """What an event may be to a clock: `trigger`, where it fits `patterns`; the power or excuse that makes it so.

    `rank` is the place of that excuse among those that cover the duty, from 0.
    """

    trigger: str
    patterns: tuple[Pattern, ...]
    power: Power | None = None
    excuse: Excuse | None = None
    rank: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of event that it may be."""
        return tuple(dict.fromkeys(pattern.event for pattern in self.patterns))

    @property
    def any_time(self) -> bool:
        """Whether it forgives also after the due day."""
        return self.excuse is not None and self.excuse.decided is Decided.ANY_TIME


START, REQUIRE = Signal("start", ()), Signal("require", ())
DAY_OVER, FREE = Signal("day_over", ()), Signal("free", ())

Signals = Mapping[str, tuple[Signal, ...]]


class Terms:
    """One duty under one policy, made ready for its clocks.

    `signals` says what each kind of event may be to a clock, in the order in which one event is put to it: a direction
    before an answer, an answer before an end, an excuse last; `undirected` leaves the directions out. `before_trigger`
    is what an event can still be that came before the trigger. `directions` are those given by the trigger's day;
    `at_once` says whether some also re-time a clock that runs.
    """

    def __init__(self, duty: Duty, policy: Policy) -> None:
        self.duty = duty
        self.counting: Counting = policy.counting
        self.directions = tuple(Signal("direct", power.when, power) for power in policy.powers_over[duty.id])
        excuses = enumerate(policy.excuses_of[duty.id])
        self.start = REQUIRE if duty.form is Form.REQUIRES else START
        self.day_over = FREE if duty.form is Form.FORBID else DAY_OVER
        answer = Signal("offend" if duty.form is Form.FORBID else "answer", duty.then)
        pardons = [Signal("excuse", excuse.when, None, excuse, rank) for rank, excuse in excuses]
        ends = [] if duty.form is Form.REQUIRES else [Signal("end", duty.until)]
        self.at_once = any(map(at_once, self.directions))
        self.excuse_kinds = tuple(by_kind(pardons))
        self.before_trigger: Signals = by_kind([answer, *pardons] if duty.window.backward else pardons)
        self.undirected: Signals = by_kind([answer, *ends, *pardons])
        self.signals: Signals = by_kind([*self.directions, answer, *ends, *pardons])


def at_once(direction: Signal) -> bool:
    """Whether a direction re-times the interval that runs."""
    return direction.power is not None and direction.power.applies is Applies.RUNNING_INTERVAL


def by_kind(signals: Iterable[Signal]) -> Signals:
    """The signals that each kind of event may be, in their order."""
    table: dict[str, tuple[Signal, ...]] = {}
    for signal in signals:
        for kind in signal.kinds:
            table[kind] = (*table.get(kind, ()), signal)
    return table

"""A policy: duties, excuses, powers, definitions, readings and the ledger of its clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from model.kinds import BUILT_IN, Vocabulary
from model.policy.conditions import All
from model.policy.duty import Duty, Excuse, Power, Strength
from model.policy.window import Counting

Tables = Mapping[str, Any]


class Treatment(Enum):
    """What became of a clause."""

    MODELLED = "modelled"
    INFORMATIVE = "informative"
    NOT_MODELLED = "not-modelled"


@dataclass(frozen=True)
class Clause:
    """One numbered clause of the text, in our words: modelled by these ids, informative, or not modelled and why."""

    id: str
    says: str
    treatment: Treatment
    by: tuple[str, ...] = ()
    why: str = ""
    source: str = ""


@dataclass(frozen=True)
class Choice:
    """One way to take an ambiguous phrase; `overlay` is what it changes in the policy's tables."""

    id: str
    means: str
    overlay: Tables = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Reading:
    """An ambiguous phrase with its choices; `default` is the one that the policy's own tables take, for `reason`."""

    id: str
    phrase: str
    clauses: tuple[str, ...]
    default: str
    reason: str
    choices: tuple[Choice, ...]

    def choice(self, id: str) -> Choice:
        """The choice with this id; KeyError where there is none."""
        return {choice.id: choice for choice in self.choices}[id]


@dataclass(frozen=True)
class Definition:
    """A word that the policy defines for one kind of event."""

    id: str
    clauses: tuple[str, ...]
    event: str
    condition: All
    says: str
    source: str


@dataclass(frozen=True)
class CalendarChoice:
    """Which days are working days for the deadlines of this policy."""

    bank_holidays_are_working_days: bool = False
    closure_days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Policy:
    """What a text requires, frozen; `tables` are the plain tables it was built from (with those it extends)."""

    id: str
    title: str
    in_force: date
    duties: tuple[Duty, ...]
    excuses: tuple[Excuse, ...] = ()
    powers: tuple[Power, ...] = ()
    definitions: tuple[Definition, ...] = ()
    readings: tuple[Reading, ...] = ()
    clauses: tuple[Clause, ...] = ()
    counting: Counting = Counting()
    calendar: CalendarChoice = CalendarChoice()
    vocabulary: Vocabulary = BUILT_IN
    extends: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tables: Tables = field(default_factory=lambda: MappingProxyType({}), repr=False, compare=False)

    @cached_property
    def duty_ids(self) -> tuple[str, ...]:
        """The ids of the duties in their order, each once."""
        return tuple(dict.fromkeys(duty.id for duty in self.duties))

    def duty(self, id: str) -> Duty:
        """The duty with this id (its latest version); KeyError where there is none."""
        return {duty.id: duty for duty in self.duties}[id]

    def at_strength(self, weakest: Strength) -> tuple[Duty, ...]:
        """The duties at least as strong as `weakest`."""
        if weakest is Strength.MAY:
            return self.duties
        return tuple(duty for duty in self.duties if duty.strength.rank <= weakest.rank)

    @cached_property
    def reading_ids(self) -> tuple[str, ...]:
        """The ids of the readings in their order."""
        return tuple(reading.id for reading in self.readings)

    def reading(self, id: str) -> Reading:
        """The reading with this id; KeyError where there is none."""
        return {reading.id: reading for reading in self.readings}[id]

    @cached_property
    def quorum(self) -> All:
        """What makes a core group quorate; every core group is where the policy does not say."""
        said = (one.condition for one in self.definitions if (one.id, one.event) == ("quorate", "core_group_held"))
        return next(said, All())

    @cached_property
    def excuses_of(self) -> Mapping[str, tuple[Excuse, ...]]:
        """The excuses that cover each duty, in their order."""
        return {id: tuple(excuse for excuse in self.excuses if id in excuse.covers) for id in self.duty_ids}

    @cached_property
    def powers_over(self) -> Mapping[str, tuple[Power, ...]]:
        """The powers that re-time each duty, in their order."""
        return {id: tuple(power for power in self.powers if id in power.retimes) for id in self.duty_ids}

"""A part of one or several policies as flat arrays: what every event does to the clocks that the duties start."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from model.calendar import Calendar
from model.compiled.letters import Letter
from model.policy import Duty, Policy

Bytes = NDArray[np.uint8]
Shorts = NDArray[np.int16]
Ints = NDArray[np.int32]
Masks = NDArray[np.uint64]


class Sense(IntEnum):
    """What becomes of an occasion whose counter runs out."""

    DEADLINE = 0  # it had to be answered: a breach
    PROHIBITION = 1  # nothing; an answer while it ran was the breach
    LOOKBACK = 2  # what was done no longer counts for a window that reaches back


@dataclass(frozen=True)
class Demand:
    """A duty of one of the compiled policies, and the place of that policy. Its own place is its bit in masks."""

    policy: int
    duty: Duty


@dataclass(frozen=True)
class Clock:
    """The running occasions of one demand: at most `places` at once, each at most `longest` days from its due day.

    Where `opens` is true, each has a second counter: the days until a response counts. Where `tied` is true, a response
    answers the occasion of one trigger, and the second counter holds the days since that. They are never both true.
    `slot` is its first counter; the `remaining` of all its places come first, then their second counters.
    """

    demand: int
    sense: Sense
    places: int
    longest: int
    opens: bool
    slot: int
    tied: bool = False

    @property
    def width(self) -> int:
        """How many counters it has."""
        return self.places * (2 if self.opens or self.tied else 1)


@dataclass(frozen=True)
class Compiled:
    """The arrays (M control states, L letters, C clocks, T tables of due days, D days of the calendar).

    A state is a control state with the clocks' counters. Control state 0 is a case in which nothing has happened. A
    counter holds 0 where nothing runs, else one more than the days left: 1 is the due day itself.

    - `after[M, L]`: the control state after an event; -1 where it cannot happen. `night[M]`: that of the next morning.
    - `broken[M, L]`, `touched[M, L]`: masks of the demands that the event itself breaches, and of those it triggers.
    - `answers[M, L, C]`: 0 no, 1 answers every running occasion, 2 (of a tied clock) the one whose trigger was as many
      days ago as the letter says, if it runs; of a look-back: 1 asks for it.
    - `ends[M, L, C]`, `excuses[M, L, C]`: 0 or 1. `starts[M, L, C]`: the table by which an occasion begins, or -1.
    - `due[T, D]`: calendar days from the anchor day to the due day, -1 where there is none (the duty is not in force on
      that day, or the calendar does not reach); `opening[T, D]`: to the first day on which a response counts.

    What may be a response, an end or an excuse, as something was not recorded, counts as one (a response only where one
    is due): nothing is breached that is unknown.

    Letters stand in the order of their kinds inside a day; `groups` holds first and last-plus-one letter of each kind.
    `omitted` are the duties that are not searched, with the reason; `assumed` what the arrays take for granted.
    """

    policies: tuple[Policy, ...]
    calendar: Calendar
    demands: tuple[Demand, ...]
    letters: tuple[Letter, ...]
    groups: tuple[tuple[int, int], ...]
    clocks: tuple[Clock, ...]
    after: Ints
    night: Ints
    broken: Masks
    touched: Masks
    answers: Bytes
    ends: Bytes
    excuses: Bytes
    starts: Shorts
    due: Shorts
    opening: Shorts
    omitted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    assumed: tuple[str, ...] = ()

    @property
    def slots(self) -> int:
        """How many counters a state has."""
        return sum(clock.width for clock in self.clocks)

    def day(self, day: date) -> int:
        """The column of a day in `due` and `opening`; InvalidInput outside the calendar."""
        return (self.calendar.inside(day) - self.calendar.first).days

    def mask(self, ids: Collection[str] | None, policy: int = 0) -> int:
        """The bits of all versions of some duties (None: of all duties) of the policy in that place."""
        found = enumerate(self.demands)
        return sum(1 << place for place, one in found if one.policy == policy and (ids is None or one.duty.id in ids))

    def named(self, mask: int) -> tuple[Demand, ...]:
        """The demands of a mask, in their order."""
        return tuple(demand for place, demand in enumerate(self.demands) if mask >> place & 1)

"""A state as one whole number: the counters in bit fields, and the control state above them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.compiled.compiled import Clock, Compiled, Sense
from model.compiled.step import State
from model.errors import Fault, InvalidInput

Longs = NDArray[np.int64]

# A signed 64-bit number that is never negative: that says EMPTY, or FULL.
BITS = 63
LARGEST_SHOWN = 3

SINGLE, OPENS, TIED = 0, 1, 2


class Layout(NamedTuple):
    """Where everything lies in a packed state, for the kernels.

    Counter n lies from bit `shift[n]` up; `most[n]` is all ones, as wide as it is; what can be breached on the same day
    is the same for all its values from `alike[n]` up. The control state lies from bit `control` up. For each clock: its
    `first` counter, its `places`, what its `second` counters are (SINGLE, OPENS, TIED), its `sense`, and the `bit` of
    its demand in masks (as a signed number). `night` as in `Compiled`.
    """

    shift: Longs
    most: Longs
    alike: Longs
    control: int
    first: Longs
    places: Longs
    second: Longs
    sense: Longs
    bit: Longs
    night: Longs


@dataclass(frozen=True)
class Packing:
    """The one-to-one map between the states of `compiled` and whole numbers; 0 is the case in which nothing happened.

    InvalidInput where a state does not fit in 63 bits.
    """

    compiled: Compiled

    def __post_init__(self) -> None:
        control = (len(self.compiled.night) - 1).bit_length()
        bits = sum(self._widths) + control
        if bits > BITS:
            raise InvalidInput(too_large(self.compiled, bits))

    @cached_property
    def greatest(self) -> tuple[int, ...]:
        """The greatest value of each counter."""
        return tuple(most for number in range(len(self.compiled.clocks)) for most in reach(self.compiled, number))

    @cached_property
    def layout(self) -> Layout:
        """Its arrays."""
        clocks, shifts = self.compiled.clocks, [0, *accumulate(self._widths)]
        return Layout(
            shift=longs(shifts[:-1]),
            most=longs([(1 << width) - 1 for width in self._widths]),
            alike=longs([value for clock in clocks for value in alike(clock)]),
            control=shifts[-1],
            first=longs([clock.slot for clock in clocks]),
            places=longs([clock.places for clock in clocks]),
            second=longs([second(clock) for clock in clocks]),
            sense=longs([clock.sense for clock in clocks]),
            bit=np.array([1 << clock.demand for clock in clocks], np.uint64).view(np.int64),
            night=self.compiled.night.astype(np.int64),
        )

    @cached_property
    def _widths(self) -> tuple[int, ...]:
        return tuple(most.bit_length() for most in self.greatest)

    def pack(self, state: State) -> int:
        """The number of a state; InvalidInput where a counter is greater than its clock allows."""
        packed = state.control << self.layout.control
        for counter, most, shift in zip(state.counters, self.greatest, self.layout.shift.tolist(), strict=True):
            if counter > most:
                raise InvalidInput(Fault("counter-too-large", f"a counter is at most {most} here", counter))
            packed |= counter << shift
        return packed

    def unpack(self, packed: int) -> State:
        """The state of a number."""
        fields = zip(self.layout.shift.tolist(), self.layout.most.tolist(), strict=True)
        return State(packed >> self.layout.control, tuple(packed >> shift & most for shift, most in fields))


def longs(numbers: list[int]) -> Longs:
    """Numbers as an array for a kernel."""
    return np.array(numbers, np.int64)


def second(clock: Clock) -> int:
    """What its second counters are."""
    return TIED if clock.tied else OPENS if clock.opens else SINGLE


def alike(clock: Clock) -> tuple[int, ...]:
    """For each counter of a clock, the value from which on it makes no difference on the same day.

    Nothing runs, it is due today, or later; a window is open or not; but of a tied clock, every age has its letter.
    """
    seconds = {SINGLE: (), OPENS: (1,), TIED: (clock.longest,)}[second(clock)]
    return (2,) * clock.places + seconds * clock.places


def reach(compiled: Compiled, number: int) -> tuple[int, ...]:
    """The greatest values of the counters of one clock; the window may open later than its due day."""
    clock = compiled.clocks[number]
    remaining = (clock.longest + 1,) * clock.places
    if clock.tied:
        return (*remaining, *(clock.longest,) * clock.places)
    if not clock.opens:
        return remaining
    tables = np.unique(compiled.starts[:, :, number])
    opening = int(compiled.opening[tables[tables >= 0]].max(initial=0))
    return (*remaining, *(opening,) * clock.places)


def too_large(compiled: Compiled, bits: int) -> Fault:
    """The fault of a state of so many bits: the duties that cause it, and what to restrict."""
    widths = {
        clock.demand: sum(most.bit_length() for most in reach(compiled, number))
        for number, clock in enumerate(compiled.clocks)
    }
    largest = sorted(widths, key=lambda demand: (-widths[demand], demand))[:LARGEST_SHOWN]
    names = ", ".join(f"{compiled.demands[demand].duty.id} ({widths[demand]} bits)" for demand in largest)
    fact = f"what {len(widths)} duties still demand does not fit in the {BITS} bits of one state"
    hint = f"search fewer duties together; the largest are {names}"
    return Fault("state-too-large", fact, f"{bits} bits", hint=hint)


def estimate(compiled: Compiled) -> int:
    """A number of states that no search from the beginning exceeds on one day; often far more than there are.

    For each control state, the product over the clocks that can run there.
    """
    ways = [prod(most + 1 for most in reach(compiled, number)) for number in range(len(compiled.clocks))]
    return sum(prod(way for way, runs in zip(ways, row, strict=True) if runs) for row in running(compiled).values())


def running(compiled: Compiled) -> dict[int, tuple[bool, ...]]:
    """The control states that can be reached, each with whether each clock may run there."""
    found = {0: np.zeros(len(compiled.clocks), bool)}
    waiting = [0]
    stopped, started = stops(compiled), compiled.starts >= 0
    while waiting:
        control = waiting.pop()
        now = found[control]
        after = [(int(compiled.night[control]), now)]
        for letter in np.flatnonzero(compiled.after[control] >= 0):
            then = now & ~stopped[control, letter] | started[control, letter]
            after.append((int(compiled.after[control, letter]), then))
        for place, then in after:
            more = then | found[place] if place in found else then
            if place not in found or (more != found[place]).any():
                found[place] = more
                waiting.append(place)
    return {control: tuple(row.tolist()) for control, row in sorted(found.items())}


def stops(compiled: Compiled) -> NDArray[np.bool_]:
    """For each control state, letter and clock: whether nothing runs after the event but what it starts itself."""
    lookback = np.array([clock.sense is Sense.LOOKBACK for clock in compiled.clocks], bool)
    single = np.array([second(clock) == SINGLE for clock in compiled.clocks], bool)
    answered = (compiled.answers > 0) & ~lookback & single
    found: NDArray[np.bool_] = answered | (compiled.excuses > 0) | ((compiled.ends > 0) & lookback)
    return found

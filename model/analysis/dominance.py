"""Dominance: a deadline that cannot be the first to be missed, because another one runs that is due no later."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.compiled.compiled import Clock, Compiled, Sense
from model.compiled.step import State

Flags = NDArray[np.bool_]


class Dominance(NamedTuple):
    """Counter `by` makes counter `slot` idle while both run and `by` is the smaller; with `ties`, also the same."""

    by: int
    slot: int
    ties: bool


def dominances(compiled: Compiled) -> tuple[Dominance, ...]:
    """Every pair of deadlines of which whatever takes out the first also takes out the second.

    Only clocks of one place whose windows are open at once; of two that dominate each other the first keeps a tie.
    """
    deadlines = [number for number, clock in enumerate(compiled.clocks) if plain(clock)]
    pairs = {(i, j) for i in deadlines for j in deadlines if i != j and dominates(compiled, i, j)}
    slot = [clock.slot for clock in compiled.clocks]
    return tuple(Dominance(slot[i], slot[j], i < j or (j, i) not in pairs) for i, j in sorted(pairs))


def plain(clock: Clock) -> bool:
    """Whether it is a deadline with one counter."""
    return clock.sense is Sense.DEADLINE and clock.width == 1


def dominates(compiled: Compiled, by: int, other: int) -> bool:
    """Whether clock `other` stops at the latest when clock `by` does, unless that runs out."""
    happens = compiled.after >= 0
    stops, goes = taken_out(compiled, by), taken_out(compiled, other)
    ends, also_ends = compiled.ends[:, :, by] > 0, goes | (compiled.ends[:, :, other] > 0)
    return not (happens & ((stops & ~goes) | (ends & ~also_ends))).any()


def taken_out(compiled: Compiled, number: int) -> Flags:
    """At which control states which letters stop the clock, whatever its counter."""
    found: Flags = (compiled.answers[:, :, number] > 0) | (compiled.excuses[:, :, number] > 0)
    return found


def without_idle(pairs: tuple[Dominance, ...], state: State) -> State:
    """The state without the counters that cannot be the first to run out."""
    counters = list(state.counters)
    for by, slot, ties in pairs:
        if counters[by] and counters[slot] and counters[by] < counters[slot] + ties:
            counters[slot] = 0
    return State(state.control, tuple(counters))

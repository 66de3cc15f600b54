"""Promptness: whether in every state that a case can come to, all that is asked can be done on the very same day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from model.analysis.continuing import Continuing
from model.compiled.compiled import Compiled, Sense
from model.compiled.step import State, begin, met, nightfall

# Counters of these stand for what is due today, and for what is due on any later day.
TODAY, LATER = 1, 2


def prompt(compiled: Compiled) -> bool:
    """Whether nothing can clash on any day, because all that runs can always be answered on the same day.

    What is due later is no harder to keep than what is due today. So it is enough that from each set of occasions that
    can run together, were all of them due today, a day's events lead on without a breach. False decides nothing: where
    something is forbidden for a time, or a window opens later, what is answered at once may still be breached.
    """
    plain = all(one.places == 1 and not one.opens and one.sense is not Sense.PROHIBITION for one in compiled.clocks)
    if not plain:
        return False
    days = unlike(compiled)
    states = {hardest(compiled, one) for one in mornings(compiled, days)}
    return all(any(Continuing(compiled, day).mornings(state, day)) for state in states for day in days)


def hardest(compiled: Compiled, state: State) -> State:
    """The state in which all that runs is due today, and nothing that was done before still counts."""
    counters = list(state.counters)
    for clock in compiled.clocks:
        counters[clock.slot] = TODAY * (counters[clock.slot] > 0 and clock.sense is Sense.DEADLINE)
    return State(state.control, tuple(counters))


def mornings(compiled: Compiled, days: Sequence[int]) -> set[State]:
    """Every state, and perhaps more, to which a case without a breach can come; all that runs is due later in it."""
    known, waiting = {begin(compiled)}, [begin(compiled)]
    while waiting:
        state = waiting.pop()
        new = {after for day in days for after in next_mornings(compiled, state, day)} - known
        known |= new
        waiting += new
    return known


def next_mornings(compiled: Compiled, state: State, column: int) -> Iterator[State]:
    """The states of the next morning."""
    evenings = {state}
    for first, last in compiled.groups:
        new = evenings
        while new:
            new = {after for one in new for after in met_by(compiled, one, range(first, last), column)} - evenings
            evenings = evenings | new
    for evening in evenings:
        yield from after_night(compiled, evening)


def met_by(compiled: Compiled, state: State, letters: range, column: int) -> Iterator[State]:
    """The states after each of some letters without a breach."""
    for letter in letters:
        outcome = met(compiled, state, letter, column)
        if outcome.state is not None and not outcome.broken:
            counters = list(outcome.state.counters)
            for clock in compiled.clocks:
                counters[clock.slot] = min(counters[clock.slot], LATER)
            yield State(outcome.state.control, tuple(counters))


def after_night(compiled: Compiled, evening: State) -> Iterator[State]:
    """The states after a night without a breach: what was due later still is, what was done may no longer count."""
    night = nightfall(compiled, evening)
    if night.state is None or night.broken:
        return
    ways: list[tuple[int, ...]] = [(one,) for one in night.state.counters]
    for clock in compiled.clocks:
        if night.state.counters[clock.slot]:
            ways[clock.slot] = (LATER,) if clock.sense is Sense.DEADLINE else (0, LATER)
        if clock.tied and night.state.counters[clock.slot + 1] > clock.longest:
            return
    yield from (State(night.state.control, counters) for counters in product(*ways))


def unlike(compiled: Compiled) -> list[int]:
    """A day of every kind: on which the same can begin, and the same is due at once."""
    kinds = np.clip(compiled.due, -1, 1)
    return sorted(np.unique(kinds, axis=1, return_index=True)[1].tolist())

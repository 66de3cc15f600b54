"""The search in plain Python: sets of states, and the steps of `step.py`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from model.analysis.dominance import dominances, without_idle
from model.compiled.compiled import Compiled
from model.compiled.step import Outcome, State, met, nightfall

Run = tuple[State, int]


class Passed(NamedTuple):
    """One day of a search, as in `Reach`.

    The sets of demands breached on it, what was triggered on it, whether a clock was full, how many events and nights
    were taken, and how many states there were before and after nightfall.
    """

    masks: Iterable[int]
    touched: int
    full: bool
    transitions: int
    before: int
    after: int


def triggered(touched: int, mask: int) -> int:
    """Of the demands that an event triggers, those beside which nothing is breached; `mask` holds its breaches too."""
    if mask == 0:
        return touched
    return touched & mask if mask & (mask - 1) == 0 else 0


class Plain:
    """A search, day by day; `states` holds those of the morning."""

    def __init__(self, compiled: Compiled, start: State, reduced: bool) -> None:
        self.compiled, self.start = compiled, start
        self.idle = dominances(compiled) if reduced else ()
        self.states: set[State] = set()
        self._lows = [0] * compiled.slots
        self._touched, self._full, self._transitions = 0, False, 0

    @property
    def lows(self) -> tuple[int, ...]:
        """The least that each counter showed at a nightfall while it ran; 0 where it never ran."""
        return tuple(self._lows)

    def day(self, column: int, begins: bool) -> Passed:
        """The next day; a history may begin on it where `begins`."""
        self._touched, self._full, self._transitions = 0, False, 0
        runs: set[Run] = {(state, 0) for state in self.states | ({self.start} if begins else set())}
        for first, last in self.compiled.groups:
            runs |= {run for state, mask in runs for run in self._moved(state, mask, range(first, last), column)}
        before = [state for state, mask in runs if mask == 0]
        self._note(before)
        masks = self._night(runs)
        transitions = self._transitions + len(before)
        return Passed(masks, self._touched, self._full, transitions, len(before), len(self.states))

    def _moved(self, state: State, mask: int, letters: range, column: int) -> list[Run]:
        found = []
        for letter in letters:
            outcome = met(self.compiled, state, letter, column)
            self._full |= outcome.full
            if outcome.state is not None and not outcome.full:
                found.append(self._run(state, mask, letter, outcome, outcome.state))
        return found

    def _run(self, state: State, mask: int, letter: int, outcome: Outcome, following: State) -> Run:
        self._transitions += mask == 0
        self._touched |= triggered(int(self.compiled.touched[state.control, letter]), mask | outcome.broken)
        return following, mask | outcome.broken

    def _note(self, states: Iterable[State]) -> None:
        for state in states:
            for slot, counter in enumerate(state.counters):
                if counter:
                    self._lows[slot] = min(self._lows[slot] or counter, counter)

    def _night(self, runs: Iterable[Run]) -> set[int]:
        masks: set[int] = set()
        self.states = set()
        for state, mask in runs:
            outcome = nightfall(self.compiled, state)
            if mask | outcome.broken:
                masks.add(mask | outcome.broken)
            else:
                self.states.add(without_idle(self.idle, outcome.state or state))
        return masks

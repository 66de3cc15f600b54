"""The search in plain Python: sets of states, and the steps of `step.py`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

from model.analysis.dominance import dominances, without_idle
from model.compiled.compiled import Compiled
from model.compiled.packing import alike
from model.compiled.step import State, met, nightfall
from model.compiled.tables import begun

# The states by the set of what was breached on the day so far.
Runs = dict[int, set[int]]


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


class Steps(NamedTuple):
    """Letters of one kind that breach the same in a state: what they trigger, how many they are, and what follows."""

    broken: int
    touched: int
    letters: int
    following: frozenset[int]


class Plain:
    """A search, day by day; `states` holds those of the morning, each as its place in the list of all that came.

    What a kind of event makes of a state is worked out once for all days on which it begins the same periods.
    """

    def __init__(self, compiled: Compiled, start: State, reduced: bool) -> None:
        self.compiled = compiled
        self.idle = dominances(compiled) if reduced else ()
        self.every: list[State] = []
        self._places: dict[State, int] = {}
        self.start, self.states = self._place(start), set[int]()
        self._lows = [0] * compiled.slots
        self._touched, self._full, self._transitions = 0, False, 0
        self._tables = [begun(compiled.starts[:, slice(*letters)]) for letters in compiled.groups]
        self._alike = tuple(value for clock in compiled.clocks for value in alike(clock))
        self._steps: dict[Hashable, dict[int, tuple[Steps, ...]]] = {}
        self._nights: dict[int, tuple[int, int]] = {}

    @property
    def lows(self) -> tuple[int, ...]:
        """The least that each counter showed at a nightfall while it ran; 0 where it never ran."""
        return tuple(self._lows)

    @property
    def morning(self) -> Hashable:
        """The states of the morning to which it has come: equal where they are the same."""
        return frozenset(self.states)

    def resume(self, morning: Any) -> None:
        """Goes on from such a morning."""
        self.states = set(morning)

    def day(self, column: int, begins: bool) -> Passed:
        """The next day; a history may begin on it where `begins`."""
        self._touched, self._full, self._transitions = 0, False, 0
        runs = {0: self.states | ({self.start} if begins else set())}
        for group in range(len(self.compiled.groups)):
            runs = self._moved(runs, group, column)
        self._note(runs[0])
        masks = self._night(runs)
        transitions = self._transitions + len(runs[0])
        return Passed(masks, self._touched, self._full, transitions, len(runs[0]), len(self.states))

    def _moved(self, runs: Runs, group: int, column: int) -> Runs:
        found = {mask: set(states) for mask, states in runs.items()}
        for mask, states in runs.items():
            known = self._known(group, column, mask > 0)
            for state in states:
                steps = known.get(state)
                if steps is None:
                    steps = known[state] = self._stepped(state, group, column, mask > 0)
                for broken, touched, letters, following in steps:
                    found.setdefault(mask | broken, set()).update(following)
                    self._transitions += letters * (mask == 0)
                    self._touched |= triggered(touched, mask | broken)
        return found

    def _known(self, group: int, column: int, breached: bool) -> dict[int, tuple[Steps, ...]]:
        """The steps of a group that are known for a day, before or after a breach."""
        tables, due, opening = self._tables[group], self.compiled.due, self.compiled.opening
        key = group, breached, due[tables, column].tobytes(), opening[tables, column].tobytes()
        return self._steps.setdefault(key, {})

    def _stepped(self, place: int, group: int, column: int, breached: bool) -> tuple[Steps, ...]:
        state, found = self.every[place], dict[int, Steps]()
        for letter in range(*self.compiled.groups[group]):
            outcome = met(self.compiled, state, letter, column)
            self._full |= outcome.full
            if outcome.state is not None and not outcome.full:
                others = found.get(outcome.broken, Steps(outcome.broken, 0, 0, frozenset()))
                touched = others.touched | int(self.compiled.touched[state.control, letter])
                following = self._cut(outcome.state) if breached or outcome.broken else outcome.state
                found[outcome.broken] = Steps(
                    outcome.broken, touched, others.letters + 1, others.following | {self._place(following)}
                )
        return tuple(found.values())

    def _cut(self, state: State) -> State:
        """The state as far as it decides over what else is breached on this day."""
        return State(state.control, tuple(map(min, state.counters, self._alike)))

    def _note(self, states: Iterable[int]) -> None:
        for state in states:
            for slot, counter in enumerate(self.every[state].counters):
                if counter:
                    self._lows[slot] = min(self._lows[slot] or counter, counter)

    def _night(self, runs: Runs) -> set[int]:
        masks: set[int] = set()
        self.states = set()
        for mask, states in runs.items():
            for state in states:
                following, broken = self._morning_after(state)
                if mask | broken:
                    masks.add(mask | broken)
                else:
                    self.states.add(following)
        return masks

    def _morning_after(self, place: int) -> tuple[int, int]:
        if place not in self._nights:
            state = self.every[place]
            outcome = nightfall(self.compiled, state)
            self._nights[place] = self._place(without_idle(self.idle, outcome.state or state)), outcome.broken
        return self._nights[place]

    def _place(self, state: State) -> int:
        place = self._places.setdefault(state, len(self.every))
        if place == len(self.every):
            self.every.append(state)
        return place

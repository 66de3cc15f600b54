"""A shortest path to a breach: the fewest events, then the fewest days from the first of them to the breach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from model.analysis.search import MEMORY, Engine
from model.compiled.compiled import Compiled
from model.compiled.step import State, begin, met, nightfall

# A day as a column of the calendar, and a letter.
Move = tuple[int, int]
Moves = tuple[Move, ...]
Run = tuple[State, int]


@dataclass(frozen=True)
class Wanted:
    """Which breaches: the demands first breached together hold at least one of `some` and none of `none` (masks)."""

    some: int
    none: int = 0

    def __contains__(self, mask: int) -> bool:
        return mask & self.some != 0 and mask & self.none == 0


@dataclass(frozen=True)
class Path:
    """Events in order, each a day and a letter; `mask` is what is first breached, all together, on the day `ends`."""

    moves: tuple[tuple[date, int], ...]
    ends: date
    mask: int


def shortest(
    compiled: Compiled,
    wanted: Wanted,
    first: date,
    last: date,
    *,
    start_last: date | None = None,
    engine: Engine = "numba",
    memory: int = MEMORY,
) -> Path | None:
    """The history with the fewest events that leads to a wanted breach from `first` to `last`, both inclusive.

    Of several the one with the fewest days from its first event to the nightfall that shows the breach; then the one
    whose events, as pairs of a day and a letter, come first in order. Where some have their first event on `start_last`
    or sooner, it is one of these. None only where the whole range was searched.
    InvalidInput where a day is outside the calendar, a state does not fit in one number, or the search not in `memory`
    (bytes).
    """
    columns = range(compiled.day(first), compiled.day(last) + 1)
    soon = range(columns.start, compiled.day(min(start_last or last, last)) + 1)
    found = found_by(engine, compiled, wanted, columns, soon, memory)
    if found is None and soon != columns:
        found = found_by(engine, compiled, wanted, columns, columns, memory)
    if found is None:
        return None
    moves, ends = found
    origin = compiled.calendar.first
    dated = tuple((origin + timedelta(days=column), letter) for column, letter in moves)
    return Path(dated, origin + timedelta(days=ends), breached(compiled, moves, columns.start, ends))


def found_by(
    engine: Engine, compiled: Compiled, wanted: Wanted, columns: range, begins: range, memory: int
) -> tuple[Moves, int] | None:
    """The moves, the first of them on one of the first days `begins`, and the column of the day on which they end."""
    if engine == "plain":
        return plainly(compiled, wanted, columns, begins)
    from model.analysis.pathfinder import Pathfinder  # numba is slow to import

    return Pathfinder(compiled, wanted.some, wanted.none, columns, memory).shortest(begins)


def breached(compiled: Compiled, moves: Moves, start: int, ends: int) -> int:
    """The mask of the last day, from the plain steps; `start` is the column from which nights pass."""
    state, mask = begin(compiled), 0
    for column in range(start, ends + 1):
        for day, letter in moves:
            if day == column:
                outcome = met(compiled, state, letter, column)
                state, mask = outcome.state or state, mask | outcome.broken
        night = nightfall(compiled, state)
        state, mask = night.state or state, mask | night.broken
    return mask


def plainly(compiled: Compiled, wanted: Wanted, columns: range, begins: range) -> tuple[Moves, int] | None:
    """The same, in plain Python: each state with the best moves that lead to it."""
    states: dict[Run, Moves] = {}
    ends: list[tuple[int, int, Moves, int]] = []
    for column in columns:
        begun = {run: moves for run, moves in states.items() if moves}
        runs = states | {(begin(compiled), 0): ()} if column in begins else begun
        for first, last in compiled.groups:
            for (state, mask), moves in tuple(runs.items()):
                for letter in range(first, last):
                    outcome = met(compiled, state, letter, column)
                    if outcome.state is not None and not outcome.full and not outcome.broken & wanted.none:
                        keep_best(runs, (outcome.state, mask | outcome.broken), (*moves, (column, letter)))
        states = slept(compiled, wanted, runs, column, ends)
    return min(ends)[2:] if ends else None


def slept(
    compiled: Compiled, wanted: Wanted, runs: Mapping[Run, Moves], column: int, ends: list[tuple[int, int, Moves, int]]
) -> dict[Run, Moves]:
    """The runs of the next morning; those that end as wanted go to `ends`, before their moves how many and how long."""
    states: dict[Run, Moves] = {}
    for (state, mask), moves in runs.items():
        night = nightfall(compiled, state)
        if mask | night.broken in wanted:
            ends.append((len(moves), column - moves[0][0], moves, column))
        elif not mask | night.broken:
            keep_best(states, (night.state or state, 0), moves)
    return states


def keep_best(runs: dict[Run, Moves], run: Run, moves: Moves) -> None:
    """Keeps the moves where they are better than those known: fewer, begun later, or the first in order."""
    if run not in runs or order(moves) < order(runs[run]):
        runs[run] = moves


def order(moves: Moves) -> tuple[int, int, Moves]:
    """The number of events, the day of the first (a later one is less), and the moves themselves."""
    return len(moves), -moves[0][0] if moves else 0, moves

"""The search for a shortest path on packed states: what the kernels of `relax.py` need from day to day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.analysis import relax
from model.analysis.packed import doubled, rows, today_of
from model.analysis.relax import EVENT, REST, Log, Quest, Runs
from model.compiled.compiled import Compiled
from model.compiled.kernel import COUNT, EMPTY, SMALLEST, TALLY, fill_pairs
from model.compiled.moves import moves_of
from model.compiled.packing import Longs, Packing, longs
from model.errors import Fault, InvalidInput

# Two lists of runs with six numbers each and two entries of a table, and a log; while one list grows it is there twice.
BYTES_A_RUN = 250
NOTHING = np.iinfo(np.int64).max

Found = tuple[tuple[tuple[int, int], ...], int]


class End(NamedTuple):
    """The best end of one pass: its cost, its day (a column) and its last event in the log."""

    cost: int
    day: int
    node: int


@dataclass
class Pass:
    """One pass: what it looks for, when a run may begin and how many events it may have; whether that cut one short."""

    quest: Quest
    begins: range
    limit: int
    log: Log
    logged: int = 0
    cut: bool = False


class Pathfinder:
    """Finds a shortest path in two passes: one says how long it is and when it begins, one follows it.

    The first keeps for each state only the cost; it is tried with a limit of 1 event, 2, 4, ... until a breach is found
    or the limit cuts no run short. The second looks at what begins on one day, and remembers the way.
    """

    def __init__(self, compiled: Compiled, some: int, none: int, columns: range, memory: int) -> None:
        self.columns, self.memory, self.letters = columns, memory, len(compiled.letters)
        packing, broken = Packing(compiled), compiled.broken.astype(object)
        moves = moves_of(packing, lambda *at: (broken[at] & some > 0, broken[at] & none > 0, broken[at] > 0))
        signed = np.array([some, none], np.uint64).view(np.int64).tolist()
        self.quest = Quest(packing.layout, moves, signed[0], signed[1], 0, self.letters)
        self.due, self.opening = rows(compiled.due), rows(compiled.opening)

    def shortest(self, begins: range) -> Found | None:
        """The moves, each a column and a letter, and the column of the day that ends them.

        The first event is on one of the columns `begins`, with which the search begins.
        """
        end, cut, limit = None, True, 1
        while end is None and cut:
            search = Pass(self.quest, begins, limit, no_events())
            end = self._passed(search, self.columns)
            cut, limit = search.cut, 2 * limit
        return None if end is None else self._traced(end)

    def _traced(self, end: End) -> Found | None:
        """The way to an end, whose first day is known by now."""
        events, days = divmod(end.cost, EVENT)
        first = end.day - days
        search = Pass(self.quest._replace(ranked=1), range(first, first + 1), events, no_events())
        last = self._passed(search, range(first, end.day + 1))
        return None if last is None else (way(search.log, last.node), last.day)

    def _passed(self, search: Pass, columns: range) -> End | None:
        best, count, limit = longs([NOTHING, -1, -1]), 0, search.limit
        runs, others = no_runs(SMALLEST), no_runs(SMALLEST)
        for column in columns:
            if column in search.begins:
                count = relax.begun(runs, count, 0)
            elif column == search.begins.stop:
                count = without_waiting(runs, count)
            runs, count = self._day(search, column, limit, runs, count)
            if len(others.table) < len(runs.table):
                others = no_runs(len(runs.keys))
            count = relax.a_night(search.quest, column, best, runs, count, others)
            runs, others = others, runs
            limit = min(limit, int(best[0]) // EVENT)
            if best[0] == EVENT:
                break
        return None if best[1] < 0 else End(*best.tolist())

    def _day(self, search: Pass, column: int, limit: int, runs: Runs, count: int) -> tuple[Runs, int]:
        today = today_of(self.quest.moves, self.due[column], self.opening[column], column)
        groups = self.quest.moves.groups
        cursor = longs([0, 0, count, count, search.logged])
        # Runs are ranked anew before each group.
        for last in range(1, groups + 1) if search.quest.ranked else [groups]:
            if search.quest.ranked:
                renumber(runs.costs[: cursor[COUNT]], self.letters)
            while not relax.a_day(search.quest, today, last, limit, runs, search.log, cursor):
                runs = self._more(runs, int(cursor[COUNT]))
                search.log = Log(*(doubled(column) for column in search.log))
        count, search.logged = int(cursor[COUNT]), int(cursor[TALLY])
        search.cut |= bool((runs.costs[:count] >= search.limit * EVENT).any())
        return runs, count

    def _more(self, runs: Runs, count: int) -> Runs:
        """Room for twice as many runs, with the same content."""
        if 2 * len(runs.keys) > self.memory // BYTES_A_RUN:
            raise InvalidInput(too_large(self.memory))
        wider = Runs(np.full(2 * len(runs.table), EMPTY), *(doubled(column) for column in runs[1:]))
        fill_pairs(wider.table, wider.keys, wider.marks, count)
        return wider


def renumber(costs: Longs, letters: int) -> None:
    """Makes ranks dense again, with room between two for every letter; to take none comes after all of them."""
    ranks = np.argsort(np.argsort(costs & REST))
    costs[:] = costs & ~REST | ranks * (letters + 1) + letters


def without_waiting(runs: Runs, count: int) -> int:
    """Takes out the run in which nothing has happened, after the last day on which one may begin; how many are left."""
    begun = np.flatnonzero(runs.costs[:count] >= EVENT)
    for column in runs[1:]:
        column[: len(begun)] = column[begun]
    runs.table[:] = EMPTY
    fill_pairs(runs.table, runs.keys, runs.marks, len(begun))
    return len(begun)


def no_runs(size: int) -> Runs:
    """No runs, with room for so many."""
    return Runs(np.full(2 * size, EMPTY), *(np.empty(size, np.int64) for _ in range(6)))


def no_events() -> Log:
    """An empty log."""
    before, day, letter = (np.empty(SMALLEST, np.int64) for _ in range(3))
    return Log(before, day, letter)


def way(log: Log, node: int) -> tuple[tuple[int, int], ...]:
    """The events up to one in a log, each a day and a letter."""
    found: list[tuple[int, int]] = []
    while node >= 0:
        found.append((int(log.day[node]), int(log.letter[node])))
        node = int(log.before[node])
    return tuple(reversed(found))


def too_large(memory: int) -> Fault:
    """The fault of a search that does not fit in so many bytes."""
    fact = "the search for a shortest history does not fit in the memory it may use"
    return Fault("search-too-large", fact, f"{memory} bytes", hint="search fewer duties together, or fewer days")

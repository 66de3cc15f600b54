"""The search on packed states: what the kernels of `spread.py` need from day to day."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.analysis import spread
from model.analysis.dominance import dominances
from model.analysis.plain import Passed
from model.compiled.compiled import Compiled
from model.compiled.kernel import COUNT, EMPTY, SMALLEST, TALLY, Pairs, Today, fill, fill_pairs
from model.compiled.moves import Moves, moves_of
from model.compiled.packing import Longs, Packing, longs
from model.compiled.step import State

# For each item a table has two entries; there are two lists, and while one grows it is there twice, with its table. A
# morning is remembered as a sorted copy, and once more while that is made.
BYTES_AN_ITEM = 64
ALL_BITS = (1 << 64) - 1


class Packed:
    """A search, day by day.

    InvalidInput where a state does not fit in one number. `memory` is in bytes.
    """

    def __init__(self, compiled: Compiled, start: State, reduced: bool, memory: int) -> None:
        packing = Packing(compiled)
        self.start, self.layout, self.room = packing.pack(start), packing.layout, memory // BYTES_AN_ITEM
        idle = dominances(compiled) if reduced else ()
        self.idle = np.array(idle, np.int64).reshape(-1, 3)
        broken, touched = compiled.broken, compiled.touched
        self.effects = moves_of(packing, lambda control, letter: bool(broken[control, letter]))
        self.letters = moves_of(packing, lambda *at: (int(broken[at]), int(touched[at])))
        self.due, self.opening = rows(compiled.due), rows(compiled.opening)
        self._seasons: dict[bytes, int] = {}
        self._items, self._others = np.empty(SMALLEST, np.int64), np.empty(SMALLEST, np.int64)
        self._table, self._count = np.full(2 * SMALLEST, EMPTY), 0
        self._known, self._mornings = pairs_of(longs([])), 0
        self._lows = np.zeros(compiled.slots, np.int64)

    @property
    def lows(self) -> tuple[int, ...]:
        """The least that each counter showed at a nightfall while it ran; 0 where it never ran."""
        return tuple(self._lows.tolist())

    @property
    def morning(self) -> Hashable:
        """The states of the morning to which it has come: equal where they are the same."""
        return np.sort(self._items[: self._count]).tobytes()

    def resume(self, morning: Any) -> None:
        """Goes on from a morning of this search."""
        states = np.frombuffer(morning, np.int64)
        self._count = len(states)
        self._items[: self._count] = states
        self._table.fill(EMPTY)
        fill(self._table, self._items, self._count)

    def day(self, column: int, begins: bool) -> Passed | None:
        """The next day; a history may begin on it where `begins`. None where there is no room."""
        if begins:
            self._count = spread.inserted(self._table, self._items, self._count, self.start)
        breaches, moved = self._breaches(column), self._spread(column)
        if breaches is None or moved is None:
            return None
        before, (masks, touched, full) = self._count, breaches
        self._night()
        broken = tuple(mask & ALL_BITS for mask in masks if mask)
        return Passed(broken, touched & ALL_BITS, bool(full), moved + before, before, self._count)

    def _spread(self, column: int) -> int | None:
        """Adds what the day's events lead to; how many moves there were, None where there is no room."""
        today, cursor = today_of(self.effects, self.due[column], self.opening[column], column), begun(self._count)
        while not spread.a_day(self.layout, self.effects, today, self._items, self._table, cursor):
            if 2 * len(self._items) > self.room:
                return None
            self._items = doubled(self._items)
            self._table = np.full(2 * len(self._items), EMPTY)
            fill(self._table, self._items, int(cursor[COUNT]))
        self._count = int(cursor[COUNT])
        return int(cursor[TALLY])

    def _breaches(self, column: int) -> tuple[list[int], int, int] | None:
        """What can be breached and triggered, and whether a clock can be full, from the new kinds of morning."""
        new = self._new_mornings(self._season(column))
        if new is None or not len(new):
            return None if new is None else ([], 0, 0)
        due, opening = np.minimum(self.due[column], 1), np.minimum(self.opening[column], 1)
        today, cursor = today_of(self.letters, due, opening, column), begun(len(new))
        pairs, found = pairs_of(new), longs([0, 0])
        while not spread.breaches(self.layout, self.letters, today, pairs, found, cursor):
            if 2 * len(pairs.keys) > self.room:
                return None
            pairs = more_pairs(pairs, int(cursor[COUNT]))
        return np.unique(pairs.marks[: cursor[COUNT]]).tolist(), *found.tolist()

    def _season(self, column: int) -> int:
        """The number of all days that differ from this one in nothing but the length of the periods."""
        kinds = np.concatenate([np.clip(self.due[column], -1, 1), np.clip(self.opening[column], 0, 1)])
        return self._seasons.setdefault(kinds.tobytes(), len(self._seasons))

    def _new_mornings(self, season: int) -> Longs | None:
        """The kinds of this morning that no morning of the season had; None where there is no room."""
        cursor, known = begun(self._count), self._mornings
        cursor[COUNT] = known
        while not spread.mornings(self.layout, self._items, season, self._known, cursor):
            if 2 * len(self._known.keys) > self.room:
                return None
            self._known = more_pairs(self._known, int(cursor[COUNT]))
        self._mornings = int(cursor[COUNT])
        return self._known.keys[known : self._mornings]

    def _night(self) -> None:
        if len(self._others) < len(self._items):
            self._others = np.empty_like(self._items)
        self._count = spread.a_night(
            self.layout, self.idle, self._items, self._others, self._table, self._count, self._lows
        )
        self._items, self._others = self._others, self._items


def begun(count: int) -> Longs:
    """A cursor at the first of so many items and the first group."""
    return longs([0, 0, count, count, 0])


def today_of(moves: Moves, due: Longs, opening: Longs, column: int) -> Today:
    """A day, with room for what each move puts into a state."""
    return Today(column, due, opening, np.empty_like(moves.base))


def doubled(array: Longs) -> Longs:
    """An array twice as long, which begins with this one."""
    return np.concatenate([array, np.empty_like(array)])


def pairs_of(keys: Longs) -> Pairs:
    """Pairs of keys, which differ, each with a mark of 0."""
    size = max(SMALLEST, 1 << len(keys).bit_length())
    pairs = Pairs(np.full(2 * size, EMPTY), np.empty(size, np.int64), np.zeros(size, np.int64))
    pairs.keys[: len(keys)] = keys
    fill_pairs(*pairs, len(keys))
    return pairs


def more_pairs(pairs: Pairs, count: int) -> Pairs:
    """Room for twice as many pairs, with the same content."""
    wider = Pairs(np.full(2 * len(pairs.table), EMPTY), doubled(pairs.keys), doubled(pairs.marks))
    fill_pairs(*wider, count)
    return wider


def rows(table: NDArray[np.int16]) -> Longs:
    """A table with one row a day."""
    return np.ascontiguousarray(table.T, np.int64)

"""One event, or one night, of a packed state, and sets of such states: what `step.py` says, for numba."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit

from model.compiled import linking
from model.compiled.compiled import Sense
from model.compiled.moves import EVERYTHING, Moves
from model.compiled.packing import OPENS, TIED, Layout, Longs

DEADLINE, PROHIBITION, LOOKBACK = (int(sense) for sense in Sense)
FULL = -1
EMPTY = -1
SMALLEST = 512
# The golden ratio, and another odd number, as 64-bit fractions: multiplied by them, like keys part.
GOLDEN, OTHER, HIGH = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(32)

# What a kernel works through: the group, the place in the list, the end of what was there before the group, how long
# the list is now, and a count of its own.
GROUP, PLACE, END, COUNT, TALLY = range(5)

SHARED = ("compiled.py", "packing.py", "moves.py", "kernel.py")

F = TypeVar("F", bound=Callable[..., Any])


def fingerprint(folder: Path) -> int:
    """A number for the files on which every kernel rests."""
    return linking.fingerprint(folder / name for name in SHARED)


# One number for all: numba calls functions with different defaults slowly.
SOURCES = fingerprint(Path(__file__).parent)


def inner(function: F) -> F:
    """Compiled into the functions that call it; it makes no arrays.

    Without counted references: for the many arrays of a layout, counting costs far more than the work.
    """
    options: dict[str, Any] = {"nogil": True, "forceinline": True, "_nrt": False}
    return cast(F, njit(**options)(function))


def outer(function: F) -> F:
    """Compiled for Python, and kept on disk; it makes no arrays either, and says so where it needs longer ones."""
    options: dict[str, Any] = {"nogil": True, "cache": True, "_nrt": False}
    return cast(F, njit(**options)(function))


class Today(NamedTuple):
    """A day: its column, its entries of the tables `due` and `opening`, and what each move puts into a state.

    `put` is written by `day_begins`.
    """

    column: int
    due: Longs
    opening: Longs
    put: Longs


class Pairs(NamedTuple):
    """Pairs of a key and a mark, in the order in which they came, and a hash table of their places.

    The table is a power of two long, twice as long as the lists, and never more than half full.
    """

    table: Longs
    keys: Longs
    marks: Longs


@inner
def counter(layout: Layout, state: int, slot: int) -> int:
    """One counter of a state."""
    return int(state >> layout.shift[slot] & layout.most[slot])


@inner
def with_counter(layout: Layout, state: int, slot: int, value: int) -> int:
    """The state with another value of one counter."""
    return int(state & ~(layout.most[slot] << layout.shift[slot]) | value << layout.shift[slot])


@inner
def removed(layout: Layout, clock: int, gone: int, state: int) -> int:
    """The state without the occasions in the places of the mask `gone`; the others close ranks, the oldest first."""
    first, places, kept = layout.first[clock], layout.places[clock], 0
    if places == 1 and not layout.second[clock]:
        return with_counter(layout, state, first, 0) if gone else state
    for place in range(places):
        remaining, second = counter(layout, state, first + place), 0
        state = with_counter(layout, state, first + place, 0)
        if layout.second[clock]:
            second = counter(layout, state, first + places + place)
            state = with_counter(layout, state, first + places + place, 0)
        if remaining and not gone >> place & 1:
            state = with_counter(layout, state, first + kept, remaining)
            if layout.second[clock]:
                state = with_counter(layout, state, first + places + kept, second)
            kept += 1
    return state


@inner
def counts(layout: Layout, clock: int, place: int, second: int, state: int) -> bool:
    """Whether an occasion runs, and its second counter is as asked; without one, it is 0."""
    slot, has = layout.first[clock] + place, 0
    if layout.second[clock]:
        has = counter(layout, state, slot + layout.places[clock])
    return counter(layout, state, slot) > 0 and has == second


@inner
def answered(layout: Layout, clock: int, second: int, state: int) -> tuple[int, bool]:
    """The state after an answer, and whether that, or the want of something to answer, is a breach."""
    open_now = 0
    for place in range(layout.places[clock]):
        if counts(layout, clock, place, second, state):
            open_now |= 1 << place
    if layout.sense[clock] == LOOKBACK:
        return state, open_now == 0
    return removed(layout, clock, open_now, state), open_now != 0 and layout.sense[clock] == PROHIBITION


@inner
def cleared(layout: Layout, clock: int, clear: int, state: int) -> int:
    """The state after an end (what is due on a later day goes) or an excuse (everything goes)."""
    gone = 0
    for place in range(layout.places[clock]):
        if clear == EVERYTHING or counter(layout, state, layout.first[clock] + place) > 1:
            gone |= 1 << place
    return removed(layout, clock, gone, state)


@inner
def started(layout: Layout, clock: int, remaining: int, opening: int, state: int) -> int:
    """The state with one more occasion, or FULL."""
    first, places = layout.first[clock], layout.places[clock]
    if places == 1 and not layout.second[clock]:
        old = counter(layout, state, first)
        if old == 0 or (remaining < old) == (layout.sense[clock] == DEADLINE):
            return with_counter(layout, state, first, remaining)
        return state
    for place in range(places):
        if counter(layout, state, first + place) == 0:
            state = with_counter(layout, state, first + place, remaining)
            if layout.second[clock] == OPENS:
                state = with_counter(layout, state, first + places + place, opening)
            return state
    return FULL


@inner
def taken(layout: Layout, moves: Moves, today: Today, move: int, state: int) -> tuple[int, int]:
    """The state after a move, or FULL, and the mask of what the move breaches."""
    state = state & moves.keep[move] | today.put[move]
    broken = moves.broken[move]
    for at in range(moves.loose[move], moves.loose[move + 1]):
        clock, clear, table = moves.clock[at], moves.clear[at], moves.table[at]
        if moves.answer[at]:
            state, breached = answered(layout, clock, moves.second[at], state)
            if breached:
                broken |= layout.bit[clock]
        if clear:
            state = cleared(layout, clock, clear, state)
        if table >= 0 and today.due[table] >= 0:
            state = started(layout, clock, today.due[table] + 1, today.opening[table], state)
            if state == FULL:
                return FULL, broken
    return state, broken


@inner
def day_begins(moves: Moves, today: Today) -> None:
    """Writes what each move puts into a state today."""
    for move in range(len(moves.base)):
        today.put[move] = moves.base[move]
        for at in range(moves.fixed[move], moves.fixed[move + 1]):
            today.put[move] |= today.due[moves.fixed_table[at]] + 1 << moves.fixed_shift[at]


@inner
def nightfall(layout: Layout, state: int) -> tuple[int, int]:
    """The state of the next morning, and the mask of what was due and not answered."""
    broken = 0
    for clock in range(len(layout.first)):
        first, places = layout.first[clock], layout.places[clock]
        over = due_today(layout, first, places, state)
        if over and layout.sense[clock] == DEADLINE:
            broken |= layout.bit[clock]
        if places > 1 or (over and layout.second[clock]):
            state = removed(layout, clock, over, state)
        for slot in range(first, first + places):
            if counter(layout, state, slot):
                state = older(layout, clock, slot, state)
    control = layout.night[state >> layout.control]
    return state & (1 << layout.control) - 1 | control << layout.control, broken


@inner
def due_today(layout: Layout, first: int, places: int, state: int) -> int:
    """The places of a clock whose occasions are due today, as a mask."""
    over = 0
    for place in range(places):
        if counter(layout, state, first + place) == 1:
            over |= 1 << place
    return over


@inner
def older(layout: Layout, clock: int, slot: int, state: int) -> int:
    """A day less for the occasion of a counter; of a tied clock, its trigger is a day longer ago."""
    state -= 1 << layout.shift[slot]
    if layout.second[clock]:
        other = slot + layout.places[clock]
        if layout.second[clock] == TIED:
            state += 1 << layout.shift[other]
        elif counter(layout, state, other):
            state -= 1 << layout.shift[other]
    return state


@inner
def clipped(layout: Layout, state: int) -> int:
    """The state with every counter cut down as far as what can still be breached on this day is the same."""
    for slot in range(len(layout.shift)):
        if counter(layout, state, slot) > layout.alike[slot]:
            state = with_counter(layout, state, slot, layout.alike[slot])
    return state


@inner
def added(table: Longs, items: Longs, count: int, key: int) -> int:
    """Puts a key behind the `count` items where it is not among them; how many there are then.

    `table` is an open-addressing hash table of the keys, a power of two long, never more than half full.
    """
    last = len(table) - 1
    # States that differ in their lowest bits come one after the other, so they lie side by side.
    at = (np.int64(np.uint64(key >> 3) * GOLDEN >> HIGH) << 3 | key & 7) & last
    while table[at] != EMPTY:
        if table[at] == key:
            return count
        at = at + 1 & last
    table[at] = key
    items[count] = key
    return count + 1


@inner
def paired(table: Longs, keys: Longs, marks: Longs, count: int, key: int, mark: int) -> int:
    """The place of a pair among the `count` pairs (arrays as in `Pairs`); `count` where it was not, and is now."""
    last = len(table) - 1
    at = np.int64(np.uint64(key) * GOLDEN + np.uint64(mark) * OTHER >> HIGH) & last
    while table[at] != EMPTY:
        place = table[at]
        if keys[place] == key and marks[place] == mark:
            return int(place)
        at = at + 1 & last
    table[at] = count
    keys[count], marks[count] = key, mark
    return count


@outer
def fill(table: Longs, items: Longs, count: int, _sources: int = SOURCES) -> None:
    """Puts the items, which differ, into an empty table."""
    for place in range(count):
        added(table, items, place, items[place])


@outer
def fill_pairs(table: Longs, keys: Longs, marks: Longs, count: int, _sources: int = SOURCES) -> None:
    """Puts the pairs, which differ, into an empty table."""
    for place in range(count):
        paired(table, keys, marks, place, keys[place], marks[place])

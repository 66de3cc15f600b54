"""One day of the search on packed states, for numba.

Breaches need no set of their own for every state: what can be breached on a day depends on every counter only as far as
it is 0, 1 or more. So the states without a breach are spread in full, and what is breached is found from the few
*kinds of morning*: states cut down to that, each looked at once.

A kernel that needs longer lists returns false, and goes on from its `cursor` when it is called with longer ones.
"""

from __future__ import annotations

from model.compiled.kernel import (
    COUNT,
    EMPTY,
    END,
    FULL,
    GROUP,
    PLACE,
    SOURCES,
    TALLY,
    Pairs,
    Today,
    added,
    clipped,
    counter,
    day_begins,
    inner,
    nightfall,
    outer,
    paired,
    taken,
    with_counter,
)
from model.compiled.moves import Moves
from model.compiled.packing import Layout, Longs


@outer
def inserted(table: Longs, items: Longs, count: int, key: int, _sources: int = SOURCES) -> int:
    """How many items there are with `key` among them; there is room for one more."""
    return added(table, items, count, key)


@outer
def a_day(
    layout: Layout, moves: Moves, today: Today, items: Longs, table: Longs, cursor: Longs, _sources: int = SOURCES
) -> bool:
    """Adds what a day's events lead to, at most one letter of each group; the cursor tallies the moves."""
    day_begins(moves, today)
    while cursor[GROUP] < moves.groups:
        moved(layout, moves, today, items, table, cursor)
        if cursor[PLACE] < cursor[END]:
            return False
        cursor[GROUP], cursor[PLACE], cursor[END] = cursor[GROUP] + 1, 0, cursor[COUNT]
    # One place is left for what begins on the next morning.
    return bool(cursor[COUNT] < len(items))


@inner
def moved(layout: Layout, moves: Moves, today: Today, items: Longs, table: Longs, cursor: Longs) -> None:
    """Adds the states to which one group leads, as long as there is room."""
    place, count, tally = cursor[PLACE], cursor[COUNT], cursor[TALLY]
    while place < cursor[END]:
        state = items[place]
        row = (state >> layout.control) * moves.groups + cursor[GROUP]
        first, last = moves.first[row], moves.first[row + 1]
        if count + last - first > len(items):
            break
        for move in range(first, last):
            following, broken = taken(layout, moves, today, move, state)
            if following >= 0:
                tally += moves.times[move]
                if broken == 0:
                    count = added(table, items, count, following)
        place += 1
    cursor[PLACE], cursor[COUNT], cursor[TALLY] = place, count, tally


@outer
def a_night(
    layout: Layout,
    idle: Longs,
    items: Longs,
    others: Longs,
    table: Longs,
    count: int,
    lows: Longs,
    _sources: int = SOURCES,
) -> int:
    """Writes the states of the next morning to `others` and the table; how many. Counters of `items` go into `lows`."""
    table[:] = EMPTY
    kept = 0
    for place in range(count):
        note(layout, items[place], lows)
        state, broken = nightfall(layout, items[place])
        if broken == 0:
            kept = added(table, others, kept, without_idle(layout, idle, state))
    return kept


@inner
def note(layout: Layout, state: int, lows: Longs) -> None:
    """Takes the counters that run into the least ones."""
    for slot in range(len(layout.shift)):
        now = counter(layout, state, slot)
        if now and (lows[slot] == 0 or now < lows[slot]):
            lows[slot] = now


@inner
def without_idle(layout: Layout, idle: Longs, state: int) -> int:
    """The state without the counters that cannot be the first to run out; `idle` holds rows of `Dominance`."""
    for pair in range(len(idle)):
        by, other = counter(layout, state, idle[pair, 0]), counter(layout, state, idle[pair, 1])
        if by and other and by < other + idle[pair, 2]:
            state = with_counter(layout, state, idle[pair, 1], 0)
    return state


@outer
def mornings(layout: Layout, items: Longs, season: int, pairs: Pairs, cursor: Longs, _sources: int = SOURCES) -> bool:
    """Adds the pairs of a kind of morning and a season that the items up to the cursor's end make."""
    place, known = cursor[PLACE], cursor[COUNT]
    while place < cursor[END] and known < len(pairs.keys):
        found = paired(pairs.table, pairs.keys, pairs.marks, known, clipped(layout, items[place]), season)
        known, place = max(known, found + 1), place + 1
    cursor[PLACE], cursor[COUNT] = place, known
    return bool(place == cursor[END])


@outer
def breaches(
    layout: Layout,
    moves: Moves,
    today: Today,
    pairs: Pairs,
    found: Longs,
    cursor: Longs,
    _sources: int = SOURCES,
) -> bool:
    """Adds the pairs of a state and a mask that a day's events lead to, and the night's breaches to their masks.

    Into `found` go the mask of what can be triggered, and whether a clock can be full. The day's entries of the tables
    are cut down like the counters: at most 1 day.
    """
    day_begins(moves, today)
    while cursor[GROUP] < moves.groups:
        breached(layout, moves, today, pairs, found, cursor)
        if cursor[PLACE] < cursor[END]:
            return False
        cursor[GROUP], cursor[PLACE], cursor[END] = cursor[GROUP] + 1, 0, cursor[COUNT]
    for place in range(cursor[COUNT]):
        pairs.marks[place] |= nightfall(layout, pairs.keys[place])[1]
    return True


@inner
def breached(layout: Layout, moves: Moves, today: Today, pairs: Pairs, found: Longs, cursor: Longs) -> None:
    """Adds the pairs to which one group leads, as long as there is room."""
    place, count = cursor[PLACE], cursor[COUNT]
    while place < cursor[END]:
        row = (pairs.keys[place] >> layout.control) * moves.groups + cursor[GROUP]
        first, last = moves.first[row], moves.first[row + 1]
        if count + last - first > len(pairs.keys):
            break
        for move in range(first, last):
            following, broken = taken(layout, moves, today, move, pairs.keys[place])
            mask = pairs.marks[place] | broken
            if following == FULL:
                found[1] = 1
            else:
                found[0] |= triggered(moves.touched[move], mask)
                count = max(count, paired(pairs.table, pairs.keys, pairs.marks, count, following, mask) + 1)
        place += 1
    cursor[PLACE], cursor[COUNT] = place, count


@inner
def triggered(touched: int, mask: int) -> int:
    """Of the demands that an event triggers, those beside which nothing is breached; `mask` holds its breaches too."""
    if mask == 0:
        return touched
    return touched & mask if mask & (mask - 1) == 0 else 0

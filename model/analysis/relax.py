"""One day of the search for a shortest path on packed states, for numba: each run carries what it cost."""

from __future__ import annotations

from typing import NamedTuple

from model.compiled.kernel import (
    COUNT,
    EMPTY,
    END,
    GROUP,
    PLACE,
    SOURCES,
    TALLY,
    Today,
    clipped,
    day_begins,
    inner,
    nightfall,
    outer,
    paired,
    taken,
)
from model.compiled.moves import Moves
from model.compiled.packing import Layout, Longs

# The upper part of a cost is the number of events; the lower half decides between runs with equally many.
EVENT = 1 << 40
REST = EVENT - 1
LATEST = 1 << 20
BROKEN, WANTED = 1, 3


class Quest(NamedTuple):
    """What is looked for: a mask that meets `some` and avoids `none` (as signed numbers), in one of two passes.

    Where `ranked` is 0, the lower half of a cost is `LATEST` less the day of the first event: a later one is better.
    Where it is 1, it is the run's rank in the order of moves, and the moves are logged; `letters` is their number.
    """

    layout: Layout
    moves: Moves
    some: int
    none: int
    ranked: int
    letters: int


class Runs(NamedTuple):
    """Runs, and a hash table of their places.

    For each its state, what it has breached today (0, BROKEN or WANTED), its cost, its last event in the log or -1; and
    cost and last event from before the group that is gone through.
    """

    table: Longs
    keys: Longs
    marks: Longs
    costs: Longs
    nodes: Longs
    old_costs: Longs
    old_nodes: Longs


class Log(NamedTuple):
    """Events: for each the one before it or -1, its day and its letter. The cursor tallies how many there are."""

    before: Longs
    day: Longs
    letter: Longs


@outer
def a_day(
    quest: Quest,
    today: Today,
    last: int,
    limit: int,
    runs: Runs,
    log: Log,
    cursor: Longs,
    _sources: int = SOURCES,
) -> bool:
    """Adds what a day's events lead to, up to the group `last`; false where the lists have to be longer to go on.

    No run has more than `limit` events.
    """
    day_begins(quest.moves, today)
    while cursor[GROUP] < last:
        if cursor[PLACE] == 0:
            for place in range(cursor[END]):
                runs.old_costs[place], runs.old_nodes[place] = runs.costs[place], runs.nodes[place]
        moved(quest, today, limit, runs, log, cursor)
        if cursor[PLACE] < cursor[END]:
            return False
        cursor[GROUP], cursor[PLACE], cursor[END] = cursor[GROUP] + 1, 0, cursor[COUNT]
    # One place is left for what begins on the next morning.
    return bool(cursor[COUNT] < len(runs.keys))


@inner
def moved(quest: Quest, today: Today, limit: int, runs: Runs, log: Log, cursor: Longs) -> None:
    """Takes the events of one group, as long as there is room."""
    while cursor[PLACE] < cursor[END]:
        place = cursor[PLACE]
        row = (runs.keys[place] >> quest.layout.control) * quest.moves.groups + cursor[GROUP]
        first, last = quest.moves.first[row], quest.moves.first[row + 1]
        if cursor[COUNT] + last - first > len(runs.keys) or cursor[TALLY] + last - first > len(log.day):
            break
        if runs.old_costs[place] < limit * EVENT:
            for move in range(first, last):
                eased(quest, today, move, runs, log, place, cursor)
        cursor[PLACE] += 1


@inner
def eased(quest: Quest, today: Today, move: int, runs: Runs, log: Log, place: int, cursor: Longs) -> None:
    """Takes one event from a run, where that costs less than what is known."""
    following, broken = taken(quest.layout, quest.moves, today, move, runs.keys[place])
    if following < 0 or broken & quest.none:
        return
    mark, letter = marked(quest, runs.marks[place], broken), quest.moves.letter[move]
    key = clipped(quest.layout, following) if mark else following
    cost = dearer(quest, runs.old_costs[place], letter, today.column)
    at = paired(runs.table, runs.keys, runs.marks, cursor[COUNT], key, mark)
    if at == cursor[COUNT] or cost < runs.costs[at]:
        runs.costs[at], runs.nodes[at] = cost, cursor[TALLY]
        cursor[COUNT] = max(cursor[COUNT], at + 1)
        if quest.ranked:
            end = cursor[TALLY]
            log.before[end], log.day[end], log.letter[end] = runs.old_nodes[place], today.column, letter
            cursor[TALLY] = end + 1


@inner
def dearer(quest: Quest, cost: int, letter: int, column: int) -> int:
    """What a run costs after one more event."""
    if quest.ranked:
        return cost + EVENT + letter - quest.letters
    return cost + EVENT + (LATEST - column if cost < EVENT else 0)


@inner
def marked(quest: Quest, mark: int, broken: int) -> int:
    """What a run has breached, with what is breached now."""
    if broken & quest.some:
        return WANTED
    return mark | BROKEN if broken else mark


@outer
def a_night(
    quest: Quest, column: int, best: Longs, runs: Runs, count: int, others: Runs, _sources: int = SOURCES
) -> int:
    """Writes the runs of the next morning to `others`; how many. `best` gets cost, day and last event of a better end.

    A run that can no longer be better than `best` goes.
    """
    others.table[:] = EMPTY
    kept = 0
    for place in range(count):
        cost = runs.costs[place]
        state, broken = nightfall(quest.layout, runs.keys[place])
        mark, total = marked(quest, runs.marks[place], broken), whole(quest, cost, column)
        if broken & quest.none or total >= best[0]:
            continue
        if mark == WANTED:
            best[0], best[1], best[2] = total, column, runs.nodes[place]
        elif mark == 0:
            at = paired(others.table, others.keys, others.marks, kept, state, 0)
            if at == kept or cost < others.costs[at]:
                others.costs[at], others.nodes[at] = cost, runs.nodes[place]
            kept = max(kept, at + 1)
    return kept


@inner
def whole(quest: Quest, cost: int, column: int) -> int:
    """The cost of a run that ends on a day: its events, then the days since the first of them, or its rank."""
    return cost if quest.ranked or cost < EVENT else cost + column - LATEST


@outer
def begun(runs: Runs, count: int, start: int, _sources: int = SOURCES) -> int:
    """How many runs there are with one that begins; there is room for it."""
    place = paired(runs.table, runs.keys, runs.marks, count, start, 0)
    runs.costs[place], runs.nodes[place] = 0, -1
    return max(count, place + 1)

"""The truth of a question about a taken event, in three values (compiled)."""

from __future__ import annotations

from model.bulk.jit import apart, inner
from model.bulk.places import (
    BEFORE,
    BETWEEN,
    CARE,
    CONTEXT,
    EVENT,
    KIND,
    LATEST,
    LETTER,
    MISSING,
    NO,
    NONE,
    NTH,
    NUMBER,
    ON_PLAN,
    PREVIOUS,
    SAME,
    STANDING,
    START,
    UNKNOWN,
    Ints,
    Rules,
    Scratch,
)


@inner
def truth(m: Rules, s: Scratch, values: Ints, question: int, place: int, other: int) -> int:
    """The truth of a question about the event at `place`; `other` is the place that correlations refer to, or NONE."""
    found = int(s.answers[place, question])
    return found if found < CONTEXT else compared(m, s, values, found - CONTEXT, place, other)


@inner
def answered(m: Rules, s: Scratch, values: Ints, place: int) -> None:
    """Writes what can be said of every question about the event at `place`, whatever is compared with it later."""
    row = m.rows[s.course[place, LETTER]]
    for question in range(s.answers.shape[1]):
        found = int(row[m.questions + question])
        if found >= CONTEXT and not m.blocks[found - CONTEXT + 1]:
            found = in_context(m, s, values, found - CONTEXT, place)
        s.answers[place, question] = found


@apart
def in_context(m: Rules, s: Scratch, values: Ints, block: int, place: int) -> int:
    """The truth of a question that may look at earlier events."""
    leaves, at = m.blocks[block], 0
    for number in range(block + 2, block + 2 + leaves):
        leaf = m.blocks[number]
        operation = m.leaves[leaf, 0]
        if operation in (PREVIOUS, LATEST):
            before = earlier(m, s, leaf, place)
            answer = NO if before < 0 else truth(m, s, values, m.leaves[leaf, 1], before, place)
        else:
            answer = simple(m, s, values, leaf, place, NONE)
        at = 3 * at + answer
    return int(m.blocks[block + 2 + leaves + at])


@apart
def compared(m: Rules, s: Scratch, values: Ints, block: int, place: int, other: int) -> int:
    """The truth of a question that compares the event with another."""
    leaves, at = m.blocks[block], 0
    for number in range(block + 2, block + 2 + leaves):
        at = 3 * at + simple(m, s, values, m.blocks[number], place, other)
    return int(m.blocks[block + 2 + leaves + at])


@inner
def earlier(m: Rules, s: Scratch, leaf: int, place: int) -> int:
    """The place of the event of which a leaf speaks, NONE where there is none."""
    if m.leaves[leaf, 0] == PREVIOUS:
        return int(s.course[place, BEFORE])
    for before in range(place - 1, s.course[place, START] - 1, -1):
        if m.rows[s.course[before, LETTER], KIND] == m.leaves[leaf, 2]:
            return before
    return NONE


@inner
def simple(m: Rules, s: Scratch, values: Ints, leaf: int, place: int, other: int) -> int:
    """The truth of a leaf that looks at no earlier event."""
    operation, one, two = m.leaves[leaf, 0], m.leaves[leaf, 1], m.leaves[leaf, 2]
    if operation == NTH:
        return int(one <= s.course[place, NUMBER] <= two)
    if operation == STANDING:
        fact = s.course[place, CARE if one else ON_PLAN]
        return UNKNOWN if fact == UNKNOWN else int(fact == two)
    value = values[s.course[place, EVENT], one]
    if operation == SAME:
        theirs = MISSING if other < 0 else values[s.course[other, EVENT], two]
        return UNKNOWN if value == MISSING or theirs == MISSING else int(value == theirs)
    if operation == BETWEEN:
        return UNKNOWN if value == MISSING else int(two <= value <= m.leaves[leaf, 3])
    return distance(m, s, leaf, value, values[s.course[place, EVENT], two])


@inner
def distance(m: Rules, s: Scratch, leaf: int, value: int, start: int) -> int:
    """Whether a day is as far from another as a leaf says."""
    if value <= MISSING or start <= MISSING:
        return UNKNOWN
    low, high = m.leaves[leaf, 3], m.leaves[leaf, 4]
    if low >= 0 and value < day_of(m, s, low, start):
        return NO
    return int(high < 0 or value <= day_of(m, s, high, start))


@inner
def day_of(m: Rules, s: Scratch, table: int, day: int) -> int:
    """What a table makes of a day; notes the failure where the calendar does not reach."""
    at = day - m.first
    found = m.tables[table, at] if 0 <= at < m.tables.shape[1] else MISSING
    if found == MISSING:
        s.failed[0] = 1
    return int(found)

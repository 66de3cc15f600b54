"""One occasion: its window, what answers, ends and excuses it (the oracle's `timing.py`, `occasion.py`, compiled)."""

from __future__ import annotations

from typing import NamedTuple

from model.bulk.jit import inner
from model.bulk.places import (
    ANCHOR,
    BACKWARD,
    DAY,
    DUE,
    EVENT,
    EXCUSES,
    FAR,
    FORM,
    FORM_FORBID,
    FORM_REQUIRES,
    ITSELF,
    KNOWN_ON,
    LETTER,
    MISSING,
    NO,
    NONE,
    OPENS,
    POWERS,
    START,
    THEN,
    UNKNOWN,
    UNLESS,
    UNTIL,
    YES,
    Ints,
    Rules,
    Scratch,
)
from model.bulk.truths import day_of, truth


class Timing(NamedTuple):
    """The window of an occasion, FAR to either side where it is open, and what set it or left it in doubt, or NONE."""

    anchor: int
    opens: int
    due: int
    power: int
    doubt: int


class Held(NamedTuple):
    """What was found, by place or NONE; `doubt` and `unsure` are the first of the oracle's `doubts` and `unsure`."""

    end: int
    lapse: int
    answer: int
    doubt: int
    unsure: int


@inner
def timing(m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, count: int) -> Timing:
    """When the response to `trigger` is due; its anchor is MISSING where that was not recorded."""
    row = m.duties[duty]
    anchor = values[s.course[trigger, EVENT], row[ANCHOR]]
    if anchor <= MISSING:
        return Timing(MISSING, MISSING, MISSING, NONE, NONE)
    if row[FORM] == FORM_REQUIRES:
        return Timing(anchor, anchor, anchor, NONE, NONE)
    found = laid(m, s, duty, anchor)
    if row[POWERS + 1]:
        for place in range(s.course[trigger, START], count):
            for rank in range(row[POWERS + 1]):
                found = directed(m, s, values, found, row[POWERS] + 3 * rank, place, trigger)
    return found


@inner
def laid(m: Rules, s: Scratch, duty: int, anchor: int) -> Timing:
    """The window that the text sets."""
    opens, due = -FAR, FAR
    if m.duties[duty, OPENS] == ITSELF:
        opens = anchor
    elif m.duties[duty, OPENS] >= 0:
        opens = day_of(m, s, m.duties[duty, OPENS], anchor)
    if m.duties[duty, DUE] >= 0:
        due = day_of(m, s, m.duties[duty, DUE], anchor)
    return Timing(anchor, opens, due, NONE, NONE)


@inner
def directed(m: Rules, s: Scratch, values: Ints, found: Timing, power: int, place: int, trigger: int) -> Timing:
    """The timing after one event, if that is a direction and speaks of this occasion."""
    c = s.course[place]
    given = truth(m, s, values, m.lists[power], place, NONE)
    if given == NO or place == trigger or (found.due != FAR and c[KNOWN_ON] > found.due):
        return found
    later = c[DAY] > s.course[trigger, DAY]
    if later and not (m.lists[power + 1] and c[DAY] <= found.due):
        return found
    table = int(m.rows[c[LETTER], m.lists[power + 2]]) - 1
    if given == UNKNOWN or table < 0:
        return Timing(found.anchor, found.opens, found.due, found.power, place)
    due = day_of(m, s, table, found.anchor)
    return Timing(found.anchor, found.anchor, max(due, c[DAY]) if later else due, place, NONE)


@inner
def occasion(m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, timed: Timing, count: int) -> Held:
    """What the case holds for this trigger."""
    row = m.duties[duty]
    end, lapse, unsure = NONE, NONE, NONE
    if row[UNTIL] >= 0:
        for place in range(trigger + 1, count):
            ends = truth(m, s, values, row[UNTIL], place, trigger)
            early = timed.due == FAR or s.course[place, DAY] < timed.due
            if ends == YES:
                end, lapse = place, place if early else NONE
                break
            if ends == UNKNOWN and early and unsure == NONE:
                unsure = place
    answer, doubt = response(m, s, values, duty, trigger, timed, lapse, count)
    return Held(end, lapse, answer, doubt, unsure)


@inner
def response(
    m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, timed: Timing, lapse: int, count: int
) -> tuple[int, int]:
    """The first true response in the window before any lapse, and the first before it of which it is unknown."""
    row, doubt = m.duties[duty], NONE
    for place in range(earliest(s, row, trigger), count):
        day = s.course[place, DAY]
        if (lapse != NONE and place > lapse) or day > timed.due:
            break
        if place != trigger and day >= timed.opens:
            found = truth(m, s, values, row[THEN], place, trigger)
            if found == YES:
                return place, doubt
            if found == UNKNOWN and doubt == NONE:
                doubt = place
    return NONE, doubt


@inner
def earliest(s: Scratch, row: Ints, trigger: int) -> int:
    """The first place that may respond."""
    if not row[BACKWARD]:
        return trigger + 1
    return int(s.course[trigger - 1, START]) if trigger else 0


@inner
def late_response(
    m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, timed: Timing, end: int, count: int
) -> int:
    """The first true response after the due day and before the end of the scope, or NONE."""
    row = m.duties[duty]
    last = trigger if timed.due < timed.anchor else end
    for place in range(earliest(s, row, trigger), count if last == NONE else last + 1):
        late = place != trigger and s.course[place, DAY] > timed.due
        if late and truth(m, s, values, row[THEN], place, trigger) == YES:
            return place
    return NONE


@inner
def forgiven(
    m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, due: int, answer: int, count: int
) -> tuple[int, int]:
    """Whether an excuse, or the duty's own `unless`, covers the occasion; and the event that decides, or NONE."""
    row, unsure = m.duties[duty], NONE
    last_day = s.course[answer, DAY] if row[FORM] == FORM_FORBID and answer != NONE else due
    for rank in range(row[EXCUSES + 1]):
        excuse = row[EXCUSES] + 2 * rank
        until = FAR if m.lists[excuse + 1] else last_day
        holds, place = excused(m, s, values, m.lists[excuse], trigger, until, count)
        if holds == YES:
            return YES, place
        unsure = place if unsure == NONE else unsure
    return spared(m, s, values, duty, trigger, unsure)


@inner
def excused(m: Rules, s: Scratch, values: Ints, question: int, trigger: int, until: int, count: int) -> tuple[int, int]:
    """Whether some event from the trigger's day on excuses, and the first that does, or may do."""
    unsure = NONE
    for place in range(count):
        if place != trigger and s.course[trigger, DAY] <= s.course[place, DAY] <= until:
            found = truth(m, s, values, question, place, trigger)
            if found == YES:
                return YES, place
            if found == UNKNOWN and unsure == NONE:
                unsure = place
    return NO, unsure


@inner
def spared(m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, unsure: int) -> tuple[int, int]:
    """Whether the duty's own `unless` covers the occasion; `unsure` is the first event that may excuse it, or NONE."""
    row, unknown = m.duties[duty], unsure != NONE
    for rank in range(row[UNLESS + 1]):
        found = truth(m, s, values, m.lists[row[UNLESS] + rank], trigger, NONE)
        if found == YES:
            return YES, NONE
        unknown = unknown or found == UNKNOWN
    if unknown:
        return UNKNOWN, trigger if unsure == NONE else unsure
    return NO, NONE

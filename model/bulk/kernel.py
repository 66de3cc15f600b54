"""All findings on many histories, in one compiled function."""

from __future__ import annotations

from typing import NamedTuple

from model.bulk.jit import SOURCES, inner, outer
from model.bulk.lifecycle import taken
from model.bulk.memo import Memo, Part, Text
from model.bulk.places import (
    DAY,
    DOUBT,
    DUE_DAY,
    DUTY,
    EVENT,
    EXCUSE,
    FAR,
    FROM,
    HISTORY,
    LAPSE,
    MISSING,
    NO,
    NONE,
    OCCASION,
    POWER,
    RESPONSE,
    STATUS,
    TO,
    TRIGGER,
    WHEN,
    YES,
    Ints,
    Rules,
    Scratch,
)
from model.bulk.scan import history_read
from model.bulk.truths import truth
from model.bulk.verdicts import finding
from model.bulk.write import Phrases, list_written

# Columns of `histories`: where the events begin and end, the day of the verdict, whether it is judged; then, of those
# that are read from lines, where the text begins and ends, and where the answer does.
FIRST, END, AS_OF, GOOD, TEXT_AT, TEXT_END, ANSWER_AT, ANSWER_END, HISTORY_COLUMNS = range(9)


class Lines(NamedTuple):
    """What is read from lines and written on them: nothing, where events come as arrays."""

    text: Text
    memo: Memo
    phrases: Phrases
    out: Text
    first_day: int
    last_day: int


@outer
def judge(
    m: Rules,
    s: Scratch,
    lines: Lines,
    letters: Ints,
    values: Ints,
    histories: Ints,
    found: Ints,
    _sources: int = SOURCES,
) -> int:
    """How many findings there are on some histories; writes `found`, or says NONE where that is too short.

    Not good are histories whose days the calendar does not reach, which have an event without a letter, or are not
    plain enough to be read: they have no findings. Where `letters` are as yet unknown, they are read from lines.
    """
    count = read = at = 0
    for history in range(len(histories)):
        h = histories[history]
        if h[TEXT_END] and h[GOOD]:
            part = Part(h[TEXT_AT], h[TEXT_END], lines.first_day, lines.last_day)
            events = history_read(m, lines.text, lines.memo, part, read, letters, values)
            h[FIRST], h[END] = read, read + max(events, 0)
            read, h[GOOD] = h[END], events >= 0
        if h[GOOD]:
            more = judged(m, s, letters, values, h, history, found, count)
            if more < 0:
                return NONE
            if h[GOOD] and h[TEXT_END]:
                h[ANSWER_AT] = at
                at = list_written(lines.phrases, lines.text, lines.memo, values, found, count, more, lines.out, at)
                h[ANSWER_END], h[GOOD] = at, at >= 0
                at = max(at, h[ANSWER_AT])
            count = more if h[GOOD] else count
    return count


@inner
def judged(m: Rules, s: Scratch, letters: Ints, values: Ints, h: Ints, history: int, found: Ints, count: int) -> int:
    """Writes the findings on one history behind the first `count`; how many there are then, NONE for too many."""
    h[GOOD], s.failed[0] = known(letters, h[FIRST], h[END]), 0
    if h[GOOD]:
        events = taken(m, s, letters, values, h[FIRST], h[END], h[AS_OF])
        count = all_written(m, s, values, events, h[AS_OF], history, found, count)
        h[GOOD] = s.failed[0] == 0
    return count


@inner
def known(letters: Ints, first: int, end: int) -> bool:
    """Whether all events from `first` to before `end` have letters."""
    missing = 0
    for event in range(first, end):
        missing += letters[event] < 0
    return missing == 0


@inner
def all_written(
    m: Rules, s: Scratch, values: Ints, events: int, as_of: int, history: int, found: Ints, count: int
) -> int:
    """Writes the findings on one history behind the first `count`; how many there are then, NONE for too many."""
    for group in range(len(m.groups)):
        number, first, end = 0, m.groups[group, 0], m.groups[group, 1]
        for trigger in range(events):
            for duty in range(first, end):
                truly = truth(m, s, values, m.duties[duty, WHEN], trigger, NONE)
                if truly != NO and m.duties[duty, FROM] <= s.course[trigger, DAY] <= m.duties[duty, TO]:
                    if count == len(found):
                        return NONE
                    number += 1
                    written(m, s, values, duty, trigger, truly == YES, as_of, events, found[count])
                    found[count, HISTORY], found[count, OCCASION] = history, number
                    count += 1
    return count


@inner
def written(
    m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, certain: bool, as_of: int, events: int, row: Ints
) -> None:
    """Writes one finding."""
    timed, given = finding(m, s, values, duty, trigger, certain, as_of, events)
    row[DUTY], row[TRIGGER], row[STATUS] = duty, s.course[trigger, EVENT], given.status
    row[DUE_DAY] = MISSING if timed.due == FAR else timed.due
    row[RESPONSE], row[EXCUSE] = event_at(s, given.response), event_at(s, given.excuse)
    row[LAPSE], row[POWER] = event_at(s, given.lapse), event_at(s, timed.power)
    row[DOUBT] = event_at(s, given.doubt)


@inner
def event_at(s: Scratch, place: int) -> int:
    """The event at a place, NONE for none."""
    return NONE if place < 0 else int(s.course[place, EVENT])

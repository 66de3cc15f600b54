"""Reads histories out of lines of JSON (compiled)."""

from __future__ import annotations

import numpy as np

from model.bulk.jit import apart, inner
from model.bulk.memo import (
    AT,
    ENTRY,
    HASH,
    HERE,
    ID_AT,
    ID_HASH,
    ID_LENGTH,
    LENGTH,
    LETTER_OF,
    MISSED,
    MISSED_AT,
    MISSED_LENGTH,
    MOST_DAYS,
    NAMED_DAYS,
    SCRIBBLED,
    SLOTS,
    TIES,
    WRONG,
    Memo,
    Part,
    Text,
)
from model.bulk.places import KIND, KNOWN, MISSING, NONE, ON, Ints, Rules

QUOTE, COMMA, COLON, OPEN, SHUT, OPEN_LIST, SHUT_LIST, MINUS, ZERO = (ord(one) for one in '",:{}[]-0')
SPACE, LAST_PLAIN, MARK = 0x20, 0x7E, 1
# Fowler, Noll and Vo's: a number of 32 bits, whose product with the prime fits into a word.
FNV, PRIME, BITS = 0x811C9DC5, 0x01000193, 0xFFFFFFFF
RECORDED_ON = np.frombuffer(b"recorded_on", dtype=np.uint8)
# The days of a year before each month ends.
MONTHS = np.array([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365])
# Of longer histories ids are not compared one with each other.
LONGEST = 1 << 11


@inner
def blank(t: Text, k: Memo, end: int) -> int:
    """Passes over blanks; the byte that follows, 0 at the end."""
    here = k.state[HERE]
    while here < end and t[here] <= SPACE:
        here += 1
    k.state[HERE] = here
    return int(t[here]) if here < end else 0


@inner
def passed(t: Text, k: Memo, end: int, byte: int) -> bool:
    """Passes over a byte, where that follows."""
    found = blank(t, k, end) == byte
    k.state[HERE] += found
    return found


@inner
def quoted(t: Text, k: Memo, end: int) -> int:
    """Passes over a text, if there is one; where it begins behind its quote, or NONE."""
    if not passed(t, k, end, QUOTE):
        return NONE
    begin = here = k.state[HERE]
    while here < end and t[here] != QUOTE:
        here += 1
    k.state[HERE] = here + 1
    return int(begin) if here < end else NONE


@inner
def digits(t: Text, at: int, count: int) -> int:
    """A number of so many digits, NONE where there is something else."""
    found = 0
    for place in range(at, at + count):
        digit = int(t[place]) - ZERO
        if not 0 <= digit <= 9:
            return NONE
        found = 10 * found + digit
    return found


@apart
def day_at(t: Text, at: int, length: int, part: Part) -> int:
    """The ordinal of the day that a text names, MISSING where it names none from the first to the last."""
    if length != 10 or t[at + 4] != MINUS or t[at + 7] != MINUS:
        return MISSING
    year, month, day = digits(t, at, 4), digits(t, at + 5, 2), digits(t, at + 8, 2)
    if year < 1 or not 1 <= month <= 12 or day < 1:
        return MISSING
    leap = int(year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    if day > MONTHS[month] - MONTHS[month - 1] + (leap if month == 2 else 0):
        return MISSING
    before = year - 1
    found = 365 * before + before // 4 - before // 100 + before // 400
    found += MONTHS[month - 1] + (leap if month > 2 else 0) + day
    return found if part.first <= found <= part.last else MISSING


@inner
def scribbled(k: Memo, t: Text, begin: int, end: int, at: int) -> int:
    """Notes a part of a line as text of an event; where the next one goes. There is room for a whole line."""
    for place in range(begin, end):
        k.scribble[at] = t[place]
        at += 1
    return at


@apart
def member(t: Text, k: Memo, end: int, key: int, at: int) -> int:
    """Notes a member, whose name begins at `key` and ends before the reader's place, up to the end of its value."""
    at = scribbled(k, t, key - 1, k.state[HERE], at)
    if not passed(t, k, end, COLON):
        k.state[WRONG] = 1
    k.scribble[at] = COLON
    at += 1
    depth, within, here = 0, False, k.state[HERE]
    while here < end:
        byte = t[here]
        if byte == QUOTE:
            within = not within
        elif not within:
            if depth == 0 and (byte in (COMMA, SHUT)):
                break
            depth += int(byte in (OPEN, OPEN_LIST)) - int(byte in (SHUT, SHUT_LIST))
        if within or byte > SPACE:
            k.scribble[at] = byte
            at += 1
        here += 1
    k.state[HERE] = here
    k.scribble[at] = COMMA
    return at + 1


@apart
def dated(t: Text, k: Memo, part: Part, key: int, at: int, event: int, days: int) -> int:
    """Notes a member whose value is a day as one that is a mark, and the day beside it; NONE where it is none."""
    named, here = k.state[HERE], k.state[HERE]
    if not passed(t, k, part.end, COLON):
        return NONE
    begin = quoted(t, k, part.end)
    day = MISSING if begin < 0 else day_at(t, begin, k.state[HERE] - 1 - begin, part)
    if day == MISSING:
        k.state[HERE] = here
        return NONE
    at = scribbled(k, t, key - 1, named, at)
    k.scribble[at], k.scribble[at + 1], k.scribble[at + 2] = COLON, MARK, COMMA
    if days < MOST_DAYS:
        k.read[event, NAMED_DAYS + days] = day
    return at + 3


@inner
def is_called(t: Text, key: int, length: int, one: int, two: int) -> bool:
    """Whether a name is of two letters, and these."""
    return length == 2 and t[key] == one and t[key + 1] == two


@inner
def own_day(t: Text, k: Memo, part: Part) -> int:
    """The day that follows a colon, MISSING where none does."""
    begin = quoted(t, k, part.end) if passed(t, k, part.end, COLON) else NONE
    return MISSING if begin < 0 else day_at(t, begin, k.state[HERE] - 1 - begin, part)


@inner
def identity(t: Text, k: Memo, end: int, event: int) -> None:
    """Notes an id; one that would have to be looked at more closely is wrong here."""
    begin = quoted(t, k, end) if passed(t, k, end, COLON) else NONE
    stop = k.state[HERE] - 1
    if begin < 0 or begin == stop or t[begin] == SPACE or t[stop - 1] == SPACE:
        k.state[WRONG] = 1
        return
    mixed = FNV
    for place in range(begin, stop):
        mixed = (mixed ^ int(t[place])) * PRIME & BITS
        if not SPACE <= t[place] <= LAST_PLAIN:
            k.state[WRONG] = 1
    row = k.read[event]
    row[ID_AT], row[ID_LENGTH], row[ID_HASH] = begin, stop - begin, mixed


@inner
def is_recorded_on(t: Text, key: int, length: int) -> bool:
    """Whether a name is that of the day on which an event got into the record."""
    same = length == len(RECORDED_ON)
    if same:
        for place in range(len(RECORDED_ON)):
            same = same and t[key + place] == RECORDED_ON[place]
    return same


@inner
def one_event(t: Text, k: Memo, part: Part, event: int, values: Ints) -> int:
    """Reads an event from its brace to the one that ends it; its entry, or NONE where its text was not met before."""
    end, k.read[event, ID_LENGTH], values[event, :] = part.end, 0, MISSING
    begin = at = k.state[SCRIBBLED]
    days, more = 0, passed(t, k, end, OPEN)
    while more and not k.state[WRONG]:
        key = quoted(t, k, end)
        length = k.state[HERE] - 1 - key
        if key < 0:
            k.state[WRONG] = 1
        elif is_called(t, key, length, 105, 100):
            identity(t, k, end, event)
        elif is_called(t, key, length, 111, 110):
            values[event, ON] = own_day(t, k, part)
        elif is_recorded_on(t, key, length):
            values[event, KNOWN] = own_day(t, k, part)
            k.state[WRONG] |= values[event, KNOWN] == MISSING
        else:
            marked = dated(t, k, part, key, at, event, days)
            days += marked >= 0
            at = marked if marked >= 0 else member(t, k, end, key, at)
        more = passed(t, k, end, COMMA)
    ended = passed(t, k, end, SHUT)
    if values[event, KNOWN] == MISSING:
        values[event, KNOWN] = values[event, ON]
    sound = ended and days <= MOST_DAYS and k.read[event, ID_LENGTH] > 0
    k.state[WRONG] |= not sound or values[event, ON] == MISSING or values[event, KNOWN] < values[event, ON]
    return NONE if k.state[WRONG] else entry_of(k, begin, at)


@apart
def entry_of(k: Memo, begin: int, end: int) -> int:
    """The entry of the text that was noted last; where there is none the text is kept, and NONE."""
    mask, mixed, length = len(k.table) - 1, FNV, end - begin
    for place in range(begin, end):
        mixed = (mixed ^ int(k.scribble[place])) * PRIME & BITS
    at = (mixed ^ mixed >> 16) & mask
    while k.table[at]:
        entry = k.table[at] - 1
        start = k.entries[entry, AT]
        same = k.entries[entry, LENGTH] == length
        place = 0
        while same and place < length:
            same = k.arena[start + place] == k.scribble[begin + place]
            place += 1
        if same:
            return int(entry)
        at = at + 1 & mask
    if k.state[MISSED] < len(k.missed):
        row = k.missed[k.state[MISSED]]
        row[HASH], row[MISSED_AT], row[MISSED_LENGTH] = mixed, begin, length
        k.state[MISSED] += 1
        k.state[SCRIBBLED] = end
    return NONE


@inner
def history_read(m: Rules, t: Text, k: Memo, part: Part, event: int, letters: Ints, values: Ints) -> int:
    """Reads a history of which the events from `event` on are written; how many, NONE where it is not plain enough.

    Its events have to stand in their order, but for those of one kind and day; a letter that is not known is NONE.
    """
    end, k.state[HERE], k.state[WRONG] = part.end, part.begin, 0
    if not passed(t, k, end, OPEN_LIST):
        return NONE
    start, empty = event, passed(t, k, end, SHUT_LIST)
    more = not empty
    while more and not k.state[WRONG] and event < len(letters):
        entry = one_event(t, k, part, event, values)
        k.read[event, ENTRY], letters[event] = entry, NONE
        if entry >= 0:
            letters[event] = k.entries[entry, LETTER_OF]
            for number in range(MOST_DAYS):
                if k.entries[entry, SLOTS + number] >= 0:
                    values[event, k.entries[entry, SLOTS + number]] = k.read[event, NAMED_DAYS + number]
        event += 1
        more = passed(t, k, end, COMMA)
    ended = (empty or passed(t, k, end, SHUT_LIST)) and blank(t, k, end) == 0
    plain = ended and not more and not k.state[WRONG] and event - start < LONGEST
    return event - start if plain and in_order(m, k, start, event, letters, values) else NONE


@inner
def in_order(m: Rules, k: Memo, start: int, end: int, letters: Ints, values: Ints) -> bool:
    """Whether events stand in the order of their days and kinds, and no two have one id; of unknown letters, yes.

    Notes those that are of the day and kind of the one before.
    """
    for event in range(start, end):
        for other in range(start, event):
            if k.read[other, ID_HASH] == k.read[event, ID_HASH]:
                return False
        if event > start and letters[event] >= 0 and letters[event - 1] >= 0:
            later = values[event, ON] - values[event - 1, ON]
            behind = m.rows[letters[event], KIND] - m.rows[letters[event - 1], KIND]
            if later < 0 or (later == 0 and behind < 0):
                return False
            if later == 0 and behind == 0:
                if k.state[TIES] == len(k.ties):
                    return False
                k.ties[k.state[TIES], 0], k.ties[k.state[TIES], 1] = event - 1, event
                k.state[TIES] += 1
    return True

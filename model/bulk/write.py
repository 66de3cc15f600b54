"""Writes findings as JSON (compiled)."""

from __future__ import annotations

from typing import NamedTuple

from model.bulk.jit import inner
from model.bulk.memo import ID_AT, ID_LENGTH, Memo, Text
from model.bulk.places import DUE_DAY, DUTY, MISSING, NONE, ON, RESPONSE, STATUS, TRIGGER, Ints
from model.bulk.scan import COMMA, OPEN_LIST, SHUT, SHUT_LIST

# Of each day, as it is written.
DIGITS = 10


class Phrases(NamedTuple):
    """Pieces of JSON: piece n stands in `text` from `at[n]` to before `at[n + 1]`; `days` begins with ordinal `first`.

    First come the duties, up to the id of the trigger, then the statuses, then what stands before each day and behind.
    """

    text: Text
    at: Ints
    days: Text
    first: int
    duties: int
    statuses: int


BEFORE_DUE, BEFORE_DONE, BEHIND = range(3)
# No finding is longer, but for its duty and its id.
LONGEST_REST = 96


@inner
def put(out: Text, at: int, text: Text, begin: int, end: int) -> int:
    """Writes a part of a text; where the next one goes."""
    for place in range(begin, end):
        out[at] = text[place]
        at += 1
    return at


@inner
def piece(p: Phrases, out: Text, at: int, number: int) -> int:
    """Writes a piece."""
    return put(out, at, p.text, p.at[number], p.at[number + 1])


@inner
def day(p: Phrases, out: Text, at: int, before: int, ordinal: int) -> int:
    """Writes a day with what stands before it, NONE where it is none of those at hand; nothing for MISSING."""
    if at < 0 or ordinal == MISSING:
        return at
    place = DIGITS * (ordinal - p.first)
    if not 0 <= place < len(p.days):
        return NONE
    at = piece(p, out, at, p.duties + p.statuses + before)
    at = put(out, at, p.days, place, place + DIGITS)
    return piece(p, out, at, p.duties + p.statuses + BEHIND)


@inner
def one_written(p: Phrases, t: Text, k: Memo, values: Ints, row: Ints, out: Text, at: int) -> int:
    """Writes a finding; where the next one goes, NONE where that cannot be said."""
    trigger, response = row[TRIGGER], row[RESPONSE]
    begin = k.read[trigger, ID_AT]
    at = piece(p, out, at, row[DUTY])
    at = put(out, at, t, begin, begin + k.read[trigger, ID_LENGTH])
    at = piece(p, out, at, p.duties + row[STATUS])
    at = day(p, out, at, BEFORE_DUE, row[DUE_DAY])
    at = day(p, out, at, BEFORE_DONE, MISSING if response < 0 else values[response, ON])
    if at < 0:
        return NONE
    out[at] = SHUT
    return at + 1


@inner
def list_written(
    p: Phrases, t: Text, k: Memo, values: Ints, found: Ints, first: int, end: int, out: Text, at: int
) -> int:
    """Writes the findings from `first` to before `end`; where to go on, NONE where one cannot be written."""
    if at + LONGEST_REST > len(out):
        return NONE
    out[at] = OPEN_LIST
    at += 1
    for number in range(first, end):
        row = found[number]
        longest = LONGEST_REST + p.at[row[DUTY] + 1] - p.at[row[DUTY]] + k.read[row[TRIGGER], ID_LENGTH]
        if at + longest > len(out):
            return NONE
        if number > first:
            out[at] = COMMA
            at += 1
        at = one_written(p, t, k, values, row, out, at)
        if at < 0:
            return NONE
    out[at] = SHUT_LIST
    return at + 1

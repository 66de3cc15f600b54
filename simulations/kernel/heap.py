"""The memory of a run: rows made and used again, lists of jobs, sets of families."""

from __future__ import annotations

from simulations.kernel import memory as at
from simulations.kernel.options import Words, inner, lowest, whole

SET_BITS, WORD = 5, 31
FREE_NOTES, NOTE_NEXT, NOTE_WORDS = whole(at.FREE_NOTES), whole(at.NOTE_NEXT), whole(at.NOTE_WORDS)


@inner
def new(m: Words, words: int) -> int:
    """A new row, of zeros where the heap was never used; MemoryError where it has an end."""
    row = m[at.TOP]
    if row + words > m[at.LIMIT]:
        raise MemoryError
    m[at.TOP] = row + words
    return row


@inner
def again(m: Words, kind: int, link: int, words: int) -> int:
    """A row of a kind: one that is over, else a new one."""
    row = m[kind]
    if row:
        m[kind] = m[row + link]
        return row
    return new(m, words)


@inner
def over(m: Words, kind: int, link: int, row: int) -> None:
    """A row may be used again."""
    m[row + link] = m[kind]
    m[kind] = row


# Notes


@inner
def note(m: Words, head: int, says: int) -> None:
    """A note, put first."""
    row = again(m, FREE_NOTES, NOTE_NEXT, NOTE_WORDS)
    m[row + at.SAYS] = says
    m[row + at.NOTE_NEXT] = m[head]
    m[head] = row


@inner
def ordered_note(m: Words, head: int, says: int) -> None:
    """A note, put where it belongs in an ascending list."""
    while m[head] and m[m[head] + at.SAYS] < says:
        head = m[head] + at.NOTE_NEXT
    note(m, head, says)


@inner
def taken_note(m: Words, head: int) -> int:
    """What the first note says, which goes."""
    row = m[head]
    m[head] = m[row + at.NOTE_NEXT]
    over(m, FREE_NOTES, NOTE_NEXT, row)
    return m[row + at.SAYS]


# Lists of jobs, in the order of their ranking and number


@inner
def put(m: Words, row: int, job: int, ranking: int) -> None:
    """A job goes into a list, behind all that rank before it; most come last."""
    before = m[row + at.TAIL]
    while before and (
        m[before + at.RANKING] > ranking
        or (m[before + at.RANKING] == ranking and m[before + at.JOB_NUMBER] > m[job + at.JOB_NUMBER])
    ):
        before = m[before + at.BEFORE]
    behind = m[before + at.BEHIND] if before else m[row + at.HEAD]
    m[job + at.RANKING], m[job + at.LIST], m[job + at.BEFORE], m[job + at.BEHIND] = ranking, row, before, behind
    m[before + at.BEHIND if before else row + at.HEAD] = job
    m[behind + at.BEFORE if behind else row + at.TAIL] = job


@inner
def taken_out(m: Words, job: int) -> None:
    """A job stands in no list any more."""
    row, before, behind = m[job + at.LIST], m[job + at.BEFORE], m[job + at.BEHIND]
    if row:
        m[before + at.BEHIND if before else row + at.HEAD] = behind
        m[behind + at.BEFORE if behind else row + at.TAIL] = before
        m[job + at.LIST] = 0


# Sets of families


@inner
def add(m: Words, of_set: int, family: int) -> None:
    """A family is in a set."""
    place = m[family + at.NAME]
    m[m[of_set] + (place >> SET_BITS)] |= 1 << (place & WORD)


@inner
def first_of(m: Words, word: int, bits: int) -> int:
    """The first family of a word of a set, which is not empty."""
    return m[m[at.FAMILY_LIST] + (word << SET_BITS) + lowest(bits)]

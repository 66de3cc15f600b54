"""Where the kernel finds what: the columns and codes of its arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Shorts = NDArray[np.int16]

# Truth in three values, and from CONTEXT on the place of a block of `blocks`, CONTEXT more than it is.
NO, YES, UNKNOWN, CONTEXT = range(4)

# A day, or another value that is compared, is not 0; days are ordinals, other values are negative.
MISSING = 0
# Further than any day.
FAR = 1 << 30

# Columns of `values`: what each event has beside its letter; then one for each attribute that is compared.
ON, KNOWN, NAMED = range(3)

# Columns of `rows`: what each letter is; then the period that it sets for each power, then the truth of each question.
KIND, COURSE, SETS = range(3)
# `COURSE` of a conference: what came of it. Of a concluded section 47: whether a conference is required.
NOT_SAID, NO_PLAN, PLAN = range(3)
REQUIRED, NOT_REQUIRED = 1, 2

# Operations of `leaves`, in the first of five columns.
NTH, STANDING, PREVIOUS, LATEST, SAME, APART, BETWEEN = range(7)

# Columns of `kinds`: the states in which it can happen, as bits; what the child has to be; since when it is numbered.
STATES, LOOKED_AFTER, COUNTED = range(3)
EITHER = 2

# Columns of `duties`. Where a list begins in `lists` stands before how many entries it has.
FORM, WHEN, THEN, UNTIL, REQUIRES, ANCHOR, OPENS, DUE, BACKWARD, FROM, TO = range(11)
UNLESS, EXCUSES, POWERS, DUTY_COLUMNS = 11, 13, 15, 17
FORM_THEN, FORM_FORBID, FORM_REQUIRES = range(3)
# Instead of a table: there is none; the anchor day itself.
NONE, ITSELF = -1, -2

# Names of what `last` remembers, behind the kinds.
PLAN_START, CERTAIN_PLAN, QUORATE, ICPC_REQUIRED, ICPC_NOT_REQUIRED, SPECIAL = range(6)

# Columns of `course`: each taken event of one history.
LETTER, EVENT, NUMBER, BEFORE, START, ON_PLAN, CARE, DAY, KNOWN_ON, COURSE_COLUMNS = range(10)

# Columns of `found`: each finding, events by their place among all.
HISTORY, DUTY, OCCASION, TRIGGER, STATUS, DUE_DAY, RESPONSE, EXCUSE, LAPSE, POWER, DOUBT, FOUND_COLUMNS = range(12)
PENDING, MET, BREACHED, EXCUSED, LAPSED, NOT_KNOWN = range(6)


class Rules(NamedTuple):
    """A policy and a calendar as arrays; `names` are the places of the kinds of which the lifecycle speaks.

    `tables[T, D]` holds days by the day of the calendar from which they are counted, MISSING where it does not reach.
    `first` is the ordinal of its first day; `quorum` the question that a quorate core group answers.
    """

    rows: Shorts
    blocks: Ints
    leaves: Ints
    tables: Days
    kinds: Ints
    duties: Ints
    groups: Ints
    lists: Ints
    names: Ints
    first: int
    quorum: int
    questions: int


class Scratch(NamedTuple):
    """What the kernel writes of one history.

    The taken events, what every question says of them, which came last, the counts of the kinds, a failure.
    """

    course: Ints
    answers: Shorts
    last: Ints
    counts: Ints
    failed: Ints

"""What the kernel remembers of lines: the texts of events that were met, and what it reads and misses."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.bulk.places import Ints

Text = NDArray[np.uint8]

# Columns of `read`: the entry of each event, where its id stands, a number made of it, and the days that it names.
ENTRY, ID_AT, ID_LENGTH, ID_HASH, NAMED_DAYS = range(5)
MOST_DAYS = 4
READ_COLUMNS = NAMED_DAYS + MOST_DAYS

# Columns of `entries`: where the text of one begins and ends in `arena`, its letter, and the slots of its days.
AT, LENGTH, LETTER_OF, SLOTS = range(4)
ENTRY_COLUMNS = SLOTS + MOST_DAYS

# Columns of `missed`: the number, the beginning and the length of a text that has no entry.
HASH, MISSED_AT, MISSED_LENGTH = range(3)

# Places of `state`: how many texts were missed, the length of those, the reader's place, whether it fails, and
# how many events are of the kind and day of the one before.
MISSED, SCRIBBLED, HERE, WRONG, TIES, STATE = range(6)


class Part(NamedTuple):
    """A part of a text, to before its end, and the ordinals of the first and the last day that it may name."""

    begin: int
    end: int
    first: int
    last: int


class Memo(NamedTuple):
    """The texts of events that were met, each without its days, id and own day; and what is missing of them.

    `table` is a power of two long and holds one more than the place of an entry, 0 for none.
    """

    table: Ints
    entries: Ints
    arena: Text
    missed: Ints
    scribble: Text
    read: Ints
    ties: Ints
    state: Ints

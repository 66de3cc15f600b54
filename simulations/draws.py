"""Draws: random numbers that are looked up, not rolled: each is a hash of what it is for.

A change of staff or of policy leaves every other draw as it was: common random numbers hold by design.
"""

from __future__ import annotations

from enum import IntEnum

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
FIRST = 0xBF58476D1CE4E5B9
SECOND = 0x94D049BB133111EB
UNIT = 2.0**-53
WHO_BITS = 48
NUMBER_BITS = 48
# A child's name in draws is its family's, with its place in the family behind it.
SIBLINGS = 16


class Stream(IntEnum):
    """Whose draw it is."""

    DAY = 1
    FAMILY = 2
    CHILD = 3
    POST = 4
    PAST = 5


class Purpose(IntEnum):
    """What a draw is for. The attendance of partner n is `PARTNER + n`."""

    ARRIVALS = 1
    SIZE = 2
    RISK = 3
    NEEDED = 4
    PLAN = 5
    EXIT = 6
    LEAVES = 7
    LEAVES_AFTER = 8
    RETURNS = 9
    RETURNS_AFTER = 10
    CHILD_IN_NEED = 11
    CARE = 12
    CARE_AFTER = 13
    CARE_LASTS = 14
    MARGIN = 15
    FAILS = 16
    VACANT = 17
    GAP = 18
    AGENCY = 19
    TENURE = 20
    WELL = 21
    ILL = 22
    LEAVE_WEEK = 23
    AGE = 24
    PHASE = 25
    PARTNER = 64


def mixed(word: int) -> int:
    """The finaliser of splitmix64: a bijection of 64-bit words."""
    word = ((word ^ (word >> 30)) * FIRST) & MASK
    word = ((word ^ (word >> 27)) * SECOND) & MASK
    return word ^ (word >> 31)


def key_of(seed: int, replication: int) -> int:
    """The key of a replication: no two replications of one seed share it.

    >>> hex(key_of(1, 0))
    '0x5e41ab087439611e'
    """
    return mixed((mixed((seed + GOLDEN) & MASK) + GOLDEN + replication) & MASK)


def bits(key: int, stream: int, who: int, purpose: int, number: int) -> int:
    """64 bits for a stream, `who` and `number` below 2^48 and a purpose below 2^16."""
    word = mixed(((key ^ (stream << WHO_BITS | who)) + GOLDEN) & MASK)
    return mixed(((word ^ (purpose << NUMBER_BITS | number)) + GOLDEN) & MASK)


def uniform(key: int, stream: int, who: int, purpose: int, number: int) -> float:
    """A number in [0, 1): the upper 53 of the 64 bits.

    >>> 0 <= uniform(key_of(1, 0), Stream.FAMILY, 7, Purpose.SIZE, 0) < 1
    True
    """
    return (bits(key, stream, who, purpose, number) >> 11) * UNIT


def span(low: int, high: int, key: int, stream: int, who: int, purpose: int, number: int) -> int:
    """A whole number from `low` to `high`, both inclusive, all alike likely."""
    return low + int(uniform(key, stream, who, purpose, number) * (high - low + 1))

"""Draws, as `simulations/draws.py` says."""

from __future__ import annotations

import numpy as np

from simulations import draws
from simulations.draws import NUMBER_BITS, UNIT, WHO_BITS
from simulations.kernel import memory as at
from simulations.kernel.options import Words, inner

GOLDEN, FIRST, SECOND = np.uint64(draws.GOLDEN), np.uint64(draws.FIRST), np.uint64(draws.SECOND)
SHIFT_1, SHIFT_2, SHIFT_3, DROPPED = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@inner
def mixed(word: np.uint64) -> np.uint64:
    """The finaliser of splitmix64."""
    word = (word ^ (word >> SHIFT_1)) * FIRST
    word = (word ^ (word >> SHIFT_2)) * SECOND
    return word ^ (word >> SHIFT_3)


@inner
def draw(m: Words, stream: int, who: int, purpose: int, number: int) -> int:
    """The 53 bits of a draw."""
    return drawn(who_draws(m, stream, who), purpose, number)


@inner
def who_draws(m: Words, stream: int, who: int) -> np.int64:
    """The word that begins all draws of a family, a child, a post or a day."""
    return np.int64(mixed((np.uint64(m[at.KEY]) ^ np.uint64(stream << WHO_BITS | who)) + GOLDEN))


@inner
def drawn(word: int | np.int64, purpose: int, number: int) -> int:
    """The 53 bits of the draw that goes on from a word."""
    return int(np.int64(mixed((np.uint64(word) ^ np.uint64(purpose << NUMBER_BITS | number)) + GOLDEN) >> DROPPED))


@inner
def owner_draw(m: Words, owner: int, purpose: int, number: int) -> int:
    """A draw of a family or a child."""
    return drawn(m[owner + at.WORD], purpose, number)


@inner
def between(low: int, high: int, bits: int) -> int:
    """A whole number from `low` to `high`, both inclusive."""
    return low + int(bits * UNIT * (high - low + 1))

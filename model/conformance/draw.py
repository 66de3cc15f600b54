"""A block of bytes, read as choices: zeros where it is used up, so that fewer bytes mean a simpler history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """Choices read from front to back."""

    def __init__(self, block: bytes) -> None:
        self.block = block
        self.at = 0

    def below(self, n: int) -> int:
        """A number from 0 to n - 1, for n up to 256 from one byte, beyond from two."""
        at, size = self.at, len(self.block)
        if n <= 256:
            self.at = at + 1
            return self.block[at] % n if at < size else 0
        self.at = at + 2
        return int.from_bytes(self.block[at : at + 2], "big") % n

    def one_of(self, choices: Sequence[T]) -> T:
        """One of the choices; the first where the block is used up."""
        return choices[self.below(len(choices))]

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred cases; False where the block is used up."""
        return self.below(100) >= 100 - percent

"""Room: a part of which a state fits in one number, with fewer occasions at once where it has to be; or why not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate

from model.compiled.clocks import PLACES
from model.compiled.compiled import Compiled
from model.compiled.packing import Packing
from model.errors import InvalidInput

# What is said of a search that is too large, not of an input that is wrong.
TOO_LARGE = frozenset({"state-too-large", "too-many-states", "too-many-letters", "too-many-duties", "search-too-large"})
AT_ONCE = "occasions of one duty run at once"


class TooLarge(Exception):
    """A search does not fit; the text says why, and what to restrict."""


@contextmanager
def fitting() -> Iterator[None]:
    """Turns what is said of a search that is too large into TooLarge; everything else stays what it is."""
    try:
        yield
    except InvalidInput as error:
        if any(fault.code not in TOO_LARGE for fault in error.faults):
            raise
        told = (f"{one.fact}{f' ({one.hint})' if one.hint else ''}" for one in error.faults)
        raise TooLarge("; ".join(told)) from error


def fitted(compiled: Compiled) -> Compiled:
    """The part with as many places a clock as fit; with one place each, which may not fit either, if none do."""
    parts = [narrowed(compiled, most) for most in range(PLACES, 0, -1)]
    return next((part for part in parts if fits(part)), parts[-1])


def fits(compiled: Compiled) -> bool:
    """Whether a state fits in one number."""
    try:
        Packing(compiled)
    except InvalidInput:
        return False
    return True


def narrowed(compiled: Compiled, most: int) -> Compiled:
    """The part with at most so many places a clock, and what that takes for granted; itself where none has more."""
    if all(clock.places <= most for clock in compiled.clocks):
        return compiled
    clocks = tuple(replace(clock, places=min(clock.places, most)) for clock in compiled.clocks)
    slots = [0, *accumulate(clock.width for clock in clocks)]
    placed = tuple(replace(clock, slot=slot) for clock, slot in zip(clocks, slots, strict=False))
    assumed = tuple(one for one in compiled.assumed if AT_ONCE not in one)
    return replace(compiled, clocks=placed, assumed=(*assumed, f"for want of room at most {most} {AT_ONCE}"))

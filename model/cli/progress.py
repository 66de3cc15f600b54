"""Progress on standard error, for work of more than a second and only where somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
PATIENCE, STEP = 1.0, 0.2


def counted(things: Iterable[T], what: str) -> Iterator[T]:
    """The things, while a line on a terminal's standard error says how many there were so far."""
    if not sys.stderr.isatty():
        yield from things
        return
    shown = start = monotonic()
    count = 0
    for count, thing in enumerate(things, 1):
        yield thing
        now = monotonic()
        if now - start > PATIENCE and now - shown > STEP:
            say(f"{what}: {count:,}, {count / (now - start):,.0f} a second", end="")
            shown = now
    if shown != start:
        say(f"{what}: {count:,} in {monotonic() - start:.1f} s", end="\n")


def say(text: str, end: str) -> None:
    """Writes over the line that stands there."""
    print(f"\r{text:<60}", end=end, file=sys.stderr, flush=True)

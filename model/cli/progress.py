"""Progress on standard error, for work of more than a second and only where somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
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


class Watched:
    """Tells how far a stage is, at most every `STEP` seconds; the line is gone when the `with` block ends.

    `says` puts the name of a stage, how much of it is done, and one number more into words.
    """

    def __init__(self, says: Callable[[str, int, int], str]) -> None:
        self.says, self.watched = says, sys.stderr.isatty()
        self.last, self.shown = monotonic(), False

    def __call__(self, stage: str, done: int, more: int) -> None:
        """Says so, where somebody watches and has seen the last line long enough."""
        if self.watched and monotonic() - self.last > STEP:
            say(self.says(stage, done, more), end="")
            self.last, self.shown = monotonic(), True

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            say("", end="\r")


def say(text: str, end: str) -> None:
    """Writes over the line that stands there."""
    print(f"\r{text:<60}", end=end, file=sys.stderr, flush=True)

"""Stopped and Late: a campaign ends before all was asked, with what it has found by then."""

from __future__ import annotations

import signal
from types import FrameType

NAMES = {signal.SIGINT: "Ctrl-C"}


class Late(Exception):
    """There is no time left to put anything to the system."""


class Stopped(KeyboardInterrupt):
    """Raised wherever the program is when `signal` comes in: somebody wants an end now."""

    def __init__(self, signal: signal.Signals) -> None:
        self.signal = signal
        super().__init__(f"it was stopped ({NAMES.get(signal, signal.name)})")


def stop(number: int, _: FrameType | None) -> None:
    """The handler of a signal that raises Stopped."""
    raise Stopped(signal.Signals(number))

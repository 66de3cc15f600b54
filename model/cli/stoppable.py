"""Signals that end a command early, with what it has found by then."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from model.conformance.stopped import stop

ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside the block Ctrl-C and SIGTERM raise Stopped; what is ignored (in the background, by nohup) stays so."""
    heard = [one for one in ENDING if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, stop) for one in heard}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)

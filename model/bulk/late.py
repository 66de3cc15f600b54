"""What takes a while to make, and is made beside the work that can do without it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")

SOON = 1.5


class Late(Generic[T]):
    """Begins to `make` something in a thread of its own when it was asked for more than `after` times.

    What was compiled before is there in less than `SOON` seconds if nobody works beside it, and in thrice that if
    somebody does; so it is waited for so long, once. What cannot be compiled here, such as for want of a place to keep
    it, is never there.
    """

    def __init__(self, make: Callable[[], T | None], after: int) -> None:
        self._make, self._left = make, after
        self._made: T | None = None
        self._thread: Thread | None = None

    def get(self, times: int = 1) -> T | None:
        """What was made, None as long as there is nothing; counts as so many times."""
        self._left -= times
        if self._left < 0 and self._thread is None:
            self._begin().join(SOON)
        return self._made

    def wait(self) -> T | None:
        """What is made, once it is."""
        thread = self._begin() if self._thread is None else self._thread
        thread.join()
        return self._made

    def _begin(self) -> Thread:
        self._thread = thread = Thread(target=self._run)
        thread.start()
        return thread

    def _run(self) -> None:
        with suppress(RuntimeError):  # numba: no place to keep what it compiled
            self._made = self._make()

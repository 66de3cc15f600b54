"""A flawed miniature: a program that answers as the oracle does, but for one planted fault."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

from model.conformance.judging import Judging
from model.conformance.messages import Answer, Run, Story

Asked = Run | Story


class Voice(Protocol):
    """How a program is heard."""

    def tell(self, line: bytes) -> None:
        """Writes one line and flushes it."""

    def write(self, piece: bytes) -> None:
        """Writes a piece of a line and flushes it."""

    def next_answer(self, seconds: float) -> bytes | None:
        """The right answer to the next line, None where none is asked for within so many seconds."""

    @property
    def answered(self) -> int:
        """How many lines were answered before this one."""


def rightly(judging: Judging) -> Judging:
    """As it should be."""
    return judging


def as_it_is(_asked: Asked, answer: Answer) -> Answer:
    """As it should be."""
    return answer


def politely(voice: Voice, _asked: Any, line: bytes) -> None:
    """As it should be."""
    voice.tell(line)


@dataclass(frozen=True)
class Miniature:
    """A fault `says` a developer would tell; the report on it holds the words that it `expects` (letters of any size).

    A fault is planted where the program `means` something else, works `within` a world that is not ours, `spoils` its
    answers, or `sends` a line in another way. `policy` is one under which it shows. `timeout` (seconds), `memory`
    (bytes) and `batch` are what to verify it with; it is found to have so many `faults`.
    """

    name: str
    says: str
    expects: tuple[str, ...]
    policy: str = "brent-2014"
    means: Callable[[Judging], Judging] = rightly
    within: Callable[[], AbstractContextManager[Any]] = nullcontext
    spoils: Callable[[Asked, Answer], Answer] = as_it_is
    sends: Callable[[Voice, Any, bytes], None] = politely
    timeout: float = 20.0
    memory: int | None = None
    batch: int = 16
    faults: int = 1

    @property
    def command(self) -> tuple[str, ...]:
        """What starts it, from the root of the project."""
        return sys.executable, "-m", "tests.conformance.miniatures", self.name

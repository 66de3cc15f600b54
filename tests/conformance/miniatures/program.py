"""The program of a miniature: speaks the protocol, with the fault that is planted in it."""

from __future__ import annotations

from queue import Empty, Queue
from threading import Thread
from typing import Any, BinaryIO

from model.conformance.drive import Reader, calendar_of
from model.conformance.judging import Judging
from model.conformance.messages import (
    ENCODER,
    REQUESTS,
    Agreed,
    Answer,
    Answers,
    PolicyAsked,
    Run,
    Runs,
    Start,
    Started,
    Stop,
)
from model.conformance.probe import Level
from model.policy import load_policy, under
from tests.conformance.miniatures.miniature import Asked, Miniature

Lines = Queue[bytes]


class Program:
    """Answers the lines of `asked` on `answers` until `stop`, or until there are no more."""

    def __init__(self, miniature: Miniature, asked: BinaryIO, answers: BinaryIO) -> None:
        self.miniature, self.answered = miniature, 0
        self._answers, self._lines = answers, Lines()
        self._reader: Reader | None = None
        Thread(target=self._listen, args=(asked,), daemon=True).start()

    def run(self) -> None:
        """Answers every line."""
        with self.miniature.within():
            while self._take(self._lines.get()):
                pass

    def tell(self, line: bytes) -> None:
        """Writes one line and flushes it."""
        self.write(line + b"\n")

    def write(self, piece: bytes) -> None:
        """Writes a piece of a line and flushes it."""
        self._answers.write(piece)
        self._answers.flush()

    def next_answer(self, seconds: float) -> bytes | None:
        """The right answer to the next line, None where none is asked for within so many seconds."""
        try:
            line = self._lines.get(timeout=seconds)
        except Empty:
            return None
        asked = REQUESTS.decode(line) if line else Stop()
        if isinstance(asked, Run | Runs):
            self.answered += 1
            return ENCODER.encode(self._answer(asked))
        self._lines.put(line)
        return None

    def _listen(self, asked: BinaryIO) -> None:
        for line in asked:
            self._lines.put(line)
        self._lines.put(b"")

    def _take(self, line: bytes) -> bool:
        """Answers one line; whether there is more to come."""
        asked = REQUESTS.decode(line) if line else Stop()
        if isinstance(asked, Run | Runs):
            self.miniature.sends(self, asked, ENCODER.encode(self._answer(asked)))
            self.answered += 1
        elif isinstance(asked, Start | PolicyAsked):
            self.tell(ENCODER.encode(self._greeting() if isinstance(asked, Start) else self._agree(asked)))
        return not isinstance(asked, Stop)

    def _greeting(self) -> Started:
        return Started(True, 1, self.miniature.name, "python", "1", Level.DONE, self.miniature.batch)

    def _agree(self, asked: PolicyAsked) -> Agreed:
        policy = under(load_policy(asked.policy), asked.readings)
        judging = Judging.of(policy, asked.duties, calendar_of(asked.calendar))
        self._reader = Reader(self.miniature.means(judging))
        return Agreed(ok=True, duties=asked.duties)

    def _answer(self, asked: Run | Runs) -> Any:
        if isinstance(asked, Runs):
            return Answers(tuple(self._one(one) for one in asked.runs))
        return self._one(asked)

    def _one(self, asked: Asked) -> Answer:
        assert self._reader is not None, "no policy was sent"
        return self.miniature.spoils(asked, self._reader.answer(asked))

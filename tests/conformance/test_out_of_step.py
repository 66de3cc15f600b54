"""A system that writes a line too many is told from one that answers another question."""

from __future__ import annotations

import pytest

from model.conformance.broken import Broken
from model.conformance.campaign import Campaign, campaign
from model.conformance.session import Session
from tests.conformance.systems import Within, york


class Twice(Within):
    """Tells every answer twice; the second is found before the next question, or read as the answer to it."""

    left: bytes | None = None
    early = False

    def hear(self) -> bytes:
        if self.left is None:
            line = super().hear()
            self.left = line if b'"findings":' in line else None
            return line
        stale, self.left = self.left, None
        if self.early:
            raise Broken("unasked", "wrote a line without being asked: {}")
        return stale

    def restart(self) -> None:
        super().restart()
        self.left = None


class Sometimes(Twice):
    """By turns, as it comes."""

    def restart(self) -> None:
        super().restart()
        self.early = not self.early


class Early(Twice):
    """Always before the next question."""

    early = True


class Misnumbers(Within):
    """Tells another number than that of the question."""

    def hear(self) -> bytes:
        return super().hear().replace(b'"seq":', b'"seq":1', 1)


def run(system: Within) -> Campaign:
    with Session(system, york(), batch=1) as talk:
        return campaign(talk, york(), seed=1, count=20, seconds=60)


@pytest.mark.slow
@pytest.mark.parametrize("system", [Twice, Early, Sometimes])
def test_a_line_too_many_is_one_fault_that_comes_every_time(system: type[Within]) -> None:
    found = run(system(york()))
    (fault,) = found.faults
    assert (fault.kind, fault.verdict) == ("unasked", "broken")
    assert fault.title.startswith("wrote a line without being asked: ")
    assert len(fault.probe.events) <= 1
    assert fault.count == found.failed.total() > 1


def test_an_answer_to_another_question_is_none_too_many() -> None:
    (fault,) = run(Misnumbers(york())).faults
    assert (fault.kind, fault.verdict) == ("wrong-seq", "broken")
    assert fault.title.startswith("answered another run than the one asked")

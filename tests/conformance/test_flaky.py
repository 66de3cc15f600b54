"""What nothing explains is asked again before it is told as a fault that comes every time."""

import msgspec
import pytest

from model.conformance.broken import Broken
from model.conformance.campaign import campaign
from model.conformance.investigation import Investigator
from model.conformance.messages import Answer, Run, Story
from model.conformance.session import Session
from tests.conformance.systems import Within, run, york


def test_what_is_right_again_once_nothing_explains_it_is_one_flaky_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    pause = [0]

    def spoil(_: Run | Story, answer: Answer) -> Answer:
        pause[0] -= 1
        return answer if pause[0] >= 0 else msgspec.structs.replace(answer, findings=())

    def explained(*_: object) -> tuple[()]:
        pause[0] = 10
        return ()

    monkeypatch.setattr(Investigator, "explained", explained)
    (fault,) = run(spoil=spoil, count=60).faults
    assert fault.verdict == "flaky"
    assert fault.count > 1


class Tires(Within):
    """Ends after forty answers."""

    answered = 0

    def restart(self) -> None:
        super().restart()
        self.answered = 0

    def hear(self) -> bytes:
        self.answered += 1
        if self.answered > 40:
            raise Broken("ended", "ended with exit code 0")
        return super().hear()


def test_a_system_that_ends_after_a_while_has_one_fault_whatever_was_under_way() -> None:
    with Session(Tires(york()), york(), batch=1) as talk:
        found = campaign(talk, york(), seed=1, count=150, seconds=60)
    (fault,) = found.faults
    assert fault.verdict == "flaky"
    assert "ended with exit code 0" in fault.title
    assert fault.count == found.failed["ended"] > 1

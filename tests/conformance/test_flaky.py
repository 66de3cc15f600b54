"""What nothing explains is asked again before it is told as a fault that comes every time."""

import msgspec
import pytest

from model.conformance.broken import Broken
from model.conformance.campaign import campaign
from model.conformance.investigation import Investigator
from model.conformance.messages import Answer, Run, Story
from model.conformance.session import Session
from tests.conformance.programs import probe
from tests.conformance.systems import Within, run, york


@pytest.mark.slow
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


class Collapses(Within):
    """Answers, then ends with an error on standard error; what is asked next finds nobody."""

    gone = False

    def restart(self) -> None:
        super().restart()
        self.gone = False

    def hear(self) -> bytes:
        if self.gone:
            raise Broken("ended", "ended with exit code 1 before it had answered", "ValueError: boom")
        found = super().hear()
        self.gone = b"findings" in found
        return found


def test_a_system_that_ends_behind_its_answer_has_ended_and_is_not_flaky() -> None:
    with Session(Collapses(york()), york(), batch=1) as talk:
        found = campaign(talk, york(), seed=1, count=30, seconds=60)
    (fault,) = found.faults
    assert (fault.verdict, fault.kind, fault.stderr) == ("broken", "ended", "ValueError: boom")
    assert fault.title == "ended, or closed its output, as soon as it had answered: ended with exit code 1"
    assert len(fault.probe.events) <= 1


@pytest.mark.slow
def test_a_system_that_is_wrong_and_ends_behind_its_answer_has_two_faults() -> None:
    def nothing(_: Run | Story, answer: Answer) -> Answer:
        return msgspec.structs.replace(answer, findings=())

    with Session(Collapses(york(), nothing), york(), batch=1) as talk:
        found = campaign(talk, york(), seed=1, count=30, seconds=60)
    assert {one.title for one in found.faults} == {
        "gives no findings at all",
        "ended, or closed its output, as soon as it had answered: ended with exit code 1",
    }


def test_what_ends_behind_its_answer_is_told_as_it_was_seen_when_the_time_is_up() -> None:
    with Session(Collapses(york()), york(), batch=1) as talk:
        found = Investigator(talk, york(), york(), 1)
        talk.deadline = 0
        assert not found.answers_first(probe())

"""Where a wrong answer comes back only in some circumstances, these are named; where it is by chance, they are not."""

from collections import Counter
from collections.abc import Callable

import msgspec
import pytest

from model.conformance.campaign import campaign
from model.conformance.circumstances import circumstances, ordinal, told
from model.conformance.messages import Answer, Answers, Run, Runs, Story
from model.conformance.reply import Reply, Said
from model.conformance.session import Session
from tests.conformance.programs import probes
from tests.conformance.systems import Within, york


class Placed(Within):
    """Gives no findings in some places of a line with several histories, from 1."""

    def __init__(self, lost: Callable[[int, Runs], bool]) -> None:
        super().__init__(york())
        self.lost = lost

    def hear(self) -> bytes:
        asked = self.told[0]
        right = super().hear()
        if b'"runs"' not in asked[:20]:
            return right
        runs = msgspec.json.decode(asked, type=Runs)
        answers = msgspec.json.decode(right, type=Answers).answers
        kept = (
            msgspec.structs.replace(one, findings=()) if self.lost(place, runs) else one
            for place, one in enumerate(answers, 1)
        )
        return msgspec.json.encode(Answers(tuple(kept)))


def wrong(reply: Reply) -> bool:
    return isinstance(reply, Said) and not reply.findings


def found(lost: Callable[[int, Runs], bool], batch: int = 4, others: int = 6) -> str:
    first, *rest = probes(others)
    with Session(Placed(lost), york(), batch=batch) as talk:
        return circumstances(talk, first, wrong, rest)


@pytest.mark.parametrize(
    ("lost", "says"),
    [
        (lambda place, _: place == 2, "answers differently as the 2nd of several on one line than by itself"),
        (
            lambda place, _: place > 1,
            "answers differently as the 2nd or a later one of several on one line than by itself",
        ),
        (lambda *_: True, "answers differently where several are on one line than where it is asked by itself"),
        (
            lambda place, runs: place == 3 == len(runs.runs),
            "answers differently as the 3rd of several on one line than by itself",
        ),
        (lambda *_: False, ""),
    ],
    ids=["second", "later", "all", "last-of-three", "none"],
)
def test_a_place_on_a_line_is_named(lost: Callable[[int, Runs], bool], says: str) -> None:
    assert found(lost) == says


def test_one_at_a_time_there_is_no_place() -> None:
    assert found(lambda *_: True, batch=1) == ""


def test_what_comes_by_chance_has_no_place() -> None:
    calls: Counter[str] = Counter()

    def sometimes(place: int, _: Runs) -> bool:
        calls["all"] += place == 1
        return calls["all"] % 2 == 0

    assert found(sometimes) == ""


@pytest.mark.parametrize("right", [0, 1, 5], ids=["wrong-at-once", "wrong-soon", "wrong-later"])
def test_what_is_wrong_by_itself_has_no_place(right: int) -> None:
    calls: Counter[str] = Counter()

    class Wears(Within):
        def hear(self) -> bytes:
            heard = super().hear()
            calls["findings"] += b"findings" in heard
            return heard

    def worn(_: Run | Story, answer: Answer) -> Answer:
        return msgspec.structs.replace(answer, findings=()) if calls["findings"] >= right else answer

    first, *rest = probes(6)
    with Session(Wears(york(), worn), york(), batch=4) as talk:
        assert circumstances(talk, first, wrong, rest) == ""


@pytest.mark.slow
def test_what_is_kept_of_an_earlier_history_is_named_and_one_fault() -> None:
    seen: Counter[str] = Counter()

    def keeps(_: Run | Story, answer: Answer) -> Answer:
        seen["all"] += 1
        return answer if seen["all"] == 1 else msgspec.structs.replace(answer, findings=())

    class Keeps(Within):
        def restart(self) -> None:
            seen.clear()
            super().restart()

    with Session(Keeps(york(), keeps), york(), batch=1) as talk:
        run = campaign(talk, york(), seed=1, count=20, seconds=60)
    (fault,) = run.faults
    assert fault.title == "answers differently once it has answered another history: it keeps something of that one"
    assert (fault.verdict, fault.settled) == ("wrong", True)
    assert fault.count == run.disagreed > 1


def test_when_the_time_is_up_nothing_more_is_asked() -> None:
    first, *rest = probes(6)
    with Session(Placed(lambda *_: True), york(), batch=4) as talk:
        talk.deadline, talk.waiting = 0, 3
        assert circumstances(talk, first, wrong, rest) == ""
        assert talk.waiting == 3


@pytest.mark.parametrize(
    ("places", "says"), [(set(), ""), ({16}, "16th"), ({2, 3, 4}, "2nd or a later"), ({1, 3}, "several are on")]
)
def test_places_are_told(places: set[int], says: str) -> None:
    assert says in told(frozenset(places), 4)


@pytest.mark.parametrize(("number", "says"), [(1, "1st"), (3, "3rd"), (4, "4th"), (12, "12th")])
def test_small_numbers_are_counted(number: int, says: str) -> None:
    assert ordinal(number) == says

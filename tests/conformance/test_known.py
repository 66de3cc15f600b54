"""A fault that was found is known again in what it explains, and in nothing else."""

from datetime import date

import pytest

from model.conformance.faults import DISAGREES, ERRORED, Explanation, SystemFault
from model.conformance.guess import compared
from model.conformance.judging import Judging
from model.conformance.known import alike, explains, sort
from model.conformance.probe import Answered, Answers, Difference, Level, Probe
from model.conformance.reply import Errored, Failed
from model.conformance.suspects import Suspect
from model.errors import Fault, InvalidInput
from model.events import Event
from model.findings import Status
from tests.conformance.systems import judging, laid

DUTY = "first-core-group"
NINE = laid(set=[{"duty": DUTY, "within": "9 working days"}])
PROBE = Probe(
    "p", "It is.", "user", (Event(type="icpc_held", on=date(2015, 1, 5), attributes={"outcome": "plan"}, id="e1"),),
    date(2015, 1, 5),
)  # fmt: skip
EXPECTED = {(DUTY, "e1"): Answered(Status.PENDING, date(2015, 1, 19))}
NINTH = {(DUTY, "e1"): Answered(Status.PENDING, date(2015, 1, 16))}
EIGHTH = {(DUTY, "e1"): Answered(Status.PENDING, date(2015, 1, 15))}


def difference(got: Answers) -> Difference:
    return compared(EXPECTED, got, Level.DUE)[0]


def fault(explanation: Explanation | None, got: Answers = NINTH) -> SystemFault:
    explanations = () if explanation is None else (explanation,)
    return SystemFault(DISAGREES, "", PROBE, "p", DUTY, difference(got), EXPECTED, got, explanations)


def nine(explained: int = 3) -> Explanation:
    """That nine days are taken for ten, which so many of three histories show."""
    return Explanation(Suspect("nine", "takes 9", lambda: Judging.of(NINE)), explained, 3, 0, 5)


def no_policy() -> Judging:
    raise InvalidInput(Fault("x", "is no policy"))


def test_the_example_is_as_the_oracle_says() -> None:
    (told,) = [one for one in judging().told(PROBE.events, PROBE.as_of) if one.duty == DUTY]
    assert (told.status, told.due) == (Status.PENDING, date(2015, 1, 19))


def test_a_certain_fault_is_known_where_its_explanation_says_what_the_system_said() -> None:
    assert explains(fault(nine()), difference(NINTH), PROBE, NINTH, Level.DUE)
    assert not explains(fault(nine()), difference(EIGHTH), PROBE, EIGHTH, Level.DUE)


@pytest.mark.parametrize("explanation", [None, nine(explained=1)], ids=["none", "in-part"])
def test_a_fault_that_nothing_explains_in_full_is_known_in_every_difference_of_its_sort(
    explanation: Explanation | None,
) -> None:
    other = Difference("first-review", "e1", "due", "", "2015-01-01")
    assert explains(fault(explanation), difference(EIGHTH), PROBE, EIGHTH, Level.DUE)
    assert not explains(fault(explanation), other, PROBE, EIGHTH, Level.DUE)


def test_an_explanation_that_cannot_judge_the_history_explains_nothing() -> None:
    broken = Explanation(Suspect("x", "x", no_policy), 3, 3, 0, 5)
    assert not explains(fault(broken), difference(NINTH), PROBE, NINTH, Level.DUE)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            Difference("d", "e1", "due", "2015-01-01", "2015-01-02"),
            Difference("d", "e9", "due", "", "2016-01-01"),
            True,
        ),
        (Difference("d", "e1", "id", "e1", "e2"), Difference("other", "e7", "id", "e7", "e8"), True),
        (Difference("d", "e1", "status", "met", "lapsed"), Difference("d", "e2", "status", "met", "lapsed"), True),
        (Difference("d", "e1", "status", "met", "lapsed"), Difference("d", "e1", "status", "met", "unknown"), False),
        (Difference("d", "e1", "due", "", "2015-01-02"), Difference("d", "e1", "done", "", "2015-01-02"), False),
        (Difference("d", "e1", "due", "", "2015-01-02"), Difference("other", "e1", "due", "", "2015-01-02"), False),
    ],
)
def test_days_and_names_of_events_do_not_tell_two_sorts_apart(one: Difference, other: Difference, same: bool) -> None:
    assert (sort(one) == sort(other)) is same


def test_failures_are_alike_by_kind_and_errors_by_what_they_say() -> None:
    ended = SystemFault("ended", "ended with exit code 1", PROBE, "p")
    error = SystemFault(ERRORED, "says that it met an error: a", PROBE, "p")
    assert alike(ended, Failed("ended", "ended with exit code 2", ""))
    assert not alike(ended, Failed("timeout", "hangs", ""))
    assert alike(error, Errored({"message": "a"}))
    assert not alike(error, Errored({"message": "b"}))

"""Findings: six statuses, three truths, and how they are written down."""

from datetime import date

import msgspec
import pytest

from model.findings import TRUTH, Finding, Judgement, Status


@pytest.mark.parametrize(
    ("status", "truth"),
    [
        (Status.MET, True),
        (Status.EXCUSED, True),
        (Status.LAPSED, True),
        (Status.BREACHED, False),
        (Status.PENDING, None),
        (Status.UNKNOWN, None),
    ],
)
def test_a_status_is_true_false_or_not_yet(status: Status, truth: bool | None) -> None:
    assert status.truth is truth


def test_every_status_has_a_truth() -> None:
    assert set(TRUTH) == set(Status)


def test_what_a_finding_does_not_have_is_not_written() -> None:
    finding = Finding(duty="it", clauses=("1",), strength="must", occasion=1, status=Status.UNKNOWN, trigger="e1")
    assert msgspec.json.decode(msgspec.json.encode(finding)) == {
        "duty": "it",
        "clauses": ["1"],
        "strength": "must",
        "occasion": 1,
        "status": "unknown",
        "trigger": "e1",
    }


def test_a_judgement_comes_back_as_it_was_written() -> None:
    finding = Finding(
        duty="it",
        clauses=("1", "2"),
        strength="must",
        occasion=1,
        anchor=date(2015, 1, 5),
        due=date(2015, 1, 19),
        status=Status.MET,
        done=date(2015, 1, 16),
        slack=1,
        unit="working days",
        trigger="e1",
        response="e2",
    )
    judgement = Judgement(
        case="B-1",
        policy="p",
        as_of=date(2015, 2, 1),
        known_at=date(2015, 2, 1),
        calendar={"id": "c", "digest": "d"},
        readings={"first-day": "same-day"},
        findings=(finding,),
    )
    assert msgspec.json.decode(msgspec.json.encode(judgement), type=Judgement) == judgement

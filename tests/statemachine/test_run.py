"""A run as a whole: what counts, in which order, and what the judgement carries."""

from datetime import UTC, date, datetime

import pytest

from model.calendar import england_and_wales
from model.errors import InvalidInput
from model.findings import NotAssessed, Status
from model.history import History
from model.policy import Strength, load_policy
from model.statemachine import run
from tests.statemachine.miniatures import (
    GROUP,
    START,
    core_group,
    duty,
    event,
    january,
    plan,
    policy,
    ran,
)


def test_versions_of_a_duty_share_their_count_of_occasions() -> None:
    old = duty(when="child_seen", requires={"alone": True}, in_force_until=january(7))
    new = duty(when="child_seen", requires={"alone": False}, in_force=january(8))
    run = ran(policy(old, new), 60, *(event("child_seen", day, alone=True) for day in (6, 7, 8)))
    assert [(one.occasion, one.status) for one in run.findings] == [
        (1, Status.MET),
        (2, Status.MET),
        (3, Status.BREACHED),
    ]


def test_findings_come_in_the_order_of_the_policy_then_of_the_occasions() -> None:
    under = policy(
        duty(id="b", when="child_seen", then="child_seen"), duty(id="a", when="child_seen", then="escalated")
    )
    run = ran(under, 60, event("child_seen", 5), event("child_seen", 6))
    assert [(one.duty, one.occasion) for one in run.findings] == [("b", 1), ("b", 2), ("a", 1), ("a", 2)]


def test_only_what_had_happened_and_was_recorded_counts() -> None:
    under = policy(GROUP)
    history = History.of("c", [plan(), core_group(9, known=21)])
    judged = run(history, under, as_of=january(20)).judgement
    assert (judged.findings[0].status, judged.as_of, judged.known_at) == (Status.BREACHED, january(20), january(20))
    later = run(history, under, as_of=january(20), known_at=january(21)).judgement
    assert (later.findings[0].status, later.known_at) == (Status.MET, january(21))


def test_without_a_day_the_run_goes_to_today() -> None:
    assert run(History.of("c", [plan()]), policy(GROUP)).judgement.as_of == datetime.now(UTC).date()


def test_weaker_duties_are_left_out_at_a_strength() -> None:
    under = policy(GROUP, {**GROUP, "id": "weak", "strength": "should"})
    history = History.of("c", [plan()])
    assert [one.duty for one in run(history, under, as_of=START, strength=Strength.MUST).findings] == ["d"]
    assert [one.duty for one in run(history, under, as_of=START).findings] == ["d", "weak"]


def test_readings_change_the_run_and_are_named_in_it() -> None:
    under = load_policy("brent")
    history = History.of("c", [plan(), event("plan_discharged", 12)])
    plainly, read_so = (run(history, under, readings, START) for readings in (None, {"ten-days": "working-days"}))
    assert dict(plainly.judgement.readings) == {}
    assert dict(read_so.judgement.readings) == {"ten-days": "working-days"}
    with pytest.raises(InvalidInput, match="unknown-reading"):
        run(history, under, {"tne-days": "working-days"}, START)


def test_a_duty_that_the_source_cannot_speak_of_is_not_assessed() -> None:
    under = policy(GROUP, duty(id="seen", then="child_seen", within="5 days"))
    carries = {"icpc_held": ("outcome",), "child_seen": ()}
    history = History.of("c", [plan()], source="census", carries=carries)
    judged = run(history, under, as_of=january(20)).judgement
    assert [one.duty for one in judged.findings] == ["seen"]
    assert judged.not_assessed == (NotAssessed("d", "census has no core_group_held"),)


def test_the_judgement_names_case_policy_and_calendar() -> None:
    judged = run(History.of("c", [plan()]), policy(GROUP), as_of=START).judgement
    assert (judged.case, judged.policy, set(judged.calendar)) == ("c", "mini", {"id", "digest"})
    assert run(History.of("c", [plan()]), policy(GROUP), as_of=START, known_at=date(2026, 1, 1)).judgement.calendar == {
        "id": "england-and-wales",
        "digest": england_and_wales().digest,
    }


def test_a_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidInput, match="outside-calendar"):
        run(History(case="empty"), load_policy("brent"), as_of=date(2043, 1, 1))

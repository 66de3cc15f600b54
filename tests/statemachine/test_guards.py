"""Excuses, prohibitions and requirements: every verdict is worked out by hand from the page on meaning."""

from typing import Any

import pytest

from model.findings import Status
from tests.statemachine.miniatures import (
    GROUP,
    QUORATE_GROUP,
    core_group,
    duty,
    event,
    excuse,
    found,
    january,
    moves,
    plan,
    policy,
    ran,
)


@pytest.mark.parametrize(("day", "status"), [(19, Status.EXCUSED), (20, Status.BREACHED)])
def test_an_excuse_by_the_due_day_forgives(day: int, status: Status) -> None:
    under = policy(GROUP, excuse=[excuse()])
    finding = found(under, 60, plan(), event("core_group_delay_authorised", day, id="x"), core_group(23))
    assert (finding.status, finding.excuse) == (status, "x" if status is Status.EXCUSED else None)
    assert (finding.done, finding.late_by) == (january(23), 4)


def test_an_excuse_at_any_time_turns_a_breach() -> None:
    under = policy(GROUP, excuse=[excuse(decided="any-time")])
    events = (plan(), event("core_group_delay_authorised", 25, id="x"))
    assert found(under, 24, *events).status is Status.BREACHED
    assert (found(under, 25, *events).status, found(under, 25, *events).excuse) == (Status.EXCUSED, "x")


def test_an_excuse_that_is_not_known_leaves_a_breach_open_until_a_certain_one_comes() -> None:
    when = {"event": "core_group_delay_authorised", "by": "line_manager"}
    under = policy(GROUP, excuse=[excuse(when=when, decided="any-time")])
    for day, status in ((12, Status.UNKNOWN), (25, Status.UNKNOWN)):
        finding = found(under, 60, plan(), event("core_group_delay_authorised", day, id="x"))
        assert (finding.status, finding.excuse) == (status, None)
        assert (
            finding.why
            == f"not recorded well enough to say whether core_group_delay_authorised of {january(day)} (x) excuses"
        )
    certain = event("core_group_delay_authorised", 40, by="line_manager", id="sure")
    finding = found(under, 60, plan(), event("core_group_delay_authorised", 25), certain)
    assert (finding.status, finding.excuse) == (Status.EXCUSED, "sure")


def test_the_first_excuse_in_the_policys_order_is_named_and_of_it_the_first_event() -> None:
    first = excuse(id="first", when="impasse_reached", decided="any-time")
    under = policy(GROUP, excuse=[first, excuse(id="second")])
    early = event("core_group_delay_authorised", 8, id="delay")
    assert found(under, 60, plan(), early).excuse == "delay"
    assert found(under, 60, plan(), early, event("impasse_reached", 30, id="impasse")).excuse == "impasse"
    later = (event("impasse_reached", 30, id="impasse"), event("impasse_reached", 31, id="again"))
    assert found(under, 60, plan(), early, *later).excuse == "impasse"


def test_a_duty_forgives_itself_where_its_unless_holds() -> None:
    when = {"event": "rcpc_held"}
    asked = duty(when=when, then="child_seen", within="5 days", unless=[{"exceptional_circumstances": True}])
    for says, status in (({"exceptional_circumstances": True}, Status.EXCUSED), ({}, Status.UNKNOWN)):
        finding = found(policy(asked), 60, plan(), event("rcpc_held", 7, id="r", **says))
        assert (finding.status, finding.excuse) == (status, None)
    assert finding.why == "not recorded well enough to say whether rcpc_held of 2015-01-07 (r) excuses"
    plainly = event("rcpc_held", 7, exceptional_circumstances=False)
    assert found(policy(asked), 60, plan(), plainly).status is Status.BREACHED


NO_CLOSING = duty(forbid={"event": "case_closed"}, within="10 days", until="plan_discharged")


def test_a_forbidden_event_breaches_on_its_very_day() -> None:
    run = ran(policy(NO_CLOSING), 8, plan(), event("case_closed", 8, id="c"))
    (finding,) = run.findings
    assert (finding.status, finding.response, finding.slack, finding.late_by) == (Status.BREACHED, "c", 7, None)
    assert moves(run)[-1] == (8, "offend", "running", "breached")


def test_a_prohibition_is_kept_once_its_time_is_over() -> None:
    assert found(policy(NO_CLOSING), 15, plan()).status is Status.PENDING
    kept = found(policy(NO_CLOSING), 16, plan())
    assert (kept.status, kept.done, kept.slack) == (Status.MET, None, None)
    assert moves(ran(policy(NO_CLOSING), 16, plan()))[-1] == (16, "free", "running", "met")
    assert found(policy(NO_CLOSING), 60, plan(), event("case_closed", 16)).status is Status.MET
    assert found(policy(NO_CLOSING), 60, plan(), event("plan_discharged", 14)).status is Status.LAPSED


def test_a_forbidden_event_that_is_not_known_leaves_the_verdict_open_when_the_time_is_over() -> None:
    under = policy(duty(forbid={"event": "case_closed", "reason": "no reason"}, within="10 days"))
    events = (plan(), event("case_closed", 9))
    assert found(under, 15, *events).status is Status.PENDING
    assert found(under, 16, *events).status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ({"exceptional_circumstances": True}, Status.EXCUSED),
        ({"exceptional_circumstances": False}, Status.BREACHED),
        ({}, Status.UNKNOWN),
    ],
)
def test_the_unless_of_a_prohibition_forgives_the_forbidden_event(says: dict[str, Any], status: Status) -> None:
    asked = duty(
        when="rcpc_held", forbid="plan_discharged", within="10 days", unless=[{"exceptional_circumstances": True}]
    )
    finding = found(policy(asked), 60, plan(), event("rcpc_held", 7, **says), event("plan_discharged", 9))
    assert finding.status is status
    assert finding.done == (None if status is Status.UNKNOWN else january(9))


def test_an_excuse_after_the_forbidden_event_forgives_only_where_there_is_something_to_forgive() -> None:
    when = {"event": "core_group_delay_authorised", "by": "line_manager"}
    asked = duty(forbid={"event": "child_seen", "alone": False}, within="10 days")
    under = policy(asked, excuse=[excuse(when=when, decided="any-time")])
    offended, pardoned = (
        event("child_seen", 8, alone=False),
        event("core_group_delay_authorised", 20, by="line_manager"),
    )
    assert found(under, 60, plan(), offended, pardoned).status is Status.EXCUSED
    unsure = event("core_group_delay_authorised", 12)
    assert found(under, 60, plan(), offended, unsure).status is Status.UNKNOWN
    assert found(under, 60, plan(), offended, unsure, pardoned).status is Status.EXCUSED
    assert found(under, 60, plan(), event("child_seen", 8), pardoned).status is Status.UNKNOWN


CHAIRED = duty(when="core_group_held", requires={"chair": "line_manager"}, unless=[{"exceptional_circumstances": True}])


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ({"chair": "line_manager"}, Status.MET),
        ({"chair": "social_worker", "exceptional_circumstances": False}, Status.BREACHED),
        ({"chair": "social_worker", "exceptional_circumstances": True}, Status.EXCUSED),
        ({"exceptional_circumstances": False}, Status.UNKNOWN),
        ({"chair": "social_worker"}, Status.UNKNOWN),
    ],
)
def test_a_requirement_is_due_on_the_day_of_its_trigger(says: dict[str, Any], status: Status) -> None:
    events = (plan(), core_group(9, id="g", **says))
    finding = found(policy(CHAIRED), 10, *events)
    assert (finding.status, finding.due) == (status, january(9))
    assert found(policy(CHAIRED), 9, *events).status is (Status.MET if status is Status.MET else Status.PENDING)
    assert (finding.response, finding.slack) == (("g", 0) if status is Status.MET else (None, None))


def test_the_quality_of_a_trigger_that_is_not_known_clouds_the_clock() -> None:
    asked = duty(when=QUORATE_GROUP, requires={"chair": "line_manager"})
    run = ran(policy(asked), 60, plan(), core_group(9, quorate=None, chair="line_manager"))
    assert run.findings[0].status is Status.UNKNOWN
    assert moves(run) == [(9, "require", "idle", "clouded")]

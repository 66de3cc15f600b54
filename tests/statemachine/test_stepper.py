"""Windows that reach back, and directions that re-time a clock: every verdict is worked out by hand."""

from datetime import date
from typing import Any

import pytest

from model.findings import Status
from tests.statemachine.miniatures import (
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
    power,
    ran,
    steps_of,
)

BEFORE = duty(when="rcpc_held", then=QUORATE_GROUP, within="2 weeks before")


def test_a_backward_window_remembers_what_came_before_its_trigger() -> None:
    events = [
        plan(),
        core_group(13, id="out"),
        core_group(14, id="in"),
        core_group(20, id="also"),
        event("rcpc_held", 28),
    ]
    finding = found(policy(BEFORE), 28, *events)
    assert (finding.status, finding.response, finding.due, finding.slack) == (Status.MET, "in", january(27), 13)


def test_a_backward_window_that_nothing_answered_is_over_at_its_trigger() -> None:
    run = ran(policy(BEFORE), 28, plan(), core_group(12), event("rcpc_held", 28))
    assert run.findings[0].status is Status.BREACHED
    assert moves(run)[-1] == (28, "day_over", "running", "breached")
    assert found(policy(BEFORE), 40, plan(), event("rcpc_held", 28), core_group(28)).late_by is None


def test_what_came_too_late_before_the_trigger_is_remembered_as_late() -> None:
    under = policy(duty(when="rcpc_held", then="icpc_held", at_least="14 days before"))
    finding = found(under, 60, plan(14), event("rcpc_held", 27))
    assert (finding.due, finding.status, finding.done, finding.late_by) == (
        january(13),
        Status.BREACHED,
        january(14),
        1,
    )


def test_what_came_before_the_trigger_can_answer_but_not_end() -> None:
    alone = {"event": "child_seen", "alone": True}
    under = policy(duty(when="rcpc_held", then=alone, between=["1 week before", "1 week"], until="child_seen"))
    before, review = event("child_seen", 22, alone=False), event("rcpc_held", 28)
    assert found(under, 60, plan(), before, review).status is Status.BREACHED
    assert found(under, 60, plan(), before, review, event("child_seen", 29)).status is Status.LAPSED
    seen = event("child_seen", 23, alone=True, id="seen")
    assert found(under, 60, plan(), before, seen, review, event("child_seen", 29)).response == "seen"


def test_a_trigger_does_not_answer_itself() -> None:
    under = policy(duty(when="core_group_held", then="core_group_held", within="2 weeks before"))
    run = ran(under, 60, plan(), core_group(9), core_group(20))
    assert [(one.status, one.done) for one in run.findings] == [
        (Status.BREACHED, None),
        (Status.MET, january(9)),
    ]


def direction(day: int, interval: str | None = "3 days", **more: Any) -> Any:
    said = {} if interval is None else {"interval": interval}
    return event("chair_direction_given", day, subject=more.pop("subject", "core_group_interval"), **said, **more)


INTERVAL = duty(when="child_seen", then="child_seen", within="10 days")
NEXT = policy(INTERVAL, power=[power()])
RUNNING = policy(INTERVAL, power=[power(applies="running-interval")])


def test_a_direction_sets_the_next_interval_not_the_running_one() -> None:
    run = ran(NEXT, 60, plan(), event("child_seen", 6), direction(8, id="set"), event("child_seen", 12))
    assert [(one.due, one.power) for one in run.findings] == [(january(16), None), (january(15), "set")]
    assert moves(run)[3:5] == [(12, "direct", "idle", "idle"), (12, "start", "idle", "running")]


def test_a_direction_for_another_matter_sets_nothing() -> None:
    run = ran(NEXT, 60, plan(), direction(6, subject="seeing_interval"), event("child_seen", 8))
    assert (run.findings[0].due, run.findings[0].power) == (january(18), None)
    assert steps_of(run)[0].passed is False


def test_a_direction_recorded_after_the_due_day_as_it_stood_cures_nothing() -> None:
    for known, due in ((18, january(11)), (19, january(18))):
        finding = ran(NEXT, 60, plan(), direction(6, known=known), event("child_seen", 8)).findings[0]
        assert finding.due == due
    late = direction(9, "1 month", known=17)
    assert ran(RUNNING, 60, plan(), event("child_seen", 6), late).findings[0].due == january(16)
    assert ran(RUNNING, 60, plan(), event("child_seen", 6), direction(17, "1 month")).findings[0].due == january(16)


def test_directions_are_gone_through_in_order_and_each_sets_the_interval_anew() -> None:
    finding = ran(
        NEXT, 60, plan(), direction(6, "1 week"), direction(7, "2 days", id="last"), event("child_seen", 8)
    ).findings[0]
    assert (finding.due, finding.power) == (january(10), "last")


def test_a_direction_of_an_earlier_plan_is_forgotten() -> None:
    run = ran(NEXT, 60, plan(), direction(6), event("plan_discharged", 7), plan(8), event("child_seen", 9))
    assert (run.findings[0].due, run.findings[0].power) == (january(19), None)


@pytest.mark.parametrize("said", [{"interval": None}, {"subject": None}])
def test_a_direction_that_is_not_known_well_enough_clouds_the_next_clock(said: dict[str, Any]) -> None:
    run = ran(
        NEXT, 60, plan(), direction(6, **said, id="u"), event("child_seen", 8), direction(9), event("child_seen", 10)
    )
    assert [(one.status, one.due) for one in run.findings] == [
        (Status.UNKNOWN, january(18)),
        (Status.BREACHED, january(13)),
    ]
    why = "not recorded well enough to say whether chair_direction_given of 2015-01-06 (u) sets another interval"
    assert run.findings[0].why == why


def test_a_direction_at_once_extends_the_running_clock() -> None:
    run = ran(RUNNING, 60, plan(), event("child_seen", 6), direction(16, "1 month", id="set"), event("child_seen", 30))
    first = run.findings[0]
    assert (first.due, first.power, first.status) == (date(2015, 2, 6), "set", Status.MET)
    assert moves(run)[:3] == [
        (6, "start", "idle", "running"),
        (16, "direct", "running", "idle"),
        (16, "start", "idle", "running"),
    ]
    assert steps_of(run)[1].guards == (("given_in_time", True), ("known_by_due", True), ("directs", True))


def test_a_direction_at_once_never_makes_the_clock_overdue_on_its_own_day() -> None:
    finding = ran(RUNNING, 14, plan(), event("child_seen", 6), direction(14, "3 days")).findings[0]
    assert (finding.due, finding.status) == (january(14), Status.PENDING)


def test_a_clock_set_anew_hears_again_what_it_has_heard() -> None:
    events = [plan(), event("child_seen", 6), event("child_seen", 9, id="seen"), direction(10, "5 days", id="set")]
    finding = ran(RUNNING, 60, *events).findings[0]
    assert (finding.status, finding.response, finding.due, finding.power) == (Status.MET, "seen", january(11), "set")


def test_an_extension_on_the_due_day_brings_an_end_of_that_day_before_it() -> None:
    interval = duty(when="child_seen", then="child_seen", within="10 days", until="rcpc_held")
    under = policy(interval, power=[power(applies="running-interval")])
    events = [plan(), event("child_seen", 6), event("rcpc_held", 16, id="end"), direction(16, "1 month")]
    finding = ran(under, 60, *events).findings[0]
    assert (finding.status, finding.lapse) == (Status.LAPSED, "end")


def test_a_direction_at_once_that_is_not_known_clouds_and_a_certain_one_clears() -> None:
    events = [plan(), event("child_seen", 6), direction(8, None)]
    assert ran(RUNNING, 60, *events).findings[0].status is Status.UNKNOWN
    cleared = ran(RUNNING, 60, *events, direction(9, "1 week")).findings[0]
    assert (cleared.status, cleared.due) == (Status.BREACHED, january(13))


def test_a_direction_before_the_trigger_is_its_only_one_where_the_trigger_is_a_direction_too() -> None:
    under = policy(
        duty(when="chair_direction_given", then="child_seen", within="10 days"),
        power=[power(applies="running-interval")],
    )
    run = ran(under, 60, plan(), direction(6, "3 days", id="a"), direction(7, "5 days", id="b"))
    assert [(one.due, one.power) for one in run.findings] == [(january(11), "b"), (january(10), "a")]


def test_an_overdue_answer_is_replayed_as_overdue() -> None:
    late = duty(when="rcpc_held", then="core_group_held", between=["3 weeks before", "2 weeks before"])
    under = policy(late, power=[power(applies="next-interval")])
    run = ran(under, 60, plan(), core_group(20), event("rcpc_held", 28), direction(29))
    assert (run.findings[0].status, run.findings[0].late_by) == (Status.BREACHED, 6)


def test_an_excuse_counts_from_the_triggers_day_on() -> None:
    watched = duty(
        when="rcpc_held",
        then={"event": "core_group_delay_authorised", "reason_recorded": True},
        between=["1 week before", "1 week"],
    )
    under = policy(watched, excuse=[excuse()])
    before = event("core_group_delay_authorised", 26, reason_recorded=False)
    assert found(under, 60, plan(), before, event("rcpc_held", 28)).status is Status.BREACHED
    on_the_day = event("core_group_delay_authorised", 28, reason_recorded=False, id="delay")
    assert found(under, 60, plan(), on_the_day, event("rcpc_held", 28)).excuse == "delay"


def test_a_forbidden_act_is_excused_by_its_own_day_or_never() -> None:
    under = policy(duty(forbid="core_group_held", within="3 weeks"), excuse=[excuse()])
    act = core_group(12)
    for day, status in ((11, Status.EXCUSED), (12, Status.EXCUSED), (13, Status.BREACHED)):
        assert found(under, 60, plan(), act, event("core_group_delay_authorised", day)).status is status


def test_a_quorum_of_another_kind_of_event_says_nothing_of_core_groups() -> None:
    word = {"id": "quorate", "clauses": ["1"], "says": "q", "event": "rcpc_held", "outcome": "continue"}
    later = {"type": "later", "chosen_by": "agency", "states": ["core_groups_running"]}
    under = policy(duty(when="later", then="tac_held"), definition=[word], event=[later])
    assert ran(under, 60, plan(), core_group(9), event("later", 12)).refused == ()


def test_a_backward_window_on_the_start_of_a_plan_reaches_to_the_plan_before_but_not_beyond() -> None:
    under = policy(duty(then="child_seen", at_least="1 day before"))
    ended = event("plan_discharged", 10)
    events = [event("child_seen", 2, id="first"), plan(5), event("child_seen", 7, id="second"), ended]
    again = event("icpc_held", 20, outcome="plan", id="again")
    run = ran(under, 60, *events, again)
    assert [one.response for one in run.findings] == ["first", "second"]
    run = ran(
        under,
        60,
        event("child_seen", 2),
        plan(5),
        ended,
        again,
        event("plan_discharged", 25),
        event("icpc_held", 30, outcome="plan"),
    )
    assert [one.response is None for one in run.findings] == [False, True, True]

"""Clocks that are answered, that end and that cannot know: every verdict is worked out by hand.

The plan is made on Monday 5 January 2015: 10 working days end on the 19th, and so do 2 weeks.
"""

from model.findings import Status
from tests.statemachine.miniatures import (
    GROUP,
    START,
    core_group,
    duty,
    event,
    found,
    january,
    moves,
    plan,
    policy,
    ran,
    steps_of,
)


def test_a_response_on_the_due_day_stops_the_clock() -> None:
    run = ran(policy(GROUP), 60, plan(), core_group(19, id="first"))
    (finding,) = run.findings
    assert (finding.anchor, finding.due, finding.status) == (START, january(19), Status.MET)
    assert (finding.done, finding.slack, finding.late_by, finding.unit) == (january(19), 0, None, "working days")
    assert (finding.trigger, finding.response) == ("plan", "first")
    assert moves(run) == [(5, "start", "idle", "running"), (19, "answer", "running", "met")]
    assert steps_of(run)[1].guards == (("inside_window", True), ("fits", True))
    assert (steps_of(run)[1].event, steps_of(run)[1].occasion) == ("first", 1)


def test_the_case_itself_steps_with_each_event() -> None:
    steps = [step for step in ran(policy(GROUP), 60, plan(), core_group(19)).steps if step.subject == "case"]
    assert [(one.trigger, one.source, one.dest, one.guards) for one in steps] == [
        ("icpc_held", "enquiry", "first_core_group_due", (("plan_made", True),)),
        ("core_group_held", "first_core_group_due", "core_groups_running", (("quorate", True),)),
    ]


def test_a_clock_runs_until_its_due_day_is_over() -> None:
    under = policy(GROUP)
    assert found(under, 19, plan()).status is Status.PENDING
    assert found(under, 20, plan()).status is Status.BREACHED
    over = steps_of(ran(under, 20, plan()))[-1]
    assert (over.day, over.event, over.trigger, over.dest) == (january(20), None, "day_over", "breached")
    assert over.guards == (
        ("due_day_over", True),
        ("forgiven", False),
        ("due_day_over", True),
        ("in_doubt", False),
        ("due_day_over", True),
    )


def test_a_clock_after_the_due_day_listens_for_the_first_late_response() -> None:
    finding = found(policy(GROUP), 60, plan(), core_group(20, quorate=False), core_group(21), core_group(22))
    assert (finding.status, finding.done) == (Status.BREACHED, january(21))
    assert (finding.slack, finding.late_by, finding.unit) == (-2, 2, "working days")


def test_a_saturday_is_late_for_a_friday_by_no_working_day() -> None:
    under = policy(duty(then="child_seen", within="9 working days"))
    finding = found(under, 60, plan(), event("child_seen", 17))
    assert (finding.due, finding.status, finding.slack, finding.late_by) == (january(16), Status.BREACHED, 0, 0)


def test_a_response_that_does_not_fit_leaves_the_clock_running_and_the_step_says_why() -> None:
    run = ran(policy(GROUP), 19, plan(), core_group(9, quorate=False, id="too few"))
    assert run.findings[0].status is Status.PENDING
    step = steps_of(run)[1]
    assert (step.event, step.trigger, step.source, step.dest, step.passed) == (
        *("too few", "answer", "running", "running"),
        False,
    )
    assert ("fits", False) in step.guards


def test_a_response_before_the_window_opens_does_not_count() -> None:
    under = policy(duty(then="child_seen", between=["1 week", "2 weeks"]))
    run = ran(under, 60, plan(), event("child_seen", 11), event("child_seen", 12))
    assert (run.findings[0].done, run.findings[0].slack, run.findings[0].unit) == (january(12), 7, "days")
    assert steps_of(run)[1].guards[0] == ("inside_window", False)


def test_a_clock_without_a_time_limit_is_never_breached() -> None:
    under = policy(duty(then="child_seen"))
    assert found(under, 9_000, plan()).status is Status.PENDING
    finding = found(under, 9_000, plan(), event("child_seen", 4_000))
    assert (finding.status, finding.due, finding.slack, finding.unit) == (Status.MET, None, None, None)


def test_a_recurring_duty_starts_its_next_clock_with_each_response() -> None:
    under = policy(duty(when="child_seen", then="child_seen", within="10 days"))
    run = ran(under, 30, event("child_seen", 5), event("child_seen", 15), event("child_seen", 26))
    assert [(one.occasion, one.status) for one in run.findings] == [
        (1, Status.MET),
        (2, Status.BREACHED),
        (3, Status.PENDING),
    ]


def test_days_that_pass_are_told_to_the_clocks_in_day_order_before_the_next_event() -> None:
    under = policy(
        duty(id="long", then="child_seen", within="9 days"),
        duty(id="short", then="child_seen", within="2 days"),
        duty(id="middle", then="child_seen", within="5 days"),
    )
    run = ran(under, 60, plan(), event("child_seen", 14))
    told = [(one.day, one.subject) for one in run.steps if one.trigger in ("day_over", "answer")]
    assert told == [
        (january(8), "short"),
        (january(11), "middle"),
        (january(14), "long"),
        (january(14), "short"),
        (january(14), "middle"),
    ]


def test_a_trigger_that_is_not_known_clouds_the_clock_whatever_comes() -> None:
    run = ran(policy(GROUP), 60, event("icpc_held", 5, id="c"), core_group(9), event("plan_discharged", 12))
    (finding,) = run.findings
    assert (finding.status, finding.due, finding.response) == (Status.UNKNOWN, january(19), None)
    assert finding.why == "not recorded well enough to say whether icpc_held of 2015-01-05 (c) triggers"
    assert moves(run) == [(5, "start", "idle", "clouded")]


def test_an_anchor_that_was_not_recorded_gives_no_due_day() -> None:
    under = policy(duty(when="core_group_scheduled", then="child_seen", within="5 days", **{"from": "for"}))
    finding = found(under, 60, plan(), event("core_group_scheduled", 7))
    assert (finding.status, finding.anchor, finding.due) == (Status.UNKNOWN, None, None)
    assert finding.why is not None
    assert finding.why.endswith("triggers")


def test_a_window_counts_from_the_date_that_the_trigger_names() -> None:
    under = policy(duty(when="core_group_scheduled", then="child_seen", within="5 days", **{"from": "for"}))
    finding = found(
        under, 60, plan(), event("core_group_scheduled", 7, **{"for": january(20)}), event("child_seen", 19)
    )
    assert (finding.anchor, finding.due, finding.status) == (january(20), january(25), Status.BREACHED)


def test_a_due_day_before_the_trigger_is_over_at_once() -> None:
    under = policy(duty(when="core_group_scheduled", then="child_seen", within="5 days", **{"from": "for"}))
    run = ran(under, 20, plan(), event("core_group_scheduled", 20, **{"for": january(6)}))
    assert moves(run) == [(20, "start", "idle", "running"), (20, "day_over", "running", "breached")]


def test_a_response_that_is_not_known_leaves_the_verdict_open_once_the_day_is_over() -> None:
    under, events = policy(GROUP), (plan(), core_group(9, quorate=None, id="maybe"))
    assert found(under, 19, *events).status is Status.PENDING
    finding = found(under, 20, *events, core_group(22))
    assert (finding.status, finding.done, finding.slack) == (Status.UNKNOWN, None, None)
    assert finding.why == "not recorded well enough to say whether core_group_held of 2015-01-09 (maybe) decides"
    assert found(under, 20, *events, core_group(19)).status is Status.MET


def test_an_end_that_is_not_known_leaves_the_verdict_open() -> None:
    under = policy(duty(then="child_seen", within="10 days", until={"event": "rcpc_held", "outcome": "discharge"}))
    assert found(under, 60, plan(), event("rcpc_held", 9)).status is Status.UNKNOWN
    assert found(under, 60, plan(), event("rcpc_held", 15)).status is Status.BREACHED


def test_an_end_before_the_due_day_lapses() -> None:
    finding = found(policy(GROUP), 60, plan(), event("plan_discharged", 18, id="end"))
    assert (finding.status, finding.lapse, finding.done) == (Status.LAPSED, "end", None)


def test_an_end_on_the_due_day_lapses_nothing_but_ends_the_wait_for_a_late_response() -> None:
    run = ran(policy(GROUP), 60, plan(), event("plan_discharged", 19), plan(20), core_group(21))
    assert [(one.status, one.lapse, one.done) for one in run.findings] == [
        (Status.BREACHED, None, None),
        (Status.MET, None, january(21)),
    ]


def test_an_end_after_the_due_day_ends_the_wait_for_a_late_response() -> None:
    ends = duty(then="child_seen", within="10 days", until="plan_discharged")
    run = ran(policy(ends), 60, plan(), event("plan_discharged", 17), event("child_seen", 18))
    assert (run.findings[0].status, run.findings[0].done) == (Status.BREACHED, None)
    assert moves(run)[-1] == (17, "end", "breached", "breached")


def test_a_response_that_is_also_the_end_counts_as_a_response() -> None:
    finding = found(
        policy(duty(then="child_seen", within="10 days", until="child_seen")), 60, plan(), event("child_seen", 9)
    )
    assert finding.status is Status.MET


def test_a_trigger_in_its_own_until_supersedes_the_earlier_occasion() -> None:
    asked = duty(when="strategy_discussion_held", then="icpc_held", within="15 working days")
    under = policy({**asked, "until": "strategy_discussion_held"})
    talks = [event("strategy_discussion_held", day, id=f"t{day}") for day in (5, 7)]
    run = ran(under, 60, *talks, plan(27))
    assert [(one.status, one.lapse) for one in run.findings] == [(Status.LAPSED, "t7"), (Status.MET, None)]

"""What a finding says of the events that decided it, and which facts of an unknown are missing."""

from datetime import date

import pytest

from model.findings import Finding
from model.oracle import judge
from tests.miniatures import (
    AFTER_ONE_NOT_ALONE,
    BACKWARD_IN_WORKING_DAYS,
    EXCUSED,
    EXCUSED_BY_ITSELF,
    FROM_A_DATE_SET,
    POWER,
    PROHIBITION_OF_A_QUALITY,
    REQUIREMENT_WITH_EXCEPTION,
    SAME_MEETING,
    TEN_WORKING_DAYS,
    UNSURE_END,
    history,
    policy,
)

PLAN = "2015-01-05 icpc_held outcome=plan\n"


def findings(text: str, lines: str, as_of: str = "2015-12-01") -> list[Finding]:
    """The findings on a case under a miniature."""
    words = policy(text)
    return list(judge(history(lines, words.vocabulary), words, as_of=date.fromisoformat(as_of)).findings)


WHY = [
    ("the trigger", TEN_WORKING_DAYS, "2015-01-05 icpc_held", "outcome (icpc_held of 2015-01-05, e1)"),
    (
        "the anchor",
        FROM_A_DATE_SET,
        PLAN + "2015-01-06 core_group_scheduled",
        "for (core_group_scheduled of 2015-01-06, e2)",
    ),
    (
        "the response",
        SAME_MEETING,
        PLAN + "2015-01-12 core_group_held\n2015-01-15 record_distributed",
        "meeting (record_distributed of 2015-01-15, e3)",
    ),
    ("the end", UNSURE_END, PLAN + "2015-01-12 plan_discharged", "by (plan_discharged of 2015-01-12, e2)"),
    (
        "the excuse",
        EXCUSED,
        PLAN + "2015-01-12 core_group_delay_authorised by=line_manager",
        "reason_recorded (core_group_delay_authorised of 2015-01-12, e2)",
    ),
    (
        "the direction's length",
        POWER,
        PLAN + "2015-01-12 chair_direction_given subject=core_group_interval\n2015-01-16 core_group_held",
        "interval (chair_direction_given of 2015-01-12, e2)",
    ),
    (
        "the direction's subject and length",
        POWER,
        PLAN + "2015-01-12 chair_direction_given\n2015-01-16 core_group_held",
        "subject, interval (chair_direction_given of 2015-01-12, e2)",
    ),
    (
        "the exception of the trigger",
        EXCUSED_BY_ITSELF,
        "2015-01-05 icpc_held outcome=plan agencies_involved=health",
        "members_named (icpc_held of 2015-01-05, e1)",
    ),
    (
        "what is required, and its exception",
        REQUIREMENT_WITH_EXCEPTION,
        PLAN + "2015-01-12 core_group_held",
        "chair, exceptional_circumstances (core_group_held of 2015-01-12, e2)",
    ),
    (
        "what may be forbidden",
        PROHIBITION_OF_A_QUALITY,
        PLAN + "2015-03-02 plan_discharged",
        "by (plan_discharged of 2015-03-02, e2)",
    ),
    (
        "an earlier event",
        AFTER_ONE_NOT_ALONE,
        "2015-01-05 child_seen\n2015-01-12 child_seen alone=true",
        "a fact of an earlier event (child_seen of 2015-01-12, e2)",
    ),
]


@pytest.mark.parametrize(("text", "lines", "why"), [row[1:] for row in WHY], ids=[row[0] for row in WHY])
def test_an_unknown_finding_says_what_was_not_recorded(text: str, lines: str, why: str) -> None:
    (finding,) = findings(text, lines)
    assert finding.status.value == "unknown"
    assert finding.why == f"not recorded: {why}"


def test_only_an_unknown_finding_says_what_is_missing() -> None:
    (finding,) = findings(TEN_WORKING_DAYS, PLAN)
    assert (finding.status.value, finding.why) == ("breached", None)


def test_a_finding_names_its_clauses_and_strength_and_the_events_that_decided_it() -> None:
    (finding,) = findings(TEN_WORKING_DAYS, PLAN + "2015-01-16 core_group_held id=first", "2015-01-16")
    assert finding == Finding(
        duty="it",
        clauses=("1",),
        strength="must",
        occasion=1,
        anchor=date(2015, 1, 5),
        due=date(2015, 1, 19),
        status=finding.status,
        done=date(2015, 1, 16),
        slack=1,
        unit="working days",
        trigger="e1",
        response="first",
    )


def test_slack_is_in_the_unit_in_which_the_due_day_was_counted() -> None:
    (finding,) = findings(
        BACKWARD_IN_WORKING_DAYS, PLAN + "2015-02-27 core_group_held\n2015-03-02 rcpc_held", "2015-03-02"
    )
    # The last day is the day before, a Sunday, whatever the first day was counted in.
    assert (finding.slack, finding.unit) == (2, "days")


def test_the_anchor_may_be_a_date_of_the_trigger() -> None:
    (finding,) = findings(FROM_A_DATE_SET, PLAN + "2015-01-06 core_group_scheduled for=2015-01-16", "2015-01-16")
    assert (finding.anchor, finding.due) == (date(2015, 1, 16), date(2015, 1, 20))

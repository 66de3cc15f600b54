"""The report says why the policy finds what it finds, and why it finds nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from model.conformance.faults import DISAGREES, SystemFault
from model.conformance.probe import Difference, Probe
from model.conformance.reason import reason
from model.events import Event
from model.policy import load_policy

DAY, LATER = date(2015, 1, 5), date(2015, 1, 6)
YORK, FIRST, SENT = load_policy("york"), "first-core-group", "minutes-distributed"


def held(kind: str, on: date = DAY, id: str = "e1", **told: Any) -> Event:
    return Event(type=kind, on=on, attributes=told, id=id)


def because(duty: str, trigger: str, *events: Event, as_of: date = LATER) -> str:
    probe = Probe("p", "It is.", "user", events, as_of)
    return reason(SystemFault(DISAGREES, "", probe, "p", duty, Difference(duty, trigger, "extra", "", "met")), YORK)


def test_an_event_that_is_refused_is_the_reason_with_its_state_and_its_rule() -> None:
    assert because(SENT, "e1", held("core_group_held")) == (
        "e1 (the core group met on Mon 5 January 2015) is refused, that is, set aside as if it had not happened: the "
        "case stood at 'enquiry', and core group held can happen only in: first core group due, core groups running."
    )


def test_a_fact_that_was_not_recorded_is_the_reason_of_what_is_unknown() -> None:
    plan, group = held("icpc_held", outcome="plan"), held("core_group_held", LATER, "e2")
    assert because(FIRST, "e1", plan, group, as_of=date(2015, 2, 2)) == (
        "Due by Mon 19 January 2015 (within 10 working days, counted from Mon 5 January 2015). Cannot be told: not "
        "recorded: judged_quorate (the core group met on Tue 6 January 2015)."
    )


def test_an_answer_that_was_refused_is_told_beside_the_verdict() -> None:
    told = because(
        FIRST,
        "e1",
        held("icpc_held", outcome="plan"),
        held("case_closed", id="e2"),
        held("core_group_held", LATER, "e3", judged_quorate=True),
    )
    assert "No longer asked for: the case was closed on Mon 5 January 2015, before the due day." in told
    assert "e3 (the core group met on Tue 6 January 2015) is refused" in told


@pytest.mark.parametrize(
    ("duty", "event", "why"),
    [
        (FIRST, held("child_seen"), "It is triggered by initial conference held, not by child seen."),
        (
            FIRST,
            held("icpc_held", outcome="no_plan"),
            "What was recorded of e1 (the initial child protection conference was held on Mon 5 January 2015) is not",
        ),
    ],
    ids=["kind", "outcome"],
)
def test_what_triggers_nothing_is_the_reason_that_there_is_no_finding(duty: str, event: Event, why: str) -> None:
    assert because(duty, "e1", event).startswith(why)


def test_a_duty_that_is_not_in_force_says_so() -> None:
    (first,) = [one for one in YORK.duties if one.id == FIRST]
    later = replace(YORK, duties=(replace(first, in_force=LATER),))
    difference = Difference(FIRST, "e1", "extra", "", "met")
    probe = Probe("p", "It is.", "user", (held("icpc_held", outcome="plan"),), LATER)
    fault = SystemFault(DISAGREES, "", probe, "p", FIRST, difference)
    assert reason(fault, later) == "It is not in force on the day of e1."


def test_an_event_that_there_is_not_is_named() -> None:
    assert because(FIRST, "e0", held("child_seen")) == "There is no event e0."


def test_a_requirement_needs_no_due_day() -> None:
    assert because("members-named", "e1", held("icpc_held", outcome="plan", members_named=False)) == (
        "NOT KEPT: this was not so."
    )


def test_a_failure_has_no_reason() -> None:
    assert reason(SystemFault("ended", "", Probe("p", "", "user", (), DAY), "p"), YORK) == ""

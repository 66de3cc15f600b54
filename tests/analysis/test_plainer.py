"""A case is told with what decides and no more, and nobody in it may be the very person that was asked."""

from __future__ import annotations

from datetime import date

import pytest

from model.analysis.plainer import plainer
from model.analysis.replay import confirmed
from model.analysis.witness import Expected, Witness
from model.events import Event, Value
from tests.analysis.witnesses import BRENT, YORK, duties, event

CONFERENCE = event("2015-01-05", "icpc_held", outcome="plan", agencies_involved=("health",), members_named=True)


def witness(by_brent: str, *events: Event, kept: str = "lead-social-worker-chairs") -> Witness:
    expected = Expected(breached=duties(by_brent)), Expected(kept=duties(kept))
    return confirmed("It is so.", events, (BRENT, YORK), expected, date(2015, 2, 28))


def facts(found: Witness, place: int = -1) -> dict[str, Value]:
    return dict(plainer(found).history.events[place].attributes)


def test_facts_that_change_nothing_are_left_out_but_for_what_the_conference_decided() -> None:
    held = event("2015-01-05", "core_group_held", chair="lead_social_worker", exceptional_circumstances=True)
    found = witness("first-core-group-chair", CONFERENCE, held)
    assert facts(found) == {"chair": "lead_social_worker"}
    assert facts(found, 0)["outcome"] == "plan"
    assert "agencies_involved" not in facts(found, 0)


def test_facts_on_which_a_finding_turns_stay() -> None:
    held = event("2015-01-05", "core_group_held", chair="line_manager", exceptional_circumstances=True)
    later = event("2015-01-06", "core_group_held", chair="line_manager", exceptional_circumstances=True)
    found = witness("lead-social-worker-chairs", CONFERENCE, held, later)
    assert facts(found) == {"chair": "line_manager", "exceptional_circumstances": True}


def test_a_fact_whose_absence_would_breach_something_else_stays() -> None:
    held = event("2015-01-05", "core_group_held", plan_explained=False, minute_taker="lead_social_worker")
    assert facts(witness("plan-explained", CONFERENCE, held)) == {
        "plan_explained": False,
        "minute_taker": "lead_social_worker",
    }


def test_days_stay() -> None:
    moved = event("2015-01-05", "core_group_rescheduled", **{"from": date(2015, 1, 8)})
    assert facts(witness("reschedule-notice", CONFERENCE, moved)) == {"from": date(2015, 1, 8)}


@pytest.mark.parametrize("by", ["lead_social_worker", "other_professional"])
def test_who_may_be_the_chair_is_exchanged_for_somebody_who_is_not(by: str) -> None:
    disclosed = event("2015-01-05", "record_disclosed", consent_by=by)
    assert facts(witness("disclosure-consent", disclosed)) == {"consent_by": "conference_chair"}


def test_who_cannot_be_the_chair_stays() -> None:
    disclosed = event("2015-01-05", "record_disclosed", consent_by="family_member")
    assert facts(witness("disclosure-consent", disclosed)) == {"consent_by": "family_member"}


def test_two_events_are_not_made_one() -> None:
    one = event("2015-01-05", "core_group_held", chair="lead_social_worker")
    other = event("2015-01-05", "core_group_held", chair="lead_social_worker", exceptional_circumstances=True)
    found = witness("first-core-group-chair", CONFERENCE, one, other)
    assert len(plainer(found).history.events) == 3

"""A breach that the other policy finds of the same facts on another topic is not kept from the reader."""

from __future__ import annotations

from datetime import date

from model.analysis.elsewhere import elsewhere, speaks_of
from model.analysis.replay import confirmed
from model.analysis.witness import Expected, Witness
from model.events import Value
from tests.analysis.witnesses import BRENT, YORK, duties, event

CONFERENCE = event("2015-01-05", "icpc_held", outcome="plan")


def breached(duty: str, kind: str, on: str, **attributes: Value) -> Witness:
    expected = Expected(breached=duties(duty)), Expected(kept=duties("recorded-on-system"))
    events = [CONFERENCE, event(on, kind, **attributes)]
    return confirmed("It is so.", events, (BRENT, YORK), expected, date(2015, 2, 28))


def test_duties_that_look_at_the_same_fact_of_the_same_event_are_found() -> None:
    witness = breached("record-complete", "core_group_held", "2015-01-05", record_items=())
    assert elsewhere(witness, 0, "record-complete") == ("agenda-followed", "visits-reported")


def test_what_looks_at_other_facts_is_left_out() -> None:
    witness = breached("plan-explained", "core_group_held", "2015-01-05", plan_explained=False, record_items=())
    assert elsewhere(witness, 0, "plan-explained") == ()


def test_what_both_find_breached_is_left_out() -> None:
    witness = breached("reschedule-after-too-few", "core_group_abandoned", "2015-01-05", reason="too_few_present")
    assert {one.duty for one in witness.others(1)} >= {"first-core-group-scheduled"}
    assert elsewhere(witness, 0, "reschedule-after-too-few") == ()


def test_a_duty_that_waits_for_an_event_speaks_of_its_kind_and_a_requirement_of_attributes() -> None:
    assert speaks_of(BRENT.policy, "minutes-distributed") == {("record_distributed", "")}
    assert speaks_of(BRENT.policy, "plan-explained") == {("core_group_held", "plan_explained")}

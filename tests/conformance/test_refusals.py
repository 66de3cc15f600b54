"""What a lifecycle takes or refuses otherwise than it should is a suspect of its own, in words."""

from datetime import date

import pytest

from model.conformance.probe import Probe
from model.conformance.refusals import refusals
from model.conformance.suspects import Suspect
from model.events import Event
from model.findings import Status
from model.policy import load_policy

DAY = date(2015, 1, 5)
YORK = load_policy("york")
ORDER = ("became_looked_after", "case_closed", "child_seen", "core_group_held", "icpc_held", "referral_received")


def happened(*kinds: str, on: date = DAY) -> Probe:
    events = tuple(Event(type=kind, on=on, id=f"e{number}") for number, kind in enumerate(kinds, 1))
    return Probe("p", "It is.", "user", events, on)


def by_words(probe: Probe) -> dict[str, Suspect]:
    return {one.says: one for one in refusals(YORK, probe)}


@pytest.mark.parametrize(
    ("says", "probe"),
    [
        (
            "takes 'core group held' also while no plan runs, which is to be refused (set aside)",
            happened("core_group_held"),
        ),
        (
            "takes 'core group held' also after the case was closed, which is to be refused (set aside)",
            happened("case_closed", "core_group_held"),
        ),
        (
            "takes 'core group held' also after the plan was discharged, which is to be refused (set aside)",
            happened("icpc_held", "plan_discharged", "core_group_held"),
        ),
        (
            "takes every event of a plan (core groups, reviews) also while no plan runs, which is to be refused",
            happened("core_group_held"),
        ),
        (
            "judges also events that cannot happen as the case stands, which are to be refused (set aside)",
            happened("core_group_held"),
        ),
    ],
)
def test_a_core_group_that_is_to_be_refused_is_taken_by_who_is_suspected_of_it(says: str, probe: Probe) -> None:
    found = by_words(probe)[says].answers(probe, ("minutes-distributed",))
    assert [(trigger, one.status) for (_, trigger), one in found.items()] == [
        (probe.events[-1].id, Status.PENDING),
    ]


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("icpc_held", "takes 'initial conference held' also while a plan runs, which is to be refused (set aside)"),
        ("case_closed", "takes 'case closed' also after the case was closed, which is to be refused (set aside)"),
        ("tac_held", "takes 'team-around-the-child meeting held' also whatever the state of the case"),
        ("became_looked_after", "takes 'became looked after' also of a child who is looked after already"),
        ("looked_after_review_held", "takes 'looked after review held' also of a child who is not looked after"),
        ("child_seen", "sets 'child seen' aside while no plan runs, where it is to be taken"),
        ("child_seen", "sets 'child seen' aside after the case was closed, where it is to be taken"),
    ],
)
def test_each_kind_of_event_may_be_taken_elsewhere_in_words_that_fit_it(kind: str, says: str) -> None:
    assert any(one.startswith(says) for one in by_words(happened(kind)))


def test_a_kind_that_needs_a_plan_is_not_set_aside_without_one() -> None:
    assert not any("core group held' aside while no plan" in says for says in by_words(happened("core_group_held")))


def test_who_sets_everything_aside_after_closure_still_opens_the_case_again() -> None:
    probe = happened("case_closed", "child_seen", "referral_received")
    says = "sets aside every event after the case was closed, also those that are to be taken"
    reopened = by_words(probe)[says].answers(probe, ("referral-decision",))
    assert list(reopened) == [("referral-decision", "e3")]


def test_nothing_of_it_is_a_reading_and_no_phrase_comes_twice() -> None:
    found = [one for kind in ORDER for one in refusals(YORK, happened(kind))]
    assert not any(one.reads or one.spoils for one in found)
    assert len({one.says for one in refusals(YORK, happened(*ORDER))}) == len(list(refusals(YORK, happened(*ORDER))))

import pytest

from tests.history.census import (
    assessment,
    closed,
    conference,
    enquiry,
    episode,
    need_plan,
    notices,
    plan,
    read_child,
    told,
)

REFERRAL = "2023-04-03 referral_received"


def of(*parts: str) -> list[str]:
    """The events of a child after the referral."""
    history, _ = read_child(episode(*parts))
    assert told(history)[0] == REFERRAL
    return told(history)[1:]


@pytest.mark.parametrize(
    ("start", "outcomes"),
    [
        ("2023-05-16", ["2023-05-16 icpc_held plan"]),
        ("2023-05-23", ["2023-05-16 icpc_held plan"]),
        ("2023-05-24", ["2023-05-16 icpc_held no_plan", "2023-05-24 icpc_held plan"]),
        ("2023-05-15", ["2023-05-15 icpc_held plan", "2023-05-16 icpc_held no_plan"]),
    ],
)
def test_a_plan_begins_with_a_conference_on_its_first_day_or_in_the_week_before(
    start: str, outcomes: list[str]
) -> None:
    assert of(conference("2023-05-16"), plan(start)) == outcomes


def test_each_plan_has_its_own_conference() -> None:
    events = of(conference("2023-05-16"), plan("2023-05-16", "2023-05-17"), plan("2023-05-18"))
    assert events == ["2023-05-16 icpc_held plan", "2023-05-17 plan_discharged", "2023-05-18 icpc_held plan"]


def test_a_plan_takes_the_nearest_conference_before_it() -> None:
    events = of(conference("2023-05-12"), enquiry("2023-05-02", conference("2023-05-16")), plan("2023-05-17"))
    assert events[-2:] == ["2023-05-12 icpc_held no_plan", "2023-05-16 icpc_held plan"]


def test_a_conference_may_belong_to_another_referral_of_the_child() -> None:
    history, _ = read_child(episode(conference("2023-05-16")), episode(plan("2023-05-16"), on="2023-05-10"))
    assert "2023-05-16 icpc_held plan" in told(history)
    assert len([one for one in history.events if one.type == "icpc_held"]) == 1


def test_an_assessment_that_is_not_authorised_is_not_complete() -> None:
    assert of(assessment("2023-05-01", "")) == []


@pytest.mark.parametrize(
    ("enquired", "last"),
    [
        (enquiry("2023-05-01", required="true"), "2023-05-01 section_47_concluded False"),
        (enquiry("2023-05-01", required="false"), "2023-05-01 section_47_started"),
        (enquiry("2023-05-01", conference("2023-05-16"), required="true"), "2023-05-16 icpc_held no_plan"),
    ],
)
def test_an_enquiry_ends_where_no_conference_is_needed_and_none_was_held(enquired: str, last: str) -> None:
    events = of(enquired)
    assert events[:2] == ["2023-05-01 strategy_discussion_held section_47", "2023-05-01 section_47_started"]
    assert events[-1] == last


@pytest.mark.parametrize(
    ("ended", "reviews", "expected"),
    [
        ("", ("2023-08-01",), ["2023-08-01 rcpc_held continue"]),
        ("2023-08-01", ("2023-08-01",), ["2023-08-01 rcpc_held discharge", "2023-08-01 plan_discharged"]),
        ("2023-08-02", ("2023-08-01",), ["2023-08-01 rcpc_held continue", "2023-08-02 plan_discharged"]),
    ],
)
def test_the_review_on_the_day_of_the_end_decides_it(ended: str, reviews: tuple[str, ...], expected: list[str]) -> None:
    assert of(plan("2023-05-16", ended, *reviews))[1:] == expected


def test_a_child_in_need_plan_that_becomes_a_protection_plan_ends_by_the_conference() -> None:
    _, cases = read_child(episode(need_plan("2023-04-10", "2023-05-16"), conference("2023-05-16"), plan("2023-05-16")))
    assert notices(cases) == ["need-plan-passed-on"]
    assert of(need_plan("2023-04-10", "2023-05-16"), plan("2023-05-16")) == ["2023-05-16 icpc_held plan"]
    assert of(need_plan("2023-04-10", "2023-05-16")) == ["2023-05-16 child_in_need_ended"]
    assert of(need_plan("2023-04-10")) == []


def test_a_closure_has_its_reason_where_the_file_gives_one() -> None:
    assert of(closed("2023-06-01", "RC7")) == ["2023-06-01 case_closed RC7"]
    assert of(closed("2023-06-01")) == ["2023-06-01 case_closed"]


def test_a_referral_without_action_and_with_action_is_a_referral() -> None:
    history, cases = read_child(episode(enquiry("2023-05-01"), nfa="true"))
    assert told(history)[0] == REFERRAL
    assert notices(cases) == ["action-without-action"]

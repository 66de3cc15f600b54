import pytest

from tests.history.census import (
    assessment,
    census,
    child,
    closed,
    conference,
    enquiry,
    episode,
    need_plan,
    notices,
    plan,
    read_child,
    target,
)
from tests.history.examples import read


@pytest.mark.parametrize(
    ("part", "code", "says"),
    [
        (assessment("2023-05-02", "2023-05-01"), "authorised-before-it-began", "it began on 2023-05-02"),
        (enquiry("2023-04-02"), "before-referral", "S47ActualStartDate: is before the referral: '2023-04-02'"),
        (conference("2023-04-02"), "before-referral", "the referral is of 2023-04-03"),
        (need_plan("2023-04-02"), "before-referral", "CINPlanStartDate"),
        (closed("2023-04-02"), "closed-before-referral", "closed on 2023-04-02"),
        (closed("2023-05-01") + need_plan("2023-04-10", "2023-05-02"), "after-closure", "closed on 2023-05-01"),
        (closed("2024-04-01"), "after-reference-date", "the census ends on 2024-03-31"),
        (enquiry("2023-05-02", conference("2023-05-01")), "conference-before-enquiry", "began on 2023-05-02"),
        (enquiry("2023-05-02", conference("2023-05-16"), required="1"), "conference-not-required", "taken as held"),
        (enquiry("2023-05-02", target("2023-05-23")), "other-target-day", "after 2023-05-02 are over on 2023-05-24"),
        (
            conference("2023-05-16") + plan("2023-05-18"),
            "plan-after-its-conference",
            "day of the conference, 2023-05-16",
        ),
        (conference("2023-06-16") + plan("2023-05-16"), "plan-before-its-conference", "was held on 2023-06-16"),
        (plan("2023-05-16"), "plan-without-conference", "taken to begin at a conference on its first day"),
        (
            conference("2023-05-16") + plan("2023-05-16", "2023-08-01", "2023-05-16"),
            "review-outside-plan",
            "the plan ran from 2023-05-16 to 2023-08-01",
        ),
        (conference("2023-05-16") + plan("2023-05-16", "", "2023-05-15"), "review-outside-plan", "to today"),
        (
            conference("2023-05-16") + plan("2023-05-16", "2023-08-01", "2023-08-02"),
            "review-outside-plan",
            "CPPreviewDate: is not a day after the start of the plan, up to its end: '2023-08-02'",
        ),
    ],
)
def test_what_cannot_be_is_a_notice_and_the_child_is_judged(part: str, code: str, says: str) -> None:
    history, cases = read_child(episode(part))
    assert history.events
    assert (notices(cases), cases.faults) == ([code], ())
    assert says in str(cases.notices[0])


@pytest.mark.parametrize(
    "part",
    [
        assessment("2023-05-01", "2023-05-01"),
        enquiry("2023-04-03", target("2023-04-26"), conference("2023-04-03")),
        closed("2023-04-03"),
        closed("2024-03-31") + need_plan("2023-04-03", "2024-03-31"),
        conference("2023-05-16") + plan("2023-05-16", "2023-08-01", "2023-05-17", "2023-08-01"),
        conference("2023-05-16") + plan("2023-05-16", "", "2024-03-31"),
    ],
)
def test_what_is_just_in_order_is_no_notice(part: str) -> None:
    _, cases = read_child(episode(part))
    assert notices(cases) == []


def test_a_target_beyond_the_calendar_is_not_checked() -> None:
    _, cases = read_child(episode(enquiry("2042-12-28", target("2042-12-31"))))
    assert notices(cases) == ["after-reference-date"]


@pytest.mark.parametrize(
    ("first_end", "expected"),
    [("2023-08-02", ["plans-overlap"]), ("", ["plans-overlap"]), ("2023-08-01", []), ("2023-07-31", [])],
)
def test_plans_that_run_at_one_time_are_a_notice(first_end: str, expected: list[str]) -> None:
    first = conference("2023-05-16") + plan("2023-05-16", first_end)
    _, cases = read_child(episode(first, enquiry("2023-07-20", conference("2023-08-01")), plan("2023-08-01")))
    assert notices(cases) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2023-03-31", ["plan-from-an-earlier-year"]), ("2023-04-01", ["plan-without-conference"])],
)
def test_plans_from_before_the_census_year_need_no_conference(start: str, expected: list[str]) -> None:
    history, cases = read_child(episode(plan(start), on="2023-01-03"))
    assert notices(cases) == expected
    assert [str(one.on) for one in history.events if one.type == "icpc_held"] == [start]


def test_without_a_last_day_nothing_is_too_late() -> None:
    _, cases = read(census(child(episode(plan("2023-03-31"), on="2023-01-03")), reference=""), "cin")
    assert notices(cases) == ["plan-without-conference", "no-reference-date"]

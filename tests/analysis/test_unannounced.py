from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from model.analysis import observe, unannounced
from model.analysis.abstract import distinct, strung
from model.analysis.claim import LongestGap, claims_of, parse_claims
from model.analysis.prove import proved
from model.analysis.result import Result, Verdict
from model.analysis.search import Reach, explore
from model.calendar import england_and_wales
from model.policy import Policy, load_policy
from model.policy.policy import CalendarChoice
from tests.analysis.test_observe import CHAIRED, FIVE, GAP, OVER, SENTENCES
from tests.miniatures import MEET, PLAN, duty, policy

ENGLAND = england_and_wales()
FIRST, LAST = date(2015, 6, 1), date(2015, 6, 12)
WORKING = FIVE.replace("5 days", "3 working days")
NEVER: dict[str, Any] = {"form": "never", **SENTENCES}


@pytest.fixture(autouse=True)
def few_holidays(monkeypatch: pytest.MonkeyPatch) -> None:
    # One holiday in a week, so that plain Python goes through all of them.
    monkeypatch.setattr(unannounced, "strung", lru_cache(lambda: strung(1, 7, 4)))


def result(words: Policy, abstract: bool = True, **claim: Any) -> Result:
    tables = {"policy": words.id, "claim": [{"id": "claim", **claim}]}
    one = parse_claims(tables, words, "mini.toml")[0]
    return proved(one, words, ENGLAND, FIRST, LAST, engine="plain", abstract=abstract)


def gap(words: Policy, at_most: int, abstract: bool = True, **more: Any) -> Result:
    return result(words, abstract, **{**GAP, "at_most": at_most, **more})


def test_a_gap_that_calendar_days_bound_holds_whatever_holidays_are_announced() -> None:
    found = gap(policy(FIVE), 5, abstract=False)
    assert (found.verdict, found.holidays) == (Verdict.PROVED, unannounced.WHATEVER)


def test_a_gap_holds_whatever_holidays_where_the_duties_that_they_move_are_not_needed() -> None:
    slower = duty(PLAN + 'then = "core_group_held"\nwithin = "9 working days"\n' + OVER, "slower")
    assert gap(policy(FIVE + slower), 5, abstract=False).holidays == unannounced.WHATEVER


def test_a_gap_in_working_days_says_that_abstract_calendars_were_not_searched_where_nobody_asked() -> None:
    found = gap(policy(WORKING), 7, abstract=False)
    assert (found.verdict, found.abstract_calendars, found.holidays) == (Verdict.PROVED, 0, unannounced.NOT_ASKED)


def test_a_gap_in_working_days_is_searched_on_abstract_calendars() -> None:
    # From Maundy Thursday to the third working day after Easter; one holiday alone never makes more than six days.
    usual, found = gap(policy(WORKING), 7, abstract=False), gap(policy(WORKING), 7)
    assert (found.verdict, found.exact, found.attained) == (Verdict.PROVED, 7, True)
    assert (found.abstract_calendars, found.holidays) == (distinct(), unannounced.EVERY)
    assert found.states > usual.states
    assert found.transitions > usual.transitions


def test_what_holds_in_the_calendar_alone_is_refuted_on_abstract_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    # From a Thursday over four holidays, the third working day is the Monday after the next weekend.
    monkeypatch.setattr(unannounced, "strung", lru_cache(lambda: strung(4, 7, 4)))
    found = gap(policy(WORKING), 7)
    assert (found.verdict, found.exact, found.attained, found.holidays) == (Verdict.REFUTED, 11, False, "")
    assert found.why == "it holds with the bank holidays known today, and not on every abstract calendar"


def test_what_is_refuted_in_the_calendar_is_not_looked_at_further() -> None:
    found = gap(policy(WORKING), 2)
    assert (found.verdict, found.abstract_calendars, found.holidays) == (Verdict.REFUTED, 0, "")


def test_a_search_of_abstract_calendars_that_does_not_end_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*given: Any, **more: Any) -> Reach:
        reach = explore(*given, **more)
        return reach if given[0].calendar.id == ENGLAND.id else replace(reach, finished=False, stopped="interrupted")

    monkeypatch.setattr(observe, "explore", stopped)
    found = gap(policy(WORKING), 7)
    assert (found.verdict, found.why, found.abstract_calendars) == (Verdict.NOT_FINISHED, "interrupted", 0)


def test_what_never_happens_is_searched_on_abstract_calendars_too() -> None:
    slower = duty(PLAN + MEET + 'within = "4 working days"\n' + OVER, "slower")
    found = result(policy(WORKING + slower), breached="slower", **NEVER)
    assert (found.verdict, found.exact, found.attained) == (Verdict.PROVED, None, True)
    assert found.abstract_calendars == distinct()


def test_what_is_decided_on_the_day_of_an_event_holds_whatever_holidays_are_announced() -> None:
    social = {"event": "core_group_held", "chair": "social_worker"}
    assert result(policy(WORKING + CHAIRED), happens=social, **NEVER).holidays == unannounced.WHATEVER


@pytest.mark.parametrize(
    ("text", "change", "why"),
    [
        (WORKING, {"at_most": 29}, "29 days do not fit into the 28 days of an abstract calendar"),
        (
            WORKING.replace("3 working", "11 working"),
            {"at_most": 22},
            '"within 11 working days" (it) may not fit into the 28 days of an abstract calendar',
        ),
    ],
    ids=["gap", "window"],
)
def test_what_does_not_fit_says_so(text: str, change: dict[str, Any], why: str) -> None:
    found = gap(policy(text), **change)
    assert (found.abstract_calendars, found.holidays) == (0, f"only with the bank holidays known today: {why}")


def test_a_duty_in_force_for_some_time_only_is_not_laid_on_calendars_without_dates() -> None:
    found = gap(policy(WORKING + "in_force = 2010-01-01\n"), 28)
    assert found.holidays.endswith("it is in force for some time only, and abstract calendars have no dates")


def test_a_policy_that_closes_on_days_of_its_own_is_not_laid_on_abstract_calendars() -> None:
    closed = CalendarChoice(closure_days=(date(2015, 12, 29),))
    found = gap(replace(policy(WORKING), calendar=closed), 12)
    assert found.holidays.endswith("the policy closes on days of its own, which no abstract calendar has")


def test_bank_holidays_that_a_policy_counts_as_working_days_move_nothing() -> None:
    counted = replace(policy(WORKING), calendar=CalendarChoice(bank_holidays_are_working_days=True))
    assert gap(counted, 5).holidays == unannounced.WHATEVER


@pytest.mark.parametrize(("times", "taken_away"), [(2, ()), (1, ("chair_direction_given",))])
def test_a_direction_that_the_claim_does_not_leave_out_may_double_a_window(
    times: int, taken_away: tuple[str, ...]
) -> None:
    brent = load_policy("brent")
    (about,) = (one.about for one in claims_of(brent) if one.id == "child-unseen")
    (seen,) = (one for one in brent.duties if one.id == "child-seen")
    assert isinstance(about, LongestGap)
    # Twice ten working days and four holidays are 24 of them.
    most = {1: 28, 2: 42}[times]
    assert unannounced.longest(seen, brent, replace(about, without=taken_away)) == most


@pytest.mark.deep
def test_on_every_abstract_calendar_a_child_on_a_brent_plan_is_never_unseen_for_more_than_20_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unannounced, "strung", strung)
    brent = load_policy("brent")
    (claim,) = (one for one in claims_of(brent) if one.id == "child-unseen")
    found = proved(claim, brent, ENGLAND, FIRST, LAST, abstract=True)
    assert (found.verdict, found.exact, found.abstract_calendars) == (Verdict.PROVED, 20, 43_372)

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from model.analysis import observe
from model.analysis.claim import parse_claims
from model.analysis.prove import proved
from model.analysis.result import Result, Verdict
from model.analysis.search import Reach, explore
from model.calendar import ClosedDay, england_and_wales
from tests.miniatures import DUTY, MEET, PLAN, duty, policy

ENGLAND = england_and_wales()
FIRST = date(2015, 1, 5)
LAST = date(2015, 1, 9)
SENTENCES = {"says": "It.", "sometimes": "It."}
NUMBERED = {"says": "{N}.", "sometimes": "{N}."}
OVER = 'until = ["plan_discharged", "case_closed", "case_transferred"]\n'
GAP = {
    "form": "longest-gap",
    "from": {"event": "icpc_held", "outcome": "plan"},
    "to": "core_group_held",
    "until": ["plan_discharged", "case_closed", "case_transferred"],
    **NUMBERED,
}
FIVE = DUTY + PLAN + MEET + 'within = "5 days"\n' + OVER
CHAIRED = duty('when = "core_group_held"\nrequires = { chair = "line_manager" }\n', "chaired")


def result(text: str, claim: dict[str, Any]) -> Result:
    words = policy(text)
    tables = {"policy": words.id, "claim": [{"id": "claim", **claim}]}
    return proved(parse_claims(tables, words, "mini.toml")[0], words, ENGLAND, FIRST, LAST, engine="plain")


def gap(text: str, at_most: int, **more: Any) -> Result:
    return result(text, {**GAP, "at_most": at_most, **more})


def never(text: str, **more: Any) -> Result:
    return result(text, {"form": "never", **SENTENCES, **more})


@pytest.mark.parametrize(
    ("at_most", "verdict", "attained"),
    [(4, Verdict.REFUTED, False), (5, Verdict.PROVED, True), (6, Verdict.PROVED, False)],
)
def test_the_longest_gap_is_the_time_that_the_duty_gives(at_most: int, verdict: Verdict, attained: bool) -> None:
    found = gap(FIVE, at_most)
    assert (found.verdict, found.exact, found.attained) == (verdict, 5, attained)
    assert found.states > 0
    assert found.transitions > 0


@pytest.mark.parametrize("at_most", [7, 9, 10, 11])
def test_a_gap_is_counted_alike_whatever_is_claimed_where_closed_due_days_are_moved_on(at_most: int) -> None:
    # Five days after the Sunday before Easter is Good Friday, and the next working day is the ninth day.
    words = replace(policy(FIVE), counting=replace(policy(FIVE).counting, closed_day=ClosedDay.NEXT))
    tables = {"policy": words.id, "claim": [{"id": "claim", **GAP, "at_most": at_most}]}
    claim = parse_claims(tables, words, "mini.toml")[0]
    assert proved(claim, words, ENGLAND, FIRST, LAST, engine="plain").exact == 9


def test_a_gap_that_nothing_ends_is_refuted_without_a_number() -> None:
    found = gap(FIVE, 5, to={"event": "core_group_held", "family_present": True})
    assert (found.verdict, found.exact, found.attained) == (Verdict.REFUTED, None, False)
    assert found.why == "it can last longer than 24 days"
    assert found.seen is not None


def test_a_gap_that_never_begins_is_proved_but_its_twin_is_not() -> None:
    found = gap(FIVE, 5, without=["icpc_held"])
    assert (found.verdict, found.exact, found.attained) == (Verdict.PROVED, None, False)
    assert "cases in which the initial child protection conference was held are left out" in found.assumptions


def test_a_gap_whose_end_is_compared_with_its_beginning_is_not_finished_with_the_reason() -> None:
    found = gap(FIVE, 5, until={"event": "plan_discharged", "on": {"same_as": "on"}})
    assert (found.verdict, found.why) == (Verdict.NOT_FINISHED, "what ends it is compared with the trigger")


def test_a_duty_that_is_the_first_to_be_breached_refutes_that_it_never_is() -> None:
    found = never(FIVE, breached="it")
    assert (found.verdict, found.seen, found.attained) == (Verdict.REFUTED, FIRST + timedelta(days=5), True)


def test_a_duty_that_gives_more_time_than_another_is_never_breached_first() -> None:
    longer = duty(PLAN + MEET + 'within = "6 days"\n' + OVER, "longer")
    found = never(FIVE + longer, breached="longer")
    assert (found.verdict, found.seen, found.attained) == (Verdict.PROVED, None, True)


def test_a_duty_that_nothing_can_trigger_is_never_breached_and_its_twin_says_so() -> None:
    found = never(FIVE, breached="it", without=["icpc_held"])
    assert (found.verdict, found.attained) == (Verdict.PROVED, False)


def test_what_a_requirement_forbids_never_happens_without_a_breach() -> None:
    found = never(FIVE + CHAIRED, happens={"event": "core_group_held", "chair": "social_worker"})
    assert (found.verdict, found.seen, found.attained) == (Verdict.PROVED, None, True)


def test_what_nothing_forbids_happens_without_a_breach() -> None:
    found = never(FIVE + CHAIRED, happens={"event": "core_group_held", "chair": "line_manager"})
    assert (found.verdict, found.seen, found.attained) == (Verdict.REFUTED, FIRST, True)


def test_a_duty_that_cannot_be_searched_is_not_finished_with_the_reason() -> None:
    found = never(FIVE + duty(PLAN + MEET, "timeless"), breached="timeless")
    assert (found.verdict, found.why) == (Verdict.NOT_FINISHED, "it has no time limit")


def test_a_duty_weaker_than_asked_is_not_finished_with_the_reason() -> None:
    found = never(FIVE.replace('"must"', '"should"') + CHAIRED, breached="it")
    assert (found.verdict, found.why) == (Verdict.NOT_FINISHED, "no duty as strong as asked has to do with it")


def test_duties_that_were_left_out_are_among_the_assumptions() -> None:
    found = never(FIVE + duty(PLAN + MEET, "timeless"), breached="it")
    assert "Not searched: miniature: timeless: it has no time limit" in found.assumptions


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"finished": False, "stopped": "interrupted"}, "interrupted"),
        ({"full": True}, "a clock had no place for one more occasion"),
    ],
)
@pytest.mark.parametrize(
    "claim",
    [
        {**GAP, "at_most": 8},
        {"form": "never", "breached": "chaired", "without": ["core_group_held"], **SENTENCES},
        {"form": "never", "happens": {"event": "core_group_held", "chair": "social_worker"}, **SENTENCES},
    ],
    ids=["gap", "breached", "happens"],
)
def test_what_was_not_searched_to_the_end_is_never_proved(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], why: str, claim: dict[str, Any]
) -> None:
    def stopped(*given: Any, **more: Any) -> Reach:
        return replace(explore(*given, **more), **change)

    monkeypatch.setattr(observe, "explore", stopped)
    found = result(FIVE + CHAIRED, claim)
    assert (found.verdict, found.why) == (Verdict.NOT_FINISHED, why)
    assert found.exact is None
    assert found.attained is not False

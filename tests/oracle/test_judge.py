"""What is asked of the oracle: on which day, with what was known, how strongly, from which source."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from model.calendar import england_and_wales
from model.errors import InvalidInput
from model.findings import NotAssessed
from model.history import History
from model.oracle import judge
from model.policy import Strength, load_policy
from tests.miniatures import (
    BASE,
    HEAD,
    NO_TIME_LIMIT,
    TEN_WORKING_DAYS,
    VERSIONS,
    duty,
    history,
    policy,
    told,
    verdicts,
)
from tests.oracle.worked import WORKED, Worked

CONFERENCE = "2015-01-05 icpc_held outcome=plan"
MAY = date(2015, 5, 1)


def test_a_case_is_judged_as_of_today_where_no_day_is_said() -> None:
    words = policy(TEN_WORKING_DAYS)
    judged = judge(history(CONFERENCE, words.vocabulary), words)
    assert abs((judged.as_of - datetime.now(UTC).date()).days) <= 1
    assert judged.known_at == judged.as_of
    assert [one.status.value for one in judged.findings] == ["breached"]


def test_what_is_known_is_what_was_recorded_by_the_day_asked_of() -> None:
    lines = CONFERENCE + "\n2015-01-16 core_group_held recorded_on=2015-02-02"
    assert verdicts(policy(TEN_WORKING_DAYS), lines, "2015-02-01") == ["breached due 2015-01-19"]
    assert verdicts(policy(TEN_WORKING_DAYS), lines, "2015-02-02") == ["met due 2015-01-19 done 2015-01-16 slack 1"]


def test_what_is_known_may_be_asked_of_another_day() -> None:
    lines = CONFERENCE + "\n2015-01-16 core_group_held recorded_on=2015-02-02"
    words = policy(TEN_WORKING_DAYS)
    assert verdicts(words, lines, "2015-01-16", known_at="2015-02-02") == ["met due 2015-01-19 done 2015-01-16 slack 1"]
    assert verdicts(words, lines, "2015-01-15", known_at="2015-02-02") == ["pending due 2015-01-19"]
    assert verdicts(words, lines, "2015-02-02", known_at="2015-01-20") == ["breached due 2015-01-19"]


def test_a_judgement_carries_what_it_rests_on() -> None:
    words = policy(BASE)
    judged = judge(history(CONFERENCE, words.vocabulary), words, {"first-day": "same-day"}, MAY, date(2022, 9, 1))
    known = england_and_wales().as_known_on(date(2022, 9, 1))
    assert (judged.case, judged.policy, judged.as_of, judged.known_at) == ("M-1", "base", MAY, date(2022, 9, 1))
    assert judged.calendar == {"id": known.id, "digest": known.digest}
    assert judged.readings == {"first-day": "same-day"}


def test_a_judgement_can_be_written_as_json() -> None:
    words = policy(TEN_WORKING_DAYS)
    judged = judge(history(CONFERENCE, words.vocabulary), words, as_of=MAY)
    assert msgspec.json.decode(msgspec.json.encode(judged))["findings"] == [
        {
            "duty": "it",
            "clauses": ["1"],
            "strength": "must",
            "occasion": 1,
            "anchor": "2015-01-05",
            "due": "2015-01-19",
            "status": "breached",
            "trigger": "e1",
        }
    ]


def test_an_unknown_reading_or_a_day_outside_the_calendar_is_refused() -> None:
    words = policy(TEN_WORKING_DAYS)
    with pytest.raises(InvalidInput, match="no such reading"):
        judge(history(CONFERENCE, words.vocabulary), words, {"first-day": "same-day"}, MAY)
    with pytest.raises(InvalidInput, match="not a day of calendar"):
        judge(history("2042-12-31 icpc_held outcome=plan", words.vocabulary), words, as_of=date(2042, 12, 31))


# ---- strength


def duties_judged(strength: Strength, readings: dict[str, str]) -> set[str]:
    """The duties of Brent that a short case is judged by."""
    lines = CONFERENCE + "\n2015-01-16 core_group_held\n2015-03-02 rcpc_held outcome=continue"
    brent = load_policy("brent")
    judged = judge(history(lines, brent.vocabulary), brent, readings, MAY, strength=strength)
    return {one.duty for one in judged.findings}


def test_at_a_strength_weaker_duties_are_left_out() -> None:
    must, should, all_of_them = (duties_judged(one, {}) for one in (Strength.MUST, Strength.SHOULD, Strength.MAY))
    assert {"first-core-group", "core-group-interval"} <= must
    assert "next-date-fixed" in should - must
    assert "core-group-before-review" in all_of_them - should
    assert must < should < all_of_them


def test_where_should_counts_as_must_it_is_judged_at_must() -> None:
    assert duties_judged(Strength.MUST, {"should-counts": "as-must"}) == duties_judged(Strength.SHOULD, {})


# ---- versions


def test_versions_of_a_duty_share_its_count_in_the_order_of_the_case() -> None:
    words = policy(VERSIONS)
    lines = "2015-01-05 icpc_held outcome=plan\n2015-01-05 plan_discharged\n2015-01-06 icpc_held outcome=plan"
    judged = judge(history(lines, words.vocabulary), words, as_of=date(2015, 1, 6))
    assert [(one.occasion, told(one)) for one in judged.findings] == [
        (1, "lapsed due 2015-01-19 lapse e2"),
        (2, "pending due 2015-01-13"),
    ]


def test_versions_that_are_written_the_other_way_round_count_the_same() -> None:
    old, new = VERSIONS.split("[[duty]]")[1:]
    words = policy(f"[[duty]]{new}[[duty]]{old}")
    lines = "2015-01-05 icpc_held outcome=plan\n2015-01-05 plan_discharged\n2015-01-06 icpc_held outcome=plan"
    judged = judge(history(lines, words.vocabulary), words, as_of=date(2015, 1, 6))
    assert [(one.occasion, one.due) for one in judged.findings] == [(1, date(2015, 1, 19)), (2, date(2015, 1, 13))]


# ---- sources


def test_a_duty_that_the_source_cannot_speak_of_is_named_and_has_no_findings() -> None:
    words = policy(duty(NO_TIME_LIMIT, "impasse") + duty(TEN_WORKING_DAYS))
    lines = CONFERENCE + "\n2015-01-12 impasse_reached"
    carried = {"icpc_held": ("outcome",), "impasse_reached": (), "escalated": ()}
    record = msgspec.structs.replace(history(lines, words.vocabulary), source="census", carries=carried)
    judged = judge(record, words, as_of=MAY)
    assert judged.not_assessed == (NotAssessed("it", "census has no core_group_held"),)
    assert [one.duty for one in judged.findings] == ["impasse"]


def test_a_case_without_events_has_no_findings() -> None:
    assert judge(History.of("B-1", []), load_policy("brent"), as_of=MAY).findings == ()


# ---- laws over every worked case

DAYS = [date(2014, 12, 1), *(date(2015, month, day) for month in range(1, 8) for day in range(1, 29, 3))]


@pytest.mark.parametrize("worked", WORKED[::2], ids=[f"{2 * at} {one.shows}" for at, one in enumerate(WORKED[::2])])
def test_a_verdict_is_final_and_nothing_is_breached_before_its_due_day_is_over(worked: Worked) -> None:
    words = policy(worked.policy)
    record = history(worked.lines, words.vocabulary)
    any_time = any(one.decided.value == "any-time" for one in words.excuses)
    settled: dict[tuple[str, int], object] = {}
    for day in DAYS:
        for one in judge(record, words, as_of=day, known_at=date(2035, 1, 1)).findings:
            key = (one.duty, one.occasion)
            assert settled.get(key, one.status) is one.status or any_time
            if one.status.truth is not None:
                settled[key] = one.status
            if one.status.value == "breached" and words.duty("it").form.value == "then":
                assert one.due is not None
                assert one.due < day


@pytest.mark.parametrize("day", [date(1994, 12, 31), date(2043, 1, 1)])
def test_a_day_outside_the_calendar_is_not_judged(day: date) -> None:
    words = policy(TEN_WORKING_DAYS)
    with pytest.raises(InvalidInput, match="outside-calendar"):
        judge(history(CONFERENCE, words.vocabulary), words, as_of=day)


UP_TO_THE_DAY = 'when = "core_group_held"\nthen = "core_group_held"\nbetween = ["1 week before", "0 days"]\n'


def test_an_event_does_not_answer_itself_in_a_window_that_holds_its_own_day() -> None:
    words = policy(HEAD + duty(UP_TO_THE_DAY))
    told_of = history(CONFERENCE + "\n2015-01-14 core_group_held\n2015-01-19 core_group_held id=next", words.vocabulary)
    findings = judge(told_of, words, as_of=MAY).findings
    assert [(one.status.value, one.response) for one in findings] == [("breached", "next"), ("met", "e2")]

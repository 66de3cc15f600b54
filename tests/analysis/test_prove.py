from datetime import date, timedelta
from typing import Any

import pytest

from model.analysis import prove
from model.analysis.claim import Claim, claims_of, parse_claims
from model.analysis.keep import HANDED
from model.analysis.prove import proved
from model.analysis.result import Result, Verdict
from model.analysis.room import TooLarge
from model.analysis.search import INTERRUPTED
from model.calendar import Calendar, england_and_wales
from model.errors import Fault, InvalidInput
from model.oracle import judge
from model.policy import Policy, load_policy, under
from model.policy.calendars import deadline_calendar
from tests.miniatures import DUTY, MEET, PLAN, duty, history, policy

ENGLAND = england_and_wales()
FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
TEN = PLAN + MEET + 'within = "10 working days"\n'


def latest_due(words: Policy, at_most: int) -> Claim:
    sentences = {"says": "Never later than {N}.", "sometimes": "As late as {N}."}
    claim = {"id": "due", "form": "latest-due", "duty": "it", "at_most": at_most, **sentences}
    return parse_claims({"policy": words.id, "claim": [claim]}, words, "mini.toml")[0]


def result(text: str, at_most: int, first: date = FIRST, last: date = LAST, calendar: Calendar = ENGLAND) -> Result:
    words = policy(text)
    return proved(latest_due(words, at_most), words, calendar, first, last)


def bundled() -> list[Any]:
    names = ("brent", "york", "working-together")
    pairs = [(load_policy(name), claim) for name in names for claim in claims_of(load_policy(name))]
    return [pytest.param(words, claim, id=f"{words.id}: {claim.id}") for words, claim in pairs]


BUNDLED = bundled()
DUE = [one for one in BUNDLED if type(one.values[1].about).__name__ == "LatestDue"]
SEARCHED = [one for one in BUNDLED if type(one.values[1].about).__name__ in ("LongestGap", "Never")]


@pytest.mark.parametrize(("words", "claim"), DUE)
def test_every_claim_about_due_days_is_proved_for_every_start_day_and_its_number_is_reached(
    words: Policy, claim: Claim
) -> None:
    found = proved(claim, words, ENGLAND, FIRST, LAST)
    assert (found.verdict, found.exact, found.attained) == (Verdict.PROVED, claim.number, True)
    assert (found.start_days, found.abstract_calendars) == (11_323, 43_372)


@pytest.mark.slow
@pytest.mark.parametrize(("words", "claim"), SEARCHED)
def test_every_claim_about_histories_is_proved_for_every_start_day_and_its_twin_holds(
    words: Policy, claim: Claim
) -> None:
    found = proved(claim, words, ENGLAND, FIRST, LAST)
    assert (found.verdict, found.exact, found.attained) == (Verdict.PROVED, claim.number, True)
    assert found.states > found.start_days


def test_the_latest_due_day_is_the_one_that_the_oracle_finds() -> None:
    found = result(TEN, 20)
    assert found.largest is not None
    assert (found.largest.days, found.largest.anchor) == (20, date(2011, 4, 13))
    words = policy(TEN)
    case = history("2011-04-13 icpc_held outcome=plan", words.vocabulary)
    (finding,) = judge(case, words, as_of=date(2011, 6, 1)).findings
    assert finding.due == date(2011, 5, 3) == found.largest.anchor + timedelta(days=20)


def test_a_number_that_is_one_too_small_is_refuted_with_the_number_that_holds() -> None:
    found = result(TEN, 19)
    assert (found.verdict, found.exact, found.attained) == (Verdict.REFUTED, 20, False)


def test_a_number_that_is_never_reached_is_proved_but_its_twin_is_not() -> None:
    found = result(TEN, 21)
    assert (found.verdict, found.exact, found.attained) == (Verdict.PROVED, 20, False)


def test_an_abstract_calendar_refutes_what_no_real_one_does() -> None:
    found = result(TEN, 19, date(2015, 1, 1), date(2015, 12, 31))
    assert found.largest is not None
    assert found.abstract is not None
    assert (found.verdict, found.largest.days, found.abstract.days) == (Verdict.REFUTED, 19, 20)


def test_the_days_of_a_range_are_counted_with_both_ends() -> None:
    maundy_thursday = date(2015, 4, 2)
    found = result(PLAN + MEET + 'within = "1 working day"\n', 7, maundy_thursday, maundy_thursday)
    assert found.largest is not None
    assert (found.start_days, found.largest.days) == (1, 5)


def test_where_bank_holidays_are_working_days_abstract_calendars_have_none() -> None:
    text = DUTY + TEN + "[calendar]\nbank_holidays_are_working_days = true\n"
    words = policy(text)
    found = result(text, 14, calendar=deadline_calendar(words.calendar, LAST))
    assert (found.verdict, found.exact, found.attained, found.abstract_calendars) == (Verdict.PROVED, 14, True, 7)


VERSIONS = (
    DUTY + TEN + "in_force_until = 2012-12-31\n" + duty(PLAN + MEET + 'within = "3 days"\nin_force = 2013-01-01\n')
)


@pytest.mark.parametrize(
    ("first", "last", "exact"),
    [
        (date(2012, 1, 1), date(2014, 1, 1), 20),
        (date(2012, 12, 31), date(2014, 1, 1), 20),
        (date(2013, 1, 1), date(2014, 1, 1), 3),
    ],
)
def test_only_the_versions_of_the_range_count(first: date, last: date, exact: int) -> None:
    assert result(VERSIONS, 20, first, last).exact == exact


def test_a_version_counts_only_on_its_own_days() -> None:
    text = DUTY + PLAN + MEET + 'within = "1 working day"\nin_force_until = 2012-01-05\n'
    found = result(text, 7, date(2012, 1, 3), date(2014, 1, 1))
    assert found.largest is not None
    assert (found.largest.days, found.largest.anchor) == (1, date(2012, 1, 3))


def test_an_anchor_that_the_trigger_names_may_lie_on_any_day_of_the_range() -> None:
    late = DUTY + 'when = "core_group_scheduled"\nfrom = "for"\nthen = "core_group_held"\nwithin = "1 working day"\n'
    found = result(late + "in_force_until = 2012-01-05\n", 7, date(2012, 1, 3), date(2014, 1, 1))
    assert found.largest is not None
    assert found.largest.days == 5
    assert "the day that the trigger names lies in the range" in found.assumptions


def test_a_duty_that_is_not_in_force_in_the_range_is_not_finished() -> None:
    text = DUTY + TEN + "in_force = 2030-01-01\n"
    found = result(text, 20, date(2012, 1, 1), date(2014, 1, 1))
    assert (found.verdict, found.why) == (
        Verdict.NOT_FINISHED,
        "no version of the duty is in force on any of these days",
    )


def test_a_duty_without_a_time_limit_refutes_every_number() -> None:
    found = result(PLAN + MEET, 10_000)
    assert (found.verdict, found.exact, found.why) == (Verdict.REFUTED, None, "the duty has no time limit")


def test_a_period_of_500_days_is_proved_to_the_day() -> None:
    found = result(PLAN + MEET + 'within = "500 days"\n', 500)
    assert (found.verdict, found.exact, found.attained) == (Verdict.PROVED, 500, True)


def test_a_period_that_outlasts_the_calendar_is_not_finished() -> None:
    found = result(PLAN + MEET + 'within = "900 days"\n', 900)
    assert found.verdict is Verdict.NOT_FINISHED
    assert "is not over by the end of the calendar" in found.why
    sooner = result(PLAN + MEET + 'within = "900 days"\n', 900, FIRST, date(2040, 7, 14))
    assert (sooner.verdict, sooner.exact) == (Verdict.PROVED, 900)


def test_a_period_of_years_is_not_finished_and_never_called_proved() -> None:
    found = result(PLAN + MEET + 'within = "60 months"\n', 3000)
    assert found.verdict is Verdict.NOT_FINISHED
    assert "window-too-long" in found.why


@pytest.mark.parametrize("name", [pytest.param("brent", marks=pytest.mark.slow), "york"])
def test_all_that_is_to_be_kept_by_a_day_can_be_in_every_case_of_thirty_one_years(name: str) -> None:
    words = load_policy(name)
    (keepable,) = [claim for claim in claims_of(words) if claim.id == "keepable"]
    found = proved(keepable, words, ENGLAND, FIRST, LAST)
    assert (found.verdict, found.attained, found.why) == (Verdict.PROVED, True, "")


def test_a_result_carries_readings_calendar_and_assumptions() -> None:
    brent = under(load_policy("brent"), {"first-day": "same-day"})
    (claim,) = [one for one in claims_of(brent) if one.id == "first-core-group-latest"]
    found = proved(claim, brent, ENGLAND, FIRST, LAST)
    assert (found.exact, found.attained) == (19, False)
    assert found.readings["first-day"] == "same-day"
    assert found.readings["ten-days"] == "calendar-days"
    assert found.digest == ENGLAND.digest
    assert found.assumptions == (
        "every bank holiday of the calendar is known from the start",
        "abstract calendars have at most 4 holidays in one stretch of 28 days, and no others",
    )


def test_a_direction_is_assumed_away_where_there_is_a_power() -> None:
    brent = load_policy("brent")
    sentences = {"says": "{N}", "sometimes": "{N}"}
    tables = {"id": "x", "form": "latest-due", "duty": "child-seen", "at_most": 20, **sentences}
    (claim,) = parse_claims({"policy": brent.id, "claim": [tables]}, brent, "x.toml")
    assert "no direction sets another interval" in proved(claim, brent, ENGLAND, FIRST, LAST).assumptions


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(1996, 12, 30), LAST, "outside-calendar"),
        (FIRST, date(2041, 1, 1), "outside-calendar"),
        (date(2015, 1, 2), date(2015, 1, 1), "empty-range"),
    ],
)
def test_a_range_that_cannot_be_searched_is_refused(first: date, last: date, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        result(TEN, 20, first, last)


# ---- what is claimed to be keepable

MONDAY, WEDNESDAY = date(2015, 1, 5), date(2015, 1, 7)
ENDS = 'until = "plan_discharged"\n'
EACH = (
    'when = "core_group_held"\nthen = { event = "record_distributed", meeting = { same_as = "on" } }\n'
    'within = "5 days"\n'
)
ARRANGED = 'when = "core_group_held"\nthen = "core_group_scheduled"\nwithin = "2 days before"\n'
OUT_OF_REACH = 'when = "core_group_held"\nthen = "child_seen"\nbetween = ["1 week before", "3 days"]\n'
UNLIMITED = 'when = "impasse_reached"\nthen = "escalated"\n'


def in_days(days: int) -> str:
    return PLAN + MEET + f'within = "{days} working days"\n' + ENDS


def kept(text: str, failures: int, last: date = WEDNESDAY, strength: str = "may") -> Result:
    words = policy(text)
    sentences = {"says": "It can be kept.", "sometimes": "It goes on."}
    claim = {"id": "k", "form": "keepable", "failed_meetings": failures, "strength": strength, **sentences}
    (parsed,) = parse_claims({"policy": words.id, "claim": [claim]}, words, "mini.toml")
    return proved(parsed, words, ENGLAND, MONDAY, last)


@pytest.mark.parametrize(("days", "failures"), [(2, 0), (2, 1), (3, 2)])
def test_as_many_failures_as_there_are_working_days_to_spare_can_be_survived(days: int, failures: int) -> None:
    found = kept(in_days(days), failures)
    assert (found.verdict, found.attained, found.why) == (Verdict.PROVED, True, "")
    assert f"at most {failures} attempt" in found.assumptions[0]


@pytest.mark.parametrize(("days", "failures"), [(2, 2), (3, 3)])
def test_one_failure_more_refutes_it_and_names_what_cannot_be_kept(days: int, failures: int) -> None:
    found = kept(in_days(days), failures)
    assert (found.verdict, found.attained) == (Verdict.REFUTED, None)
    assert found.why == "these cannot all be kept: it"


def test_where_nothing_is_to_be_kept_by_a_day_nothing_is_proved_of_something() -> None:
    found = kept(UNLIMITED, 1)
    assert (found.verdict, found.attained) == (Verdict.PROVED, False)


@pytest.mark.parametrize("left_out", [ARRANGED, OUT_OF_REACH])
def test_what_leaves_out_a_duty_that_can_be_breached_is_never_called_proved(left_out: str) -> None:
    found = kept(duty(in_days(3), "it") + duty(left_out, "other"), 1)
    why = f"not played: other ({HANDED})" if left_out == ARRANGED else "not played: other"
    assert (found.verdict, found.attained, found.why) == (Verdict.NOT_FINISHED, None, why)


GAP = {"form": "longest-gap", "says": "{N}.", "sometimes": "{N}.", "from": "icpc_held", "to": "core_group_held"}


def large(monkeypatch: pytest.MonkeyPatch, calls: int) -> Result:
    """The result of a claim whose searches are too large from the one with this number on."""
    done = iter(range(calls))

    def looked(*given: Any) -> Result:
        if next(done, None) is None:
            raise InvalidInput(Fault("state-too-large", "it is too large"))
        return look(*given)

    look = prove.looked
    monkeypatch.setattr(prove, "looked", looked)
    words = policy(TEN + ENDS)
    claim = {"id": "gap", "until": "plan_discharged", "at_most": 14, **GAP}
    (parsed,) = parse_claims({"policy": words.id, "claim": [claim]}, words, "mini.toml")
    return proved(parsed, words, ENGLAND, MONDAY, MONDAY, engine="plain")


def test_a_claim_that_is_too_large_to_search_is_not_finished_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    found = large(monkeypatch, 0)
    assert (found.verdict, found.why) == (Verdict.NOT_FINISHED, "it is too large")


def test_a_further_search_that_is_too_large_takes_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    found = large(monkeypatch, 1)
    assert found.verdict is not Verdict.NOT_FINISHED


def test_a_policy_of_too_many_states_is_not_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    def compiled(*_: Any, **__: Any) -> None:
        raise InvalidInput(Fault("too-many-states", "there are too many"))

    monkeypatch.setattr(prove, "compile_policies", compiled)
    found = kept(in_days(3), 1)
    assert (found.verdict, found.why) == (Verdict.NOT_FINISHED, "there are too many")


def test_records_that_each_need_their_own_answer_are_played_too() -> None:
    found = kept(duty(in_days(3), "it") + duty(EACH, "record"), 1)
    assert (found.verdict, found.attained, found.why) == (Verdict.PROVED, True, "")
    assert found.states > kept(in_days(3), 1).states > 0


@pytest.mark.parametrize("left_out", [ARRANGED, OUT_OF_REACH])
def test_what_is_left_out_does_not_save_what_is_refuted(left_out: str) -> None:
    assert kept(duty(in_days(3), "it") + duty(left_out, "other"), 3).verdict is Verdict.REFUTED


def test_a_duty_weaker_than_the_claim_speaks_of_need_not_be_kept() -> None:
    text = duty(in_days(3), "it") + duty(in_days(2), "soft").replace('"must"', '"should"')
    assert kept(text, 2, strength="must").verdict is Verdict.PROVED
    assert kept(text, 2, strength="should").verdict is Verdict.REFUTED


def test_the_game_is_played_for_every_start_day_of_thirty_one_years() -> None:
    found = kept(in_days(3), 2, date(2040, 12, 31))
    assert found.start_days == (date(2040, 12, 31) - MONDAY).days + 1
    # Christmas leaves no fewer working days to spare: the time limit counts working days too.
    assert found.verdict is Verdict.PROVED


def test_what_is_refuted_is_shown_by_what_chair_and_circumstance_do() -> None:
    against = kept(in_days(2), 2).against
    assert against is not None
    assert [(event.type, event.on) for event in against.history.events] == [("icpc_held", MONDAY)]
    assert against.expected[0].doomed


def unshown(monkeypatch: pytest.MonkeyPatch, error: BaseException | None) -> Result:
    def forced(*_: Any) -> None:
        if error is not None:
            raise error

    monkeypatch.setattr(prove, "forced", forced)
    return kept(in_days(2), 2)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (None, f"these cannot all be kept: it; {prove.NO_PLAY}"),
        (TooLarge("it is too large"), "these cannot all be kept: it; no case is shown: it is too large"),
        (KeyboardInterrupt(), INTERRUPTED),
    ],
    ids=["none", "too large", "stopped"],
)
def test_a_case_that_is_not_found_leaves_the_verdict_and_is_told(
    monkeypatch: pytest.MonkeyPatch, error: BaseException | None, why: str
) -> None:
    found = unshown(monkeypatch, error)
    assert (found.verdict, found.against, found.why) == (Verdict.REFUTED, None, why)

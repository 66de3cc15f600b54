"""What no conduct keeps is found, smallest sets first, and each way out breaches something."""

from datetime import date

import pytest

from model.analysis import standstill
from model.analysis.clash import starts
from model.analysis.contradiction import Contradiction, Sort, contradictions, hitting
from model.analysis.witness import is_breach
from model.calendar import england_and_wales
from model.policy import Policy, Strength, load_policy
from tests import miniatures as mini

FIRST, LAST = date(2015, 1, 1), date(2015, 12, 31)
HELD = 'when = "core_group_held"\n'
CHAIR = mini.duty(HELD + 'requires = { chair = "lead_social_worker" }\n', "chair")
MANAGER = mini.duty(HELD + 'requires = { chair = "line_manager" }\n', "manager")
UNTIL = 'until = ["plan_discharged", "case_closed"]\n'
MUST_MEET = mini.duty(mini.PLAN + mini.MEET + 'within = "3 days"\n' + UNTIL, "meet")
MUST_NOT = mini.duty(mini.PLAN + 'forbid = "core_group_held"\nwithin = "5 days"\n' + UNTIL, "never")


def of(*policies: Policy) -> tuple[Contradiction, ...]:
    return contradictions(policies, england_and_wales(), Strength.MAY, FIRST, LAST)


def test_two_chairs_of_one_meeting_contradict_each_other() -> None:
    (one,) = of(mini.policy(CHAIR + MANAGER))
    assert one.sort is Sort.CONTRADICTION
    assert one.demands == ((0, "chair"), (0, "manager"))
    assert (one.event, one.given, one.between) == ("core_group_held", (), False)
    assert [event.type for event in one.events] == ["icpc_held"]


def test_each_duty_of_a_contradiction_can_be_the_only_one_breached() -> None:
    (one,) = of(mini.policy(CHAIR + MANAGER))
    broken = [{found.duty for found in way.judgements[0].findings if is_breach(found)} for way in one.ways]
    assert broken == [{"chair"}, {"manager"}]
    assert one.days[-1] == one.ways[0].history.events[-1].on


def test_one_chair_for_two_duties_is_no_contradiction() -> None:
    assert of(mini.policy(CHAIR + CHAIR.replace('"chair"', '"again"'))) == ()


def test_a_contradiction_takes_both_policies_where_each_can_be_kept_alone() -> None:
    (one,) = of(mini.policy(CHAIR), mini.policy(MANAGER))
    assert one.demands == ((0, "chair"), (1, "manager"))
    assert one.between
    assert one.clauses == (("1",), ("1",))


def test_a_fact_that_is_not_the_workers_to_choose_is_given() -> None:
    (one,) = of(mini.policy(CHAIR + MANAGER + "unless = { exceptional_circumstances = true }\n"))
    assert one.given == (("exceptional_circumstances", "False"),)


def test_three_ways_out_that_each_breach_two_of_three_leave_every_pair() -> None:
    assert hitting([0b011, 0b101, 0b110]) == [0b011, 0b101, 0b110]
    assert hitting([0b111]) == [0b001, 0b010, 0b100]
    assert hitting([]) == [0]


def test_a_meeting_that_must_and_must_not_be_held_is_a_temporal_clash() -> None:
    (one,) = of(mini.policy(MUST_MEET + MUST_NOT))
    assert one.sort is Sort.TEMPORAL_CLASH
    assert one.demands == ((0, "meet"), (0, "never"))
    assert [event.type for event in one.events] == ["icpc_held"]
    assert one.days == (one.events[0].on,)


def test_windows_that_meet_are_no_clash() -> None:
    assert of(mini.policy(MUST_MEET.replace("3 days", "9 days") + MUST_NOT)) == ()


def test_every_smallest_clash_is_found() -> None:
    again = MUST_NOT.replace('"never"', '"again"').replace("5 days", "6 days")
    found = {one.demands for one in of(mini.policy(MUST_MEET + MUST_NOT + again))}
    assert found == {((0, "meet"), (0, "never")), ((0, "meet"), (0, "again"))}


def test_the_days_from_which_cases_are_followed_lie_in_the_range() -> None:
    assert starts(date(2015, 3, 1), date(2015, 12, 31)) == [date(2015, 4, 1), date(2015, 12, 12)]
    assert starts(date(2015, 6, 1), date(2015, 6, 30)) == [date(2015, 6, 1)]


def test_what_was_only_looked_for_is_said_and_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standstill, "MOST", 1)
    omitted: dict[str, str] = {}
    both = [mini.policy(MUST_MEET + MUST_NOT)]
    (one,) = contradictions(both, england_and_wales(), Strength.MAY, date(2015, 3, 1), LAST, omitted)
    assert one.demands == ((0, "meet"), (0, "never"))
    assert omitted == {
        "windows that do not meet, among meet, never": (
            "only looked for from 2 start days, up to 1,000 days of different states each"
        )
    }


def test_where_every_case_is_searched_nothing_is_left_out() -> None:
    omitted: dict[str, str] = {}
    contradictions([mini.policy(MUST_MEET + MUST_NOT)], england_and_wales(), Strength.MAY, FIRST, LAST, omitted)
    assert omitted == {}


def test_a_clash_on_a_few_days_of_the_year_is_found_in_every_case_that_can_come_to_one_of_them() -> None:
    # Three working days are a week only where they begin before Christmas or Easter.
    text = MUST_MEET.replace("3 days", "1 week") + MUST_NOT.replace("5 days", "3 working days")
    policies, calendar = [mini.policy(text)], england_and_wales()
    (one,) = contradictions(policies, calendar, Strength.MAY, date(2015, 6, 1), date(2015, 12, 31))
    assert one.days == (date(2015, 12, 22),)
    # Who has begun with something else comes to the conference later; no later than the duties are in force.
    (late,) = contradictions(policies, calendar, Strength.MAY, date(2015, 6, 1), date(2015, 6, 1))
    assert late.days == (date(2015, 12, 22),)
    summer = [mini.policy(text.replace("within", "in_force_until = 2015-12-21\nwithin"))]
    assert contradictions(summer, calendar, Strength.MAY, date(2015, 6, 1), date(2015, 12, 31)) == ()


def test_a_clash_long_after_the_last_start_day_is_shown_in_a_case_that_begins_on_it() -> None:
    review = 'when = { event = "rcpc_held", nth = 1 }\n'
    soon = review + mini.MEET + 'within = "10 days"\nuntil = "plan_discharged"\n'
    late = review + 'forbid = "core_group_held"\nwithin = "5 working days"\nuntil = "plan_discharged"\n'
    policies, day = [mini.policy(mini.duty(soon, "soon") + mini.duty(late, "late"))], date(2015, 12, 1)
    (one,) = contradictions(policies, england_and_wales(), Strength.MAY, day, day)
    assert [(event.type, event.on) for event in one.events] == [("icpc_held", day), ("rcpc_held", date(2015, 12, 18))]


@pytest.mark.slow
def test_the_two_texts_contradict_each_other_on_the_chair_of_the_first_meeting_alone() -> None:
    brent, york = load_policy("brent"), load_policy("york")
    assert of(brent) == of(york) == ()
    (one,) = of(brent, york)
    assert one.demands == ((0, "first-core-group-chair"), (1, "lead-social-worker-chairs"))
    assert one.given == (("exceptional_circumstances", "False"),)

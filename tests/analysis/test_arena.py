"""The arena: which options there are, whose they are, and where it stops."""

from datetime import date

import pytest

from model.analysis import arena as arenas
from model.analysis.adversity import Adversity, Failure
from model.analysis.arena import BREACH, IMPOSSIBLE, Arena, agency_mask
from model.calendar import england_and_wales
from model.compiled.compile import unsplit
from model.compiled.step import begin
from model.errors import InvalidInput
from tests.miniatures import DUTY, MEET, PLAN, TEN_WORKING_DAYS, duty, policy

CALENDAR = england_and_wales()
RECORD = (
    'when = "core_group_held"\n'
    'then = { event = "record_distributed", meeting = { same_as = "on" } }\n'
    'within = "8 days"\n'
)
ABANDONED = 'when = { event = "core_group_abandoned", reason = "too_few_present" }\nthen = "core_group_scheduled"\n'
RESCHEDULE = ABANDONED + 'within = "5 working days"\n'


CALM = Adversity()


def arena(text: str, adversity: Adversity = CALM, watched: int | None = None) -> Arena:
    compiled = unsplit([policy(text)], CALENDAR)
    first = compiled.day(date(2015, 6, 1))
    mask = agency_mask(compiled) if watched is None else watched
    return Arena(compiled, adversity, range(first, first + 14), mask)


def kinds(found: Arena) -> list[str]:
    return [found.compiled.letters[option.letter].kind for group in found.groups for option in group]


def test_nobody_keeps_a_duty_by_ending_the_plan_or_the_case() -> None:
    found = arena(TEN_WORKING_DAYS)
    assert {letter.kind for letter in found.compiled.letters} > {"plan_discharged", "case_closed"}
    assert set(kinds(found)) == {"icpc_held", "core_group_held"}


def test_an_end_that_begins_something_can_happen() -> None:
    text = duty(TEN_WORKING_DAYS, "a") + duty('when = "plan_discharged"\nthen = "tac_held"\nwithin = "10 days"\n', "b")
    assert "plan_discharged" in kinds(arena(text))


def test_an_attempt_names_the_event_that_is_recorded_when_it_fails() -> None:
    found = arena(duty(TEN_WORKING_DAYS, "a") + duty(RESCHEDULE, "b"))
    (option,) = (one for group in found.groups for one in group if one.attempt == "core_group_held")
    assert option.failure is not None
    assert str(found.compiled.letters[option.failure]) == "core group abandoned (reason too_few_present)"
    assert "core_group_abandoned" not in kinds(found)


def test_without_such_an_event_nothing_is_recorded() -> None:
    (option,) = (one for group in arena(TEN_WORKING_DAYS).groups for one in group if one.attempt)
    assert option.failure is None


def test_a_failure_of_another_kind_is_none_of_the_attempts() -> None:
    other = Adversity(failing={"core_group_held": Failure("core_group_abandoned", {"reason": "safety"})})
    found = arena(duty(TEN_WORKING_DAYS, "a") + duty(RESCHEDULE, "b"), other)
    (option,) = (one for group in found.groups for one in group if one.attempt)
    assert option.failure is None


def test_without_meetings_in_it_failures_come_by_themselves_and_are_counted() -> None:
    found = arena(DUTY + RESCHEDULE)
    costs = {found.compiled.letters[one.letter].kind for group in found.groups for one in group if one.costs}
    assert costs == {"core_group_abandoned"}


def test_a_step_says_where_a_letter_leads_and_what_it_calls_for() -> None:
    found = arena(DUTY + TEN_WORKING_DAYS)
    column = found.columns[0]
    empty = found.layers[0][begin(found.compiled)]
    plan = next(one.letter for one in found.groups[0] if found.compiled.touched[0, one.letter])
    step = found.step(0, plan, column)
    assert step.places[empty] >= 0
    assert step.calls[empty] == 1
    assert found.step(1, found.groups[1][0].letter, column).places[empty] == IMPOSSIBLE
    assert found.step(0, None, column).places[empty] == found.layers[1][begin(found.compiled)]
    assert (found.night == BREACH).any()


def test_a_breach_of_what_is_not_watched_ends_nothing() -> None:
    found = arena(DUTY + PLAN + MEET + 'within = "0 days"\n', watched=0)
    assert not (found.night == BREACH).any()


def test_what_has_no_place_is_not_followed_and_that_is_said() -> None:
    assert arena(DUTY + RECORD).full
    assert not arena(DUTY + TEN_WORKING_DAYS).full


def test_more_states_than_can_be_waited_for_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arenas, "MOST", 10)
    with pytest.raises(InvalidInput, match="the game has more than 10"):
        arena(DUTY + TEN_WORKING_DAYS)

"""Doom: the shortest plays after which nothing helps, with the day, the last chance and the clauses, by hand."""

from datetime import date

import pytest

from model.analysis.adversity import Adversity
from model.analysis.doom import Doom, dooms
from model.analysis.scout import Cause
from model.calendar import england_and_wales
from model.compiled.compile import unsplit
from model.compiled.compiled import Compiled
from tests.miniatures import DUTY, PLAN, duty, policy
from tests.miniatures import TEN_DAYS as TEN_DAYS_FOR_EVER

CALENDAR = england_and_wales()
FIRST, LAST = date(2015, 12, 21), date(2016, 1, 10)
TEN_DAYS = TEN_DAYS_FOR_EVER + 'until = "plan_discharged"\n'


def compiled(text: str) -> Compiled:
    return unsplit([policy(text)], CALENDAR)


def found(text: str, adversity: Adversity, most_events: int = 3, first: date = FIRST) -> dict[Cause, Doom]:
    return dict(dooms(compiled(text), adversity, first, LAST, most_events))


def kinds(text: str, doom: Doom) -> list[tuple[str, str]]:
    return [(str(day), compiled(text).letters[letter].kind) for day, letter in doom.moves]


def test_who_waits_from_christmas_eve_to_new_years_day_has_lost_a_duty_of_ten_days() -> None:
    doom = found(TEN_DAYS, Adversity())[Cause.WAITING]
    assert kinds(TEN_DAYS, doom) == [("2015-12-24", "icpc_held")]
    assert (doom.since, doom.last_chance) == (date(2016, 1, 1), date(2015, 12, 31))
    assert (doom.demands, doom.helpless, doom.left) == (1, True, 0)


def test_where_attempts_can_fail_the_last_chance_is_earlier_and_good_luck_could_still_help() -> None:
    doom = found(TEN_DAYS, Adversity(2))[Cause.WAITING]
    assert kinds(TEN_DAYS, doom) == [("2015-12-24", "icpc_held")]
    assert (doom.since, doom.last_chance) == (date(2015, 12, 30), date(2015, 12, 29))
    assert (doom.helpless, doom.left) == (False, 2)


def test_a_conference_on_christmas_eve_dooms_by_itself_where_three_attempts_fail() -> None:
    doom = found(TEN_DAYS, Adversity(3))[Cause.SURPRISE]
    assert kinds(TEN_DAYS, doom) == [("2015-12-24", "icpc_held")]
    assert (doom.since, doom.last_chance) == (date(2015, 12, 24), None)


def test_where_the_other_side_has_no_surprise_none_is_told() -> None:
    assert set(found(TEN_DAYS, Adversity(0))) == {Cause.WAITING}


CLASH = (
    duty(PLAN + 'forbid = { event = "child_seen", by = "professional" }\nwithin = "5 days"\n', "a")
    + duty(PLAN + 'then = { event = "child_seen", by = "professional" }\nwithin = "3 days"\n', "b")
    + duty(PLAN + 'then = "record_distributed"\nwithin = "3 days"\n', "c")
)


def test_two_duties_that_cannot_both_be_kept_doom_each_other_and_nothing_else() -> None:
    (doom,) = [one for cause, one in found(CLASH, Adversity()).items() if cause is Cause.SURPRISE]
    assert [demand.duty.id for demand in compiled(CLASH).named(doom.demands)] == ["a", "b"]
    assert (doom.since, doom.helpless) == (FIRST, True)


def test_a_wrong_choice_of_the_agency_can_doom() -> None:
    # Who arranges a meeting must not see the child for a week, and the child must be seen within five days.
    text = duty('when = "core_group_scheduled"\nforbid = "child_seen"\nwithin = "1 week"\n', "a") + duty(
        PLAN + 'then = "child_seen"\nwithin = "5 days"\n', "b"
    )
    doom = found(text, Adversity())[Cause.CHOICE]
    assert [kind for _, kind in kinds(text, doom)] == ["icpc_held", "core_group_scheduled"]
    assert doom.last_chance is None


EXCUSED = (
    DUTY
    + TEN_DAYS
    + """
[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["it"]
when = { event = "core_group_delay_authorised", by = "line_manager" }
says = "The line manager may delay it."
"""
)


def test_an_excuse_is_lost_with_the_days_on_which_nobody_decides_it() -> None:
    # Away for two days from the last day but one, 2 January: the last day on which one can ask is New Year's Day.
    doom = found(EXCUSED, Adversity(0, away=2), first=date(2015, 12, 24))[Cause.WAITING]
    assert kinds(EXCUSED, doom) == [("2015-12-24", "icpc_held")]
    assert (doom.since, doom.last_chance) == (date(2016, 1, 2), date(2016, 1, 1))
    assert not doom.helpless


def test_the_search_goes_only_as_far_as_it_is_told() -> None:
    text = duty(
        'when = { event = "child_seen", nth = 2, on_plan = true }\nthen = "core_group_held"\nwithin = "10 days"\n'
    )
    assert found(text, Adversity(), 2) == {}
    assert [kind for _, kind in kinds(text, found(text, Adversity(), 3)[Cause.WAITING])] == [
        "icpc_held",
        "child_seen",
        "child_seen",
    ]


@pytest.mark.parametrize("adversity", [Adversity(0), Adversity(1)])
def test_what_can_always_be_done_on_any_day_is_never_doomed(adversity: Adversity) -> None:
    assert found(PLAN + 'then = "record_distributed"\nwithin = "10 days"\n', adversity) == {}

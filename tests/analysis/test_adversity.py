"""Adversity: explicit assumptions, and the latest start of which so many attempts can fail."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.analysis.adversity import Adversity, agencys, latest_start, possible_by
from model.calendar import Calendar, england_and_wales
from model.errors import InvalidInput
from tests.miniatures import (
    BACKWARD,
    FIRST_OF_A_PLAN,
    FROM_A_DATE_SET,
    MEETS_WHEN_SET,
    NOT_TOO_SOON,
    PROHIBITION,
    TEN_DAYS,
    policy,
)

CALENDAR = england_and_wales()
DAYS = st.dates(date(2014, 11, 1), date(2016, 2, 28))


@pytest.mark.parametrize(("name", "values"), [("failures", (-1, 1, 0)), ("notice", (0, 0, 0)), ("away", (0, 1, -1))])
def test_numbers_that_are_too_small_are_refused(name: str, values: tuple[int, int, int]) -> None:
    with pytest.raises(InvalidInput, match=f"{name}: is at least .*bad-adversity"):
        Adversity(*values)


def test_the_assumptions_are_told_in_sentences() -> None:
    told = Adversity(failures=1, notice=2, away=1).told()
    assert told[0].startswith("at most 1 attempt at a meeting or a visit may fail (core group held, ")
    assert "2 working days or more after" in told[1]
    assert told[-1] == "who decides an excuse is away for at most 1 day in a row, once"
    assert Adversity().told()[-1] == "no duty is excused"


def test_attempts_fail_where_one_kind_answers_that_can_fail() -> None:
    adversity = Adversity()
    assert adversity.fails(("core_group_held", "core_group_held"))
    assert not adversity.fails(("core_group_scheduled",))
    assert not adversity.fails(("core_group_held", "child_seen"))
    assert not adversity.fails(())


def test_meetings_need_a_working_day_and_visits_do_not() -> None:
    adversity = Adversity()
    assert not adversity.any_day(("core_group_held", "rcpc_held"))
    assert adversity.any_day(("core_group_held", "child_seen"))


@pytest.mark.parametrize(
    ("text", "lead"), [(TEN_DAYS, 2), (BACKWARD, 0), (FROM_A_DATE_SET, 0), (NOT_TOO_SOON, 0), (MEETS_WHEN_SET, 0)]
)
def test_an_attempt_waits_for_notice_where_its_day_was_not_known_beforehand(text: str, lead: int) -> None:
    assert Adversity(notice=2).lead(policy(text).duties[0]) == lead


@pytest.mark.parametrize(
    ("text", "its"), [(TEN_DAYS, True), (NOT_TOO_SOON, False), (FIRST_OF_A_PLAN, True), (PROHIBITION, False)]
)
def test_a_duty_is_the_agencys_where_it_chooses_what_keeps_it(text: str, its: bool) -> None:
    found = policy(text)
    assert agencys(found.duties[0], found.vocabulary) is its


@pytest.mark.parametrize(
    ("failures", "latest"), [(0, date(2015, 12, 31)), (1, date(2015, 12, 30)), (2, date(2015, 12, 29)), (3, None)]
)
def test_before_the_third_of_january_2016_three_attempts_fit_behind_christmas(
    failures: int, latest: date | None
) -> None:
    assert latest_start(date(2016, 1, 3), date(2015, 12, 25), failures, False, 1, CALENDAR) == latest


def survives(start: date, due: date, failures: int, any_day: bool, notice: int, calendar: Calendar) -> bool:
    """Day by day: whether attempts from `start` on, each as early as it may come, leave one more by the due day."""
    day, wait = start, 0
    while day <= due:
        if (any_day or calendar.is_working_day(day)) and wait == 0:
            if failures == 0:
                return True
            failures, wait = failures - 1, notice
        day += timedelta(days=1)
        wait -= min(wait, calendar.is_working_day(day))
    return False


@given(due=DAYS, failures=st.integers(0, 4), any_day=st.booleans(), notice=st.integers(1, 3))
def test_the_latest_start_is_the_last_day_from_which_attempts_fit(
    due: date, failures: int, any_day: bool, notice: int
) -> None:
    latest = latest_start(due, date(2014, 1, 1), failures, any_day, notice, CALENDAR)
    assert latest is not None
    assert possible_by(latest, any_day, CALENDAR) == latest
    assert survives(latest, due, failures, any_day, notice, CALENDAR)
    assert not survives(latest + timedelta(days=1), due, failures, any_day, notice, CALENDAR)

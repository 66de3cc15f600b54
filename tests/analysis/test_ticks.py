from datetime import date, timedelta

import pytest

from model.analysis.ticks import DAYS, MONDAYS, MONTHS, WEEKS, ticks

MONDAY = date(2014, 12, 29)


def until(days: int) -> date:
    return MONDAY + timedelta(days=days - 1)


def test_every_day_of_a_short_time_has_its_weekday_and_each_month_its_name_once() -> None:
    found = ticks(MONDAY, until(5))
    assert [one.name for one in found] == ["Mon 29", "Tue 30", "Wed 31", "Thu 1", "Fri 2"]
    assert [one.below for one in found] == ["Dec 2014", "", "", "Jan 2015", ""]


def test_of_some_weeks_every_monday_has_its_name_and_each_year_is_told_once() -> None:
    found = ticks(MONDAY, until(30))
    assert [(one.name, one.below) for one in found[:3]] == [("29 Dec", "2014"), ("5 Jan", "2015"), ("12 Jan", "")]


@pytest.mark.parametrize("days", [DAYS + 1, WEEKS])
def test_of_two_to_four_weeks_every_day_has_a_mark_and_two_of_a_week_have_names(days: int) -> None:
    found = ticks(MONDAY, until(days))
    assert [one.day for one in found] == [MONDAY + timedelta(days=more) for more in range(days)]
    assert [one.name for one in found if one.name][:4] == ["Mon 29", "Thu 1", "Mon 5", "Thu 8"]
    assert [one.below for one in found if one.below] == ["Dec 2014", "Jan 2015"]


def test_of_many_weeks_the_months_have_names_and_the_mondays_marks() -> None:
    found = ticks(MONDAY, until(7 * (MONDAYS + 1)))
    assert [(one.name, one.below) for one in found if one.name] == [
        ("1 Jan", "2015"),
        ("1 Feb", ""),
        ("1 Mar", ""),
        ("1 Apr", ""),
    ]
    assert sum(one.day.weekday() == 0 for one in found) == MONDAYS + 1
    assert found == sorted(found)


@pytest.mark.parametrize("days", [1, 5, DAYS, DAYS + 1, 40, 7 * MONDAYS, 7 * MONDAYS + 1, 200, 400, 1000])
def test_there_are_always_names_and_never_more_than_there_is_room_for(days: int) -> None:
    found = [one for one in ticks(MONDAY, until(days)) if one.name]
    assert 1 <= len(found) <= max(DAYS, MONDAYS, MONTHS)
    assert len({one.day for one in found}) == len(found)

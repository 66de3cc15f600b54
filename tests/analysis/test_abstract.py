from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest

from model.analysis.abstract import abstract_calendars, distinct, placements, strung, weekly, working

SMALL = [(0, 7), (2, 9), (3, 6), (4, 3)]


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def test_up_to_four_holidays_in_four_weeks_make_43372_calendars_out_of_169106_placements() -> None:
    assert (distinct(), placements()) == (43_372, 169_106)


@pytest.mark.parametrize(("holidays", "window"), SMALL)
def test_every_abstract_calendar_comes_once(holidays: int, window: int) -> None:
    made = list(abstract_calendars(holidays, window, 7))
    assert len(made) == len({one.digest for one in made}) == len({one.id for one in made}) == distinct(holidays, window)


@pytest.mark.parametrize(("holidays", "window"), SMALL)
def test_every_placement_of_holidays_on_any_days_is_one_of_them(holidays: int, window: int) -> None:
    every = [
        (phase, frozenset(day for day in days if (phase + day) % 7 < 5))
        for phase in range(7)
        for count in range(holidays + 1)
        for days in combinations(range(window), count)
    ]
    found = {
        (begins.weekday(), frozenset((day - begins).days for day in one.holidays()))
        for one in abstract_calendars(holidays, window, 7)
        for begins in [one.first + timedelta(days=7)]
    }
    assert found == set(every)
    assert (len(every), len(found)) == (placements(holidays, window), distinct(holidays, window))


@pytest.mark.parametrize(("holidays", "window"), SMALL)
def test_the_rows_are_the_calendars_in_their_order(holidays: int, window: int) -> None:
    rows = np.concatenate([working(phase, holidays, window, 10) for phase in range(7)])
    assert rows.tolist() == [one.working.tolist() for one in abstract_calendars(holidays, window, 10)]


def test_before_and_after_the_stretch_there_are_only_plain_weeks() -> None:
    for one in abstract_calendars(1, 8, 30):
        days = days_of(one.first, one.last)
        assert len(days) == 30 + 8 + 30
        margins = (*days[:30], *days[-30:])
        assert [one.is_working_day(day) for day in margins] == [day.weekday() < 5 for day in margins]


def test_an_abstract_calendar_is_called_by_the_day_its_stretch_begins_on_and_its_holidays() -> None:
    names = [one.id for one in abstract_calendars(2, 4)]
    assert names[:3] == ["abstract-monday", "abstract-monday-0", "abstract-monday-1"]
    assert "abstract-sunday-1-3" in names


def test_up_to_four_holidays_in_four_weeks_are_placed_in_5801_ways_apart_from_whole_weeks() -> None:
    assert sum(1 for _ in weekly()) == 5_801


@pytest.mark.parametrize(("holidays", "window"), SMALL)
def test_the_calendar_of_all_of_them_holds_every_abstract_calendar_with_its_plain_weeks(
    holidays: int, window: int
) -> None:
    line = strung(holidays, window, 2)
    flags = line.calendar.working.tolist()
    weeks = range(0, len(flags), 7)
    for one in abstract_calendars(holidays, window, 28):
        closed = one.holidays() or (one.first + timedelta(days=28),)
        first, last = closed[0] - timedelta(weeks=2), closed[-1] + timedelta(weeks=2)
        part = [one.is_working_day(day) for day in days_of(first, last)]
        assert any(flags[place : place + len(part)] == part for place in (week + first.weekday() for week in weeks))


@pytest.mark.parametrize(("holidays", "window"), SMALL)
def test_in_the_calendar_of_all_of_them_holidays_of_different_ones_are_two_plain_weeks_apart(
    holidays: int, window: int
) -> None:
    line = strung(holidays, window, 2)
    days = iter(line.calendar.holidays())
    for placed in weekly(holidays, window):
        group = [next(days) for _ in placed]
        assert [(day - group[0]).days + placed[0] for day in group] == list(placed)
        assert not group or group[0] - timedelta(days=placed[0]) >= line.first + timedelta(weeks=2)
    assert list(days) == []
    assert line.first.weekday() == 0
    assert line.last.weekday() == 6

"""The months along a picture are few enough to be read, each at its first day."""

from datetime import date

import pytest

from simulations.pictures.months import MOST, firsts, mark, named
from simulations.pictures.sheet import sheet


def test_the_first_days_of_months_count_at_both_ends() -> None:
    assert list(firsts(date(2024, 1, 1), date(2024, 3, 1))) == [date(2024, month, 1) for month in (1, 2, 3)]
    assert list(firsts(date(2024, 1, 2), date(2024, 1, 31))) == []


def test_a_year_is_named_where_it_begins() -> None:
    days = [date(2024, 11, 1), date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1)]
    assert named(days) == ["Nov\n2024", "Dec", "Jan\n2025", "Feb"]


@pytest.mark.parametrize("last", [date(2024, 4, 9), date(2024, 9, 1), date(2026, 4, 1), date(2034, 4, 1)])
def test_no_more_months_are_named_than_there_is_room_for(last: date) -> None:
    axes = sheet("Title", "", [], 2.0).axes(1.0, 0.5, 5.0, 1.5)
    mark(axes, date(2024, 4, 2), last)
    assert 1 <= len(axes.get_xticks()) <= MOST
    assert axes.get_xlim() == (date(2024, 4, 2).toordinal(), last.toordinal() + 1)

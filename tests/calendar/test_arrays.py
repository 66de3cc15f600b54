from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.calendar import Calendar, arrays, england_and_wales
from model.errors import InvalidInput
from tests.calendar.strategies import counts, days

ENGLAND = england_and_wales()
EVERY_DAY = np.arange("1996-01-01", "2042-01-01", dtype="datetime64[D]")


@given(st.lists(days), counts)
def test_an_array_gives_what_single_days_give(some: list[date], n: int) -> None:
    found = ENGLAND.add_working_days_array(np.array(some, dtype="datetime64[D]"), n)
    assert found.tolist() == [ENGLAND.add_working_days(day, n) for day in some]
    assert found.dtype == np.dtype("datetime64[D]")


@given(st.lists(st.tuples(days, counts), min_size=1))
def test_each_day_can_have_its_own_number(pairs: list[tuple[date, int]]) -> None:
    some, numbers = [day for day, _ in pairs], [n for _, n in pairs]
    found = ENGLAND.add_working_days_array(np.array(some, dtype="datetime64[D]"), np.array(numbers))
    assert found.tolist() == [ENGLAND.add_working_days(day, n) for day, n in pairs]


@given(st.lists(st.tuples(days, days)))
def test_arrays_of_pairs_give_what_single_pairs_give(pairs: list[tuple[date, date]]) -> None:
    start = np.array([one for one, _ in pairs], dtype="datetime64[D]")
    end = np.array([other for _, other in pairs], dtype="datetime64[D]")
    found = ENGLAND.working_days_between_array(start, end)
    assert found.tolist() == [ENGLAND.working_days_between(*pair) for pair in pairs]


@pytest.mark.parametrize("n", [-45, -10, -1, 0, 1, 10, 45])
def test_every_day_of_44_years_gives_what_it_gives_alone(n: int) -> None:
    found = ENGLAND.add_working_days_array(EVERY_DAY, n)
    assert found.tolist() == [ENGLAND.add_working_days(day, n) for day in EVERY_DAY.tolist()]


def test_an_array_longer_than_a_block_is_filled_to_its_end() -> None:
    many = np.resize(EVERY_DAY, 2 * arrays.BLOCK + 7)
    expected = np.resize(ENGLAND.add_working_days_array(EVERY_DAY, 10), many.shape)
    assert np.array_equal(ENGLAND.add_working_days_array(many, 10), expected)


def test_arrays_keep_their_shape_and_broadcast() -> None:
    grid = EVERY_DAY[:6].reshape(2, 3)
    assert ENGLAND.add_working_days_array(grid, 5).shape == (2, 3)
    assert ENGLAND.add_working_days_array(grid, np.array([1, 2, 3])).shape == (2, 3)
    assert ENGLAND.add_working_days_array(EVERY_DAY[0], np.arange(4)).shape == (4,)
    assert ENGLAND.add_working_days_array(EVERY_DAY[0], 1).shape == ()
    assert ENGLAND.working_days_between_array(EVERY_DAY[0], grid).shape == (2, 3)


def test_an_array_with_gaps_in_memory_is_read_right() -> None:
    gapped = EVERY_DAY[::3]
    expected = [ENGLAND.add_working_days(day, 10) for day in gapped.tolist()]
    assert ENGLAND.add_working_days_array(gapped, 10).tolist() == expected


@pytest.mark.parametrize("n", [0, 10])
def test_the_days_that_were_given_stay_as_they_were(n: int) -> None:
    given_days = EVERY_DAY[:100].copy()
    ENGLAND.add_working_days_array(given_days, n)[:] = np.datetime64("2000-01-01")
    assert np.array_equal(given_days, EVERY_DAY[:100])


@pytest.mark.parametrize("day", ["1994-12-31", "2043-01-01", "NaT", "-50000-01-01", "50000-01-01"])
@pytest.mark.parametrize("n", [0, 1, -1, [1, 0]], ids=str)
def test_a_day_outside_the_range_is_refused(day: str, n: int | list[int]) -> None:
    with pytest.raises(InvalidInput, match=rf"'{day}' \(it runs from 1995-01-01 to 2042-12-31\) \[outside-calendar\]"):
        ENGLAND.add_working_days_array(["2020-01-01", day], n)


def test_a_pair_with_a_day_outside_the_range_is_refused() -> None:
    for pair in (["2020-01-01", "2043-01-01"], ["2043-01-01", "2020-01-01"]):
        with pytest.raises(InvalidInput, match="2043-01-01"):
            ENGLAND.working_days_between_array(*pair)


@pytest.mark.parametrize(
    ("n", "says"), [(10, "2042-12-20 [+]10"), ([0, 10], "2042-12-20 [+]10"), (10**6, "2020-01-01")]
)
def test_a_result_outside_the_range_is_refused_with_its_start(n: int | list[int], says: str) -> None:
    with pytest.raises(InvalidInput, match=f"{says}.*working days.*outside-calendar"):
        ENGLAND.add_working_days_array(["2020-01-01", "2042-12-20"], n)


@pytest.mark.parametrize("n", [-1, 1])
def test_the_last_days_that_can_be_reached_are_reached(n: int) -> None:
    edge = ENGLAND.working_days[1] if n < 0 else ENGLAND.working_days[-2]
    beyond = ENGLAND.working_days[0] if n < 0 else ENGLAND.working_days[-1]
    assert ENGLAND.add_working_days_array([edge], n).tolist() == [beyond]
    with pytest.raises(InvalidInput, match="outside-calendar"):
        ENGLAND.add_working_days_array([beyond], n)


def test_the_start_that_is_named_is_the_one_that_fails_however_far_down_the_array_it_stands() -> None:
    many = np.full(arrays.BLOCK + 9, np.datetime64("2020-01-01"))
    many[arrays.BLOCK + 5] = np.datetime64("2042-12-20")
    with pytest.raises(InvalidInput, match=r"2042-12-20 [+]10 working days"):
        ENGLAND.add_working_days_array(many, np.full(many.shape, 10))


def test_nothing_is_added_to_the_last_day_of_a_calendar_that_ends_on_a_weekend() -> None:
    sunday = date(2024, 6, 30)
    june = Calendar("june", date(2024, 6, 1), sunday, frozenset())
    assert june.add_working_days_array([str(sunday)], 0).tolist() == [sunday]
    assert june.add_working_days_array([str(sunday)], [0]).tolist() == [sunday]


def test_nothing_is_refused_of_no_days() -> None:
    none = np.array([], dtype="datetime64[D]")
    assert ENGLAND.add_working_days_array(none, 10**6).tolist() == []
    assert ENGLAND.add_working_days_array(none, np.array([], dtype=np.int64)).tolist() == []
    assert ENGLAND.working_days_between_array(none, none).tolist() == []


def test_half_a_working_day_is_no_number_of_them() -> None:
    with pytest.raises(TypeError):
        ENGLAND.add_working_days_array(EVERY_DAY[:2], 1.5)


def test_a_range_from_before_1970_is_counted_right() -> None:
    old = Calendar("old", date(1968, 12, 30), date(1970, 1, 10), frozenset({date(1969, 12, 25)}))
    assert old.add_working_days_array(["1969-12-24", "1969-12-31"], 2).tolist() == [
        date(1969, 12, 29),
        date(1970, 1, 2),
    ]

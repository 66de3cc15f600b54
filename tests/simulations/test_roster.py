import numpy as np
import pytest

from simulations.inputs import Inputs, prepare
from simulations.offices import QUANTILES
from simulations.roster import Absent, Post
from tests.simulations.offices import tiny

THERE, LEAVE, ILL, VACANT = Absent.THERE, Absent.LEAVE, Absent.ILL, Absent.VACANT


def every(days: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """A table of waits in which each lasts so long."""
    return np.full(QUANTILES, days, np.int64)


@pytest.fixture(scope="module")
def always_there() -> Inputs:
    """A roster without leave, illness or leavers; newcomers at once carry what others do."""
    return prepare(tiny()).inputs._replace(
        leave_weeks=0,
        well=every(10**6),
        tenure=every(10**6),
        vacant=0.0,
        agency=0.0,
        newcomer_days=0,
        newcomer_percent=60,
    )


def absent(inputs: Inputs, days: int) -> list[int]:
    return Post(inputs, 1, 0).absent[:days]


def test_somebody_is_there_where_nothing_keeps_them_away(always_there: Inputs) -> None:
    post = Post(always_there, 1, 0)
    assert set(post.absent) == {THERE}
    assert set(post.percent) == {100}
    assert len(post.absent) == always_there.horizon - always_there.first


def test_a_spell_begins_as_many_days_on_as_somebody_is_well(always_there: Inputs) -> None:
    # Counted from the day before the first; then from the day after the spell.
    inputs = always_there._replace(well=every(3), ill_low=2, ill_high=2)
    assert absent(inputs, 10) == [THERE, THERE, ILL, ILL, THERE, THERE, THERE, ILL, ILL, THERE]


def test_leave_is_taken_week_by_week_of_the_year(always_there: Inputs) -> None:
    # With 52 weeks of leave every part of the year is one week: all are taken.
    assert set(Post(always_there._replace(leave_weeks=52), 1, 0).absent) == {LEAVE}
    # With one, seven days in a year of 365; of the first and the last year only a part is in the roster.
    inputs = always_there._replace(leave_weeks=1)
    taken = 0
    for number in range(len(inputs.role)):
        weeks = [
            (inputs.year_of[inputs.first + place], inputs.week_of[inputs.first + place])
            for place, why in enumerate(Post(inputs, 1, number).absent)
            if why == LEAVE
        ]
        assert len(weeks) in (0, 7, 8, 14, 15, 16)
        assert len(set(weeks)) == len({year for year, _ in weeks})
        taken += len(weeks)
    assert taken >= 7


def test_vacant_goes_before_ill_and_ill_before_leave(always_there: Inputs) -> None:
    inputs = always_there._replace(
        leave_weeks=52, well=every(3), ill_low=3, ill_high=3, tenure=every(4), gap_low=2, gap_high=2
    )
    # Ill on days 2-4 and 8-10; vacant on days 4-5 and 10-11; on leave on all others.
    ill, vacant, leave = ILL, VACANT, LEAVE
    assert absent(inputs, 12) == [
        *(leave, leave, ill, ill, vacant, vacant),
        *(leave, leave, ill, ill, vacant, vacant),
    ]


def test_a_post_that_is_vacant_at_the_start_is_so_from_the_first_day(always_there: Inputs) -> None:
    inputs = always_there._replace(vacant=1.0, gap_low=3, gap_high=3)
    assert absent(inputs, 5) == [VACANT, VACANT, VACANT, THERE, THERE]


def test_agency_staff_end_a_vacancy_early_and_the_newcomer_comes_when_it_is_over(always_there: Inputs) -> None:
    inputs = always_there._replace(
        vacant=1.0, gap_low=4, gap_high=4, agency=1.0, agency_delay=1, newcomer_days=3, newcomer_percent=60
    )
    post = Post(inputs, 1, 0)
    assert post.absent[:9] == [VACANT, *[THERE] * 8]
    assert post.percent[:9] == [100, 100, 100, 100, 60, 60, 60, 100, 100]


def test_agency_staff_carry_a_full_load_also_where_a_newcomer_left_early(always_there: Inputs) -> None:
    inputs = always_there._replace(
        vacant=1.0, gap_low=3, gap_high=3, tenure=every(2), agency=1.0, agency_delay=1, newcomer_days=90
    )
    # Gaps on days 0-2, 5-7, 10-12; newcomers between them.
    post = Post(inputs, 1, 0)
    assert post.percent[:12] == [100, 100, 100, 60, 60, 100, 100, 100, 60, 60, 100, 100]
    assert post.absent[:12] == [*(VACANT, THERE, THERE, THERE, THERE) * 2, VACANT, THERE]


def test_a_gap_that_outlasts_the_run_ends_with_it(always_there: Inputs) -> None:
    inputs = always_there._replace(vacant=1.0, gap_low=10**5, gap_high=10**5)
    post = Post(inputs, 1, 0)
    assert set(post.absent) == {VACANT}
    assert len(post.absent) == len(post.percent) == inputs.horizon - inputs.first

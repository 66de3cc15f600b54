from datetime import date

import numpy as np
import pytest

from model.compiled.compiled import Sense
from model.compiled.tables import begun, columns
from model.policy.window import Counting
from tests import miniatures
from tests.compiled.story import ENGLAND, arrays, breach


def test_each_clock_has_its_counters_behind_those_of_the_one_before() -> None:
    compiled = arrays(
        miniatures.duty(miniatures.TWO_SIDED, "opens")
        + miniatures.duty(miniatures.EITHER, "asks")
        + miniatures.duty(miniatures.TEN_DAYS, "runs")
    )
    assert [(clock.demand, clock.slot, clock.width) for clock in compiled.clocks] == [(0, 0, 6), (2, 6, 1)]


def test_a_clock_runs_at_most_as_long_as_the_longest_of_its_windows() -> None:
    assert arrays(miniatures.TEN_DAYS).clocks[0].longest == 10
    assert arrays(miniatures.POWER).clocks[0].longest == 84


def test_a_duty_that_directions_re_time_has_a_table_for_each_interval() -> None:
    compiled = arrays(miniatures.POWER)
    column = compiled.day(date(2015, 1, 5))
    assert compiled.due[:, column].tolist() == [42, 21, 84]


def test_a_clock_that_ends_on_its_own_day_still_holds_a_day() -> None:
    assert arrays(miniatures.ON_THE_DAY).clocks[0].longest == 1


def test_requirements_have_no_tables() -> None:
    compiled = arrays(miniatures.EITHER)
    assert compiled.clocks == ()
    assert compiled.due.shape == compiled.opening.shape == (0, len(compiled.calendar.working))


def test_a_version_has_no_due_days_outside_its_time() -> None:
    compiled = arrays(miniatures.VERSIONS)
    fifth, sixth = (compiled.day(date(2015, 1, day)) for day in (5, 6))
    assert compiled.due[:, [fifth - 1, fifth, sixth, sixth + 1]].tolist() == [[12, 14, -1, -1], [-1, -1, 7, 7]]


@pytest.mark.parametrize(
    ("conference", "day"), [("2015-01-05", "2015-01-19"), ("2015-01-06", "2015-01-13"), ("2014-12-30", "2015-01-14")]
)
def test_the_version_in_force_on_the_day_of_the_trigger_decides(conference: str, day: str) -> None:
    assert breach(arrays(miniatures.VERSIONS), f"{conference} icpc_held outcome=plan") == f"{day} it"


def test_a_window_that_reaches_back_is_laid_from_the_response() -> None:
    window = miniatures.policy(miniatures.BACKWARD).duties[0].window
    opening, due = columns(window, ENGLAND, Counting(), Sense.LOOKBACK)
    column = (date(2015, 1, 5) - ENGLAND.first).days
    assert (opening[column], due[column]) == (1, 14)


def test_each_table_by_which_something_begins_is_named_once() -> None:
    assert begun(np.array([[-1, 2], [0, 2]], np.int16)).tolist() == [0, 2]

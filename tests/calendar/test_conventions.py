from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.calendar import ClosedDay, FirstDay, england_and_wales
from model.errors import InvalidInput
from tests.calendar.strategies import days

ENGLAND = england_and_wales()
THURSDAY, GOOD_FRIDAY, EASTER_MONDAY, TUESDAY = date(2024, 3, 28), date(2024, 3, 29), date(2024, 4, 1), date(2024, 4, 2)


@pytest.mark.parametrize("due", [GOOD_FRIDAY, date(2024, 3, 30), EASTER_MONDAY], ids=str)
def test_a_due_day_at_easter_stays_or_moves_to_the_working_day_next_to_it(due: date) -> None:
    assert [convention.settle(due, ENGLAND) for convention in ClosedDay] == [due, TUESDAY, THURSDAY]


@given(days, st.sampled_from(ClosedDay))
def test_a_due_day_that_is_a_working_day_never_moves(due: date, convention: ClosedDay) -> None:
    settled = convention.settle(due, ENGLAND)
    assert settled == due if ENGLAND.is_working_day(due) else settled == convention.settle(settled, ENGLAND)


@pytest.mark.parametrize("convention", ClosedDay)
def test_a_due_day_outside_the_calendar_is_refused(convention: ClosedDay) -> None:
    with pytest.raises(InvalidInput, match="2043-01-01"):
        convention.settle(date(2043, 1, 1), ENGLAND)


def test_a_due_day_is_not_moved_out_of_the_calendar() -> None:
    with pytest.raises(InvalidInput, match="1995-01-01 -1 working days"):
        ClosedDay.BEFORE.settle(date(1995, 1, 1), ENGLAND)


def test_policy_files_name_the_conventions_by_these_words() -> None:
    assert [convention.value for convention in FirstDay] == ["day-after", "same-day", "clear-days"]
    assert [convention.value for convention in ClosedDay] == ["stays", "next-working-day", "working-day-before"]

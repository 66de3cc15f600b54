"""The calendar beside the tools that people would use instead, over every day from 2012 to 2028."""

from datetime import date, timedelta
from itertools import islice

import holidays
import numpy as np
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from model.calendar import england_and_wales

ENGLAND = england_and_wales()
EVERY_DAY = np.arange("2012-01-01", "2029-01-01", dtype="datetime64[D]")
WORKING_DAYS = [day for day in EVERY_DAY.tolist() if ENGLAND.is_working_day(day)]
COUNTS = (1, 2, 3, 5, 10, 15, 20, 45)

LIBRARY = holidays.country_holidays("GB", subdiv="ENG", years=range(2011, 2031))
NUMPY = np.busdaycalendar(holidays=[day for day in LIBRARY if day.weekday() < 5])
GOVUK = BankHolidays(use_cached_holidays=True)
DIVISION = BankHolidays.ENGLAND_AND_WALES
GOVUK_LAST = date(2028, 12, 26)


@pytest.mark.parametrize("n", COUNTS)
def test_numpy_finds_the_same_day_from_every_day_when_it_first_rolls_back(n: int) -> None:
    theirs = np.busday_offset(EVERY_DAY, n, roll="preceding", busdaycal=NUMPY)
    assert np.array_equal(ENGLAND.add_working_days_array(EVERY_DAY, n), theirs)


@pytest.mark.parametrize("n", COUNTS)
def test_numpy_finds_the_same_day_backwards_when_it_first_rolls_forward(n: int) -> None:
    theirs = np.busday_offset(EVERY_DAY, -n, roll="following", busdaycal=NUMPY)
    assert np.array_equal(ENGLAND.add_working_days_array(EVERY_DAY, -n), theirs)


def test_numpy_rolling_forward_is_a_day_late_from_every_day_that_is_no_working_day() -> None:
    late = np.busday_offset(EVERY_DAY, 10, roll="forward", busdaycal=NUMPY)
    differs = ENGLAND.add_working_days_array(EVERY_DAY, 10) != late
    assert np.array_equal(differs, ~np.is_busday(EVERY_DAY, busdaycal=NUMPY))


def test_numpy_counts_as_many_working_days_between() -> None:
    # busday_count leaves its end out and takes its start in: a day on moves both.
    ends = EVERY_DAY[::-1]
    forward = np.maximum(EVERY_DAY, ends)
    theirs = np.busday_count(np.minimum(EVERY_DAY, ends) + 1, forward + 1, busdaycal=NUMPY)
    ours = ENGLAND.working_days_between_array(np.minimum(EVERY_DAY, ends), forward)
    assert np.array_equal(ours, theirs)


@pytest.mark.parametrize("n", [*COUNTS, *(-n for n in COUNTS)])
def test_the_holiday_library_finds_the_same_day_from_every_working_day(n: int) -> None:
    differs = [
        day
        for day in WORKING_DAYS[:: 1 + abs(n) // 10]
        if LIBRARY.get_nth_working_day(day, n) != ENGLAND.add_working_days(day, n)
    ]
    assert differs == []


def test_the_holiday_library_asked_from_the_day_after_is_a_day_late() -> None:
    thursday = date(2014, 12, 11)
    assert LIBRARY.get_nth_working_day(thursday + timedelta(days=1), 10) == date(2014, 12, 30)
    assert ENGLAND.add_working_days(thursday, 10) == date(2014, 12, 29)


def test_the_published_list_has_the_same_bank_holidays() -> None:
    published = {row["date"] for row in GOVUK.get_holidays(division=DIVISION)}
    assert max(published) >= GOVUK_LAST
    ours = {day for day in ENGLAND.holidays() if min(published) <= day <= GOVUK_LAST}
    assert {day for day in published if day.weekday() < 5 and day <= GOVUK_LAST} == ours


def test_the_published_list_counts_to_the_same_days() -> None:
    last_start = GOVUK_LAST - timedelta(days=75)
    for day in WORKING_DAYS:
        if day > last_start:
            break
        theirs = list(islice(GOVUK.work_days_after(division=DIVISION, date=day), max(COUNTS)))
        assert [ENGLAND.add_working_days(day, n) for n in COUNTS] == [theirs[n - 1] for n in COUNTS], day

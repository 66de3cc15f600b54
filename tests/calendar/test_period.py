import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.calendar import Calendar, FirstDay, Period, Unit, england_and_wales
from model.errors import InvalidInput
from tests.calendar.strategies import days, first_days, periods

ENGLAND = england_and_wales()
DAY_AFTER, SAME_DAY, CLEAR_DAYS = FirstDay


@given(periods)
def test_a_period_is_read_back_from_its_text(period: Period) -> None:
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("10 working days", "10 working days"),
        ("1 working days", "1 working day"),
        ("1 week", "1 week"),
        ("6 weeks", "6 weeks"),
        ("  3  Months ", "3 months"),
        ("1 month", "1 month"),
        ("91days", "91 days"),
        ("0 day", "0 days"),
    ],
)
def test_a_text_has_one_canonical_form(text: str, canonical: str) -> None:
    assert str(Period.parse(text)) == canonical


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("10 workng days", "did you mean '10 working days'?"),
        ("10 wd", "did you mean '10 working days'?"),
        ("10 WDs", "did you mean '10 working days'?"),
        ("1 business days", "did you mean '1 working day'?"),
        ("6 wks", "did you mean '6 weeks'?"),
        ("6 wekes", "did you mean '6 weeks'?"),
        ("3 calendar months", "did you mean '3 months'?"),
        ("10 calender days", "did you mean '10 days'?"),
        ("2 fortnights", "write a whole number and a unit"),
        ("1 year", "write a whole number and a unit"),
        ("10", "write a whole number and a unit"),
        ("ten working days", "write a whole number and a unit"),
        ("-3 days", "write a whole number and a unit"),
        ("1.5 weeks", "write a whole number and a unit"),
        ("9999999999 days", "write a whole number and a unit"),
        ("working days", "write a whole number and a unit"),
        ("", "write a whole number and a unit"),
    ],
)
def test_a_text_that_names_no_period_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(InvalidInput, match=rf"not a period: {re.escape(repr(text))} \({re.escape(hint)}") as refused:
        Period.parse(text)
    assert [fault.code for fault in refused.value.faults] == ["bad-period"]


def test_a_negative_period_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"not negative: '-1'.*\[bad-period\]"):
        Period(-1, Unit.DAYS)


FRIDAY, SATURDAY, MONDAY = date(2024, 6, 7), date(2024, 6, 8), date(2024, 6, 10)

CONVENTIONS = [
    # From the words of each convention, around an ordinary weekend in June 2024.
    ("3 days", FRIDAY, DAY_AFTER, date(2024, 6, 10), date(2024, 6, 4)),
    ("3 days", FRIDAY, SAME_DAY, date(2024, 6, 9), date(2024, 6, 5)),
    ("3 days", FRIDAY, CLEAR_DAYS, date(2024, 6, 11), date(2024, 6, 3)),
    ("1 day", FRIDAY, SAME_DAY, FRIDAY, FRIDAY),
    ("3 working days", FRIDAY, DAY_AFTER, date(2024, 6, 12), date(2024, 6, 4)),
    ("3 working days", FRIDAY, SAME_DAY, date(2024, 6, 11), date(2024, 6, 5)),
    ("3 working days", FRIDAY, CLEAR_DAYS, date(2024, 6, 13), date(2024, 6, 3)),
    ("1 working day", FRIDAY, SAME_DAY, FRIDAY, FRIDAY),
    ("3 working days", SATURDAY, DAY_AFTER, date(2024, 6, 12), date(2024, 6, 5)),
    ("3 working days", SATURDAY, SAME_DAY, date(2024, 6, 12), date(2024, 6, 5)),
    ("3 working days", SATURDAY, CLEAR_DAYS, date(2024, 6, 13), date(2024, 6, 4)),
    ("1 working day", SATURDAY, SAME_DAY, MONDAY, FRIDAY),
    ("6 weeks", FRIDAY, DAY_AFTER, date(2024, 7, 19), date(2024, 4, 26)),
    ("3 months", FRIDAY, DAY_AFTER, date(2024, 9, 7), date(2024, 3, 7)),
]


@pytest.mark.parametrize(("text", "day", "first_day", "after", "before"), CONVENTIONS)
def test_each_convention_counts_from_its_own_first_day(
    text: str, day: date, first_day: FirstDay, after: date, before: date
) -> None:
    period = Period.parse(text)
    assert period.after(day, ENGLAND, first_day) == after
    assert period.before(day, ENGLAND, first_day) == before


@given(days, st.integers(1, 60))
def test_so_many_clear_days_lie_between(day: date, n: int) -> None:
    landing = Period(n, Unit.DAYS).after(day, ENGLAND, FirstDay.CLEAR_DAYS)
    assert (landing - day).days - 1 == n
    landing = Period(n, Unit.WORKING_DAYS).after(day, ENGLAND, FirstDay.CLEAR_DAYS)
    assert ENGLAND.working_days_between(day, landing - timedelta(days=1)) == n


@given(days, st.integers(1, 60))
def test_so_many_working_days_are_in_the_time_that_starts_with_the_day_itself(day: date, n: int) -> None:
    landing = Period(n, Unit.WORKING_DAYS).after(day, ENGLAND, FirstDay.SAME_DAY)
    assert ENGLAND.working_days_between(day - timedelta(days=1), landing) == n


@given(days, periods, first_days)
def test_weeks_and_months_are_the_same_under_every_convention(day: date, period: Period, first_day: FirstDay) -> None:
    if period.unit in (Unit.WEEKS, Unit.MONTHS):
        assert period.after(day, ENGLAND, first_day) == period.after(day, ENGLAND)
        assert period.before(day, ENGLAND, first_day) == period.before(day, ENGLAND)


@given(days, st.sampled_from(Unit), first_days)
def test_a_period_of_nothing_ends_on_the_day_itself(day: date, unit: Unit, first_day: FirstDay) -> None:
    assert Period(0, unit).after(day, ENGLAND, first_day) == day
    assert Period(0, unit).before(day, ENGLAND, first_day) == day


@given(days, periods, first_days)
def test_a_longer_period_never_ends_sooner(day: date, period: Period, first_day: FirstDay) -> None:
    longer = Period(period.count + 1, period.unit)
    assert longer.after(day, ENGLAND, first_day) >= period.after(day, ENGLAND, first_day) >= day
    assert longer.before(day, ENGLAND, first_day) <= period.before(day, ENGLAND, first_day) <= day


@pytest.mark.parametrize(
    ("text", "day", "after", "before"),
    [
        ("1 month", date(2023, 1, 31), date(2023, 2, 28), date(2022, 12, 31)),
        ("1 month", date(2024, 1, 31), date(2024, 2, 29), date(2023, 12, 31)),
        ("1 month", date(2024, 3, 31), date(2024, 4, 30), date(2024, 2, 29)),
        ("3 months", date(2014, 11, 30), date(2015, 2, 28), date(2014, 8, 30)),
        ("6 months", date(2015, 8, 31), date(2016, 2, 29), date(2015, 2, 28)),
        ("12 months", date(2024, 2, 29), date(2025, 2, 28), date(2023, 2, 28)),
    ],
)
def test_a_month_that_is_too_short_ends_on_its_last_day(text: str, day: date, after: date, before: date) -> None:
    assert Period.parse(text).after(day, ENGLAND) == after
    assert Period.parse(text).before(day, ENGLAND) == before


@pytest.mark.parametrize(
    "text", ["20 days", "20 working days", "3 weeks", "1 month", "99999999 months", "999999999 days"]
)
def test_a_period_that_leaves_the_calendar_is_refused(text: str) -> None:
    day = date(2024, 6, 15)
    june = Calendar("june", date(2024, 6, 1), date(2024, 6, 30), frozenset())
    for move in (Period.parse(text).after, Period.parse(text).before):
        with pytest.raises(InvalidInput, match=r"calendar june.*2024-06-01 to 2024-06-30.*\[outside-calendar\]"):
            move(day, june)


@pytest.mark.parametrize("unit", Unit)
def test_a_period_from_a_day_outside_the_calendar_is_refused(unit: Unit) -> None:
    with pytest.raises(InvalidInput, match="1994-12-31"):
        Period(1, unit).after(date(1994, 12, 31), ENGLAND)

from datetime import date

from model.calendar import england_and_wales
from model.policy.calendars import as_chosen, deadline_calendar
from model.policy.policy import CalendarChoice

ENGLAND = england_and_wales()
CHRISTMAS, NEW_YEARS_EVE = date(2014, 12, 25), date(2014, 12, 31)


def test_a_policy_that_says_nothing_of_its_calendar_takes_it_as_it_is() -> None:
    assert as_chosen(ENGLAND, CalendarChoice()) is ENGLAND


def test_bank_holidays_work_where_a_policy_says_so() -> None:
    chosen = as_chosen(ENGLAND, CalendarChoice(bank_holidays_are_working_days=True))
    assert (ENGLAND.is_working_day(CHRISTMAS), chosen.is_working_day(CHRISTMAS)) == (False, True)


def test_closure_days_do_not_work_even_where_bank_holidays_do() -> None:
    chosen = as_chosen(ENGLAND, CalendarChoice(True, (NEW_YEARS_EVE,)))
    assert [chosen.is_working_day(day) for day in (CHRISTMAS, NEW_YEARS_EVE)] == [True, False]
    assert chosen.id.endswith("-with-closures")


def test_any_calendar_can_be_chosen_from_and_stays_as_it_is() -> None:
    office = ENGLAND.with_closures([date(2014, 12, 30)], "office")
    chosen = as_chosen(office, CalendarChoice(closure_days=(NEW_YEARS_EVE,)))
    assert [chosen.is_working_day(date(2014, 12, day)) for day in (29, 30, 31)] == [True, False, False]
    assert office.is_working_day(NEW_YEARS_EVE)


def test_the_calendar_of_the_deadlines_knows_only_what_was_announced() -> None:
    funeral = date(2022, 9, 19)
    known = [deadline_calendar(CalendarChoice(), date(2022, 9, day)).is_working_day(funeral) for day in (9, 10)]
    assert known == [True, False]

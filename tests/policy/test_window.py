"""Windows laid on an anchor day, and the calendars that policies choose."""

from datetime import date

import pytest

from model.calendar import ClosedDay, FirstDay, Period, england_and_wales
from model.errors import InvalidInput
from model.policy.calendars import deadline_calendar
from model.policy.policy import CalendarChoice
from model.policy.window import ANCHOR_DAY, ON_ITS_DAY, Counting, Edge, Span, Window, within
from tests.miniatures import BANK_HOLIDAYS_WORK, CLOSED_BETWEEN_THE_YEARS, DUTY, NO_TIME_LIMIT, PLAN, policy

MONDAY = date(2015, 1, 5)
CALENDAR = england_and_wales()


def edge(text: str) -> Edge:
    return Edge(Period.parse(text.removesuffix(" before")), text.endswith(" before"))


def span(window: Window, anchor: date = MONDAY, counting: Counting = Counting()) -> Span:
    return window.on(anchor, CALENDAR, counting)


def test_both_ends_of_a_span_are_inside() -> None:
    found = span(Window(edge("2 days"), (edge("4 days"),)))
    assert [day for day in range(5, 12) if found.holds(date(2015, 1, day))] == [7, 8, 9]


def test_a_span_may_be_open_on_either_side() -> None:
    assert Span(None, MONDAY, "days").holds(date.min)
    assert Span(MONDAY, None, "days").holds(date.max)
    assert not Span(MONDAY, None, "days").holds(date(2015, 1, 4))


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (Window(), Span(MONDAY, None, "days")),
        (ON_ITS_DAY, Span(MONDAY, MONDAY, "days")),
        (within(Period.parse("10 working days")), Span(MONDAY, date(2015, 1, 19), "working days")),
        (within(Period.parse("0 working days")), Span(MONDAY, MONDAY, "working days")),
        # Friday 2 January, and Wednesday 31 December: New Year is between.
        (Window(None, (edge("2 working days before"),)), Span(None, date(2014, 12, 31), "working days")),
        (Window(edge("1 week before"), (edge("3 days"),)), Span(date(2014, 12, 29), date(2015, 1, 8), "days")),
        (Window(ANCHOR_DAY, (edge("1 week"), edge("4 working days"))), Span(MONDAY, date(2015, 1, 9), "working days")),
        (
            Window(ANCHOR_DAY, (edge("1 week"), edge("4 working days")), later=True),
            Span(MONDAY, date(2015, 1, 12), "days"),
        ),
    ],
    ids=repr,
)
def test_a_window_on_monday_5_january(window: Window, expected: Span) -> None:
    assert span(window) == expected


@pytest.mark.parametrize(
    ("counting", "text", "due"),
    [
        # Thursday 8 January and ten days is Sunday 18.
        (Counting(), "10 days", date(2015, 1, 18)),
        (Counting(closed_day=ClosedDay.NEXT), "10 days", date(2015, 1, 19)),
        (Counting(closed_day=ClosedDay.BEFORE), "10 days", date(2015, 1, 16)),
        (Counting(FirstDay.SAME_DAY), "10 days", date(2015, 1, 17)),
        (Counting(FirstDay.CLEAR_DAYS), "10 days", date(2015, 1, 19)),
        (Counting(FirstDay.SAME_DAY), "1 week", date(2015, 1, 15)),
        (Counting(closed_day=ClosedDay.NEXT), "4 days before", date(2015, 1, 4)),
    ],
)
def test_the_due_day_is_counted_as_the_policy_counts(counting: Counting, text: str, due: date) -> None:
    assert span(Window(ANCHOR_DAY, (edge(text),)), date(2015, 1, 8), counting).due == due


def test_the_first_day_of_a_window_is_never_moved() -> None:
    opens = span(Window(edge("10 days"), ()), date(2015, 1, 8), Counting(closed_day=ClosedDay.NEXT)).opens
    assert opens == date(2015, 1, 18)


def test_no_days_after_a_sunday_is_that_sunday() -> None:
    sunday = date(2015, 1, 4)
    assert span(within(Period.parse("0 days")), sunday, Counting(closed_day=ClosedDay.NEXT)).due == sunday


def test_a_window_reaches_back_where_it_opens_before_its_anchor_or_never() -> None:
    assert Window(edge("1 day before"), (edge("1 day"),)).backward
    assert Window(None, (edge("1 day before"),)).backward
    assert not Window(edge("1 day"), (edge("2 days"),)).backward


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('within = "10 working days"', "within 10 working days"),
        ('within = "0 days"', "on the same day"),
        ('within = "2 weeks before"', "within the 2 weeks before"),
        ('within = { sooner_of = ["1 week", "3 working days"] }', "within the sooner of 1 week and 3 working days"),
        ('within = { later_of = ["1 week", "3 working days"] }', "within the later of 1 week and 3 working days"),
        ('between = ["1 week before", "3 days"]', "between 1 week before and 3 days"),
        ('between = ["4 days", "1 week"]', "between 4 days and 1 week"),
        ('at_least = "14 days before"', "at least 14 days before"),
        ('at_least = "4 weeks"', "at least 4 weeks after"),
        ("", ""),
    ],
)
def test_a_window_is_told_as_it_was_written(written: str, told: str) -> None:
    assert policy(DUTY + PLAN + f'then = "escalated"\n{written}\n').duties[0].window.text == told


# ---- calendars


def test_a_policy_that_says_nothing_counts_by_the_statutory_calendar() -> None:
    assert deadline_calendar(policy(NO_TIME_LIMIT).calendar, date(2030, 1, 1)) is CALENDAR


def test_a_bank_holiday_may_be_a_working_day() -> None:
    calendar = deadline_calendar(policy(BANK_HOLIDAYS_WORK).calendar, date(2015, 1, 1))
    assert calendar.is_working_day(date(2014, 12, 25))
    assert not calendar.is_working_day(date(2014, 12, 27))


def test_a_closure_day_is_no_working_day() -> None:
    calendar = deadline_calendar(policy(CLOSED_BETWEEN_THE_YEARS).calendar, date(2030, 1, 1))
    assert calendar.id == "england-and-wales-with-closures"
    assert not calendar.is_working_day(date(2014, 12, 30))
    assert calendar.is_working_day(date(2014, 12, 24))


def test_a_calendar_is_as_it_was_known() -> None:
    funeral = date(2022, 9, 19)
    assert deadline_calendar(CalendarChoice(), date(2022, 9, 9)).is_working_day(funeral)
    assert not deadline_calendar(CalendarChoice(), date(2022, 9, 10)).is_working_day(funeral)


def test_a_closure_day_outside_the_calendar_is_refused_when_it_is_needed() -> None:
    with pytest.raises(InvalidInput, match="not a day of calendar england-and-wales"):
        deadline_calendar(CalendarChoice(closure_days=(date(2043, 1, 1),)), date(2015, 1, 1))


def test_closure_days_may_be_written_with_hours() -> None:
    written = CLOSED_BETWEEN_THE_YEARS.replace("2014-12-29,", "2014-12-29T00:00:00,")
    assert policy(written).calendar.closure_days[0] == date(2014, 12, 29)
    assert type(policy(written).calendar.closure_days[0]) is date

"""A rule by which due days are moved is read off from the days that are moved and from those that are not."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from model.conformance.learned import moves, next_date
from model.conformance.sorts import Seen, stretch, summer_time
from tests.conformance.calendars import CALENDAR

DAY = timedelta(days=1)
FIRST, LAST = date(2015, 1, 1), date(2017, 12, 31)


def seen(move: Callable[[date], date], *, after: int = 14) -> Iterator[Seen]:
    """Every due day of three years, so many days after its anchor, as a system moves it."""
    for number in range((LAST - FIRST).days + 1):
        due = FIRST + DAY * number
        yield Seen(due, due - DAY * after, move(due))


def learned(move: Callable[[date], date]) -> str:
    """What the simplest rule is called."""
    return moves(list(seen(move)), CALENDAR)[0].says


@pytest.mark.parametrize(
    ("move", "says"),
    [
        (lambda day: day + DAY, "gives every due day one day too late"),
        (lambda day: day - 3 * DAY, "gives every due day 3 days too early"),
        (
            lambda day: day + 3 * DAY if day.isoweekday() == 5 else day,
            "moves a due day on a Friday to the Monday after it",
        ),
        (
            lambda day: day - 3 * DAY if day.isoweekday() == 1 else day,
            "moves a due day on a Monday to the Friday before it",
        ),
        (
            lambda day: day if CALENDAR.is_working_day(day) else CALENDAR.add_working_days(day, 1),
            "moves a due day on a closed day (weekend or bank holiday) to the next working day",
        ),
        (
            lambda day: day if CALENDAR.is_working_day(day) else CALENDAR.add_working_days(day, -1),
            "moves a due day on a closed day (weekend or bank holiday) to the working day before it",
        ),
        (lambda day: CALENDAR.add_working_days(day, 2), "gives every due day 2 working days too late"),
        (lambda day: day + DAY if summer_time(day) else day, "gives a due day in summer time one day too late"),
        (lambda day: day if summer_time(day) else day - DAY, "gives a due day in winter time one day too early"),
        (lambda day: day + DAY if day.month == 12 else day, "gives a due day in December one day too late"),
        (lambda day: day + DAY if day.month in (6, 7) else day, "gives a due day from June to July one day too late"),
        (
            lambda day: day.replace(month=9, day=1) if day.month == 8 else day,
            "moves a due day in August to 1 September",
        ),
        (
            lambda day: next_date(1, 6, day, CALENDAR) if (day.month, day.day) >= (12, 22) else day,
            "moves a due day from 22 December to 31 December to 6 January",
        ),
        (
            lambda day: next_date(1, 6, day, CALENDAR) if not (1, 6) <= (day.month, day.day) < (12, 22) else day,
            "moves a due day from 22 December to 5 January to 6 January",
        ),
        (lambda day: day + DAY if (day.month, day.day) == (5, 8) else day, "gives a due day on 8 May one day too late"),
        (lambda day: day + DAY if day.year == 2016 else day, "gives a due day in a leap year one day too late"),
        (lambda day: day + DAY if day.year < 2016 else day, "gives a due day before 2016 one day too late"),
        (lambda day: day + relativedelta(day=31), "moves every due day to the last day of its month"),
        (
            lambda day: day + relativedelta(months=1, day=1),
            "moves every due day to the first of the next month",
        ),
        (
            lambda day: day + DAY if day.day == 31 else day,
            "gives a due day on the 31st of a month one day too late",
        ),
        (
            lambda day: day + (8 - day.isoweekday()) * DAY if day.month == 12 and day.isoweekday() > 5 else day,
            "moves a due day on a weekend and in December to the next Monday",
        ),
        (
            lambda day: day - DAY if day.year == 2016 and (day.month, day.day) > (2, 29) else day,
            "gives a due day in a leap year and from March to December one day too early",
        ),
        (lambda day: day + (7 - day.isoweekday() + 1) * DAY, "moves every due day to the next Monday"),
        (lambda day: day - ((day.isoweekday() - 6) % 7 + 1) * DAY, "moves every due day to the Friday before it"),
    ],
)
def test_a_rule_is_named_as_a_developer_would_say_it(move: Callable[[date], date], says: str) -> None:
    assert learned(move) == says


@pytest.mark.parametrize(
    ("fits", "says"),
    [
        (lambda one: one.anchor.isoweekday() == 2, "that counts from a Tuesday"),
        (lambda one: one.anchor.isoweekday() > 5, "that counts from a weekend"),
        (lambda one: summer_time(one.anchor), "that counts from a day in summer time"),
        (lambda one: not summer_time(one.anchor), "that counts from a day in winter time"),
        (lambda one: one.anchor.month == 2, "that counts from a day in February"),
        (lambda one: one.anchor.day == 30, "that counts from a day on the 30th of a month"),
        (lambda one: summer_time(one.due) != summer_time(one.anchor), "whose clock runs over a change to summer"),
        (lambda one: summer_time(one.due) > summer_time(one.anchor), "whose clock runs over the change to summer time"),
        (lambda one: summer_time(one.due) < summer_time(one.anchor), "whose clock runs over the change to winter time"),
        (lambda one: one.anchor < date(2016, 2, 29) <= one.due, "whose clock runs over a leap day"),
        (lambda one: one.due.month != one.anchor.month, "in another month than the day from which it counts"),
        (lambda one: one.due.year != one.anchor.year, "in another year than the day from which it counts"),
    ],
)
def test_the_day_from_which_it_counts_may_matter(fits: Callable[[Seen], bool], says: str) -> None:
    days = [*seen(lambda day: day, after=10), *seen(lambda day: day, after=11)]
    told = [Seen(one.due, one.anchor, one.due + DAY * fits(one)) for one in days]
    assert any(says in move.says for move in moves(told, CALENDAR))


def test_a_rule_does_what_it_says() -> None:
    (move, *_) = moves(list(seen(lambda day: day + 3 * DAY if day.isoweekday() == 5 else day)), CALENDAR)
    friday = date(2020, 5, 1)
    assert move.rule(friday, friday, CALENDAR) == date(2020, 5, 4)
    assert move.rule(friday - DAY, friday, CALENDAR) == friday - DAY


def test_where_nothing_is_moved_or_no_rule_fits_nothing_is_learned() -> None:
    assert moves(list(seen(lambda day: day)), CALENDAR) == []
    assert moves(list(seen(lambda day: day + DAY * (day.toordinal() ** 2 % 7))), CALENDAR) == []


@pytest.mark.parametrize(
    ("fits", "says"),
    [
        (lambda day: day.year >= 2017, "from 2017 on"),
        (lambda day: day.year < 2017, "before 2017"),
        (lambda day: day >= date(2017, 9, 3), "from September 2017 on"),
        (lambda day: day <= date(2017, 3, 3), "until March 2017"),
    ],
)
def test_later_days_are_told_from_earlier_ones(fits: Callable[[date], bool], says: str) -> None:
    days = [date(year, month, 3) for year in range(2009, 2021) for month in (3, 9)]
    told = [Seen(day, day, day + DAY * fits(day)) for day in days]
    assert moves(told, CALENDAR)[0].says == f"gives a due day {says} one day too late"


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (date(2016, 2, 1), date(2016, 2, 29), "in February"),
        (date(2016, 12, 1), date(2016, 2, 29), "from December to February"),
        (date(2016, 12, 24), date(2016, 12, 24), "on 24 December"),
        (date(2016, 1, 1), date(2016, 2, 3), "from 1 January to 3 February"),
    ],
    ids=str,
)
def test_a_part_of_the_year_has_a_name(first: date, last: date, says: str) -> None:
    assert stretch(first, last) == says

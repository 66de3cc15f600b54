"""Days that a system takes for holidays are read off from the clocks that stand still on them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.calendar import Calendar
from model.conformance.closures import closures, every_year, run_over
from model.conformance.judging import Judging
from model.conformance.sorts import Seen
from model.conformance.suspects import Suspect
from tests.conformance.calendars import CALENDAR
from tests.conformance.systems import york

DAY = timedelta(days=1)
BEGINS = [date(2012, 1, 1) + DAY * number for number in range(5 * 366)]


def closing(fits: Callable[[date], bool]) -> Calendar:
    """The calendar of who takes more days for holidays."""
    more = {day for day in (date(2000, 1, 1) + DAY * number for number in range(30 * 366)) if fits(day)}
    return replace(CALENDAR, bank_holidays=CALENDAR.bank_holidays | more)


def seen(theirs: Calendar, steps: int = 10) -> Iterator[Seen]:
    """So many working days from each day of five years."""
    for day in BEGINS:
        yield Seen(CALENDAR.add_working_days(day, steps), day, theirs.add_working_days(day, steps))


def found(theirs: Calendar) -> list[Suspect]:
    return list(closures(york(), list(seen(theirs)), CALENDAR))


@pytest.mark.parametrize(
    ("fits", "says"),
    [
        (lambda day: (day.month, day.day) == (1, 2), "takes 2 January for a holiday"),
        (
            lambda day: day.month == 12 and day.day >= 27,
            "takes days from 27 December to 31 December for holidays",
        ),
        (lambda day: day.month == 8, "takes days in August for holidays"),
        (lambda day: day == date(2015, 6, 5), "takes Fri 5 June 2015 for a holiday"),
    ],
)
def test_a_day_on_which_every_clock_stands_still_is_taken_for_a_holiday(
    fits: Callable[[date], bool], says: str
) -> None:
    suspects = {one.says: one for one in found(closing(fits))}
    judging = suspects[says].onto(Judging(york(), CALENDAR))
    assert [one.got for one in seen(judging.calendar)] == [one.got for one in seen(closing(fits))]


def test_who_knows_all_holidays_and_no_others_is_not_suspected() -> None:
    assert found(CALENDAR) == []


def test_a_day_that_some_clock_counts_is_no_holiday() -> None:
    monday = date(2016, 1, 4)
    tuesday, wednesday = monday + DAY, monday + 2 * DAY
    clocks = [Seen(tuesday, monday, wednesday), Seen(tuesday, monday - 3 * DAY, tuesday)]
    days = every_year([(one, run_over(one, CALENDAR)) for one in clocks])
    assert days == {monday: False, tuesday: False, wednesday: True}

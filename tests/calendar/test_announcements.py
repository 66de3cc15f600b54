from datetime import date, timedelta

import pytest

from model.calendar import Calendar, england_and_wales
from model.calendar.announcements import ENGLAND_AND_WALES, Announcement

ENGLAND = england_and_wales()
ONE_DAY = timedelta(days=1)


def known(day: date) -> set[date]:
    return set(ENGLAND.as_known_on(day).holidays())


def test_the_days_of_announcement_are_those_of_the_sources() -> None:
    # Typed a second time, from the sources that the rows name.
    assert {str(row.day): str(row.announced) for row in ENGLAND_AND_WALES} == {
        "1995-05-08": "1993-12-16",
        "2002-06-03": "2000-11-24",
        "2002-06-04": "2000-11-24",
        "2011-04-29": "2010-11-23",
        "2012-06-04": "2010-01-05",
        "2012-06-05": "2010-01-05",
        "2020-05-08": "2019-06-07",
        "2022-06-02": "2020-11-12",
        "2022-06-03": "2020-11-12",
        "2022-09-19": "2022-09-10",
        "2023-05-08": "2022-11-06",
    }


@pytest.mark.parametrize("row", ENGLAND_AND_WALES, ids=lambda row: str(row.day))
def test_a_bank_holiday_is_known_from_the_day_of_its_announcement(row: Announcement) -> None:
    assert row.announced < row.day
    assert row.source
    assert row.day in ENGLAND.holidays()
    assert row.day in known(row.announced)
    assert row.day not in known(row.announced - ONE_DAY)


@pytest.mark.parametrize("row", [row for row in ENGLAND_AND_WALES if row.instead_of], ids=lambda row: str(row.day))
def test_a_bank_holiday_that_was_moved_was_one_until_the_announcement(row: Announcement) -> None:
    assert row.instead_of is not None
    assert row.instead_of not in known(row.announced)
    assert row.instead_of in known(row.announced - ONE_DAY)
    # The first or the last Monday in May, where the Act and the yearly proclamations put them.
    assert row.instead_of.weekday() == 0
    assert row.instead_of.month == 5
    assert row.instead_of.day <= 7 or row.instead_of.day >= 25


def test_on_the_day_before_the_move_of_2020_the_old_monday_was_the_bank_holiday() -> None:
    before, after = ENGLAND.as_known_on(date(2019, 6, 6)), ENGLAND.as_known_on(date(2019, 6, 7))
    assert [d for d in before.holidays() if (d.year, d.month) == (2020, 5)] == [date(2020, 5, 4), date(2020, 5, 25)]
    assert [d for d in after.holidays() if (d.year, d.month) == (2020, 5)] == [date(2020, 5, 8), date(2020, 5, 25)]


def test_nothing_was_known_of_2023_on_the_day_before_the_coronation_was_announced() -> None:
    assert set(ENGLAND.holidays()) - known(date(2022, 11, 5)) == {date(2023, 5, 8)}


def test_a_calendar_that_knows_everything_is_itself() -> None:
    assert ENGLAND.as_known_on(date(2022, 11, 6)) is ENGLAND
    assert ENGLAND.as_known_on(date(2042, 12, 31)) is ENGLAND


def test_what_is_known_has_an_id_and_a_digest_of_its_own() -> None:
    stages = [ENGLAND.as_known_on(row.announced - ONE_DAY) for row in ENGLAND_AND_WALES]
    announcements = len({row.announced for row in ENGLAND_AND_WALES})
    assert len({stage.id for stage in [ENGLAND, *stages]}) == announcements + 1
    assert len({stage.digest for stage in [ENGLAND, *stages]}) == announcements + 1
    assert ENGLAND.as_known_on(date(2022, 9, 9)).id == "england-and-wales-as-known-before-2022-09-10"


def test_what_was_known_can_be_taken_further_back_but_learns_nothing_more() -> None:
    early, late = date(2009, 1, 1), date(2021, 1, 1)
    assert ENGLAND.as_known_on(late).as_known_on(early).digest == ENGLAND.as_known_on(early).digest
    assert ENGLAND.as_known_on(early).as_known_on(late) is ENGLAND.as_known_on(early)
    assert all(row.announced <= early for row in ENGLAND.as_known_on(early).announcements)


def test_where_the_office_is_closed_anyway_nothing_differs() -> None:
    funeral, coronation = date(2022, 9, 19), date(2023, 5, 8)
    office = ENGLAND.with_closures([funeral, coronation], "office")
    assert office.as_known_on(date(2022, 9, 8)) is office


def test_closures_stay_closed_whatever_was_known() -> None:
    closed = date(2022, 12, 28)
    office = ENGLAND.with_closures([closed], "office").as_known_on(date(2022, 9, 8))
    assert not office.is_working_day(closed)
    assert office.is_working_day(date(2022, 9, 19))


def test_a_calendar_without_announcements_always_knew_its_bank_holidays() -> None:
    plain = Calendar("plain", date(2022, 1, 1), date(2022, 12, 31), frozenset({date(2022, 9, 19)}))
    assert plain.as_known_on(date(2000, 1, 1)) is plain

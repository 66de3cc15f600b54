import subprocess
import sys
from datetime import date

import holidays
import pytest

from model.calendar import england_and_wales
from model.calendar.england import bank_holidays

ENGLAND = england_and_wales()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("conference", "due"),
    [
        ("2014-12-11", "2014-12-29"),
        ("2023-12-18", "2024-01-04"),
        ("2024-03-20", "2024-04-05"),
        ("2020-04-27", "2020-05-12"),
        ("2022-05-26", "2022-06-13"),
        ("2022-09-08", "2022-09-23"),
        ("2023-04-24", "2023-05-10"),
    ],
)
def test_ten_working_days_from_a_conference_end_on_the_day_worked_out_by_hand(conference: str, due: str) -> None:
    assert ENGLAND.add_working_days(day(conference), 10) == day(due)


def test_a_holiday_proclaimed_late_moves_the_due_day_afterwards() -> None:
    conference = day("2022-09-08")
    assert ENGLAND.as_known_on(conference).add_working_days(conference, 10) == day("2022-09-22")
    assert ENGLAND.as_known_on(day("2022-09-10")).add_working_days(conference, 10) == day("2022-09-23")


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1995, "01-02 04-14 04-17 05-08 05-29 08-28 12-25 12-26"),
        (1999, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 12-31"),
        (2002, "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26"),
        (2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27"),
        (2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"),
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
    ],
)
def test_a_year_with_moved_or_extra_bank_holidays_has_exactly_these(year: int, expected: str) -> None:
    assert [f"{found:%m-%d}" for found in ENGLAND.holidays() if found.year == year] == expected.split()


def test_the_days_between_christmas_and_new_year_are_working_days() -> None:
    assert all(ENGLAND.is_working_day(day(text)) for text in ("2014-12-29", "2014-12-30", "2014-12-31"))


def test_england_and_wales_have_the_same_bank_holidays() -> None:
    wales = holidays.country_holidays("GB", subdiv="WLS", years=range(1995, 2043))
    assert bank_holidays() == frozenset(wales)


def test_the_library_without_a_part_of_the_country_leaves_out_easter_monday() -> None:
    # The trap that `subdiv` avoids: "GB" alone gives only what all four nations share.
    assert day("2024-04-01") not in holidays.country_holidays("GB", years=2024)
    assert not ENGLAND.is_working_day(day("2024-04-01"))


def test_the_calendar_is_made_once() -> None:
    assert england_and_wales() is england_and_wales()


def test_importing_the_package_leaves_the_holiday_library_alone() -> None:
    program = "import sys, model.calendar; print('holidays' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "False"

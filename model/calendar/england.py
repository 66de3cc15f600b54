"""The calendar of the statutory clocks in England and Wales."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from model.calendar.announcements import ENGLAND_AND_WALES
from model.calendar.table import Calendar

FIRST = date(1995, 1, 1)
LAST = date(2042, 12, 31)


@lru_cache(maxsize=1)
def england_and_wales() -> Calendar:
    """The calendar from 1 January 1995 to 31 December 2042, both included.

    Not working days are Saturdays, Sundays, Christmas Day, Good Friday and bank holidays (Care Planning Regulations
    2010, regulation 2); the days between Christmas and New Year on which a council closes are working days. Bank
    holidays that are not yet proclaimed are missing from years to come.

    >>> england_and_wales().add_working_days(date(2014, 12, 11), 10)
    datetime.date(2014, 12, 29)
    """
    return Calendar("england-and-wales", FIRST, LAST, bank_holidays(), announcements=ENGLAND_AND_WALES)


def bank_holidays() -> frozenset[date]:
    """Every bank holiday with its substitute days, Christmas Day and Good Friday, from `FIRST` to `LAST`."""
    # This import loads every country of the library, about 0.1 s, so it waits until a calendar is needed.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=range(FIRST.year, LAST.year + 1)))

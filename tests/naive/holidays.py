"""Which days are working days in England, found by walking from day to day."""

from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
YEARS = range(1994, 2044)
NEVER_UNKNOWN = date(1900, 1, 1)

# The extra and the moved bank holidays: the day, the day on which it was announced, the day given up for it.
ONE_OFFS = [
    (date(1995, 5, 8), date(1993, 12, 16), date(1995, 5, 1)),
    (date(1999, 12, 31), NEVER_UNKNOWN, None),
    (date(2002, 6, 3), date(2000, 11, 24), None),
    (date(2002, 6, 4), date(2000, 11, 24), date(2002, 5, 27)),
    (date(2011, 4, 29), date(2010, 11, 23), None),
    (date(2012, 6, 4), date(2010, 1, 5), date(2012, 5, 28)),
    (date(2012, 6, 5), date(2010, 1, 5), None),
    (date(2020, 5, 8), date(2019, 6, 7), date(2020, 5, 4)),
    (date(2022, 6, 2), date(2020, 11, 12), date(2022, 5, 30)),
    (date(2022, 6, 3), date(2020, 11, 12), None),
    (date(2022, 9, 19), date(2022, 9, 10), None),
    (date(2023, 5, 8), date(2022, 11, 6), None),
]


class WorkingDays:
    """Working days as they were known on one day, under what one policy says of its calendar."""

    def __init__(self, known_at: date, bank_holidays_work: bool = False, closures: tuple[date, ...] = ()) -> None:
        self.off = set(closures)
        if not bank_holidays_work:
            self.off |= bank_holidays(tuple(announced <= known_at for _, announced, _ in ONE_OFFS))

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.off

    def walk(self, day: date, working_days: int, step: timedelta = ONE_DAY) -> date:
        """From `day`, step by step, until so many working days were met."""
        while working_days > 0:
            day += step
            if self.works(day):
                working_days -= 1
        return day

    def count(self, start: date, end: date) -> int:
        """The working days met on the way from `start` to `end`; negative on the way back."""
        if end < start:
            return -self.count(end, start)
        met = 0
        while start < end:
            start += ONE_DAY
            met += self.works(start)
        return met


@lru_cache(maxsize=64)
def bank_holidays(announced: tuple[bool, ...]) -> set[date]:
    """Every bank holiday, with those of the one-offs that were announced."""
    days = {day for year in YEARS for day in usual_bank_holidays(year)}
    for (day, _, given_up), heard in zip(ONE_OFFS, announced, strict=True):
        if heard:
            days.add(day)
            days.discard(given_up or day + 1000 * ONE_DAY)
    return days


def usual_bank_holidays(year: int) -> list[date]:
    easter = easter_sunday(year)
    days = [
        easter - 2 * ONE_DAY,
        easter + ONE_DAY,
        first_monday_from(date(year, 5, 1)),
        first_monday_from(date(year, 5, 25)),
        first_monday_from(date(year, 8, 25)),
    ]
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        # One that falls on a weekend is made up for on the next weekday that is not a holiday yet.
        day = fixed
        while day.weekday() >= 5 or day in days:
            day += ONE_DAY
        days.append(day)
    return days


def first_monday_from(day: date) -> date:
    while day.weekday() != 0:
        day += ONE_DAY
    return day


# The Book of Common Prayer's table for 1900 to 2199: the paschal full moon of each golden number, as (month, day).
FULL_MOONS = [
    *((4, 14), (4, 3), (3, 23), (4, 11), (3, 31), (4, 18), (4, 8), (3, 28), (4, 16), (4, 5)),
    *((3, 25), (4, 13), (4, 2), (3, 22), (4, 10), (3, 30), (4, 17), (4, 7), (3, 27)),
]


def easter_sunday(year: int) -> date:
    """The first Sunday after the paschal full moon."""
    day = date(year, *FULL_MOONS[year % 19]) + ONE_DAY
    while day.weekday() != 6:
        day += ONE_DAY
    return day

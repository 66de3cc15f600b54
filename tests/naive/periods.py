"""Periods such as `10 working days`, and the day on which one ends."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tests.naive.holidays import ONE_DAY, WorkingDays

BACK = -ONE_DAY


@dataclass(frozen=True)
class Length:
    """A number of `day`, `working day`, `week` or `month`; `before`: counted back from the anchor."""

    count: int
    unit: str
    before: bool = False


@lru_cache(maxsize=1000)
def length(text: str) -> Length:
    words = text.lower().split()
    before = words[-1] == "before"
    unit = " ".join(words[1:-1] if before else words[1:])
    return Length(int(words[0]), unit.removesuffix("s"), before)


def after(start: date, period: Length, first_day: str, days: WorkingDays) -> date:
    """The last day of the period that begins at `start`, under one way of saying which day is day 1."""
    if period.count == 0:
        return start
    if period.unit == "week":
        return start + timedelta(days=7 * period.count)
    if period.unit == "month":
        return months_on(start, period.count)
    counts_itself = period.unit == "day" or days.works(start)
    steps = period.count
    if first_day == "clear-days":
        steps += 1
    elif first_day == "same-day" and counts_itself:
        steps -= 1
    return start + timedelta(days=steps) if period.unit == "day" else days.walk(start, steps)


def back(start: date, period: Length, days: WorkingDays) -> date:
    """The earliest day of the period that ends at `start`."""
    if period.unit == "month":
        return months_on(start, -period.count)
    if period.unit == "working day":
        return days.walk(start, period.count, BACK)
    return start - timedelta(days=period.count * (7 if period.unit == "week" else 1))


def months_on(start: date, months: int) -> date:
    """The same day of a later (or earlier) month, the last one where that month is too short."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, 0, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError


def settled(due: date, closed_day: str, days: WorkingDays) -> date:
    """What becomes of a due day that is not a working day."""
    if days.works(due) or closed_day == "stays":
        return due
    return days.walk(due, 1, ONE_DAY if closed_day == "next-working-day" else BACK)

"""A period, such as 10 working days or 3 months, and the day on which it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import Enum

from dateutil.relativedelta import relativedelta

from model.calendar.conventions import FirstDay
from model.calendar.table import Calendar
from model.errors import Fault, InvalidInput

PATTERN = re.compile(r"(\d{1,9}) ?([a-z].*)")
EXAMPLE = "write a whole number and a unit, such as '10 working days', '6 weeks' or '3 months'"


class Unit(Enum):
    """What a period counts."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def singular(self) -> str:
        """The name of one of it: `working day`."""
        return self.value.removesuffix("s")


# What people write, and mean; only ever a hint, for `d` or `m` may be meant otherwise.
SHORT_FORMS = {
    "d": Unit.DAYS,
    "calendar days": Unit.DAYS,
    "wd": Unit.WORKING_DAYS,
    "wds": Unit.WORKING_DAYS,
    "workdays": Unit.WORKING_DAYS,
    "business days": Unit.WORKING_DAYS,
    "w": Unit.WEEKS,
    "wk": Unit.WEEKS,
    "wks": Unit.WEEKS,
    "m": Unit.MONTHS,
    "mth": Unit.MONTHS,
    "mths": Unit.MONTHS,
    "calendar months": Unit.MONTHS,
}
UNITS = {name: unit for unit in Unit for name in (unit.value, unit.singular)}


@dataclass(frozen=True, slots=True)
class Period:
    """A whole number, 0 or more, of days, working days, weeks or calendar months.

    >>> print(Period.parse("1 Working  Days"))
    1 working day
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 0:
            raise InvalidInput(Fault("bad-period", "a period is not negative", self.count, hint=EXAMPLE))

    def __str__(self) -> str:
        return f"{self.count} {self.unit.singular if self.count == 1 else self.unit.value}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that a text such as `10 working days` names; capitals and extra spaces do not matter.

        >>> Period.parse("10 workng days")
        Traceback (most recent call last):
        model.errors.InvalidInput: not a period: '10 workng days' (did you mean '10 working days'?) [bad-period]
        """
        found = PATTERN.fullmatch(" ".join(str(text).lower().split()))
        if found and found[2] in UNITS:
            return cls(int(found[1]), UNITS[found[2]])
        hint = _hint(int(found[1]), found[2]) if found else EXAMPLE
        raise InvalidInput(Fault("bad-period", "not a period", text, hint=hint))

    def after(self, day: date, calendar: Calendar, first_day: FirstDay = FirstDay.DAY_AFTER) -> date:
        """The last day of the period that runs forward from `day`, itself included in the time allowed.

        `first_day` speaks of days and working days only: weeks and months end on the same day of the week or of the
        month under all three conventions, because "within N days of" is what the convention reads. A month that is
        too short ends on its last day. With a count of 0 the day is `day` itself, whatever the convention.

        >>> from model.calendar import england_and_wales
        >>> ten, friday = Period.parse("10 days"), date(2014, 12, 12)
        >>> [str(ten.after(friday, england_and_wales(), convention)) for convention in FirstDay]
        ['2014-12-22', '2014-12-21', '2014-12-23']
        >>> Period.parse("1 month").after(date(2024, 1, 31), england_and_wales())
        datetime.date(2024, 2, 29)
        """
        return self._moved(day, calendar, first_day, forward=True)

    def before(self, day: date, calendar: Calendar, first_day: FirstDay = FirstDay.DAY_AFTER) -> date:
        """The earliest day of the period that runs back from `day`, with the conventions of `after` mirrored.

        >>> from model.calendar import england_and_wales
        >>> Period.parse("3 working days").before(date(2015, 1, 5), england_and_wales())
        datetime.date(2014, 12, 30)
        >>> Period.parse("1 month").before(date(2024, 3, 31), england_and_wales())
        datetime.date(2024, 2, 29)
        """
        return self._moved(day, calendar, first_day, forward=False)

    def _moved(self, day: date, calendar: Calendar, first_day: FirstDay, *, forward: bool) -> date:
        calendar.inside(day)
        if self.count == 0:
            return day
        sign = 1 if forward else -1
        if self.unit is Unit.WORKING_DAYS:
            counts_itself = calendar.is_working_day(day)
            return calendar.add_working_days(day, sign * _steps(self.count, first_day, counts_itself))
        try:
            landing = day + sign * self._length(first_day)
        except (OverflowError, ValueError) as error:
            raise InvalidInput(calendar.outside(f"{day} {'+' if forward else '-'}{self}")) from error
        return calendar.inside(landing)

    def _length(self, first_day: FirstDay) -> timedelta | relativedelta:
        if self.unit is Unit.MONTHS:
            return relativedelta(months=self.count)
        if self.unit is Unit.WEEKS:
            return timedelta(weeks=self.count)
        return timedelta(days=_steps(self.count, first_day, counts_itself=True))


def _steps(count: int, first_day: FirstDay, counts_itself: bool) -> int:
    """How many days to go from an event: one fewer where its own day is day 1, one more where all are clear."""
    if first_day is FirstDay.CLEAR_DAYS:
        return count + 1
    return count - 1 if first_day is FirstDay.SAME_DAY and counts_itself else count


def _hint(count: int, unit: str) -> str:
    meant = SHORT_FORMS.get(unit)
    if meant is None:
        close = get_close_matches(unit, [*UNITS, *SHORT_FORMS], n=1)
        meant = {**SHORT_FORMS, **UNITS}[close[0]] if close else None
    return f"did you mean '{Period(count, meant)}'?" if meant else EXAMPLE

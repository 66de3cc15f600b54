"""Which day counts as the first of a period, and what a due day becomes that is not a working day."""

from __future__ import annotations

from datetime import date
from enum import Enum

from model.calendar.table import Calendar


class FirstDay(Enum):
    """The day that counts as day 1 of a number of days or working days.

    `DAY_AFTER`: the day after the event, so that 10 days end 10 days later. `SAME_DAY`: the day of the event itself,
    or the next working day where working days are counted and it is none. `CLEAR_DAYS`: the whole number of days lies
    between the event and the day that is found.
    """

    DAY_AFTER = "day-after"
    SAME_DAY = "same-day"
    CLEAR_DAYS = "clear-days"


class ClosedDay(Enum):
    """What a due day becomes that is not a working day: it stays, or moves to the working day next to it."""

    STAYS = "stays"
    NEXT = "next-working-day"
    BEFORE = "working-day-before"

    def settle(self, due: date, calendar: Calendar) -> date:
        """The due day itself where it is a working day, otherwise the day that this convention makes of it.

        >>> from model.calendar import england_and_wales
        >>> christmas_eve, saturday = date(2014, 12, 24), date(2014, 12, 27)
        >>> ClosedDay.NEXT.settle(saturday, england_and_wales())
        datetime.date(2014, 12, 29)
        >>> ClosedDay.BEFORE.settle(saturday, england_and_wales()) == christmas_eve
        True
        """
        if calendar.is_working_day(due) or self is ClosedDay.STAYS:
            return due
        return calendar.add_working_days(due, 1 if self is ClosedDay.NEXT else -1)

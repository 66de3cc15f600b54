"""The calendar of a policy's deadlines, as it was known on a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from model.calendar import Calendar, england_and_wales
from model.policy.policy import CalendarChoice


@lru_cache(maxsize=256)
def deadline_calendar(choice: CalendarChoice, known_at: date) -> Calendar:
    """England's and Wales' working days as known on `known_at`, with what the policy says of them."""
    return as_chosen(england_and_wales().as_known_on(known_at), choice)


def as_chosen(calendar: Calendar, choice: CalendarChoice) -> Calendar:
    """A calendar with what the policy says of its working days."""
    if choice.bank_holidays_are_working_days:
        calendar = calendar.counting_bank_holidays()
    if choice.closure_days:
        calendar = calendar.with_closures(choice.closure_days, f"{calendar.id}-with-closures")
    return calendar

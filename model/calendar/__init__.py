"""Whole days: which of them are working days, and the day on which a period of them ends."""

from model.calendar.conventions import ClosedDay, FirstDay
from model.calendar.england import england_and_wales
from model.calendar.period import Period, Unit
from model.calendar.table import Calendar

__all__ = ["Calendar", "ClosedDay", "FirstDay", "Period", "Unit", "england_and_wales"]

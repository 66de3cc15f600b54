"""The calendar that the tests of conformance count by."""

from model.calendar import england_and_wales

CALENDAR = england_and_wales()

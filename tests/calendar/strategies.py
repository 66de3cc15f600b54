"""Days and calendars to draw."""

from datetime import date, timedelta

from hypothesis import strategies as st

from model.calendar import Calendar, FirstDay, Period, Unit, england_and_wales

ENGLAND = england_and_wales()

# Far enough from both ends that the periods below stay inside.
days = st.dates(date(2000, 1, 1), date(2035, 12, 31))
counts = st.integers(-60, 60)
periods = st.builds(Period, st.integers(0, 60), st.sampled_from(Unit))
first_days = st.sampled_from(FirstDay)

START, LENGTH = date(2021, 12, 20), 40
short_days = st.integers(0, LENGTH - 1).map(lambda i: START + timedelta(days=i))


def short(name: str, holidays: frozenset[date]) -> Calendar:
    return Calendar(name, START, START + timedelta(days=LENGTH - 1), holidays)


short_calendars = st.builds(short, st.sampled_from(["a", "b"]), st.frozensets(short_days, max_size=3))

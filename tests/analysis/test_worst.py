from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.analysis.abstract import abstract_calendars
from model.analysis.worst import worst_offset
from model.calendar import ClosedDay, FirstDay, Period, Unit, england_and_wales
from model.compiled.due import offsets
from model.errors import InvalidInput
from model.policy.window import ANCHOR_DAY, DAY_BEFORE, Counting, Edge, Window, within

MARGIN = 60
NEXT, BEFORE = Counting(closed_day=ClosedDay.NEXT), Counting(closed_day=ClosedDay.BEFORE)
countings = st.builds(Counting, st.sampled_from(FirstDay), st.sampled_from(ClosedDay))


def edge(text: str) -> Edge:
    return Edge(Period.parse(text))


def one_by_one(window: Window, counting: Counting, holidays: int, stretch: int) -> int:
    """The largest offset, by laying the window on every day up to the last of every stretch."""
    found = []
    for calendar in abstract_calendars(holidays, stretch, MARGIN):
        anchors = (calendar.first + timedelta(days=place) for place in range(20, MARGIN + stretch))
        spans = ((anchor, window.on(anchor, calendar, counting).due) for anchor in anchors)
        found += [(due - anchor).days for anchor, due in spans if due is not None]
    return max(found)


@pytest.mark.parametrize("counting", [Counting(), Counting(FirstDay.SAME_DAY), Counting(FirstDay.CLEAR_DAYS), NEXT])
@pytest.mark.parametrize(
    "window",
    [
        within(Period(1, Unit.WORKING_DAYS)),
        within(Period(7, Unit.WORKING_DAYS)),
        within(Period(9, Unit.DAYS)),
        Window(ANCHOR_DAY, (edge("1 week"), edge("4 working days"))),
        Window(ANCHOR_DAY, (edge("1 week"), edge("4 working days")), True),
        Window(edge("1 week"), (edge("4 weeks"),)),
        Window(Edge(Period(2, Unit.WEEKS), True), (DAY_BEFORE,)),
    ],
    ids=lambda window: " ".join(str(one) for one in (window.opens, *window.closes)) + " later" * window.later,
)
def test_the_worst_is_the_largest_over_every_calendar_and_every_anchor(window: Window, counting: Counting) -> None:
    worst = worst_offset(window, counting, 2, 8)
    assert worst.days == one_by_one(window, counting, 2, 8)


@pytest.mark.parametrize(
    ("text", "counting", "days"),
    [
        ("10 working days", Counting(), 20),
        ("5 working days", Counting(), 13),
        ("1 working day", Counting(), 7),
        ("6 weeks", Counting(), 42),
        ("6 weeks", NEXT, 48),
        ("6 weeks", BEFORE, 42),
        ("1 month", Counting(), 31),
        ("1 month", NEXT, 37),
        ("0 days", NEXT, 0),
    ],
)
def test_the_worst_is_the_one_worked_out_by_hand(text: str, counting: Counting, days: int) -> None:
    worst = worst_offset(within(Period.parse(text)), counting)
    assert worst.days == days


def test_months_have_one_length_for_all_edges_of_a_window() -> None:
    sooner = worst_offset(Window(ANCHOR_DAY, (edge("2 months"), edge("1 month"), edge("31 days"))), Counting())
    later = worst_offset(Window(ANCHOR_DAY, (edge("2 months"), edge("61 days")), True), Counting())
    assert (sooner.days, later.days) == (31, 62)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["10 working days", "20 working days", "28 days"])
def test_no_due_day_of_the_real_calendar_is_later_where_its_holidays_are_no_more_than_four(text: str) -> None:
    window = within(Period.parse(text))
    worst = worst_offset(window, NEXT)
    assert offsets(window, england_and_wales(), NEXT)[1].max() <= worst.days


periods = st.one_of(
    st.builds(Period, st.integers(0, 20), st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS])),
    st.builds(Period, st.integers(0, 6), st.sampled_from([Unit.WEEKS, Unit.MONTHS])),
)
windows = st.builds(
    Window,
    st.just(ANCHOR_DAY),
    st.lists(st.builds(Edge, periods, st.booleans()), min_size=1, max_size=2).map(tuple),
    st.booleans(),
)


@pytest.mark.slow
@given(windows, countings)
def test_the_worst_is_what_the_window_gives_on_its_own_calendar(window: Window, counting: Counting) -> None:
    worst = worst_offset(window, counting, 1, 8)
    due = window.on(worst.anchor, worst.calendar, counting).due
    assert due == worst.anchor + timedelta(days=worst.days)


def test_a_window_without_a_time_limit_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"has no time limit: '' \[no-time-limit\]"):
        worst_offset(Window(), Counting())


def test_a_window_of_years_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"longer than 1,200 days.*'within 2000 weeks' \[window-too-long\]"):
        worst_offset(within(Period(2000, Unit.WEEKS)), Counting())

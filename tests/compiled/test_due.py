from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.calendar import Calendar, ClosedDay, FirstDay, Period, Unit, england_and_wales
from model.compiled.due import lookback, offsets
from model.errors import InvalidInput
from model.policy import load_policy
from model.policy.window import ANCHOR_DAY, DAY_BEFORE, Counting, Edge, Span, Window, within

ENGLAND = england_and_wales()
# Two winters and a leap day; small enough for every day to be asked of every window.
SHORT = Calendar(
    "short",
    date(2019, 12, 20),
    date(2021, 1, 15),
    frozenset(day for day in ENGLAND.holidays() if date(2019, 12, 20) <= day <= date(2021, 1, 15)),
)
COUNTINGS = [Counting(first, closed) for first, closed in product(FirstDay, ClosedDay)]
NOWHERE = Span(date.max, date.min, "")


def days_of(calendar: Calendar) -> list[date]:
    return [calendar.first + timedelta(days=place) for place in range((calendar.last - calendar.first).days + 1)]


def span(window: Window, anchor: date, calendar: Calendar, counting: Counting) -> Span:
    """The window on one day; one that holds nothing where the calendar does not reach."""
    try:
        return window.on(anchor, calendar, counting)
    except InvalidInput:
        return NOWHERE


def one_by_one(window: Window, calendar: Calendar, counting: Counting) -> Iterator[tuple[int, int]]:
    """What `offsets` promises, asked day by day."""
    for anchor in days_of(calendar):
        found = span(window, anchor, calendar, counting)
        opening = max(0, ((found.opens or anchor) - anchor).days)
        if found is NOWHERE:
            yield 0, -1
        elif found.due is None:
            yield opening, -1
        elif found.due < anchor:
            yield max(1, opening), 0
        else:
            yield opening, (found.due - anchor).days


def assert_exact(window: Window, calendar: Calendar, counting: Counting) -> None:
    opening, due = offsets(window, calendar, counting)
    assert {opening.dtype, due.dtype} == {np.dtype(np.int16)}
    assert list(zip(opening.tolist(), due.tolist(), strict=True)) == list(one_by_one(window, calendar, counting))


def anchors_that_take_in(window: Window, calendar: Calendar, counting: Counting) -> tuple[list[int], list[int]]:
    """What `earliest` and `lookback` promise, by asking every anchor for every day."""
    days = days_of(calendar)
    spans = [span(window, anchor, calendar, counting) for anchor in days]
    taking = [[place - at for place in range(at, len(days)) if spans[place].holds(day)] for at, day in enumerate(days)]
    return [min(one, default=0) for one in taking], [max(one, default=-1) for one in taking]


periods = st.builds(Period, st.integers(0, 70), st.sampled_from(Unit)) | st.builds(
    Period, st.integers(0, 3), st.sampled_from(Unit)
)
ahead = st.builds(Edge, periods)
back = st.builds(Edge, periods, st.just(True))
windows = st.builds(
    Window, st.just(ANCHOR_DAY) | ahead | back | st.none(), st.lists(ahead | back, max_size=3).map(tuple), st.booleans()
)
countings = st.sampled_from(COUNTINGS)


@given(windows, countings)
def test_every_offset_is_that_of_the_window_laid_on_that_day(window: Window, counting: Counting) -> None:
    assert_exact(window, SHORT, counting)


@pytest.mark.parametrize(
    ("window", "counting"),
    [
        (within(Period(10, Unit.WORKING_DAYS)), Counting()),
        (within(Period(10, Unit.WORKING_DAYS)), Counting(FirstDay.SAME_DAY)),
        (within(Period(10, Unit.DAYS)), Counting(FirstDay.CLEAR_DAYS, ClosedDay.NEXT)),
        (within(Period(6, Unit.WEEKS)), Counting(FirstDay.SAME_DAY, ClosedDay.BEFORE)),
        (within(Period(3, Unit.MONTHS)), Counting(closed_day=ClosedDay.NEXT)),
        (Window(Edge(Period(4, Unit.WEEKS)), (Edge(Period(6, Unit.WEEKS)),)), Counting()),
        (Window(ANCHOR_DAY, (Edge(Period(10, Unit.WORKING_DAYS)), Edge(Period(13, Unit.DAYS)))), Counting()),
        (Window(ANCHOR_DAY, (Edge(Period(1, Unit.MONTHS)), Edge(Period(30, Unit.DAYS))), True), Counting()),
    ],
)
def test_offsets_are_exact_on_every_day_of_the_calendar(window: Window, counting: Counting) -> None:
    assert_exact(window, ENGLAND, counting)


@pytest.mark.parametrize("name", ["brent", "york", "working-together"])
def test_offsets_are_exact_for_every_window_of_the_policies(name: str) -> None:
    words = load_policy(name)
    for window in {duty.window for duty in words.duties}:
        assert_exact(window, SHORT, words.counting)


def test_ten_working_days_from_a_conference_before_christmas_are_eighteen_days() -> None:
    _, due = offsets(within(Period(10, Unit.WORKING_DAYS)), ENGLAND, Counting())
    assert due[(date(2014, 12, 11) - ENGLAND.first).days] == 18


def test_a_window_without_a_time_limit_has_no_due_day_anywhere() -> None:
    opening, due = offsets(Window(Edge(Period(4, Unit.WEEKS))), ENGLAND, Counting())
    assert set(due.tolist()) == {-1}
    assert (opening[0], opening[-29], opening[-28]) == (28, 28, 0)


@pytest.mark.parametrize("text", ["999999999 months", "999999999 weeks", "999999999 working days"])
def test_a_window_that_no_calendar_holds_has_no_due_day_anywhere(text: str) -> None:
    _, due = offsets(within(Period.parse(text)), ENGLAND, Counting())
    assert set(due.tolist()) == {-1}


def test_nothing_that_comes_answers_what_was_due_before_its_anchor() -> None:
    friday_before = Counting(closed_day=ClosedDay.BEFORE)
    opening, due = offsets(within(Period(1, Unit.DAYS)), ENGLAND, friday_before)
    saturday = (date(2015, 1, 3) - ENGLAND.first).days
    assert within(Period(1, Unit.DAYS)).on(date(2015, 1, 3), ENGLAND, friday_before).due == date(2015, 1, 2)
    assert (opening[saturday], due[saturday]) == (1, 0)


@given(
    st.builds(
        Window, back | st.none() | st.just(ANCHOR_DAY), st.lists(back | ahead, min_size=1, max_size=2).map(tuple)
    ),
    countings,
)
def test_looking_back_finds_the_first_and_the_last_anchor_that_a_response_serves(
    window: Window, counting: Counting
) -> None:
    first, last = anchors_that_take_in(window, SHORT, counting)
    opening, due = lookback(window, SHORT, counting)
    assert opening.tolist() == first
    assert due.tolist() == last


def test_what_was_done_counts_for_two_weeks() -> None:
    two_weeks_before = Window(Edge(Period(2, Unit.WEEKS), True), (DAY_BEFORE,))
    opening, due = lookback(two_weeks_before, ENGLAND)
    place = (date(2015, 1, 5) - ENGLAND.first).days
    assert (opening[place], due[place]) == (1, 14)


def test_what_was_done_counts_for_ever_where_the_window_has_no_earliest_day() -> None:
    by_two_weeks_before = Window(None, (Edge(Period(14, Unit.DAYS), True),))
    opening, due = lookback(by_two_weeks_before, ENGLAND)
    assert (opening[0], due[0]) == (14, (ENGLAND.last - ENGLAND.first).days)


def test_a_calendar_too_short_for_a_window_takes_in_no_day() -> None:
    week = Calendar("week", date(2015, 1, 5), date(2015, 1, 11), frozenset())
    before = Window(Edge(Period(2, Unit.WEEKS), True), (DAY_BEFORE,))
    opening, due = lookback(before, week)
    assert (set(opening.tolist()), set(due.tolist())) == ({0}, {-1})


@pytest.mark.bench
@pytest.mark.parametrize("text", ["10 working days", "6 weeks", "3 months"])
def test_the_due_days_of_every_day_of_the_calendar_take_under_twenty_milliseconds(text: str) -> None:
    window, counting = within(Period.parse(text)), Counting(FirstDay.CLEAR_DAYS, ClosedDay.NEXT)
    times = []
    for _ in range(5):
        start = perf_counter()
        offsets(window, ENGLAND, counting)
        times.append(perf_counter() - start)
    assert min(times) < 0.02

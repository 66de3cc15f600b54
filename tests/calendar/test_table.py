import pickle
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import given

from model.calendar import Calendar, england_and_wales
from model.errors import InvalidInput
from tests.calendar import naive
from tests.calendar.strategies import counts, days, short_calendars, short_days

ENGLAND = england_and_wales()
COUNTS = (1, 2, 3, 5, 10, 15, 20, 45)


def typed_days() -> Iterator[date]:
    for start, end in naive.STRETCHES:
        yield from naive.days(start, end)


def test_a_day_is_a_working_day_when_the_hand_typed_calendar_says_so() -> None:
    assert [day for day in typed_days() if ENGLAND.is_working_day(day) != naive.is_working_day(day)] == []


@pytest.mark.parametrize("n", [*COUNTS, *(-n for n in COUNTS), 0])
def test_adding_working_days_is_walking_from_day_to_day(n: int) -> None:
    margin = timedelta(days=75)
    starts = [
        day for start, end in naive.STRETCHES for day in naive.days(start, end) if start + margin <= day <= end - margin
    ]
    assert [day for day in starts if ENGLAND.add_working_days(day, n) != naive.add_working_days(day, n)] == []


@pytest.mark.parametrize("apart", [-400, -15, -1, 0, 1, 2, 3, 14, 15, 400])
def test_counting_working_days_is_walking_from_day_to_day(apart: int) -> None:
    pairs = [
        (day, day + timedelta(days=apart))
        for start, end in naive.STRETCHES
        for day in naive.days(start, end)
        if start <= day + timedelta(days=apart) <= end
    ]
    assert [pair for pair in pairs if ENGLAND.working_days_between(*pair) != naive.working_days_between(*pair)] == []


@given(days, counts)
def test_as_many_working_days_lie_between_as_were_added(day: date, n: int) -> None:
    # The count leaves the earlier day out: back from a day that is no working day, that is the last one reached.
    uncounted = n < 0 and not ENGLAND.is_working_day(day)
    assert ENGLAND.working_days_between(day, ENGLAND.add_working_days(day, n)) == n + uncounted


@given(days, days, days)
def test_counts_of_working_days_add_up(first: date, second: date, third: date) -> None:
    between = ENGLAND.working_days_between
    assert between(first, second) + between(second, third) == between(first, third)


@given(days, counts)
def test_adding_other_than_nothing_lands_on_a_working_day(day: date, n: int) -> None:
    assert n == 0 or ENGLAND.is_working_day(ENGLAND.add_working_days(day, n))


def test_adding_nothing_gives_the_day_itself_even_where_it_is_no_working_day() -> None:
    assert ENGLAND.add_working_days(date(2022, 12, 25), 0) == date(2022, 12, 25)


OUTSIDE = [date(1994, 12, 31), date(2043, 1, 1), date.min, date.max]


@pytest.mark.parametrize("day", OUTSIDE, ids=str)
def test_a_day_outside_the_range_is_refused_with_its_date_and_the_range(day: date) -> None:
    inside = date(2020, 1, 1)
    questions: list[Callable[[], object]] = [
        lambda: ENGLAND.is_working_day(day),
        lambda: ENGLAND.inside(day),
        lambda: ENGLAND.add_working_days(day, 0),
        lambda: ENGLAND.add_working_days(day, 1),
        lambda: ENGLAND.working_days_between(inside, day),
        lambda: ENGLAND.working_days_between(day, inside),
    ]
    assert not ENGLAND.covers(day)
    for question in questions:
        with pytest.raises(InvalidInput, match=rf"{day}.*1995-01-01 to 2042-12-31.*\[outside-calendar\]"):
            question()


@pytest.mark.parametrize(("day", "n"), [(date(2042, 12, 31), 1), (date(1995, 1, 3), -1), (date(2020, 1, 1), 10**6)])
def test_a_result_outside_the_range_is_refused(day: date, n: int) -> None:
    with pytest.raises(InvalidInput, match=rf"{day} [+-]\d+ working days.*1995-01-01 to 2042-12-31"):
        ENGLAND.add_working_days(day, n)


def test_the_first_and_the_last_day_of_the_range_are_inside() -> None:
    assert ENGLAND.covers(date(1995, 1, 1))
    assert ENGLAND.covers(date(2042, 12, 31))
    assert ENGLAND.add_working_days(date(1995, 1, 1), 1) == date(1995, 1, 3)
    assert ENGLAND.add_working_days(date(2042, 12, 31), -1) == date(2042, 12, 30)
    assert ENGLAND.working_days_between(date(1995, 1, 1), date(2042, 12, 31)) == len(ENGLAND.working_days)


def test_a_calendar_cannot_end_before_it_starts() -> None:
    with pytest.raises(InvalidInput, match=r"no working day: '2020-01-02 to 2020-01-01' \[empty-calendar\]"):
        Calendar("none", date(2020, 1, 2), date(2020, 1, 1), frozenset())


def test_a_calendar_has_a_working_day() -> None:
    with pytest.raises(InvalidInput, match=r"no working day: '2024-06-01 to 2024-06-02' \[empty-calendar\]"):
        Calendar("weekend", date(2024, 6, 1), date(2024, 6, 2), frozenset())


def test_every_closure_outside_the_range_is_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        ENGLAND.with_closures([date(2050, 1, 2), date(2020, 1, 2), date(2050, 1, 1)], "far")
    assert [fault.value for fault in refused.value.faults] == [date(2050, 1, 1), date(2050, 1, 2)]


def test_closures_make_a_new_calendar_and_leave_the_old_one_as_it_was() -> None:
    before, closed = ENGLAND.digest, [date(2022, 12, 28), date(2022, 12, 29), date(2022, 12, 30), date(2022, 12, 31)]
    office = ENGLAND.with_closures(iter(closed), "office")
    assert office.id == "office"
    assert [office.is_working_day(day) for day in closed] == [False] * 4
    assert [ENGLAND.is_working_day(day) for day in closed] == [True, True, True, False]
    assert (ENGLAND.id, ENGLAND.digest, ENGLAND.closures) == ("england-and-wales", before, frozenset())
    assert office.digest != before
    assert set(office.holidays()) - set(ENGLAND.holidays()) == set(closed[:3])


def test_closures_add_up() -> None:
    one, other = date(2022, 12, 28), date(2022, 12, 29)
    twice = ENGLAND.with_closures([one], "office").with_closures([other], "office")
    assert twice == ENGLAND.with_closures([one, other], "office")


def test_where_bank_holidays_count_only_weekends_and_closures_are_left_out() -> None:
    counting = ENGLAND.counting_bank_holidays()
    assert counting.holidays() == ()
    assert counting.is_working_day(date(2023, 12, 25))
    assert not counting.is_working_day(date(2023, 12, 24))
    closed = date(2023, 12, 27)
    assert ENGLAND.with_closures([closed], "office").counting_bank_holidays().holidays() == (closed,)


def test_where_bank_holidays_count_no_announcement_matters() -> None:
    counting = ENGLAND.counting_bank_holidays()
    assert counting.as_known_on(date(1990, 1, 1)) is counting


def test_derived_calendars_are_made_once() -> None:
    assert ENGLAND.counting_bank_holidays() is ENGLAND.counting_bank_holidays()
    assert ENGLAND.as_known_on(date(2022, 9, 8)) is ENGLAND.as_known_on(date(2022, 9, 9))


def test_the_holidays_rebuild_the_same_calendar_elsewhere() -> None:
    sent = Calendar("elsewhere", ENGLAND.first, ENGLAND.last, frozenset(ENGLAND.holidays()))
    assert sent.digest == ENGLAND.digest
    assert all(day.weekday() < 5 and not ENGLAND.is_working_day(day) for day in ENGLAND.holidays())
    assert list(ENGLAND.holidays()) == sorted(ENGLAND.holidays())


@given(short_calendars, short_calendars)
def test_two_calendars_have_one_digest_exactly_when_they_have_the_same_working_days(a: Calendar, b: Calendar) -> None:
    assert (a.digest == b.digest) == (a.working_days.tolist() == b.working_days.tolist())


def test_a_calendar_with_another_range_has_another_digest() -> None:
    # Both lists of days that are not working days are empty: the range alone tells them apart.
    monday, tuesday = date(2024, 6, 3), date(2024, 6, 4)
    assert Calendar("a", monday, monday, frozenset()).digest != Calendar("a", monday, tuesday, frozenset()).digest


@given(short_calendars, short_days)
def test_closing_a_day_changes_the_digest_exactly_when_it_was_a_working_day(calendar: Calendar, day: date) -> None:
    closed = calendar.with_closures([day], calendar.id)
    assert (closed.digest != calendar.digest) == calendar.is_working_day(day)
    assert closed.with_closures([day], calendar.id) == closed


@given(short_calendars)
def test_equal_content_makes_equal_calendars(calendar: Calendar) -> None:
    again = Calendar(calendar.id, calendar.first, calendar.last, calendar.bank_holidays)
    assert again == calendar
    assert hash(again) == hash(calendar)
    assert pickle.loads(pickle.dumps(calendar)) == calendar  # noqa: S301 - our own bytes


def test_a_calendar_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        ENGLAND.id = "mine"  # type: ignore[misc]
    for table in (ENGLAND.working, ENGLAND.counts, ENGLAND.working_days):
        with pytest.raises(ValueError, match="read-only"):
            table[0] = table[1]


def test_the_tables_say_what_the_methods_say() -> None:
    days_of_2020 = naive.days(date(2020, 1, 1), date(2020, 12, 31))
    for day in days_of_2020:
        i = (day - ENGLAND.first).days
        assert bool(ENGLAND.working[i]) == ENGLAND.is_working_day(day)
        assert ENGLAND.counts[i] == ENGLAND.working_days_between(ENGLAND.first, day) - ENGLAND.is_working_day(day)


@pytest.mark.bench
def test_one_addition_takes_less_than_a_microsecond() -> None:
    day, rounds = date(2014, 12, 11), 100_000
    start = perf_counter()
    for _ in range(rounds):
        ENGLAND.add_working_days(day, 10)
    assert (perf_counter() - start) / rounds < 1e-6

"""Booking: the table is what the game says, what the calendar says by hand, and what counting day by day says."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pytest

from model.analysis.adversity import Adversity, latest_start
from model.analysis.booking import ALONE, NONE, Booking, Latest, Margin, by_reading, table
from model.analysis.game import QUIET, Game, winning
from model.analysis.luck import NEVER
from model.calendar import england_and_wales
from model.compiled.compile import compile_policies
from model.policy import Policy, load_policy
from tests.miniatures import (
    BACKWARD,
    BANK_HOLIDAYS_WORK,
    FROM_A_DATE_SET,
    LONG_BEFORE,
    MOVES_BACK,
    NO_TIME_LIMIT,
    ON_THE_DAY,
    PLAN,
    TEN_DAYS,
    TEN_WORKING_DAYS,
    TWO_SIDED,
    duty,
    policy,
)

CALENDAR = england_and_wales()
VISIT = PLAN + 'then = "child_seen"\nwithin = "1 week"\n'
ONE_DAY = timedelta(days=1)


def latest(found: Policy, adversity: Adversity, first: date, last: date, failures: int) -> Mapping[date, date | None]:
    """For each start day the latest safe day of the table's recursion."""
    columns = range((first - CALENDAR.first).days, (last - CALENDAR.first).days + 1)
    of = Latest.of(found.duties[0], found, CALENDAR, adversity, columns)
    pairs = zip(of.anchors.tolist(), of.days(failures).tolist(), strict=True)
    return {
        CALENDAR.first + timedelta(days=at): None if safe == NONE else CALENDAR.first + timedelta(days=safe)
        for at, safe in pairs
    }


def by_game(game: Game, day: date, letter: int) -> date | None:
    """The last day on whose morning the game is won where the letter happened on `day` and nothing since."""
    arena, column = game.board.arena, game.board.arena.compiled.day(day)
    layer = next(at for at, group in enumerate(arena.groups) if letter in [option.letter for option in group])
    step = arena.step(layer, letter, column)
    row, luck = step.places[0], arena.lucks.called[step.calls[0]][0]
    if not game.layers(day)[layer + 1][row, luck]:
        return None
    last = day
    while True:
        for later in range(layer + 1, len(arena.groups)):
            row = arena.step(later, None, column).places[row]
        row, layer, column = arena.night[row], -1, column + 1
        luck = arena.lucks.mornings[int(CALENDAR.working[column])][luck]
        if row < 0 or not game.wins(last + ONE_DAY)[row, luck]:
            return last
        last += ONE_DAY


@pytest.mark.parametrize(
    ("text", "notice", "first", "last"),
    [
        (TEN_DAYS, 1, date(2015, 1, 1), date(2016, 1, 31)),
        (TEN_DAYS, 2, date(2010, 11, 1), date(2011, 5, 31)),
        (TEN_WORKING_DAYS, 1, date(2015, 11, 1), date(2016, 5, 31)),
        (VISIT, 1, date(2015, 1, 1), date(2016, 1, 31)),
    ],
)
@pytest.mark.parametrize("failures", [0, 1, 2, 3])
def test_the_table_says_what_the_game_says_on_every_start_day(
    text: str, notice: int, first: date, last: date, failures: int
) -> None:
    (compiled,) = compile_policies([policy(text)], CALENDAR)
    adversity = Adversity(failures, notice)
    game = winning(compiled, adversity, first, last + timedelta(days=25), rules=QUIET)
    (letter,) = (at for at, one in enumerate(compiled.letters) if one.kind == "icpc_held" and compiled.touched[0, at])
    found = latest(policy(text), adversity, first, last, failures)
    assert found == {day: by_game(game, day, letter) for day in found}
    assert len(found) > 100
    assert NEVER == NONE


@pytest.mark.parametrize("failures", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("notice", [1, 3])
def test_the_table_says_what_going_back_day_by_day_says(failures: int, notice: int) -> None:
    adversity = Adversity(failures, notice)
    found = latest(policy(VISIT), adversity, date(2014, 12, 1), date(2015, 5, 31), failures)
    assert found == {
        day: latest_start(
            day + timedelta(days=7), CALENDAR.add_working_days(day, notice), failures, True, notice, CALENDAR
        )
        for day in found
    }


def test_by_hand_christmas_2015() -> None:
    # Due on Sunday 3 January 2016; 29, 30 and 31 December are the only working days after Thursday 24 December.
    eve = date(2015, 12, 24)
    (booking,) = table(policy(TEN_DAYS), CALENDAR, eve, eve, Adversity())
    assert booking == Booking(
        "it",
        ("1",),
        1,
        (10, 10),
        (
            Margin(0, 7, 7, 7, 0, eve),
            Margin(1, 6, 6, 6, 0, eve),
            Margin(2, 5, 5, 5, 0, eve),
            Margin(3, None, None, None, 1, eve),
        ),
    )
    assert (booking.share(2), booking.share(3)) == (0, 1)


def test_by_hand_ten_working_days_from_a_monday_before_christmas() -> None:
    # Mon 14 December 2015: 15-18, 21-24, 29 and 30 December.
    day = date(2015, 12, 14)
    (booking,) = table(policy(TEN_WORKING_DAYS), CALENDAR, day, day, Adversity())
    assert [margin.least for margin in booking.margins] == [16, 15, 10, 9]


def test_by_hand_a_week_with_three_kinds_of_start_day() -> None:
    # A conference on Mon 1, Tue 2 ... Fri 5 June 2015; ten days later: Thu, Fri, Sat, Sun, Mon.
    (booking,) = table(policy(TEN_DAYS), CALENDAR, date(2015, 6, 1), date(2015, 6, 7), Adversity(), (0,))
    assert (booking.starts, booking.due) == (5, (10, 10))
    assert booking.margins == (Margin(0, 8, 10, 10, 0, date(2015, 6, 4)),)


def test_a_window_before_its_anchor_is_counted_back_from_a_day_that_was_known() -> None:
    # A review on Tuesday 29 December 2015: the day before is a bank holiday; 24, 23 and 22 December are free.
    day = date(2015, 12, 29)
    (booking,) = table(policy(BACKWARD), CALENDAR, day, day, Adversity())
    assert [margin.least for margin in booking.margins] == [-5, -6, -7, -8]


def test_a_window_without_an_earliest_day_is_never_hopeless() -> None:
    (booking,) = table(policy(LONG_BEFORE), CALENDAR, date(2015, 1, 1), date(2015, 12, 31), Adversity(), (9,))
    assert booking.margins[0].hopeless == 0


def test_a_window_that_opens_late_makes_hopeless_what_a_wide_one_does_not() -> None:
    (narrow,) = table(policy(TWO_SIDED), CALENDAR, date(2015, 1, 1), date(2015, 12, 31), Adversity(), (12,))
    (wide,) = table(
        policy(TWO_SIDED.replace('"4 weeks"', '"0 days"')),
        CALENDAR,
        date(2015, 1, 1),
        date(2015, 12, 31),
        Adversity(),
        (12,),
    )
    assert narrow.margins[0].hopeless == narrow.starts
    assert wide.margins[0].hopeless == 0


def test_a_meeting_set_beforehand_starts_on_any_day_and_needs_no_notice() -> None:
    saturday = date(2015, 6, 6)
    (booking,) = table(policy(FROM_A_DATE_SET), CALENDAR, saturday, saturday, Adversity(notice=5), (0,))
    assert booking.margins == (Margin(0, 3, 3, 3, 0, saturday),)


def test_people_meet_on_working_days_also_where_a_policy_counts_others() -> None:
    # Ten working days from 11 December 2014, bank holidays counted: Christmas Day. Nobody meets on it.
    day = date(2014, 12, 11)
    (booking,) = table(policy(BANK_HOLIDAYS_WORK), CALENDAR, day, day, Adversity(), (0,))
    assert (booking.due, booking.margins[0].least) == ((14, 14), 13)


def test_a_due_day_that_moves_back_leaves_the_same_days() -> None:
    (booking,) = table(policy(MOVES_BACK), CALENDAR, date(2015, 12, 24), date(2015, 12, 24), Adversity(), (0,))
    assert (booking.due, booking.margins[0].least) == ((7, 7), 7)


def test_only_timed_duties_that_one_kind_of_attempt_answers_are_listed() -> None:
    listed = table(
        policy(duty(NO_TIME_LIMIT, "a") + duty(ON_THE_DAY, "b") + duty(TEN_DAYS, "c")),
        CALENDAR,
        date(2015, 1, 1),
        date(2015, 1, 31),
        Adversity(),
    )
    assert [booking.duty for booking in listed] == ["c"]


def test_start_days_outside_the_time_in_force_and_beyond_the_calendar_are_left_out() -> None:
    old = duty(TEN_DAYS + "in_force_until = 2015-06-02\n")
    (booking,) = table(policy(old), CALENDAR, date(2015, 6, 1), date(2015, 6, 30), Adversity())
    assert booking.starts == 2
    assert table(policy(old), CALENDAR, date(2016, 6, 1), date(2016, 6, 30), Adversity()) == ()
    (last,) = table(policy(TEN_DAYS), CALENDAR, date(2042, 12, 15), CALENDAR.last, Adversity())
    assert last.starts == len([day for day in range(15, 22) if CALENDAR.is_working_day(date(2042, 12, day))])


def test_failures_that_would_begin_before_the_calendar_cannot_be_survived() -> None:
    first = CALENDAR.first
    (booking,) = table(
        policy(LONG_BEFORE), CALENDAR, first + timedelta(days=20), first + timedelta(days=25), Adversity(), (0, 9)
    )
    assert [margin.hopeless for margin in booking.margins] == [0, booking.starts]


def test_more_failures_never_leave_more_room() -> None:
    for name in ("brent", "york"):
        for booking in table(load_policy(name), CALENDAR, date(2010, 1, 1), date(2040, 12, 31), Adversity()):
            hopeless = [margin.hopeless for margin in booking.margins]
            medians = [margin.median for margin in booking.margins]
            assert hopeless == sorted(hopeless)
            assert medians == sorted(medians, reverse=True, key=lambda days: -np.inf if days is None else days)


def test_brents_ten_calendar_days_cannot_survive_three_failures_over_some_christmases() -> None:
    found = table(load_policy("brent"), CALENDAR, date(2010, 1, 1), date(2040, 12, 31), Adversity())
    after_review = {booking.duty: booking for booking in found}["core-group-after-review"]
    assert [margin.hopeless for margin in after_review.margins[:3]] == [0, 0, 0]
    assert after_review.margins[3].hopeless > 0
    assert after_review.margins[3].worst == date(2010, 12, 24)


def test_each_reading_that_changes_the_table_is_listed_with_what_it_changes() -> None:
    brent = load_policy("brent")
    found = {
        (reading, choice): [booking.duty for booking in bookings]
        for reading, choice, bookings in by_reading(
            brent, CALENDAR, date(2015, 1, 1), date(2015, 12, 31), Adversity(), (0,)
        )
    }
    assert found["ten-days", "working-days"] == ["core-group-after-review", "tac-after-discharge"]
    assert ("ten-days", "calendar-days") not in found
    assert ("delay-decided", "any-time") not in found


def test_a_booking_says_that_each_duty_is_looked_at_by_itself() -> None:
    (found,) = table(policy(duty(VISIT)), CALENDAR, date(2015, 1, 5), date(2015, 1, 9), Adversity())
    assert found.assumed == ALONE
    assert "each duty is looked at by itself" in found.assumed[0]

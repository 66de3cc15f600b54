"""A case that has begun is followed until what it began can run its course, or the calendar ends."""

from datetime import date, timedelta

import pytest

from model.analysis.following import AT_LEAST, Followed, longest_clock, longest_window
from model.calendar import england_and_wales
from model.compiled.compile import every, unsplit
from model.compiled.work import gathered
from model.errors import InvalidInput
from model.policy import Policy, Strength
from tests import miniatures as mini
from tests.analysis.test_conflicts import AGAIN, DIRECTION

CALENDAR = england_and_wales()
DAY = date(2026, 1, 5)


def window(policy: Policy) -> int:
    return longest_window(gathered((policy,), CALENDAR, every, Strength.MAY, True))


@pytest.mark.parametrize(("days", "followed"), [(0, 430), (215, 430), (216, 432), (500, 1000)])
def test_a_case_is_followed_for_twice_the_longest_window_and_more_than_a_year(days: int, followed: int) -> None:
    found = Followed.of(DAY, CALENDAR, days)
    assert (found.end, found.cut_short) == (DAY + timedelta(days=followed), False)


def test_nothing_is_followed_past_the_end_of_the_calendar_and_that_is_said() -> None:
    found = Followed.of(date(2040, 12, 31), CALENDAR, 500)
    assert (found.end, found.cut_short) == (CALENDAR.last, True)
    assert str(found) == (
        "Cases are followed to 2042-12-31 only, where the calendar ends: 730 days past the last start day, not 1,000. "
        "What takes longer is not seen."
    )
    assert found.plain() == {"followed_to": "2042-12-31", "cut_short_by_the_calendar": True}


def test_a_calendar_that_reaches_just_as_far_cuts_nothing_short() -> None:
    last = CALENDAR.last - timedelta(days=AT_LEAST)
    assert not Followed.of(last, CALENDAR, 0).cut_short
    assert Followed.of(last + timedelta(days=1), CALENDAR, 0).cut_short


def test_the_day_to_which_cases_are_followed_is_said() -> None:
    told = "Cases are followed to 2027-03-11: 430 days past the last start day. What takes longer is not seen."
    assert str(Followed.of(DAY, CALENDAR, 0)) == told


def test_a_last_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidInput, match="outside-calendar"):
        Followed.of(date(2043, 1, 1), CALENDAR, 0)


def test_a_short_search_follows_what_begins_on_the_first_day_as_far_as_it_must() -> None:
    found = Followed.of(date(2030, 12, 31), CALENDAR, 500)
    assert found.soon(date(2026, 1, 5)) == date(2026, 1, 5) + timedelta(days=1000)
    assert found.soon(date(2030, 12, 31)) == found.end


def test_the_longest_window_is_that_of_the_duties_also_under_a_direction() -> None:
    plain = mini.duty(mini.PLAN + mini.MEET + 'within = "500 days"\n')
    assert window(mini.policy(plain)) == 500
    assert window(mini.policy(mini.duty(AGAIN))) == 6
    assert window(mini.policy(mini.duty(AGAIN) + DIRECTION)) == 12


def test_what_needs_no_clock_has_no_window() -> None:
    named = mini.policy('when = "core_group_held"\nrequires = { plan_explained = true }\n')
    assert window(named) == longest_clock(unsplit([named], CALENDAR)) == 0


def test_the_longest_clock_is_the_longest_window_of_what_is_compiled() -> None:
    policy = mini.policy(mini.duty(mini.PLAN + mini.MEET + 'within = "500 days"\n') + mini.duty(AGAIN, "again"))
    assert longest_clock(unsplit([policy], CALENDAR)) == window(policy) == 500

"""Dead ends are found from the days on which cases begin, unless there are too many states to look at."""

from __future__ import annotations

from datetime import date

import pytest

from model.analysis import continuing
from model.analysis.continuing import Continuing, dead_end, followed_from
from model.calendar import england_and_wales
from model.compiled.compile import unsplit
from model.compiled.compiled import Compiled
from tests.miniatures import MEET, PLAN, duty, policy

UNTIL = 'until = "plan_discharged"\n'
MEETS = duty(PLAN + MEET + 'within = "3 days"\n' + UNTIL, "meets")
ONE_DAY = date(2015, 3, 2)


def never(days: int) -> str:
    return duty(PLAN + f'forbid = "core_group_held"\nwithin = "{days} days"\n' + UNTIL, "never")


def compiled(text: str) -> Compiled:
    return unsplit([policy(text)], england_and_wales(), endings=False)


def test_a_meeting_that_is_due_and_forbidden_is_a_dead_end_at_once() -> None:
    both = compiled(MEETS + never(5))
    day = both.day(ONE_DAY)
    assert followed_from(both, [day]) == ((day, 0),)


def test_windows_that_meet_have_no_dead_end() -> None:
    both = compiled(MEETS + never(2))
    assert followed_from(both, [both.day(ONE_DAY), both.day(date(2015, 12, 12))]) is None


def test_waiting_too_long_is_no_dead_end() -> None:
    ahead = duty('when = "rcpc_held"\nthen = "core_group_held"\nwithin = "3 days before"\n', "ahead")
    review = duty(PLAN + 'then = "rcpc_held"\nwithin = "5 days"\n' + UNTIL, "review")
    both = compiled(ahead + review)
    assert followed_from(both, [both.day(ONE_DAY)]) is None


def test_the_look_ends_after_so_many_days_of_different_states(monkeypatch: pytest.MonkeyPatch) -> None:
    second = 'when = { event = "core_group_held", nth = 2 }\n'
    see = duty(second + 'then = "child_seen"\nwithin = "2 days"\n', "see")
    never_see = duty(second + 'forbid = "child_seen"\nwithin = "3 days"\n', "never")
    both = compiled(see + never_see)
    day = both.day(ONE_DAY)
    steps = dead_end(Continuing(both, day))
    assert steps is not None
    assert [both.letters[letter].kind for _, letter in steps].count("core_group_held") == 2
    monkeypatch.setattr(continuing, "MOST", 1)
    assert dead_end(Continuing(both, day)) is None


def test_a_case_is_followed_to_the_end_of_the_calendar_at_most() -> None:
    both = compiled(MEETS + never(2))
    last = len(both.calendar.working) - 2
    assert list(Continuing(both, last).columns) == [last, last + 1]

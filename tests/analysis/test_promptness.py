"""Where all can be answered at once there is no standstill; where something is forbidden nothing is said."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.analysis.beside import one_at_a_time
from model.analysis.following import Followed
from model.analysis.promptness import prompt
from model.analysis.standstill import Standstill
from model.calendar import england_and_wales
from model.compiled.compile import compile_policies, unsplit
from model.compiled.compiled import Compiled, Sense
from model.policy import load_policy
from tests.compiled.tiny import FIRST, tiny
from tests.miniatures import MEET, PLAN, duty, policy

LAST = FIRST + timedelta(days=7)
FOLLOWED = Followed(LAST, 9, LAST + timedelta(days=9))
UNTIL = 'until = "plan_discharged"\n'
RECORD = (
    'when = "core_group_held"\n'
    'then = { event = "record_distributed", meeting = { same_as = "on" } }\n'
    'within = "3 days"\n'
)
AHEAD = 'when = "rcpc_held"\nthen = "core_group_held"\nwithin = "2 weeks before"\n'
REVIEW = PLAN + 'then = "rcpc_held"\nwithin = "3 months"\n' + UNTIL


def made(seed: int) -> Compiled:
    """Deadlines and look-backs of one place, some of them tied."""
    chance = random.Random(seed)
    compiled = tiny(chance, count=chance.randint(1, 2), careless=0.1)
    senses = [chance.choice((Sense.DEADLINE, Sense.DEADLINE, Sense.LOOKBACK)) for _ in compiled.clocks]
    clocks, slot = [], 0
    for clock, sense in zip(compiled.clocks, senses, strict=True):
        tied = clock.tied and sense is Sense.DEADLINE
        clocks.append(replace(clock, sense=sense, places=1, opens=False, tied=tied, slot=slot))
        slot += clocks[-1].width
    return replace(compiled, clocks=tuple(clocks), opening=compiled.opening * 0)


@pytest.mark.parametrize("seed", range(100))
def test_where_all_can_be_answered_at_once_nothing_comes_to_a_standstill(seed: int) -> None:
    compiled = made(seed)
    assert not prompt(compiled) or Standstill(compiled, FIRST, FOLLOWED).steps() is None


def test_the_random_instances_have_both() -> None:
    assert {prompt(made(seed)) for seed in range(20)} == {True, False}


def of(text: str) -> Compiled:
    return one_at_a_time(unsplit([policy(text)], england_and_wales(), endings=False))


@pytest.mark.parametrize(
    "text",
    [
        duty(PLAN + MEET + 'within = "10 days"\n' + UNTIL),
        duty(RECORD),
        duty(AHEAD),
    ],
    ids=["one meeting", "records", "a meeting ahead of a review"],
)
def test_what_can_be_done_at_once_is_prompt(text: str) -> None:
    assert prompt(of(text))


def test_nothing_is_said_where_something_is_forbidden_for_a_time() -> None:
    assert not prompt(of(duty(PLAN + 'forbid = "core_group_held"\nwithin = "5 days"\n' + UNTIL)))


@pytest.mark.slow
def test_nothing_is_said_where_what_is_due_had_to_be_prepared() -> None:
    # On the last day of a review the meeting ahead of it is too late. That comes of waiting, so it is no standstill.
    both = of(duty(AHEAD, "a") + duty(REVIEW, "b"))
    assert not prompt(both)
    assert Standstill(both, date(2015, 1, 5), Followed.of(date(2015, 1, 6), both.calendar, 10)).steps() is None


def test_nothing_is_said_where_a_window_opens_later() -> None:
    assert not prompt(of(duty(PLAN + MEET + 'between = ["4 days", "8 days"]\n' + UNTIL)))


def test_what_is_asked_of_two_meetings_on_one_day_is_not_prompt() -> None:
    # One meeting a day, and each duty asks for a meeting with another chair.
    two = [PLAN + f'then = {{ event = "core_group_held", chair = "{one}" }}\nwithin = "5 days"\n' + UNTIL
           for one in ("line_manager", "social_worker")]  # fmt: skip
    assert not prompt(of(duty(two[0], "a") + duty(two[1], "b")))


@pytest.mark.parametrize("names", [["brent"], ["york"], pytest.param(["brent", "york"], marks=pytest.mark.slow)])
def test_windows_always_meet_in_the_two_texts_and_between_them(names: list[str]) -> None:
    parts = compile_policies([load_policy(name) for name in names], england_and_wales(), endings=False)
    assert all(prompt(one_at_a_time(part)) for part in parts if part.clocks)

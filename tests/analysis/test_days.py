"""A day like an earlier one is searched once, and everything that is found is as if each had been searched."""

from datetime import date, timedelta
from itertools import takewhile

import pytest

from model.analysis import days
from model.analysis.days import Days, Searcher
from model.analysis.packed import Packed
from model.analysis.plain import Passed, Plain
from model.analysis.search import MEMORY, Engine, Reach, explore
from model.calendar import england_and_wales
from model.compiled.compile import compile_policies, unsplit
from model.compiled.compiled import Compiled
from model.compiled.step import begin
from model.policy import load_policy
from tests.compiled.tiny import FIRST, some
from tests.miniatures import MEET, PLAN, duty, policy

START, MONTHS = date(2015, 1, 5), 200
ENGINES: tuple[Engine, ...] = ("plain", "numba")


def meeting() -> Compiled:
    text = PLAN + MEET + 'within = "10 working days"\nuntil = "plan_discharged"\n'
    return unsplit([policy(duty(text))], england_and_wales())


def searcher(compiled: Compiled, engine: Engine) -> Searcher:
    return Plain(compiled, begin(compiled), False) if engine == "plain" else every(compiled)


def every(compiled: Compiled) -> Packed:
    return Packed(compiled, begin(compiled), False, MEMORY)


def each_day(compiled: Compiled, engine: Engine, length: int) -> list[Passed]:
    """Every day searched, whatever it is like."""
    one = searcher(compiled, engine)
    found = [one.day(compiled.day(START) + more, True) for more in range(length)]
    return [passed for passed in found if passed is not None]


@pytest.mark.parametrize("engine", ENGINES)
def test_most_days_are_like_an_earlier_one_and_what_is_found_is_the_same(engine: Engine) -> None:
    compiled, last = meeting(), START + timedelta(days=MONTHS - 1)
    reach, passed = explore(compiled, START, last, engine=engine), each_day(compiled, engine, MONTHS)
    assert reach.states == sum(one.after for one in passed)
    assert reach.transitions == sum(one.transitions for one in passed)
    assert reach.peak == max(one.before for one in passed)
    assert set(reach.breaches) == {mask for one in passed for mask in one.masks}
    assert reach.transitions / 2 < reach.repeated < reach.transitions


@pytest.mark.parametrize("engine", ENGINES)
def test_who_forgets_at_once_repeats_nothing_and_finds_the_same(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled, last = meeting(), START + timedelta(days=MONTHS - 1)
    remembering = explore(compiled, START, last, engine=engine)
    monkeypatch.setattr(days, "MOST_REMEMBERED", 0)
    forgetful = explore(compiled, START, last, engine=engine)
    assert forgetful.repeated == 0
    assert found(forgetful) == found(remembering)


def found(reach: Reach) -> tuple[object, ...]:
    return reach.breaches, reach.lows, reach.states, reach.transitions, reach.peak, reach.touched, reach.full


@pytest.mark.parametrize("engine", ENGINES)
def test_a_search_goes_on_from_any_morning_to_which_it_came(engine: Engine) -> None:
    for compiled in some(range(20)):
        one, column = searcher(compiled, engine), compiled.day(FIRST)
        mornings = []
        for more in range(6):
            one.day(column + more, True)
            mornings.append(one.morning)
        one.resume(mornings[2])
        assert one.morning == mornings[2]
        one.day(column + 3, True)
        assert one.morning == mornings[3]


def test_the_day_of_a_search_without_room_is_not_remembered() -> None:
    (compiled,) = some(range(1), controls=12, kinds=6, longest=12)
    narrow = Days(compiled, Packed(compiled, begin(compiled), False, 48 * 512))
    days_of = range(len(compiled.calendar.working))
    told = list(takewhile(lambda one: one is not None, (narrow.day(column, True) for column in days_of)))
    assert 0 < len(told) < len(days_of)


@pytest.mark.slow
def test_the_meetings_of_a_case_take_a_quarter_of_the_work_in_both_engines() -> None:
    parts = compile_policies([load_policy("brent")], england_and_wales())
    part = next(part for part in parts if any(one.duty.id == "first-core-group" for one in part.demands))
    last = START + timedelta(days=399)
    plain, fast = (explore(part, START, last, start_last=START, engine=engine) for engine in ENGINES)
    assert plain == fast
    assert fast.transitions - fast.repeated < fast.transitions / 3.5

from __future__ import annotations

import ast
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from model import england_and_wales, load_policy
from model.analysis import checker
from model.analysis.certificate import Proof, told
from model.analysis.checker import Array, Checker, Refused, Report, take_out
from model.compiled.compile import compile_policies
from model.compiled.compiled import Compiled
from model.compiled.step import State, begin, met, nightfall
from tests.compiled.tiny import DAYS, FIRST, tiny

SOURCE = Path(checker.__file__).read_text(encoding="utf-8")


def checker_of(compiled: Compiled, *, overflow: bool = True) -> Checker:
    header = told(Proof("", "", compiled, compiled.calendar.first, compiled.calendar.last))
    return Checker(compiled, {**header, "overflow": overflow})


def row(compiled: Compiled, state: State, mask: int = 0) -> list[int]:
    counters: list[int] = []
    for clock in compiled.clocks:
        own = state.counters[clock.slot : clock.slot + clock.width]
        counters += [*own, *(0 for _ in range(2 * clock.places - clock.width))]
    return [*counters, state.control, mask]


def walked(compiled: Compiled, chance: random.Random, columns: Sequence[int]) -> list[State]:
    """The mornings of one random history, whatever it breaches."""
    state, found = begin(compiled), []
    for column in columns:
        for first, last in compiled.groups:
            outcome = met(compiled, state, chance.randrange(first, last), column)
            if outcome.state is not None and not outcome.full and chance.random() < 0.7:
                state = outcome.state
                found.append(state)
        state = nightfall(compiled, state).state or state
        found.append(state)
    return found


def events_by_step(compiled: Compiled, states: Sequence[State], letter: int, column: int) -> list[list[int]]:
    outcomes = [met(compiled, state, letter, column) for state in states]
    return [row(compiled, one.state, one.broken) for one in outcomes if one.state is not None and not one.full]


def nights_by_step(compiled: Compiled, states: Sequence[State]) -> list[list[int]]:
    outcomes = [nightfall(compiled, state) for state in states]
    return [row(compiled, one.state, one.broken) for one in outcomes if one.state is not None]


def rows(compiled: Compiled, states: Sequence[State]) -> Array:
    return np.array([row(compiled, state) for state in states], np.int64)


def assert_same_steps(compiled: Compiled, states: Sequence[State], columns: Sequence[int]) -> None:
    own, many = checker_of(compiled), rows(compiled, states)
    assert own.night(many).tolist() == nights_by_step(compiled, states)
    for column in columns:
        for letter in range(len(compiled.letters)):
            assert own.events(many, letter, letter + 1, column).tolist() == events_by_step(
                compiled, states, letter, column
            )


@pytest.mark.parametrize("seed", range(60))
def test_events_and_nights_are_those_of_the_plain_steps(seed: int) -> None:
    chance = random.Random(seed)
    compiled = tiny(chance, count=chance.randint(0, 4))
    columns = range(DAYS)
    assert_same_steps(compiled, walked(compiled, chance, columns), columns[::5])


@pytest.mark.parametrize("name", ["brent", "york"])
def test_events_and_nights_are_those_of_the_plain_steps_in_every_part_of_a_policy(name: str) -> None:
    for compiled in compile_policies([load_policy(name)], england_and_wales()):
        first = compiled.day(date(2015, 12, 14))
        states = walked(compiled, random.Random(name), range(first, first + 40))
        assert_same_steps(compiled, list(dict.fromkeys(states)), [first + 9, first + 18])


def test_a_group_adds_one_letter_at_most_to_every_run() -> None:
    compiled = tiny(random.Random(3))
    own, start = checker_of(compiled), rows(compiled, [begin(compiled)])
    first, last = max(compiled.groups, key=lambda group: group[1] - group[0])
    singles = [one for letter in range(first, last) for one in own.events(start, letter, letter + 1, 0).tolist()]
    assert last - first == 2
    assert own.events(start, first, last, 0).tolist() == singles


def test_each_run_is_kept_once_with_each_mask() -> None:
    compiled = tiny(random.Random(5))
    own, state = checker_of(compiled), begin(compiled)
    runs = [row(compiled, state, mask) for mask in (0, 1, 0, 2, 1)]
    assert sorted(own.distinct(np.array(runs)).tolist()) == sorted(row(compiled, state, mask) for mask in (0, 1, 2))


def test_an_occasion_that_is_taken_out_lets_the_others_close_ranks() -> None:
    block = np.array([[3, 5, 7, 1, 2, 3], [4, 6, 0, 9, 8, 0]])
    take_out(block, np.array([[True, False, False], [False, True, False]]))
    assert block.tolist() == [[5, 7, 0, 2, 3, 0], [4, 0, 0, 9, 0, 0]]


def test_a_counter_that_does_not_fit_in_its_field_is_refused() -> None:
    compiled = tiny(random.Random(1))
    own = checker_of(compiled)
    with pytest.raises(Refused, match="does not fit"):
        own.numbers(np.array([[*own.sizes.tolist(), 0]]))


def test_fields_that_do_not_fit_in_one_number_are_refused() -> None:
    compiled = tiny(random.Random(1))
    own = checker_of(compiled)
    wide = Checker(compiled, {**own.header, "sizes": [1 << 40] * len(own.sizes)})
    with pytest.raises(Refused, match="does not fit"):
        wide.numbers(rows(compiled, [begin(compiled)]))


def test_a_clock_without_a_place_for_one_more_occasion_is_refused_where_the_certificate_is_silent_about_it() -> None:
    found = 0
    for seed in range(40):
        chance = random.Random(seed)
        compiled = tiny(chance)
        many, letters = walked(compiled, chance, range(DAYS)), range(len(compiled.letters))
        for letter in letters:
            if any(met(compiled, state, letter, 3).full for state in many):
                found += 1
                with pytest.raises(Refused, match="no place"):
                    checker_of(compiled, overflow=False).events(rows(compiled, many), letter, letter + 1, 3)
    assert found > 10


def test_a_report_says_what_was_sampled() -> None:
    assert str(Report("", 11_400, 400, 30)) == "checked in full 400 days, sampled 30 of 11,000"
    assert str(Report("", 400, 400, 0)) == "checked in full 400 days"
    assert str(Report(refused="no")) == "refused: no"


def test_the_checker_has_fewer_than_150_lines() -> None:
    assert len(SOURCE.splitlines()) < 150


def test_the_checker_shares_no_code_with_any_search() -> None:
    imported = {node.module for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.ImportFrom)}
    own = {name for name in imported if name is not None and name.split(".")[0] == "model"}
    assert own == {"model.compiled.compiled"}


def test_a_day_is_named_where_a_set_does_not_hold_the_case_in_which_nothing_has_happened() -> None:
    compiled = tiny(random.Random(2))
    with pytest.raises(Refused, match=f"{FIRST}: the case in which nothing has happened"):
        checker_of(compiled).day(np.array([], np.int64), np.array([0]), 0)

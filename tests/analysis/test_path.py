import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from model.analysis import packed, pathfinder, relax, spread
from model.analysis.path import Path, Wanted, shortest
from model.analysis.search import explore
from model.compiled import kernel
from model.compiled.compiled import Compiled
from model.compiled.step import Outcome, State, begin, met, nightfall
from model.errors import InvalidInput
from tests.compiled.tiny import FIRST, interpreted, some

ENGINES = ("plain", "numba")
DAYS = 4
LAST = FIRST + timedelta(days=DAYS - 1)
Moves = tuple[tuple[int, int], ...]


def wanted(seed: int) -> Wanted:
    chance = random.Random(seed)
    return Wanted(chance.randint(1, 7), chance.randint(0, 7) & chance.randint(0, 7))


def ends(compiled: Compiled, state: State, moves: Moves, days: range) -> Iterator[tuple[Moves, int, int]]:
    """Every history from a morning on, by brute force: its moves, what it first breaches together, and when."""
    if days:
        for evening, mask, made in evenings(compiled, state, 0, moves, 0, days.start):
            night = nightfall(compiled, evening)
            if mask | night.broken:
                yield made, days.start, mask | night.broken
            else:
                yield from ends(compiled, night.state or evening, made, days[1:])


def evenings(
    compiled: Compiled, state: State, mask: int, moves: Moves, group: int, column: int
) -> Iterator[tuple[State, int, Moves]]:
    if group == len(compiled.groups):
        yield state, mask, moves
        return
    yield from evenings(compiled, state, mask, moves, group + 1, column)
    for letter in range(*compiled.groups[group]):
        outcome: Outcome = met(compiled, state, letter, column)
        if outcome.state is not None and not outcome.full:
            made = (*moves, (column, letter))
            yield from evenings(compiled, outcome.state, mask | outcome.broken, made, group + 1, column)


def by_brute_force(compiled: Compiled, goal: Wanted, begins_by: int = DAYS) -> Path | None:
    every = ends(compiled, begin(compiled), (), range(DAYS))
    found = (end for end in every if end[2] in goal and end[0][0][0] <= begins_by)
    best = min(found, key=lambda end: (len(end[0]), end[1] - end[0][0][0], end[0]), default=None)
    if best is None:
        return None
    moves, column, mask = best
    dated = tuple((FIRST + timedelta(days=day), letter) for day, letter in moves)
    return Path(dated, FIRST + timedelta(days=column), mask)


def test_the_path_is_the_best_of_every_history_tried_one_by_one() -> None:
    lengths = set()
    for seed, compiled in enumerate(some(range(80), kinds=2, controls=4, careless=0.0)):
        expected = by_brute_force(compiled, wanted(seed))
        assert [shortest(compiled, wanted(seed), FIRST, LAST, engine=engine) for engine in ENGINES] == [expected] * 2  # type: ignore[arg-type]
        lengths.add(None if expected is None else len(expected.moves))
    assert lengths >= {None, 1, 2, 3}


def agree(compiled: Compiled, goal: Wanted, days: int) -> Path | None:
    until = FIRST + timedelta(days=days)
    plain = shortest(compiled, goal, FIRST, until, engine="plain")
    assert shortest(compiled, goal, FIRST, until) == plain
    return plain


def test_both_engines_find_the_same_path() -> None:
    for seed, compiled in enumerate(some(range(100, 140), careless=0.0)):
        found = agree(compiled, wanted(seed), 9)
        assert found is None or found.mask in wanted(seed)


@pytest.mark.slow
def test_both_engines_find_the_same_path_in_many_more() -> None:
    for seed, compiled in enumerate(some(range(1000, 1300), controls=4, kinds=4, careless=0.01)):
        agree(compiled, wanted(seed), 9)


def test_the_kernels_as_plain_python_find_the_same_path(monkeypatch: pytest.MonkeyPatch) -> None:
    instances = list(enumerate(some(range(20), careless=0.0)))
    expected = [shortest(one, wanted(seed), FIRST, LAST, engine="plain") for seed, one in instances]
    interpreted(monkeypatch, kernel, spread, relax, packed, pathfinder, smallest=2)
    with np.errstate(over="ignore"):
        assert [shortest(one, wanted(seed), FIRST, LAST) for seed, one in instances] == expected


def test_there_is_a_path_to_exactly_the_breaches_that_the_search_finds() -> None:
    for compiled in some(range(20), careless=0.02):
        masks = explore(compiled, FIRST, LAST).breaches
        for demand in range(len(compiled.demands)):
            alone = Wanted(1 << demand, ~(1 << demand) & 0b111)
            assert (shortest(compiled, alone, FIRST, LAST) is None) == (1 << demand not in masks)


def test_a_path_begins_by_the_last_start_day_where_one_does() -> None:
    seeds, start_last = range(32, 48), FIRST + timedelta(days=1)
    found: list[tuple[bool, bool]] = []
    for seed, compiled in zip(seeds, some(seeds), strict=True):
        anywhere, soon = by_brute_force(compiled, wanted(seed)), by_brute_force(compiled, wanted(seed), 1)
        for engine in ENGINES:
            path = shortest(compiled, wanted(seed), FIRST, LAST, start_last=start_last, engine=engine)  # type: ignore[arg-type]
            assert path == (soon or anywhere)
        found.append((soon is None, soon == anywhere))
    assert {(False, False), (False, True)} <= set(found)


def test_a_path_that_needs_more_memory_than_it_may_use_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    (compiled,) = some(range(1))
    interpreted(monkeypatch, kernel, relax, pathfinder, smallest=2)
    with np.errstate(over="ignore"), pytest.raises(InvalidInput, match="search-too-large"):
        shortest(compiled, Wanted(1 << 9), FIRST, LAST, memory=0)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_path_outside_the_calendar_is_refused(engine: Any) -> None:
    (compiled,) = some(range(1))
    with pytest.raises(InvalidInput, match="outside-calendar"):
        shortest(compiled, Wanted(1), FIRST - timedelta(days=1), LAST, engine=engine)


def test_a_wanted_mask_meets_one_side_and_avoids_the_other() -> None:
    goal = Wanted(some=0b011, none=0b100)
    assert [mask for mask in range(8) if mask in goal] == [0b001, 0b010, 0b011]

"""The kernels as plain Python, beside `step.py`; that numba makes the same of them, the searches show."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from model.analysis import spread
from model.analysis.search import explore
from model.compiled import kernel
from model.compiled.compiled import Compiled
from model.compiled.kernel import EMPTY, FULL, Today
from model.compiled.moves import Moves, moves_of
from model.compiled.packing import Packing
from model.compiled.step import State, met, nightfall
from tests.compiled.tiny import FIRST, interpreted, some, walk


@pytest.fixture
def _slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    interpreted(monkeypatch, kernel, smallest=2)
    with np.errstate(over="ignore"):
        yield


def every_letter(packing: Packing) -> tuple[Moves, dict[tuple[int, int], int]]:
    """The moves, none merged, and the move of each control state and letter."""
    moves, compiled = moves_of(packing, lambda _, letter: letter), packing.compiled
    rows = np.repeat(np.arange(len(moves.first) - 1), np.diff(moves.first)) // len(compiled.groups)
    both = zip(rows, moves.letter, strict=True)
    return moves, {(int(row), int(letter)): place for place, (row, letter) in enumerate(both)}


def step_by_kernel(compiled: Compiled, state: State, letter: int, column: int) -> tuple[State | None, int]:
    packing = Packing(compiled)
    moves, places = every_letter(packing)
    due, opening = compiled.due[:, column].astype(np.int64), compiled.opening[:, column].astype(np.int64)
    today = Today(column, due, opening, np.empty_like(moves.base))
    kernel.day_begins(moves, today)
    place = places[state.control, letter]
    after, broken = kernel.taken(packing.layout, moves, today, place, packing.pack(state))
    return (None if after == FULL else packing.unpack(int(after))), int(broken)


@pytest.mark.usefixtures("_slowly")
def test_an_event_on_a_packed_state_does_what_the_plain_step_does() -> None:
    full = 0
    for seed, compiled in enumerate(some(range(60))):
        for state, letter, column in walk(compiled, random.Random(seed), 25):
            plain = met(compiled, state, letter, column)
            if plain.state is not None:
                found = step_by_kernel(compiled, state, letter, column)
                assert found[0] == (None if plain.full else plain.state)
                assert plain.full or found[1] == plain.broken
                full += plain.full
    assert full


@pytest.mark.usefixtures("_slowly")
def test_a_night_over_a_packed_state_does_what_the_plain_step_does() -> None:
    breaches = 0
    for seed, compiled in enumerate(some(range(60))):
        packing = Packing(compiled)
        for state, _, _ in walk(compiled, random.Random(seed), 25):
            morning, broken = kernel.nightfall(packing.layout, packing.pack(state))
            assert (packing.unpack(int(morning)), int(broken)) == nightfall(compiled, state)[:2]
            breaches += broken != 0
    assert breaches


@pytest.mark.usefixtures("_slowly")
def test_what_is_breached_on_a_day_is_the_same_from_a_state_that_is_cut_down() -> None:
    for seed, compiled in enumerate(some(range(60))):
        packing = Packing(compiled)
        for state, letter, column in walk(compiled, random.Random(seed), 25):
            cut = packing.unpack(int(kernel.clipped(packing.layout, packing.pack(state))))
            assert nightfall(compiled, cut).broken == nightfall(compiled, state).broken
            whole, less = met(compiled, state, letter, column), met(compiled, cut, letter, column)
            assert (whole.broken, whole.full) == (less.broken, less.full)


@pytest.mark.usefixtures("_slowly")
def test_a_set_holds_every_key_once_in_the_order_of_coming() -> None:
    chance = random.Random(3)
    keys = [chance.choice((chance.randrange(50), chance.randrange(1 << 62))) for _ in range(400)]
    table, items, count = np.full(1024, EMPTY), np.empty(512, np.int64), 0
    for key in keys:
        count = kernel.added(table, items, count, key)
    again = np.full(1024, EMPTY)
    kernel.fill(again, items, count)
    assert {kernel.added(again, items, count, key) for key in keys} == {count}
    assert items[:count].tolist() == list(dict.fromkeys(keys))


@pytest.mark.usefixtures("_slowly")
def test_a_list_of_pairs_holds_every_pair_once_in_the_order_of_coming() -> None:
    chance = random.Random(4)
    pairs = [(chance.randrange(9), chance.randrange(9)) for _ in range(200)]
    table, lists, count = np.full(256, EMPTY), (np.empty(128, np.int64), np.empty(128, np.int64)), 0
    places = []
    for key, mark in pairs:
        places.append(int(kernel.paired(table, *lists, count, key, mark)))
        count = max(count, places[-1] + 1)
    order = list(dict.fromkeys(pairs))
    assert list(zip(*(column[:count].tolist() for column in lists), strict=True)) == order
    assert places == [order.index(pair) for pair in pairs]
    again = np.full(256, EMPTY)
    kernel.fill_pairs(again, *lists, count)
    assert [kernel.paired(again, *lists, count, key, mark) for key, mark in pairs] == places


def test_the_fingerprint_changes_with_every_file_on_which_the_kernels_rest(tmp_path: Path) -> None:
    for name in kernel.SHARED:
        (tmp_path / name).write_text("as it was", encoding="utf-8")
    found = {kernel.fingerprint(tmp_path)}
    for name in kernel.SHARED:
        (tmp_path / name).write_text(f"{name} changed", encoding="utf-8")
        found.add(kernel.fingerprint(tmp_path))
    assert len(found) == len(kernel.SHARED) + 1


def test_what_numba_keeps_on_disk_is_kept_under_the_fingerprint() -> None:
    (compiled,) = some(range(1))
    explore(compiled, FIRST, FIRST)
    for name in ("a_day", "a_night", "mornings", "breaches", "inserted"):
        ((*_, last),) = getattr(spread, name).signatures
        assert last.value == kernel.SOURCES

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from model.analysis import packed, spread
from model.analysis.plain import triggered
from model.analysis.search import Reach, explore
from model.compiled import kernel
from model.compiled.compiled import Clock, Compiled, Sense
from model.compiled.step import Outcome, State, begin, met, nightfall
from model.errors import InvalidInput
from tests.compiled.tiny import FIRST, interpreted, one_clock, some

LAST = FIRST + timedelta(days=8)


def both(compiled: Compiled, **more: Any) -> tuple[Reach, Reach]:
    plain = explore(compiled, FIRST, LAST, engine="plain", **more)
    return plain, explore(compiled, FIRST, LAST, engine="numba", **more)


def dominated(seeds: range) -> Iterator[Compiled]:
    """Deadlines of which whatever stops the first also stops the others."""
    for compiled in some(seeds, single=True, careless=0.02):
        for array in (compiled.answers, compiled.excuses, compiled.ends):
            array[:] |= array[:, :, :1]
        yield compiled


@pytest.mark.parametrize("reduced", [False, True])
def test_both_engines_find_the_same(reduced: bool) -> None:
    found = [both(compiled, reduced=reduced) for compiled in (*some(range(60)), *dominated(range(20)))]
    assert [plain for plain, _ in found] == [fast for _, fast in found]
    assert {plain.full for plain, _ in found} == {False, True}
    assert sum(len(plain.breaches) for plain, _ in found) > 150


@pytest.mark.slow
def test_both_engines_find_the_same_in_many_more() -> None:
    for compiled in some(range(1000, 1400), controls=4, kinds=4):
        plain, fast = both(compiled)
        assert plain == fast


def test_the_kernels_as_plain_python_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    instances = [*some(range(12)), *dominated(range(4))]
    expected = [explore(compiled, FIRST, LAST, engine="plain", reduced=True) for compiled in instances]
    interpreted(monkeypatch, kernel, spread, packed, smallest=2)
    with np.errstate(over="ignore"):
        assert [explore(compiled, FIRST, LAST, reduced=True) for compiled in instances] == expected


def histories(compiled: Compiled, days: range) -> Iterator[tuple[int, int]]:
    """Every history that begins on any of the days, by brute force: what each first breaches together, and when."""
    for start in days:
        yield from from_morning(compiled, begin(compiled), range(start, days.stop))


def from_morning(compiled: Compiled, state: State, days: range) -> Iterator[tuple[int, int]]:
    if days:
        for evening, mask in evenings(compiled, state, 0, 0, days.start):
            night = nightfall(compiled, evening)
            if mask | night.broken:
                yield mask | night.broken, days.start
            else:
                yield from from_morning(compiled, night.state or evening, days[1:])


def evenings(compiled: Compiled, state: State, mask: int, group: int, column: int) -> Iterator[tuple[State, int]]:
    if group == len(compiled.groups):
        yield state, mask
        return
    for outcome in (Outcome(state), *(met(compiled, state, n, column) for n in range(*compiled.groups[group]))):
        if outcome.state is not None and not outcome.full:
            yield from evenings(compiled, outcome.state, mask | outcome.broken, group + 1, column)


def test_the_first_breaches_are_those_of_every_history_tried_one_by_one() -> None:
    for compiled in some(range(40), kinds=2, careless=0.02):
        expected: dict[int, date] = {}
        for mask, column in sorted(histories(compiled, range(4)), key=lambda pair: pair[1]):
            expected.setdefault(mask, FIRST + timedelta(days=column))
        for engine in ("plain", "numba"):
            found = explore(compiled, FIRST, FIRST + timedelta(days=3), engine=engine)
            assert found.breaches == expected


def test_a_reduced_search_has_fewer_states_and_breaches_the_same_but_for_what_cannot_be_first() -> None:
    saved = 0
    for compiled in dominated(range(40)):
        whole, less = explore(compiled, FIRST, LAST), explore(compiled, FIRST, LAST, reduced=True)
        saved += whole.states - less.states
        assert less.states <= whole.states
        for mask, day in whole.breaches.items():
            assert any(part & ~mask == 0 and part and less.breaches[part] <= day for part in less.breaches)
        for part, day in less.breaches.items():
            assert any(part & ~mask == 0 and whole.breaches[mask] <= day for mask in whole.breaches)
    assert saved > 0


def test_one_start_day_is_searched_alone() -> None:
    for compiled in some(range(30), careless=0.0):
        plain, fast = both(compiled, start_last=FIRST)
        assert plain == fast
        alone = [masks for masks, _ in from_morning(compiled, begin(compiled), range(3))]
        short = explore(compiled, FIRST, FIRST + timedelta(days=2), start_last=FIRST)
        assert set(short.breaches) == set(alone)


def test_a_search_may_begin_in_any_state() -> None:
    for compiled in some(range(30)):
        later = nightfall(compiled, State(1, begin(compiled).counters)).state
        plain, fast = both(compiled, start=later, start_last=FIRST)
        assert plain == fast


def test_a_list_that_is_just_full_has_room_for_what_begins_on_the_next_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    one = one_clock(Clock(0, Sense.DEADLINE, 1, 3, False, 0))
    never, nothing = np.full((9, 1), -1, np.int32), np.zeros((9, 1, 1), np.uint8)
    night = np.array([0, 2, 3, 4, 5, 6, 7, 8, 1], np.int32)
    starts = np.full((9, 1, 1), -1, np.int16)
    compiled = replace(one, after=never, night=night, answers=nothing, ends=nothing, excuses=nothing, starts=starts)
    interpreted(monkeypatch, kernel, spread, packed, smallest=2)
    with np.errstate(over="ignore"):
        plain, fast = both(compiled, start=State(1, (0,)))
    assert plain == fast
    assert fast.peak == 8


def test_a_horizon_ends_the_search_so_many_days_after_the_last_start() -> None:
    (compiled,) = some(range(1))
    start_last = FIRST + timedelta(days=2)
    near = explore(compiled, FIRST, LAST, start_last=start_last, horizon=3)
    assert (near.last, near.days) == (FIRST + timedelta(days=5), 6)
    assert near == explore(compiled, FIRST, near.last, start_last=start_last)
    assert explore(compiled, FIRST, LAST, start_last=start_last, horizon=99).last == LAST


@pytest.mark.parametrize("engine", ["plain", "numba"])
def test_an_interrupted_search_says_what_it_covered(engine: Any) -> None:
    (compiled,) = some(range(1))
    told: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> None:
        told.append((done, of))
        if done == 3:
            raise KeyboardInterrupt

    stopped = explore(compiled, FIRST, LAST, engine=engine, progress=progress)
    covered = explore(compiled, FIRST, FIRST + timedelta(days=2), engine=engine)
    assert told == [(1, 9), (2, 9), (3, 9)]
    assert (stopped.finished, stopped.stopped, stopped.days) == (False, "interrupted", 3)
    assert (stopped.states, stopped.breaches, stopped.lows) == (covered.states, covered.breaches, covered.lows)


def test_a_search_that_has_no_room_says_so_and_is_not_finished() -> None:
    (compiled,) = some(range(1), controls=12, kinds=6, longest=12)
    short = explore(compiled, FIRST, compiled.calendar.last, memory=48 * 512)
    whole = explore(compiled, FIRST, compiled.calendar.last)
    assert (short.finished, short.stopped, whole.finished) == (False, "out of memory", True)
    assert short.days < whole.days


def test_breaches_that_have_no_room_are_not_lost_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    (compiled,) = some(range(1))
    interpreted(monkeypatch, kernel, spread, packed, smallest=2)
    monkeypatch.setattr(packed.Packed, "_spread", lambda *_: 0)
    with np.errstate(over="ignore"):
        found = explore(compiled, FIRST, LAST, memory=0)
    assert (found.finished, found.days) == (False, 0)


def test_kinds_of_morning_that_have_no_room_end_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    (compiled,) = some(range(1))
    interpreted(monkeypatch, kernel, spread, packed, smallest=2)
    monkeypatch.setattr(packed.Packed, "_new_mornings", lambda *_: None)
    assert explore(compiled, FIRST, LAST).stopped == "out of memory"
    monkeypatch.undo()
    interpreted(monkeypatch, kernel, spread, packed, smallest=2)
    searcher = packed.Packed(compiled, begin(compiled), False, memory=0)
    searcher._items, searcher._count = np.arange(9), 9
    with np.errstate(over="ignore"):
        assert searcher._new_mornings(0) is None


def test_two_components_can_be_searched_at_the_same_time() -> None:
    instances = list(some(range(8)))
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda compiled: explore(compiled, FIRST, LAST), instances))
    assert found == [explore(compiled, FIRST, LAST) for compiled in instances]


def test_an_empty_range_and_a_day_outside_the_calendar_are_refused() -> None:
    (compiled,) = some(range(1))
    with pytest.raises(InvalidInput, match="empty-range"):
        explore(compiled, LAST, FIRST)
    with pytest.raises(InvalidInput, match="outside-calendar"):
        explore(compiled, FIRST, compiled.calendar.last + timedelta(days=1))


def test_a_trigger_counts_where_nothing_else_is_breached() -> None:
    assert triggered(0b111, 0) == 0b111
    assert triggered(0b111, 0b010) == 0b010
    assert triggered(0b111, 0b110) == 0


def test_the_module_does_not_load_numba() -> None:
    command = "import sys, model.analysis.search, model.analysis.path; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0

import random
from dataclasses import replace

import numpy as np
import pytest

from model.analysis.search import explore
from model.compiled.compiled import Clock, Sense
from model.compiled.packing import Packing, estimate, running
from model.compiled.step import State, begin
from model.errors import InvalidInput
from tests.compiled.tiny import FIRST, demands, one_clock, some, walk

DEADLINE = Clock(0, Sense.DEADLINE, places=1, longest=3, opens=False, slot=0)


def test_a_state_comes_back_from_its_number() -> None:
    for compiled in some(range(40)):
        packing = Packing(compiled)
        for state, _, _ in walk(compiled, random.Random(1), 40):
            assert packing.unpack(packing.pack(state)) == state


def test_different_states_have_different_numbers_and_the_empty_case_has_0() -> None:
    for compiled in some(range(40)):
        packing = Packing(compiled)
        states = {state for state, _, _ in walk(compiled, random.Random(2), 60)}
        assert len({packing.pack(state) for state in states}) == len(states)
        assert packing.pack(begin(compiled)) == 0


@pytest.mark.parametrize(
    ("clock", "greatest"),
    [
        (DEADLINE, (4,)),
        (replace(DEADLINE, places=2), (4, 4)),
        (replace(DEADLINE, places=2, opens=True), (4, 4, 9, 9)),
        (replace(DEADLINE, tied=True), (4, 3)),
    ],
)
def test_a_window_may_open_after_its_due_day_and_a_trigger_is_as_old_as_the_clock_is_long(
    clock: Clock, greatest: tuple[int, ...]
) -> None:
    compiled = one_clock(clock)
    compiled.opening[0, 5] = 9
    compiled.starts[0, 0, 0] = 0
    assert Packing(compiled).greatest == greatest


def test_sixty_three_bits_fit_and_one_more_is_refused_with_the_duties_that_cause_it() -> None:
    clocks = [
        Clock(0, Sense.DEADLINE, 1, (1 << 40) - 2, False, 0),
        Clock(1, Sense.DEADLINE, 1, (1 << 23) - 2, False, 1),
    ]
    wide = one_clock(DEADLINE)
    fits = replace(wide, demands=demands(2), clocks=tuple(clocks), starts=np.full((1, 1, 2), -1, np.int16))
    assert Packing(fits).layout.control == 63
    with pytest.raises(InvalidInput) as refused:
        Packing(replace(fits, clocks=(clocks[0], replace(clocks[1], longest=(1 << 23) - 1))))
    (fault,) = refused.value.faults
    assert (fault.code, fault.value) == ("state-too-large", "64 bits")
    assert fault.hint.endswith("the largest are duty-0 (40 bits), duty-1 (24 bits)")


def test_a_counter_that_its_clock_cannot_show_is_refused() -> None:
    with pytest.raises(InvalidInput, match="at most 4") as refused:
        Packing(one_clock(DEADLINE)).pack(State(0, (5,)))
    assert refused.value.faults[0].code == "counter-too-large"


def test_the_estimate_of_one_clock_counts_what_it_can_show_where_it_can_run() -> None:
    compiled = one_clock(DEADLINE)
    assert estimate(compiled) == 1
    compiled.starts[0, 0, 0] = 0
    assert estimate(compiled) == 5


def test_the_estimate_leaves_out_what_an_event_surely_stopped() -> None:
    compiled = replace(one_clock(DEADLINE, letters=2), night=np.array([0, 1], np.int32))
    shape = (2, 2)
    after = np.array([[0, 1], [1, -1]], np.int32)
    answers, starts = np.zeros((*shape, 1), np.uint8), np.full((*shape, 1), -1, np.int16)
    answers[0, 1, 0], starts[0, 0, 0] = 1, 0
    none = np.zeros((*shape, 1), np.uint8)
    left = replace(compiled, after=after, answers=answers, starts=starts, ends=none, excuses=none)
    assert running(left) == {0: (True,), 1: (False,)}
    assert estimate(left) == 6


def test_no_search_exceeds_the_estimate() -> None:
    for compiled in some(range(40)):
        assert explore(compiled, FIRST, compiled.calendar.last, engine="plain").peak <= estimate(compiled)

"""A standstill is found exactly where a naive walk over all cases finds one, on the first day that has it."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import cache

import pytest

from model.analysis import standstill
from model.analysis.continuing import Continuing, Steps
from model.analysis.following import Followed
from model.analysis.standstill import Standstill
from model.compiled.compiled import Compiled
from model.compiled.step import State, begin, met, nightfall
from model.errors import InvalidInput
from tests.compiled.tiny import DAYS, FIRST, tiny

MORE = 9
FOLLOWED = Followed(FIRST + timedelta(days=7), MORE, FIRST + timedelta(days=7 + MORE))
SEEDS = range(80)


def made(seed: int) -> Compiled:
    chance = random.Random(seed)
    return tiny(chance, count=chance.randint(1, 2), careless=0.3)


class Naive:
    """Every case walked by itself, without merging what is alike."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.longest = 2 + max(clock.longest for clock in compiled.clocks)
        self.end = min(7 + MORE + self.longest, DAYS)
        self.lasts = cache(self.goes_on)

    def ways(self, state: State, column: int) -> list[tuple[tuple[int, ...], State]]:
        return list(Continuing(self.compiled, column).mornings(state, column))

    def goes_on(self, state: State, column: int) -> bool:
        return column == self.end or any(self.lasts(after, column + 1) for _, after in self.ways(state, column))

    def first(self) -> int | None:
        """The first such day of cases that begin in the range, or else of those that begin with nothing to look at."""
        found = self.first_of(7)
        return self.first_of(7 + MORE) if found is None else found

    def first_of(self, last: int) -> int | None:
        """The first day on which something happens after which nothing goes on, and without which it would."""
        now: set[State] = set()
        for column in range(min(8 + MORE, self.end)):
            now |= {begin(self.compiled)} if column <= last else set()
            ways = [self.ways(state, column) for state in now]
            if any(self.stuck(one, column + 1) for one in ways):
                return column
            now = {after for one in ways for _, after in one}
            if column >= last:
                now.discard(begin(self.compiled))
        return None

    def stuck(self, ways: list[tuple[tuple[int, ...], State]], morning: int) -> bool:
        quiet = [after for letters, after in ways if not letters and self.lasts(after, morning)]
        return bool(quiet) and any(not self.lasts(after, morning) for _, after in ways)


@cache
def naive(seed: int) -> int | None:
    return Naive(made(seed)).first()


def walked(compiled: Compiled, steps: Steps, first: int, last: int) -> State:
    """The state on a morning after some events, none of which breaches anything."""
    state = begin(compiled)
    for column in range(first, last):
        for letter in [letter for day, letter in steps if day == column]:
            outcome = met(compiled, state, letter, column)
            assert outcome.state is not None
            assert not outcome.broken
            state = outcome.state
        night = nightfall(compiled, state)
        assert night.state is not None
        assert not night.broken
        state = night.state
    return state


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_standstill_is_found_and_the_events_that_are_told_lead_there_without_a_breach(seed: int) -> None:
    compiled, day = made(seed), naive(seed)
    steps = Standstill(compiled, FIRST, FOLLOWED).steps()
    assert (steps[-1][0] if steps else None) == day
    if steps and day is not None:
        naively = Naive(compiled)
        ends = [walked(compiled, steps, first, day + 1) for first in range(steps[0][0] + 1)]
        before = [walked(compiled, steps, first, day) for first in range(steps[0][0] + 1)]
        assert any(
            not naively.lasts(end, day + 1) and naively.stuck(naively.ways(state, day), day + 1)
            for state, end in zip(before, ends, strict=True)
        )


def test_both_are_met_by_the_random_instances() -> None:
    assert {naive(seed) is None for seed in SEEDS} == {True, False}


def test_too_many_kinds_of_day_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standstill, "MOST", 3)
    with pytest.raises(InvalidInput, match="too-many-states"):
        Standstill(made(0), FIRST, FOLLOWED).steps()

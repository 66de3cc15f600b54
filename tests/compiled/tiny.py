"""Tiny compiled instances made at random: every sense, place and table is met, and nothing in them has a meaning."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from model.calendar import Calendar
from model.compiled.compiled import Clock, Compiled, Demand, Sense
from model.compiled.letters import Letter
from model.compiled.step import State, begin, met, nightfall
from model.kinds import Chooser
from model.policy import Duty
from model.policy.duty import Form, Strength

FIRST = date(2024, 1, 1)
DAYS = 24


def calendar(days: int = DAYS) -> Calendar:
    return Calendar("tiny", FIRST, FIRST + timedelta(days=days - 1), frozenset())


def demands(count: int) -> tuple[Demand, ...]:
    return tuple(Demand(0, Duty(f"duty-{n}", (), Strength.MUST, "", "", Form.THEN, (), "tiny")) for n in range(count))


def letter(kind: str = "it", ago: int | None = None) -> Letter:
    return Letter(kind, (), Chooser.AGENCY, ago)


def clock(chance: random.Random, demand: int, slot: int, longest: int) -> Clock:
    places = chance.choice((1, 1, 2, 3))
    opens, tied = chance.choice(((False, False), (False, False), (True, False), (False, True)))
    return Clock(demand, chance.choice(list(Sense)), places, chance.randint(1, longest), opens, slot, tied)


def clocks(chance: random.Random, count: int, longest: int) -> tuple[Clock, ...]:
    found: list[Clock] = []
    for demand in range(count):
        found.append(clock(chance, demand, sum(one.width for one in found), longest))
    return tuple(found)


def tables(chance: random.Random, found: Sequence[Clock], days: int) -> tuple[list[list[int]], list[list[int]]]:
    """Two tables a clock, of due days (some days have none) and of the day on which the window opens."""
    due, opening = [], []
    for one in found:
        for _ in range(2):
            due.append([chance.randint(-1, one.longest) for _ in range(days)])
            opening.append([chance.randint(0, one.longest) if one.opens else 0 for _ in range(days)])
    return due, opening


def tiny(
    chance: random.Random,
    *,
    controls: int = 3,
    kinds: int = 3,
    count: int = 3,
    longest: int = 3,
    days: int = DAYS,
    single: bool = False,
    careless: float = 0.1,
) -> Compiled:
    """A random instance; with `single` only deadlines of one place, as `reduced` drops them."""
    found = clocks(chance, count, longest)
    if single:
        found = tuple(Clock(n, Sense.DEADLINE, 1, longest, False, n) for n in range(count))
    sizes = [chance.randint(1, 2) for _ in range(kinds)]
    letters = [letter(f"kind-{n}", chance.choice((None, 0, 1, 2))) for n, size in enumerate(sizes) for _ in range(size)]
    due, opening = tables(chance, found, days)
    shape = (controls, len(letters))
    wide = (*shape, count)
    after = np.array([[chance.randrange(-1, controls) for _ in letters] for _ in range(controls)], np.int32)
    starts = np.full(wide, -1, np.int16)
    for at in np.ndindex(wide):
        if chance.random() < 0.4:
            starts[at] = 2 * at[2] + chance.randint(0, 1)
    return Compiled(
        policies=(),
        calendar=calendar(days),
        demands=demands(count),
        letters=tuple(letters),
        groups=tuple((sum(sizes[:n]), sum(sizes[: n + 1])) for n in range(kinds)),
        clocks=found,
        after=after,
        night=np.array([chance.choice((n, chance.randrange(controls))) if n else 0 for n in range(controls)], np.int32),
        broken=masks(chance, shape, count, careless),
        touched=masks(chance, shape, count, 0.3),
        answers=answers(chance, wide, found),
        ends=flags(chance, wide, 0.2),
        excuses=flags(chance, wide, 0.1),
        starts=starts,
        due=np.array(due, np.int16).reshape(-1, days),
        opening=np.array(opening, np.int16).reshape(-1, days),
    )


def masks(chance: random.Random, shape: tuple[int, ...], count: int, likely: float) -> np.ndarray:
    drawn = [sum((chance.random() < likely) << bit for bit in range(count)) for _ in range(int(np.prod(shape)))]
    return np.array(drawn, np.uint64).reshape(shape)


def flags(chance: random.Random, shape: tuple[int, ...], likely: float) -> np.ndarray:
    return np.array([chance.random() < likely for _ in range(int(np.prod(shape)))], np.uint8).reshape(shape)


def answers(chance: random.Random, shape: tuple[int, ...], found: Sequence[Clock]) -> np.ndarray:
    drawn = np.zeros(shape, np.uint8)
    for at in np.ndindex(shape):
        if chance.random() < 0.3:
            drawn[at] = 2 if found[at[2]].tied else 1
    return drawn


def some(seeds: range, **more: Any) -> Iterator[Compiled]:
    """One instance for each seed, with one to three demands."""
    for seed in seeds:
        chance = random.Random(seed)
        yield tiny(chance, count=chance.randint(1, 3), **more)


def one_clock(clock: Clock, *, letters: int = 1, ago: int | None = None) -> Compiled:
    """One control state, one clock; each letter, of a kind of its own, does nothing yet, and the table says 1 day."""
    wide = (1, letters, 1)
    return Compiled(
        policies=(),
        calendar=calendar(),
        demands=demands(1),
        letters=tuple(letter(f"kind-{n}", ago) for n in range(letters)),
        groups=tuple((n, n + 1) for n in range(letters)),
        clocks=(clock,),
        after=np.zeros(wide[:2], np.int32),
        night=np.zeros(1, np.int32),
        broken=np.zeros(wide[:2], np.uint64),
        touched=np.zeros(wide[:2], np.uint64),
        answers=np.zeros(wide, np.uint8),
        ends=np.zeros(wide, np.uint8),
        excuses=np.zeros(wide, np.uint8),
        starts=np.full(wide, -1, np.int16),
        due=np.ones((1, DAYS), np.int16),
        opening=np.zeros((1, DAYS), np.int16),
    )


def interpreted(monkeypatch: pytest.MonkeyPatch, *modules: ModuleType, smallest: int = 512) -> None:
    """Runs the kernels of some modules as plain Python, which is slow, and which a measurement of coverage sees.

    `smallest` is the room that lists have at first: with little, all of them have to grow.
    """
    for module in modules:
        for name, value in vars(module).items():
            if hasattr(value, "py_func"):
                monkeypatch.setattr(module, name, value.py_func)
        if hasattr(module, "SMALLEST"):
            monkeypatch.setattr(module, "SMALLEST", smallest)


def walk(compiled: Compiled, chance: random.Random, events: int) -> Iterator[tuple[State, int, int]]:
    """States on a random way through the events and nights, each with a letter that is tried there, and the column."""
    state, column = begin(compiled), 0
    for _ in range(events):
        tried = chance.randrange(len(compiled.letters))
        yield state, tried, column
        outcome = met(compiled, state, tried, column)
        state = outcome.state if outcome.state is not None and not outcome.full else state
        if chance.random() < 0.3:
            state, column = nightfall(compiled, state).state or state, (column + 1) % DAYS

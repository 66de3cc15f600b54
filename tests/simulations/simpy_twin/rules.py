"""Rules: the arrays of a scenario as Python lists, its draws, and what follows from both before the first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from simulations.draws import Purpose
from simulations.inputs import Inputs

WORD = 0xFFFFFFFFFFFFFFFF
STEP = 0x9E3779B97F4A7C15
DAY, FAMILY, CHILD, POST, PAST = 1, 2, 3, 4, 5
LEAD, MANAGER, CHAIR, COLLEAGUE = range(4)
THERE, ON_LEAVE, ILL, VACANT = range(4)

Draw = Callable[[int, int, int, int], float]


def mix(x: int) -> int:
    x ^= x >> 30
    x = x * 0xBF58476D1CE4E5B9 & WORD
    x ^= x >> 27
    x = x * 0x94D049BB133111EB & WORD
    return x ^ x >> 31


def drawing(seed: int, replication: int) -> Draw:
    key = mix(mix(seed + STEP & WORD) + STEP + replication & WORD)

    def draw(stream: int, who: int, purpose: int, number: int) -> float:
        word = mix((key ^ (stream << 48 | who)) + STEP & WORD)
        word = mix((word ^ (purpose << 48 | number)) + STEP & WORD)
        return (word >> 11) * 2.0**-53

    return draw


def between(low: int, high: int, draw: float) -> int:
    return low + int(draw * (high - low + 1))


class Rules:
    """What stays the same for every replication; `of` holds the fields of `Inputs` as numbers and lists."""

    def __init__(self, inputs: Inputs) -> None:
        lists = {key: value.tolist() for key, value in inputs._asdict().items() if isinstance(value, np.ndarray)}
        self.of: Any = inputs._replace(**lists)
        self.acts = len(self.of.rank)
        self.effects = self.effects_by_place()
        self.ways = [
            [(self.of.who[row], self.of.who_minutes[row]) for row in range(*self.of.who_from[way : way + 2])]
            for way in range(len(self.of.way_cover))
        ]
        tasks = range(len(self.of.task_tied))
        self.usual = [[way for way in self.ways_of(task) if not self.of.way_cover[way]] for task in tasks]
        self.cover = [[way for way in self.ways_of(task) if self.of.way_cover[way]] for task in tasks]
        self.weeks = self.days_by_week()

    def effects_by_place(self) -> list[list[tuple[int, int, int, int]]]:
        of = self.of
        rows = list(zip(of.effect_clock, of.effect_how, of.effect_ends, of.effect_table, strict=True))
        return [rows[start:stop] for start, stop in zip(of.effects_from, of.effects_from[1:], strict=False)]

    def ways_of(self, task: int) -> range:
        return range(*self.of.way_from[task : task + 2])

    def days_by_week(self) -> dict[int, dict[int, list[int]]]:
        """Places of days in the roster by year and week."""
        found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for day in range(self.of.first, self.of.horizon):
            found[self.of.year_of[day]][self.of.week_of[day]].append(day - self.of.first)
        return found

    def roster(self, draw: Draw, name: int) -> tuple[bytearray, bytearray]:
        """Where the holder of a post is, and the percent of a full load, for every day from the first."""
        days = self.of.horizon - self.of.first
        state, percent = bytearray(days), bytearray([100]) * days
        self.lay_leave(draw, name, state)
        self.lay_illness(draw, name, state)
        self.lay_gaps(draw, name, state, percent)
        return state, percent

    def lay_leave(self, draw: Draw, name: int, state: bytearray) -> None:
        for year, weeks in self.weeks.items():
            for block in range(self.of.leave_weeks):
                u = draw(POST, name, Purpose.LEAVE_WEEK, year * 64 + block)
                for place in weeks.get(int((block + u) * 52 / self.of.leave_weeks), ()):
                    state[place] = ON_LEAVE

    def lay_illness(self, draw: Draw, name: int, state: bytearray) -> None:
        place, spell = -1, 0
        while True:
            place += self.of.well[int(draw(POST, name, Purpose.WELL, spell) * 4096)]
            if place >= len(state):
                return
            days = between(self.of.ill_low, self.of.ill_high, draw(POST, name, Purpose.ILL, spell))
            fill(state, place, place + days, ILL)
            place, spell = place + days, spell + 1

    def lay_gaps(self, draw: Draw, name: int, state: bytearray, percent: bytearray) -> None:
        of, gap = self.of, 0
        vacant = draw(POST, name, Purpose.VACANT, 0) < of.vacant
        begin = 0 if vacant else of.tenure[int(draw(POST, name, Purpose.TENURE, 0) * 4096)]
        while begin < len(state):
            days = between(of.gap_low, of.gap_high, draw(POST, name, Purpose.GAP, gap))
            agency = draw(POST, name, Purpose.AGENCY, gap) < of.agency
            fill(state, begin, begin + (min(days, of.agency_delay) if agency else days), VACANT)
            fill(percent, begin, begin + days, 100)
            end = begin + days
            fill(percent, end, end + of.newcomer_days, of.newcomer_percent)
            gap += 1
            begin = end + of.tenure[int(draw(POST, name, Purpose.TENURE, gap) * 4096)]


def fill(row: bytearray, start: int, stop: int, value: int) -> None:
    stop = min(stop, len(row))
    if start < stop:
        row[start:stop] = bytes([value]) * (stop - start)

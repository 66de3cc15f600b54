"""The checker: whether sets of states prove what a certificate says, by steps of its own that no search shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled.compiled import Clock, Compiled, Sense

ROOM = 2.0**62
Array = NDArray[Any]


class Refused(Exception):
    """Why a certificate proves nothing."""


@dataclass(frozen=True)
class Report:
    """What was checked: of `days` days `full` from the first on without a gap, and `sampled` others, each on its own.

    `refused` says why the certificate proves nothing; it is empty where everything that was checked holds.
    """

    statement: str = ""
    days: int = 0
    full: int = 0
    sampled: int = 0
    refused: str = ""

    def __str__(self) -> str:
        sampled = f", sampled {self.sampled:,} of {self.days - self.full:,}" if self.full < self.days else ""
        return f"refused: {self.refused}" if self.refused else f"checked in full {self.full:,} days{sampled}"


class Checker:
    """Checks a certificate; a state is a number in mixed radix.

    A run is a row: for each clock the counters of its places and as many second ones, the control state, and the mask
    of what was breached on the day.
    """

    def __init__(self, compiled: Compiled, header: Mapping[str, Any]) -> None:
        self.compiled, self.header, self.sizes = compiled, header, np.array(header["sizes"], np.int64)
        self.radix = np.cumprod([1, *self.sizes[:-1]])
        self.ends = np.cumsum([2 * clock.places for clock in compiled.clocks], dtype=np.int64)
        self.tables: tuple[Array, ...] = (compiled.due, compiled.opening)
        self.ago = np.array([-1 if letter.ago is None else letter.ago for letter in compiled.letters])

    def report(self, kept: Sequence[int], sets: Sequence[Array]) -> Report:
        """Checks each day of which both mornings are kept, as numbers of their sets (-1: none); like days once."""
        first, known = self.compiled.day(date.fromisoformat(self.header["first"])), set()
        checked = [at for at in range(len(kept) - 1) if kept[at] >= 0 and kept[at + 1] >= 0]
        for at in checked:
            tables = (table[:, first + at].tobytes() for table in self.tables)
            key = (kept[at], kept[at + 1], *tables)
            if key not in known:
                self.day(sets[kept[at]], sets[kept[at + 1]], first + at)
                known.add(key)
        full = next((number for number, at in enumerate(checked) if number != at), len(checked))
        return Report(self.header["statement"], len(kept) - 1, full, len(checked) - full)

    def day(self, morning: Array, following: Array, column: int) -> None:
        """Refuses a day on which no case can begin, or that leads below a floor, to a bad mask, or out of the sets."""
        today = self.compiled.calendar.first + timedelta(days=column)
        if 0 not in morning:
            raise Refused(f"{today}: the case in which nothing has happened is not in the set")
        rows = np.column_stack([morning[:, None] // self.radix % self.sizes, np.zeros_like(morning)])
        for first, last in self.compiled.groups:
            rows = self.distinct(np.vstack([rows, self.events(rows, first, last, column)]))
        low = ((rows[:, :-2] > 0) & (rows[:, :-2] < self.header["floors"]) & (rows[:, -1:] == 0)).any(axis=1)
        after = self.night(rows)
        masks, wanted = after[:, -1], self.header["bad"]
        bad = [mask for mask in np.unique(masks).tolist() if any(mask & some and not mask & no for some, no in wanted)]
        out = (masks == 0) & ~np.isin(self.numbers(after), following)
        wrong = {"a counter too low": low, "a bad breach": np.isin(masks, bad), "a state not kept": out}
        for fault, found in wrong.items():
            if found.any():
                raise Refused(f"{today}: {fault} follows from {rows[found][0].tolist()}")

    def numbers(self, rows: Array) -> Array:
        """The states as numbers."""
        if (rows[:, :-1] >= self.sizes).any() or self.sizes.prod(dtype=float) > ROOM:
            raise Refused("a state does not fit in its number")
        return np.asarray(rows[:, :-1] @ self.radix)

    def distinct(self, rows: Array) -> Array:
        """Each run once."""
        keys = np.stack([self.numbers(rows), rows[:, -1]])
        order = np.lexsort(keys)
        return rows[order[np.diff(keys[:, order], axis=1, prepend=-1).any(axis=0)]]

    def events(self, rows: Array, first: int, last: int, column: int) -> Array:
        """The runs after each letter from `first` up to `last` that can happen."""
        at, letters = np.nonzero(self.compiled.after[rows[:, -2], first:last] >= 0)
        rows, key, fits = rows[at], (rows[at, -2], letters + first), np.ones(len(at), bool)
        rows[:, -1] |= self.compiled.broken[key].astype(np.int64)
        for number, block in enumerate(np.split(rows, self.ends, axis=1)[:-1]):
            breached, placed = self.stirred(self.compiled.clocks[number], (*key, number), column, block)
            rows[:, -1] |= breached * (1 << self.compiled.clocks[number].demand)
            fits &= placed
        if not fits.all() and not self.header["overflow"]:
            raise Refused("a clock has no place for one more occasion, which the certificate does not say")
        rows[:, -2] = self.compiled.after[key]
        return rows[fits]

    def stirred(self, clock: Clock, key: Any, column: int, block: Array) -> tuple[Array, Array]:
        """Lets letters change the counters of a clock; whether they breach it, and whether what begins has a place."""
        compiled, (running, seconds) = self.compiled, np.split(block, 2, axis=1)
        lookback, forbids = clock.sense is Sense.LOOKBACK, clock.sense is Sense.PROHIBITION
        asks, excused, ends = (one[key][:, None] > 0 for one in (compiled.answers, compiled.excuses, compiled.ends))
        counts = asks & (running > 0) & (seconds == (self.ago[key[1]][:, None] if clock.tied else 0))
        breached = asks[:, 0] & ~counts.any(axis=1) if lookback else counts.any(axis=1) & forbids
        take_out(block, excused | ends & ((running > 1) | lookback) | counts & (not lookback))
        table = compiled.starts[key]
        due, opening = compiled.due[table, column] + 1, compiled.opening[table, column]
        begins, choose = (table >= 0) & (due > 0), np.minimum if clock.sense is Sense.DEADLINE else np.maximum
        if clock.width == 1:
            due = np.where(running[:, 0] > 0, choose(running[:, 0], due), due)
            running[begins] = 0
        place = (running > 0).sum(axis=1)
        at = np.flatnonzero(begins & (place < clock.places))
        running[at, place[at]], seconds[at, place[at]] = due[at], opening[at] * clock.opens
        return breached, ~begins | (place < clock.places)

    def night(self, rows: Array) -> Array:
        """The runs at the end of the night: what was due and is not answered is breached, the rest has a day less."""
        rows = rows.copy()
        for clock, block in zip(self.compiled.clocks, np.split(rows, self.ends, axis=1)[:-1], strict=True):
            running, seconds = np.split(block, 2, axis=1)
            rows[:, -1] |= (running == 1).any(axis=1) * (1 << clock.demand) * (clock.sense is Sense.DEADLINE)
            take_out(block, running == 1)
            seconds[:] = np.maximum(seconds + (running > 0) * (1 if clock.tied else -1), 0)
            running -= running > 0
        rows[:, -2] = self.compiled.night[rows[:, -2]]
        return rows


def take_out(block: Array, gone: Array) -> None:
    """Takes the occasions in some places out of the counters of a clock; the others close ranks."""
    kept = (block[:, : gone.shape[1]] > 0) & ~gone
    order = np.argsort(~kept, axis=1, kind="stable")
    for half in np.split(block, 2, axis=1):
        half[:] = np.take_along_axis(half * kept, order, axis=1)

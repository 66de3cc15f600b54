"""The workspace of one thread: the memory of a run laid out, and made larger where a run needs more."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulations.draws import key_of
from simulations.inputs import Inputs
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.options import Longs
from simulations.kernel.records import EVENT_COLUMNS, JOB_COLUMNS, OCCASION_COLUMNS
from simulations.kernel.run import run
from simulations.log import USE_COLUMNS, Log
from simulations.measures import WEEK, Measures, periods, shapes

# The first guess: families, words of the heap for each, and rows of what the clocks ask of one task.
FAMILIES, WORDS_A_FAMILY, ASKED = 1 << 12, 512, 256
# Where the measures are kept, in their order.
MEASURED = (
    *(at.CLOCK_TALLY, at.LATENESS, at.WEEK_DUE, at.WEEK_MET, at.OVERDUE),
    *(at.TASK_TALLY, at.CALLED, at.STOCK, at.BLOCK_USE),
)
# The parts of the log: how many rows there are, how many there is room for, where they begin, how wide they are.
LOGGED = (
    (at.JOB_COUNT, at.JOB_ROOM, at.JOB_LOG, JOB_COLUMNS),
    (at.OCCASION_COUNT, at.OCCASION_ROOM, at.OCCASION_LOG, OCCASION_COLUMNS),
    (at.EVENT_COUNT, at.EVENT_ROOM, at.EVENT_LOG, EVENT_COLUMNS),
)


class Workspace:
    """Runs replications of one scenario, one after the other, in the same memory."""

    def __init__(self, inputs: Inputs, tables: Longs, warm_up: int = 0) -> None:
        self.inputs, self.tables, self.warm_up = inputs, tables, warm_up
        self.size, self.rooms = 1, [0, 0, 0]
        self.shapes = dict(zip(MEASURED, shapes(inputs, warm_up), strict=True))
        self.lay_out()

    def lay_out(self) -> None:
        """A memory `size` times the first guess, with room for so many rows of the log; none is kept without room."""
        i, header = self.inputs, self.tables[: at.NOBODY].copy()
        families = max(FAMILIES, len(i.past_families)) * self.size
        header[at.BEGIN], header[at.WEEKS] = i.first + self.warm_up, periods(i, self.warm_up, WEEK)
        header[at.FAMILY_ROOM], header[at.ASKED_ROOM] = families, ASKED * self.size
        end = placed(header, unset(header, families, len(i.past_children), ASKED * self.size), len(self.tables))
        header[at.ZERO] = end
        sizes = zeroed(header, families) | {place: int(np.prod(shape)) for place, shape in self.shapes.items()}
        header[at.HEAP] = placed(header, sizes, end)
        header[at.DAYS] -= i.first * at.DAY_WORDS
        end = header[at.LIMIT] = header[at.HEAP] + families * WORDS_A_FAMILY
        for rows, (_, room, first, width) in zip(self.rooms, LOGGED, strict=True):
            header[room], header[first], end = rows, end, end + rows * width
        # Kept at the same distance from one another as the words themselves.
        header[at.BEFORE_ALL], end = end, end + header[at.LIMIT]
        self.m = np.zeros(end, np.int64)
        self.m[: len(self.tables)] = self.tables
        self.m[: at.NOBODY] = header

    def run(self, replication: int) -> None:
        """One replication; once more where it needs more memory."""
        key = int(np.uint64(key_of(self.inputs.seed, replication)).astype(np.int64))
        while True:
            try:
                run(self.m, key)
            except MemoryError:
                self.size *= 2
                self.lay_out()
            else:
                return

    def run_with_log(self, replication: int) -> Log:
        """One replication with its log; once more where there was no room for it."""
        self.run(replication)
        while any(self.m[count] > self.m[room] for count, room, *_ in LOGGED):
            self.rooms = [int(self.m[count]) * 5 // 4 for count, *_ in LOGGED]
            self.lay_out()
            self.run(replication)
        return self.log()

    def log(self) -> Log:
        """The log of the last replication."""
        m = self.m
        tables = [m[m[first] : m[first] + m[count] * width].reshape(-1, width) for count, _, first, width in LOGGED]
        use = m[m[at.USE] :][: len(USE_COLUMNS) * (self.inputs.stop - self.inputs.first)]
        families = m[m[at.FAMILY_LIST] :][: m[at.FAMILY_COUNT]]
        family_of = np.repeat(np.arange(len(families)), m[families + at.SIZE])
        jobs, occasions, events = (table.copy() for table in tables)
        return Log(jobs, occasions, events, use.reshape(-1, len(USE_COLUMNS)).copy(), family_of)

    def measures(self) -> Measures:
        """The measures of the last replication, as views of the memory."""
        parts = (self.m[self.m[place] :][: np.prod(shape)].reshape(shape) for place, shape in self.shapes.items())
        return Measures(*parts)


def unset(m: Longs, families: int, children: int, asked: int) -> dict[int, Any]:
    """How large the parts are that are written before they are read."""
    return {
        at.FOUND: m[of.JOB_WORDS] - at.PEOPLE,
        at.FAMILY_LIST: families,
        at.PAST_ROWS: children,
        at.ASKED: asked * at.ASKED_WORDS,
        at.ROSTERS: m[of.LAST] * (m[of.POSTS] + 1),
    }


def zeroed(m: Longs, families: int) -> dict[int, Any]:
    """How large the parts are that are 0 at the start."""
    return {
        at.DAYS: m[of.LAST] * at.DAY_WORDS,
        at.DIARIES: m[of.POSTS] * m[of.BLOCKS],
        **dict.fromkeys((at.TOUCHED, at.AGAIN, at.WAITING, at.MOVING), (families >> 5) + 1),
        at.USE: len(USE_COLUMNS) * (m[of.STOP] - m[of.FIRST]),
    }


def placed(header: Longs, sizes: dict[int, Any], end: int) -> int:
    """Writes down where each part begins, one behind the other; where the last ends."""
    for place, size in sizes.items():
        header[place] = end
        end += int(size)
    return end

"""A search through all histories without a breach: what is breached first, on which day, and what it looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from model.analysis.days import Days, Searcher, Told
from model.analysis.plain import Plain
from model.compiled.compiled import Compiled
from model.compiled.step import State, begin
from model.errors import Fault, InvalidInput

Engine = Literal["numba", "plain"]
Progress = Callable[[int, int], None]

MEMORY = 1_500_000_000
INTERRUPTED, NO_ROOM = "interrupted", "out of memory"


@dataclass(frozen=True)
class Reach:
    """What a search found, of histories that begin from `first` on and are followed to `last`, both inclusive.

    `finished` is false where it stopped earlier, for the reason `stopped`; it then speaks of its first `days` only.

    - `breaches`: for each set of demands that can be the first to be breached, together on one day (as a mask), the
      first day on which that is seen, at its nightfall. Under `reduced` some demands may be missing in a set.
    - `touched`: the demands that can be triggered while nothing else has been breached (as a mask).
    - `lows`: for each counter the least that it shows at a nightfall while it runs, after no breach; 0: it never ran.
    - `full`: whether something was not searched, because a clock had no place for one more occasion.
    - `states`: how many different states without a breach there are after each nightfall, summed over the days; `peak`:
      the most on one day, before nightfall; `transitions`: the events (one a letter) and nights taken from them, of
      which `repeated` are those of days that were like an earlier one, with the same states: they were not taken again.
    """

    first: date
    last: date
    finished: bool
    days: int
    states: int
    transitions: int
    peak: int
    breaches: Mapping[int, date]
    touched: int
    lows: tuple[int, ...]
    full: bool
    stopped: str = ""
    repeated: int = 0


@dataclass
class Tally:
    """What was found so far."""

    days: int = 0
    states: int = 0
    transitions: int = 0
    repeated: int = 0
    peak: int = 0
    touched: int = 0
    full: bool = False
    breaches: dict[int, date] = field(default_factory=dict)

    def add(self, told: Told, today: date) -> None:
        """One more day."""
        passed = told.passed
        self.days += 1
        self.states += passed.after
        self.transitions += passed.transitions
        self.repeated += passed.transitions * told.repeated
        self.peak = max(self.peak, passed.before)
        self.touched |= passed.touched
        self.full |= passed.full
        for mask in sorted(passed.masks):
            self.breaches.setdefault(mask, today)


def explore(
    compiled: Compiled,
    first: date,
    last: date,
    *,
    engine: Engine = "numba",
    start: State | None = None,
    start_last: date | None = None,
    horizon: int | None = None,
    reduced: bool = False,
    progress: Progress | None = None,
    memory: int = MEMORY,
) -> Reach:
    """All histories from `start` (a case in which nothing has happened) that begin from `first` to `start_last`.

    A run is followed until the nightfall at which something is breached, or to `last`, or for `horizon` days after
    `start_last`; the case in which nothing has happened yet waits on as long. `reduced` leaves out deadlines that
    cannot be missed before another one. `progress` is told after each day how many of how many are done. Ctrl-C, also
    out of `progress`, and a want of `memory` (bytes) end the search early. InvalidInput where a day is outside the
    calendar, the range is empty or a state does not fit in one number.
    """
    until = min(start_last or last, last)
    end = last if horizon is None else min(last, until + timedelta(days=horizon))
    columns = range(compiled.day(first), compiled.day(end) + 1)
    if not columns:
        raise InvalidInput(Fault("empty-range", "the last day is before the first", f"{first} to {end}"))
    searcher = searching(compiled, engine, start or begin(compiled), reduced, memory)
    tally = Tally()
    stopped = run(Days(compiled, searcher), columns, compiled.day(until), tally, first, progress)
    return Reach(
        first=first,
        last=end,
        finished=not stopped,
        days=tally.days,
        states=tally.states,
        transitions=tally.transitions,
        peak=tally.peak,
        breaches=MappingProxyType(tally.breaches),
        touched=tally.touched,
        lows=searcher.lows,
        full=tally.full,
        stopped=stopped,
        repeated=tally.repeated,
    )


def searching(compiled: Compiled, engine: Engine, start: State, reduced: bool, memory: int) -> Searcher:
    """The engine of that name."""
    if engine == "plain":
        return Plain(compiled, start, reduced)
    from model.analysis.packed import Packed  # numba is slow to import

    return Packed(compiled, start, reduced, memory)


def run(days: Days, columns: range, until: int, tally: Tally, first: date, progress: Progress | None) -> str:
    """Goes from day to day; why it stopped before the end, if it did."""
    try:
        for done, column in enumerate(columns):
            told = days.day(column, column <= until)
            if told is None:
                return NO_ROOM
            tally.add(told, first + timedelta(days=done))
            if progress is not None:
                progress(done + 1, len(columns))
    except KeyboardInterrupt:
        return INTERRUPTED
    return ""

"""A million additions of working days: our table beside numpy's `busday_offset`, in one process.

Run as `python -m tests.benchmarks.bench_calendar`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.calendar import Calendar, england_and_wales

DAYS = 1_000_000
REPETITIONS = 11


@dataclass(frozen=True)
class Comparison:
    """Median seconds of both sides for one number of working days, or for an array of them."""

    name: str
    numpy: float
    table: float

    @property
    def ratio(self) -> float:
        return self.numpy / self.table

    def __str__(self) -> str:
        return f"{self.name:<16} {self.numpy * 1e3:9.2f} {self.table * 1e3:9.2f} {self.ratio:8.1f}"


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def compare(name: str, calendar: Calendar, days: NDArray[np.datetime64], n: Any, roll: Any) -> Comparison:
    """Take turns, so that a busy moment of the machine meets both sides."""
    theirs = np.busdaycalendar(holidays=list(calendar.holidays()))

    def numpy() -> NDArray[np.datetime64]:
        return np.busday_offset(days, n, roll=roll, busdaycal=theirs)

    def table() -> NDArray[np.datetime64]:
        return calendar.add_working_days_array(days, n)

    if not np.array_equal(numpy(), table()):
        raise AssertionError(f"{name}: the two sides differ")
    times = [(seconds(numpy), seconds(table)) for _ in range(REPETITIONS)]
    return Comparison(name, median(t for t, _ in times), median(t for _, t in times))


def measure() -> list[Comparison]:
    """The comparisons, the one of the speed claim first: 10 working days after each of a million days."""
    calendar, chance = england_and_wales(), np.random.default_rng(2014)
    span = int((np.datetime64("2041-12-31") - np.datetime64("1996-01-01")).astype(int))
    days = np.datetime64("1996-01-01") + chance.integers(0, span, DAYS)
    return [
        compare("+10", calendar, days, 10, "preceding"),
        compare("+45", calendar, days, 45, "preceding"),
        compare("-10", calendar, days, -10, "following"),
        compare("+1 to +45", calendar, days, chance.integers(1, 46, DAYS), "preceding"),
    ]


def main() -> None:
    print(f"{DAYS:,} days, median of {REPETITIONS}; milliseconds")
    print(f"{'working days':<16} {'numpy':>9} {'table':>9} {'ratio':>8}")
    for comparison in measure():
        print(comparison)


if __name__ == "__main__":
    main()

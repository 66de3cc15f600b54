"""The search through all histories of Brent's meetings: numba beside plain Python, in one process.

Run as `python -m tests.benchmarks.bench_search`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from time import perf_counter

from model.analysis.path import Wanted, shortest
from model.analysis.search import Engine, Reach, explore
from model.calendar import england_and_wales
from model.compiled.compile import compile_policies
from model.compiled.compiled import Compiled
from model.policy import load_policy

START = date(2015, 1, 5)
FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
# Plain Python is a thousand times slower, so it is compared on a short search.
SHORT, ONE_START = 40, 400
RUNS = 3


@dataclass(frozen=True)
class Measured:
    """The fastest of some runs of a search."""

    name: str
    seconds: float
    transitions: int

    @property
    def rate(self) -> float:
        """Transitions a second."""
        return self.transitions / self.seconds

    def __str__(self) -> str:
        return f"{self.name:<48} {self.seconds:9.3f} {self.transitions:15,} {self.rate / 1e6:9.2f}"


@cache
def meetings() -> Compiled:
    """The component in which the first core group is due."""
    parts = compile_policies([load_policy("brent")], england_and_wales())
    return next(part for part in parts if any(one.duty.id == "first-core-group" for one in part.demands))


def measured(name: str, search: Callable[[], Reach], runs: int = RUNS) -> Measured:
    """The fastest run; AssertionError where a search stopped early."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        reach = search()
        times.append(perf_counter() - start)
        if not reach.finished:
            raise AssertionError(f"{name}: {reach.stopped}")
    return Measured(name, min(times), reach.transitions)


def short(engine: Engine) -> Measured:
    """Every start day of some weeks."""
    last = START + timedelta(days=SHORT - 1)
    runs = 1 if engine == "plain" else RUNS
    return measured(f"{engine}, {SHORT} start days", lambda: explore(meetings(), START, last, engine=engine), runs)


def one_start() -> Measured:
    """One start day, followed for more than a year."""
    last = START + timedelta(days=ONE_START - 1)
    return measured(f"numba, 1 start day, {ONE_START} days", lambda: explore(meetings(), START, last, start_last=START))


def every_start(reduced: bool = False) -> Measured:
    """Every start day of 31 years."""
    name = f"numba, {FIRST} to {LAST}{', reduced' if reduced else ''}"
    return measured(name, lambda: explore(meetings(), FIRST, LAST, reduced=reduced), runs=1)


def path() -> float:
    """Seconds to find the shortest way to each breach of one demand alone, over the 31 years."""
    start = perf_counter()
    for demand in range(len(meetings().demands)):
        shortest(meetings(), Wanted(1 << demand), FIRST, LAST)
    return perf_counter() - start


def main() -> None:
    print(f"{'':<48} {'seconds':>9} {'transitions':>15} {'M a sec.':>9}")
    explore(meetings(), START, START)  # numba loads its kernels
    plain, fast = short("plain"), short("numba")
    print(plain, fast, f"{'ratio':<48} {plain.seconds / fast.seconds:9.0f}", sep="\n")
    print(one_start(), every_start(), every_start(reduced=True), sep="\n")
    print(f"{'shortest paths to each of ' + str(len(meetings().demands)) + ' demands':<48} {path():9.3f}")


if __name__ == "__main__":
    main()

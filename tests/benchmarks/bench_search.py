"""The search through all histories: numba beside plain Python, and every component of the built-in policies.

Run as `python -m tests.benchmarks.bench_search`. Rates count the transitions that were taken, not those of days that
were like an earlier one, and the seconds that a core worked, whatever else the machine did.
"""

import resource
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from time import perf_counter, process_time

from model.analysis.path import Wanted, shortest
from model.analysis.search import Engine, Reach, explore
from model.calendar import england_and_wales
from model.compiled.compile import compile_policies
from model.compiled.compiled import Compiled
from model.policy import load_policy

START = date(2015, 1, 5)
FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
ONE_START = 400
RUNS, CORES = 3, 2


@dataclass(frozen=True)
class Measured:
    """The fastest of some runs of a search, by the clock and in seconds of a core."""

    name: str
    seconds: float
    worked: float
    transitions: int
    repeated: int

    @property
    def rate(self) -> float:
        """Transitions taken in a second of a core."""
        return (self.transitions - self.repeated) / self.worked

    def __str__(self) -> str:
        numbers = (
            f"{self.seconds:9.3f} {self.worked:9.3f} {self.transitions:15,} {self.repeated / self.transitions:8.0%}"
        )
        return f"{self.name:<48} {numbers} {self.rate / 1e6:9.2f}"


@cache
def parts(policy: str) -> tuple[Compiled, ...]:
    """Every component of a policy."""
    return compile_policies([load_policy(policy)], england_and_wales())


def meetings() -> Compiled:
    """The component in which the first core group is due."""
    return next(part for part in parts("brent") if any(one.duty.id == "first-core-group" for one in part.demands))


def measured(name: str, search: Callable[[], list[Reach]], runs: int = RUNS) -> Measured:
    """The fastest run; AssertionError where a search stopped early."""
    times, worked = [], []
    for _ in range(runs):
        start, at_work = perf_counter(), process_time()
        found = search()
        times.append(perf_counter() - start)
        worked.append(process_time() - at_work)
        for reach in found:
            if not reach.finished:
                raise AssertionError(f"{name}: {reach.stopped}")
    transitions, repeated = (sum(getattr(one, what) for one in found) for what in ("transitions", "repeated"))
    return Measured(name, min(times), min(worked), transitions, repeated)


def one_start(engine: Engine = "numba") -> Measured:
    """One start day of the meetings, followed for more than a year."""
    last = START + timedelta(days=ONE_START - 1)
    name = f"{engine}, meetings, 1 start day, {ONE_START} days"
    return measured(name, lambda: [explore(meetings(), START, last, start_last=START, engine=engine)])


def every_start(policy: str) -> Measured:
    """Every start day of 31 years, all components of a policy, on two cores."""

    def search() -> list[Reach]:
        with ThreadPoolExecutor(CORES) as pool:
            return list(pool.map(lambda part: explore(part, FIRST, LAST), parts(policy)))

    return measured(f"numba, {policy}, {FIRST} to {LAST}, {CORES} cores", search, runs=1)


def path() -> float:
    """Seconds to find the shortest way to each breach of one demand of the meetings alone, over the 31 years."""
    start = perf_counter()
    for demand in range(len(meetings().demands)):
        shortest(meetings(), Wanted(1 << demand), FIRST, LAST)
    return perf_counter() - start


def memory() -> float:
    """The most memory that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    print(f"{'':<48} {'seconds':>9} {'of a core':>9} {'transitions':>15} {'repeated':>8} {'M a sec.':>9}")
    explore(meetings(), START, START)  # numba loads its kernels
    print(one_start("plain"), one_start(), sep="\n")
    print(every_start("brent"), every_start("york"), sep="\n")
    print(f"{'shortest paths to each of ' + str(len(meetings().demands)) + ' demands':<48} {path():9.3f}")
    print(f"{'most memory, megabytes':<48} {memory():9.0f}")


if __name__ == "__main__":
    main()

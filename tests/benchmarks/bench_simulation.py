"""The simulator on 60 workers and 750 children in three years: the fast engine beside the others, all in one process.

Run as `python -m tests.benchmarks.bench_simulation`.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from simulations.designs import grid
from simulations.engine import replicate, workspaces
from simulations.frontier import POINTS, frontier
from simulations.inputs import Inputs, prepare
from simulations.load import load_scenario
from simulations.plain import Office
from simulations.scenario import Scenario
from simulations.sweep import sweep
from tests.simulations.offices import staff
from tests.simulations.simpy_twin import Rules, simulate

ROOT = Path(__file__).parents[2]
ROUNDS = 7
# What a planner waits for: the replications of one answer.
ANSWER = 40
PROCESSORS = os.cpu_count() or 1
SIZES = ((1, 548), (1, 1096), (2, 1096), (4, 1096))


def scenario(size: int = 1, days: int = 1096) -> Scenario:
    """So many times 60 workers with 375 children on a plan at the start and as many who come in three years."""
    changes = {
        "run": {"days": days, "warm_up": 0},
        "backlog": {"children": 375 * size},
        "cases": {"enquiries": 62 * size},
        "staff": staff(30, 1, 3 * size, 2 * size, 0.6),
    }
    return load_scenario("york-2024", changes)


def office(size: int = 1, days: int = 1096) -> Inputs:
    """The scenario made ready."""
    return prepare(scenario(size, days)).inputs


def seconds(work: Callable[[], object]) -> float:
    """How long something takes, once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def in_turns(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The least time of each of some works, taken in turns, so that a busy moment of the machine meets each of them."""
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return [min(taken) for taken in zip(*times, strict=True)]


def engines(inputs: Inputs) -> tuple[float, float, float]:
    """Seconds of a replication in the fast engine, in plain Python, in SimPy."""
    workspace, rules = workspaces(inputs, 0, 1)[0], Rules(inputs)
    workspace.run(0)

    def fast() -> None:
        for _ in range(10):
            workspace.run(0)

    ten, plain, simpy = in_turns(fast, lambda: Office(inputs).run(), lambda: simulate(inputs, 0, rules), rounds=3)
    return ten / 10, plain, simpy


def with_log(inputs: Inputs) -> tuple[float, float]:
    """How many times as long a replication takes that keeps its events; and that keeps all rows of the log."""
    bare, events, rows = workspaces(inputs, 0, 3)
    rows.run_with_log(0)
    events.rooms = [0, 0, rows.rooms[-1]]
    events.lay_out()
    times = in_turns(lambda: bare.run(0), lambda: events.run(0), lambda: rows.run(0), rounds=40)
    return times[1] / times[0], times[2] / times[0]


def threads(inputs: Inputs) -> float:
    """How many times as fast two threads are: the median of pairs, as both processors are rarely free for long."""
    replicate(inputs, [0])
    pairs = [
        seconds(lambda: replicate(inputs, range(100))) / seconds(lambda: replicate(inputs, range(100), threads=2))
        for _ in range(ROUNDS)
    ]
    return median(pairs)


def answer(inputs: Inputs) -> float:
    """Seconds for the replications of one answer, packing included."""
    replicate(inputs, [0])
    return in_turns(lambda: replicate(inputs, range(ANSWER)), rounds=3)[0]


def fronts() -> tuple[float, int]:
    """Seconds of a staffing frontier that no number of posts reaches, packing included; and how many points it has."""
    setting, role = prepare(scenario()), "lead_social_worker"
    points = len(frontier(setting, role, 0.99, replications=ANSWER, threads=PROCESSORS).points)
    once = in_turns(lambda: frontier(setting, role, 0.99, replications=ANSWER, threads=PROCESSORS), rounds=3)[0]
    return once, points + 1


def sweeps() -> float:
    """Seconds of a sweep over as many points, made ready one by one, each with ample staff beside."""
    posts = grid({"staff.lead_social_worker.posts": range(20, 20 + POINTS)})
    return in_turns(lambda: sweep(scenario(), posts, replications=ANSWER, threads=PROCESSORS), rounds=2)[0]


def growth() -> tuple[float, float]:
    """Nanoseconds for a child and a day, and the share of the differences that this line explains."""
    work, taken = [], []
    for size, days in SIZES:
        inputs = office(size, days)
        workspace = workspaces(inputs, 0, 1)[0]
        workspace.run(0)
        taken.append(in_turns(lambda one=workspace: one.run(0))[0])  # type: ignore[misc]
        work.append(int(workspace.log().family_of.size) * days)
    slope, constant = np.polyfit(work, taken, 1)
    errors = np.array(taken) - (slope * np.array(work) + constant)
    return float(slope * 1e9), float(1 - errors.var() / np.array(taken).var())


MANY = "from tests.benchmarks.bench_simulation import many; many()"
SWEPT = "from tests.benchmarks.bench_simulation import swept; swept()"
STARTED = "from tests.benchmarks.bench_simulation import first_run; first_run()"


def first_run() -> None:
    """Prints how long a fresh process needs until its engine is there, beside reading a small scenario and a run."""
    inputs = prepare(load_scenario("york-2024", {"run": {"days": 30, "warm_up": 0}})).inputs
    print(seconds(lambda: replicate(inputs, [0])))


def most() -> float:
    """The most memory, in MB, that this process had so far; `getrusage` would count what its parent had, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def many() -> None:
    """Prints the most memory, in MB, that a process takes for a thousand replications in two threads."""
    inputs = office()
    before = most()
    runs = replicate(inputs, range(1000), threads=2)
    print(most(), before, len(runs.replications))


def swept() -> None:
    """Prints the most memory, in MB, that a process takes for a sweep of a thousand replications in two threads."""
    chosen = scenario()
    before = most()
    posts = grid({"staff.lead_social_worker.posts": range(18, 43)})
    table = sweep(chosen, posts, replications=ANSWER, threads=2)
    points = max(table["point"].to_pylist())
    print(most(), before, points * ANSWER)


def memory(code: str) -> str:
    """The most memory for a thousand replications, beside what was taken before them."""
    done = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True)
    most, before, _ = done.stdout.split()
    return f"{float(most):.0f} ({float(before):.0f} before)"


def starts() -> tuple[float, float]:
    """Seconds until a fresh process has its first result: with nothing compiled yet, then with all compiled."""
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "NUMBA_CACHE_DIR": folder}

        def once() -> float:
            command = (sys.executable, "-c", STARTED)
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=environment)
            return float(done.stdout)

        return once(), min(once() for _ in range(3))


def main() -> None:
    inputs = office()
    fast, plain, simpy = engines(inputs)
    print(f"{'a replication: fast engine, ms':<60} {1000 * fast:10.2f}")
    print(f"{'plain Python, times as long':<60} {plain / fast:10.0f}")
    print(f"{'SimPy, times as long':<60} {simpy / fast:10.0f}")
    events, rows = with_log(inputs)
    print(f"{'with its events kept, times as long':<60} {events:10.2f}")
    print(f"{'with the rows of jobs and occasions too, times as long':<60} {rows:10.2f}")
    print(f"{'two threads, times as fast':<60} {threads(inputs):10.2f}")
    print(f"{f'{ANSWER} replications, packing included, ms':<60} {1000 * answer(inputs):10.0f}")
    front, points = fronts()
    print(f"{f'a staffing frontier of {points} points, {ANSWER} replications each, s':<60} {front:10.2f}")
    print(f"{f'a sweep of {POINTS} points, {ANSWER} replications each, s':<60} {sweeps():10.2f}")
    slope, explained = growth()
    print(f"{'a child and a day more, nanoseconds':<60} {slope:10.2f}")
    print(f"{'share of the differences that a straight line explains':<60} {explained:10.4f}")
    print(f"{'1,000 replications, MB':<60} {memory(MANY):>10}")
    print(f"{'a sweep of 1,000 replications, MB':<60} {memory(SWEPT):>10}")
    cold, cached = starts()
    print(f"{'first result of a process with nothing compiled, s':<60} {cold:10.1f}")
    print(f"{'first result of a process with all compiled, s':<60} {cached:10.2f}")


if __name__ == "__main__":
    main()

"""Scale-out: blocks of replications, in threads of this machine or on a `dask.distributed` cluster, the same results.

Every number depends on its setting and replication alone, so neither where a block runs nor how large it is matters.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from importlib import import_module
from logging import ERROR
from math import ceil
from time import monotonic, perf_counter
from typing import Any, Protocol

from model import Fault, InvalidInput, __version__
from simulations.blocks import Block, Counted, counted
from simulations.engine import workspaces
from simulations.inputs import Inputs, Setting

Say = Callable[[str], None]
Job = tuple[Block, ...]
# A job takes about so many seconds at least, so that handing it out costs little beside it.
LEAST = 0.1
# So many jobs a worker are handed out at once: one is at work, the next waits.
AHEAD = 2
EVERY = 1.0
MINUTE, HOUR = 60, 3600


class Crew(Protocol):
    """Workers that take jobs; `room` says how many may be under way at once."""

    room: int

    def take(self, job: Job) -> Any:
        """Begins a job, and gives what stands for it."""

    def finished(self, under_way: Iterable[Any]) -> Iterable[Any]:
        """Waits until something of what is under way is finished, and says what."""

    def stop(self, under_way: Iterable[Any]) -> None:
        """Begins nothing more, and gives up what is under way."""


class Threads:
    """A crew of threads of this process: the engine lets them run side by side."""

    def __init__(self, settings: Sequence[Setting], threads: int) -> None:
        self.settings = settings
        self.room = AHEAD * threads
        self.pool = ThreadPoolExecutor(threads)

    def take(self, job: Job) -> Any:
        """Begins a job."""
        return self.pool.submit(self.work, job)

    def work(self, job: Job) -> list[Counted]:
        """Does a job."""
        return [
            counted(self.settings[block.setting].inputs, self.settings[block.setting].scenario.warm_up, *block[1:])
            for block in job
        ]

    def finished(self, under_way: Iterable[Any]) -> Iterable[Any]:
        """Waits for the first that ends."""
        return wait(under_way, return_when=FIRST_COMPLETED).done

    def stop(self, under_way: Iterable[Any]) -> None:
        """What has begun takes a moment more."""
        self.pool.shutdown(cancel_futures=True)


class Cluster:
    """The workers of a `dask.distributed` client; they need this version of coregroup, and no file of the scenario."""

    def __init__(self, settings: Sequence[Setting], client: Any) -> None:
        self.settings = settings
        self.client = client
        self.room = AHEAD * max(1, sum(client.ncores().values()))
        self.base = settings[0].inputs
        self.sent = client.scatter(self.base, broadcast=True, hash=False)

    def take(self, job: Job) -> Any:
        """Begins a job: what differs from the first setting goes along."""
        orders = [(self.differing(block.setting), self.warm_up(block.setting), *block[1:]) for block in job]
        return self.client.submit(counted_there, self.sent, __version__, orders, pure=False)

    def differing(self, setting: int) -> dict[str, Any]:
        """The fields of a setting's arrays that are not those of the first."""
        inputs = self.settings[setting].inputs
        return {
            name: here for name in Inputs._fields if (here := getattr(inputs, name)) is not getattr(self.base, name)
        }

    def warm_up(self, setting: int) -> int:
        """The days that do not count."""
        return self.settings[setting].scenario.warm_up

    def finished(self, under_way: Iterable[Any]) -> Iterable[Any]:
        """Waits for the first that ends."""
        distributed = installed()
        return list(distributed.wait(list(under_way), return_when=FIRST_COMPLETED).done)

    def stop(self, under_way: Iterable[Any]) -> None:
        """Workers drop what they have not begun."""
        self.client.cancel([*under_way, self.sent])


def counted_there(base: Inputs, version: str, orders: Sequence[tuple[dict[str, Any], int, int, int]]) -> list[Counted]:
    """Does a job on a worker of a cluster; InvalidInput where the worker has another version."""
    if version != __version__:
        raise InvalidInput(Fault("other-version", f"a worker has another version than {version}", __version__))
    return [counted(base._replace(**changes), *order) for changes, *order in orders]


def crew_of(settings: Sequence[Setting], threads: int, client: Any) -> Crew:
    """The workers: those of a client, where there is one, else threads."""
    return Threads(settings, threads) if client is None else Cluster(settings, client)


def done(crew: Crew, jobs: Iterable[Job]) -> Generator[tuple[Block, Counted]]:
    """Does jobs, and gives each block when it is done, in any order; what is not done when it is closed is given up."""
    under_way: dict[Any, Job] = {}
    try:
        for job in jobs:
            under_way[crew.take(job)] = job
            if len(under_way) >= crew.room:
                yield from collected(crew, under_way)
        while under_way:
            yield from collected(crew, under_way)
    finally:
        crew.stop(under_way)


def collected(crew: Crew, under_way: dict[Any, Job]) -> Iterator[tuple[Block, Counted]]:
    """What of that which is under way is finished."""
    for one in crew.finished(under_way):
        yield from zip(under_way.pop(one), one.result(), strict=True)


def jobs_of(spans: Sequence[Block], seconds: float) -> list[Job]:
    """Spans cut and gathered into jobs of at least `LEAST` seconds, where a replication takes so many."""
    most = max(1, ceil(LEAST / max(seconds, 1e-9)))
    jobs: list[Job] = []
    job: list[Block] = []
    for setting, first, last in spans:
        for start in range(first, last, most):
            job.append(Block(setting, start, min(last, start + most)))
            if sum(block.stop - block.start for block in job) >= most:
                jobs.append(tuple(job))
                job = []
    return [*jobs, tuple(job)] if job else jobs


def measured(setting: Setting) -> float:
    """The seconds that a replication takes in one thread, where all is compiled."""
    workspace = workspaces(setting.inputs, setting.scenario.warm_up, 1)[0]
    workspace.run(0)
    start = perf_counter()
    workspace.run(0)
    return perf_counter() - start


@contextmanager
def local_client(processes: int) -> Iterator[Any]:
    """A client of so many processes of this machine, which only this machine can reach, until the block ends.

    InvalidInput where `dask.distributed` is not installed. As with every use of processes, a script calls this under
    `if __name__ == "__main__":`.
    """
    distributed = installed()
    quiet = {"host": "127.0.0.1", "dashboard_address": None, "threads_per_worker": 1, "silence_logs": ERROR}
    with distributed.LocalCluster(n_workers=processes, **quiet) as cluster, distributed.Client(cluster) as client:
        yield client


def installed() -> Any:
    """The module `distributed`; InvalidInput where there is none."""
    try:
        return import_module("distributed")
    except ImportError:
        hint = 'pip install "coregroup[cluster]"'
        raise InvalidInput(Fault("not-installed", "dask.distributed is not installed", hint=hint)) from None


class Progress:
    """Says how many replications are done, and how long the rest will take; about once a second, and at the end."""

    def __init__(self, total: int, before: int, say: Say) -> None:
        self.total = total
        self.before = self.done = before
        self.say = say
        self.began = self.said = monotonic()

    def step(self, replications: int) -> None:
        """So many more are done."""
        self.done += replications
        now = monotonic()
        if self.done < self.total and now - self.said < EVERY:
            return
        self.said = now
        rest = (now - self.began) / (self.done - self.before) * (self.total - self.done)
        left = f", {spoken(rest)} left" if rest else ""
        self.say(f"{self.done:,} of {self.total:,} replications{left}")


def spoken(seconds: float) -> str:
    """A time in words, rounded up.

    >>> spoken(0.2), spoken(119), spoken(5000), spoken(15_000)
    ('1 second', '119 seconds', '84 minutes', '4.2 hours')
    """
    whole = ceil(seconds)
    if whole < 2 * MINUTE:
        return f"{whole} second{'' if whole == 1 else 's'}"
    return f"{ceil(seconds / MINUTE)} minutes" if seconds < 2 * HOUR else f"{seconds / HOUR:.1f} hours"

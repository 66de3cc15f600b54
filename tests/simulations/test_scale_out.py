"""Scale-out: the same results in any number of threads and in processes; jobs that are worth handing out."""

import sys
from collections.abc import Iterable
from typing import Any

import pytest

from model import InvalidInput
from simulations import scale_out
from simulations.blocks import Block
from simulations.designs import grid
from simulations.inputs import Setting, prepare
from simulations.points import settings_of
from simulations.scale_out import (
    Cluster,
    Progress,
    Threads,
    counted_there,
    crew_of,
    done,
    jobs_of,
    local_client,
    measured,
    spoken,
)
from simulations.sweep import sweep
from tests.simulations.offices import tiny

SMALL = tiny({"run": {"days": 60}})
DESIGN = grid({"cases.enquiries": [40, 60], "task.child_seen.lead": [2, 5]})


@pytest.fixture(scope="module")
def settings() -> list[Setting]:
    return settings_of(prepare(SMALL), DESIGN.points)


class Here:
    """Stands for a client: one worker, in this process."""

    def __init__(self) -> None:
        self.cancelled: list[Any] = []

    def ncores(self) -> dict[str, int]:
        return {"here": 1}

    def scatter(self, value: Any, **_: Any) -> Any:
        return value

    def submit(self, work: Any, *arguments: Any, pure: bool) -> Any:
        assert not pure
        return work(*arguments)

    def cancel(self, under_way: Iterable[Any]) -> None:
        self.cancelled += under_way


def test_any_number_of_threads_gives_the_same_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale_out, "LEAST", 1e-9)
    one, two, five = (sweep(SMALL, DESIGN, replications=5, threads=threads) for threads in (1, 2, 5))
    assert one.equals(two)
    assert one.equals(five)


@pytest.mark.slow
def test_processes_give_the_same_table_as_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale_out, "LEAST", 0.01)
    alone = sweep(SMALL, DESIGN, replications=5)
    with local_client(2) as client:
        assert all(address.startswith("tcp://127.0.0.1:") for address in client.ncores())
        assert sweep(SMALL, DESIGN, replications=5, client=client).equals(alone)


def test_a_job_on_a_worker_counts_what_a_thread_counts(settings: list[Setting]) -> None:
    job = (Block(1, 0, 2), Block(3, 1, 2))
    crew = Cluster(settings, Here())
    there, here = crew.take(job), Threads(settings, 1).work(job)
    assert repr(there) == repr(here)
    assert crew.room == 2


def test_what_is_sent_along_is_what_differs(settings: list[Setting]) -> None:
    crew = Cluster(settings, Here())
    assert crew.differing(0) == {}
    assert set(crew.differing(1)) == {"lead"}
    assert set(crew.differing(2)) == {"arrivals", "lead"}


def test_a_worker_of_another_version_is_refused(settings: list[Setting]) -> None:
    with pytest.raises(InvalidInput, match="a worker has another version"):
        counted_there(settings[0].inputs, "0.0.0", [])


def test_without_the_cluster_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InvalidInput, match=r'not installed \(pip install "coregroup\[cluster\]"\)'), local_client(1):
        pass


def test_workers_are_those_of_the_client_where_there_is_one(settings: list[Setting]) -> None:
    assert isinstance(crew_of(settings, 1, None), Threads)
    assert isinstance(crew_of(settings, 1, Here()), Cluster)


class Slow:
    """A crew that finishes the last job first, and counts how much is under way."""

    room = 3

    def __init__(self) -> None:
        self.most = 0
        self.given_up: list[Any] = []

    def take(self, job: Any) -> Any:
        return Promise(job)

    def finished(self, under_way: Iterable[Any]) -> list[Any]:
        self.most = max(self.most, len(list(under_way)))
        return list(under_way)[-1:]

    def stop(self, under_way: Iterable[Any]) -> None:
        self.given_up = list(under_way)


class Promise:
    def __init__(self, job: Any) -> None:
        self.job = job

    def result(self) -> list[str]:
        return [f"counted {block}" for block in self.job]


def test_all_blocks_are_done_and_never_more_than_there_is_room_for() -> None:
    crew: Any = Slow()
    jobs = [(Block(place, 0, 1), Block(place, 1, 2)) for place in range(9)]
    found: list[Any] = list(done(crew, jobs))
    assert sorted(found) == [(block, f"counted {block}") for job in jobs for block in job]
    assert (crew.most, crew.given_up) == (3, [])


def test_what_is_under_way_is_given_up_where_the_rest_is_not_wanted() -> None:
    crew: Any = Slow()
    under_way = done(crew, [(Block(place, 0, 1),) for place in range(9)])
    next(under_way)
    under_way.close()
    assert len(crew.given_up) == 2


def test_a_job_takes_long_enough_and_every_replication_is_in_one() -> None:
    spans = [Block(0, 0, 40), Block(1, 3, 5), Block(2, 0, 1), Block(2, 7, 40)]
    for seconds, most in ((0.5, 1), (0.02, 5), (0.004, 25), (1e-6, 100_000)):
        jobs = jobs_of(spans, seconds)
        inside = [(block.setting, one) for job in jobs for block in job for one in range(block.start, block.stop)]
        assert sorted(inside) == [(span.setting, one) for span in spans for one in range(span.start, span.stop)]
        sizes = [sum(block.stop - block.start for block in job) for job in jobs]
        assert all(most <= size < 2 * most for size in sizes[:-1])


def test_a_replication_is_measured(settings: list[Setting]) -> None:
    assert 0 < measured(settings[0]) < 1


def test_the_time_left_follows_from_the_time_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([100.0, 100.5, 104.0, 104.2])
    monkeypatch.setattr(scale_out, "monotonic", lambda: next(now))
    said: list[str] = []
    progress = Progress(2_000, 1_000, said.append)
    for replications in (1, 399, 600):
        progress.step(replications)
    assert said == ["1,400 of 2,000 replications, 6 seconds left", "2,000 of 2,000 replications"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.1, "1 second"), (1.1, "2 seconds"), (120, "2 minutes"), (7199, "120 minutes"), (9000, "2.5 hours")],
    ids=str,
)
def test_times_are_told_in_words(seconds: float, words: str) -> None:
    assert spoken(seconds) == words

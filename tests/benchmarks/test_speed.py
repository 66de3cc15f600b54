"""The speed claims of the command, each on the fastest of several runs: the machine may be busy with something else."""

from pathlib import Path

import pytest

from model.analysis.search import Engine
from tests.benchmarks import bench_commands, bench_search
from tests.benchmarks.bench_judge import CASES, EVENTS, cases, helping, judging


def test_the_cases_of_the_benchmark_have_the_size_that_is_claimed() -> None:
    sizes = [len(case["events"]) for case in cases()]
    assert sizes == [EVENTS] * CASES == [40] * 1000


@pytest.mark.bench
def test_a_thousand_cases_of_forty_events_are_judged_in_a_second_and_a_half(tmp_path: Path) -> None:
    assert judging(tmp_path)[0].least < 1.5


@pytest.mark.bench
def test_the_help_is_there_in_a_third_of_a_second() -> None:
    assert helping()[0].least < 0.3


@pytest.mark.bench
@pytest.mark.parametrize(("engine", "seconds"), [("plain", 5.0), ("numba", 0.1)])
def test_the_meetings_of_one_case_are_searched_for_400_days_in_time(engine: Engine, seconds: float) -> None:
    bench_search.one_start("numba")
    assert bench_search.one_start(engine).seconds < seconds


@pytest.mark.bench
@pytest.mark.parametrize("policy", ["brent", "york"])
def test_every_start_day_of_31_years_is_searched_in_a_minute_in_less_than_two_gigabytes(policy: str) -> None:
    assert bench_search.every_start(policy).seconds < 60
    assert bench_search.memory() < 2_000


@pytest.mark.bench
@pytest.mark.parametrize("arguments", [bench_commands.COMPARE, bench_commands.CHECK], ids=" ".join)
def test_two_policies_are_compared_and_one_is_checked_in_a_minute_each(arguments: tuple[str, ...]) -> None:
    run = bench_commands.ran(*arguments)
    assert run.code == 0
    assert run.seconds < 60
    assert run.megabytes < 2_000

"""The speed claims of the command, each on the fastest of several runs: the machine may be busy with something else."""

from pathlib import Path

import pytest

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

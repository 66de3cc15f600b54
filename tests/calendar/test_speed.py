import pytest

from tests.benchmarks.bench_calendar import measure


@pytest.mark.bench
def test_a_million_additions_are_at_least_fifteen_times_as_fast_as_numpy() -> None:
    assert measure()[0].ratio >= 15

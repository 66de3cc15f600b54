"""Designs: which points a sweep visits."""

from typing import Any

import numpy as np
import pytest

from model import InvalidInput
from simulations.designs import design, grid, latin

RANGES: dict[str, tuple[float, float]] = {"cases.plan": (0.5, 0.9), "people.leave_weeks": (4, 7)}


def test_a_grid_has_every_combination_once() -> None:
    found = grid({"cases.plan": [0.8, 0.9], "people.leave_weeks": [5, 6, 7]})
    assert found.fields == ("cases.plan", "people.leave_weeks")
    assert len({tuple(point.values()) for point in found.points}) == len(found.points) == 6
    assert [point["people.leave_weeks"] for point in found.points] == [5, 6, 7, 5, 6, 7]


def test_a_latin_hypercube_hits_every_part_of_every_range_once() -> None:
    found = latin(RANGES, 40)
    parts = [int((point["cases.plan"] - 0.5) / 0.4 * 40) for point in found.points]
    assert sorted(parts) == list(range(40))
    weeks = [point["people.leave_weeks"] for point in found.points]
    assert [weeks.count(week) for week in (4, 5, 6, 7)] == [10, 10, 10, 10]
    assert {type(week) for week in weeks} == {int}


def test_the_same_seed_gives_the_same_hypercube_and_another_another() -> None:
    assert latin(RANGES, 5) == latin(RANGES, 5, seed=1) != latin(RANGES, 5, seed=2)


def test_what_a_latin_hypercube_draws_can_be_written() -> None:
    assert all(not isinstance(value, np.generic) for point in latin(RANGES, 3).points for value in point.values())


def test_all_faults_of_a_list_are_told_at_once() -> None:
    with pytest.raises(InvalidInput) as error:
        design([{"cases.plan": 0.8}, {"cases.plam": 0.9}])
    assert [fault.code for fault in error.value.faults] == ["missing-field", "unknown-field"]
    assert "did you mean 'cases.plan'" in str(error.value)


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ({}, "needs 1 to 100,000 points"),
        ({"cases.plan": [], "cases.needed": 0.5}, "(?s)cases.plan: needs a list.*cases.needed: needs a list"),
        ({"cases.plan": "0.5"}, "needs a list"),
        ({f"cases.{letter}": range(10) for letter in "abcdefghijklm"}, "needs 1 to 100,000 points"),
    ],
    ids=["none", "empty", "text", "many"],
)
def test_a_grid_without_sense_is_refused(axes: Any, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        grid(axes)


@pytest.mark.parametrize("ends", [(0.9, 0.5), (0.5,), (0.5, float("inf")), ("a", "b"), (False, True), 0.5], ids=str)
def test_a_range_that_is_none_is_refused(ends: Any) -> None:
    with pytest.raises(InvalidInput, match=r"cases.plan: is not a pair \(least, most\)"):
        latin({"cases.plan": ends}, 3)


@pytest.mark.parametrize(("ranges", "points"), [({}, 3), (RANGES, 0)], ids=["fields", "points"])
def test_a_hypercube_of_nothing_is_refused(ranges: Any, points: int) -> None:
    with pytest.raises(InvalidInput, match="needs 1 to 100,000 points"):
        latin(ranges, points)


def test_a_list_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="needs 1 to 100,000 points"):
        design([])
    with pytest.raises(InvalidInput, match="needs 1 to 100,000 points"):
        design([{}])

from itertools import pairwise
from math import inf

import pytest

from simulations.figures import BAND_FROM, Figure, band_bounds, figure, parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("433", Figure(433, 433, 433)),
        ("62,110", Figure(62110, 62110, 62110)),
        ("79.7%", Figure(79.7, 79.7, 79.7)),
        ("c", Figure(None, 1, 5)),
        ("low", Figure(None, 0, 0)),
        ("x", Figure(None, 0, inf)),
        (" Z ", Figure(None, 0, inf)),
        (":", Figure(None, 0, inf)),
    ],
)
def test_a_figure_is_read_with_what_is_known_of_it(text: str, expected: Figure) -> None:
    assert figure(text) == expected


@pytest.mark.parametrize("text", ["many", "-1", "inf", "nan"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        figure(text)


def test_a_rounded_figure_is_inside_half_a_step() -> None:
    assert figure("10", 5.0) == Figure(10, 5, 15)
    assert figure("0", 5.0) == Figure(0, 0, 5)
    assert (figure("10", 5.0).off(15), figure("10", 5.0).off(17), figure("10", 5.0).off(3)) == (0, 2, -2)


def test_one_suppressed_part_is_what_the_total_leaves() -> None:
    assert parts([Figure(7, 7, 7), figure("c")], Figure(10, 10, 10))[1] == Figure(None, 3, 3)


def test_parts_without_a_total_keep_one_to_five() -> None:
    assert parts([figure("7"), figure("c")], figure("x"))[1] == Figure(None, 1, 5)


def test_the_bands_follow_each_other_without_a_gap() -> None:
    bounds = band_bounds(1000)
    assert bounds[0][0] == 0
    assert bounds[-1][1] == 1000
    assert [low for low, _ in bounds[1:]] == list(BAND_FROM)
    assert all(later[0] == before[1] + 1 for before, later in pairwise(bounds))

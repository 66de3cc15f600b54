"""The picture of rule changes shows every difference of the table, with its interval."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from matplotlib.figure import Figure

from simulations.estimates import Interval
from simulations.pictures.differences import BETTER, EITHER, WORSE, mark, order, paired_differences, signed
from tests.simulations.pictures.offices import busy, effects
from tests.simulations.pictures.texts import caption, collisions, cut_off, words, xs, ys


@cache
def chart(count: int) -> Figure:
    return paired_differences(busy(), effects()[:count])


def rows(figure: Figure, place: int) -> list[tuple[Sequence[Any], Sequence[Any]]]:
    """What each row of a panel shows: the ends of the interval, and the mean."""
    lines = [line for line in figure.axes[place].lines if ys(line) != [0, 1]]
    return [(xs(ends), xs(mean)) for ends, mean in zip(lines[::2], lines[1::2], strict=True)]


@pytest.mark.parametrize("place", [0, 1])
def test_every_row_is_the_difference_of_its_duty(place: int) -> None:
    listed = order(effects())
    for duty, (ends, mean) in zip(listed, rows(chart(2), place), strict=True):
        change = effects()[place].on_time[duty].change
        assert ends == pytest.approx([100 * change.low, 100 * change.high])
        assert mean == pytest.approx([100 * change.mean])


def test_all_that_is_demanded_stands_first_then_what_the_first_change_hurts_most() -> None:
    listed = order(effects())
    changes = [effects()[0].on_time[duty].change.mean for duty in listed[1:]]
    assert listed[0] == ""
    assert changes == sorted(changes)


@pytest.mark.parametrize("count", [1, 2])
def test_no_text_lies_over_another_or_is_cut_off(count: int) -> None:
    assert not collisions(chart(count))
    assert not cut_off(chart(count))


@pytest.mark.parametrize("count", [1, 2])
def test_every_change_is_named_once(count: int) -> None:
    told = words(chart(count))
    for effect in effects()[:count]:
        assert told.count(effect.title) == 1


@pytest.mark.parametrize(
    ("low", "high", "shown"), [(-2.0, -1.0, WORSE), (1.0, 2.0, BETTER), (-1.0, 1.0, EITHER), (0.0, 0.0, EITHER)]
)
def test_shape_and_colour_say_whether_it_is_sure(low: float, high: float, shown: tuple[str, str]) -> None:
    assert mark(Interval((low + high) / 2, low, high, 10)) == shown


def test_a_narrow_interval_is_told_with_one_more_digit() -> None:
    assert signed(Interval(-0.12, -0.23, -0.02, 10)) == "-0.12 (-0.23 to -0.02)"
    assert signed(Interval(-2.0, -3.0, -1.0, 10)) == "-2.0 (-3.0 to -1.0)"


def test_a_difference_of_nearly_nothing_has_no_negative_nought() -> None:
    assert signed(Interval(-0.001, -0.051, 0.05, 10)) == "+0.00 (-0.05 to +0.05)"


def test_a_duty_that_no_change_moves_has_no_row() -> None:
    still = replace(effects()[0].on_time["first-core-group"], differences=0 * effects()[0].meetings.differences)
    unmoved = replace(effects()[0], on_time={**effects()[0].on_time, "first-core-group": still})
    assert "first-core-group" not in order([unmoved])


def test_the_caption_holds_unit_number_and_source() -> None:
    told = caption(chart(2))
    for part in ("percentage points", "common random numbers", "n = 4 replications", "95% confidence", "Source: "):
        assert part in told

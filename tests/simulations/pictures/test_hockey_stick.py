"""The hockey stick shows how busy people are and how much is late, where the office is and where it would be."""

from functools import cache

import pytest
from matplotlib.container import ErrorbarContainer
from matplotlib.figure import Figure

from simulations.experiment import Experiment
from simulations.pictures.hockey_stick import hockey_stick_chart, labels, late, load_of, staffed
from simulations.stability import unsteady
from tests.simulations.pictures.offices import ROLE, busy, calm
from tests.simulations.pictures.texts import caption, collisions, cut_off, words, xs, ys


@cache
def others() -> list[Experiment]:
    return staffed(busy(), ROLE, (2, 3, 9), count=3)


@cache
def chart() -> Figure:
    return hockey_stick_chart(busy(), others(), ROLE)


def test_the_points_are_what_is_used_and_what_is_late() -> None:
    (bars,) = (one for one in chart().axes[0].containers if isinstance(one, ErrorbarContainer))
    points = sorted([busy(), *others()], key=lambda one: load_of(one, ROLE).posts)
    assert xs(bars.lines[0]) == [load_of(one, ROLE).used.mean for one in points]
    assert ys(bars.lines[0]) == [late(one).mean for one in points]


def test_what_is_late_is_what_is_not_on_time() -> None:
    assert late(busy()).mean == pytest.approx(1 - busy().on_time(busy().owed).mean)


def test_the_present_position_is_marked() -> None:
    mark = next(line for line in chart().axes[0].lines if line.get_marker() == "s")
    assert xs(mark) == [load_of(busy(), ROLE).used.mean]
    assert ys(mark) == [late(busy()).mean]
    assert "now: 5 posts" in words(chart())


def test_a_point_with_more_work_than_time_is_hollow() -> None:
    hollow = {tuple(xs(line)) for line in chart().axes[0].lines if line.get_markerfacecolor() == "white"}
    unstable = {(load_of(one, ROLE).used.mean,) for one in [busy(), *others()] if unsteady(one)}
    assert hollow == unstable
    assert 0 < len(hollow) < 4
    assert "no steady state" in caption(chart())


def test_fewer_posts_are_busier_and_later() -> None:
    few, some, many = others()
    assert load_of(few, ROLE).used.mean > load_of(some, ROLE).used.mean > load_of(many, ROLE).used.mean
    assert late(few).mean > late(many).mean


def test_other_numbers_of_posts_have_the_replications_of_the_first() -> None:
    assert [len(one.runs.replications) for one in others()] == [3, 3, 3]
    assert [load_of(one, ROLE).posts for one in others()] == [2, 3, 9]


def test_numbers_around_the_present_one_are_tried_where_none_is_given() -> None:
    numbers = [load_of(one, ROLE).posts for one in staffed(calm(), ROLE, count=2)]
    assert numbers == sorted(set(numbers) - {25})
    assert numbers[0] < 25 < numbers[-1]


def test_numbers_of_points_that_lie_side_by_side_stand_together() -> None:
    told = [(8, 0.99, 0.9), (9, 0.98, 0.89), (12, 0.6, 0.1), (20, 0.99, 0.1)]
    found = labels(told, (0.5, 1.0), (0.0, 1.0))
    assert found == [((0.99, 0.9), "8, 9"), ((0.6, 0.1), "12"), ((0.99, 0.1), "20")]


def test_the_title_says_nothing_that_is_untrue_where_nothing_is_late() -> None:
    assert "the more is late" not in caption(hockey_stick_chart(calm(), [], ROLE))


def test_no_text_lies_over_another_or_is_cut_off() -> None:
    assert not collisions(chart())
    assert not cut_off(chart())


def test_an_office_in_which_nothing_is_late_has_a_picture() -> None:
    figure = hockey_stick_chart(calm(), [], ROLE)
    assert "0.0%" in words(figure)
    assert "n = 3 replications; intervals" in caption(figure)


def test_the_caption_holds_both_numbers_of_replications() -> None:
    told = caption(chart())
    for part in (
        "n = 4 replications at the present number of posts; 3 elsewhere",
        "95% confidence",
        "Source: coregroup",
    ):
        assert part in told

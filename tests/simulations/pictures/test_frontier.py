"""The picture of the frontier shows its points, its target and its answer."""

from dataclasses import replace
from functools import cache

import pytest
from matplotlib.container import ErrorbarContainer
from matplotlib.figure import Figure

from simulations.frontier import Frontier
from simulations.pictures.frontier import about, answer, marks, share_at, staffing_frontier
from tests.simulations.pictures.offices import busy, front
from tests.simulations.pictures.texts import caption, collisions, cut_off, words, xs, ys


@cache
def chart(target: float) -> Figure:
    return staffing_frontier(front(target), busy().setting)


def test_the_points_are_those_of_the_frontier_with_their_intervals() -> None:
    found, axes = front(0.5), chart(0.5).axes[0]
    (bars,) = (one for one in axes.containers if isinstance(one, ErrorbarContainer))
    line, _, (reach,) = bars.lines
    assert xs(line) == [one.posts for one in found.points]
    assert ys(line) == [one.on_time.mean for one in found.points]
    ends = [(segment[0][1], segment[1][1]) for segment in reach.get_segments()]
    for (low, high), point in zip(ends, found.points, strict=True):
        assert (low, high) == pytest.approx((point.on_time.low, point.on_time.high))


@pytest.mark.parametrize("target", [0.5, 0.999])
def test_the_lines_are_the_target_and_the_asymptote(target: float) -> None:
    level = [ys(line)[0] for line in chart(target).axes[0].lines if xs(line) == [0, 1]]
    assert level == [front(target).asymptote.on_time.mean, target]


@pytest.mark.parametrize("target", [0.5, 0.999])
def test_no_text_lies_over_another_or_is_cut_off(target: float) -> None:
    assert not collisions(chart(target))
    assert not cut_off(chart(target))


def test_the_answer_is_the_title() -> None:
    found = front(0.5)
    assert f"50% on time takes {found.smallest} post" in caption(chart(0.5))
    assert answer(replace(found, smallest=1)).startswith("50% on time takes 1 post of lead social workers")
    assert "is not surely reached by more" in caption(chart(0.999))


def test_what_is_late_even_with_ample_posts_is_told_with_its_cause() -> None:
    found = front(0.999)
    told = words(chart(0.999))
    for one in found.ledger:
        assert one.a_year.mean == 0 or about(one.share.mean) in told
    nothing = replace(found, ledger=())
    assert "Then nothing is late." in words(staffing_frontier(nothing, busy().setting))


@pytest.mark.parametrize(
    ("smallest", "marked"),
    [(None, ["now"]), (5, ["now, and needed"]), (7, ["now", "needed"]), (2, ["now", "needed"])],
)
def test_the_present_number_and_the_answer_are_marked(smallest: int | None, marked: list[str]) -> None:
    found: Frontier = replace(front(0.5), present=5, smallest=smallest)
    assert [words for _, words, *_ in marks(found)] == marked
    assert not collisions(staffing_frontier(found, busy().setting))


def test_between_two_points_the_present_number_stands_on_the_line() -> None:
    first, second = front(0.5).points[:2]
    found = replace(front(0.5), points=(first, replace(second, posts=first.posts + 2)))
    assert share_at(found, first.posts) == first.on_time.mean
    middle = (first.on_time.mean + second.on_time.mean) / 2
    assert share_at(found, first.posts + 1) == pytest.approx(middle)


def test_a_share_that_is_hardly_there_is_not_said_to_be_nothing() -> None:
    assert [about(share) for share in (0.001, 0.006, 0.42)] == ["<1%", "1%", "42%"]


def test_the_caption_holds_unit_number_and_level() -> None:
    told = caption(chart(0.5))
    for part in ("in per cent", "n = 3 replications a point", "90% intervals", "95% confidence", "Source: coregroup"):
        assert part in told


def test_where_work_falls_behind_with_any_posts_the_title_says_so() -> None:
    grown = replace(front(0.5), smallest=None, asymptote=replace(front(0.5).asymptote, grows=True))
    assert answer(grown) == "50% on time cannot be kept by more lead social workers: work falls behind"

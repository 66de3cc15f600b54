"""The tornado shows both effects of every assumption, the weightiest on top."""

import pytest
from matplotlib.patches import Rectangle

from simulations.estimates import Interval
from simulations.pictures.tornado import halves, tornado_chart
from simulations.sensitivity import Bar
from tests.simulations.pictures.offices import busy
from tests.simulations.pictures.texts import caption, collisions, cut_off, words


def around(mean: float, half: float) -> Interval:
    return Interval(mean, mean - half, mean + half, 40)


BARS = (
    Bar("people.leave_weeks", 5.0, 7.0, around(-0.001, 0.002), around(-0.005, 0.002)),
    Bar("cases.enquiries", 140.0, 200.0, around(0.03, 0.005), around(-0.05, 0.006)),
    Bar("partners.police", 0.3, 0.9, around(0.0, 0.0), around(0.0, 0.0)),
    Bar("people.cover_within", 0.0, 5.0, around(0.004, 0.001), around(0.007, 0.001)),
)


def test_the_bars_are_the_effects_the_weightiest_first() -> None:
    (axes,) = tornado_chart(BARS, busy().setting, "the share on time", "percentage points", 100).axes
    bars = [one for one in axes.patches if isinstance(one, Rectangle)]
    ordered = sorted(BARS, key=lambda bar: -bar.reach)
    effects = [100 * effect.mean for bar in ordered for effect in (bar.at_low, bar.at_high)]
    assert [bar.get_width() for bar in bars] == pytest.approx(effects)
    assert [label.get_text() for label in axes.get_yticklabels()] == [bar.parameter for bar in ordered]


def test_the_low_end_is_hatched_and_the_high_end_full() -> None:
    (axes,) = tornado_chart(BARS, busy().setting, "the share on time", "share").axes
    assert [bool(bar.get_hatch()) for bar in axes.patches] == [True, False] * len(BARS)


@pytest.mark.parametrize("bar", BARS, ids=lambda bar: bar.parameter)
def test_two_effects_to_the_same_side_do_not_lie_over_one_another(bar: Bar) -> None:
    (axes,) = tornado_chart([bar], busy().setting, "the share on time", "share").axes
    low, high = (one for one in axes.patches if isinstance(one, Rectangle))
    apart = halves(bar, 1.0)[0].right != halves(bar, 1.0)[1].right
    assert (
        apart
        or low.get_y() + low.get_height() <= high.get_y() + 1e-9
        or high.get_y() + high.get_height() <= low.get_y()
    )


def test_no_text_lies_over_another_or_is_cut_off() -> None:
    figure = tornado_chart(BARS, busy().setting, "the share on time", "percentage points", 100)
    assert not collisions(figure)
    assert not cut_off(figure)


@pytest.mark.parametrize("parameter", ["task.looked_after_review_held.way.1.who.chair", "way.records." * 7])
def test_long_names_are_not_cut_off(parameter: str) -> None:
    bar = Bar(parameter, 0.0, 5.0, around(0.004, 0.001), around(0.007, 0.001))
    assert not cut_off(tornado_chart([bar, *BARS], busy().setting, "the share on time", "share"))


def test_values_unit_number_and_source_are_told() -> None:
    figure = tornado_chart(BARS, busy().setting, "the share on time", "percentage points", 100)
    for part in ("140", "200", "0.3", "percentage points"):
        assert part in words(figure)
    for part in ("n = 40 replications", "95% confidence", "Source: coregroup"):
        assert part in caption(figure)

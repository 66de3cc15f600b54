"""The distribution of lateness begins with the share on time and never falls."""

from functools import cache
from itertools import pairwise

import pytest
from matplotlib.figure import Figure

from simulations.estimates import Interval
from simulations.pictures.ecdf import curve, lateness_ecdf, rising
from simulations.pictures.words import named
from tests.simulations.pictures.offices import Office, busy, calm
from tests.simulations.pictures.texts import caption, collisions, cut_off, ys


@cache
def chart(office: Office) -> Figure:
    return lateness_ecdf(office())


def test_day_0_is_the_share_on_time_of_the_table_and_later_days_are_never_less() -> None:
    for one in busy().compliance:
        shares = [each.mean for each in curve(busy(), busy().duties[one.duty][1])]
        if one.on_time.mean == one.on_time.mean:
            assert shares[0] == pytest.approx(one.on_time.mean)
            assert all(after >= before for before, after in pairwise(shares))


def test_the_band_never_falls_and_never_leaves_its_curve() -> None:
    found = [Interval(0.5, 0.4, 0.7, 4), Interval(0.6, 0.3, 0.65, 4), Interval(0.9, 0.8, 1.0, 4)]
    band = rising(found)
    assert [(one.low, one.high) for one in band] == [(0.4, 0.7), (0.4, 0.7), (0.8, 1.0)]
    for one in busy().compliance:
        own = curve(busy(), busy().duties[one.duty][1])
        assert all(after.low >= before.low and after.high >= before.high for before, after in pairwise(own)) or (
            one.on_time.mean != one.on_time.mean
        )


def test_every_duty_that_fell_due_has_a_panel_with_its_own_curve() -> None:
    panels = {axes.get_title("left"): axes for axes in chart(busy).axes}
    due = [one for one in busy().compliance if one.on_time.mean == one.on_time.mean]
    assert len(panels) == len(due)
    for one in due:
        duty, clocks = busy().duties[one.duty]
        shares = [each.mean for each in curve(busy(), clocks)]
        assert ys(panels[named(duty)].lines[-1]) == pytest.approx(shares)


def test_the_duty_with_the_least_on_time_stands_first() -> None:
    first = chart(busy).axes[0]
    least = min(one.on_time.mean for one in busy().compliance if one.on_time.mean == one.on_time.mean)
    assert ys(first.lines[-1])[0] == pytest.approx(least)


@pytest.mark.parametrize("office", [busy, calm])
def test_no_text_lies_over_another_or_is_cut_off(office: Office) -> None:
    figure = chart(office)
    assert not collisions(figure)
    assert not cut_off(figure)


def test_the_caption_holds_unit_number_and_source() -> None:
    told = caption(chart(busy))
    for part in ("calendar days after the due day", "n = 4 replications", "95% confidence", "Source: coregroup"):
        assert part in told

"""The fan chart shows the quantiles of the replications, week by week."""

from functools import cache

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from simulations.pictures.daily import by_day
from simulations.pictures.fan import fan_chart, quantiles
from tests.simulations.pictures.offices import Office, busy, calm
from tests.simulations.pictures.texts import caption, collisions, cut_off, ys


@cache
def chart(office: Office) -> Figure:
    return fan_chart(office())


def test_the_line_is_the_median_and_the_dashes_are_the_share_of_the_table() -> None:
    (axes,) = chart(busy).axes
    weekly = by_day(busy()).weekly(busy().owed)
    line, dashes = axes.lines[0], axes.lines[1]
    assert ys(line) == pytest.approx(np.nanmedian(weekly, axis=0))
    assert ys(dashes) == [busy().on_time(busy().owed).mean] * 2


def test_the_bands_reach_from_quantile_to_quantile() -> None:
    (axes,) = chart(busy).axes
    weekly = by_day(busy()).weekly(busy().owed)
    bands = [one for one in axes.collections if isinstance(one, PolyCollection)]
    for band, level in zip(bands, (0.05, 0.25), strict=True):
        heights = np.asarray(band.get_paths()[0].vertices)[:, 1]
        low, high = np.nanquantile(weekly, [level, 1 - level], axis=0)
        assert heights.min() == pytest.approx(low.min())
        assert heights.max() == pytest.approx(high.max())


@pytest.mark.parametrize("office", [busy, calm])
def test_no_text_lies_over_another_or_is_cut_off(office: Office) -> None:
    figure = chart(office)
    assert not collisions(figure)
    assert not cut_off(figure)


def test_one_replication_is_its_own_median() -> None:
    counted = by_day(busy(), most=1)
    figure = fan_chart(busy(), counted=counted)
    assert ys(figure.axes[0].lines[0]) == pytest.approx(counted.weekly(busy().owed)[0], nan_ok=True)
    assert "n = 1 replication." in caption(figure)


def test_the_chart_of_one_duty_is_of_that_duty() -> None:
    figure = fan_chart(busy(), "first-core-group")
    share = busy().on_time(busy().duties["first-core-group"][1]).mean
    assert ys(figure.axes[0].lines[1])[0] == share
    assert "First core group" in caption(figure)


def test_a_week_without_anything_due_has_no_quantile() -> None:
    found = quantiles(np.array([[np.nan, 0.5], [np.nan, np.nan]]))
    assert np.isnan(found[:, 0]).all()
    assert (found[:, 1] == 0.5).all()


def test_the_caption_holds_unit_number_and_source() -> None:
    told = caption(chart(busy))
    for part in ("in per cent", "n = 4 replications", "95% interval over 4 replications", "Source: coregroup"):
        assert part in told

"""The calendar shows on every day of the run the mean of what is due."""

from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure

from simulations.pictures.daily import by_day
from simulations.pictures.due_days import WEEKS, Strip, due_calendar, months_of, strips_of, width
from simulations.pictures.words import closed
from tests.simulations.pictures.offices import Office, busy, calm
from tests.simulations.pictures.texts import caption, cells, collisions, cut_off, xs, ys


@cache
def chart(office: Office) -> Figure:
    return due_calendar(office())


def test_every_day_holds_the_mean_of_what_is_due() -> None:
    counted = by_day(busy())
    means = counted.due(busy().owed).mean(axis=0)
    (mesh,) = (one for one in chart(busy).axes[0].collections if isinstance(one, QuadMesh))
    shades = cells(mesh)
    first = counted.first.weekday()
    assert shades.T.ravel()[first : first + len(means)] == pytest.approx(means)
    assert np.nansum(shades) == pytest.approx(means.sum())


def test_bank_holidays_and_closure_days_are_crossed() -> None:
    counted = by_day(busy())
    shut = list(closed(busy().setting, counted.first, counted.first + timedelta(days=counted.met.shape[2] - 1)))
    (crosses,) = chart(busy).axes[0].lines
    monday = counted.first - timedelta(days=counted.first.weekday())
    places = zip(xs(crosses), ys(crosses), strict=True)
    assert [monday + timedelta(days=7 * int(x) + int(y)) for x, y in places] == shut
    assert date(2023, 12, 25) in shut


@pytest.mark.parametrize("days", [1, 7, 200, 371, 372, 731, 1100])
@pytest.mark.parametrize("first", [date(2024, 4, 1), date(2023, 12, 31)])
def test_strips_hold_every_day_once_in_its_row(first: date, days: int) -> None:
    means = np.arange(days, dtype=float)
    found = list(strips_of(first, means))
    assert all(strip.due.shape[1] <= WEEKS and strip.first.weekday() == 0 for strip in found)
    for strip in found:
        for (weekday, week), value in np.ndenumerate(strip.due):
            if not np.isnan(value):
                assert strip.first + timedelta(days=7 * week + weekday) == first + timedelta(days=int(value))
    assert sum(int((~np.isnan(strip.due)).sum()) for strip in found) == days


def test_the_first_month_of_a_strip_is_named_with_its_year() -> None:
    assert months_of(Strip(date(2024, 4, 1), np.zeros((7, 53))))[0] == "Apr 2024"
    assert months_of(Strip(date(2025, 3, 3), np.zeros((7, 10))))[0] == "Mar 2025"
    assert list(months_of(Strip(date(2024, 4, 8), np.zeros((7, 2)))).values()) == ["Apr 2024"]
    assert months_of(Strip(date(2024, 3, 18), np.zeros((7, 53)))) | {} == {
        **months_of(Strip(date(2024, 3, 18), np.zeros((7, 53)))),
        0: "Mar",
        2: "Apr 2024",
    }
    assert "Jan 2025" in months_of(Strip(date(2024, 4, 1), np.zeros((7, 53)))).values()


@pytest.mark.parametrize("office", [busy, calm])
def test_no_text_lies_over_another_or_is_cut_off(office: Office) -> None:
    assert not collisions(chart(office))
    assert not cut_off(chart(office))


def test_one_replication_says_nothing_of_its_interval() -> None:
    counted = by_day(busy(), most=1)
    assert width(counted.due(busy().owed)) == 0.0
    assert "n = 1 replication" in caption(due_calendar(busy(), "first-core-group", counted))


def test_the_caption_names_the_busiest_day_the_number_and_the_source() -> None:
    counted = by_day(busy())
    means = counted.due(busy().owed).mean(axis=0)
    told = caption(chart(busy))
    for part in (f"({means.max():.1f})", "n = 4 replications", "95% confidence", "Source: coregroup"):
        assert part in told

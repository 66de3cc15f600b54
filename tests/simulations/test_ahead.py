from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from simulations.ahead import (
    Forecast,
    chance_within,
    forecast,
    given,
    imbalance,
    pace,
    shares_that_stay,
    staying,
    staying_of_new,
    stock_before,
)
from simulations.figures import Area, Figure, band_bounds
from simulations.load import load_scenario
from simulations.published import BRENT, ENGLAND, YORK, published
from simulations.survival import DAYS, Curve, Exits, by_band, curve, starts_by

ENGLISH = load_scenario("england-2024")
NOBODY_ENDS = Curve(np.zeros(DAYS), np.zeros(DAYS), np.ones(DAYS), 0.0)


@lru_cache(maxsize=4)
def of(code: str, year: int) -> Forecast:
    return forecast(published(code), year, ENGLISH)


def without_later_figures(area: Area, year: int) -> Area:
    """An area as it was known before a year: of the year itself the plans started, and a stock that is nonsense."""
    years = {one: area.years[one] for one in area.years if one < year}
    return replace(area, years=years | {year: {"started": area.years[year]["started"], "stock": (Figure(1, 1, 1),)}})


@pytest.mark.slow
@pytest.mark.parametrize("code", [BRENT, YORK])
def test_a_forecast_knows_nothing_of_its_year_but_the_plans_started_in_it(code: str) -> None:
    blind = forecast(without_later_figures(published(code), 2023), 2023, ENGLISH)
    assert (blind.row.mean, blind.row.low, blind.row.high) == (
        of(code, 2023).row.mean,
        of(code, 2023).row.low,
        of(code, 2023).row.high,
    )


@pytest.mark.slow
def test_the_larger_the_area_the_surer_it_is_to_come_near() -> None:
    england, brent, york = (of(code, 2023) for code in (ENGLAND, BRENT, YORK))
    assert 0.5 < york.chance < brent.chance < england.chance
    assert england.row.met
    assert england.row.off == pytest.approx(0, abs=0.02)


def test_where_nobody_ends_all_stay() -> None:
    assert staying(NOBODY_ENDS) == pytest.approx(1)
    assert staying_of_new(NOBODY_ENDS, ENGLISH.cases) == pytest.approx(1)


def test_what_stays_of_a_steady_stock_and_of_new_plans_is_that_stock() -> None:
    """As many plans start as end, and ages are as the exits make them: the stock does not change."""
    found = curve(Exits((0.1, 0.5), 0.3, (30, 250), 20, 0.1), ENGLISH.cases)
    ages = by_band(found.alive)
    alike = replace(ENGLISH.cases, months=(1.0,) * 12)
    still = float(ages @ staying(found)) + 365.25 * staying_of_new(found, alike)
    assert still == pytest.approx(ages.sum(), rel=0.005)


def test_the_pace_of_a_year_is_the_one_that_leaves_its_published_stock() -> None:
    found = curve(Exits((0.1, 0.5), 0.3, (30, 250), 20, 0.1), ENGLISH.cases)
    area = published(BRENT)
    times = pace(area, 2022, found, ENGLISH.cases)
    left = given(area, 2022, found) @ shares_that_stay(found, ENGLISH.cases) ** times
    assert left == pytest.approx(area.one("stock", 2022), rel=1e-6)
    # More plans were open in 2022 than such exits leave, so that they ended more slowly.
    assert times < 1


@pytest.mark.slow
def test_a_pace_that_is_carried_on_moves_the_forecast_the_way_the_year_before_was_off() -> None:
    # York's plans ended faster in 2022 than in the years of the fit.
    slow, half, all_of_it = (forecast(published(YORK), 2023, ENGLISH, carried).row.mean for carried in (0, 0.5, 1))
    assert slow > half > all_of_it


def test_the_stock_before_has_its_published_ages() -> None:
    found = curve(Exits((0.1, 0.5), 0.3, (30, 250), 20, 0.1), ENGLISH.cases)
    before = stock_before(published(BRENT), 2024, found)
    assert len(before) == len(band_bounds(1000))
    assert before == pytest.approx([94, 84, 101, 72, 11], abs=0.3)


def test_plans_that_start_late_in_the_year_stay_more_often() -> None:
    found = curve(Exits((0.5,), 0.0, (1, 2), 0, 0.0), ENGLISH.cases)
    early, late = (replace(ENGLISH.cases, months=one) for one in ((0,) * 3 + (1,) + (0,) * 8, (0, 1) + (0,) * 10))
    assert staying_of_new(found, late) > 1.5 * staying_of_new(found, early)
    assert starts_by({0: 1.0}, np.array([365.25]), np.full(12, 1 / 12)) == pytest.approx(1)


def test_the_chance_to_come_near_is_that_of_a_normal_number() -> None:
    # From 100 / 1.1 to 100 / 0.9 around 100, with a deviation of 10: from -0.909 to 1.111 deviations.
    assert chance_within(100, 10) == pytest.approx(0.8667 - 0.1817, abs=0.001)


def test_an_imbalance_is_how_far_a_stock_is_from_what_the_counts_make_of_the_one_before() -> None:
    def exactly(number: float) -> tuple[Figure]:
        return (Figure(number, number, number),)

    years = {
        2021: {"stock": exactly(100)},
        2022: {"stock": exactly(125), "started": exactly(80), "ended": exactly(50)},
        2023: {"stock": exactly(120), "started": exactly(60), "ended": exactly(65)},
    }
    assert imbalance(Area("E00000000", "nowhere", years)) == pytest.approx(130 / 125 - 1)
    assert imbalance(published(YORK)) < 0.03

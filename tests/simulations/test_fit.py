from dataclasses import replace
from functools import lru_cache

import pytest

from model import InvalidInput
from simulations.figures import Area, Figure
from simulations.fit import Fit, exits_of, fit, numbers, residuals, starts, years_to_fit
from simulations.load import load_scenario
from simulations.published import BRENT, ENGLAND, YORK, published
from simulations.survival import Exits, curve, season, year_of_plans

CASES = load_scenario("england-2024").cases
MONTHS = season(CASES)
TRUE = Exits((0.15, 0.45, 0.5, 0.55, 0.6), 0.2, (30, 200), 20, 0.2)


def exactly(number: float) -> Figure:
    return Figure(number, number, number)


@lru_cache(maxsize=1)
def invented() -> Area:
    """An area whose published years are what known exits make of them."""
    started = dict.fromkeys(range(2015, 2023), 60_000.0) | {2021: 66_000.0}
    years = {}
    for year in (2021, 2022):
        found = year_of_plans(curve(TRUE, CASES), started, year, MONTHS)
        years[year] = {
            "ended": (exactly(found.ended_by.sum()),),
            "stock": (exactly(found.open_by.sum()),),
            "ended_by": tuple(exactly(one) for one in found.ended_by),
            "open_by": tuple(exactly(one) for one in found.open_by),
            "reviewable": (exactly(10_000.0),),
            "reviewed": (exactly(10_000.0 * found.in_time),),
        }
    figures = {year: {"started": (exactly(count),), **years.get(year, {})} for year, count in started.items()}
    return Area("E00000000", "invented", figures)


@lru_cache(maxsize=1)
def england() -> Fit:
    return fit(published(ENGLAND), CASES, 2022)


@pytest.mark.slow
def test_what_made_the_figures_is_found_again_as_far_as_they_tell() -> None:
    found, true = curve(fit(invented(), CASES, 2022).exits, CASES), curve(TRUE, CASES)
    assert abs(found.alive - true.alive).max() < 0.05
    assert found.alive.sum() == pytest.approx(true.alive.sum(), rel=0.005)


@pytest.mark.slow
def test_a_fit_uses_no_year_after_its_last() -> None:
    area = published(ENGLAND)
    before = Area(area.code, area.name, {year: area.years[year] for year in area.years if year <= 2022})
    assert england() == fit(before, CASES, 2022)
    assert max(england().years) == 2022


@pytest.mark.parametrize(("code", "years"), [(ENGLAND, 2), (BRENT, 3), (YORK, 5)])
def test_as_few_years_are_used_as_hold_a_thousand_ended_plans_and_two_at_least(code: str, years: int) -> None:
    used = years_to_fit(published(code), 2022)
    assert used == tuple(range(2023 - years, 2023))
    assert sum(published(code).one("ended", year) for year in used) >= 1000


def test_without_a_year_to_fit_the_tables_that_lack_are_named() -> None:
    with pytest.raises(InvalidInput, match="D1, D5 and D7"):
        years_to_fit(Area("E00000000", "nowhere"), 2022)


def test_a_residual_is_nothing_inside_the_interval_of_a_suppressed_figure() -> None:
    area = invented()
    of_year = dict(area.years[2022])
    of_year["ended_by"] = tuple(Figure(None, one.low - 2, one.high + 2) for one in of_year["ended_by"])
    wide = Area(area.code, area.name, {**area.years, 2022: of_year})
    found = year_of_plans(curve(TRUE, CASES), starts(area), 2022, MONTHS)
    assert max(map(abs, residuals(wide, 2022, found, CASES))) < 1e-9
    later = replace(TRUE, reviews=(0.05,))
    assert (
        sum(map(abs, residuals(wide, 2022, year_of_plans(curve(later, CASES), starts(area), 2022, MONTHS), CASES))) > 10
    )


@pytest.mark.slow
def test_an_authority_with_few_plans_stays_near_england_and_moves_towards_its_own_figures() -> None:
    york = fit(published(YORK), CASES, 2022, england())
    apart = abs(curve(york.exits, CASES).alive - curve(england().exits, CASES).alive).max()
    assert 0.01 < apart < 0.2


def test_the_parameters_and_their_numbers_are_the_same_thing() -> None:
    assert exits_of(numbers(TRUE)) == TRUE

"""Forecasts an area's stock a year ahead, each year from figures of earlier years and the plans started in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from simulations.calibrate import OLDEST, backlog, fit_near_england
from simulations.figures import Area, band_bounds
from simulations.fit import clumped
from simulations.load import load_scenario
from simulations.scenario import Cases, Scenario
from simulations.survival import YEAR, Curve, by_band, curve, season, starts_by
from simulations.validity import SIGMAS, STOCK, STOCK_TARGET, Row

Reals = NDArray[np.float64]
DAYS_OF_YEAR = round(YEAR)
# The pace of a year lies between these, as a multiple of what was fitted.
PACES = (0.02, 50.0)


@dataclass(frozen=True)
class Forecast:
    """The stock at a year's end; `chance`: how likely it is within the target where the fitted exits are exactly right.

    The interval of the row is of chance alone: which families' plans end.
    """

    row: Row
    chance: float


def forecasts(area: Area, years: Sequence[int], carried: float = 0.0, base: Scenario | None = None) -> list[Forecast]:
    """The forecast of each year, from the fit to the years before it; InvalidInput where these lack figures."""
    return [forecast(area, year, base or load_scenario("england-2024"), carried) for year in years]


def forecast(area: Area, year: int, base: Scenario, carried: float = 0.0) -> Forecast:
    """One year: what stays of the stock before, by its published ages, and of the plans that were started since.

    `carried`: how much of the pace of the year before goes on, from 0 (plans end as the fit says) to 1 (all of it).
    """
    found = curve(fit_near_england(area, base, year - 1).exits, base.cases)
    goes_on = pace(area, year - 1, found, base.cases) ** carried if carried else 1.0
    counts, stays = given(area, year, found), shares_that_stay(found, base.cases) ** goes_on
    mean = float(counts @ stays)
    deviation = float(np.sqrt(clumped(base.cases) * counts @ (stays * (1 - stays))))
    half = SIGMAS * deviation
    shown = area.get("stock", year)[0]
    row = Row(area.name, year, STOCK, shown, mean, mean - half, mean + half, STOCK_TARGET, relative=True)
    return Forecast(row, chance_within(mean, deviation))


def pace(area: Area, year: int, found: Curve, cases: Cases) -> float:
    """How many times as fast as in `found` plans ended in a year, for its published stock to be what stayed."""
    from scipy.optimize import brentq  # type: ignore[import-untyped]

    counts, stays = given(area, year, found), shares_that_stay(found, cases)
    return float(brentq(lambda times: counts @ stays**times - area.one("stock", year), *PACES))


def given(area: Area, year: int, found: Curve) -> Reals:
    """The plans that may be open at a year's end: those of the stock before, by duration, and those started since."""
    return np.append(stock_before(area, year, found), area.one("started", year))


def shares_that_stay(found: Curve, cases: Cases) -> Reals:
    """Of the plans of `given`, the shares that are still open at the year's end."""
    return np.append(staying(found), staying_of_new(found, cases))


def stock_before(area: Area, year: int, found: Curve) -> Reals:
    """Plans open at the end of the year before, by duration."""
    laid = backlog(area, year - 1, by_band(found.alive))
    shares = np.array([float(one["share"]) for one in laid["ages"]])
    return area.one("stock", year - 1) * shares


def staying(found: Curve) -> Reals:
    """By duration: the share of open plans that are still open a year later."""
    return np.array(
        [
            found.alive[low + DAYS_OF_YEAR : high + DAYS_OF_YEAR + 1].sum() / found.alive[low : high + 1].sum()
            for low, high in band_bounds(OLDEST)
        ]
    )


def staying_of_new(found: Curve, cases: Cases) -> float:
    """The share of a year's plans that are open at its end."""
    begun = np.diff(starts_by({0: 1.0}, np.linspace(0.0, YEAR, DAYS_OF_YEAR + 1), season(cases)))
    return float(begun[::-1] @ found.alive[:DAYS_OF_YEAR])


def chance_within(mean: float, deviation: float) -> float:
    """How likely a number is such that its mean is off by the target at most, as a share of the number."""
    normal = NormalDist(mean, deviation)
    return normal.cdf(mean / (1 - STOCK_TARGET)) - normal.cdf(mean / (1 + STOCK_TARGET))


def imbalance(area: Area) -> float:
    """How far a published stock is at most from the one before, plus plans started, less plans ended; as a share."""
    years = [year for year in area.years if area.has("ended", year) and area.has("stock", year - 1)]
    follows = [area.one("stock", year - 1) + area.one("started", year) - area.one("ended", year) for year in years]
    return max(abs(one / area.one("stock", year) - 1) for one, year in zip(follows, years, strict=True))

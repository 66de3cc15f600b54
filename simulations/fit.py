"""Fits what ends plans to the published years: plans ended and open by duration, the stock, reviews in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model import Fault, InvalidInput
from simulations.figures import Area, Figure
from simulations.scenario import Cases
from simulations.survival import Exits, YearOfPlans, curve, season, year_of_plans

Reals = NDArray[np.float64]
REVIEWS = 5
# So many ended plans make a fit: as few years as hold them, and two at least.
ENOUGH, FEWEST_YEARS = 1000, 2
# How far from the truth the model may be, as a share of the total, however many plans were counted.
COARSE = 0.01
FIRST_GUESS = (0.1, 0.5, 0.45, 0.5, 0.5, 0.2, 40.0, 150.0, 20.0, 0.15)
LEAST = (0.01,) * REVIEWS + (0.0, 1.0, 20.0, 0.0, 0.02)
MOST = (0.95,) * REVIEWS + (0.6, 150.0, 500.0, 60.0, 0.5)
# How far an authority is thought to lie from England: standard deviations of the parameters, in their order.
APART = (0.05, 0.1, 0.1, 0.1, 0.1, 0.05, 20.0, 60.0, 10.0, 0.1)
# When a fit ends: changes too small for the three digits that scenarios hold.
ENDS = {"ftol": 1e-6, "xtol": 1e-5, "max_nfev": 60}
NEEDED = ("started", "ended", "stock", "ended_by", "open_by")


@dataclass(frozen=True)
class Fit:
    """What was fitted, to which years of which area, and the residual sum of squares over the number of figures."""

    exits: Exits
    area: str
    years: tuple[int, ...]
    misfit: float


def years_to_fit(area: Area, upto: int) -> tuple[int, ...]:
    """The years up to one, as few as hold enough ended plans; InvalidInput where there are none."""
    usable = [year for year in sorted(area.years, reverse=True) if year <= upto and complete(area, year)]
    if not usable:
        hint = "tables D1, D5 and D7 are needed for at least one year"
        raise InvalidInput(Fault("no-years", f"no year up to {upto} to fit", area.name, hint=hint))
    ended = np.cumsum([area.one("ended", year) for year in usable])
    count = max(FEWEST_YEARS, int(np.searchsorted(ended, ENOUGH)) + 1)
    return tuple(sorted(usable[:count]))


def complete(area: Area, year: int) -> bool:
    """Whether a year has what a fit needs."""
    return all(area.has(key, year) for key in NEEDED)


def fit(area: Area, cases: Cases, upto: int, near: Fit | None = None) -> Fit:
    """What ends plans, fitted to years up to one; an authority with few plans is held `near` England's fit."""
    from scipy.optimize import least_squares  # type: ignore[import-untyped]

    years, started, months = years_to_fit(area, upto), starts(area), season(cases)
    begin = np.array(FIRST_GUESS if near is None else numbers(near.exits))

    def off(found: Reals) -> Reals:
        plans = curve(exits_of(found), cases)
        modelled = [(year, year_of_plans(plans, started, year, months)) for year in years]
        rows = [row for year, one in modelled for row in residuals(area, year, one, cases)]
        pull = [] if near is None else ((found - begin) / np.array(APART)).tolist()
        return np.array([*rows, *pull])

    solved = least_squares(off, begin, bounds=(LEAST, MOST), diff_step=1e-3, x_scale=np.maximum(begin, 0.05), **ENDS)
    return Fit(rounded(exits_of(solved.x)), area.code, years, float(2 * solved.cost / len(solved.fun)))


def starts(area: Area) -> dict[int, float]:
    """Plans started in each year."""
    return {year: area.one("started", year) for year in area.years if area.has("started", year)}


def exits_of(found: Sequence[float] | Reals) -> Exits:
    """The parameters out of their numbers; the days of leaving are first day and how many more."""
    *reviews, leaves, after, more, margin, fails = (float(one) for one in found)
    return Exits(tuple(reviews), leaves, (after, after + more), margin, fails)


def numbers(exits: Exits) -> tuple[float, ...]:
    """The numbers of the parameters, as `exits_of` takes them."""
    after, until = exits.leaves_after
    return (*exits.reviews, exits.leaves, after, until - after, exits.margin, exits.fails)


def rounded(exits: Exits) -> Exits:
    """As scenarios write them: shares to a tenth of a percent, whole days."""
    after, until = exits.leaves_after
    return Exits(
        tuple(round(one, 3) for one in exits.reviews),
        round(exits.leaves, 3),
        (round(after), round(until)),
        round(exits.margin),
        round(exits.fails, 3),
    )


def residuals(area: Area, year: int, found: YearOfPlans, cases: Cases) -> Iterator[float]:
    """How far a year is off, in standard deviations; 0 inside the intervals of rounding and suppression."""
    for key, mine, total in (("ended_by", found.ended_by, "ended"), ("open_by", found.open_by, "stock")):
        shown, whole = area.get(key, year), area.one(total, year)
        for one, number in zip(shown, mine, strict=True):
            yield one.off(number) / spread(one.near, whole, cases)
    stock = area.get("stock", year)[0]
    yield 2 * stock.off(float(found.open_by.sum())) / spread(stock.near, stock.near, cases)
    if area.has("reviewed", year) and area.has("reviewable", year):
        yield from reviewed(area.years[year], found, cases)


def reviewed(figures: Mapping[str, tuple[Figure, ...]], found: YearOfPlans, cases: Cases) -> Iterator[float]:
    """How far the plans reviewed in time are off."""
    of, good = figures["reviewable"][0].near, figures["reviewed"][0]
    yield good.off(found.in_time * of) / spread(of - good.near, of, cases)


def spread(count: float, total: float, cases: Cases) -> float:
    """The standard deviation of a count of children who come in families, and the coarseness of the model."""
    return float(np.sqrt(clumped(cases) * count + (COARSE * total) ** 2 + 1))


def clumped(cases: Cases) -> float:
    """How many times the variance of a count of children is that of independent ones, as they come in families."""
    sizes = np.arange(1, len(cases.sizes) + 1)
    return float(sizes**2 @ np.array(cases.sizes) / (sizes @ np.array(cases.sizes)))

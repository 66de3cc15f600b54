"""Calibrates a scenario on an area's published figures: what becomes of cases, how many come, who is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulations.figures import Area, band_bounds
from simulations.fit import Fit, fit
from simulations.load import load_scenario
from simulations.published import ENGLAND, published
from simulations.scenario import Cases, Scenario
from simulations.survival import BEFORE_PLAN, YEAR, Curve, by_band, curve, held, mean_size

Reals = NDArray[np.float64]
# Of the second and later plans, so many are assumed to follow the one before within the scenario's span.
SOON = 0.5
MOST_RETURNS = 0.95
OLDEST = 1000
SEARCHES = 40
# Days of a spell of sickness in the presets: 1 to 14, each alike.
MEAN_SPELL = 7.5


@dataclass(frozen=True)
class Calibration:
    """What an area's figures say of a scenario: `fit` on years up to one, everything else as of another, `now`."""

    fit: Fit
    area: Area
    now: int
    needed: float
    plan: float
    returns: float
    enquiries: float
    review_fails: float
    conference_fails: float
    cases: Cases

    def tables(self) -> dict[str, Any]:
        """The tables to lay on a scenario: cases, tasks, people and backlog."""
        exits = self.fit.exits
        return {
            "cases": {
                "enquiries": self.enquiries,
                "needed": self.needed,
                "plan": self.plan,
                "exits": list(exits.reviews),
                "leaves": exits.leaves,
                "leaves_after": [round(one) for one in exits.leaves_after],
                "returns": self.returns,
            },
            "task": [
                {"event": "icpc_held", "fails": self.conference_fails},
                {"event": "rcpc_held", "fails": self.review_fails, "margin": [0, round(exits.margin)]},
            ],
            "people": people(self.area, self.now),
            "backlog": backlog(self.area, self.now - 1, by_band(curve(exits, self.cases).alive)),
        }


def calibrated(
    area: Area, upto: int = 2022, now: int = 2024, base: Scenario | None = None, years: tuple[int, ...] = (2, 3)
) -> Calibration:
    """What ends plans fitted to years up to `upto`, the rest taken from `now`; InvalidInput where figures lack.

    An authority is fitted near England as far as it has few plans. `base` gives what is not published (families'
    sizes, children looked after, partners); England is taken as 150 offices of the same size. In `years` of a run,
    counted from 1, as many plans start as were published for `now`: by default in those after a year of warm-up.
    """
    base = base or load_scenario("england-2024")
    found = fit_near_england(area, base, upto)
    plans = curve(found.exits, base.cases)
    needed = round(area.one("conferences", now) / area.one("section_47", now), 3)
    plan = round(min(1.0, area.one("started", now) / area.one("conferences", now)), 3)
    returns = round(returning(area, now, plans, needed * plan), 3)
    coming = {year: area.one("started", now) / offices(area) for year in range(1, max(years) + 1)}
    families = new_families(coming, plans, base.cases, returns * needed * plan)
    meets = quorate(base, "rcpc_held")
    return Calibration(
        fit=found,
        area=area,
        now=now,
        needed=needed,
        plan=plan,
        returns=returns,
        enquiries=round(float(np.mean([families[year] for year in years])) / (needed * plan) / begun(years)),
        review_fails=round(without_quorum(found.exits.fails, meets), 3),
        conference_fails=round(without_quorum(conferences_fail(area, now, base), quorate(base, "icpc_held")), 3),
        cases=base.cases,
    )


def begun(years: tuple[int, ...]) -> float:
    """The share of the years in which plans start: a run begins without open enquiries, so that the first are late."""
    return 1 - BEFORE_PLAN / (YEAR * len(years)) if 1 in years else 1.0


def offices(area: Area) -> int:
    """How many offices an area stands for."""
    return 150 if area.code == ENGLAND else 1


def fit_near_england(area: Area, base: Scenario, upto: int) -> Fit:
    """England's fit, or an authority's near it."""
    if area.code == ENGLAND:
        return fit(area, base.cases, upto)
    return fit(area, base.cases, upto, england_fit(base.cases, upto))


@lru_cache(maxsize=16)
def england_fit(cases: Cases, upto: int) -> Fit:
    """The fit of the figures of England that come with the package."""
    return fit(published(ENGLAND), cases, upto)


def returning(area: Area, year: int, plans: Curve, to_plan: float) -> float:
    """The share of families with a new enquiry after a plan ended at a review, for second plans to be as published."""
    again = SOON * area.one("subsequent", year) / area.one("started", year)
    return min(MOST_RETURNS, again / float(plans.reviewed.sum()) / to_plan)


def new_families(started: Mapping[int, float], plans: Curve, cases: Cases, again: float) -> dict[int, float]:
    """Families a year whose first plan starts, so that with those that return as many plans start as were published.

    `again`: the share of plans ended at reviews that a new one follows. Only plans that end from the first year on
    have followers: those of a backlog that ended before it are unknown to a run.
    """
    years = sorted(started)
    days = round(YEAR) * len(years)
    before = len(plans.reviewed)
    begun = np.repeat([started[years[0]], *(started[year] for year in years)], [before, *[round(YEAR)] * len(years)])
    ended = convolved(begun / YEAR, plans.reviewed)[before : before + days]
    low, high = cases.returns_after
    span = np.zeros(high + BEFORE_PLAN + 1)
    span[low + BEFORE_PLAN :] = 1 / (high - low + 1)
    back = again * convolved(ended, span)[:days]
    new = (begun[before:] / YEAR - back).reshape(len(years), -1).sum(axis=1)
    return {year: max(0.0, float(one)) / mean_size(cases) for year, one in zip(years, new, strict=True)}


def convolved(one: Reals, other: Reals) -> Reals:
    """The convolution, by Fourier transform."""
    size = len(one) + len(other)
    found: Reals = np.fft.irfft(np.fft.rfft(one, size) * np.fft.rfft(other, size), size)
    return found


def quorate(base: Scenario, event: str) -> float:
    """The chance that enough partners come to a meeting."""
    needed = next(task.quorum for task in base.tasks if task.event == event)
    chances = [chance for _, chance in base.partners]
    came = product((0, 1), repeat=len(chances))
    return sum(prod(c if x else 1 - c for x, c in zip(one, chances, strict=True)) for one in came if sum(one) >= needed)


def without_quorum(fails: float, quorate: float) -> float:
    """The chance that the family is not there, given that a meeting fails for it or for want of a quorum so often."""
    return max(0.0, 1 - (1 - fails) / quorate)


def conferences_fail(area: Area, year: int, base: Scenario) -> float:
    """How often initial conferences fail when first set, so that as many are late as published."""
    waits = [one.near for one in area.get("waits", year)]
    late = sum(waits[2:]) / sum(waits)
    task = next(task for task in base.tasks if task.event == "icpc_held")
    again = round(task.notice_again * 7 / 5)
    low, high = 0.0, 0.9
    for _ in range(SEARCHES):
        middle = (low + high) / 2
        low, high = (middle, high) if held(task.margin[1], middle, again)[1] < late else (low, middle)
    return low


def people(area: Area, year: int) -> dict[str, float]:
    """Turnover, vacancies, agency cover and absence, where they are published."""
    names = {"turnover": "turnover", "vacant": "vacancy", "agency": "agency_cover"}
    found = {key: round(area.one(name, year) / 100, 3) for key, name in names.items() if area.has(name, year)}
    if area.has("absence", year):
        found["ill_spells"] = round(area.one("absence", year) / 100 * 365 / MEAN_SPELL, 2)
    return found


def backlog(area: Area, year: int, usual: Reals) -> dict[str, Any]:
    """The stock at the end of a year with its ages; suppressed bands are shared out as `usual` plans are."""
    shown = area.get("open_by", year)
    hidden = sum(usual[number] for number, one in enumerate(shown) if one.value is None)
    left = max(0.0, area.one("stock", year) - sum(one.value or 0.0 for one in shown))
    counted = [left * usual[n] / hidden if one.value is None else one.value for n, one in enumerate(shown)]
    ages = [
        {"days": list(days), "share": round(float(one) / sum(counted), 3)}
        for days, one in zip(band_bounds(OLDEST), counted, strict=True)
    ]
    return {"children": round(area.one("stock", year) / offices(area)), "ages": ages}

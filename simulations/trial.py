"""Runs offices over published years, each year with the plans that were started in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from simulations.calibrate import Calibration, backlog, calibrated, new_families, offices
from simulations.figures import Area
from simulations.inputs import Inputs, Setting, prepare
from simulations.load import load_scenario
from simulations.log import Log
from simulations.offices import case_arrays
from simulations.published import BRENT, ENGLAND, YORK
from simulations.scenario import Scenario
from simulations.survival import BEFORE_PLAN, YEAR, by_band, curve
from simulations.yearly import Counts, counts, facts

Run = Callable[[Inputs, int], Log]
PRESETS = {ENGLAND: "england-2024", BRENT: "brent-2024", YORK: "york-2024"}
# Twice the posts and no vacancies, so that no duration waits for people: capacity is not what is tested here.
AMPLE = 2


@dataclass(frozen=True)
class Trial:
    """What was run: the area with its calibration, the years, and the counts of every replication by year."""

    area: Area
    calibration: Calibration
    years: tuple[int, ...]
    counted: Mapping[int, tuple[Counts, ...]]


def trial(area: Area, years: Sequence[int], replications: int, run: Run, upto: int) -> Trial:
    """Runs and counts."""
    found = calibrated(area, upto, upto)
    setting = fed(found, range(min(years) - 1, max(years) + 1))
    counted: dict[int, list[Counts]] = {year: [] for year in years}
    for replication in range(replications):
        told = facts(run(setting.inputs, replication), setting)
        for year in years:
            counted[year].append(counts(told, setting, year))
    return Trial(area, found, tuple(years), {year: tuple(each) for year, each in counted.items()})


def fed(found: Calibration, years: Sequence[int]) -> Setting:
    """The office of an area over some years, each with so many enquiries that its published starts come about."""
    area = found.area
    plans = curve(found.fit.exits, found.cases)
    to_plan = found.needed * found.plan
    started = {year: area.one("started", year) / offices(area) for year in years}
    families = new_families(started, plans, found.cases, found.returns * to_plan)
    tables = found.tables() | {
        "run": {
            "first": date(min(years) - 1, 4, 1),
            "days": round(YEAR * len(years)),
            "warm_up": 0,
            "closure_days": [],
        },
        "backlog": backlog(area, min(years) - 1, by_band(plans.alive)),
        "people": {"vacant": 0.0, "turnover": 0.0},
        "staff": ample(load_scenario(PRESETS.get(area.code, "england-2024"))),
    }
    scenario = load_scenario(PRESETS.get(area.code, "england-2024"), tables)
    setting = prepare(scenario)
    rates = {year: count / to_plan for year, count in families.items()}
    return with_rates(setting, rates)


def ample(scenario: Scenario) -> list[dict[str, Any]]:
    """The staff of a scenario with more posts."""
    return [{**one, "posts": AMPLE * one["posts"]} for one in scenario.tables["staff"]]


def with_rates(setting: Setting, rates: Mapping[int, float]) -> Setting:
    """The setting with other rates of enquiries in each year."""
    inputs, scenario = setting.inputs, setting.scenario
    tables = [
        case_arrays(replaced(scenario, rates[year]), setting.calendar, inputs.horizon)["arrivals"] for year in rates
    ]
    width = max(table.shape[1] for table in tables)
    arrivals = np.vstack(
        [np.pad(table, ((0, 0), (0, width - table.shape[1])), constant_values=2.0) for table in tables]
    )
    ends = [(date(year, 3, 31) - setting.calendar.first).days - BEFORE_PLAN for year in rates]
    which = np.minimum(np.searchsorted(ends, np.arange(len(inputs.pattern))), len(ends) - 1)
    pattern = inputs.pattern + which * len(tables[0])
    return replace(setting, inputs=inputs._replace(arrivals=arrivals, pattern=pattern))


def replaced(scenario: Scenario, enquiries: float) -> Scenario:
    """The scenario with another rate of enquiries."""
    return replace(scenario, cases=replace(scenario.cases, enquiries=enquiries))

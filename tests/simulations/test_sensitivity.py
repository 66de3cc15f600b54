"""Sensitivity: what weighs comes first, what does not matter has none, known indices are found."""

import sys
from fnmatch import fnmatch
from math import pi
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from model import InvalidInput
from simulations.designs import grid
from simulations.experiment import Experiment, experiment
from simulations.inputs import prepare
from simulations.load import load_scenario
from simulations.paired import paired
from simulations.points import settings_of
from simulations.register import FREE, leaves, numeric
from simulations.sensitivity import OneAtATime, indices, of_register, on_time, one_at_a_time, sobol
from simulations.tables import tabled
from tests.simulations.offices import tiny

SMALL = tiny({"run": {"days": 90}})
RANGES = {"people.leave_weeks": (0, 20), "cases.returns_after.2": (1000, 1095), "cases.enquiries": (20, 60)}
OFTEN = 1024


@pytest.fixture(scope="module")
def found() -> OneAtATime:
    return one_at_a_time(SMALL, ranges=RANGES, replications=6)


def test_the_changes_are_those_of_pairs_of_replications(found: OneAtATime) -> None:
    settings = settings_of(prepare(SMALL), grid({"people.leave_weeks": [6, 0, 20]}).points)
    now, low, high = (on_time(experiment(one, replications=6)) for one in settings)
    [bar] = [one for one in found.bars if one.parameter == "people.leave_weeks"]
    assert (bar.low, bar.high) == (0, 20)
    assert bar.at_low == paired(now, low).change
    assert bar.at_high == paired(now, high).change
    assert found.now.mean == pytest.approx(now.mean())


def test_what_reaches_furthest_comes_first(found: OneAtATime) -> None:
    reaches = [bar.reach for bar in found.bars]
    assert reaches == sorted(reaches, reverse=True)
    assert len(reaches) == 3
    assert found.bars[0].reach == max(abs(found.bars[0].at_low.mean), abs(found.bars[0].at_high.mean)) > 0


def test_bars_are_rows_of_a_table(found: OneAtATime) -> None:
    rows = tabled(found.bars, {}).to_pylist()
    assert [row["parameter"] for row in rows] == [bar.parameter for bar in found.bars]
    assert rows[0]["at_high_low"] == found.bars[0].at_high.low


def test_what_has_no_influence_reaches_nowhere(found: OneAtATime) -> None:
    [bar] = [one for one in found.bars if one.parameter == "cases.returns_after.2"]
    assert (bar.at_low.low, bar.at_low.high, bar.at_high.low, bar.at_high.high) == (0, 0, 0, 0)


def test_every_assumption_of_the_register_has_its_fields_or_the_reason_why_not() -> None:
    mixed = {"key": "people.newcomer*", "source": "assumed", "range": [0, 365]}
    scenario = load_scenario("york-2024", {"assumption": [mixed]})
    ranges, left_out = of_register(scenario)
    assert repr(ranges["cases.plan"]) == "(0.8, 0.95)"
    assert repr(ranges["people.leave_weeks"]) == "(5, 8)"
    assert repr(ranges["people.gap_days"]) == "(20, 365)"
    assert {"partners.health", "partners.education", "partners.police", "cases.enquiries"} <= set(ranges)
    assert left_out["cases.exits"].startswith("cases.exits is a list: give a range for one of its numbers")
    assert left_out["backlog.ages.*.share"].startswith("backlog.ages.1.share cannot be 0: shares do not add up")
    for key, value in leaves(scenario.tables):
        if numeric(value) and not any(fnmatch(key, free) for free in FREE):
            assert (key in ranges) != any(fnmatch(key, one) for one in left_out if key not in ranges)


def test_a_span_at_an_end_of_its_range_is_one_number() -> None:
    [bar] = one_at_a_time(SMALL, ranges={"people.gap_days": (20, 365)}, replications=2).bars
    settings = settings_of(prepare(SMALL), [{"people.gap_days": [20, 20]}])
    low = on_time(experiment(settings[0], replications=2)) - on_time(experiment(prepare(SMALL), replications=2))
    assert bar.at_low.mean == pytest.approx(low.mean())


def test_an_assumption_without_a_range_is_left_out() -> None:
    source = [{"key": "cases.plan", "source": "assumed"}, {"key": "cases.needed", "source": "assumed", "range": [1, 1]}]
    left_out = of_register(load_scenario("york-2024", {"assumption": source}))[1]
    assert left_out["cases.needed"] == "it has no range"


def test_without_ranges_those_of_the_register_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"people.vacant": (0.0, 0.14)}
    monkeypatch.setattr("simulations.sensitivity.of_register", lambda _: (known, {"task.*": "why not"}))
    found = one_at_a_time(SMALL, replications=2)
    assert [(bar.parameter, bar.low, bar.high) for bar in found.bars] == [("people.vacant", 0.0, 0.14)]
    assert found.left_out == {"task.*": "why not"}


def ishigami(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y, z = (shares * 2 * pi - pi).T
    return np.asarray(np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x), np.float64)


def test_known_indices_lie_in_their_intervals() -> None:
    # Ishigami and Homma (1990), with a = 7 and b = 0.1.
    variance = 7**2 / 8 + 0.1 * pi**4 / 5 + 0.1**2 * pi**8 / 18 + 0.5
    first = {"x": 0.5 * (1 + 0.1 * pi**4 / 5) ** 2 / variance, "y": 7**2 / 8 / variance, "z": 0.0}
    both = 8 * 0.1**2 * pi**8 / 225 / variance
    total = {"x": first["x"] + both, "y": first["y"], "z": both}
    found = indices(dict.fromkeys("xyz", (-pi, pi)), ishigami, samples=OFTEN)
    assert [one.parameter for one in found] == ["x", "y", "z"]
    for one in found:
        assert one.first.low <= first[one.parameter] <= one.first.high
        assert one.total.low <= total[one.parameter] <= one.total.high
        assert one.first.half < 0.12
        assert one.total.half < 0.12
        assert one.first.n == OFTEN


def test_the_same_seed_gives_the_same_indices() -> None:
    ranges = dict.fromkeys("xyz", (-pi, pi))
    assert indices(ranges, ishigami, seed=0) == indices(ranges, ishigami, seed=0) != indices(ranges, ishigami, seed=3)


def test_of_a_constant_nothing_has_a_share() -> None:
    [one] = indices({"x": (0, 1)}, lambda samples: np.ones(len(samples)))
    assert (one.first.mean, one.first.half, one.total.mean, one.total.half) == (0, 0, 0, 0)


def test_a_field_of_a_scenario_that_does_not_matter_has_no_index() -> None:
    ranges = {"people.leave_weeks": (0, 20), "cases.returns_after.2": (1000, 1095)}
    found = sobol(SMALL, ranges, samples=4, replications=2)
    assert [one.parameter for one in found] == ["people.leave_weeks", "cases.returns_after.2"]
    assert found[0].total.mean > 0.5
    assert (found[1].first.mean, found[1].total.mean, found[1].total.half) == (0, 0, 0)


def test_any_figure_with_a_number_a_replication_will_do() -> None:
    def stock(found: Experiment) -> Any:
        return found.runs.measures.stock.mean(axis=1)

    [bar] = one_at_a_time(SMALL, stock, ranges={"backlog.children": (0, 30)}, replications=3).bars
    assert bar.at_low.mean < -3
    assert bar.at_high.mean > 10


@pytest.mark.parametrize("samples", [0, 1, 3, 100])
def test_a_number_of_samples_that_no_sequence_has_is_refused(samples: int) -> None:
    with pytest.raises(InvalidInput, match="is not a power of 2"):
        indices({"x": (0, 1)}, ishigami, samples=samples)


def test_without_the_sensitivity_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample.sobol", None)
    with pytest.raises(InvalidInput, match=r'not installed \(pip install "coregroup\[sensitivity\]"\)'):
        indices({"x": (0, 1)}, ishigami)


def test_an_impossible_end_of_a_range_is_refused_before_anything_runs() -> None:
    said: list[str] = []
    with pytest.raises(InvalidInput, match="is not between 0 and 1"):
        one_at_a_time(SMALL, ranges={"cases.plan": (0.5, 1.5)}, say=said.append)
    with pytest.raises(InvalidInput, match="leads to no field"):
        sobol(SMALL, {"case.plan": (0.5, 0.6)}, samples=2, say=said.append)
    with pytest.raises(InvalidInput, match="is not a pair"):
        sobol(SMALL, {"cases.plan": (0.6, 0.5)}, samples=2)
    assert said == []

"""A drawn backlog: plans of the ages asked for, everything in time, another one in every replication."""

from collections import Counter
from math import sqrt

import numpy as np
import pytest

from simulations.acts import Given
from simulations.draws import key_of
from simulations.engine import replicate, run_log
from simulations.inputs import Inputs, Setting, prepare
from simulations.lives import drawn, in_time, past_of
from simulations.load import load_scenario
from simulations.loop import judged
from simulations.plain import Office
from simulations.rows import Stage
from tests.simulations.offices import events, run, staff, tiny
from tests.simulations.test_engine import same_logs


@pytest.fixture(scope="module")
def setting() -> Setting:
    return prepare(tiny({"backlog": {"children": 23}}))


def keys(inputs: Inputs, count: int) -> list[int]:
    return [key_of(inputs.seed, replication) for replication in range(count)]


def test_every_replication_draws_as_many_children_on_a_plan_as_asked_and_others(setting: Setting) -> None:
    pasts = [past_of(setting.inputs, key) for key in keys(setting.inputs, 20)]
    for past in pasts:
        assert sum(size for size, *_ in past.families) == len(past.children) == 23
        assert {stage for _, stage, *_ in past.families} == {Stage.ON_PLAN}
        assert max(day for _, day, *_ in past.acts) < setting.inputs.first
        assert {child for child, *_ in past.acts} == set(range(23))
    assert len({str(past.families) for past in pasts}) == 20


def test_ages_and_sizes_are_drawn_as_often_as_asked(setting: Setting) -> None:
    found = [one for key in keys(setting.inputs, 400) for one in list(drawn(setting.inputs, key))[:5]]
    shares = [(low, high, share) for low, high, share in setting.scenario.backlog.ages]
    for low, high, share in shares:
        counted = sum(low <= age <= high for _, age in found)
        assert abs(counted - share * len(found)) < 4 * sqrt(share * (1 - share) * len(found))
    sizes = Counter(size for size, _ in found)
    for size, share in enumerate(setting.scenario.cases.sizes, 1):
        # The last family of few is sometimes cut.
        assert abs(sizes[size] / len(found) - share) < 0.05


def test_everything_was_in_time_before_the_start() -> None:
    setting = prepare(tiny({"run": {"days": 1}, "cases": {"enquiries": 0}}))
    for replication in range(3):
        log = run(setting, replication)
        findings = [one for case in judged(log, setting, setting.inputs.first - 1) for one in case.findings]
        clocked = {duty.id for duty in setting.duties if setting.inputs.task_of[setting.duties.index(duty)] >= 0}
        assert any(one.duty in clocked for one in findings)
        assert not [one for one in findings if one.duty in clocked and one.status.value == "breached"]


def test_a_life_begins_with_the_enquiry_and_goes_on_to_the_last_day_before_the_start(setting: Setting) -> None:
    inputs = setting.inputs
    for age in (0, 30, 200, 999):
        life = in_time(inputs, age)
        assert [act for _, act, _ in life.acts[:2]] == [Given.STRATEGY, Given.STARTED]
        assert inputs.office[life.held]
        assert life.held <= inputs.first - 1 - age < life.held + 14
        days = [day for day, *_ in life.acts]
        assert days == sorted(days)
        assert days[-1] < inputs.first
        assert life.reviews == sum(age > after for after in (85, 265, 448, 630, 812, 994))


def test_offices_that_are_compared_begin_with_the_same_families() -> None:
    offices = [
        prepare(tiny(changes)).inputs
        for changes in ({}, {"scenario": {"changes": ["practice", "four-weeks"]}}, {"staff": staff(9)})
    ]
    for key in keys(offices[0], 5):
        pasts = [past_of(inputs, key) for inputs in offices]
        assert pasts[0].families == pasts[1].families == pasts[2].families
        assert pasts[0].acts == pasts[2].acts != pasts[1].acts


@pytest.mark.slow
def test_a_replication_is_the_same_whatever_its_workspace_ran_before(setting: Setting) -> None:
    runs = replicate(setting.inputs, (4, 0, 4, 2), threads=2, events=True)
    assert same_logs(runs.logs[0], runs.logs[2])
    for replication, log in zip(runs.replications.tolist(), runs.logs, strict=True):
        assert same_logs(log, Office(setting.inputs, replication).run())


def test_the_chance_of_a_drawn_backlog_is_in_the_intervals() -> None:
    """On the first day nothing but the backlog can make replications differ."""
    surge = prepare(load_scenario("york-2020-surge", {"run": {"days": 1, "warm_up": 0}}))
    logs = [run_log(surge.inputs, replication) for replication in range(10)]
    before = [int((events(log, "day") < surge.inputs.first).sum()) for log in logs]
    assert np.std(before) > 0.02 * np.mean(before)
    assert {len(log.family_of) >= 160 for log in logs} == {True}

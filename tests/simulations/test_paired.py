"""Paired comparison: what is common to both sides drops out."""

from math import inf

import numpy as np
import pytest

from simulations.engine import replicate
from simulations.experiment import experiment, meetings_of
from simulations.inputs import prepare
from simulations.load import load_scenario
from simulations.paired import paired, shares
from simulations.rule_change import effect
from tests.simulations.offices import tiny


def test_pairs_that_differ_by_the_same_need_no_second_pair() -> None:
    found = paired(np.array([1, 5, 9]), np.array([2, 6, 10]))
    assert (found.change.mean, found.change.half, found.variance_ratio) == (1, 0, inf)


def test_pairs_that_have_nothing_in_common_gain_nothing() -> None:
    found = paired(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0, 1.0]))
    assert found.variance_ratio == pytest.approx(1)


def test_a_replication_in_which_nothing_fell_due_was_in_time() -> None:
    assert shares(np.array([1, 0]), np.array([2, 0])).tolist() == [0.5, 1.0]


def test_no_two_replications_are_alike() -> None:
    setting = prepare(tiny())
    counted = replicate(setting.inputs, range(200)).measures
    assert len({one.tobytes() for one in counted.lateness}) == 200


@pytest.mark.slow
def test_common_random_numbers_save_four_of_five_replications_on_six_weeks_to_four() -> None:
    setting = prepare(load_scenario("brent-2024"))
    found = effect(experiment(setting, replications=40, threads=2), "four-weeks", threads=2)
    assert found.meetings.variance_ratio >= 5
    assert found.on_time[""].variance_ratio >= 5
    assert found.meetings.change.low > 0 > found.on_time[""].change.high
    assert meetings_of(found.changed.runs.measures, setting.inputs).shape == (40,)

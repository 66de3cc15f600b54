"""Estimates: intervals hold what they say as often as they say."""

from math import isnan

import numpy as np
import pytest

from simulations.engine import replicate
from simulations.estimates import Interval, mean_of, needed, ratio_of, share_of, together
from simulations.experiment import meetings_of, met_of, owed
from simulations.inputs import prepare
from tests.simulations.offices import tiny

EXPERIMENTS, EACH = 1000, 20


def test_the_interval_of_a_mean_is_students() -> None:
    found = mean_of(np.array([1.0, 2.0, 3.0, 4.0]))
    assert (found.mean, found.n) == (2.5, 4)
    assert found.half == pytest.approx(3.182446 * np.std([1, 2, 3, 4], ddof=1) / 2)


def test_a_higher_level_is_a_wider_interval() -> None:
    values = np.array([1.0, 2.0, 4.0])
    assert mean_of(values, 0.9).half < mean_of(values, 0.99).half


def test_a_share_weighs_replications_by_what_they_count() -> None:
    found = share_of(np.array([0, 90]), np.array([10, 90]))
    assert found.mean == 0.9
    assert found.low < 0.9 < found.high == 1.0


def test_a_ratio_may_be_above_one_and_a_share_not() -> None:
    parts, wholes = np.array([9, 11, 10]), np.array([10, 10, 10])
    assert ratio_of(parts, wholes).high > 1 == share_of(parts, wholes).high


def test_a_share_of_nothing_is_no_number() -> None:
    assert isnan(share_of(np.zeros(3), np.zeros(3)).mean)


def test_intervals_change_their_unit() -> None:
    assert Interval(2, 1, 3, 5).times(10) == Interval(20, 10, 30, 5)


def test_more_measures_at_once_ask_for_more_confidence_in_each() -> None:
    assert together(0.95, 1) == pytest.approx(0.95)
    assert together(0.95, 10) == pytest.approx(0.995)


def test_half_the_width_needs_four_times_the_replications_and_a_little_more() -> None:
    nothing = Interval(float("nan"), float("nan"), float("nan"), 10)
    wide = Interval(0.5, 0.4, 0.6, 10)
    assert needed([wide, nothing], 0.05, 1000) == 44
    assert needed([wide], 0.05, 30) == 30
    assert needed([wide], 0.1, 1000) == 10


@pytest.mark.slow
def test_ninety_five_of_a_hundred_intervals_hold_the_true_value() -> None:
    setting = prepare(tiny({"run": {"days": 120, "warm_up": 30}}))
    counted = replicate(setting.inputs, range(EXPERIMENTS * EACH), threads=2, warm_up=30).measures
    met, whole = met_of(counted, owed(setting))
    true = met.sum() / whole.sum()
    parts = zip(np.split(met, EXPERIMENTS), np.split(whole, EXPERIMENTS), strict=True)
    shares = [share_of(*pair) for pair in parts]
    assert 0.93 <= np.mean([one.low <= true <= one.high for one in shares]) <= 0.97
    held = meetings_of(counted, setting.inputs)
    means = [mean_of(one) for one in np.split(held, EXPERIMENTS)]
    assert 0.93 <= np.mean([one.low <= held.mean() <= one.high for one in means]) <= 0.97

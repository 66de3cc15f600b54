"""Estimates: intervals hold what they say as often as they say."""

from functools import lru_cache
from math import isnan

import numpy as np
import pytest

from simulations.engine import replicate
from simulations.estimates import Interval, Numbers, mean_of, needed, ratio_of, share_of, skewed, together
from simulations.experiment import meetings_of, met_of, owed
from simulations.inputs import prepare
from tests.simulations.offices import tiny

EXPERIMENTS = 1000
SIZES = (10, 20, 40)


def test_the_interval_of_a_mean_is_students() -> None:
    found = mean_of(np.array([1.0, 2.0, 3.0, 4.0]))
    assert (found.mean, found.n) == (2.5, 4)
    assert found.half == pytest.approx(3.182446 * np.std([1, 2, 3, 4], ddof=1) / 2)


def test_a_higher_level_is_a_wider_interval() -> None:
    values = np.array([1.0, 2.0, 4.0])
    assert mean_of(values, 0.9).half < mean_of(values, 0.99).half


def test_rounding_leads_no_interval_of_a_share_out_of_what_a_share_can_be() -> None:
    for count in range(1, 200):
        for wholes in (np.full(10, count), np.arange(count, count + 10)):
            for parts in (np.zeros(10), wholes):
                found = share_of(parts, wholes)
                assert 0 <= found.low <= found.mean <= found.high <= 1


def test_a_share_weighs_replications_by_what_they_count() -> None:
    found = share_of(np.array([0, 90]), np.array([10, 90]))
    assert found.mean == 0.9
    assert 0 < found.low < 0.9 < found.high


def test_a_share_without_a_miss_is_not_known_for_sure() -> None:
    few, many = (share_of(np.full(10, count), np.full(10, count)) for count in (2, 200))
    assert few.mean == many.mean == few.high == many.high == 1.0
    assert few.low < 0.9 < many.low < 1
    none = share_of(np.zeros(10), np.full(10, 2))
    assert (none.low, none.high) == pytest.approx((0.0, 1 - few.low))


def test_the_intervals_of_a_share_and_of_its_rest_are_mirrored() -> None:
    parts, wholes = np.array([3, 9, 7, 8]), np.array([5, 10, 9, 8])
    one, other = share_of(parts, wholes), share_of(wholes - parts, wholes)
    assert (one.low, one.mean, one.high) == pytest.approx((1 - other.high, 1 - other.mean, 1 - other.low))


def test_an_interval_reaches_further_to_the_side_of_rare_bad_runs() -> None:
    bad = share_of(np.array([90] * 9 + [20]), np.full(10, 100))
    good = share_of(np.array([50] * 9 + [90]), np.full(10, 100))
    odds = [np.log(one / (1 - one)) for one in (bad.low, bad.mean, bad.high, good.low, good.mean, good.high)]
    assert odds[1] - odds[0] > 1.2 * (odds[2] - odds[1])
    assert odds[5] - odds[4] > 1.2 * (odds[4] - odds[3])
    assert skewed(np.array([1.0, 2.0])) == skewed(np.ones(5)) == 0.0


def test_replications_alike_leave_the_width_of_independent_things() -> None:
    alike, apart = share_of(np.full(10, 80), np.full(10, 100)), share_of(np.array([60, 100] * 5), np.full(10, 100))
    assert 0.02 < alike.half < 0.04 < 0.1 < apart.half


def test_two_replications_that_differ_widely_give_an_interval_and_no_warning() -> None:
    found = share_of(np.array([0, 10**6]), np.array([10**6, 10**6]))
    assert (found.low, found.high) == pytest.approx((0, 1), abs=0.01)


@pytest.mark.parametrize(
    ("replications", "whole", "missed", "low"),
    [(40, 14_000, (4,), 0.995), (10, 2_400, (2,), 0.98), (10, 120, (3,), 0.65), (10, 120, (1, 1, 1), 0.88)],
    ids=["four-of-many-in-one", "two-in-one", "three-of-few-in-one", "three-in-three"],
)
def test_a_few_misses_side_by_side_do_not_throw_the_interval_down(
    replications: int, whole: int, missed: tuple[int, ...], low: float
) -> None:
    wholes = np.full(replications, whole // replications)
    parts = wholes.copy()
    parts[: len(missed)] -= missed
    found = share_of(parts, wholes)
    assert low < found.low < found.mean < found.high < 1


def test_misses_side_by_side_leave_a_wider_interval_than_misses_apart() -> None:
    wholes = np.full(10, 100)
    near, apart = (share_of(wholes - misses, wholes) for misses in ([5] + [0] * 9, [1, 0] * 5))
    assert near.half > 1.5 * apart.half


def test_a_ratio_may_be_above_one_and_a_share_not() -> None:
    parts, wholes = np.array([9, 10, 8]), np.array([10, 10, 10])
    assert ratio_of(parts, wholes).high > 1 > share_of(parts, wholes).high
    assert ratio_of(np.array([9, 11, 10]), wholes).high > 1


def test_a_share_of_nothing_is_no_number() -> None:
    assert isnan(share_of(np.zeros(3), np.zeros(3)).mean)


def test_intervals_change_their_unit() -> None:
    assert Interval(2, 1, 3, 5).times(10) == Interval(20, 10, 30, 5)


def test_more_measures_at_once_ask_for_more_confidence_in_each() -> None:
    assert together(0.95, 1) == pytest.approx(0.95)
    assert together(0.95, 10) == pytest.approx(0.995)


def test_a_precision_is_come_near_from_below_in_steps_of_a_quarter() -> None:
    nothing = Interval(float("nan"), float("nan"), float("nan"), 10)
    wide = Interval(0.5, 0.4, 0.6, 10)
    assert needed([wide, nothing], 0.05, 1000) == 13
    assert needed([wide], 0.099, 1000) == 12
    assert needed([wide], 0.05, 11) == 11
    assert needed([wide], 0.1, 1000) == 10


@lru_cache(maxsize=1)
def many_runs() -> tuple[Numbers, Numbers, Numbers]:
    """Of very many replications of a small office: what was in time, what was or should have been, meetings held."""
    setting = prepare(tiny({"run": {"days": 120, "warm_up": 30}}))
    counted = replicate(setting.inputs, range(EXPERIMENTS * max(SIZES)), threads=2, warm_up=30).measures
    return *met_of(counted, owed(setting)), meetings_of(counted, setting.inputs)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_ninety_five_of_a_hundred_intervals_hold_the_true_value(size: int) -> None:
    """A thousand experiments of so many replications each, none shared."""
    met, whole, held = (one[: EXPERIMENTS * size] for one in many_runs())
    true = [one.sum() for one in many_runs()]
    parts = zip(np.split(met, EXPERIMENTS), np.split(whole, EXPERIMENTS), strict=True)
    shares = [share_of(*pair) for pair in parts]
    means = [mean_of(one) for one in np.split(held, EXPERIMENTS)]
    assert 930 <= sum(one.low <= true[0] / true[1] <= one.high for one in shares) <= 970
    assert 930 <= sum(one.low <= true[2] / len(many_runs()[2]) <= one.high for one in means) <= 970

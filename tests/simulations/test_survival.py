from dataclasses import replace

import numpy as np
import pytest

from simulations.load import load_scenario
from simulations.survival import DAYS, YEAR, Exits, by_band, curve, held, season, starts_by, year_of_plans

CASES = replace(load_scenario("england-2024").cases, care=0.0)
EVEN = np.full(12, 1 / 12)
PLAIN = Exits((0.2, 0.5), 0.0, (1, 2), 0, 0.0)


def test_without_margin_and_failures_plans_end_at_three_nine_and_fifteen_months_alone() -> None:
    ends = curve(PLAIN, CASES).ends
    days = np.flatnonzero(ends > 1e-9)
    # A due day on a weekend is held on the Friday before; each review can bring two such days more.
    assert set(days[:3]) == {89, 90, 91}
    assert ends[:92].sum() == pytest.approx(0.2)
    assert ends[:275].sum() == pytest.approx(0.2 + 0.8 * 0.5)
    assert not ends[92:268].any() or ends[92:268].max() < 1e-9


def test_what_ends_and_what_still_runs_make_up_all_plans() -> None:
    found = curve(replace(PLAIN, leaves=0.3, leaves_after=(20, 400), margin=20, fails=0.2), CASES)
    assert np.allclose(np.cumsum(found.ends) + found.alive, 1)
    assert (found.ends > -1e-9).all()


def test_leaving_alone_ends_plans_evenly_over_its_days() -> None:
    ends = curve(Exits((0.0,), 0.5, (10, 19), 0, 0.0), CASES).ends
    assert np.allclose(ends[10:20], 0.05)
    assert ends[:DAYS].sum() == pytest.approx(0.5)


def test_a_meeting_that_fails_on_its_due_day_is_late_and_one_with_time_left_is_not() -> None:
    assert held(0, 0.2)[1] == pytest.approx(0.2, abs=1e-3)
    assert held(40, 0.2)[1] < 0.05
    assert held(40, 0.0)[1] == 0


def test_children_looked_after_change_lengths_only_where_their_exits_differ() -> None:
    care = replace(CASES, care=0.5)
    same = replace(care, exits_in_care=PLAIN.reviews)
    assert np.allclose(curve(PLAIN, same).alive, curve(PLAIN, CASES).alive)
    assert curve(PLAIN, replace(care, exits_in_care=(1.0,))).alive.sum() < curve(PLAIN, CASES).alive.sum()


def test_where_starts_do_not_change_as_many_plans_end_as_start_and_stock_is_flow_times_length() -> None:
    found = curve(PLAIN, CASES)
    year = year_of_plans(found, dict.fromkeys(range(2010, 2023), 365.25), 2022, EVEN)
    assert year.ended_by.sum() == pytest.approx(365.25, rel=1e-3)
    assert year.open_by.sum() == pytest.approx(found.alive.sum(), rel=1e-3)
    assert np.allclose(year.ended_by / year.ended_by.sum(), by_band(found.ends), atol=1e-3)


def test_a_year_of_more_starts_raises_its_stock_before_its_ends() -> None:
    started = dict.fromkeys(range(2010, 2022), 100.0) | {2022: 200.0}
    found = year_of_plans(curve(PLAIN, CASES), started, 2022, EVEN)
    usual = year_of_plans(curve(PLAIN, CASES), dict.fromkeys(started, 100.0), 2022, EVEN)
    assert found.open_by.sum() / usual.open_by.sum() > 1.7
    assert found.ended_by.sum() / usual.ended_by.sum() < 1.5


def test_reviews_that_are_never_late_are_all_in_time() -> None:
    started = {2021: 100.0, 2022: 100.0}
    assert year_of_plans(curve(PLAIN, CASES), started, 2022, EVEN).in_time == 1
    assert year_of_plans(curve(replace(PLAIN, fails=0.1), CASES), started, 2022, EVEN).in_time < 0.9


def test_plans_start_when_their_enquiries_come_and_the_conference_is_held() -> None:
    alike = replace(CASES, months=(1.0,) * 12)
    assert season(alike) == pytest.approx(EVEN)
    august = season(replace(CASES, months=tuple(float(month == 8) for month in range(1, 13))))
    # Enquiries of August alone: some of their plans start in August, the fifth month from April, the most in September.
    assert august[4] + august[5] == pytest.approx(1)
    assert august[5] == pytest.approx(20 / (365.25 / 12))


def test_starts_add_up_year_by_year_and_go_on_backwards_as_in_the_first() -> None:
    months, ends = season(CASES), np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    assert starts_by({2021: 120.0, 2022: 60.0}, ends * YEAR, months) == pytest.approx([-240, -120, 0, 120, 180])


def test_the_more_plans_start_late_in_the_year_the_more_are_open_at_its_end() -> None:
    found, started = curve(PLAIN, CASES), {2021: 100.0, 2022: 100.0}
    late = np.where(np.arange(12) < 9, 0.5, 2.5) / 12
    stocks = [year_of_plans(found, started, 2022, months).open_by.sum() for months in (EVEN, late)]
    assert stocks[1] > 1.1 * stocks[0]

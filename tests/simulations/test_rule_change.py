"""Rule changes: what one costs, and what a policy cannot take."""

from pathlib import Path

import pytest

from model import InvalidInput
from simulations.experiment import Experiment, experiment
from simulations.inputs import prepare
from simulations.rule_change import Effect, NoEffect, effect, tried
from tests.simulations.offices import tiny

# Every change compiles a policy anew.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def brent() -> Experiment:
    return experiment(prepare(tiny({"run": {"days": 300}}, policy="brent")), replications=12)


@pytest.fixture(scope="module")
def shorter(brent: Experiment) -> Effect:
    return effect(brent, "four-weeks")


def test_core_groups_every_four_weeks_are_more_meetings_hours_and_posts(shorter: Effect) -> None:
    assert shorter.title == "Core groups every four weeks"
    assert shorter.meetings.change.low > 0
    worker = next(one for one in shorter.prices if one.role == "lead_social_worker")
    assert worker.hours.low > 0
    assert worker.posts > 0


def test_the_change_is_kept_in_the_scenario_it_was_run_with(shorter: Effect) -> None:
    scenario = shorter.changed.setting.scenario
    assert scenario.tables["scenario"]["changes"][-1] == "four-weeks"
    assert scenario.changes[-1].stem == "four-weeks"


def test_both_sides_run_the_same_replications(brent: Experiment, shorter: Effect) -> None:
    assert shorter.changed.runs.replications.tolist() == brent.runs.replications.tolist()


def test_a_manager_who_need_not_chair_is_spared_hours(brent: Experiment) -> None:
    found = effect(brent, "no-manager-chair")
    manager = next(one for one in found.prices if one.role == "line_manager")
    assert manager.hours.high < 0
    assert manager.posts < 0


def test_a_change_of_nothing_changes_nothing(brent: Experiment, tmp_path: Path) -> None:
    path = tmp_path / "same.toml"
    path.write_text('[[set]]\nduty = "core-group-interval"\nwithin = "6 weeks"\n', encoding="utf-8")
    found = effect(brent, path)
    assert found.title == "same"
    assert not any(pair.differences.any() for pair in (found.meetings, *found.on_time.values()))
    assert found.as_good == 0


def test_a_change_that_the_policy_cannot_take_is_told_with_the_reason() -> None:
    york = experiment(prepare(tiny()), replications=2)
    found = tried(york, "no-manager-chair")
    assert isinstance(found, NoEffect)
    assert "first-core-group-chair" in found.why


def test_a_change_that_no_staff_makes_good_says_so(brent: Experiment, tmp_path: Path) -> None:
    path = tmp_path / "hard.toml"
    path.write_text('[[set]]\nduty = "core-group-interval"\nwithin = "1 week"\n', encoding="utf-8")
    assert effect(brent, path).as_good is None


def test_an_unknown_change_is_refused(brent: Experiment) -> None:
    with pytest.raises(InvalidInput, match="no rule change of this name"):
        effect(brent, "five-weeks")

"""Rule changes: what one costs, and what a policy cannot take."""

from datetime import date
from pathlib import Path

import pytest

from model import InvalidInput
from simulations.demands import policy_of
from simulations.experiment import Experiment, experiment
from simulations.inputs import prepare
from simulations.load import load_scenario, presets
from simulations.rule_change import (
    EXAMPLES,
    Effect,
    NoEffect,
    NotSimulated,
    Obstacle,
    ReadingDecides,
    as_good,
    called,
    effect,
    examples,
    file_of,
    own,
    tried,
    with_change,
)
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
    assert (found.name, found.title) == ("same", "same")
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


EXCUSED = """
[change]
id = "excused"
title = "A failed core group excuses"

[[excuse]]
id = "e"
clauses = ["c"]
says = "Made up."
covers = ["core-group-interval"]
when = { event = "core_group_abandoned", reason = "family_absent" }
decided = "any-time"

[[clause]]
id = "c"
says = "Made up."
treatment = "modelled"
by = ["e"]
"""
SOON = """
[[duty]]
id = "seen-before"
topic = "practice"
clauses = ["c"]
strength = "must"
owed_by = "lead social worker"
says = "Made up."
when = "core_group_scheduled"
then = "child_seen"
from = "for"
within = "2 working days"
until = ["plan_discharged", "case_transferred", "case_closed"]

[[clause]]
id = "c"
says = "Made up."
treatment = "modelled"
by = ["seen-before"]
"""


@pytest.mark.parametrize(("text", "duty"), [(EXCUSED, "core-group-interval"), (SOON, "seen-before")])
def test_work_that_a_change_takes_out_of_the_simulation_is_never_told_as_a_gain(
    brent: Experiment, tmp_path: Path, text: str, duty: str
) -> None:
    path = tmp_path / "vague.toml"
    path.write_text(text, encoding="utf-8")
    found = own(brent, path)
    assert isinstance(found, NoEffect)
    assert found.obstacle is Obstacle.NOT_SIMULATED
    assert f"{duty}, as " in found.why
    assert found == tried(brent, path)
    with pytest.raises(NotSimulated, match=duty):
        effect(brent, path)


NO_CHAIR = "first-chair = lead-social-worker"


def test_a_change_that_a_reading_of_the_scenario_undoes_is_told_as_such_and_not_as_a_difference_of_nothing() -> None:
    read = {"scenario": {"readings": {"first-chair": "lead-social-worker", "ten-days": "working-days"}}}
    found = experiment(prepare(tiny({"run": {"days": 30}, **read}, policy="brent")), replications=2)
    told = own(found, "no-manager-chair")
    assert isinstance(told, NoEffect)
    assert told.obstacle is Obstacle.READING_DECIDES
    assert told.why == f"the scenario's reading decides the same thing: {NO_CHAIR}"
    assert told == tried(found, "no-manager-chair")
    with pytest.raises(ReadingDecides, match=NO_CHAIR):
        effect(found, "no-manager-chair")
    # The same readings leave another change as it is.
    assert isinstance(tried(found, "four-weeks"), Effect)


@pytest.mark.parametrize("name", presets())
def test_two_examples_suit_the_policy_of_every_preset(name: str) -> None:
    setting = prepare(load_scenario(name))
    chosen = examples(setting)
    assert all(one in names for one, names in zip(chosen, EXAMPLES, strict=True))
    policy = policy_of(setting.scenario)
    assert all(policy_of(with_change(setting, file_of(one))) != policy for one in chosen)


def test_where_no_example_suits_the_first_is_tried_and_told_why_it_does_not_apply() -> None:
    bare = prepare(tiny({"scenario": {"changes": []}}, policy="working-together"))
    assert examples(bare)[0] == "four-weeks"


def test_a_manager_who_must_chair_spends_hours_that_the_worker_is_spared() -> None:
    york = experiment(prepare(tiny({"run": {"days": 300}})), replications=6)
    hours = {one.role: one.hours for one in effect(york, "manager-chair").prices}
    assert hours["line_manager"].low > 0 > hours["lead_social_worker"].high


def test_a_change_of_the_users_own_that_the_policy_cannot_take_is_refused() -> None:
    with pytest.raises(InvalidInput, match="first-core-group-chair"):
        own(experiment(prepare(tiny({"run": {"days": 60}})), replications=2), "no-manager-chair")


def test_no_posts_are_asked_for_where_it_is_not_sure_that_less_is_on_time(brent: Experiment) -> None:
    found = effect(brent, "no-manager-chair")
    change = found.on_time[""].change
    assert change.high >= 0
    assert found.as_good == 0


def test_where_less_is_surely_on_time_no_post_more_is_never_the_answer(brent: Experiment) -> None:
    """The few runs of the search may tell otherwise than all of them: one sentence would deny the other."""
    assert as_good(brent, brent.setting, "lead_social_worker", 1) == 1


def test_a_run_of_one_saturday_has_a_price_of_nothing() -> None:
    saturday = {"run": {"days": 1, "warm_up": 0, "first": date(2024, 4, 6)}}
    found = effect(experiment(prepare(tiny(saturday)), replications=2), "four-weeks")
    assert [one.posts for one in found.prices] == [0.0] * len(found.prices)


def test_an_unknown_change_is_refused(brent: Experiment) -> None:
    with pytest.raises(InvalidInput, match="no rule change of this name"):
        effect(brent, "five-weeks")


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ('[change]\nid = "weekly"\ntitle = "Every week"\n', ("weekly", "Every week")),
        ('[change]\nid = "weekly"\n', ("weekly", "weekly")),
        ('[change]\ntitle = "Every week"\n', ("change", "Every week")),
        ("change = 3\n", ("change", "change")),
        ("", ("change", "change")),
    ],
    ids=["both", "id", "title", "number", "none"],
)
def test_a_change_is_called_as_it_calls_itself_and_else_as_its_file(
    tmp_path: Path, head: str, names: tuple[str, str]
) -> None:
    path = tmp_path / "change.toml"
    path.write_text(head + '[[set]]\nduty = "core-group-interval"\nwithin = "1 week"\n', encoding="utf-8")
    assert called(path) == names

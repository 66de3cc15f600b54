import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from model import InvalidInput
from simulations.inputs import prepare
from simulations.load import load_scenario, presets
from simulations.register import described
from tests.simulations.offices import tiny

MOMENT = datetime(2023, 4, 1, tzinfo=UTC)
PRESETS = ("brent-2024", "england-2024", "york-2020-surge", "york-2024")


def codes(error: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [fault.code for fault in error.value.faults]


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_loads_and_every_number_has_a_source(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.id == name
    told = described(scenario.register, scenario.tables)
    assert not re.search(r"^  (cases|people|task|backlog)\.[a-z_.]+ = [\d\[][^(]*$", told, re.MULTILINE)


def test_the_presets_are_scenarios_and_no_changes_of_rules() -> None:
    assert presets() == PRESETS


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_says_which_of_its_numbers_are_fitted_and_which_assumed(name: str) -> None:
    scenario = load_scenario(name)
    told = described(scenario.register, scenario.tables).splitlines()
    assert any("cases.exits = " in line and "fitted to DfE" in line for line in told)
    assert any("task.child_seen.lead" in line and "assumed" in line for line in told)
    assert any(scenario.title in line for line in told)


def test_the_register_speaks_in_the_order_of_the_checklist() -> None:
    scenario = load_scenario("york-2024")
    titles = [line for line in described(scenario.register, scenario.tables).splitlines() if line[:1].isdigit()]
    assert titles == sorted(titles)
    assert {title[0] for title in titles} == set("123456")


def test_all_faults_are_told_at_once() -> None:
    changed: dict[str, Any] = {
        "cases": {"plan": 1.5, "plans": 2, "weekdays": [1, 2]},
        "people": {"ill_days": [9, 1], "allocation": "lightes"},
        "staff": [{"role": "lead_social_worker", "posts": -1, "hours": 37}],
    }
    with pytest.raises(InvalidInput) as error:
        tiny(changed)
    assert {"out-of-range", "unknown-key", "bad-length", "bad-span", "unknown-word", "no-source"} <= set(codes(error))


def test_a_number_without_a_source_is_refused() -> None:
    with pytest.raises(InvalidInput) as error:
        tiny({"assumption": [{"key": "cases.plan", "source": ""}]})
    assert "no-source" in codes(error)


def test_a_duty_without_a_cost_is_refused_unless_it_is_ignored() -> None:
    with pytest.raises(InvalidInput) as error:
        prepare(without_reviews([]))
    assert codes(error) == ["no-cost"]
    setting = prepare(without_reviews(["first-review", "later-reviews"]))
    assert "first-review" not in {duty.id for duty in setting.duties}


def without_reviews(ignore: list[str]) -> Any:
    from dataclasses import replace

    scenario = tiny({"scenario": {"ignore": ignore}, "backlog": {"children": 0}}, "working-together")
    return replace(scenario, tasks=tuple(task for task in scenario.tasks if task.event != "rcpc_held"))


def test_an_unknown_scenario_names_the_likely_one() -> None:
    with pytest.raises(InvalidInput, match="did you mean 'york-2024'"):
        load_scenario("york-2042")


def test_a_file_of_your_own_extends_a_preset(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "york-2024"\n[cases]\nplan = 0.5\n')
    assert load_scenario(path).cases.plan == 0.5
    path.write_text("[cases\n")
    with pytest.raises(InvalidInput, match="not a TOML file"):
        load_scenario(path)


def test_a_preset_may_be_extended_by_a_file_of_its_name_and_none_extends_itself(tmp_path: Path) -> None:
    path = tmp_path / "york-2024.toml"
    path.write_text('extends = "york-2024"\n[cases]\nplan = 0.5\n')
    assert load_scenario(path).cases.plan == 0.5
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / f"{name}.toml").write_text(f'extends = "{other}"\n')
    with pytest.raises(InvalidInput, match="extends itself"):
        load_scenario(tmp_path / "one.toml")


def way(**records: object) -> dict[str, Any]:
    return {"who": {"lead_social_worker": 60}, "records": records}


@pytest.mark.parametrize(
    ("changed", "fact"),
    [
        ({"run": {"first": MOMENT}}, "is not a day"),
        ({"run": {"closure_days": [MOMENT]}}, "is not a list of days"),
        ({"task": [1, 2]}, "is not a list of tables"),
        ({"staff": 3}, "is not a list of tables"),
        ({"cases": 5}, "is not a table"),
        ({"cases": {"enquiries": 2_000_000}}, "is not between 0 and 1,000,000"),
        ({"people": {"leave_weeks": True}}, "is not a whole number"),
        ({"backlog": {"ages": [{"days": [{}, 9], "share": 1.0}]}}, "is not a list of numbers"),
        ({"task": [{"event": "tac_held", "way": [{"who": {"lead_social_worker": 9}}, 1]}]}, "is not a list of tables"),
        ({"task": [{"event": "child_seen", "way": [way(by={})]}]}, "by: is not a word, a number, true or false"),
        ({"task": [{"event": "child_seen", "way": [way(by=[1])]}]}, "by: is not a list of texts"),
    ],
    ids=[
        *("moment", "moments", "numbers", "number", "section", "large", "truth", "ages", "way", "record", "records"),
    ],
)
def test_a_value_of_another_kind_is_told_in_a_sentence(changed: dict[str, Any], fact: str) -> None:
    with pytest.raises(InvalidInput, match=fact):
        tiny(changed)

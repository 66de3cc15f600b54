import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from model import InvalidInput
from simulations.inputs import prepare
from simulations.load import layered, load_scenario, merged, presets, toml
from simulations.points import changed
from simulations.register import described, matches, with_own
from simulations.scenario import PRESETS as PLACE
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


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told_of(path: Path, key: str) -> str:
    """What `--describe` says of a key."""
    scenario = load_scenario(path)
    lines = described(scenario.register, scenario.tables).splitlines()
    return next(line for line in lines if line.startswith(f"  {key} = ")).strip()


MINE = 'extends = "york-2024"\n[cases]\nenquiries = 250\n'
ASSUMED = '[[assumption]]\nkey = "{}"\nsource = "our own count"\n'


def test_a_number_of_ones_own_has_not_the_source_of_the_number_underneath(tmp_path: Path) -> None:
    path = written(tmp_path, MINE)
    assert told_of(path, "cases.enquiries") == (
        "cases.enquiries = 250 families a year (set in mine.toml; no source given)"
    )
    assert "DfE" in told_of(path, "cases.plan")


def test_a_number_that_stays_the_same_keeps_its_source(tmp_path: Path) -> None:
    assert "DfE" in told_of(written(tmp_path, MINE.replace("250", "169")), "cases.enquiries")


@pytest.mark.parametrize("key", ["cases.enquiries", "cases.*"])
def test_a_number_of_ones_own_has_the_source_that_its_file_gives(tmp_path: Path, key: str) -> None:
    assert "(our own count" in told_of(written(tmp_path, MINE + ASSUMED.format(key)), "cases.enquiries")


def test_the_source_given_in_a_file_of_ones_own_stands_above_every_one_underneath(tmp_path: Path) -> None:
    text = 'extends = "york-2024"\n[[task]]\nevent = "icpc_held"\nfails = 0.3\n' + ASSUMED.format("task.*.fails")
    assert told_of(written(tmp_path, text), "task.icpc_held.fails").startswith("task.icpc_held.fails = 0.3 (our own")


def test_a_file_that_extends_ones_own_says_which_of_the_two_sets_a_number(tmp_path: Path) -> None:
    written(tmp_path, MINE)
    above = written(tmp_path, 'extends = "mine"\n[cases]\nplan = 0.5\n', "above.toml")
    assert told_of(above, "cases.enquiries").endswith("(set in mine.toml; no source given)")
    assert told_of(above, "cases.plan").endswith("(set in above.toml; no source given)")
    counted = written(tmp_path, 'extends = "mine.toml"\n[cases]\nenquiries = 9\n' + ASSUMED.format("cases.enquiries"))
    with pytest.raises(InvalidInput, match="extends itself"):
        load_scenario(counted)
    counted = counted.rename(tmp_path / "counted.toml")
    written(tmp_path, MINE)
    assert told_of(counted, "cases.enquiries").endswith("(our own count)")


# 15 are as many as York has in a team.
@pytest.mark.parametrize("posts", [9, 15])
def test_a_staff_list_of_ones_own_has_not_the_source_of_the_posts_underneath(tmp_path: Path, posts: int) -> None:
    staff = "".join(
        f'[[staff]]\nrole = "{role}"\nposts = {posts}\nhours = 37.0\nother = 0.5\nmeetings = 1.0\n'
        for role in ("lead_social_worker", "line_manager", "conference_chair")
    )
    path = written(tmp_path, 'extends = "york-2024"\n' + staff)
    assert told_of(path, "staff.lead_social_worker.posts").endswith(
        f"{posts} posts (set in mine.toml; no source given)"
    )
    assert "(assumed" in told_of(path, "staff.lead_social_worker.hours")


@pytest.mark.parametrize("text", ["assumption = 3\n", "[[assumption]]\n", "assumption = [1]\n"])
def test_a_register_that_is_none_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    body = MINE + text if text.startswith("[[") else MINE.replace("[cases]", text + "[cases]")
    with pytest.raises(InvalidInput, match="assumption"):
        load_scenario(written(tmp_path, body))


def test_every_number_that_a_preset_changes_has_a_source_of_its_own_or_is_assumed() -> None:
    for name in PRESETS:
        own = toml(PLACE / f"{name}.toml")
        base = layered(PLACE / f"{own['extends']}.toml")
        said = with_own(merged(base, own), base, own, "here")["assumption"]
        silent = [one["key"] for one in said if one["source"].startswith("set in here")]
        inherited = [one for one in load_scenario(name).register if any(matches(key, [one.key]) for key in silent)]
        assert [one.key for one in inherited if not one.source.startswith("assumed")] == []


def test_a_preset_is_called_by_its_name_and_a_file_of_ones_own_by_its_path(tmp_path: Path) -> None:
    assert load_scenario("york-2024").named == "york-2024"
    path = written(tmp_path, MINE, "my office.toml")
    assert load_scenario(path).named == f"'{path}'"


def test_what_a_scenario_names_is_looked_for_beside_it_and_else_where_one_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, work = tmp_path / "office", tmp_path / "work"
    for folder in (beside, work):
        folder.mkdir()
    monkeypatch.chdir(work)
    head = '[scenario]\npolicy = "own.toml"\nchanges = ["weekly"]\n[backlog]\nfile = "open.jsonl"\n'
    path = written(beside, 'extends = "york-2024"\n' + head)
    for folder in (work, beside):
        for name in ("own.toml", "open.jsonl", "weekly.toml"):
            written(folder, "", name)
        found = load_scenario(path)
        named = (Path(found.policy), Path(found.backlog.file), *found.changes)
        assert [path.resolve() for path in named] == [
            folder / "own.toml",
            folder / "open.jsonl",
            folder / "weekly.toml",
        ]
    assert changed(found, {"cases.plan": 0.5}).policy == found.policy


def test_what_a_file_extends_is_named_above_the_first_table_or_one_fault_says_so(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[scenario]\nid = "mine"\nextends = "york-2024"\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match='write extends = "york-2024" above the first table') as error:
        load_scenario(file)
    assert codes(error) == ["misplaced"]

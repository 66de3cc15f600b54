"""The report: what a planner reads is there, in plain sentences, and the same for machines."""

import json
from pathlib import Path

import pytest

from simulations import study as study_module
from simulations.inputs import prepare
from simulations.load import load_scenario
from simulations.register import described
from simulations.report import PAGE, Report, plain, text
from simulations.rule_change import Effect
from simulations.study import keep, study
from tests.simulations.offices import staff, tiny


@pytest.fixture(scope="module")
def report() -> Report:
    return study(tiny({"run": {"days": 120}}, policy="brent"), replications=4, role="lead_social_worker", target=0.5)


def test_the_report_says_what_was_asked_for(report: Report) -> None:
    told = text(report)
    for word in ("ON TIME", "PEOPLE", "BINDING CONSTRAINT", "RULE CHANGES", "STAFFING FRONTIER"):
        assert f"\n{word}\n" in told
    assert "Core groups every four weeks (four-weeks)\n  meetings a month: +" in told
    assert "The line manager need not chair the first core group (no-manager-chair)\n" in told
    assert "nan" not in told


def test_no_line_is_wider_than_the_page(report: Report) -> None:
    assert max(map(len, text(report).splitlines())) <= PAGE


def test_machines_get_the_same_figures(report: Report) -> None:
    told = json.loads(json.dumps(plain(report), allow_nan=False))
    assert told["on_time"]["mean"] == report.found.on_time(report.found.owed).mean
    assert told["binding"] in text(report).replace("\n", " ")
    assert [one["name"] for one in told["changes"]] == ["four-weeks", "no-manager-chair"]
    assert told["frontier"]["smallest"] is not None
    assert told["left_out"] == dict(report.found.setting.left_out)


def test_a_change_that_does_not_apply_is_told_of() -> None:
    found = study(tiny({"run": {"days": 60}}), replications=2)
    assert "does not apply to this policy, as there is no duty " in " ".join(text(found).split())
    assert "does_not_apply" in plain(found)["changes"][1]


def test_an_unstable_office_is_never_shown_as_a_steady_state() -> None:
    crowded = tiny({"run": {"days": 60}, "cases": {"enquiries": 900}, "staff": staff(workers=2)}, policy="brent")
    found = study(crowded, replications=2, changes=["four-weeks"])
    told = text(found)
    assert "\nON TIME IN THIS RUN ONLY, no steady state: unstable: demand " in told
    assert "\n  then unstable: demand " in told
    assert plain(found)["unstable"] is True


def test_the_seed_that_is_asked_for_is_the_one_that_is_told() -> None:
    scenario = tiny({"run": {"days": 60}})
    one, other = (study(scenario, replications=2, seed=seed, changes=["four-weeks"]) for seed in (7, 8))
    assert plain(one)["seed"] == 7 == one.found.setting.scenario.tables["run"]["seed"]
    assert one.found.compliance != other.found.compliance


def test_the_first_run_says_that_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(study_module, "first_time", lambda: True)
    study(tiny({"run": {"days": 60}}), replications=2, changes=["four-weeks"], say=said.append)
    assert said[0].startswith("compiling the engine")
    assert said[1:] == ["2 replications, and as many with ample staff", "rule change four-weeks"]


def test_tables_and_pictures_are_kept(report: Report, tmp_path: Path) -> None:
    paths = keep(report, tmp_path)
    assert sorted(paths) == sorted(tmp_path.iterdir())
    assert {path.stem for path in paths} >= {"compliance", "people", "changes", "frontier", "about"}
    assert {path.stem for path in paths if path.suffix == ".png"} >= {"lateness", "rule_changes", "staffing_frontier"}


def test_what_the_report_refers_to_is_the_register() -> None:
    scenario = load_scenario("york-2024")
    told = described(scenario.register, scenario.tables)
    assert prepare(scenario).scenario is scenario
    assert told.startswith("1.1 Purpose of the model\n")


def test_as_good_as_before_is_told_for_every_answer(report: Report) -> None:
    for effect in report.effects:
        assert isinstance(effect, Effect)
        assert "as much as before is " in text(report)

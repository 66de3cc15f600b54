"""The report: what a planner reads is there, in plain sentences, and the same for machines."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulations import study as study_module
from simulations.estimates import Interval
from simulations.experiment import experiment
from simulations.inputs import prepare
from simulations.load import load_scenario
from simulations.paired import paired
from simulations.register import described
from simulations.report import PAGE, Report, again, head, moved, plain, signed, text
from simulations.rule_change import Effect, NoEffect, Obstacle, tried
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


def test_the_command_in_the_head_names_a_file_of_ones_own_as_it_was_given(report: Report) -> None:
    setting = report.found.setting
    own = replace(setting, scenario=replace(setting.scenario, file=Path("office/mine.toml")))
    told = head(replace(report.found, setting=own))
    assert told.splitlines()[-1] == "What it assumes: coregroup simulate office/mine.toml --describe"


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
    york = experiment(prepare(tiny({"run": {"days": 60}})), replications=2)
    found = Report(york, (tried(york, "no-manager-chair"),))
    assert "does not apply to this policy, as there is no duty " in " ".join(text(found).split())
    assert "does_not_apply" in plain(found)["changes"][0]


def test_an_unstable_office_is_never_shown_as_a_steady_state() -> None:
    crowded = tiny({"run": {"days": 60}, "cases": {"enquiries": 900}, "staff": staff(workers=2)}, policy="brent")
    found = study(crowded, replications=2, changes=["four-weeks"])
    told = text(found)
    assert "\nON TIME IN THIS RUN ONLY, no steady state: unstable: demand " in told
    assert "\n  then unstable: demand " in told
    assert plain(found)["unstable"] is True
    assert max(map(len, told.splitlines())) <= PAGE


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


@pytest.mark.slow
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


@pytest.mark.slow
def test_what_is_not_simulated_is_told_under_what_is_on_time_and_under_every_change() -> None:
    vague = tiny({"run": {"days": 60}, "scenario": {"readings": {"delay-decided": "any-time"}}}, policy="brent")
    found = study(vague, replications=2, changes=["no-manager-chair"])
    parts = text(found).split("\n\n")
    told = [" ".join(part.split()) for part in parts if part.startswith(("ON TIME", "RULE CHANGES"))]
    assert len(told) == 2
    assert all("Not simulated, so that their work is missing from every figure: " in one for one in told)
    assert all("(an excuse may be decided at any time, so that no breach is final)" in one for one in told)
    assert plain(found)["not_simulated"] == plain(found)["changes"][0]["not_simulated"] != {}


def test_a_change_that_cannot_be_simulated_is_told_with_the_duty(report: Report) -> None:
    gone = NoEffect("vague", "Vague", "some-duty, as its window has no table", Obstacle.NOT_SIMULATED)
    found = replace(report, effects=(gone,))
    assert "Vague (vague): its effect is not known: " in text(found)
    assert "some-duty, as its window has no table." in text(found)
    assert plain(found)["changes"] == [{"name": "vague", "title": "Vague", "not_simulated": gone.why}]


def test_a_difference_of_nearly_nothing_has_no_negative_nought() -> None:
    assert signed(Interval(-0.02, -0.14, 0.04, 9)) == "+0.0 (-0.1 to +0.0)"


def test_a_change_that_a_reading_undoes_is_said_to_change_nothing(report: Report) -> None:
    gone = NoEffect("vague", "Vague", "the scenario's reading decides the same thing: x = y", Obstacle.READING_DECIDES)
    found = replace(report, effects=(gone,))
    told = " ".join(text(found).split())
    assert "Vague (vague): changes nothing here, as the scenario's reading decides the same thing: x = y." in told
    assert plain(found)["changes"] == [{"name": "vague", "title": "Vague", "reading_decides": gone.why}]


@pytest.mark.parametrize(
    "nothing",
    [{"cases": {"enquiries": 0}, "backlog": {"children": 0}}, {"run": {"days": 1, "first": date(2024, 4, 6)}}],
)
def test_where_nothing_happens_no_figure_is_made_up(nothing: dict[str, Any]) -> None:
    found = study(tiny(nothing), replications=2, changes=["four-weeks"], role="lead_social_worker")
    told = text(found)
    assert "no number of posts can be told" in told
    assert "nan" not in told
    assert "\n  on time: nothing was due" in told
    assert "more post" not in told
    json.dumps(plain(found), allow_nan=False)


@pytest.mark.parametrize(
    ("low", "high", "posts", "says"),
    [
        (-0.01, 0.02, 0, "it is not sure that less is on time than before"),
        (0.0, 0.0, 0, "without another post"),
        (-0.03, -0.01, 1, "is on time with 1 more post of lead social workers"),
        (-0.03, -0.01, None, "is not on time again with twice as many lead social workers"),
    ],
)
def test_posts_are_told_where_less_is_surely_on_time(
    report: Report, low: float, high: float, posts: int | None, says: str
) -> None:
    one = next(one for one in report.effects if isinstance(one, Effect))
    change = replace(one.on_time[""], change=Interval((low + high) / 2, low, high, 4))
    assert says in again(replace(one, on_time={"": change}, as_good=posts, role="lead_social_worker"))


def test_as_good_as_before_is_told_for_every_answer(report: Report) -> None:
    for effect in report.effects:
        assert isinstance(effect, Effect)
        assert again(effect) in " ".join(text(report).split())


def test_a_duty_that_moves_by_chance_alone_as_one_of_many_is_not_said_to_move(report: Report) -> None:
    one = next(one for one in report.effects if isinstance(one, Effect))
    noise = np.random.default_rng(1).standard_normal((19, 40))
    pairs = {f"duty-{number}": paired(np.zeros(40), noise[number]) for number in range(19)}
    assert any(pair.change.low > 0 or pair.change.high < 0 for pair in pairs.values())
    assert moved(replace(one, on_time={"": one.on_time[""], **pairs})) == ["no single duty surely moves"]
    surely = {**pairs, "duty-0": paired(np.zeros(40), noise[0] + 2)}
    assert [name.split()[0] for name in moved(replace(one, on_time={"": one.on_time[""], **surely}))] == ["duty-0"]


def test_the_intervals_of_the_frontier_are_told_with_their_own_confidence(report: Report) -> None:
    told = " ".join(text(report).split())
    assert "In parentheses here: 90% intervals; each lower end holds with 95% confidence." in told

"""Tables: every file says in which units, and can be made again from what it carries."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import csv, parquet

from model import __version__
from simulations.experiment import CAUSES, Experiment, experiment, not_simulated
from simulations.frontier import frontier
from simulations.inputs import prepare
from simulations.load import scenario_of
from simulations.rule_change import effect
from simulations.tables import carried_by, tables, units_of, write
from tests.simulations.offices import tiny


@pytest.fixture(scope="module")
def found() -> Experiment:
    return experiment(prepare(tiny({"run": {"days": 60}})), replications=3)


def test_an_interval_is_three_columns_with_one_unit(found: Experiment) -> None:
    made = tables(found)["compliance"]
    assert made.column_names[:4] == ["duty", "says", "strength", "a_year"]
    assert {units_of(made)[f"on_time{end}"] for end in ("", "_low", "_high")} == {"share"}
    assert made["on_time"].to_pylist()[0] == pytest.approx(found.compliance[0].on_time.mean)


def test_a_share_of_nothing_is_an_empty_cell(found: Experiment) -> None:
    late = dict(zip(*(tables(found)["compliance"][name].to_pylist() for name in ("duty", "days_late")), strict=True))
    assert None in late.values()


def test_a_table_carries_what_it_takes_to_make_it_again(found: Experiment) -> None:
    told = carried_by(tables(found)["people"])
    scenario = scenario_of(tomllib.loads(told["scenario"]), Path("again.toml"))
    assert experiment(prepare(scenario), replications=int(told["replications"])).compliance == found.compliance
    assert (told["seed"], told["version"]) == (str(scenario.seed), __version__)
    assert told["calendar_digest"] == found.setting.calendar.digest


def test_causes_are_told_duty_by_duty(found: Experiment) -> None:
    rows = tables(found)["causes"].to_pylist()
    assert list(dict.fromkeys(row["duty"] for row in rows)) == list(found.duties)
    for cause, label in CAUSES.items():
        owed = [row["a_year"] for row in rows if row["cause"] == label and row["strength"] != "may"]
        whole = next(one for one in found.ledger(found.owed) if one.cause == cause)
        assert sum(owed) == pytest.approx(whole.a_year.mean)


def test_a_table_names_the_duties_whose_work_is_missing() -> None:
    vague = tiny({"run": {"days": 60}, "scenario": {"readings": {"delay-decided": "any-time"}}}, policy="brent")
    setting = prepare(vague)
    told = carried_by(tables(experiment(setting, replications=2))["compliance"])
    assert json.loads(told["not_simulated"]) == not_simulated(setting) != {}


def test_what_is_asked_for_beside_has_tables_of_its_own(found: Experiment) -> None:
    changed = effect(found, "four-weeks")
    front = frontier(found.setting, "lead_social_worker", 0.5, replications=2, points=3)
    made = tables(found, [changed], front)
    assert set(made) - set(tables(found)) == {"changes", "frontier"}
    figures = {"meetings", "hours", "posts", "on_time", "posts_to_be_as_good"}
    assert set(made["changes"]["figure"].to_pylist()) == figures
    price = {one.role: one.posts for one in changed.prices}
    rows = made["changes"].to_pylist()
    assert {row["of"]: row["difference"] for row in rows if row["figure"] == "posts"} == pytest.approx(price)
    assert [row["difference"] for row in rows if row["figure"] == "posts_to_be_as_good"] == [changed.as_good]
    points = made["frontier"].to_pylist()
    assert points[-1]["posts"] == front.asymptote.posts
    assert [point["ample"] for point in points] == [False] * len(front.points) + [True]
    assert {(point["target"], point["smallest"], point["present"]) for point in points} == {(0.5, front.smallest, 4)}
    assert [point["meets"] for point in points] == [one.meets(0.5) for one in (*front.points, front.asymptote)]


def test_a_number_of_posts_that_is_not_enough_however_many_is_an_empty_cell(found: Experiment) -> None:
    lost = replace(effect(found, "four-weeks"), as_good=None)
    assert tables(found, [lost])["changes"]["difference"].to_pylist()[-1] is None


def test_counts_of_every_replication_add_up(found: Experiment) -> None:
    for row in tables(found)["replications"].to_pylist():
        assert row["due"] == row["met"] + row["breached"] + row["lapsed"] + row["pending"]


def test_files_hold_what_the_tables_hold(found: Experiment, tmp_path: Path) -> None:
    made = tables(found)
    paths = write(made, tmp_path / "new" / "folder")
    assert len(paths) == 2 * len(made) + 1 == len(set(paths))
    again = parquet.read_table(tmp_path / "new" / "folder" / "compliance.parquet")
    assert again.equals(made["compliance"])
    assert carried_by(again) == carried_by(made["compliance"])
    assert csv.read_csv(tmp_path / "new" / "folder" / "weeks.csv").num_rows == made["weeks"].num_rows
    told = json.loads((tmp_path / "new" / "folder" / "about.json").read_text(encoding="utf-8"))
    assert told["units"]["weeks"]["children_on_plan"] == "children"
    assert told["version"] == __version__

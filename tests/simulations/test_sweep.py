"""Sweeps: a row for each point and figure, the same however it was interrupted, resumed or shared out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from model import InvalidInput, __version__
from simulations import scale_out
from simulations.designs import design, grid
from simulations.experiment import experiment
from simulations.inputs import prepare
from simulations.load import scenario_of
from simulations.points import settings_of
from simulations.sweep import column, sweep, unit_of
from simulations.tables import carried_by, units_of, write
from tests.simulations.offices import staff, tiny

SMALL = tiny({"run": {"days": 60}})
DESIGN = grid({"cases.enquiries": [20, 60], "people.leave_weeks": [0, 8]})


@pytest.fixture(scope="module")
def found() -> Any:
    return sweep(SMALL, DESIGN, replications=5)


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block is a job of one or two replications, and every one is told of."""
    monkeypatch.setattr(scale_out, "LEAST", 1e-9)
    monkeypatch.setattr(scale_out, "EVERY", 0.0)


def row(found: Any, point: int, measure: str, of: str = "") -> dict[str, Any]:
    [one] = [one for one in found.to_pylist() if (one["point"], one["measure"], one["of"]) == (point, measure, of)]
    return dict(one)


def test_every_point_has_every_figure_once_with_its_fields_in_every_row(found: Any) -> None:
    rows = found.to_pylist()
    keys = [(one["point"], one["measure"], one["of"]) for one in rows]
    assert len(set(keys)) == len(keys) == 4 * len([key for key in keys if key[0] == 1])
    assert all({key: one[key] for key in DESIGN.fields} == DESIGN.points[one["point"] - 1] for one in rows)
    assert {one["n"] for one in rows} == {5}


def test_a_point_says_what_an_experiment_of_its_scenario_says(found: Any) -> None:
    setting = settings_of(prepare(SMALL), DESIGN.points)[2]
    alone = experiment(setting, replications=5)
    whole, duty, load = alone.on_time(alone.owed), alone.compliance[0], alone.loads[0]
    for figure, one in (
        (whole, row(found, 3, "on_time")),
        (duty.on_time, row(found, 3, "on_time", duty.duty)),
        (load.demand, row(found, 3, "demand", load.role)),
        (alone.stock, row(found, 3, "children_on_plan")),
        (alone.meetings, row(found, 3, "meetings")),
    ):
        assert (one["mean"], one["low"], one["high"], one["level"]) == (figure.mean, figure.low, figure.high, 0.95)


def test_points_share_their_random_numbers() -> None:
    alike = sweep(SMALL, design([{"people.leave_weeks": 4}, {"people.leave_weeks": 4}]), replications=3)
    rows = [{**one, "point": 0} for one in alike.to_pylist()]
    assert rows[: len(rows) // 2] == rows[len(rows) // 2 :]


def test_a_point_that_asks_for_more_than_there_is_carries_the_word() -> None:
    short = tiny({"run": {"days": 90}, "backlog": {"children": 60}, "staff": staff(1, other=0.7)})
    told = sweep(short, grid({"staff.lead_social_worker.posts": [1, 40]}), replications=2).to_pylist()
    words = {one["point"]: one["stability"].split(":")[0] for one in told}
    assert words == {1: "unstable", 2: "demand is below the hours that there are"}


def test_every_row_names_the_duties_whose_work_is_missing(found: Any) -> None:
    assert {one["not_simulated"] for one in found.to_pylist()} == {"{}"}
    vague = tiny({"run": {"days": 60}, "scenario": {"readings": {"delay-decided": "any-time"}}}, policy="brent")
    rows = sweep(vague, grid({"people.leave_weeks": [0]}), replications=2).to_pylist()
    assert all("decided at any time" in one["not_simulated"] for one in rows)


def test_a_table_can_be_made_again_from_what_it_carries(found: Any, tmp_path: Path) -> None:
    write({"sweep": found}, tmp_path)
    again = parquet.read_table(tmp_path / "sweep.parquet")
    told = carried_by(again)
    assert (told["version"], told["seed"], told["replications"]) == (__version__, "1", "5")
    assert told["calendar_digest"] == prepare(SMALL).calendar.digest
    scenario = scenario_of(tomllib.loads(told["scenario"]), Path("again.toml"))
    assert sweep(scenario, DESIGN, replications=5).equals(found)
    assert units_of(found)["cases.enquiries"] == "families a year"
    assert units_of(found)["n"] == "replications"


def test_tables_are_told_as_texts_each_with_its_own_keys() -> None:
    assert column([{}, {"reschedule": "meeting-held"}]).to_pylist() == ["{}", '{"reschedule": "meeting-held"}']


@pytest.mark.parametrize(
    ("field", "unit"),
    [("cases.leaves_after.1", "days"), ("task.icpc_held.margin.2", "days"), ("staff.1.posts", "posts"), ("no.1", "")],
)
def test_an_entry_of_a_list_has_the_unit_of_the_list(field: str, unit: str) -> None:
    assert unit_of(SMALL, field) == unit


def test_values_of_several_kinds_are_told_as_texts() -> None:
    table = sweep(SMALL, design([{"task.rcpc_held.margin": 5}, {"task.rcpc_held.margin": [0, 9]}]), replications=2)
    assert set(table["task.rcpc_held.margin"].to_pylist()) == {"5", "[0, 9]"}


@pytest.mark.usefixtures("cut")
def test_an_interrupted_sweep_goes_on_and_its_table_is_the_same(found: Any, tmp_path: Path) -> None:
    said: list[str] = []

    def interrupted(what: str) -> None:
        said.append(what)
        if what.startswith("7 of 20"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(SMALL, DESIGN, replications=5, folder=tmp_path / "new", say=interrupted)
    assert said[-1].startswith("stopped: 7 of 20 replications are done and kept in ")
    assert said[-1].endswith("new; the same call goes on from there")
    kept = {path.name for path in (tmp_path / "new").iterdir()}
    assert len(kept) == 7
    again: list[str] = []
    assert sweep(SMALL, DESIGN, replications=5, folder=tmp_path / "new", say=again.append).equals(found)
    assert again[0].startswith("8 of 20 replications, ")
    assert again[0].endswith(" left")
    assert again[-1] == "20 of 20 replications"
    assert kept < {path.name for path in (tmp_path / "new").iterdir()}


def test_an_interrupt_without_a_folder_says_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale_out.Progress, "step", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    said: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        sweep(SMALL, DESIGN, replications=2, say=said.append)
    assert said == ["stopped: 0 of 8 replications are done and lost: a folder would keep them"]


@pytest.mark.usefixtures("cut")
@pytest.mark.slow
def test_a_finished_sweep_runs_nothing_again_and_more_replications_go_on(tmp_path: Path) -> None:
    more = sweep(SMALL, DESIGN, replications=7, folder=tmp_path, threads=2)
    said: list[str] = []
    assert sweep(SMALL, DESIGN, replications=7, folder=tmp_path, say=said.append).equals(more)
    assert said == []
    few = sweep(SMALL, DESIGN, replications=4, folder=tmp_path, say=said.append)
    assert said == []
    assert few.equals(sweep(SMALL, DESIGN, replications=4))
    longer = sweep(SMALL, DESIGN, replications=8, folder=tmp_path, say=said.append)
    assert said[-1] == "32 of 32 replications"
    assert len(said) == 4
    assert longer.equals(sweep(SMALL, DESIGN, replications=8))


@pytest.mark.slow
@pytest.mark.usefixtures("cut")
def test_what_another_sweep_left_in_the_folder_is_never_mixed_in(found: Any, tmp_path: Path) -> None:
    other = tiny({"run": {"days": 60, "seed": 8}})
    first = sweep(other, DESIGN, replications=5, folder=tmp_path)
    assert sweep(SMALL, DESIGN, replications=5, folder=tmp_path).equals(found)
    assert not first.equals(found)
    assert sweep(other, DESIGN, replications=5, folder=tmp_path).equals(first)


def test_nothing_runs_where_one_point_is_impossible(tmp_path: Path) -> None:
    said: list[str] = []
    impossible = grid({"staff.lead_social_worker.posts": [4, 0], "cases.plan": [0.5, 2]})
    with pytest.raises(InvalidInput) as error:
        sweep(SMALL, impossible, folder=tmp_path / "new", say=said.append)
    assert {fault.code for fault in error.value.faults} == {"no-staff", "out-of-range"}
    assert said == []
    assert not (tmp_path / "new").exists()


def test_all_that_is_wrong_with_a_call_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as error:
        sweep(SMALL, DESIGN, replications=1, threads=0)
    assert [fault.code for fault in error.value.faults] == ["too-few", "out-of-range"]

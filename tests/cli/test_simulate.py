"""`coregroup simulate`: the register, the report, the files, and one clear error for what cannot be run."""

import json
from pathlib import Path

import pytest

from simulations.study import first_time
from tests.cli.conftest import Run

SMALL = """
extends = "york-2024"
[scenario]
id = "small"
[run]
days = 60
warm_up = 0
[cases]
enquiries = 20
[backlog]
children = 6
"""


@pytest.fixture
def small(folder: Path) -> str:
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    first_time()
    return "small.toml"


def test_the_register_is_in_the_order_of_the_checklist(coregroup: Run) -> None:
    said = coregroup("simulate", "york-2024", "--describe")
    assert (said.code, said.err) == (0, "")
    heads = [line for line in said.out.splitlines() if line and not line.startswith(" ")]
    assert heads == sorted(heads)
    assert heads[0] == "1.1 Purpose of the model"
    assert "assumed" in said.out
    assert "DfE children in need 2024" in said.out


def test_a_run_prints_the_report_and_says_what_it_does(coregroup: Run, small: str) -> None:
    said = coregroup("simulate", small, "--replications", "2", "--threads", "1")
    assert said.code == 0
    for head in ("ON TIME", "PEOPLE", "BINDING CONSTRAINT", "RULE CHANGES"):
        assert head in said.out
    assert "coregroup: 2 replications, and as many with ample staff\n" in said.err


def test_any_number_of_threads_gives_the_same(coregroup: Run, small: str) -> None:
    one, more = (coregroup("simulate", small, "--replications", "3", *threads) for threads in (("--threads", 1), ()))
    assert one.out == more.out


def test_it_runs_on_until_every_duty_is_known_as_precisely_as_asked(coregroup: Run, small: str) -> None:
    said = coregroup("simulate", small, "--replications", "3", "--precision", "0.3", "--format", "json")
    told = json.loads(said.out)
    assert told["replications"] > 3
    shares = [one["on_time"] for one in told["compliance"] if one["on_time"]["mean"] is not None]
    assert all(one["high"] - one["low"] <= 2 * 0.3 for one in shares)
    assert "3 replications and more, until every duty's share on time is known to 0.3 each way" in said.err
    assert f"{told['replications']} replications: every duty's share on time is known to 0." in said.err


@pytest.mark.slow
def test_files_and_json_on_request(coregroup: Run, small: str, folder: Path) -> None:
    said = coregroup("simulate", small, "--replications", "2", "--out", "results", "--format", "json", "--seed", "5")
    assert json.loads(said.out)["seed"] == 5
    assert (folder / "results" / "compliance.parquet").is_file()
    assert "files written to results" in said.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["york2024"], "did you mean 'york-2024'"),
        (["york-2024", "--replications", "1"], "too few replications"),
        (["york-2024", "--replications", "2", "--change", "none.toml"], "no rule change of this name"),
        (["york-2024", "--threads", "-1"], "--threads: needs"),
        (["york-2024", "--seed", "-1"], "--seed: needs"),
        (["york-2024", "--precision", "2"], "--precision: is not between 0 and 1: '2.0' (0.01 is one percentage point"),
        (["york-2024", "--precision", "nan"], "--precision: is not between 0 and 1"),
    ],
    ids=["scenario", "replications", "change", "threads", "seed", "precision", "no number"],
)
def test_what_cannot_be_run_is_one_error(coregroup: Run, arguments: list[str], message: str) -> None:
    said = coregroup("simulate", *arguments)
    assert said.code == 2
    assert message in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_what_cannot_be_run_is_refused_before_it_is_announced(coregroup: Run) -> None:
    assert coregroup("simulate", "york-2024", "--replications", "0").err.startswith(
        "coregroup: --replications: too few"
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('[[staff]]\nteam = "a"\nrole = "lead_social_worker"\nposts = 0\nhours = 37\n', "no post of a lead social"),
        ("[people]\nleave_weeks = -1\n", "is not between 0 and 26"),
        ('[[staff]]\nrole = "lead_social_worker"\nposts = 3\nhours = -37\n', "is not between 0 and 60"),
        ("[cases]\nenquiries = 1000000\n[run]\ndays = 3000\n", "more cases than memory holds"),
        ('[scenario]\npolicy = "brent"\n[[task]]\nevent = "tac_held"\nway = []\n', "has no usual way"),
    ],
    ids=["staff", "leave", "hours", "memory", "way"],
)
def test_an_impossible_scenario_is_refused_with_the_reason(
    coregroup: Run, folder: Path, lines: str, message: str
) -> None:
    (folder / "own.toml").write_text(f'extends = "york-2024"\n{lines}', encoding="utf-8")
    said = coregroup("simulate", "own.toml")
    assert said.code == 2
    assert message in said.err
    assert "Traceback" not in said.err

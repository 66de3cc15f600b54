"""`coregroup import cin`: a census as histories, in the format that is asked for."""

from pathlib import Path

import pytest

from model.history import read_histories
from tests.cli.conftest import Run
from tests.history.census import FIXTURE, census, child, conference, episode

CENSUS = census(child(episode(conference("2023-04-20"))))


@pytest.fixture
def file(folder: Path) -> str:
    (folder / "census.xml").write_bytes(CENSUS)
    return "census.xml"


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_the_histories_are_the_same_in_every_format(coregroup: Run, file: str, form: str) -> None:
    assert coregroup("import", "cin", file, "--output", f"cases.{form}") == (0, "", "")
    (direct,), (imported,) = read_histories(file), read_histories(f"cases.{form}")
    assert imported.events == direct.events != ()
    assert imported.carries == direct.carries


def test_without_an_output_they_go_to_standard_output(file: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    from model.cli import main

    assert main(["import", "cin", file]) == 0
    assert capsysbinary.readouterr().out.startswith(b'{"case":"case-001"')


def test_the_format_that_is_asked_for_goes_before_the_name(coregroup: Run, folder: Path, file: str) -> None:
    coregroup("import", "cin", file, "--output", "cases.txt", "--format", "csv")
    assert (folder / "cases.txt").read_text(encoding="utf-8").startswith("case,")


def test_parquet_is_refused_on_a_terminal(on_terminal: Run, file: str) -> None:
    said = on_terminal("import", "cin", file, "--format", "parquet")
    assert (said.code, said.out) == (2, "")
    assert "[bytes-on-a-terminal]" in said.err


def test_what_the_census_holds_that_cannot_be_is_reported(coregroup: Run) -> None:
    said = coregroup("import", "cin", FIXTURE, "--output", "-")
    cases = read_histories(str(FIXTURE))
    assert list(cases)
    assert said.code == (2 if cases.faults else 0)
    for problem in (*cases.notices, *cases.faults):
        assert str(problem) in said.err


def test_a_census_that_cannot_be_read_leaves_the_output_as_it_was(coregroup: Run, folder: Path) -> None:
    (folder / "cases.jsonl").write_text("precious\n", encoding="utf-8")
    said = coregroup("import", "cin", "missing.xml", "--output", "cases.jsonl")
    assert (said.code, said.out) == (2, "")
    assert (folder / "cases.jsonl").read_text(encoding="utf-8") == "precious\n"


def test_the_census_is_never_overwritten(coregroup: Run, folder: Path, file: str) -> None:
    assert coregroup("import", "cin", file, "--output", file).code == 2
    assert (folder / file).read_bytes() == CENSUS

import io
import sys
from io import BytesIO
from pathlib import Path

import pytest

from model.errors import InvalidInput
from model.history import History, read_histories, write_histories
from tests.history.examples import CASE, CONFERENCE, lines, read

HISTORIES, _ = read(lines(CASE, {"case": "B-0002", "events": [CONFERENCE]}))


class Standard(io.TextIOWrapper):
    """A standard stream over bytes."""


@pytest.mark.parametrize("name", ["cases.jsonl", "cases.NDJSON", "cases.json", "cases.csv", "cases.parquet", "cases"])
def test_the_extension_says_the_format(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    assert write_histories(HISTORIES, path) == 2
    assert list(read_histories(str(path))) == HISTORIES


def test_the_caller_says_the_format_where_the_extension_does_not(tmp_path: Path) -> None:
    path = tmp_path / "cases.txt"
    write_histories(HISTORIES, path, "csv")
    assert path.read_bytes().startswith(b"case,type,on")
    assert list(read_histories(path, format="csv")) == HISTORIES


def test_a_dash_is_standard_input_and_output(monkeypatch: pytest.MonkeyPatch) -> None:
    written = BytesIO()
    monkeypatch.setattr(sys, "stdout", Standard(written))
    write_histories(HISTORIES, "-")
    assert written.getvalue().count(b"\n") == 2
    monkeypatch.setattr(sys, "stdin", Standard(BytesIO(written.getvalue() + b"{\n")))
    cases = read_histories("-")
    assert list(cases) == HISTORIES
    assert cases.faults[0].place == "standard input line 3"


def test_a_stream_stays_open() -> None:
    stream = BytesIO()
    write_histories(HISTORIES, stream, "csv")
    stream.seek(0)
    assert list(read_histories(stream, format="csv")) == HISTORIES
    assert not stream.closed


def test_a_file_is_closed_when_its_cases_are_not_taken_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    write_histories(HISTORIES, path)
    cases = read_histories(path)
    assert next(cases) == HISTORIES[0]
    del cases
    path.unlink()


def test_faults_name_the_file_without_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(b"{\n")
    cases = read_histories(path)
    assert (list(cases), cases.faults[0].place) == ([], "cases.jsonl")


@pytest.mark.parametrize(
    ("name", "form", "says"),
    [
        (
            "cases.xlsx",
            None,
            "is no known format: '.xlsx' (the ending says it: .jsonl, .csv, .parquet, or .xml for a census)",
        ),
        ("cases.jsonl", "cvs", "is no known format: 'cvs' (did you mean 'csv'?)"),
    ],
)
def test_an_unknown_format_is_refused_at_once(name: str, form: str | None, says: str) -> None:
    with pytest.raises(InvalidInput) as error:
        read_histories(name, format=form)
    assert says in str(error.value)


def test_nobody_writes_a_census() -> None:
    with pytest.raises(InvalidInput, match="unknown-format"):
        write_histories(HISTORIES, "census.xml")


@pytest.mark.parametrize("name", ["missing.jsonl", "folder.jsonl", "nul\0.jsonl"])
def test_a_file_that_cannot_be_opened_is_one_clear_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(InvalidInput, match="cannot be opened"):
        next(read_histories(f"{tmp_path}/{name}"))
    with pytest.raises(InvalidInput, match="cannot be opened"):
        write_histories(HISTORIES, f"{tmp_path}/{name if name != 'missing.jsonl' else 'nowhere/x.jsonl'}")


def test_strict_gives_no_case_of_a_file_with_a_fault() -> None:
    cases = read_histories(BytesIO(lines(CASE) + b"{\n[\n"), strict=True)
    with pytest.raises(InvalidInput) as error:
        next(cases)
    assert [fault.code for fault in error.value.faults] == ["not-json", "not-json"]


def test_strict_gives_all_cases_of_a_sound_file() -> None:
    assert list(read_histories(BytesIO(lines(CASE)), strict=True)) == HISTORIES[:1]


def test_the_cases_can_be_taken_once() -> None:
    cases = read_histories(BytesIO(lines(CASE)))
    assert [history.case for history in cases] == ["B-0001"]
    assert list(cases) == []


def test_a_history_without_events_is_a_case() -> None:
    assert read(lines({"case": "B", "events": []}))[0] == [History(case="B")]

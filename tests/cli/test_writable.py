"""Outputs are tried before the work begins."""

import os
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from model.cli import BAD, main
from model.cli.writable import put, writable
from model.errors import InvalidInput

DRIVE = ("--", sys.executable, "-m", "model", "drive")


@pytest.mark.parametrize("option", ["html", "junit", "save"])
def test_verify_asks_nothing_where_its_report_could_not_be_kept(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = tmp_path / "file" / "r"
    begun = tmp_path / "begun"
    program = ("--", sys.executable, "-c", f"open({str(begun)!r}, 'w')")
    assert main(["verify", "--policy", "york", f"--{option}", str(path), *program]) == BAD
    expected = f"coregroup: --{option}: cannot be written: '{path}' (Not a directory) [unwritable]\n"
    assert capsys.readouterr().err == expected
    assert not begun.exists()


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (["corpus", "--policy", "york"], "--out"),
        (["simulate", "york-2024"], "--out"),
        (["check", "york"], "--pictures"),
        (["check", "york"], "--tests"),
        (["check", "york"], "--certificates"),
        (["compare", "york", "brent"], "--pictures"),
        (["compare", "york", "brent"], "--tests"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_a_folder_that_cannot_be_one_is_told_before_a_long_run(
    command: list[str], option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    path.write_text("", encoding="utf-8")
    assert main([*command, option, str(path)]) == BAD
    assert f"{option}: cannot be written: '{path}' (it is a file, not a folder) [unwritable]" in capsys.readouterr().err


def test_all_outputs_that_cannot_be_written_are_told_at_once(tmp_path: Path) -> None:
    paths = Namespace(html=str(tmp_path), junit="", save="\0", out=None)
    with pytest.raises(InvalidInput) as caught:
        writable(paths, files=("html", "junit"), folders=("save", "out"))
    assert [one.place for one in caught.value.faults] == ["--html", "--junit", "--save"]


def test_trying_a_file_leaves_it_as_it_is(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("kept", encoding="utf-8")
    writable(Namespace(html=str(old), junit=str(new)), files=("html", "junit"))
    assert old.read_text(encoding="utf-8") == "kept"
    assert not new.exists()


def test_a_pipe_is_not_opened_before_the_report_is_there(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # Opening it would wait for a reader.
    writable(Namespace(html=str(pipe)), files=("html",))


def test_a_disk_that_is_full_is_told_with_the_option(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(InvalidInput, match=r"--html: cannot be written: 'r.html' \(No space left on device\)"):
        put("r.html", "", "html")


def test_the_report_is_printed_where_its_file_cannot_be_written_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise InvalidInput

    monkeypatch.setattr("model.cli.verify.put", full)
    code = main(["verify", "--policy", "york", "--count", "0", "--html", str(tmp_path / "r.html"), *DRIVE])
    assert code == BAD
    assert "coregroup agrees with york-2015 on" in capsys.readouterr().out

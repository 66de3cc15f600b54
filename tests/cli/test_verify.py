"""`coregroup verify`."""

import json
import sys
from pathlib import Path

import pytest

from model.cli import BAD, NO, OK, main
from tests.conformance.mini_policy import written

DRIVE = ("--", sys.executable, "-m", "model", "drive")
NINE = (
    "--",
    sys.executable,
    "-c",
    """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    if asked["cmd"] == "run":
        print(json.dumps({"seq": asked["seq"], "findings": []}), flush=True)
    elif asked["cmd"] != "stop":
        print(json.dumps({"ok": True, "version": 1, "name": "nil", "language": "python",
                          "duties": ["first-review"]}), flush=True)
""",
)


def test_a_system_that_agrees_gives_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--policy", "york", "--count", "20", *DRIVE]) == OK
    assert "coregroup agrees with york-2015 on" in capsys.readouterr().out


def test_a_system_that_differs_gives_1_and_every_file_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, xml, folder = tmp_path / "r.html", tmp_path / "r.xml", tmp_path / "faults"
    files = ["--html", str(page), "--junit", str(xml), "--save", str(folder)]
    assert main(["verify", "--policy", "york", "--count", "20", "--format", "json", *files, *NINE]) == NO
    told = json.loads(capsys.readouterr().out)
    assert told["faults"][0]["title"] == "gives no findings at all"
    assert "gives no findings at all" in page.read_text(encoding="utf-8")
    assert "gives no findings at all" in xml.read_text(encoding="utf-8")
    replay = ["verify", "--replay", str(folder / "fault-1.json")]
    assert main([*replay, *NINE]) == NO
    assert "It was found that the system gives no findings at all." in capsys.readouterr().out
    assert main([*replay, *DRIVE]) == OK
    assert "It agrees now." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "no system is given"),
        (["--url", "http://localhost:1/", *DRIVE], "both a command and --url are given"),
        (["--count", "-1", *DRIVE], "--count: is less than 0"),
        (["--batch", "0", *DRIVE], "--batch: is less than 1"),
        (["--timeout", "0", *DRIVE], "--timeout: is no time"),
        (["--seconds", "nan", *DRIVE], "--seconds: is no time"),
        (["--policy", "yrok", *DRIVE], "york"),
        (["--reading", "first-dy=same-day", *DRIVE], "first-day"),
        (["--", "no-such-program"], "cannot be started"),
    ],
)
def test_what_cannot_be_done_gives_2_and_one_clear_error(
    options: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", *options]) == BAD
    assert says in capsys.readouterr().err


def test_progress_is_told_where_somebody_watches(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("model.cli.verify.STEP", 0.0)
    main(["verify", "--policy", "york", "--count", "20", *DRIVE])
    assert "smoke: 1 histories, 0 distinct faults" in capsys.readouterr().err


def test_the_histories_of_a_corpus_are_put_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mini, folder = written(tmp_path), tmp_path / "corpus"
    assert main(["corpus", "--policy", str(mini), "--out", str(folder)]) == OK
    cases = len((folder / "cases.jsonl").read_text(encoding="utf-8").splitlines())
    drive = [*DRIVE, "--policy", str(mini)]
    plain = ["verify", "--policy", str(mini), "--count", "0", "--format", "json"]
    found = []
    for more in ([], ["--corpus", str(folder)]):
        capsys.readouterr()
        assert main([*plain, *more, *drive]) == OK
        found.append(json.loads(capsys.readouterr().out)["histories"]["asked"])
    assert found[1] - found[0] == cases


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--policy", "york", "--corpus", str(tmp_path), *DRIVE]) == BAD
    assert "manifest.json" in capsys.readouterr().err

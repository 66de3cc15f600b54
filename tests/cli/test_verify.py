"""`coregroup verify`."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from model.cli import BAD, NO, OK, main
from tests.conformance.mini_policy import written
from tests.conformance.programs import dies

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
    monkeypatch.setattr("model.cli.progress.STEP", 0.0)
    main(["verify", "--policy", "york", "--count", "20", *DRIVE])
    assert "smoke: 1 histories, 0 distinct faults" in capsys.readouterr().err


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy, with its corpus in the folder `corpus` beside it."""
    found = written(tmp_path_factory.mktemp("mini"))
    assert main(["corpus", "--policy", str(found), "--out", str(found.parent / "corpus")]) == OK
    return found


def test_the_histories_of_a_corpus_are_put_first(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = mini.parent / "corpus"
    cases = len((folder / "cases.jsonl").read_text(encoding="utf-8").splitlines())
    drive = [*DRIVE, "--policy", str(mini)]
    plain = ["verify", "--policy", str(mini), "--count", "0", "--format", "json"]
    found = []
    for more in ([], ["--corpus", str(folder)]):
        capsys.readouterr()
        assert main([*plain, *more, *drive]) == OK
        found.append(json.loads(capsys.readouterr().out)["histories"]["asked"])
    assert found[1] - found[0] == cases


def test_a_corpus_of_another_policy_is_refused(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = mini.parent / "corpus"
    assert main(["verify", "--policy", "york", "--corpus", str(folder), *DRIVE]) == BAD
    (said,) = capsys.readouterr().err.splitlines()
    hint = "`coregroup corpus --policy york --out FOLDER` makes one of york-2015"
    assert said.endswith(f"{folder}: is a corpus of mini, where --policy is york-2015 ({hint}) [other-corpus]")


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--policy", "york", "--corpus", str(tmp_path), *DRIVE]) == BAD
    assert "manifest.json" in capsys.readouterr().err


STOPS_US = (
    "--",
    *NINE[1:3],
    NINE[3].replace(
        '    if asked["cmd"] == "run":',
        """    if asked["cmd"] == "run":
        import os, signal, time
        os.kill(os.getppid(), signal.SIGTERM)
        time.sleep(60)
    if asked["cmd"] == "run":""",
    ),
)


def test_stopped_before_anything_was_answered_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--policy", "york", *STOPS_US]) == 128 + signal.SIGTERM
    out = capsys.readouterr().out
    assert "Nothing could be compared" in out
    assert "Ended early: it was stopped (SIGTERM)." in out


# Says of nothing that it was ever due, and hangs when it is asked the same again; says which processes are its own.
HANGS = """
import json, os, subprocess, sys, time
mark = sys.argv[1]
again = os.path.exists(mark)
if not again:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
for line in sys.stdin:
    asked = json.loads(line)
    if asked["cmd"] == "run" and again:
        with open(mark + ".again", "w") as file:
            file.write(str(os.getpid()))
        time.sleep(60)
    if asked["cmd"] == "run":
        with open(mark, "w") as file:
            file.write(f"{os.getpid()} {child.pid}")
        print(json.dumps({"seq": asked["seq"], "findings": []}), flush=True)
    elif asked["cmd"] != "stop":
        print(json.dumps({"ok": True, "version": 1, "name": "nil", "language": "python",
                          "duties": ["first-review"]}), flush=True)
"""
# What a background job starts inherits that Ctrl-C is ignored.
HEARD = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); from model.cli import main; "


@pytest.mark.parametrize(("one", "name"), [(signal.SIGTERM, "SIGTERM"), (signal.SIGINT, "Ctrl-C")])
def test_a_signal_ends_everything_and_what_was_found_is_told(one: signal.Signals, name: str, tmp_path: Path) -> None:
    mark, page = tmp_path / "mark", tmp_path / "report.html"
    again = tmp_path / "mark.again"
    options = ["verify", "--policy", "york", "--format", "json", "--html", str(page), "--timeout", "60"]
    command = [sys.executable, "-c", HEARD + "sys.exit(main(sys.argv[1:]))", *options]
    system = ["--", sys.executable, "-c", HANGS, str(mark)]
    with subprocess.Popen([*command, *system], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        try:
            awaited(again)
            family = [int(pid) for file in (mark, again) for pid in file.read_text().split()]
            assert len(family) == 3
            program.send_signal(one)
            out, err = program.communicate(timeout=20)
        finally:
            program.kill()
    assert (program.returncode, err) == (128 + one, b"")
    told = json.loads(out)
    assert told["stopped"] == f"it was stopped ({name})"
    assert [fault["says"] for fault in told["faults"]] == ["gives no finding for first-review, where it is pending"]
    assert "gives no finding for first-review" in page.read_text(encoding="utf-8")
    assert all(dies(pid) for pid in family)


def awaited(file: Path) -> None:
    """Waits until there is something in a file."""
    deadline = monotonic() + 30
    while not (file.exists() and file.read_text()) and monotonic() < deadline:
        sleep(0.02)

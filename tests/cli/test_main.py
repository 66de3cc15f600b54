"""The command as a whole: exit codes, pipes that close, the user who stops it, outputs of every encoding."""

import io
import os
import pty
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from model.cli import main, sources
from tests.cli.conftest import LATE, Run

Write = Callable[..., str]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Makes `coregroup demo` raise."""

    def fail_with(error: BaseException) -> None:
        def run(_: Namespace) -> int:
            raise error

        monkeypatch.setattr("model.cli.demo.run", run)

    return fail_with


def test_who_stops_it_is_told_so_without_a_traceback(coregroup: Run, failing: Callable[[BaseException], None]) -> None:
    failing(KeyboardInterrupt())
    assert coregroup("demo") == (130, "", "\ncoregroup: stopped\n")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError(5, "Input/output error", "cases.jsonl"), "Input/output error: cases.jsonl"),
        (OSError("the drive is gone"), "the drive is gone"),
    ],
)
def test_what_the_machine_refuses_is_said_without_a_traceback(
    failing: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch, error: OSError, message: str
) -> None:
    failing(error)
    said = io.StringIO()
    monkeypatch.setattr("sys.stdout", Sink())
    monkeypatch.setattr("sys.stderr", said)
    assert (main(["demo"]), said.getvalue()) == (2, f"coregroup: {message}\n")


class Sink(io.StringIO):
    """A stream on the way to nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.end = os.open(os.devnull, os.O_WRONLY)

    def fileno(self) -> int:
        return self.end


def test_a_reader_who_has_seen_enough_ends_it_in_silence(
    failing: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(BrokenPipeError())
    said = io.StringIO()
    monkeypatch.setattr("sys.stdout", Sink())
    monkeypatch.setattr("sys.stderr", said)
    assert (main(["demo"]), said.getvalue()) == (0, "")


def test_head_ends_a_long_output_in_silence(cases: Write, mini: str) -> None:
    file = cases(*({**LATE, "case": f"A-{number}"} for number in range(3000)))
    command = [sys.executable, "-m", "model", "judge", file, "--policy", mini]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"case\tduty")
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no disk that is always full")
def test_a_full_disk_is_said_without_a_traceback(cases: Write, mini: str) -> None:
    command = [sys.executable, "-m", "model", "judge", cases(LATE), "--policy", mini]
    with Path("/dev/full").open("wb") as full:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    assert (done.returncode, done.stderr) == (2, b"coregroup: No space left on device\n")


def test_a_stream_of_another_encoding_takes_any_name(mini: str, cases: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    file, bytes_out = cases({**LATE, "case": "Łucja"}), io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(bytes_out, encoding="ascii"))
    assert main(["judge", file, "--policy", mini]) == 0
    assert "\nŁucja\t" in bytes_out.getvalue().decode("utf-8")


def test_a_terminal_of_another_encoding_gets_what_it_can_show(
    mini: str, cases: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.cli.conftest import Terminal

    file, screen = cases({**LATE, "case": "Łucja"}), Terminal()
    screen.reconfigure(encoding="ascii")
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("COLUMNS", "140")
    assert main(["judge", file, "--policy", mini]) == 0
    assert "\\u0141ucja" in screen.text


def test_on_a_real_terminal_there_is_a_table_and_a_count(cases: Write, mini: str) -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "140", "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "model", "judge", cases(LATE), "--policy", mini]
    done = subprocess.run(command, stdout=follower, stderr=follower, env=environment, check=False)
    os.close(follower)
    shown = os.read(leader, 65536).decode()
    os.close(leader)
    assert done.returncode == 0
    assert "\033[1;31mbreached" in shown
    assert "1 case: 1 breached" in shown
    assert "\t" not in shown


@pytest.mark.parametrize("number", [0, 1, 2])
def test_what_is_begun_is_whole(number: int) -> None:
    assert list(sources.begun(range(number))) == list(range(number))


def test_what_is_begun_has_taken_no_more_than_the_first() -> None:
    rest = iter(range(3))
    sources.begun(rest)
    assert next(rest) == 1


@pytest.mark.parametrize(("output", "same"), [(None, False), ("other", False), ("a\0b", False), ("cases.jsonl", True)])
def test_only_the_file_of_the_cases_is_over_itself(cases: Write, output: str | None, same: bool) -> None:
    from model.errors import InvalidInput

    file = cases(LATE)
    if same:
        with pytest.raises(InvalidInput, match="would be lost"):
            sources.not_over_itself(file, output)
    else:
        sources.not_over_itself(file, output)

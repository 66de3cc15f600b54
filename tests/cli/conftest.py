"""The command, run in this process, and the files that it is run on."""

import json
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from model.cli import main
from tests.miniatures import DUTY, HEAD, TEN_WORKING_DAYS

Fact = dict[str, Any]

# One duty: a core group within ten working days of the conference that makes the plan.
ONE_DUTY = HEAD + DUTY + TEN_WORKING_DAYS

CONFERENCE = {"type": "icpc_held", "on": "2015-01-05", "outcome": "plan"}
IN_TIME = {"case": "A-1", "events": [CONFERENCE, {"type": "core_group_held", "on": "2015-01-19"}]}
LATE = {"case": "A-2", "events": [CONFERENCE, {"type": "core_group_held", "on": "2015-01-20"}]}
UNSURE = {"case": "A-3", "events": [{"type": "icpc_held", "on": "2015-01-05"}]}
# The review is set aside: no plan runs.
REFUSED = {"case": "A-4", "events": [{"type": "rcpc_held", "on": "2015-01-02"}, CONFERENCE]}


class Said(NamedTuple):
    """What a command answered: its exit code, and what it wrote to standard output and to standard error."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[list[str]]:
        """The cells of tab-separated lines, without the header."""
        return [line.split("\t") for line in self.out.splitlines()[1:]]


Run = Callable[..., Said]


def exit_code(arguments: list[str]) -> int:
    """The exit code of the command; argparse raises it."""
    try:
        return main(arguments)
    except SystemExit as left:
        return int(left.code or 0)


@pytest.fixture
def coregroup(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command as in a pipe."""

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        code = exit_code([str(argument) for argument in arguments])
        return Said(code, *capsys.readouterr())

    return run


class Terminal(TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self) -> None:
        self.bytes = BytesIO()
        super().__init__(self.bytes, encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        """What was written so far."""
        return self.bytes.getvalue().decode()


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command as on a terminal with colours, by default 140 columns wide."""

    def run(*arguments: object, columns: int = 140) -> Said:
        out, err = Terminal(), Terminal()
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr("sys.stderr", err)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("TERM", "xterm-256color")
        for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
            monkeypatch.delenv(name, raising=False)
        return Said(exit_code([str(argument) for argument in arguments]), out.text, err.text)

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def mini(folder: Path) -> str:
    """A policy file with one duty, in the working folder."""
    (folder / "mini.toml").write_text(ONE_DUTY, encoding="utf-8")
    return "mini.toml"


@pytest.fixture
def cases(folder: Path) -> Callable[..., str]:
    """Writes cases, or lines that are none, to a file in the working folder."""

    def write(*lines: object, name: str = "cases.jsonl") -> str:
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        (folder / name).write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        return name

    return write

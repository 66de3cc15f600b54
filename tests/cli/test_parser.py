"""Help: every command says what it does and shows an example that works; asking for it costs nothing."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from model import __version__
from model.cli.parser import parser
from tests.cli.conftest import ONE_DUTY, Run
from tests.history.census import census, child, conference, episode

CENSUS = census(child(episode(conference("2023-04-20"))))
ROOT = Path(__file__).parents[2]
LATE_IMPORTS = ("numpy", "msgspec", "matplotlib", "pyarrow", "rich", "transitions", "networkx", "holidays", "dateutil")


def commands(above: ArgumentParser, name: str = "") -> Iterator[tuple[str, ArgumentParser]]:
    """Every command and every action of one, with its full name."""
    for action in above._actions:
        if isinstance(action, _SubParsersAction):
            for word, below in action.choices.items():
                yield f"{name} {word}".strip(), below
                yield from commands(below, f"{name} {word}")


COMMANDS = dict(commands(parser()))


def examples(text: str) -> list[str]:
    """The command lines of an epilog."""
    return re.findall(r"^  (coregroup .*)$", text, re.MULTILINE)


# These take a program to be tested, or minutes; test_verify, test_corpus and test_simulate run them in small.
ELSEWHERE = re.compile("coregroup (verify|corpus|simulate (?!.*--describe))")
ALL_EXAMPLES = sorted({line for one in COMMANDS.values() for line in examples(one.epilog or "")})
# What searches takes a minute; `make check` runs the searches of the README.
SEARCHES = re.compile("coregroup (check|compare) ")
EXAMPLES = [
    pytest.param(line, marks=[pytest.mark.deep] if SEARCHES.match(line) else [])
    for line in ALL_EXAMPLES
    if not ELSEWHERE.match(line)
]


def test_the_commands_are_those_of_the_design() -> None:
    assert set(COMMANDS) == {
        *("demo", "judge", "explain", "compare", "check", "diagram", "schema", "import", "import cin"),
        *("policy", "policy list", "policy show", "policy lint", "drive", "simulate"),
        *("verify", "corpus", "corpus stats", "corpus diff"),
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_says_what_it_does_and_shows_an_example(coregroup: Run, name: str) -> None:
    said = coregroup(*name.split(), "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: coregroup {name}")
    shown = examples(said.out)
    assert shown
    assert all(line.startswith(f"coregroup {name}") for line in shown)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_word_of_help(name: str) -> None:
    silent = [action.dest for action in COMMANDS[name]._actions if not action.help and action.dest != "source"]
    assert [dest for dest in silent if dest != "action"] == []


@pytest.fixture
def files(folder: Path) -> Path:
    """The files that the examples speak of, in the working folder."""
    shutil.copy(ROOT / "model" / "examples" / "cases.jsonl", folder / "cases.jsonl")
    (folder / "census.xml").write_bytes(CENSUS)
    (folder / "my.toml").write_text(ONE_DUTY, encoding="utf-8")
    (folder / "my-claims.toml").write_text('policy = "miniature"\n', encoding="utf-8")
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who asks `coregroup drive` one thing, and stops it."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b'{"cmd":"start","version":1}\n')))
    monkeypatch.setattr("socketserver.BaseServer.serve_forever", lambda _: None)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_of_the_help_works(coregroup: Run, files: Path, line: str) -> None:
    command, _, _target = line.replace("--http 8080", "--http 0").partition(" > ")
    # A search of every day to 2040 takes its time: two weeks show that the example works.
    days = ("--from", "2015-12-14", "--to", "2015-12-27") if SEARCHES.match(line) else ()
    said = coregroup(*shlex.split(command)[1:], *days)
    written = said.out or (files / "brent.png").exists() or (files / "cases.csv").exists()
    assert written
    assert said.code == (1 if "--fail-on conflict" in line else 0)


def test_without_a_command_the_usage_is_shown(coregroup: Run) -> None:
    said = coregroup()
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: coregroup")


def test_an_unknown_command_is_answered_with_the_known_ones(coregroup: Run) -> None:
    said = coregroup("tell")
    assert said.code == 2
    assert "'judge'" in said.err


@pytest.mark.parametrize(
    ("line", "usage", "answer"),
    [
        ("juge", "coregroup", "'juge' is not known: did you mean judge?"),
        ("zzz", "coregroup", "invalid choice: 'zzz' (choose from"),
        ("policy lnt", "coregroup policy", "'lnt' is not known: did you mean lint?"),
        ("judge f --asof 2015-03-31", "coregroup judge", "there is no option --asof: did you mean --as-of?"),
        (
            "judge f --polcy=york --zzz",
            "coregroup judge",
            "--polcy: did you mean --policy?; there is no option --zzz\n",
        ),
        ("judge f more", "coregroup judge", "unrecognized arguments: more\n"),
        ("check brent --only helth", "coregroup check", "argument --only: 'helth' is not known: did you mean health?"),
        ("judge f --format cvs", "coregroup judge", "argument --format: 'cvs' is not known: did you mean csv?"),
    ],
)
def test_what_is_misspelt_is_answered_with_what_was_likely_meant(
    coregroup: Run, line: str, usage: str, answer: str
) -> None:
    said = coregroup(*line.split())
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"usage: {usage} [-h]")
    assert answer in said.err.replace("\n  ", " ")


def test_an_abbreviation_is_no_option_so_that_a_new_option_breaks_no_script(coregroup: Run) -> None:
    assert coregroup("judge", "cases.jsonl", "--pol", "york").code == 2


def test_the_version_is_that_of_the_package(coregroup: Run) -> None:
    assert coregroup("--version") == (0, f"coregroup {__version__}\n", "")


def imported(*arguments: str, cwd: Path) -> set[str]:
    """Which of the modules that take their time a command imports in a process of its own."""
    program = (
        "import sys\n"
        "from model.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print(*(name for name in {LATE_IMPORTS} if name in sys.modules), file=sys.stderr)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["judge", "--help"]], ids=" ".join)
def test_help_imports_nothing_that_takes_its_time(files: Path, arguments: list[str]) -> None:
    assert imported(*arguments, cwd=files) == set()


def test_judging_imports_neither_pictures_nor_state_machines_nor_tables(files: Path) -> None:
    needed = imported("judge", "cases.jsonl", "--policy", "my.toml", "--format", "jsonl", cwd=files)
    assert not needed & {"matplotlib", "networkx", "transitions", "pyarrow", "rich"}

"""What the README shows, beside the program: its commands, its examples, its sentences, its links."""

import json
import re
import shlex
import shutil
from argparse import _SubParsersAction
from pathlib import Path

import pytest

import model
from model.cli import main
from model.cli.parser import parser
from model.policy import load_policy
from tests.history.census import census, child, conference, episode
from tests.repository.files import ROOT, text, tracked

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
CASE = json.loads("".join(block for language, block in BLOCKS if language == "json"))
SENTENCES = [block for language, block in BLOCKS if language == "text"]


def commands_in(wanted: str) -> list[str]:
    """The commands of the blocks in a language: `sh` for what takes a moment, `bash` for what searches."""
    return [
        line.partition(" #")[0].strip()
        for language, block in BLOCKS
        if language == wanted
        for line in block.splitlines()
        if line.startswith("coregroup")
    ]


LINES = commands_in("sh")
SEARCHES = commands_in("bash")
EXPLAINED = re.findall(r"`(coregroup explain [^`]*--as-of [^`]*)`", README)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the files that the README speaks of."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases.jsonl").write_text(f"{json.dumps(CASE)}\n", encoding="utf-8")
    (tmp_path / "census.xml").write_bytes(census(child(episode(conference("2023-04-20")))))
    shutil.copy(ROOT / "model" / "policy" / "data" / "brent-2014.toml", tmp_path / "my.toml")
    return tmp_path


def test_the_table_of_commands_is_that_of_the_program() -> None:
    rows = re.findall(r"^\| `coregroup (\S+)` \| (.*) \|$", README, re.MULTILINE)
    (commands,) = (action for action in parser()._actions if isinstance(action, _SubParsersAction))
    assert rows == [(one.dest, one.help) for one in commands._choices_actions]


def test_there_is_something_to_run() -> None:
    assert len(LINES) >= 8
    assert len(SEARCHES) >= 5
    assert len(EXPLAINED) == 1
    assert len(SENTENCES) == 2


@pytest.mark.parametrize("line", [*LINES, *EXPLAINED])
def test_every_command_of_the_readme_works(folder: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(shlex.split(line)[1:])
    said = capsys.readouterr()
    assert said.out or (folder / "findings.parquet").exists()
    assert (code, "fault" in said.err) == (0, False)


@pytest.mark.parametrize("line", SEARCHES)
def test_every_search_of_the_readme_is_one_that_the_program_knows(line: str) -> None:
    assert callable(parser().parse_args(shlex.split(line)[1:]).run)


@pytest.mark.slow
@pytest.mark.parametrize("line", SEARCHES)
def test_every_search_of_the_readme_works_on_a_few_days(
    folder: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [] if "--from" in line else ["--from", "2015-12-01", "--to", "2015-12-31"]
    code = main([*shlex.split(line)[1:], *days])
    said = capsys.readouterr()
    assert said.out
    assert (code, "fault" in said.err) == (0, False)
    assert folder.exists()


def test_the_sentences_of_the_explained_case_are_what_the_program_prints(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (folder / "cases.jsonl").exists()
    main(shlex.split(EXPLAINED[0])[1:])
    told = capsys.readouterr().out
    assert [block for block in SENTENCES if block not in told] == []


def test_the_names_to_import_are_public() -> None:
    names = re.findall(r"`from model import ([^`]*)`", README)
    assert names
    assert {name.strip() for line in names for name in line.split(",")} <= set(model.__all__)


def test_the_reading_that_the_readme_takes_exists() -> None:
    for reading, choice in re.findall(r"--reading (\S+)=(\S+)", README):
        assert choice in [one.id for one in load_policy("brent").reading(reading).choices]


def links(page: Path) -> list[Path]:
    """The files that a page links to, from the root of the repository."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(page) or "")
    return [ROOT / page.parent / target for target in targets]


def test_every_link_between_the_pages_leads_somewhere() -> None:
    pages = [path for path in tracked() if path.suffix == ".md"]
    broken = [f"{page}: {target}" for page in pages for target in links(page) if not target.exists()]
    assert broken == []
    assert links(Path("README.md"))

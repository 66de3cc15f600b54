"""What the files of the repository say, and what they may not."""

import re
from pathlib import Path

import pytest

from tests.repository.files import ROOT, text, tracked

TOP_LEVEL_FOLDERS = {".ci", "model", "notebooks", "simulations", "tests"}

# Written so that no pattern matches the line that it stands on.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|root|home|Users|opt)/|\b[A-Z]:\\\w"),
    "a path outside the repository": re.compile(r"\.\./shared\b"),
    "a package registry": re.compile(r"\b(?:test[.])?pypi[.](?:org|io)\b|\bpythonhosted[.]|\banaconda[.](?:org|com)"),
    "a registry option": re.compile(r"--(?:extra-)?index[-]url|--find[-]links"),
    "work left to do": re.compile(r"\b(?:TO{1}DO|FIX{1}ME|X{3})\b"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_contains(what: str) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate((text(path) or "").splitlines(), start=1)
        if FORBIDDEN[what].search(line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)


def test_every_top_level_folder_is_one_of_the_five() -> None:
    assert {path.parts[0] for path in tracked() if len(path.parts) > 1} <= TOP_LEVEL_FOLDERS


def test_every_folder_of_tests_with_python_in_it_is_a_package() -> None:
    folders = {path.parent for path in tracked() if path.parts[0] == "tests" and path.suffix == ".py"}
    assert [folder for folder in sorted(folders) if not (ROOT / folder / "__init__.py").is_file()] == []


def targets() -> dict[str, str]:
    """The targets of the Makefile for people, each with its description (empty where it has none)."""
    rule = re.compile(r"^(?P<target>[a-z]+):(?!=)[^#\n]*(?:## (?P<says>.*))?$", re.MULTILINE)
    makefile = text(Path("Makefile")) or ""
    return {match["target"]: match["says"] or "" for match in rule.finditer(makefile)}


def make_commands(document: Path) -> list[str]:
    """The targets of every `make ...` that a page shows, in a code block or between backticks, in its order."""
    page = text(document) or ""
    blocks = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
    command = re.compile(r"^[`$ ]*(?:\w+=\S+ )*make((?: [a-z]+)+)", re.MULTILINE)
    shown = (match[1].split() for block in blocks.finditer(page) for match in command.finditer(block[0]))
    return [target for line in shown for target in line]


def test_every_make_target_says_what_it_does() -> None:
    assert [target for target, says in targets().items() if not says] == []


def test_every_phony_target_is_a_target() -> None:
    declared = re.search(r"^\.PHONY: (.*)$", text(Path("Makefile")) or "", re.MULTILINE)
    assert declared is not None
    assert set(declared[1].split()) == set(targets())


def test_every_make_command_on_a_page_exists() -> None:
    pages = [path for path in tracked() if path.suffix == ".md"]
    unknown = [(str(page), name) for page in pages for name in make_commands(page) if name not in targets()]
    assert unknown == []


def test_the_readme_shows_the_demo_first_and_the_tests_second() -> None:
    assert make_commands(Path("README.md"))[:2] == ["demo", "test"]

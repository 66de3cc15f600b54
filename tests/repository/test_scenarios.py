"""The page on how a scenario is written, beside what the loader asks for."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from model import changed_by, load_policy
from simulations.load import load_scenario, presets
from simulations.reading import MISSING, Reader
from simulations.rule_change import called
from simulations.scenario import ORDERS, ROLES, RULES, STAGES, WHO
from tests.repository.files import ROOT

PAGE = (ROOT / "simulations" / "SCENARIOS.md").read_text(encoding="utf-8")
SCENARIO, CHANGE = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
SECTIONS = ("scenario", "run", "work", "partners", "cases", "people", "staff", "task", "backlog", "assumption")
# Sections whose keys are free: partners, who is there, what is recorded.
FREE = {"partners", "task/way/who", "task/way/records"}
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("work", "order"): ORDERS,
    ("people", "allocation"): RULES,
    ("staff", "role"): ROLES,
    ("task", "stages"): STAGES,
    ("task/way", "who"): WHO,
}


def tables() -> dict[str, dict[str, list[str]]]:
    """The rows of each section of the page, by its name in the file and their key."""
    found: dict[str, dict[str, list[str]]] = {}
    for part in re.split(r"^##+ ", PAGE, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in body.splitlines() if "| `" in line]
        if rows:
            found[heading.strip("`[]").replace(".", "/")] = {row[0].strip("`"): row for row in rows}
    return found


TABLES = tables()
EXAMPLES = [
    pytest.param(key, row[-1].strip("`"), id=f"{section} {key}")
    for section, rows in TABLES.items()
    for key, row in rows.items()
]


@pytest.fixture(scope="module")
def asked() -> Mapping[str, dict[str, Any]]:
    """Every key that the loader asks for while it reads the presets, with what stands in where it is missing."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    get = Reader.get

    def noted(reader: Reader, key: str, kinds: tuple[type, ...], words: str, otherwise: Any) -> Any:
        place = "/".join(part.partition(" ")[0] for part in reader.place.split(", ")[1:])
        found[place][key] = otherwise
        return get(reader, key, kinds, words, otherwise)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Reader, "get", noted)
        for name in presets():
            load_scenario(name)
    return found


def test_the_page_has_every_section_and_no_other(asked: Mapping[str, dict[str, Any]]) -> None:
    assert set(asked[""]) == set(SECTIONS)
    assert set(TABLES) == {*asked, "extends", "change"} - FREE - {""}
    assert "## `[partners]`" in PAGE


@pytest.mark.parametrize("section", sorted(set(TABLES) - {"extends", "change"}))
def test_the_page_has_every_key_that_the_loader_asks_for_and_no_other(
    section: str, asked: Mapping[str, dict[str, Any]]
) -> None:
    assert set(TABLES[section]) == set(asked[section])


@pytest.mark.parametrize("section", sorted(set(TABLES) - {"extends", "change"}))
def test_the_page_says_what_is_needed_and_what_stands_in_for_the_rest(
    section: str, asked: Mapping[str, dict[str, Any]]
) -> None:
    for key, row in TABLES[section].items():
        otherwise = asked[section][key]
        assert (row[3] == "needed") == (otherwise is MISSING), key
        if isinstance(otherwise, int | float) and not isinstance(otherwise, bool):
            assert row[3] == f"{otherwise:g}", key
        elif isinstance(otherwise, str) and otherwise:
            assert row[3] == f"`{otherwise}`", key


@pytest.mark.parametrize(("section", "key"), WORDS)
def test_the_page_has_every_word_that_may_stand_there(section: str, key: str) -> None:
    row = TABLES[section][key]
    assert [word for word in WORDS[section, key] if f"`{word}`" not in " ".join(row[1:3])] == []


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_an_example_is_toml_and_shows_its_key(key: str, example: str) -> None:
    assert list(tomllib.loads(example)) == [key]


def test_the_first_lines_of_the_page_are_a_scenario(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    scenario = load_scenario(path)
    assert (scenario.id, scenario.cases.enquiries) == ("mine", 250)
    assert scenario.register[-1].source.startswith("our own count")


def test_the_change_of_the_page_is_a_change(tmp_path: Path) -> None:
    path = tmp_path / "change.toml"
    path.write_text(CHANGE, encoding="utf-8")
    assert called(path) == ("fortnightly", "Core groups every two weeks")
    duty = changed_by(load_policy("brent"), path).duty("core-group-interval")
    assert duty.window.text == "within 2 weeks"
    assert "2 weeks" in duty.says

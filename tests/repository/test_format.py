"""The page on how a policy is written, beside what the parser asks for."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

import pytest

from model.calendar import ClosedDay, FirstDay
from model.errors import InvalidInput
from model.kinds import Chooser, Count, State, Type
from model.policy.duty import Applies, Decided, Strength
from model.policy.load import DATA, policy_from_text
from model.policy.parse import parse
from model.policy.parse_conditions import COMBINERS, WORDS
from model.policy.policy import Treatment
from model.policy.shape import ENTRIES, OPERATIONS, PLAIN
from model.policy.table import Table
from tests import miniatures
from tests.repository.files import ROOT

PAGE = (ROOT / "model" / "policy" / "FORMAT.md").read_text(encoding="utf-8")
OWN = ROOT / "tests" / "agreement" / "policies"
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

# The program writes these two itself, when it lays one policy on another.
WRITTEN_BY_THE_PROGRAM = {"source", "layers"}
VALUES: dict[tuple[str, str], type[Enum]] = {
    ("[counting]", "first_day"): FirstDay,
    ("[counting]", "due_on_closed_day"): ClosedDay,
    ("[[event]]", "chosen_by"): Chooser,
    ("[[event]]", "states"): State,
    ("[[event]]", "counted_per"): Count,
    ("[[event]]", "attributes"): Type,
    ("[[duty]]", "strength"): Strength,
    ("[[excuse]]", "decided"): Decided,
    ("[[power]]", "applies"): Applies,
    ("[[clause]]", "treatment"): Treatment,
    ("Tests of one attribute", "count"): FirstDay,
}

Rows = dict[str, list[str]]


def tables() -> dict[str, Rows]:
    """The rows of each section of the page, by its heading and their key."""
    found: dict[str, Rows] = {}
    for part in re.split(r"^##+ ", PAGE, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in body.splitlines() if "| `" in line]
        if rows:
            found[heading.replace("`", "")] = {row[0].strip("`"): row for row in rows}
    return found


TABLES = tables()
EXAMPLES = [
    pytest.param(key, row[-1].strip("`"), id=f"{heading} {key}")
    for heading, rows in TABLES.items()
    for key, row in rows.items()
    if heading != "The sections"
]


def section(place: str) -> str:
    """The section that a fault would be placed in: `brent-2014.toml, duty first-visit, within` is `duty/within`."""
    return "/".join(part.partition(" ")[0] for part in place.split(", ")[1:])


@pytest.fixture(scope="module")
def asked() -> Mapping[str, set[str]]:
    """Every key that the parser asks for while it reads the policies of the repository, by section."""
    found: dict[str, set[str]] = defaultdict(set)
    contains, get, close = Table.__contains__, Table.get, Table.close

    def contains_noted(table: Table, key: str) -> bool:
        found[section(table.place)].add(key)
        return contains(table, key)

    def get_noted(table: Table, key: str) -> Any:
        found[section(table.place)].add(key)
        return get(table, key)

    def close_noted(table: Table, *more: str) -> None:
        found[section(table.place)].update(more)
        close(table, *more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Table, "__contains__", contains_noted)
        patched.setattr(Table, "get", get_noted)
        patched.setattr(Table, "close", close_noted)
        for text, name in sources():
            policy_from_text(text, name)
    return found


def sources() -> Iterable[tuple[str, str]]:
    """The text and the place of every policy: the built-in ones, those of the agreement, and miniatures."""
    for path in (*DATA.glob("*.toml"), *OWN.glob("*.toml")):
        yield path.read_text(encoding="utf-8"), str(path)
    yield miniatures.HEAD + miniatures.DUTY + miniatures.LATER, "miniature.toml"


def test_the_page_has_every_section_and_no_other() -> None:
    sections = {f"[{name}]" for name in PLAIN} | {f"[[{name}]]" for name in (*ENTRIES, *OPERATIONS)}
    assert set(TABLES["The sections"]) == sections
    assert sections <= set(TABLES)


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        *((f"[{name}]", name) for name in PLAIN),
        *((f"[[{name}]]", name) for name in ("event", "duty", "excuse", "power", "reading", "clause")),
        *((f"[[{name}]]", name) for name in OPERATIONS),
        ("[[reading.choice]]", "reading/choice"),
        ("Periods and windows", "duty/within"),
    ],
)
def test_the_page_has_every_key_that_the_parser_asks_for_and_no_other(
    heading: str, place: str, asked: Mapping[str, set[str]]
) -> None:
    # A choice is a small policy laid on the other one, so its place is that of a whole policy too.
    laid_on = {"policy", "counting", "calendar", "event", "reading", "clause"} if place == "reading/choice" else set()
    assert set(TABLES[heading]) == asked[place] - WRITTEN_BY_THE_PROGRAM - laid_on


def test_the_page_has_every_key_of_a_definition_that_is_no_condition(asked: Mapping[str, set[str]]) -> None:
    listed = set(TABLES["[[definition]]"])
    assert listed == {"id", "clauses", "says", "event", "note"}
    assert listed <= asked["definition"]


def test_the_page_has_every_word_of_a_condition() -> None:
    assert set(TABLES["Patterns and conditions"]) == set(COMBINERS)
    assert set(TABLES["Tests of one attribute"]) == set(WORDS)


@pytest.mark.parametrize(("heading", "key"), VALUES)
def test_the_page_has_every_value_of_a_key(heading: str, key: str) -> None:
    missing = [one.value for one in VALUES[heading, key] if f"`{one.value}`" not in TABLES[heading][key][1]]
    assert missing == []


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_an_example_is_toml_and_shows_its_key(key: str, example: str) -> None:
    assert list(tomllib.loads(example)) == [key]


def test_the_blocks_of_the_page_are_together_one_sound_policy() -> None:
    policy = policy_from_text(miniatures.HEAD + "".join(BLOCKS))
    assert [duty.id for duty in policy.duties] == ["first-core-group", "family-notified"]
    assert len(BLOCKS) == 7


GIVEN = [
    (section, key)
    for section in ("definition", "event", "duty", "excuse", "power", "reading", "clause")
    for key in tomllib.loads("".join(BLOCKS))[section][0]
    if key in TABLES[f"[[{section}]]"]
]


@pytest.mark.parametrize(("section", "key"), GIVEN)
def test_the_page_says_of_a_key_that_it_is_needed_where_the_parser_misses_it(section: str, key: str) -> None:
    whole = tomllib.loads(miniatures.HEAD + "".join(BLOCKS))
    del whole[section][0][key]
    says_needed = "needed" in TABLES[f"[[{section}]]"][key][3]
    assert says_needed == bool({"missing-key", "which-form", "unknown-value"} & codes(whole))


def codes(tables: Mapping[str, Any]) -> set[str]:
    """The codes of the faults of these tables."""
    try:
        parse(tables, "policy.toml")
    except InvalidInput as refused:
        return {fault.code for fault in refused.faults}
    return set()

"""Whatever stands in a policy file, the answer is a policy or a list of faults, never another error."""

import tomllib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.errors import Fault, InvalidInput
from model.policy import Policy, built_in, changed_by
from model.policy.load import DATA, layered, load_policy, sound_policy

Way = tuple[str | int, ...]

RAW = {id: tomllib.loads((DATA / f"{id}.toml").read_text(encoding="utf-8")) for id in built_in()}
VALUES: tuple[Any, ...] = (
    *(0, 1, -3, 2.5, float("nan"), True, False, "", "x", "*", "it", "10 days", "2 weeks before", "0 months", "on"),
    *(
        "core_group_held",
        "rcpc_held",
        "quorate",
        "first-core-group",
        "brent",
        "by-due",
        "must",
        "list of text",
        "number",
    ),
    *(
        date(2015, 1, 5),
        datetime.fromisoformat("2015-01-05T12:00:00"),
        [],
        {},
        [[]],
        [{}],
        ["x"],
        [3],
        ["1 day", "2 days"],
        [date(2015, 1, 5)],
    ),
    *({"id": "x"}, {"event": "child_seen"}, {"event": []}, {"duty": "first-core-group", "within": 3}, {"duty": ["x"]}),
    *({"sooner_of": []}, {"at_least": 1}, {"not": []}, {"in": "counting"}, {"in": []}, {"present": {}}, {"choice": 3}),
    *([{"duty": "*", "where": {"strength": []}, "remove": ["until"]}], [{"duty": "*", "id": "same"}]),
)
KEYS: tuple[str, ...] = (
    "id",
    "when",
    "then",
    "forbid",
    "requires",
    "within",
    "between",
    "at_least",
    "unless",
    "while",
    "until",
    "set",
)
KEYS += ("abolish", "event", "duty", "policy", "counting", "calendar", "any", "not", "nth", "previous", "latest", "on")
KEYS += ("in_force", "in_force_until", "extends", "layers", "source", "attributes", "states", "choice", "zzz", "from")


def places(node: Any, here: Way = ()) -> Iterator[Way]:
    """The way to every value of some tables."""
    if here:
        yield here
    if isinstance(node, dict):
        for key, value in node.items():
            yield from places(value, (*here, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from places(value, (*here, number))


PLACES = {id: list(places(tables)) for id, tables in RAW.items()}


def at(tables: Any, way: Sequence[str | int]) -> Any:
    """What the way leads to."""
    for step in way:
        tables = tables[step]
    return tables


def edit(how: str, holder: Any, step: Any, key: str, value: Any) -> None:
    """Does something to the value behind a step."""
    if how == "replace":
        holder[step] = value
    elif how == "delete":
        del holder[step]
    elif isinstance(holder, list):
        holder.insert(0, value if how == "add" else deepcopy(holder[step]))
    else:
        holder[key] = value if how == "add" else deepcopy(holder[step])


EDITS = ("replace", "replace", "delete", "add", "add", "repeat")
Change = tuple[str, int, str, Any]
changes = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, 10**6), st.sampled_from(KEYS), st.sampled_from(VALUES)),
    min_size=1,
    max_size=4,
)


def edited(id: str, changes: list[Change]) -> Any:
    """The tables of a policy with some of their values replaced, deleted, added or repeated."""
    tables = deepcopy(RAW[id])
    for how, number, key, value in changes:
        *way, step = PLACES[id][number % len(PLACES[id])]
        try:
            edit(how, at(tables, way), step, key, deepcopy(value))
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # an earlier edit took the place away
    return tables


def from_tables(tables: Any) -> Policy | InvalidInput:
    """The policy or the faults; any other error is the fault of the parser, and passes through."""
    faults: list[Fault] = []
    try:
        return sound_policy(layered(tables, Path("fuzz.toml"), faults), "fuzz.toml", faults)
    except InvalidInput as error:
        return error


@settings(max_examples=150)
@given(st.sampled_from(sorted(RAW)), changes)
def test_a_damaged_policy_is_a_policy_or_a_list_of_faults(id: str, changes: list[Change]) -> None:
    found = from_tables(edited(id, changes))
    assert isinstance(found, Policy) or found.faults


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("section", ["policy", "counting", "duty", "event", "reading", "set", "abolish", "zzz"])
def test_any_value_may_stand_where_a_section_is_expected(section: str, value: Any) -> None:
    found = from_tables({**RAW["york-2015"], section: value})
    assert isinstance(found, Policy) or found.faults


@pytest.mark.parametrize(
    "text", ["set = 3", "abolish = [[]]", '[[set]]\nduty = ["x"]', "[[set]]\nin = []", "duty = {}"]
)
def test_a_damaged_change_is_a_list_of_faults(text: str, tmp_path: Path) -> None:
    path = tmp_path / "change.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput):
        changed_by(load_policy("york"), path)

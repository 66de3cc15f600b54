"""Mutants differ from a policy in one thing each, and say in which."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from model.conformance.mutants import changes, entry_changes, mutants, period_changes
from tests.conformance.mini_policy import loaded

OTHERS = ("1 working days", "1 weeks", "1 months")
CLOSED, HELD = "case_closed", {"event": "core_group_held", "judged_quorate": True}
LESS = ({"event": "core_group_held"}, {**HELD, "judged_quorate": False})


@pytest.mark.parametrize(
    ("key", "value", "changed"),
    [
        ("judged_quorate", True, [False]),
        ("at_least", 2, [1, 3]),
        ("at_least", 0, [1]),
        ("decided", "by-due", ["any-time"]),
        ("within", "0 days", ["1 days"]),
        ("within", "10 days", ["9 days", "11 days", "10 working days", "10 weeks", "10 months"]),
        ("at_least", "1 day before", [f"{other} before" for other in ("0 days", "2 days", *OTHERS)]),
        ("agencies", ["health"], []),
        ("agencies", ["health", "police"], [["police"], ["health"]]),
        ("until", [HELD, CLOSED], [[CLOSED], *([one, CLOSED] for one in LESS), [HELD]]),
        ("in_force", date(2015, 1, 1), []),
        ("share", 0.5, []),
    ],
)
def test_a_value_is_changed_in_one_thing_at_a_time(key: str, value: object, changed: list[object]) -> None:
    assert [new for _, new in changes(key, value, None)] == changed


def test_a_period_of_nothing_has_no_other_unit() -> None:
    assert list(period_changes("0 days", 0, "days", "")) == [("0 days -> 1", "1 days")]


def test_what_names_an_entry_or_only_says_something_is_not_changed() -> None:
    entry = {"id": "d", "says": "It is.", "clauses": ["1"], "until": ["case_closed"], "within": "1 day"}
    names = {what.split()[0] for what, _ in entry_changes("duty", entry)}
    assert names == {"until", "within"}


def leaves(value: Any) -> list[Any]:
    """The values in a table, however deep."""
    if isinstance(value, Mapping):
        return [leaf for key in sorted(value) for leaf in (key, *leaves(value[key]))]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [value]


def test_each_mutant_is_another_policy_and_has_a_name_of_its_own(tmp_path: Path) -> None:
    tables = loaded(tmp_path).tables
    made = list(mutants(tables, "mini"))
    assert len({one.id for one in made}) == len(made)
    assert all(leaves(one.tables) != leaves(tables) for one in made)
    assert len({repr(leaves(one.tables)) for one in made}) == len(made)
    assert {"excuse delay: dropped", "duty first: until dropped"} <= {one.id for one in made}


def test_what_another_text_states_stays(tmp_path: Path) -> None:
    sections = {one.section for one in mutants(loaded(tmp_path).tables, "another")}
    assert sections == {"counting", "calendar"}

"""Every fault of a policy file is named, with its place, its value and the likely mistake, all of them in one run."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from model.errors import InvalidInput
from model.policy import load_policy
from model.policy.load import policy_from_text
from model.policy.parse import parse
from tests.miniatures import DUTY, HEAD, TEN_WORKING_DAYS

HERE = Path(__file__).parent
SOURCES = Path(__file__).parents[2] / "model" / "policy"
BAD: list[dict[str, Any]] = tomllib.loads((HERE / "bad.toml").read_text(encoding="utf-8"))["bad"]


def whole(bad: dict[str, Any]) -> str:
    """The file that a bad case speaks of."""
    if "text" in bad:
        return str(bad["text"])
    if "duty" in bad:
        return HEAD + DUTY + str(bad["duty"])
    return HEAD + DUTY + TEN_WORKING_DAYS + str(bad["beside"])


def faults_of(text: str) -> list[str]:
    """The faults of a text, without the name of the file."""
    with pytest.raises(InvalidInput) as refused:
        policy_from_text(text)
    return [str(fault).removeprefix("policy.toml") for fault in refused.value.faults]


@pytest.mark.parametrize("bad", BAD, ids=[bad["says"] for bad in BAD])
def test_every_fault_is_named_with_its_place_its_value_and_the_likely_mistake(bad: dict[str, Any]) -> None:
    assert faults_of(whole(bad)) == bad["faults"]


def test_every_code_of_the_parser_has_a_bad_file() -> None:
    code = re.compile(r"[fF]ault\(\s*\"([a-z-]+)\"")
    known = {found for path in SOURCES.glob("*.py") for found in code.findall(path.read_text(encoding="utf-8"))}
    shown = {found for bad in BAD for fault in bad["faults"] for found in re.findall(r" \[([a-z-]+)\]$", fault)}
    # These are about files, an assignment of readings, or several files; tests/policy/test_load.py has them.
    # The last is a warning; tests/policy/test_said.py has it.
    assert known - shown == {
        *("unreadable", "extends-itself", "unknown-reading", "unknown-choice", "too-deep", "reading-overruled"),
        *("a-scenario", "says-otherwise"),
    }


def test_ten_faults_of_ten_sorts_are_reported_together() -> None:
    text = """
[policy]
id = 7
title = "Ten faults"

[counting]
first_day = "sameday"

[[event]]
type = "child_seen"
chosen_by = "agency"
[event.attributes]
on = "date"

[[duty]]
id = "it"
clauses = []
strength = "must"
owed_by = "anyone"
says = "S."
when = { event = "icpc_hold", outcome = "plan" }
then = { event = "core_group_held", char = "social_worker", agencies_present = { not = "health" } }
forbid = "escalated"
within = "10 days"
at_least = "2 dys"
witin = "3 days"

[[duty]]
id = "it"
clauses = ["1"]
strength = "must"
owed_by = "anyone"
says = "S."
when = "icpc_held"
requires = { outcome = "plan" }
within = "3 days"

[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["itt"]
when = "escalated"
says = "S."
"""
    found = {fault.rsplit("[", 1)[1][:-1] for fault in faults_of(text)}
    assert found == {
        "wrong-type",
        "missing-key",
        "unknown-value",
        "kind-exists",
        "reserved-name",
        "no-clause",
        "unknown-kind",
        "unknown-attribute",
        "unknown-test",
        "which-form",
        "two-windows",
        "bad-period",
        "unknown-key",
        "duplicate-id",
        "window-of-requires",
        "unknown-id",
    }


def test_a_name_that_no_file_can_have_is_an_unknown_policy() -> None:
    (fault,) = faults_of(HEAD + f'extends = "{"x" * 300}"\n')
    assert "no policy of this name" in fault


def test_a_file_that_is_not_utf_8_is_not_toml(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(HEAD.replace("miniature", "éclair").encode("latin-1"))
    with pytest.raises(InvalidInput, match=r"latin.toml: is not a TOML file .*utf-8.* \[not-toml\]"):
        load_policy(str(path))


@pytest.mark.parametrize("name", ["working-together-2013", "working-together-2015", "brent-2014", "york-2015"])
def test_the_policies_that_come_with_the_package_are_sound_under_every_choice(name: str) -> None:
    text = (SOURCES / "data" / f"{name}.toml").read_text(encoding="utf-8")
    assert policy_from_text(text, f"{name}-copy.toml").duty_ids == load_policy(name).duty_ids


def test_tables_with_faults_are_no_policy() -> None:
    with pytest.raises(InvalidInput, match=r"^here: needs a table \[policy\] \[missing-key\]$"):
        parse({}, "here")

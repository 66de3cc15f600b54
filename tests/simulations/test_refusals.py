"""Refusals: what a run would judge unlike the oracle is refused before one, with the reason."""

import os
from pathlib import Path

import pytest

import model
from model import InvalidInput
from simulations.demands import policy_of
from simulations.inputs import Setting, prepare
from tests.simulations.offices import Tables, tiny

DATA = Path(model.__file__).parent / "policy/data"
CHANGE = """
[change]
id = "own"
title = "Own"

[[duty]]
id = "seen-again"
topic = "practice"
clauses = ["own"]
strength = "must"
owed_by = "lead social worker"
says = "A child is seen within 5 working days of a core group."
when = "core_group_held"
then = {then}
within = "5 working days"
until = ["plan_discharged", "case_transferred", "case_closed"]
{more}
[[clause]]
id = "own"
says = "Made up for tests."
treatment = "modelled"
by = ["seen-again"{also}]
"""
SEEN = '"child_seen"'
ALONE = '{ event = "child_seen", alone = true }'
UNLESS = 'unless = { chair = "social_worker" }\n'
EXCUSE = """
[[excuse]]
id = "absent"
clauses = ["own"]
says = "Made up for tests."
covers = ["core-group-interval"]
when = { event = "core_group_abandoned", reason = "family_absent" }
decided = "by-due"
"""


def office(folder: Path, then: str = SEEN, more: str = "", scenario: Tables | None = None) -> Setting:
    """A small office whose policy is changed by a file."""
    path = folder / "own.toml"
    also = ', "absent"' if "excuse" in more else ""
    path.write_text(CHANGE.replace("{then}", then).replace("{more}", more).replace("{also}", also))
    return prepare(tiny({"scenario": {"changes": ["practice", str(path)], **(scenario or {})}}))


@pytest.mark.parametrize(
    ("then", "more", "fact"),
    [
        (ALONE, "", "the duty asks for alone of child_seen, and no [[task]] records that: 'seen-again'"),
        (SEEN, UNLESS, "has an exception (unless) that the office's own work decides"),
        (SEEN, EXCUSE, "the office's own work (core_group_abandoned) excuses core-group-interval"),
    ],
    ids=["unrecorded", "unless", "excuse"],
)
def test_what_a_run_would_judge_unlike_the_oracle_is_refused(tmp_path: Path, then: str, more: str, fact: str) -> None:
    with pytest.raises(InvalidInput) as error:
        office(tmp_path, then, more)
    assert fact in str(error.value)


@pytest.mark.parametrize(
    "more", ["", EXCUSE.replace("by-due", "any-time"), EXCUSE.replace("abandoned", "delay_authorised", 1)]
)
def test_what_the_run_judges_like_the_oracle_is_taken(tmp_path: Path, more: str) -> None:
    more = more.replace(', reason = "family_absent"', "") if "delay" in more else more
    assert "seen-again" in {duty.id for duty in office(tmp_path, more=more).duties}


@pytest.mark.parametrize(("then", "more"), [(ALONE, ""), (SEEN, UNLESS)], ids=["unrecorded", "unless"])
def test_a_duty_that_is_ignored_is_judged_all_the_same(tmp_path: Path, then: str, more: str) -> None:
    setting = office(tmp_path, then, more, {"ignore": ["seen-again"]})
    assert "seen-again" in setting.left_out


def test_a_duty_to_ignore_that_the_policy_does_not_have_is_refused() -> None:
    with pytest.raises(
        InvalidInput, match=r"tiny, scenario, ignore: the policy has no such duty: 'minutes-distribute' "
    ):
        prepare(tiny({"scenario": {"ignore": ["minutes-distribute"]}}))


def test_an_edited_policy_underneath_another_is_seen(tmp_path: Path) -> None:
    text = (DATA / "york-2015.toml").read_text()
    under, top = tmp_path / "under.toml", tmp_path / "top.toml"
    under.write_text(text)
    top.write_text('[policy]\nid = "top"\ntitle = "Top"\nin_force = 2015-01-01\nextends = "under"\n')
    scenario = tiny({"scenario": {"policy": str(top)}})
    before = policy_of(scenario).duty("core-group-interval")
    place = text.index('within = "6 weeks"', text.index('id = "core-group-interval"'))
    under.write_text(text[:place] + text[place:].replace("6 weeks", "4 weeks", 1))
    os.utime(under, ns=(1, 1))
    assert policy_of(scenario).duty("core-group-interval").window != before.window


def test_a_reading_that_does_not_exist_is_told_of_the_line_of_the_scenario() -> None:
    with pytest.raises(InvalidInput, match="tiny, scenario, readings: york-2015 has no such reading: 'foo'") as error:
        prepare(tiny({"scenario": {"readings": {"foo": "bar"}}}))
    assert "--reading" not in str(error.value)

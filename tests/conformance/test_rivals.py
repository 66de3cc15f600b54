"""Rivals are each another way to judge, named once."""

from dataclasses import replace
from pathlib import Path

import pytest

from model.calendar import england_and_wales
from model.conformance import rivals as module
from model.conformance.judging import days_of
from model.conformance.mutants import mutants
from model.conformance.rivals import calendars, changes, misunderstood, rivals
from model.policy.policy import CalendarChoice
from tests.conformance.mini_policy import loaded
from tests.conformance.systems import york


def test_what_two_texts_have_in_common_is_one_rival(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = [(id, york()) for id in ("one", "other", "one")]
    monkeypatch.setattr(module, "changes", lambda _: changed)
    names = [one.id for one in rivals(york(), york())]
    assert names[:2] == ["one", "other"]
    assert len(set(names)) == len(names)


def test_a_change_that_makes_no_policy_is_no_rival(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = loaded(tmp_path)
    (first, *_) = made = [one for one in mutants(policy.tables, "mini") if " strength " not in one.id]
    made.insert(1, first._replace(id="no policy", tables={**policy.tables, "duty": [{"id": "first"}]}))
    monkeypatch.setattr(module, "mutants", lambda *_: iter(made))
    kept = [id for id, _ in changes(policy)]
    assert kept == [*(one.id for one in made if one.id != "no policy"), "counting: first_day clear-days"]


def test_holidays_that_were_announced_late_may_be_missed_and_those_announced_in_time_may_not() -> None:
    days = england_and_wales()
    names = [name for name, _ in misunderstood(days)]
    assert "without 2022-09-19" in names
    assert [name for name in names if name.startswith("without 20")] == ["without 2022-09-19"]
    (without,) = [calendar for name, calendar in misunderstood(days) if name == "without 2022-09-19"]
    assert set(days.holidays()) - set(without.holidays()) == {
        row.day for row in days.announcements if "Pro" in row.source
    }


def test_where_bank_holidays_are_working_days_none_can_be_missed() -> None:
    policy = replace(york(), calendar=CalendarChoice(bank_holidays_are_working_days=True))
    assert days_of(policy).holidays() == ()
    assert {rival.id.partition(" (")[0] for rival in calendars(policy)} == {
        "calendar: holidays of Scotland",
        "calendar: holidays of Northern Ireland",
    }

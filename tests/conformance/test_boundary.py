"""Boundary cases and what they are made of: every duty of the built-in policies gets its own."""

from datetime import date
from pathlib import Path

import pytest

from model.compiled.recipes import OfTrigger
from model.conformance.boundary import Boundary
from model.conformance.case import probe
from model.conformance.choose import Candidates, Trial, answered
from model.conformance.compose import small
from model.conformance.judging import Judging, days_of
from model.conformance.letters import lacking, letters_of
from model.conformance.rivals import Rival, concerned, misunderstood, readings
from model.events import Event
from model.policy import Policy, load_policy, under
from model.policy.parse import parse
from tests.conformance.mini_policy import loaded


@pytest.fixture(scope="module")
def brent() -> Policy:
    return load_policy("brent")


def test_every_duty_is_triggered_by_a_case_and_every_one_with_a_limit_has_a_series(brent: Policy) -> None:
    for id in brent.duty_ids:
        boundary = Boundary(brent, brent.duty(id))
        assert boundary.chosen, id
        if boundary.duty.window.closes:
            assert "series" in {one.origin for one in boundary.pinned()}, id


def test_what_has_no_due_day_has_no_series(brent: Policy) -> None:
    without = [id for id in brent.duty_ids if not brent.duty(id).window.closes and brent.duty(id).then]
    assert without
    assert [one for id in without for one in Boundary(brent, brent.duty(id)).pinned()] == []


def test_a_duty_that_begins_later_has_no_case_of_the_special_days_before(tmp_path: Path) -> None:
    whole = loaded(tmp_path)
    tables = [{**one, "in_force": date(2015, 2, 1)} if one["id"] == "first" else one for one in whole.tables["duty"]]
    later = parse({**whole.tables, "duty": tables}, "mini")
    days = {name: special(later, name) for name in ("Christmas Day", "a leap day")}
    assert days == {"Christmas Day": 0, "a leap day": 2}
    assert special(whole, "Christmas Day") == 2


def special(policy: Policy, day: str) -> int:
    """How many cases of a duty are about a special day."""
    return sum(day in one.says for one in Boundary(policy, policy.duty("first")).pinned())


def test_no_case_tells_of_what_comes_after_the_day_on_which_it_is_looked_at(brent: Policy) -> None:
    for id in brent.duty_ids:
        for one in Boundary(brent, brent.duty(id)).cases():
            assert one.clauses == brent.duty(id).clauses
            assert all(event.on <= one.as_of for event in one.events)


def test_a_duty_is_answered_too_early_in_time_and_late() -> None:
    policy = load_policy("york")
    boundary, judging = Boundary(policy, policy.duty("second-looked-after-review")), Judging.of(policy)
    said = {
        one.says.rpartition("looked-after child ")[2]: {
            found.status.value
            for found in judging.told(one.events, one.as_of)
            if found.duty == "second-looked-after-review"
        }
        for one in boundary.cases()
        if one.says.startswith("second-looked-after-review: the child's case was reviewed")
    }
    assert "met" in said["on the last day in time."]
    assert "breached" in said["a day late."]


def test_a_trigger_that_needs_others_of_its_kind_before_it_gets_them() -> None:
    policy = load_policy("york")
    boundary = Boundary(policy, policy.duty("never-two-without-social-worker"))
    assert all(len([step for step in way if step[0] == "core_group_held"]) >= 1 for way, _, _ in boundary.chosen)


def test_letters_have_each_word_that_could_stand_there_and_the_lists_that_nearly_do(brent: Policy) -> None:
    core_groups = letters_of(brent, "first-core-group")["core_group_held"]
    assert {"agencies_present": ("children_services",)} in [
        {name: letter[name] for name in letter if name == "agencies_present"} for letter in core_groups
    ]
    assert any(
        letter["interval"] == "20 working days" for letter in letters_of(brent, "child-seen")["chair_direction_given"]
    )
    notes = letters_of(load_policy("york"), "notes-to-social-worker")["record_received"]
    assert any(isinstance(letter["meeting"], OfTrigger) for letter in notes)


def test_what_is_not_recorded_is_said() -> None:
    assert lacking({"chair": None, "by": "x"}) == " (chair not recorded)"
    assert lacking({"by": "x"}) == ""


def test_every_other_choice_of_a_reading_is_a_rival(brent: Policy) -> None:
    read_so = under(brent, {"ten-days": "working-days"})
    found = dict(readings(read_so, brent))
    assert "reading: ten-days=calendar-days" in found
    assert "reading: ten-days=working-days" not in found
    assert concerned(brent, found["reading: ten-days=calendar-days"]) == ()
    assert concerned(brent, read_so) != ()


def test_no_calendar_is_misunderstood_where_no_bank_holiday_counts(brent: Policy) -> None:
    names = [name for name, _ in misunderstood(days_of(brent))]
    assert names[-2:] == ["holidays of Scotland", "holidays of Northern Ireland"]
    assert "without 2022-09-19" in names


def test_a_day_outside_the_calendar_is_no_answer(brent: Policy) -> None:
    assert answered(Judging.of(brent), probe(brent, "", "random", (), date(2050, 1, 1))) is None


def test_a_random_history_that_tells_a_rival_apart_is_made_small(brent: Policy) -> None:
    changed = under(brent, {"ten-days": "working-days"})
    (duty, *_) = concerned(brent, changed)
    rival = Rival("rival", changed, days_of(changed), (duty,))
    boundary = Boundary(brent, brent.duty(duty))
    trial = Trial(brent, Candidates({duty: tuple(boundary.pinned())}, ()))
    found = trial.telling(rival)[0]
    more = Event(type="referral_received", on=date(2010, 1, 4))
    (least,) = small(trial, rival, [probe(brent, "", "random", (more, *found.events), found.as_of)])
    assert len(least.events) < len(found.events) + 1
    assert trial.told_apart(least, duty, rival.judging)
    assert least.clauses == brent.duty(duty).clauses

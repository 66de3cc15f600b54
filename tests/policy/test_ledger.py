"""The ledger of clauses, the duties and what the texts say hold together, both ways.

The tables of this file are typed from the texts, not from the policy files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from model.policy import Clause, Policy, built_in, load_policy, under
from model.policy.duty import Form, Strength
from model.policy.policy import Treatment
from tests.cases.loader import Case, all_cases

# The numbered clauses of each text, in its order; 5.1 to 5.10 of York are the items of its agenda.
CLAUSES: Mapping[str, str] = {
    "brent-2014": """
        1.1 1.2 1.3
        2.1 2.2 2.3
        3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.14
        4.1 4.2 4.3 4.4 4.5 4.6 4.7 4.8 4.9 4.10
        5.1 5.2 5.3 5.4 5.5 5.6
        6.1
    """,
    "york-2015": """
        1 2 3
        4.1 4.2 4.3 4.4 4.5
        5.1 5.2 5.3 5.4 5.5 5.6 5.7 5.8 5.9 5.10
        6 7
    """,
    "working-together-2013": """
        wt-counting wt-referral wt-assessment wt-icpc wt-first-core-group wt-first-review wt-later-reviews wt-chair
        regs-33 regs-28
    """,
    "working-together-2015": "",
}
# The clauses that say nothing which a history could break.
INFORMATIVE: Mapping[str, str] = {
    "brent-2014": "1.1 1.2 1.3 2.1 3.6 4.3 4.4 6.1",
    "york-2015": "1 4.2",
    "working-together-2013": "",
    "working-together-2015": "",
}
# Every reading: its default first, then the other choices.
READINGS: Mapping[str, Mapping[str, str]] = {
    "brent-2014": {
        "ten-days": "calendar-days working-days",
        "six-weeks-from": "quorate-meeting any-meeting scheduled-day",
        "reschedule": "act meeting-held",
        "notice": "third-day clear-days",
        "notice-of": "old-date new-date",
        "two-weeks-before": "within at-least around",
        "direction-from": "next-interval running-interval",
        "delay-decided": "by-due any-time",
        "first-chair": "line-manager lead-social-worker",
        "quorum-counts": "agencies professionals",
        "minutes-from": "meeting receipt",
    },
    "york-2015": {
        "six-weeks-from": "quorate-meeting any-meeting scheduled-day",
        "notes-when": "two-working-days same-day",
        "in-succession": "chaired attended",
    },
    "working-together-2013": {
        "first-day": "day-after same-day",
        "due-on-closed-day": "stays next-working-day working-day-before",
        "three-months": "calendar-months days",
        "should-counts": "weaker as-must",
    },
    "working-together-2015": {},
}
# Every number of a duty, with its unit where it has one, and how strongly the text speaks.
DUTIES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "brent-2014": {
        "first-core-group-scheduled": ("must", "0 days"),
        "first-core-group": ("must", "10 working days"),
        "core-group-interval": ("must", "6 weeks"),
        "core-group-before-review": ("good-practice", "2 weeks before"),
        "core-group-after-review": ("must", "10 days"),
        "reschedule-after-too-few": ("must", "5 working days"),
        "reschedule-notice": ("must", "3 working days"),
        "tac-after-discharge": ("should", "10 days"),
        "first-core-group-chair": ("should", "1"),
        "lead-social-worker-chairs": ("should", "2"),
        "chaired-by-social-care": ("must",),
        "plan-explained": ("must",),
        "next-date-fixed": ("should",),
        "family-absence-stops-nothing": ("should",),
        "absent-members-report": ("should", "0"),
        "minute-taker-agreed": ("should",),
        "minutes-distributed": ("must", "5 working days"),
        "record-complete": ("must",),
        "disclosure-consent": ("should",),
        "disclosure-dispute": ("must",),
        "child-seen": ("must", "10 working days"),
        "review-checks-core-groups": ("must",),
        "review-sets-core-group-date": ("must",),
        "membership-views": ("should",),
        "membership-dispute": ("must",),
        "deviation-agreed": ("must",),
        "stall-considered": ("must",),
        "risk-raised": ("must",),
        "impasse-escalated": ("should",),
    },
    "york-2015": {
        "first-core-group-scheduled": ("must", "0 days"),
        "first-core-group": ("must", "10 working days"),
        "core-group-interval": ("must", "6 weeks"),
        "next-date-fixed": ("must",),
        "next-date-in-time": ("must", "6 weeks"),
        "members-named": ("must",),
        "membership-by-social-worker": ("must",),
        "lead-social-worker-chairs": ("must",),
        "delegated-chair": ("should",),
        "never-two-without-social-worker": ("must",),
        "absent-members-report": ("should", "0"),
        "family-helped-to-attend": ("should",),
        "interpreter-not-family": ("should",),
        "exclusion-reasons": ("must",),
        "exclusion-by-social-worker": ("must",),
        "minute-taker-agreed": ("should",),
        "note-taker-not-family": ("may",),
        "notes-to-social-worker": ("must", "2 working days"),
        "minutes-distributed": ("must", "5 working days"),
        "recorded-on-system": ("must",),
        "agenda-followed": ("should",),
        "visits-reported": ("must",),
    },
    "working-together-2013": {
        "referral-decision": ("must", "1 working day"),
        "assessment": ("must", "45 working days"),
        "initial-conference": ("must", "15 working days"),
        "first-core-group": ("must", "10 working days"),
        "first-review": ("must", "3 months"),
        "later-reviews": ("must", "6 months"),
        "lead-social-worker-chairs": ("should",),
        "first-looked-after-review": ("must", "20 working days"),
        "second-looked-after-review": ("must", "1", "3 months"),
        "later-looked-after-reviews": ("must", "2", "6 months"),
        "first-looked-after-visit": ("must", "1 week"),
        "looked-after-visits": ("must", "6 weeks"),
    },
    "working-together-2015": {},
}
# The numbers in the choices that are not the default, for the readings that have any.
CHOSEN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "brent-2014": {
        "ten-days=working-days": ("10 working days", "10 working days"),
        "six-weeks-from=scheduled-day": ("1 day", "6 weeks"),
        "notice=clear-days": ("3 working days",),
        "notice-of=new-date": ("3 working days",),
        "two-weeks-before=at-least": ("14 days before",),
        "two-weeks-before=around": ("17 days before", "11 days before"),
        "quorum-counts=professionals": ("2", "1", "1"),
    },
    "york-2015": {
        "six-weeks-from=scheduled-day": ("1 day", "6 weeks"),
        "notes-when=same-day": ("0 days",),
    },
    "working-together-2013": {"three-months=days": ("91 days", "183 days", "91 days", "183 days")},
    "working-together-2015": {},
}
# Quorate in Brent: two agencies, or one where at most one is involved. In York no number makes a core group quorate.
QUORUM: Mapping[str, tuple[str, ...]] = {"brent-2014": ("2", "1", "1"), "york-2015": ()}

QUANTITY = re.compile(r"\d+ (working days?|days?|weeks?|months?)( before)?")
OF_EVERY_TEXT = pytest.mark.parametrize("text", CLAUSES)


def policy_of(text: str) -> Policy:
    """The policy that states a text."""
    return load_policy(text)


def stated(text: str, section: str) -> list[Mapping[str, Any]]:
    """The tables of one section that the text itself states, without those of what it extends."""
    return [table for table in policy_of(text).tables.get(section, []) if table["source"] == text]


def rows(text: str) -> Mapping[str, Clause]:
    """The text's own rows of the ledger by the id of the clause."""
    return {clause.id: clause for clause in policy_of(text).clauses if clause.source == text}


def cited(text: str) -> Mapping[str, set[str]]:
    """What every duty, power, excuse, definition and reading of the text cites."""
    sections = ("duty", "power", "excuse", "definition", "reading")
    return {table["id"]: set(table["clauses"]) for section in sections for table in stated(text, section)}


def quantities(value: Any) -> Iterator[str]:
    """Every number and period in a table, in its order."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from quantities(one)
    elif isinstance(value, list):
        for one in value:
            yield from quantities(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, str) and QUANTITY.fullmatch(value):
        yield value


def test_every_built_in_policy_is_held_by_this_ledger() -> None:
    assert set(built_in()) == set(CLAUSES)


@OF_EVERY_TEXT
def test_every_clause_of_the_text_has_one_row_and_no_row_is_made_up(text: str) -> None:
    assert [table["id"] for table in stated(text, "clause")] == CLAUSES[text].split()


@OF_EVERY_TEXT
def test_exactly_the_clauses_that_no_history_could_break_are_informative(text: str) -> None:
    informative = [id for id, row in rows(text).items() if row.treatment is Treatment.INFORMATIVE]
    assert informative == INFORMATIVE[text].split()


@OF_EVERY_TEXT
def test_an_informative_clause_is_modelled_by_nothing(text: str) -> None:
    assert [id for id, row in rows(text).items() if row.treatment is Treatment.INFORMATIVE and row.by] == []


@OF_EVERY_TEXT
def test_every_row_says_its_clause_in_a_whole_sentence(text: str) -> None:
    assert [id for id, row in rows(text).items() if not row.says.endswith(".")] == []


@OF_EVERY_TEXT
def test_whatever_the_text_states_cites_a_clause(text: str) -> None:
    assert [id for id, clauses in cited(text).items() if not clauses] == []


@OF_EVERY_TEXT
def test_a_clause_that_something_cites_names_it_in_its_row(text: str) -> None:
    unnamed = {
        (id, clause)
        for id, clauses in cited(text).items()
        for clause in clauses
        if clause not in rows(text) or id not in rows(text)[clause].by
    }
    assert unnamed == set()


@OF_EVERY_TEXT
def test_whatever_a_row_names_cites_that_clause_in_turn(text: str) -> None:
    kinds = {f"event:{kind.name}" for kind in policy_of(text).vocabulary.kinds}
    claimed = {(id, row.id) for row in rows(text).values() for id in row.by}
    deaf = {(id, clause) for id, clause in claimed if clause not in cited(text).get(id, set()) and id not in kinds}
    assert deaf == set()


@OF_EVERY_TEXT
def test_no_row_names_the_same_thing_twice(text: str) -> None:
    assert [id for id, row in rows(text).items() if len(set(row.by)) != len(row.by)] == []


@OF_EVERY_TEXT
def test_every_kind_of_event_that_the_text_declares_is_asked_for_or_stands_in_a_row(text: str) -> None:
    named = {name.removeprefix("event:") for row in rows(text).values() for name in row.by}
    asked = {pattern.event for duty in policy_of(text).duties for pattern in (*duty.when, *duty.then)}
    assert {table["type"] for table in stated(text, "event")} - named - asked == set()


@OF_EVERY_TEXT
def test_every_reading_of_the_text_has_its_default_and_its_choices(text: str) -> None:
    readings = [policy_of(text).reading(table["id"]) for table in stated(text, "reading")]
    choices = {one.id: [one.default, *(c.id for c in one.choices if c.id != one.default)] for one in readings}
    assert choices == {id: listed.split() for id, listed in READINGS[text].items()}


@OF_EVERY_TEXT
def test_every_duty_has_the_strength_and_the_numbers_of_the_text(text: str) -> None:
    found = {duty["id"]: (duty["strength"], *quantities(duty)) for duty in stated(text, "duty")}
    assert found == DUTIES[text]


@OF_EVERY_TEXT
def test_every_choice_of_a_reading_has_the_numbers_that_its_name_says(text: str) -> None:
    found = {
        f"{reading['id']}={choice['id']}": tuple(quantities(choice))
        for reading in stated(text, "reading")
        for choice in reading["choice"]
    }
    assert {name: numbers for name, numbers in found.items() if numbers} == CHOSEN[text]


@pytest.mark.parametrize("text", QUORUM)
def test_quorate_means_the_numbers_of_the_text(text: str) -> None:
    assert {one["id"]: tuple(quantities(one)) for one in stated(text, "definition")} == {"quorate": QUORUM[text]}


@pytest.mark.parametrize("text", ["brent-2014", "york-2015", "working-together-2015"])
def test_read_as_must_every_should_and_nothing_else_becomes_stronger(text: str) -> None:
    before = {duty.id: duty.strength for duty in policy_of(text).duties}
    after = {duty.id: duty.strength for duty in under(policy_of(text), {"should-counts": "as-must"}).duties}
    stronger = {id: Strength.MUST if was is Strength.SHOULD else was for id, was in before.items()}
    assert (Strength.SHOULD in before.values(), after) == (True, stronger)


def judged_in(text: str, side: str, *statuses: str) -> set[str]:
    """The duties of which a hand-worked case of that side says one of these things."""
    named = "working-together-2015" if text == "working-together-2013" else text
    cases = [case for case in all_cases() if case.side == side and case.policy.id == named]
    return {expected.duty for case in cases for expected in case.expect if expected.status in statuses}


@OF_EVERY_TEXT
def test_every_duty_has_a_hand_worked_case_in_which_it_is_kept(text: str) -> None:
    assert set(DUTIES[text]) - judged_in(text, "good", "met") == set()


@OF_EVERY_TEXT
def test_every_duty_with_a_time_limit_has_a_hand_worked_case_in_which_it_is_breached(text: str) -> None:
    duties = {id: policy_of(text).duty(id) for id in DUTIES[text]}
    breakable = {id for id, duty in duties.items() if duty.window.closes or duty.form is Form.REQUIRES}
    assert breakable - judged_in(text, "bad", "breached") == set()


@OF_EVERY_TEXT
def test_every_duty_without_a_time_limit_has_a_hand_worked_case_in_which_it_is_left_open(text: str) -> None:
    duties = {id: policy_of(text).duty(id) for id in DUTIES[text]}
    limitless = {id for id, duty in duties.items() if not duty.window.closes and duty.form is Form.THEN}
    assert limitless - judged_in(text, "bad", "pending", "unknown") - judged_in(text, "good", "pending") == set()


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_a_hand_worked_case_cites_clauses_that_the_ledger_has(case: Case) -> None:
    assert case.cites != ()
    assert set(case.cites) - {clause.id for clause in case.policy.clauses} == set()


@OF_EVERY_TEXT
def test_every_choice_of_a_reading_has_a_hand_worked_case(text: str) -> None:
    wanted = {(id, choice) for id, listed in READINGS[text].items() for choice in listed.split()[1:]}
    assert wanted - {read for case in all_cases() for read in case.readings.items()} == set()

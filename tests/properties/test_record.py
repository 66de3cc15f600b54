"""What the record's form does to a verdict: nothing. Order, names, repetition and other cases are no facts."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from model.findings import Finding, Status
from tests.agreement.programs import by_definition
from tests.properties.judging import MUCH_LATER, TEXTS, judged, named, statuses, with_facts
from tests.strategies import Fact, Question, questions, questions_about, random_questions

LAST_WORDS = ("strategy_discussion_held", "ceased_looked_after", "case_closed")
NAMES = ("trigger", "response", "excuse", "power", "lapse")


@given(questions, st.randoms(use_true_random=False))
def test_shuffling_the_lines_changes_nothing(question: Question, chance: random.Random) -> None:
    lines = list(question.facts)
    chance.shuffle(lines)
    assert judged(with_facts(question, lines)) == judged(question)


def renamed(finding: Finding, names: Mapping[str, str]) -> Finding:
    """The finding with other ids."""
    own = {key: getattr(finding, key) for key in NAMES}
    why = finding.why and finding.why[: finding.why.rindex(", ")]
    return msgspec.structs.replace(finding, **{key: id and names[id] for key, id in own.items()}, why=why)


@given(questions, st.randoms(use_true_random=False))
def test_renaming_ids_renames_them_in_the_findings_and_changes_nothing_else(
    question: Question, chance: random.Random
) -> None:
    whole = named(question)
    old = [fact["id"] for fact in whole.facts]
    names = dict(zip(old, chance.sample([f"n{number}" for number in range(len(old))], len(old)), strict=True))
    other = judged(with_facts(whole, [{**fact, "id": names[fact["id"]]} for fact in whole.facts]))
    itself = {name: name for name in names.values()}
    assert [renamed(one, itself) for one in other] == [renamed(one, names) for one in judged(whole)]


@given(questions, st.data())
def test_repeating_an_identical_event_changes_nothing(question: Question, data: st.DataObject) -> None:
    whole = named(question)
    again = data.draw(st.lists(st.sampled_from(whole.facts), max_size=3)) if whole.facts else []
    assert judged(with_facts(whole, [*whole.facts, *again])) == judged(whole)


@given(questions)
def test_one_fact_recorded_twice_was_known_from_the_earlier_day(question: Question) -> None:
    whole = named(question)
    late = [{**fact, "recorded_on": MUCH_LATER, "id": f"z{fact['id']}"} for fact in whole.facts]
    assert judged(with_facts(whole, [*late, *whole.facts])) == judged(whole)


@given(questions, questions)
def test_cases_judged_together_are_judged_as_apart(one: Question, other: Question) -> None:
    alone = by_definition(one)
    by_definition(other)
    assert by_definition(one) == alone


def ended(question: Question) -> Question:
    """The case, opened a last time to cease care and be closed, on the day after its last event."""
    whole = named(question)
    last = max((fact["on"] for fact in whole.facts), default=question.as_of) + timedelta(days=1)
    ends: list[Fact] = [{"type": kind, "on": last, "id": f"z-{kind}"} for kind in LAST_WORDS]
    facts = ({**fact, "recorded_on": None} for fact in (*whole.facts, *ends))
    return replace(with_facts(question, facts), readings=(), as_of=MUCH_LATER, known_at=None)


def begun_again(question: Question, day: date, policy: str) -> Question:
    """The case as a second one that begins with a referral on `day`, its events in weeks of their own."""
    whole = named(question)
    first = min((fact["on"] for fact in whole.facts), default=day)
    move = timedelta(days=(day - first).days)
    facts = [{key: later(value, move) for key, value in fact.items()} for fact in whole.facts]
    opening = {"type": "referral_received", "on": day, "outcome": "again", "id": "again"}
    mine = ({**fact, "recorded_on": None, "id": f"b-{fact['id']}"} for fact in (opening, *facts))
    return replace(with_facts(question, mine), policy=policy, readings=(), as_of=MUCH_LATER, known_at=None)


def later(value: Any, move: timedelta) -> Any:
    return value + move if isinstance(value, date) else value


@given(questions_about(*TEXTS), questions_about("working-together-2015"))
def test_independent_cases_merge(one: Question, other: Question) -> None:
    """A case that was closed for years and one that begins after it have the verdicts that each has alone."""
    before = ended(one)
    start = max(fact["on"] for fact in before.facts) + timedelta(days=400)
    after = begun_again(other, start, before.policy)
    assume(max(fact["on"] for fact in after.facts).year <= 2038)
    together = judged(with_facts(before, (*before.facts, *after.facts)))
    apart = {**statuses(judged(before)), **statuses(judged(after))}
    assert statuses(together) == apart


def test_sometimes_a_case_that_is_to_be_merged_has_breaches_and_duties_met() -> None:
    for question in random_questions(5, 12, ["brent-2014"]):
        found = set(statuses(judged(ended(question))).values())
        if {Status.BREACHED, Status.MET, Status.LAPSED} <= found:
            return
    raise AssertionError("no case with all three")

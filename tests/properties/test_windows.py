"""What a window does to a verdict: more time never harms, and nothing outside it matters."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from re import sub
from typing import Any

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from model.calendar import Period
from model.findings import Finding, Status
from model.policy import Policy
from model.policy.duty import Form
from model.policy.overlay import overlaid
from model.policy.parse import parse
from tests.properties.judging import MUCH_LATER, TEXTS, by_occasion, judged, named, with_facts
from tests.strategies import Question, policy_of, questions_about, random_questions

POLICIES = (*TEXTS, "prohibitions")
# The same weekdays and the same leap years come again after 28 years, as long as no century is without its leap day.
YEARS = 28


def changed(policy: Policy, change: Mapping[str, Any]) -> Policy:
    """The policy with a change laid on it."""
    return parse(overlaid(policy.tables, change, "change"), "change")


def lengthened(period: Period, more: int) -> str:
    return str(replace(period, count=period.count + more))


@lru_cache(maxsize=32)
def with_longer_windows(name: str, more: int) -> Policy:
    """The policy in which every `within` of a response duty has so many units more."""
    policy = policy_of(name)
    longer = [
        {"duty": duty.id, "within": lengthened(duty.window.closes[0].period, more)}
        for duty in policy.duties
        if duty.form is Form.THEN and not duty.window.backward and len(duty.window.closes) == 1
    ]
    return changed(policy, {"set": longer})


@lru_cache(maxsize=32)
def on_plain_weeks(name: str) -> Policy:
    """The policy on a calendar in which bank holidays are working days."""
    return changed(policy_of(name), {"set": [{"in": "calendar", "bank_holidays_are_working_days": True}]})


@given(questions_about(*POLICIES), st.integers(1, 30))
def test_a_longer_window_never_turns_met_into_breached(question: Question, more: int) -> None:
    usual = replace(question, readings=())
    longer = by_occasion(judged(usual, with_longer_windows(usual.policy, more)))
    for key, finding in by_occasion(judged(usual)).items():
        if finding.status is Status.MET:
            assert longer[key].status is not Status.BREACHED


def test_sometimes_a_longer_window_turns_breached_into_met() -> None:
    changes = set()
    for question in random_questions(3, 60, ["brent-2014"]):
        usual = replace(question, readings=())
        longer = by_occasion(judged(usual, with_longer_windows(usual.policy, 5)))
        changes |= {(one.status, longer[key].status) for key, one in by_occasion(judged(usual)).items()}
    assert (Status.BREACHED, Status.MET) in changes


def reach(finding: Finding) -> tuple[date, date]:
    """From the anchor to the due day, or to the day done where that is later."""
    days = [day for day in (finding.anchor, finding.due, finding.done) if day is not None]
    return min(days, default=MUCH_LATER), max(days, default=MUCH_LATER)


@given(questions_about(*TEXTS), st.sets(st.integers(0, 900), min_size=1, max_size=5))
def test_a_verdict_depends_on_no_working_day_outside_anchor_and_due_day(question: Question, offsets: set[int]) -> None:
    """But for notice, which is counted to a date that the event itself names."""
    usual = replace(question, readings=())
    policy = policy_of(usual.policy)
    first = min((fact["on"] for fact in usual.facts), default=usual.as_of)
    closed = sorted(first + timedelta(days=offset) for offset in offsets)
    other = by_occasion(judged(usual, changed(policy, {"calendar": {"closure_days": closed}})))
    for key, finding in by_occasion(judged(usual)).items():
        start, end = reach(finding)
        if policy.duty(finding.duty).form is Form.THEN and not any(start <= day <= end for day in closed):
            assert other[key] == finding


@given(questions_about(*TEXTS))
def test_a_verdict_depends_on_no_event_outside_anchor_and_due_day(question: Question) -> None:
    """Visits and records are always taken and change no state: those outside the window are nothing to a finding."""
    whole = named(question)
    policy = policy_of(whole.policy)
    loose = {"child_seen", "record_received", "record_distributed", "record_disclosed", "escalated"}
    for finding in judged(whole)[:12]:
        if finding.due is None or finding.anchor is None or policy.duty(finding.duty).window.backward:
            continue
        near = [
            fact
            for fact in whole.facts
            if fact["type"] not in loose or fact["id"] == finding.trigger or finding.anchor <= fact["on"] <= finding.due
        ]
        found = by_occasion(judged(with_facts(whole, near)))[finding.duty, finding.trigger]
        assert (found.status, found.due) == (finding.status, finding.due)


def shifted(question: Question, move: Callable[[date], date]) -> Question:
    """Every day of the question moved."""
    facts = tuple(
        {key: move(value) if isinstance(value, date) else value for key, value in fact.items()}
        for fact in question.facts
    )
    known_at = None if question.known_at is None else move(question.known_at)
    return replace(question, facts=facts, as_of=move(question.as_of), known_at=known_at)


def years_later(day: date) -> date:
    return day.replace(year=day.year + YEARS)


def in_the_nineties(question: Question) -> Question:
    """The question moved back by leap-year cycles, so that it can be asked again 28 years later."""
    first = min((fact["on"] for fact in question.facts), default=question.as_of)
    cycles = max(0, (first.year - 1995) // 4)
    return shifted(question, lambda day: day - timedelta(days=1461 * cycles))


@given(questions_about(*TEXTS))
def test_moving_a_history_by_a_stretch_with_the_same_working_days_moves_the_findings_with_it(
    question: Question,
) -> None:
    start = in_the_nineties(named(replace(question, readings=())))
    assume(all(day.year < 2011 for fact in start.facts for day in fact.values() if isinstance(day, date)))
    assume(start.as_of.year < 2011)
    policy = on_plain_weeks(start.policy)
    there = [replace_days(finding, years_later) for finding in judged(start, policy)]
    assert list(judged(shifted(start, years_later), policy)) == there


def replace_days(finding: Finding, move: Callable[[date], date]) -> Finding:
    """The finding with its days moved."""
    days = {name: getattr(finding, name) for name in ("anchor", "due", "done")}
    moved = {name: None if day is None else move(day) for name, day in days.items()}
    why = finding.why and sub(r"\d{4}-\d{2}-\d{2}", lambda found: str(move(date.fromisoformat(found[0]))), finding.why)
    return msgspec.structs.replace(finding, **moved, why=why)

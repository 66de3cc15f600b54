"""Findings by the occasion that they are about, for laws that compare two judgements."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from model.findings import Finding, Status
from model.oracle import judge
from model.policy import Policy
from tests.strategies import Fact, Question, policy_of

Occasion = tuple[str, str]
TEXTS = ("brent-2014", "york-2015", "working-together-2015")
# Longer than any period of a policy, and inside the calendar.
MUCH_LATER = date(2042, 12, 31)


def judged(question: Question, policy: Policy | None = None) -> tuple[Finding, ...]:
    """The findings on a question, under its own policy and readings or under another policy."""
    if policy is not None:
        return judge(question.history, policy, {}, question.as_of, question.known_at).findings
    readings = dict(question.readings)
    return judge(question.history, policy_of(question.policy), readings, question.as_of, question.known_at).findings


def by_occasion(findings: Iterable[Finding]) -> Mapping[Occasion, Finding]:
    """The findings by duty and trigger; two on one occasion fail."""
    listed = list(findings)
    found = {(one.duty, one.trigger): one for one in listed}
    assert len(found) == len(listed), "two findings on one occasion"
    return found


def statuses(findings: Iterable[Finding]) -> Mapping[Occasion, Status]:
    """The status of every occasion."""
    return {key: one.status for key, one in by_occasion(findings).items()}


def named(question: Question) -> Question:
    """The question with the ids written into its facts, so that an event keeps its name when others come or go."""
    facts = tuple(
        {
            "type": event.type,
            "on": event.on,
            **{key: list(value) if isinstance(value, tuple) else value for key, value in event.attributes.items()},
            "id": event.id,
            "recorded_on": event.recorded_on,
        }
        for event in question.history.events
    )
    return replace(question, facts=facts)


def with_facts(question: Question, facts: Iterable[Fact]) -> Question:
    """The question about other facts."""
    return replace(question, facts=tuple(facts))

"""Attributes on which duties turn, and that no duty demands to be recorded."""

from __future__ import annotations

from collections.abc import Iterator

from model.analysis.health.ailment import Ailment, clauses_of, listed
from model.analysis.health.examination import Examination
from model.analysis.health.kinds import Kind
from model.compiled.walk import conditions_of, tests
from model.oracle.phrases import in_words
from model.policy import Duty, Policy
from model.policy.conditions import All, Attribute
from model.policy.duty import Form
from model.policy.values import Present

Fact = tuple[str, str]


def unrecorded(exam: Examination) -> Iterator[Ailment]:
    """The attributes that need not be recorded, each with all duties that turn on it."""
    demanded = {fact for duty in exam.policy.duties for fact in demands(duty)}
    turning: dict[Fact, dict[str, None]] = {}
    for duty in exam.duties:
        for fact in asked(duty, exam.policy):
            turning.setdefault(fact, {})[duty.id] = None
    for fact, ids in turning.items():
        if fact not in demanded:
            yield ailment(exam.policy, fact, tuple(ids))


def demands(duty: Duty) -> Iterator[Fact]:
    """The attributes that a duty demands to be recorded with every event of a kind."""
    if duty.form is Form.REQUIRES and duty.always and not duty.unless:
        for pattern in duty.when:
            if not pattern.condition.parts:
                yield from ((pattern.event, name) for name in present(duty.requires))


def present(condition: All) -> Iterator[str]:
    """The attributes without which a condition does not hold."""
    for part in condition.parts:
        if isinstance(part, Attribute) and part.test == Present(True):
            yield part.name


def asked(duty: Duty, policy: Policy) -> Iterator[Fact]:
    """The attributes whose absence makes a finding on the duty unknown."""
    guarded = {(pattern.event, name) for pattern in duty.when for name in present(pattern.condition)}
    for test in tests(conditions_of(duty, policy)):
        fact = (test.kind, test.attribute)
        if test.attribute != "on" and not isinstance(test.test, Present) and fact not in guarded:
            yield fact


def ailment(policy: Policy, fact: Fact, ids: tuple[str, ...]) -> Ailment:
    """The duties that turn on one attribute."""
    kind, attribute = (in_words(word) for word in fact)
    turning = f"{listed(ids)} {'turns' if len(ids) == 1 else 'turn'} on it"
    sentence = f"No duty demands that the {attribute} of {kind} is recorded; {turning}."
    return Ailment(Kind.UNMONITORABLE, ids, clauses_of(policy, ids), sentence, also=(".".join(fact),))

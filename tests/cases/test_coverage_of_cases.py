"""The hand-worked cases leave no duty, no kind of verdict and no reading out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import pytest

from model.oracle import judge
from model.policy import Duty, Policy, load_policy
from model.policy.conditions import All, Attribute, Condition, Defined, Latest, Not, Pattern, Previous
from model.policy.conditions import Any as AnyOf
from model.policy.duty import Form
from model.policy.values import Present
from tests.cases.loader import Case, Expectation, all_cases
from tests.cases.test_cases import differences

POLICIES = ("brent", "york", "working-together")
FEWEST = 120
FAILINGS = ("breached", "unknown")

Key = tuple[str, str]


@lru_cache(maxsize=1)
def duties() -> dict[Key, tuple[Duty, Policy]]:
    """Every duty by the policy that states it and its own id, with a policy that holds it."""
    found: dict[Key, tuple[Duty, Policy]] = {}
    for policy in map(load_policy, POLICIES):
        for duty in policy.duties:
            found.setdefault((duty.source, duty.id), (duty, policy))
    return found


@lru_cache(maxsize=1)
def verdicts() -> dict[Key, set[tuple[str, str]]]:
    """For every duty the sides and statuses that some case expects of it."""
    seen: dict[Key, set[tuple[str, str]]] = defaultdict(set)
    for case in all_cases():
        for one in case.expect:
            seen[case.policy.duty(one.duty).source, one.duty].add((case.side, one.status))
    return seen


def sure_of(condition: All) -> frozenset[str]:
    """The attributes that are recorded wherever the condition is not false."""
    return frozenset(
        part.name for part in condition.parts if isinstance(part, Attribute) and part.test == Present(wanted=True)
    )


def may_be_unknown(condition: Condition, sure: frozenset[str] = frozenset()) -> bool:
    """Whether a fact that was not recorded can leave the condition unknown, `sure` being recorded."""
    match condition:
        case Attribute(name=name, test=test):
            return not isinstance(test, Present) and name not in sure
        case All(parts=parts):
            return any(may_be_unknown(part, sure | sure_of(condition)) for part in parts)
        case AnyOf(parts=parts):
            return any(may_be_unknown(part, sure) for part in parts)
        case Not(part=inner) | Defined(condition=inner):
            return may_be_unknown(inner, sure)
        case Previous(condition=inner) | Latest(pattern=Pattern(condition=inner)):
            return may_be_unknown(inner)
        case _:
            return False


def ends_later(duty: Duty) -> bool:
    """Whether the window closes after the trigger's own day, or never."""
    edges = duty.window.closes
    return not edges or any(not edge.before and edge.period.count > 0 for edge in edges)


def timed(duty: Duty) -> bool:
    """Whether there is a due day."""
    return duty.form is Form.REQUIRES or bool(duty.window.closes)


def possible(duty: Duty, policy: Policy) -> Iterator[str]:
    """The statuses that an occasion of this duty can have, and so some case must show."""
    yield "met"
    backward = bool(duty.window.closes) and all(edge.before for edge in duty.window.closes)
    if not backward:
        yield "pending"
    if timed(duty):
        yield "breached"
    if duty.until and duty.form is not Form.REQUIRES and ends_later(duty):
        yield "lapsed"
    if duty.unless or policy.excuses_of[duty.id]:
        yield "excused"
    asked = [one.condition for one in (*duty.when, *(duty.then if timed(duty) else ()))]
    sure = frozenset[str].intersection(*(sure_of(one.condition) for one in duty.when))
    if any(map(may_be_unknown, asked)) or may_be_unknown(duty.requires, sure):
        yield "unknown"


OF_EVERY_DUTY = pytest.mark.parametrize("key", duties(), ids=":".join)


@OF_EVERY_DUTY
def test_a_duty_has_a_good_and_a_bad_case(key: Key) -> None:
    assert {side for side, _ in verdicts()[key]} == {"good", "bad"}


@OF_EVERY_DUTY
def test_a_duty_has_a_case_of_every_status_that_it_can_have(key: Key) -> None:
    shown = {status for _, status in verdicts()[key]}
    assert set(possible(*duties()[key])) - shown == set()


def failing(case: Case, one: Expectation) -> bool:
    """Whether an expectation shows something that went wrong, or a duty without a time limit that was never kept."""
    never_late = one.due is None and one.status in ("pending", "lapsed")
    return one.status in FAILINGS or one.late_by is not None or never_late or bool(case.refused)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_a_good_case_holds_no_breach_and_a_bad_one_does(case: Case) -> None:
    if case.side == "good":
        assert [one for one in case.expect if one.status in FAILINGS] == []
        assert case.refused == ()
    else:
        assert any(failing(case, one) for one in case.expect)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_a_case_cites_clauses_of_its_policy_and_says_why(case: Case) -> None:
    clauses = {clause.id for clause in case.policy.clauses}
    assert case.cites
    assert set(case.cites) - clauses == set()
    assert all(text.strip() for text in (case.story, *(one.because for one in case.expect)))


def test_there_are_at_least_120_cases() -> None:
    assert len(all_cases()) >= FEWEST


CHOICES = sorted(
    {
        (reading.id, choice.id, reading.default)
        for policy in map(load_policy, POLICIES)
        for reading in policy.readings
        for choice in reading.choices
        if choice.id != reading.default
    }
)


@pytest.mark.parametrize(("reading", "choice", "default"), CHOICES, ids=lambda text: text)
def test_a_choice_has_a_case_that_the_default_would_judge_otherwise(reading: str, choice: str, default: str) -> None:
    cases = [case for case in all_cases() if case.readings.get(reading) == choice]
    by_default = [replace(case, readings={**case.readings, reading: default}) for case in cases]
    assert any(list(differences(judge, case)) for case in by_default)

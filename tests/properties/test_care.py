"""Becoming looked after on its own ends no duty: core groups go on until the plan is discharged (Brent 3.13)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.policy.duty import Duty
from tests.properties.judging import TEXTS, by_occasion, judged, named, with_facts
from tests.strategies import Question, policy_of, questions_about

CARE = {"became_looked_after", "looked_after_review_held", "ceased_looked_after"}


def speaks_of_care(duty: Duty) -> bool:
    """Whether the duty is about being looked after, by what triggers it or by its scope."""
    return "looked_after" in repr(duty.when)


@pytest.mark.parametrize("policy", TEXTS)
def test_no_duty_of_a_plan_has_becoming_looked_after_among_its_ends(policy: str) -> None:
    ends = {(duty.id, one.event) for duty in policy_of(policy).duties for one in duty.until}
    assert [duty for duty, event in ends if event == "became_looked_after"] == []


@given(questions_about(*TEXTS), st.integers(0, 255))
def test_becoming_looked_after_on_its_own_ends_no_duty(question: Question, place: int) -> None:
    whole = named(question)
    facts = [fact for fact in whole.facts if fact["type"] not in CARE]
    days = [fact["on"] for fact in facts] or [whole.as_of]
    became = {"type": "became_looked_after", "on": days[place % len(days)] + timedelta(days=place % 3), "id": "care"}
    policy = policy_of(whole.policy)
    before = by_occasion(judged(with_facts(whole, facts)))
    after = by_occasion(judged(with_facts(whole, [*facts, became])))
    others = {key: one for key, one in after.items() if not speaks_of_care(policy.duty(key[0]))}
    assert others == {key: one for key, one in before.items() if not speaks_of_care(policy.duty(key[0]))}


def test_a_child_who_becomes_looked_after_still_has_to_have_core_groups() -> None:
    facts = (
        {"type": "icpc_held", "on": (day := policy_of("brent-2014").in_force), "outcome": "plan", "id": "plan"},
        {"type": "became_looked_after", "on": day + timedelta(days=1), "id": "care"},
    )
    question = Question("brent-2014", (), facts, day + timedelta(days=90), None)
    found = by_occasion(judged(question))
    assert found["first-core-group", "plan"].status.value == "breached"
    assert found["first-looked-after-review", "care"].status.value == "breached"

"""One case that grows event by event, with the programs side by side at every step."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.agreement.programs import assert_agreement
from tests.strategies import (
    FILES,
    LIMITS,
    STARTS,
    Draw,
    Fact,
    Question,
    assignments,
    attributes_of,
    dates_of,
    lawful_of,
    near_limit,
    policy_of,
)

DETAILS = st.binary(min_size=40, max_size=40)


class SideBySide(RuleBasedStateMachine):
    """The day goes on, things happen, some of them are recorded late; nobody may disagree about any of it."""

    question: Question

    @initialize(policy=st.sampled_from(sorted(FILES)), start=st.sampled_from(STARTS), reading=st.integers(0, 255))
    def open(self, policy: str, start: date, reading: int) -> None:
        chosen = assignments(policy)
        self.question = Question(policy, chosen[reading % len(chosen)], (), start, None)

    @rule(kind=st.integers(0, 255), details=DETAILS)
    def happens(self, kind: int, details: bytes) -> None:
        kinds = policy_of(self.question.policy).vocabulary.kinds
        self.record(kinds[kind % len(kinds)].name, details)

    @rule(
        kind=st.sampled_from(
            ("icpc_held", "core_group_held", "child_seen", "rcpc_held", "plan_discharged", "tac_held")
        ),
        details=DETAILS,
    )
    def is_held(self, kind: str, details: bytes) -> None:
        self.record(kind, details)

    def record(self, name: str, details: bytes, day: date | None = None) -> None:
        on = day or self.question.as_of
        kind = policy_of(self.question.policy).vocabulary.by_name[name]
        draw = Draw(details)
        lawful = {**lawful_of(name), **dates_of(draw, name, on, {})}
        fact: Fact = {"type": name, "on": on, **attributes_of(draw, kind, on, self.question.facts, lawful)}
        if day is not None:
            fact["recorded_on"] = self.question.as_of
        self.question = replace(self.question, facts=(*self.question.facts, fact))

    @rule(days=st.integers(1, 12))
    def days_pass(self, days: int) -> None:
        self.question = replace(self.question, as_of=self.question.as_of + timedelta(days=days))

    @rule(limit=st.binary(min_size=2, max_size=2))
    def a_limit_passes(self, limit: bytes) -> None:
        day = near_limit(Draw(limit), self.question.as_of, LIMITS)
        self.question = replace(self.question, as_of=max(day, self.question.as_of))

    @rule(kind=st.sampled_from(("core_group_held", "chair_direction_given", "child_seen")), details=DETAILS)
    def was_held_and_recorded_late(self, kind: str, details: bytes) -> None:
        self.record(kind, details, self.question.as_of - timedelta(days=10))

    @invariant()
    def nobody_disagrees(self) -> None:
        assert_agreement(self.question)


TestSideBySide = SideBySide.TestCase
# Enough for a plan with its end and a second one; every step asks three programs about the whole case.
TestSideBySide.settings = settings(stateful_step_count=24)

"""Lifecycle, oracle and naive program on one case that grows: they agree every day, and what they say keeps the laws.

The growing case is that of `tests.properties.test_side_by_side`; here people also ask about days gone by, change the
reading, and write down what nobody would expect.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

import msgspec
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from model.analysis.lifecycle import lifecycle, moves_of
from model.findings import Finding, Status
from model.policy.duty import Form
from model.statemachine import run
from tests.agreement import programs
from tests.agreement.programs import assert_agreement, by_definition
from tests.agreement.test_agreement import off_by_one
from tests.properties.judging import MUCH_LATER, by_occasion, judged, with_facts
from tests.properties.test_side_by_side import DETAILS, SideBySide
from tests.strategies import Draw, Fact, Question, assignments, attributes_of, common_kinds, policy_of
from tests.strategies import wild_day as any_day

# Here nothing that is decided at any time, and no direction that works backwards, undoes a verdict.
FINAL = {"brent-2014", "york-2015", "working-together-2015", "windows", "words", "layered"}


def at_the_end(question: Question) -> tuple[Finding, ...]:
    """The findings over the record as it stands at the end, on the day that is asked."""
    return judged(replace(question, known_at=MUCH_LATER))


@lru_cache(maxsize=32)
def legs(policy: str) -> frozenset[tuple[str, str, str]]:
    """The moves of the lifecycle under a policy: from where, by which kind of event, to where."""
    return frozenset((move.source.value, move.kind, move.dest.value) for move in moves_of(lifecycle(policy_of(policy))))


class LawsSideBySide(SideBySide):
    """The case as it grows, with more that people do to it and the laws of every verdict."""

    findings = staticmethod(at_the_end)

    # ---- what people do

    @rule(details=DETAILS)
    def something_odd_is_written_down(self, details: bytes) -> None:
        """Any kind, on any day, with anything in it, and perhaps not before another day."""
        draw, question = Draw(details), self.question
        kind = draw.one_of(common_kinds(question.policy))
        first = question.facts[0]["on"] if question.facts else question.as_of
        day = any_day(draw, first, question.as_of, question.facts)
        fact: Fact = {"type": kind.name, "on": day, **attributes_of(draw, kind, day, question.facts, {})}
        fact["recorded_on"] = draw.one_of((None, question.as_of, day + timedelta(days=15)))
        self.question = with_facts(question, [*question.facts, fact])

    @precondition(lambda self: self.question.facts)
    @rule(place=st.integers(0, 255))
    def something_is_written_down_twice(self, place: int) -> None:
        facts = self.question.facts
        again = {**facts[place % len(facts)], "recorded_on": self.question.as_of}
        self.question = with_facts(self.question, [*facts, again])

    @rule(reading=st.integers(0, 255))
    def another_reading_is_chosen(self, reading: int) -> None:
        chosen = assignments(self.question.policy)
        self.question = replace(self.question, readings=chosen[reading % len(chosen)])

    @rule(days=st.integers(1, 200), hindsight=st.booleans())
    def a_day_gone_by_is_asked_about(self, days: int, hindsight: bool) -> None:
        early = self.question.as_of - timedelta(days=days)
        assert_agreement(replace(self.question, as_of=early, known_at=self.question.as_of if hindsight else None))

    @rule(days=st.integers(1, 400))
    def nothing_more_happens(self, days: int) -> None:
        """Then every occasion stays one, with its number; by the default readings what was decided stays decided."""
        usual = replace(self.question, readings=())
        later = replace(usual, as_of=min(usual.as_of + timedelta(days=days), MUCH_LATER))
        before, after = (by_occasion(self.findings(question)) for question in (usual, later))
        assert {key: after[key].occasion for key in before} == {key: one.occasion for key, one in before.items()}
        if usual.policy in FINAL:
            final = {key: one.status for key, one in before.items() if one.status.truth is not None}
            assert {key: after[key].status for key in final} == final

    # ---- what holds whatever they do

    @invariant()
    def the_case_walks_the_graph_of_its_lifecycle(self) -> None:
        policy, question = policy_of(self.question.policy), self.question
        steps = run(question.history, policy, dict(question.readings), question.as_of).steps
        walked = [(step.source, step.trigger, step.dest) for step in steps if step.subject == "case"]
        assert legs(question.policy).issuperset(walked)
        assert all(dest == source for (_, _, dest), (source, _, _) in pairwise([("", "", "enquiry"), *walked]))

    @invariant()
    def nothing_is_breached_before_its_due_day_is_over(self) -> None:
        policy = policy_of(self.question.policy)
        for one in self.findings(self.question):
            if one.status is Status.BREACHED and policy.duty(one.duty).form is not Form.FORBID:
                assert one.due is not None
                assert one.due < self.question.as_of


TestLawsSideBySide = LawsSideBySide.TestCase
TestLawsSideBySide.settings = settings(stateful_step_count=20)


@pytest.mark.deep
def test_the_laws_hold_of_long_cases_too() -> None:
    run_state_machine_as_test(LawsSideBySide, settings=settings(max_examples=1_000, stateful_step_count=60))


# ---- the laws are about something


def fails() -> bool:
    """Whether the machine finds anything wrong; it does not look for the smallest way there."""
    looking = settings(
        max_examples=400, stateful_step_count=20, phases=[Phase.generate], database=None, derandomize=True
    )
    try:
        run_state_machine_as_test(LawsSideBySide, settings=looking)
    except AssertionError:
        return True
    return False


def too_early(question: Question) -> tuple[Finding, ...]:
    """Findings that breach on the due day itself."""
    return at_the_end(replace(question, as_of=question.as_of + timedelta(days=1)))


def forgetful(question: Question) -> tuple[Finding, ...]:
    """Findings in which a breach of some days ago is pending again."""
    days_ago = question.as_of - timedelta(days=3)
    return tuple(
        msgspec.structs.replace(one, status=Status.PENDING)
        if one.status is Status.BREACHED and one.due and one.due < days_ago
        else one
        for one in at_the_end(question)
    )


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [too_early, forgetful], ids=lambda wrong: str(wrong.__name__))
def test_findings_that_break_a_law_are_found(
    wrong: Callable[[Question], tuple[Finding, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LawsSideBySide, "findings", staticmethod(wrong))
    assert fails()


def test_a_program_that_is_wrong_by_one_day_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PROGRAMS", {"by definition": by_definition, "wrong": off_by_one})
    assert fails()

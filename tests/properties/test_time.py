"""What time does to a verdict: it comes when the due day is over, and then it stays."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from model.findings import Status
from model.policy.duty import Form
from tests.properties.judging import MUCH_LATER, TEXTS, by_occasion, judged, named, statuses, with_facts
from tests.strategies import Question, policy_of, questions, questions_about, random_questions

# Under these the default readings have no excuse that may be decided at any time and no direction that works backwards.
FINAL = (*TEXTS, "windows", "words", "layered")


def at(question: Question, as_of: date) -> Question:
    """The question on another day, over the record as it stands at the end."""
    return replace(question, as_of=as_of, known_at=MUCH_LATER)


def under_default_readings(question: Question) -> Question:
    return replace(question, readings=())


@given(questions_about(*FINAL), st.integers(0, 400))
def test_verdicts_are_final_under_the_default_readings(question: Question, days: int) -> None:
    early = at(under_default_readings(question), question.as_of)
    before, after = statuses(judged(early)), statuses(judged(at(early, early.as_of + timedelta(days=days))))
    final = {key: status for key, status in before.items() if status.truth is not None}
    assert {key: after.get(key) for key in final} == final


@given(questions)
def test_a_breach_that_was_answered_late_stays_a_breach(question: Question) -> None:
    for finding in judged(question):
        if finding.status is Status.BREACHED and finding.late_by is not None:
            assert finding.done is not None
            assert finding.due is not None
            assert finding.done > finding.due
            assert finding.late_by == -(finding.slack or 0) >= 0


@given(questions)
def test_nothing_is_breached_before_its_due_day_is_over(question: Question) -> None:
    policy = policy_of(question.policy)
    for finding in judged(question):
        if finding.status is Status.BREACHED and policy.duty(finding.duty).form is not Form.FORBID:
            assert finding.due is not None
            assert question.as_of > finding.due


def day_of(question: Question, id: str) -> date:
    """The day of an event."""
    return next(event.on for event in question.history.events if event.id == id)


@given(questions_about("prohibitions"))
def test_a_prohibition_is_breached_on_the_very_day(question: Question) -> None:
    policy = policy_of(question.policy)
    for finding in judged(question):
        if finding.status is Status.BREACHED and policy.duty(finding.duty).form is Form.FORBID:
            assert finding.done is not None
            assert finding.done <= question.as_of
            day = max(finding.done, day_of(question, finding.trigger))
            on_the_day = replace(question, as_of=day, known_at=question.known_at or question.as_of)
            assert by_occasion(judged(on_the_day))[finding.duty, finding.trigger].status is not Status.PENDING


@given(questions)
def test_what_is_met_was_done_inside_its_window_and_what_is_pending_has_time_left(question: Question) -> None:
    for finding in judged(question):
        if finding.status is Status.MET and finding.done and finding.due:
            assert finding.done <= finding.due
        if finding.status is Status.PENDING and finding.due:
            assert question.as_of <= finding.due


@given(questions, st.integers(1, 30))
def test_every_occasion_has_exactly_one_status_on_every_day(question: Question, days: int) -> None:
    """And no occasion goes away, or changes its number, when time passes."""
    seen: dict[tuple[str, str], int] = {}
    for day in range(days):
        found = by_occasion(judged(at(question, question.as_of + timedelta(days=7 * day))))
        numbers = {key: one.occasion for key, one in found.items()}
        assert seen.items() <= numbers.items()
        seen = numbers


@given(questions_about(*TEXTS))
def test_much_later_nothing_with_a_due_day_is_pending(question: Question) -> None:
    for finding in judged(at(question, MUCH_LATER)):
        assert finding.status is not Status.PENDING or finding.due is None


@given(questions)
def test_what_had_not_happened_or_was_not_recorded_yet_changes_nothing(question: Question) -> None:
    whole = named(question)
    known_at = question.known_at or question.as_of
    known = [
        fact for fact in whole.facts if fact["on"] <= whole.as_of and (fact["recorded_on"] or fact["on"]) <= known_at
    ]
    assert judged(with_facts(whole, known)) == judged(whole)


def test_sometimes_verdicts_change_from_pending_to_each_other_status() -> None:
    """The laws above are about something: time does decide."""
    changes = set()
    for question in random_questions(11, 40, ["brent-2014"]):
        days = sorted({fact["on"] for fact in question.facts})
        for early, late in pairwise(days):
            before = statuses(judged(at(question, early)))
            after = statuses(judged(at(question, late)))
            changes |= {(status, after[key]) for key, status in before.items()}
    assert {(Status.PENDING, one) for one in Status} <= changes

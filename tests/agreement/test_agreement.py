"""By definition, by operation and naively: one meaning, three programs, the same findings to the last field."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from model.history import History
from tests import naive
from tests.agreement import programs
from tests.agreement.programs import (
    Answer,
    assert_agreement,
    assert_agreement_on_all,
    by_definition,
    naively,
    smallest,
    told,
)
from tests.cases.loader import Case, all_cases
from tests.strategies import FILES, Fact, Question, miniatures, policy_of, questions, random_questions

FAST, SLOW, DEEP = 100, 1_200, 5_000
OWN = ("layered", "prohibitions", "windows", "words")
STATUSES = {"pending", "met", "breached", "excused", "lapsed", "unknown"}


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_three_programs_agree_on_random_histories(seed: int) -> None:
    assert_agreement_on_all(random_questions(seed, FAST))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1_000, 1_020))
def test_three_programs_agree_on_more_than_twenty_thousand_histories(seed: int) -> None:
    assert_agreement_on_all(random_questions(seed, SLOW))


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(10_000, 10_200))
def test_three_programs_agree_on_a_million_histories(seed: int) -> None:
    assert_agreement_on_all(random_questions(seed, DEEP))


def by_name(names: Sequence[str], count: int) -> Iterator[Question]:
    for name in names:
        yield from random_questions(sum(name.encode()), count, [name])


@pytest.mark.slow
def test_three_programs_agree_on_every_miniature_policy() -> None:
    assert len(miniatures()) >= 60
    assert_agreement_on_all(by_name(miniatures(), 20))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_three_programs_agree_on_thousands_of_histories_under_miniature_policies(part: int) -> None:
    assert_agreement_on_all(by_name(miniatures()[part::4], 150))


@given(questions)
def test_three_programs_agree_on_every_history_that_can_be_drawn(question: Question) -> None:
    assert_agreement(question)


@pytest.mark.parametrize("day", [date(2015, 1, 5), date(2042, 1, 2)])
@pytest.mark.parametrize("policy", FILES)
def test_nothing_is_found_in_an_empty_history(policy: str, day: date) -> None:
    question = Question(policy, (), (), day, None)
    assert by_definition(question) == naively(question) == Answer({}, ())
    assert_agreement(question)


# ---- hand-worked cases


def facts_of(history: History) -> tuple[Fact, ...]:
    """The events as plain facts."""
    return tuple(
        {
            **{key: list(value) if isinstance(value, tuple) else value for key, value in event.attributes.items()},
            "type": event.type,
            "on": event.on,
            "id": event.id,
            "recorded_on": event.recorded_on,
        }
        for event in history.events
    )


def asked_of(case: Case) -> Iterator[Question]:
    """Every question that a hand-worked case asks, each day once."""
    days = dict.fromkeys((one.as_of, one.known_at) for one in case.expect)
    for as_of, known_at in days:
        yield Question(case.policy.id, tuple(case.readings.items()), facts_of(case.history), as_of, known_at)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_three_programs_agree_on_the_hand_worked_case(case: Case) -> None:
    assert_agreement_on_all(asked_of(case))


def test_the_naive_program_gives_the_verdicts_that_were_typed_by_hand() -> None:
    wrong = []
    for case in all_cases():
        answers = {(one.as_of, one.known_at): naively(one).findings for one in asked_of(case)}
        for one in case.expect:
            found = answers[one.as_of, one.known_at].get((one.duty, one.occasion))
            given_status = found[programs.FIELDS.index("status")] if found else "no-occasion"
            if given_status != one.status:
                wrong.append((case.id, one.duty, one.occasion, one.as_of, one.status, given_status))
    assert wrong == []


# ---- the campaign itself


@pytest.fixture(scope="module")
def sample() -> list[tuple[Question, Answer]]:
    asked = [*random_questions(7, 1_000), *(one for name in OWN for one in random_questions(8, 300, [name]))]
    return [(question, by_definition(question)) for question in asked]


@pytest.mark.slow
def test_sometimes_every_duty_of_every_policy_has_an_occasion(sample: list[tuple[Question, Answer]]) -> None:
    judged = {(question.policy, duty) for question, answer in sample for duty, _ in answer.findings}
    assert {(name, duty) for name in FILES for duty in policy_of(name).duty_ids} - judged == set()


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["brent-2014", "prohibitions"])
def test_sometimes_every_status_arises(policy: str, sample: list[tuple[Question, Answer]]) -> None:
    place = programs.FIELDS.index("status")
    found = [one for question, answer in sample if question.policy == policy for one in answer.findings.values()]
    counted = Counter(one[place] for one in found)
    assert set(counted) == STATUSES
    assert min(counted.values()) >= 10


@pytest.mark.slow
def test_sometimes_every_field_is_filled(sample: list[tuple[Question, Answer]]) -> None:
    found = [one for _, answer in sample for one in answer.findings.values()]
    filled = {name: sum(one[place] is not None for one in found) for place, name in enumerate(programs.FIELDS)}
    assert min(filled.values()) >= 50, filled


@pytest.mark.slow
def test_sometimes_events_are_refused_in_every_state(sample: list[tuple[Question, Answer]]) -> None:
    states = {state for _, answer in sample for _, state in answer.refused}
    # On a plan and in the team around the child: a second conference, a discharge too late, a review after the end.
    assert states == {
        *("enquiry", "conference_due", "first_core_group_due", "core_groups_running"),
        *("tac_due", "child_in_need", "closed"),
    }


@pytest.mark.slow
def test_sometimes_a_response_is_done_on_its_due_day_and_sometimes_one_day_late(
    sample: list[tuple[Question, Answer]],
) -> None:
    slack = programs.FIELDS.index("slack")
    found = Counter(
        one[slack] for question, answer in sample if question.policy == "brent-2014" for one in answer.findings.values()
    )
    assert min(found[0], found[1], found[-1]) >= 50, found


def eleven_days(rules: naive.Rules) -> naive.Rules:
    """The rules with a mistake of one day in one duty."""
    duties = [
        {**duty, "within": "11 working days"} if duty["id"] == "first-core-group" else duty for duty in rules.duties
    ]
    return replace(rules, duties=duties)


def off_by_one(question: Question) -> Answer:
    rules = eleven_days(programs.naive_rules(question.policy, question.readings))
    found, refused = naive.judge(list(question.facts), rules, question.as_of, question.known_at)
    findings: Mapping[tuple[str, int], tuple[Any, ...]] = {
        (one.duty, one.occasion): tuple(getattr(one, key) for key in programs.FIELDS) for one in found
    }
    return Answer(findings, tuple(refused))


def test_a_mistake_of_one_day_is_found_and_shown_on_a_history_of_one_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PROGRAMS", {"by definition": by_definition, "wrong": off_by_one})
    found = next(one for one in random_questions(1, 200, ["brent-2014"]) if programs.disagree(one))
    (fact,) = smallest(found).facts
    assert fact["type"] == "icpc_held"
    assert "first-core-group, occasion 1" in told(smallest(found))
    with pytest.raises(AssertionError, match="the programs disagree"):
        assert_agreement_on_all([found])

"""The programs side by side: each answers a question, and the answers are compared to the last field."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from model.findings import Judgement
from model.oracle import judge
from model.statemachine import Run, run
from tests import naive
from tests.strategies import Fact, Question, policy_of, text_of

FIELDS = (
    *("anchor", "due", "status", "done", "slack", "late_by"),
    *("trigger", "response", "excuse", "power", "lapse"),
)


@dataclass(frozen=True)
class Answer:
    """For every duty and number of an occasion the fields of its finding; and what was refused in which state."""

    findings: Mapping[tuple[str, int], tuple[Any, ...]]
    refused: tuple[tuple[str, str], ...]


def by_definition(question: Question) -> Answer:
    policy, readings = policy_of(question.policy), dict(question.readings)
    return answer_of(judge(question.history, policy, readings, question.as_of, question.known_at))


def by_operation(question: Question) -> Answer:
    policy, readings = policy_of(question.policy), dict(question.readings)
    return answer_of(run(question.history, policy, readings, question.as_of, question.known_at))


def answer_of(judged: Judgement | Run) -> Answer:
    findings = {
        (one.duty, one.occasion): (one.anchor, one.due, one.status.value, *(getattr(one, key) for key in FIELDS[3:]))
        for one in judged.findings
    }
    assert len(findings) == len(judged.findings), "two findings on one occasion"
    return Answer(findings, tuple((one.event, one.state) for one in judged.refused))


@lru_cache(maxsize=500)
def naive_rules(policy: str, readings: tuple[tuple[str, str], ...]) -> naive.Rules:
    return naive.rules(text_of(policy), dict(readings))


def naively(question: Question) -> Answer:
    rules = naive_rules(question.policy, question.readings)
    found, refused = naive.judge(list(question.facts), rules, question.as_of, question.known_at)
    findings = {(one.duty, one.occasion): tuple(getattr(one, key) for key in FIELDS) for one in found}
    assert len(findings) == len(found), "two findings on one occasion"
    return Answer(findings, tuple(refused))


Program = Callable[[Question], Answer]
PROGRAMS: Mapping[str, Program] = {"by definition": by_definition, "by operation": by_operation, "naive": naively}


def disagree(question: Question) -> bool:
    first, *others = (program(question) for program in PROGRAMS.values())
    return any(other != first for other in others)


def smallest(question: Question, fails: Callable[[Question], bool] = disagree) -> Question:
    """The question with as few events, attributes and readings as still make it fail, one dropped at a time."""
    shorter = next((one for one in simpler(question) if fails(one)), None)
    return question if shorter is None else smallest(shorter, fails)


def simpler(question: Question) -> Iterator[Question]:
    for place in range(len(question.facts)):
        yield replace(question, facts=question.facts[:place] + question.facts[place + 1 :])
    for place in range(len(question.readings)):
        yield replace(question, readings=question.readings[:place] + question.readings[place + 1 :])
    if question.known_at is not None:
        yield replace(question, known_at=None)
    for place, fact in enumerate(question.facts):
        for key in fact.keys() - {"type", "on"}:
            less = {name: value for name, value in fact.items() if name != key}
            yield replace(question, facts=(*question.facts[:place], less, *question.facts[place + 1 :]))


def told(question: Question) -> str:
    """The question, and where the answers differ."""
    answers = {name: program(question) for name, program in PROGRAMS.items()}
    lines = [f"policy {question.policy} {dict(question.readings)} as_of {question.as_of} known_at {question.known_at}"]
    lines += [f"  {short(fact)}" for fact in question.facts]
    lines += [f"  {name} refused {answer.refused}" for name, answer in answers.items()]
    for key in sorted({key for answer in answers.values() for key in answer.findings}):
        given = {name: answer.findings.get(key) for name, answer in answers.items()}
        if len(set(given.values())) > 1:
            lines += [
                f"  {key[0]}, occasion {key[1]}:",
                *(f"    {name:14} {fields(one)}" for name, one in given.items()),
            ]
    return "\n".join(lines)


def short(fact: Fact) -> str:
    others = {key: str(value) for key, value in fact.items() if key not in ("type", "on")}
    return f"{fact['on']} {fact['type']} {others or ''}"


def fields(found: tuple[Any, ...] | None) -> str:
    if found is None:
        return "no such occasion"
    return ", ".join(f"{key} {value}" for key, value in zip(FIELDS, found, strict=True) if value is not None)


def assert_agreement(question: Question) -> None:
    """Fails where two programs differ on this very question; for tests that look for a small one themselves."""
    if disagree(question):
        raise AssertionError("the programs disagree:\n" + told(question))


def assert_agreement_on_all(questions: Iterable[Question]) -> None:
    """Fails with the smallest history on which two programs differ."""
    for question in questions:
        if disagree(question):
            assert_agreement(smallest(question))

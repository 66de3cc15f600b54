"""The hand-worked cases of a corpus: those of `tests/cases`, with the verdicts that were typed there."""

from collections import defaultdict
from dataclasses import replace

import pytest

from model.conformance.judging import Judging
from model.conformance.messages import Told
from model.conformance.worked import FOLDER, Verdict, Worked, cases_of, worked
from model.history.record import RecordReader
from model.policy import load_policy, under
from tests.conformance.shipped import POLICIES, lines

CASES = [(policy, case) for policy in POLICIES for case in cases_of(policy)]


@pytest.mark.parametrize("policy", POLICIES)
def test_a_file_holds_what_is_typed_in_tests_cases(policy: str) -> None:
    same = (FOLDER / f"{policy}.jsonl").read_bytes() == lines(policy)
    assert same, "the cases have changed: run `python -m tests.conformance.shipped`"


@pytest.mark.parametrize(("policy", "case"), CASES, ids=[case.id for _, case in CASES])
def test_the_oracle_says_what_was_typed(policy: str, case: Worked) -> None:
    read_so = under(load_policy(policy), case.readings)
    judging, events = Judging.of(read_so), case.events(RecordReader(read_so.vocabulary))
    for one in case.verdicts:
        known = [event for event in events if max(event.on, event.recorded_on or event.on) <= one.as_of]
        assert typed(judging.told(known, one.as_of), one) == (one.status, one.due, one.done)


def typed(told: tuple[Told, ...], asked: Verdict) -> tuple[object, ...]:
    """What is told of the occasion that a verdict is about."""
    of_duty = [one for one in told if one.duty == asked.duty]
    if len(of_duty) < asked.occasion:
        return None, None, None
    found = of_duty[asked.occasion - 1]
    return found.status, found.due, found.done


def test_each_case_is_a_probe_on_each_day_on_which_something_was_typed() -> None:
    policy = load_policy("york")
    found = {one.id: one for one in worked(policy, policy)}
    one = found["york-first-core-group-on-the-tenth-working-day-over-easter-2015-04-16"]
    assert one.says == (
        "A conference in the week before Easter; the first core group meets on the last day allowed. "
        "By hand: first-core-group pending."
    )
    assert (one.origin, one.clauses, len(one.events)) == ("worked", ("3", "4.1", "7"), 1)


def test_every_duty_of_a_built_in_policy_has_one() -> None:
    for id in POLICIES:
        policy = load_policy(id)
        own = {duty.id for duty in policy.duties if duty.source == id}
        assert own <= {one.duty for case in cases_of(id) for one in case.verdicts}


def test_a_reading_has_its_own_cases() -> None:
    base = load_policy("brent")
    ids = {choice: {one.id for one in worked(under(base, {"ten-days": choice}), base)} for choice in days()}
    assert ids["calendar-days"]
    assert ids["working-days"]
    assert not ids["calendar-days"] & ids["working-days"]


def days() -> tuple[str, ...]:
    """The choices of `ten-days` in Brent's policy."""
    return tuple(choice.id for one in load_policy("brent").readings if one.id == "ten-days" for choice in one.choices)


def test_what_is_not_as_the_package_brings_it_has_none() -> None:
    base = load_policy("york")
    changed = replace(base, tables={**base.tables, "power": []})
    assert list(worked(changed, changed)) == []
    assert list(worked(replace(base, id="mine"), replace(base, id="mine"))) == []


def test_a_verdict_is_told_in_a_few_words() -> None:
    by_duty = defaultdict(list)
    for _, case in CASES:
        for one in case.verdicts:
            by_duty[one.status is None, one.occasion > 1].append(str(one))
    assert all(one.endswith("has no such occasion") for one in by_duty[True, False])
    assert all("(occasion " in one for one in by_duty[False, True])

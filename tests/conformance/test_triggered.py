"""What a system takes for a trigger is read off from the events on which it gives findings."""

from datetime import date, timedelta

import msgspec
import pytest

from model.conformance.probe import Answered, Answers, Probe
from model.conformance.triggered import condition, patterns, phrase, triggered
from model.events import Event, Value
from model.findings import Status
from tests.conformance.systems import york

DAY, DUTY = date(2015, 1, 5), "first-core-group"


def event(id: str, kind: str, **attributes: Value) -> Event:
    return Event(type=kind, on=DAY, attributes=attributes, id=id)


def seen(*found: tuple[Event, bool]) -> list[tuple[Probe, Answers]]:
    """One history, with findings on the events that are marked."""
    events = tuple(one for one, _ in found)
    got = {(DUTY, one.id): Answered(Status.PENDING) for one, taken in found if taken}
    return [(Probe("p", "", "user", events, DAY), got)]


def says(*found: tuple[Event, bool]) -> list[str]:
    return [one.says.split(" for the trigger")[0] for one in triggered(york(), DUTY, seen(*found))]


def test_an_attribute_that_tells_them_apart_is_named_before_the_kind_alone() -> None:
    found = says(
        (event("e1", "icpc_held", outcome="plan"), False),
        (event("e2", "rcpc_held", outcome="discharge"), True),
        (event("e3", "rcpc_held", outcome="continue"), False),
    )
    assert found == ["takes rcpc held (outcome: discharge)", "takes rcpc held"]


def test_what_is_refused_or_not_yet_recorded_says_nothing_of_the_trigger() -> None:
    late = msgspec.structs.replace(event("e4", "rcpc_held", outcome="discharge"), recorded_on=DAY + timedelta(days=1))
    found = says(
        (event("e1", "rcpc_held", outcome="discharge"), False),
        (event("e2", "icpc_held", outcome="plan"), False),
        (event("e3", "rcpc_held", outcome="discharge"), True),
        (late, False),
        (event("e5", "rcpc_held", outcome="continue"), False),
    )
    assert found == ["takes rcpc held (outcome: discharge)", "takes rcpc held"]


def test_what_stands_on_both_sides_tells_nothing_apart() -> None:
    found = says(
        (event("e1", "child_seen", by="professional"), True), (event("e2", "child_seen", by="professional"), False)
    )
    assert found == ["takes child seen"]


def test_several_kinds_are_one_trigger() -> None:
    assert says((event("e1", "case_closed"), True), (event("e2", "tac_held"), True)) == [
        "takes case closed or tac held"
    ]


def test_where_nothing_triggers_there_is_nothing_to_say() -> None:
    assert says((event("e1", "icpc_held", outcome="plan"), False)) == []


def test_it_answers_as_it_says() -> None:
    (only,) = triggered(york(), DUTY, seen((event("e1", "section_47_started"), True)))
    assert only.says == (
        "takes section 47 started for the trigger of first-core-group, instead of icpc held (outcome: plan)"
    )
    probe = Probe("p", "", "user", (event("e1", "icpc_held", outcome="plan"), event("e2", "section_47_started")), DAY)
    assert list(only.answers(probe, (DUTY,))) == [(DUTY, "e2")]


def test_only_words_tell_events_apart() -> None:
    taken, passed = [event("e1", "icpc_held", members_named=True)], [event("e2", "icpc_held", members_named=False)]
    assert list(patterns("icpc_held", taken, passed)) == [{"event": "icpc_held"}]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ({"event": "icpc_held", "outcome": "plan"}, "icpc held (outcome: plan)"),
        (
            {"event": "child_seen", "by": ["social_worker", "professional"]},
            "child seen (by: social worker or professional)",
        ),
        ({"event": "core_group_held", "quorate": True, "nth": 1}, "core group held (quorate: yes; nth)"),
        ({"event": "core_group_held", "judged_quorate": False}, "core group held (judged quorate: no)"),
        ({"event": "case_closed"}, "case closed"),
        ("case_closed", "case closed"),
    ],
)
def test_a_pattern_is_told_in_words(pattern: object, words: str) -> None:
    assert phrase([pattern]) == words


def test_a_condition_that_is_no_value_is_told_by_its_name() -> None:
    assert condition("nth", {"at_least": 2}) == "nth"

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.events import Event
from model.history import History
from model.kinds import BUILT_IN
from tests.history.strategies import histories

DAY = date(2015, 1, 5)
cases = histories(BUILT_IN, "B-0001")


def day(number: int) -> date:
    return date(2015, 1, number)


def test_events_are_in_the_order_of_their_days_and_then_of_the_kinds() -> None:
    shuffled = [
        Event(type="plan_discharged", on=day(6)),
        Event(type="core_group_held", on=day(6)),
        Event(type="icpc_held", on=day(5)),
    ]
    history = History.of("B", shuffled)
    assert [(one.id, one.type) for one in history.events] == [
        ("e1", "icpc_held"),
        ("e2", "core_group_held"),
        ("e3", "plan_discharged"),
    ]


@given(cases, st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_written_does_not_matter(history: History, source: random.Random) -> None:
    shuffled = source.sample(history.events, len(history.events))
    again = History.of(history.case, shuffled, family=history.family, source=history.source, carries=history.carries)
    assert again == history


@given(cases)
def test_the_same_fact_twice_is_one_event(history: History) -> None:
    twice = History.of(history.case, [*history.events, *history.events])
    assert [(one.id, one.type, one.on, one.attributes, one.known_on) for one in twice.events] == [
        (one.id, one.type, one.on, one.attributes, one.known_on) for one in history.events
    ]


def test_the_same_fact_twice_keeps_the_earliest_record_and_the_smallest_id() -> None:
    one = Event(type="child_seen", on=DAY, id="x2", recorded_on=day(9))
    other = Event(type="child_seen", on=DAY, id="x1", recorded_on=day(7))
    third = Event(type="child_seen", on=DAY, recorded_on=day(8))
    assert History.of("B", [one, third, other]).events == (
        Event(type="child_seen", on=DAY, id="x1", recorded_on=day(7)),
    )


def test_the_same_fact_recorded_on_its_own_day_needs_no_record() -> None:
    late = Event(type="child_seen", on=DAY, recorded_on=day(9))
    (event,) = History.of("B", [late, Event(type="child_seen", on=DAY)]).events
    assert event.recorded_on is None


def test_facts_that_differ_in_an_attribute_are_two() -> None:
    alone = Event(type="child_seen", on=DAY, attributes={"alone": True})
    history = History.of("B", [Event(type="child_seen", on=DAY), alone, Event(type="child_seen", on=day(6))])
    assert len(history.events) == 3


def test_a_name_that_is_in_use_is_not_given_again() -> None:
    named = Event(type="icpc_held", on=DAY, id="e2")
    history = History.of("B", [named, Event(type="child_seen", on=day(6)), Event(type="child_seen", on=day(7))])
    assert [event.id for event in history.events] == ["e2", "e2'", "e3"]


@pytest.mark.parametrize(
    ("as_of", "known_at", "seen"),
    [
        (day(5), None, ["icpc_held"]),
        (day(9), None, ["icpc_held"]),
        (day(10), None, ["icpc_held", "child_seen"]),
        (day(6), day(10), ["icpc_held", "child_seen"]),
        (day(5), day(31), ["icpc_held"]),
        (day(31), day(4), []),
    ],
)
def test_a_view_has_what_had_happened_by_one_day_and_was_recorded_by_the_other(
    as_of: date, known_at: date | None, seen: list[str]
) -> None:
    late = Event(type="child_seen", on=day(6), recorded_on=day(10))
    view = History.of("B", [Event(type="icpc_held", on=DAY), late], family="F").view(as_of, known_at)
    assert [event.type for event in view.events] == seen
    assert view.family == "F"


def test_an_event_knows_its_own_day_as_an_attribute() -> None:
    event = Event(type="child_seen", on=DAY, attributes={"alone": True})
    assert (event.get("on"), event.get("alone"), event.get("by")) == (DAY, True, None)

"""Events: dated facts whose attributes were recorded or not."""

from datetime import date

import pytest

from model.events import Event

MONDAY = date(2015, 1, 5)


def test_an_attribute_that_was_not_recorded_is_nothing() -> None:
    event = Event(type="child_seen", on=MONDAY, attributes={"alone": False})
    assert event.get("alone") is False
    assert event.get("by") is None


def test_the_day_of_an_event_can_be_asked_like_an_attribute() -> None:
    assert Event(type="child_seen", on=MONDAY).get("on") == MONDAY


def test_an_event_is_known_from_the_day_it_was_recorded_or_else_its_own() -> None:
    late = date(2015, 2, 2)
    assert Event(type="child_seen", on=MONDAY).known_on == MONDAY
    assert Event(type="child_seen", on=MONDAY, recorded_on=late).known_on == late


def test_an_event_cannot_be_changed() -> None:
    event = Event(type="child_seen", on=MONDAY)
    with pytest.raises(AttributeError):
        event.on = date(2015, 1, 6)  # type: ignore[misc]
    with pytest.raises(TypeError):
        event.attributes["alone"] = True  # type: ignore[index]

"""What a condition may ask beyond an event's attributes; oracle and state machine each answer in their own way."""

from __future__ import annotations

from typing import Protocol

from model.calendar import Calendar, FirstDay
from model.events import Event

Tri = bool | None


class Scene(Protocol):
    """The taken events of a case, by place in their order, and the facts derived from them."""

    calendar: Calendar
    first_day: FirstDay

    def event(self, place: int) -> Event:
        """The event at `place`."""

    def nth(self, place: int) -> int:
        """Its number among the events of its kind, from 1, since the count of that kind began."""

    def previous(self, place: int) -> int | None:
        """The place of the event before it in that count."""

    def latest(self, place: int, kind: str) -> int | None:
        """The place of the latest event of `kind` before it, not before the latest start of a plan."""

    def on_plan(self, place: int) -> Tri:
        """Whether a plan runs just after the event; unknown where the outcome of its conference was not recorded."""

    def looked_after(self, place: int) -> bool:
        """Whether the child is looked after just after the event."""

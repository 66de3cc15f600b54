"""From letters on days back to events: what a path through the arrays says happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from model.compiled.alphabet import resolved
from model.compiled.compiled import Compiled
from model.compiled.recipes import Situation
from model.events import Event
from model.policy.calendars import as_chosen

Move = tuple[date, int]


def realised(compiled: Compiled, moves: Iterable[Move]) -> tuple[Event, ...]:
    """The events of a path: each move is a day and the place of a letter, in order."""
    events: list[Event] = []
    calendar = as_chosen(compiled.calendar, compiled.policies[0].calendar)
    for day, place in moves:
        letter = compiled.letters[place]
        situation = Situation(day, tuple(events), calendar, letter.ago)
        told = {name: resolved(value, situation) for name, value in letter.attributes}
        attributes = {name: value for name, value in told.items() if value is not None}
        events.append(Event(type=letter.kind, on=day, attributes=attributes))
    return tuple(events)

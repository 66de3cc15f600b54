"""The record of a case: plain JSON that becomes the typed parts of a history, where all of it is sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from model.events import NOTHING, Event
from model.history.value import converter, text
from model.kinds import Attribute, Type, Vocabulary

CASE_KEYS = ("case", "events", "family", "source", "carries")
NAME = Attribute(Type.TEXT)
OWN = {"id": NAME, "on": Attribute(Type.DATE), "recorded_on": Attribute(Type.DATE)}

Carries = Mapping[str, tuple[str, ...]]


class Parts(NamedTuple):
    """A sound record, taken apart."""

    case: str
    events: list[Event]
    family: str | None
    source: str | None
    carries: Carries | None


class RecordReader:
    """Types records that use one vocabulary, as fast as it can: it only says that something is wrong, not what.

    Every method but `parts` raises AttributeError, KeyError, TypeError or ValueError where something is wrong.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._converters = {
            kind.name: {
                "type": {kind.name: kind.name}.__getitem__,
                **{name: converter(attribute) for name, attribute in {**kind.attributes, **OWN}.items()},
            }
            for kind in vocabulary.kinds
        }

    def parts(self, raw: Any) -> Parts | None:
        """The typed parts of a record, None where anything is wrong with it."""
        try:
            return self.sound_parts(raw)
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    def sound_parts(self, raw: Any) -> Parts:
        """The typed parts of a record."""
        if raw.keys() - CASE_KEYS or type(raw["events"]) is not list:
            raise ValueError
        events = [self.event(one) for one in raw["events"]]
        if clashing(events):
            raise ValueError
        family, source, carries = raw.get("family"), raw.get("source"), raw.get("carries")
        return Parts(
            text(raw["case"]),
            events,
            None if family is None else text(family),
            None if source is None else text(source),
            None if carries is None else {kind: self.carried(kind, names) for kind, names in carries.items()},
        )

    def event(self, raw: Any) -> Event:
        """The event in `raw`; what is null was not recorded."""
        convert = self._converters[raw["type"]]
        values: dict[str, Any] = {name: convert[name](value) for name, value in raw.items() if value is not None}
        kind, on, id = values.pop("type"), values.pop("on"), values.pop("id", "")
        recorded_on = values.pop("recorded_on", None)
        if recorded_on is not None and recorded_on < on:
            raise ValueError
        return Event(type=kind, on=on, attributes=values or NOTHING, id=id, recorded_on=recorded_on)

    def carried(self, kind: str, names: Any) -> tuple[str, ...]:
        """The attributes of a kind that a source can hold."""
        known = self.vocabulary.by_name[kind].attributes
        if type(names) is not list or any(name not in known for name in names):
            raise ValueError
        return tuple(names)


def clashing(events: list[Event]) -> list[Event]:
    """The events that have the id of an earlier one and are another fact."""
    if len({event.id for event in events}) == len(events):
        return []
    first: dict[str, Event] = {}
    named = [event for event in events if event.id]
    return [event for event in named if fact(first.setdefault(event.id, event)) != fact(event)]


def fact(event: Event) -> tuple[object, ...]:
    """What makes an event the same fact as another one (see `model/MEANING.md`, section 1)."""
    return event.type, event.on, event.attributes

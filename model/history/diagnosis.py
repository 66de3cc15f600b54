"""A diagnosis: everything that is wrong with the record of a case, fault by fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from model.errors import Fault, meant
from model.events import Event
from model.history.record import CASE_KEYS, NAME, OWN, RecordReader, clashing
from model.history.value import days, fits, misfit, shown
from model.kinds import Attribute, Kind

# Where the n-th event of a record stands, from 1.
EventPlace = Callable[[int], str]


class Diagnosis:
    """Finds at least one fault in every record that its reader refuses, and none in the others."""

    def __init__(self, reader: RecordReader) -> None:
        self.reader = reader
        self.kinds = reader.vocabulary.by_name

    def faults(self, raw: Any, place: str, event_place: EventPlace) -> Iterator[Fault]:
        """Every fault of a record, in its order."""
        if type(raw) is not dict:
            hint = "write one case a line, without brackets around them" if type(raw) is list else ""
            yield Fault("not-a-case", "must be an object with 'case' and 'events'", shown(raw), place, hint)
            return
        yield from unknown_keys(raw, place)
        yield from missing(raw, ("case", "events"), place)
        for key in ("case", "family", "source"):
            yield from checked(raw.get(key), NAME, f"{place}, {key}")
        yield from self.carries(raw.get("carries"), f"{place}, carries")
        yield from self.events(raw.get("events"), place, event_place)

    def carries(self, raw: Any, place: str) -> Iterator[Fault]:
        """The faults of what a source says that it can hold."""
        if raw is not None and type(raw) is not dict:
            yield Fault("wrong-type", "must be an object of kinds with lists of their attributes", shown(raw), place)
            return
        for kind, names in (raw or {}).items():
            if kind not in self.kinds:
                yield self.unknown_kind(kind, place)
            elif type(names) is not list:
                yield Fault("wrong-type", "must be a list of attributes", shown(names), f"{place}, {kind}")
            else:
                strange = [name for name in names if type(name) is not str or name not in self.kinds[kind].attributes]
                yield from (unknown_attribute(name, self.kinds[kind], f"{place}, {kind}") for name in strange)

    def events(self, raw: Any, place: str, event_place: EventPlace) -> Iterator[Fault]:
        """The faults of the events, one after the other, and of their ids."""
        if type(raw) is not list:
            if raw is not None:
                yield Fault("wrong-type", "must be a list of events", shown(raw), f"{place}, events")
            return
        sound = []
        for number, one in enumerate(raw, 1):
            faults = list(self.event(one, event_place(number)))
            yield from faults
            if not faults:
                sound.append(self.reader.event(one))
        yield from (id_clash(event, place) for event in clashing(sound))

    def event(self, raw: Any, place: str) -> Iterator[Fault]:
        """The faults of one event."""
        if type(raw) is not dict:
            yield Fault("not-an-event", "must be an object with 'type' and 'on'", shown(raw), place)
            return
        yield from missing(raw, ("type", "on"), place)
        name = raw.get("type")
        if name is None:
            return
        kind = self.kinds.get(name) if type(name) is str else None
        if kind is None:
            yield self.unknown_kind(name, f"{place}, type")
            return
        yield from attributes(raw, kind, f"{place} ({name})")
        yield from out_of_order(raw, f"{place} ({name}), recorded_on")

    def unknown_kind(self, name: Any, place: str) -> Fault:
        """A kind that the vocabulary does not have."""
        return Fault("unknown-kind", "unknown kind of event", shown(name), place, meant(shown(name), self.kinds))


def unknown_keys(raw: dict[str, Any], place: str) -> Iterator[Fault]:
    """The keys that no record of a case has."""
    for key in raw:
        if key not in CASE_KEYS:
            yield Fault("unknown-key", "unknown key", shown(key), place, meant(key, CASE_KEYS))


def missing(raw: dict[str, Any], keys: tuple[str, ...], place: str) -> Iterator[Fault]:
    """The keys without which nothing can be said."""
    for key in keys:
        if raw.get(key) is None:
            yield Fault("missing-key", f"needs {key!r}", None, place)


def attributes(raw: dict[str, Any], kind: Kind, place: str) -> Iterator[Fault]:
    """The faults of the attributes of an event, its days and its id."""
    known = {**kind.attributes, **OWN}
    for name, value in raw.items():
        if name == "type" or value is None:
            continue
        if name in known:
            yield from checked(value, known[name], f"{place}, {name}")
        else:
            yield unknown_attribute(name, kind, place)


def checked(value: Any, attribute: Attribute, place: str) -> Iterator[Fault]:
    """The fault of a value that is there and does not fit."""
    if value is not None and not fits(value, attribute):
        yield misfit(value, attribute, place)


def unknown_attribute(name: Any, kind: Kind, place: str) -> Fault:
    """An attribute that the kind does not have."""
    hint = meant(shown(name), {*kind.attributes, *OWN})
    return Fault("unknown-attribute", f"{kind.name} has no attribute", shown(name), place, hint)


def out_of_order(raw: dict[str, Any], place: str) -> Iterator[Fault]:
    """An event that was in the record before it happened."""
    on, recorded_on = (days().get(str(raw.get(key))) for key in ("on", "recorded_on"))
    if on and recorded_on and recorded_on < on:
        hint = f"it happened on {on}; are the two days swapped?"
        yield Fault("recorded-before-it-happened", "was recorded before it happened", recorded_on, place, hint)


def id_clash(event: Event, place: str) -> Fault:
    """Two different facts under one id."""
    hint = "ids differ within a case; events without an id get one"
    at = f"{place}, {event.type} of {event.on}, id"
    return Fault("duplicate-id", "is the id of another event of this case", event.id, at, hint)

"""A history: the events of one case, each fact once, in one order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from model.events import Event
from model.kinds import BUILT_IN, Vocabulary


class History(msgspec.Struct, frozen=True, kw_only=True):
    """What happened in one case. Build it with `History.of`, which orders the events and names them.

    `family` groups siblings; `source` names where the record comes from and `carries` which kinds and attributes
    that source can hold at all (None: everything).
    """

    case: str
    events: tuple[Event, ...] = ()
    family: str | None = None
    source: str | None = None
    carries: Mapping[str, tuple[str, ...]] | None = None

    @staticmethod
    def of(
        case: str,
        events: Iterable[Event],
        *,
        family: str | None = None,
        source: str | None = None,
        carries: Mapping[str, tuple[str, ...]] | None = None,
        vocabulary: Vocabulary = BUILT_IN,
    ) -> History:
        """The history of `events`: the same fact once, in the order of the days, the nameless called e1, e2, ..."""
        ordered = in_order(each_fact_once(events), vocabulary)
        return History(case=case, events=named(ordered), family=family, source=source, carries=carries)

    def view(self, as_of: date, known_at: date | None = None) -> History:
        """What had happened by the end of `as_of` and was recorded by the end of `known_at` (default: `as_of`)."""
        known = known_at or as_of
        seen = tuple(event for event in self.events if event.on <= as_of and event.known_on <= known)
        return msgspec.structs.replace(self, events=seen)


def each_fact_once(events: Iterable[Event]) -> list[Event]:
    """One event for every kind, day and attributes: the earliest recorded, with the smallest id."""
    facts: dict[tuple[str, date], list[Event]] = {}
    for event in events:
        alike = facts.setdefault((event.type, event.on), [])
        twin = next((place for place, other in enumerate(alike) if other.attributes == event.attributes), None)
        if twin is None:
            alike.append(event)
        else:
            alike[twin] = merged(alike[twin], event)
    return [event for alike in facts.values() for event in alike]


def merged(one: Event, other: Event) -> Event:
    """The same fact recorded twice, as one event."""
    names = [name for name in (one.id, other.id) if name]
    known = min(one.known_on, other.known_on)
    return msgspec.structs.replace(one, id=min(names, default=""), recorded_on=known if known != one.on else None)


def attributes_text(event: Event) -> str:
    """The attributes as compact JSON with sorted keys, days as 2015-01-05: the same for the same facts."""
    plain = dict(event.attributes)
    return json.dumps(plain, default=str, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def in_order(events: list[Event], vocabulary: Vocabulary) -> list[Event]:
    """By day, then by the rank of the kind, then by the attributes' text."""
    rank = vocabulary.rank
    days = Counter((event.on, event.type) for event in events)
    return sorted(
        events,
        key=lambda event: (
            event.on,
            rank[event.type],
            attributes_text(event) if days[event.on, event.type] > 1 else "",
        ),
    )


def named(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events, those without an id called e1, e2, ... by their place in the order; a name in use is passed over."""
    ordered = list(events)
    taken = {event.id for event in ordered}
    return tuple(
        event if event.id else msgspec.structs.replace(event, id=free_name(f"e{place}", taken))
        for place, event in enumerate(ordered, 1)
    )


def free_name(name: str, taken: set[str]) -> str:
    """`name`, with primes added until nobody else has it."""
    while name in taken:
        name += "'"
    return name

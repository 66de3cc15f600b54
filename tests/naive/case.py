"""A case, and the events of its history: each fact once, in order, with names."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.naive.holidays import WorkingDays
from tests.naive.tables import Rules

Event = dict[str, Any]
NOT_ATTRIBUTES = ("type", "on", "id", "recorded_on")


@dataclass
class Case:
    """`events` are the taken ones; `plan_start[i]` is the place of the latest start of a plan at or before event i.

    `on_plan` and `looked_after` say how things stand just after each event, `refused` gives ids and states.
    """

    rules: Rules
    days: WorkingDays
    events: list[Event] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    on_plan: list[bool | None] = field(default_factory=list)
    looked_after: list[bool] = field(default_factory=list)
    plan_start: list[int] = field(default_factory=list)
    care_start: list[int] = field(default_factory=list)

    def counted_with(self, place: int) -> list[int]:
        """The places of the events of this kind that are counted together with it, itself the last."""
        kind = self.events[place]["type"]
        first = self.plan_start[place]
        if kind in self.rules.per_case:
            first = 0
        elif kind in self.rules.per_care:
            first = self.care_start[place]
        return [other for other in range(first, place + 1) if self.events[other]["type"] == kind]


def recorded(event: Event) -> date:
    day: date = event.get("recorded_on") or event["on"]
    return day


def attributes(event: Event) -> Event:
    """What was recorded about the event: nulls are not."""
    return {key: event[key] for key in event if key not in NOT_ATTRIBUTES and event[key] is not None}


def named(history: list[Event], rules: Rules) -> list[Event]:
    """The events in order, each fact once, all with ids."""
    ordered = sorted(each_once(history), key=lambda event: (event["on"], rules.rank.index(event["type"]), text(event)))
    taken = {event.get("id") for event in ordered}
    for place, event in enumerate(ordered, 1):
        if not event.get("id"):
            name = f"e{place}"
            while name in taken:
                name += "'"
            taken.add(name)
            event["id"] = name
    return ordered


def text(event: Event) -> str:
    """The attributes written as compact JSON, in the order of their names."""
    return json.dumps(attributes(event), default=str, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def each_once(history: list[Event]) -> list[Event]:
    """Of events with one kind, day and attributes only one, with the earliest day of recording and the smallest id."""
    facts: list[Event] = []
    seen: dict[tuple[str, date], list[Event]] = {}
    for event in history:
        alike = seen.setdefault((event["type"], event["on"]), [])
        twins = [other for other in alike if attributes(other) == attributes(event)]
        if twins:
            ids = [one["id"] for one in (twins[0], event) if one.get("id")]
            twins[0].update(recorded_on=min(recorded(twins[0]), recorded(event)), id=min(ids, default=None))
        else:
            alike.append(dict(event))
            facts.append(alike[-1])
    return facts

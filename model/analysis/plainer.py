"""A case made plainer: without facts that change nothing, and with nobody who may be the very person that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from msgspec.structs import replace

from model.analysis.replay import Unconfirmed, confirmed
from model.analysis.witness import Side, Witness
from model.compiled.walk import conditions_of, tests
from model.events import Event, Value
from model.kinds import WORKERS
from model.policy.values import OneOf

# By what a person is to a core group: what the same person may be beside it.
MAY_BE: Mapping[Value, tuple[str, ...]] = MappingProxyType(
    {"core_group_chair": (*WORKERS, "other_professional"), "lead_social_worker": ("social_worker",)}
)


def plainer(witness: Witness) -> Witness:
    """The witness, each fact left out or made unmistakable where every finding that is told stays the same.

    Days and what a conference decides stay: a reader wants them even where nothing turns on them.
    """
    for place, event in enumerate(witness.history.events):
        for name, fact in event.attributes.items():
            if name != "outcome" and not isinstance(fact, date):
                tried = (changed(witness, place, name, value) for value in (None, *others(witness, event, name)))
                witness = next((one for one in tried if one is not None), witness)
    return witness


def changed(witness: Witness, place: int, name: str, value: Value | None) -> Witness | None:
    """The witness with another value of one fact, none for None; None where it does not tell the same."""
    events = list(witness.history.events)
    facts = {**events[place].attributes, name: value}
    told = {key: one for key, one in facts.items() if one is not None}
    events[place] = replace(events[place], attributes=told)
    try:
        found = confirmed(witness.claim, events, witness.sides, witness.expected, witness.parts_on)
    except Unconfirmed:
        return None
    same = len(found.history.events) == len(events) and said(found) == said(witness)
    return found if same else None


def said(witness: Witness) -> list[object]:
    """On which day it shows, what is found of the duties that are told, and every other breach."""
    found = [(*witness.findings(place), *witness.others(place)) for place in range(len(witness.sides))]
    return [witness.parts_on, *([(one.duty, one.occasion, one.status, one.due) for one in side] for side in found)]


def others(witness: Witness, event: Event, name: str) -> Iterator[Value]:
    """Values that cannot be mistaken for what a duty that is breached asks, where the one that is told can."""
    for side, expected in zip(witness.sides, witness.expected, strict=True):
        for id in sorted(expected.breached):
            for asked in wanted(side, id, event, name):
                taken = {asked, *MAY_BE.get(asked, ())}
                choices = side.policy.vocabulary.by_name[event.type].attributes[name].choices
                if event.get(name) in MAY_BE.get(asked, ()):
                    yield from (choice for choice in choices if choice not in taken)


def wanted(side: Side, id: str, event: Event, name: str) -> Iterator[Value]:
    """The values of a fact for which a duty asks."""
    duties = (duty for duty in side.policy.duties if duty.id == id)
    for test in tests(one for duty in duties for one in conditions_of(duty, side.policy)):
        if (test.kind, test.attribute) == (event.type, name) and isinstance(test.test, OneOf):
            yield from test.test.choices

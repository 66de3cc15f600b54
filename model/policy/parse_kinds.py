"""Kinds of event and attributes that a policy declares for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from model.errors import meant
from model.kinds import ANYWHERE, BUILT_IN, RESERVED, Attribute, Chooser, Count, Kind, State, Type, Vocabulary
from model.policy.parse_conditions import COMBINERS
from model.policy.table import Table

FIRST_OF_THE_ENDINGS = "plan_discharged"
FIXED = ("chosen_by", "states", "counted_per", "comes_before")
TAKEN = frozenset({*RESERVED, *COMBINERS, "event"})


def vocabulary(tables: Iterable[Table]) -> Vocabulary:
    """The built-in kinds and those of `[[event]]`; a kind that exists already gets further attributes."""
    words = BUILT_IN
    for table in tables:
        name = table.text("type", needed=True)
        words = grown(words, name, table) if name in words.by_name else declared(words, name, table)
        table.close("source", "note", "says")
    return words


def grown(words: Vocabulary, name: str, table: Table) -> Vocabulary:
    """The kind with further attributes; one that it has already is a fault, and so is a change of anything else."""
    kind = words.by_name[name]
    for key in FIXED:
        if key in table:
            fact = f"{name} is a kind already: it can be given further attributes and nothing else"
            table.fault("kind-exists", fact, table.get(key), "choose another name for a kind of your own", key)
    new = attributes(table)
    for twice in set(new) & set(kind.attributes):
        table.fault("duplicate-id", f"{name} has this attribute already", twice)
    return words.replaced(replace(kind, attributes=MappingProxyType({**kind.attributes, **new})))


def declared(words: Vocabulary, name: str, table: Table) -> Vocabulary:
    """A kind of the policy's own; inside a day it comes before `comes_before`, by default before the endings."""
    kind = Kind(
        name=name,
        chosen_by=table.one_of("chosen_by", Chooser, Chooser.AGENCY, needed=True),
        states=states(table),
        attributes=MappingProxyType(attributes(table)),
        counted_per=table.one_of("counted_per", Count, Count.PLAN),
    )
    before = table.text("comes_before", FIRST_OF_THE_ENDINGS)
    if before not in words.by_name:
        table.fault("unknown-kind", "unknown kind of event", before, meant(before, words.by_name), "comes_before")
        before = FIRST_OF_THE_ENDINGS
    return words.inserted(kind, before)


def states(table: Table) -> frozenset[State]:
    """The lifecycle states in which the kind can happen; everywhere where nothing is said."""
    known = {state.value: state for state in State}
    names = table.texts("states")
    for name in names:
        if name not in known:
            table.fault("unknown-value", "no state of the lifecycle", name, meant(name, known), "states")
    return frozenset(known[name] for name in names if name in known) or ANYWHERE


def attributes(table: Table) -> dict[str, Attribute]:
    """`[event.attributes]`: a type, or a list of the texts that it may hold."""
    inner = table.inner("attributes")
    return {name: attribute(inner, name) for name in inner.tables}


def attribute(table: Table, name: str) -> Attribute:
    """One attribute; a list of texts are its choices."""
    known = {type.value: type for type in Type}
    if name in TAKEN:
        table.fault("reserved-name", "every event or condition has this already", name, "choose another name")
    if isinstance(table.get(name), list):
        return Attribute(Type.TEXT, table.texts(name))
    value = table.text(name)
    if value not in known:
        table.fault("unknown-value", "no type of attribute", value, meant(value, known), name)
    return Attribute(known.get(value, Type.TEXT))

"""Inherited readings that no longer say what they mean: a local policy changes what one of their choices sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from model.errors import Fault
from model.policy.policy import Tables
from model.policy.shape import ENTRIES, PLAIN

WINDOW = frozenset({"within", "between", "at_least"})
WHOLE = frozenset({"the whole entry"})
Target = tuple[str, str]


def overruled(base: Tables, own: Tables, place: str) -> Iterator[Fault]:
    """A fault for each reading of `base` that stands although `own` changes, at the same place, what its choices set.

    Its default would still be called by its old name, and its other choices would undo the change.
    """
    changed = dict(changes(own))
    kept = {str(one.get("id")) for one in base.get("reading", [])} - restated(own)
    for reading in base.get("reading", []):
        touched = [target for target, keys in set_by(reading) if clash(keys, changed.get(target, frozenset()))]
        if touched and str(reading.get("id")) in kept:
            hint = f'take it away with [[abolish]] reading = "{reading["id"]}", or state it anew'
            what = " ".join(touched[0])
            fact = "an inherited reading sets what this policy changes"
            yield Fault("reading-overruled", fact, what, f"{place}, reading {reading['id']}", hint)


def restated(own: Tables) -> set[str]:
    """The readings that the local policy states anew or abolishes."""
    anew = {str(one.get("id")) for one in own.get("reading", [])}
    return anew | {str(one["reading"]) for one in own.get("abolish", []) if "reading" in one}


def changes(own: Tables) -> Iterator[tuple[Target, frozenset[str]]]:
    """What a local policy changes, and which keys of it: entries it replaces, keys it sets, plain tables."""
    for section in ("duty", "excuse", "power", "definition"):
        for entry in own.get(section, []):
            yield (section, str(entry.get("id"))), WHOLE
    for section in PLAIN:
        if section in own:
            yield (section, ""), frozenset(own[section])
    for operation in own.get("set", []):
        yield from target_of(operation)


def set_by(reading: Mapping[str, Any]) -> Iterator[tuple[Target, frozenset[str]]]:
    """What the choices of a reading set."""
    choices = reading.get("choice", [])
    for choice in choices if isinstance(choices, list) else []:
        operations = choice.get("set", []) if isinstance(choice, Mapping) else []
        for operation in operations if isinstance(operations, list) else []:
            yield from target_of(operation)


def target_of(operation: Any) -> Iterator[tuple[Target, frozenset[str]]]:
    """The place that one operation sets, with its keys; any window key stands for all of them."""
    if not isinstance(operation, Mapping):
        return
    sections = [section for section in ENTRIES if section in operation]
    # A `*` speaks of kinds of entries, such as every "should", and of no entry's own text.
    named = [(one, str(operation[one])) for one in sections if operation[one] != "*"]
    named += [(str(operation["in"]), "")] if "in" in operation else []
    keys = frozenset(operation) - {*ENTRIES, "in", "where", "remove"}
    for target in named:
        yield target, keys | (WINDOW if keys & WINDOW else frozenset())


def clash(keys: frozenset[str], changed: frozenset[str]) -> bool:
    """Whether some key is changed in both."""
    return bool(keys & changed) or changed == WHOLE

"""The one mechanism behind readings, changes and local policies: set, add and abolish entries of a policy's tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.errors import Fault, InvalidInput
from model.policy.policy import Tables
from model.policy.table import meant

ENTRIES = ("duty", "excuse", "power", "definition", "reading", "clause", "event")
PLAIN = ("policy", "counting", "calendar")
OPERATIONS = ("set", "abolish")


def overlaid(base: Tables, overlay: Tables, place: str) -> dict[str, Any]:
    """New tables: `overlay` laid on `base`, which stays as it is. First abolish, then add or replace, then set.

    `[[abolish]]` names an entry (`duty = "id"`). An entry of a section replaces all with its id and is added otherwise.
    `[[set]]` names an entry and gives keys new values (`remove = [...]` takes keys away; `duty = "*"` with
    `where = {...}` reaches all that match), or a plain table (`in = "counting"`). InvalidInput names every id that is
    not there.
    """
    faults: list[Fault] = []
    new: dict[str, Any] = {key: list(value) if isinstance(value, list) else value for key, value in base.items()}
    for entry in overlay.get("abolish", []):
        abolish(new, entry, place, faults)
    for key, value in overlay.items():
        if key not in OPERATIONS:
            new[key] = replaced(new.get(key), value, key)
    for entry in overlay.get("set", []):
        set_keys(new, entry, place, faults)
    if faults:
        raise InvalidInput(*faults)
    return new


def replaced(old: Any, value: Any, section: str) -> Any:
    """The section with the overlay's entries in the place of those with the same id, the rest behind."""
    if section in PLAIN and isinstance(old, Mapping) and isinstance(value, Mapping):
        return {**old, **value}
    if section not in ENTRIES or not isinstance(value, list) or not isinstance(old, list):
        return value
    if section == "event":
        return [*old, *value]
    ids = {identity(entry) for entry in value}
    kept: list[Any] = []
    for entry in old:
        if identity(entry) not in ids:
            kept.append(entry)
        elif identity(entry) not in {identity(one) for one in kept}:
            kept.extend(one for one in value if identity(one) == identity(entry))
    return kept + [one for one in value if identity(one) not in {identity(old_one) for old_one in old}]


def identity(entry: Any) -> Any:
    """The id of an entry, None where it has none."""
    return entry.get("id") if isinstance(entry, Mapping) else None


def target(
    tables: dict[str, Any], entry: Any, place: str, operation: str, faults: list[Fault]
) -> tuple[str, str] | None:
    """The section and id that an operation speaks of; a fault and None where there is no such entry."""
    sections = [key for key in ENTRIES if isinstance(entry, Mapping) and key in entry]
    if len(sections) != 1:
        hint = f"one of {', '.join(ENTRIES)} with the id of an entry"
        faults.append(Fault("overlay-target", f"[[{operation}]] must name one entry", entry, place, hint))
        return None
    section, id = sections[0], entry[sections[0]]
    ids = {identity(one) for one in tables.get(section, [])} - {None}
    if id != "*" and id not in ids:
        where = f"{place}, {operation} {section}"
        faults.append(Fault("unknown-id", f"there is no {section} with this id", id, where, meant(id, ids)))
        return None
    return section, id


def abolish(tables: dict[str, Any], entry: Any, place: str, faults: list[Fault]) -> None:
    """Takes an entry away, and its id out of what excuses, powers and clauses say of it."""
    found = target(tables, entry, place, "abolish", faults)
    if found is None:
        return
    section, id = found
    tables[section] = [one for one in tables[section] if identity(one) != id]
    for other, key in (("excuse", "covers"), ("power", "retimes"), ("clause", "by")):
        tables[other] = [without(one, key, id) for one in tables.get(other, [])]


def without(entry: Any, key: str, id: str) -> Any:
    """The entry without `id` in its list `key`; a clause left with nothing to model it says that it is abolished."""
    if not isinstance(entry, Mapping) or id not in entry.get(key, []):
        return entry
    left = [one for one in entry[key] if one != id]
    if key == "by" and not left:
        return {**entry, key: left, "treatment": "not-modelled", "why": f"{id} is abolished"}
    return {**entry, key: left}


def set_keys(tables: dict[str, Any], entry: Any, place: str, faults: list[Fault]) -> None:
    """Gives keys of one entry (of all that match, for `*`) new values."""
    if isinstance(entry, Mapping) and "in" in entry:
        section = entry["in"]
        if section not in PLAIN:
            where = f"{place}, set"
            faults.append(Fault("overlay-target", "no plain table of a policy", section, where, meant(section, PLAIN)))
            return
        tables[section] = {**tables.get(section, {}), **{key: value for key, value in entry.items() if key != "in"}}
        return
    found = target(tables, entry, place, "set", faults)
    if found is not None:
        section, id = found
        tables[section] = [
            changed(one, entry, section) if matches(one, id, entry.get("where", {})) else one for one in tables[section]
        ]


def matches(entry: Any, id: str, where: Mapping[str, Any]) -> bool:
    """Whether an entry is meant: by its id, or for `*` by the values of its keys."""
    return identity(entry) == id or (id == "*" and all(entry.get(key) == value for key, value in where.items()))


WINDOWS = ("within", "between", "at_least")
FORMS = ("then", "forbid", "requires")


def changed(entry: Mapping[str, Any], operation: Mapping[str, Any], section: str) -> dict[str, Any]:
    """The entry with new values; a new window takes the place of the old one, a new form that of the old form."""
    new = {key: value for key, value in operation.items() if key not in (section, "where", "remove")}
    gone = set(operation.get("remove", ()))
    for group in (WINDOWS, FORMS):
        if section == "duty" and any(key in new for key in group):
            gone |= set(group)
    return {**{key: value for key, value in entry.items() if key not in gone}, **new}

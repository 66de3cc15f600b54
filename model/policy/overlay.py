"""The one mechanism behind readings, changes and local policies: set, add and abolish entries of a policy's tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from model.errors import Fault, InvalidInput, meant
from model.policy.policy import Tables
from model.policy.shape import ENTRIES, OPERATIONS, PLAIN
from model.policy.table import Table

EVERY = "*"
# Kinds of event have no id, and other entries build on them: they are only ever added.
NAMED = tuple(section for section in ENTRIES if section != "event")
WINDOWS = ("within", "between", "at_least")
FORMS = ("then", "forbid", "requires")
REFERENCES = (("excuse", "covers"), ("power", "retimes"), ("clause", "by"))


def overlaid(base: Tables, overlay: Tables, place: str) -> dict[str, Any]:
    """New tables: `overlay` laid on `base`; InvalidInput names every id that is not there. See `laid_on`."""
    faults: list[Fault] = []
    new = laid_on(base, overlay, place, faults)
    if faults:
        raise InvalidInput(*faults)
    return new


def laid_on(base: Tables, overlay: Tables, place: str, faults: list[Fault]) -> dict[str, Any]:
    """New tables: `overlay` laid on `base`, which stays as it is. First abolish, then add or replace, then set.

    Both are of sound shape. `[[abolish]]` names an entry (`duty = "id"`, or `duty = "*"` with `where = {...}` for all
    that match). An entry of a section replaces all with its id and is added otherwise. `[[set]]` names entries in the
    same way and gives keys new values (`remove = [...]` takes keys away), or a plain table (`in = "counting"`).
    """
    new: dict[str, Any] = dict(base)
    for entry in overlay.get("abolish", []):
        abolish(new, Table(entry, f"{place}, abolish", faults))
    for key, value in overlay.items():
        if key not in OPERATIONS:
            new[key] = replaced(new.get(key), value, key)
    for entry in overlay.get("set", []):
        set_keys(new, Table(entry, f"{place}, set", faults))
    return new


def replaced(old: Any, value: Any, section: str) -> Any:
    """The section with the overlay's entries in the place of those with the same id, the rest behind."""
    if old is None or section not in (*ENTRIES, *PLAIN):
        return value
    if section in PLAIN:
        return {**old, **value}
    if section == "event":
        return [*old, *value]
    waiting: dict[Any, list[Any]] = {}
    for entry in value:
        waiting.setdefault(identity(entry), []).append(entry)
    ids, kept = set(waiting), []
    for entry in old:
        kept += waiting.pop(identity(entry), []) if identity(entry) in ids else [entry]
    return kept + [entry for left in waiting.values() for entry in left]


def identity(entry: Mapping[str, Any]) -> str | None:
    """The id of an entry, None where it has none."""
    id = entry.get("id")
    return id if isinstance(id, str) else None


class Target(NamedTuple):
    """What an operation speaks of: the entries of a section with this id (`*`: any) whose keys have these values."""

    section: str
    id: Any
    where: Mapping[str, Any]

    def means(self, entry: Mapping[str, Any]) -> bool:
        """Whether an entry is meant."""
        named = self.id in (EVERY, identity(entry))
        return named and all(entry.get(key) == value for key, value in self.where.items())


def target(tables: Tables, operation: Table) -> Target | None:
    """The entries that an operation speaks of; a fault and None where there is no such id."""
    sections = [key for key in NAMED if key in operation]
    if len(sections) != 1:
        hint = f"one of {', '.join(NAMED)} with the id of an entry"
        operation.fault("overlay-target", "must name one entry", dict(operation.tables), hint)
        return None
    section, id = sections[0], operation.get(sections[0])
    ids = {identity(one) for one in tables.get(section, [])} - {None}
    if id not in (EVERY, *ids):
        operation.fault("unknown-id", f"there is no {section} with this id", id, meant(id, map(str, ids)), section)
        return None
    return Target(section, id, operation.inner("where").tables)


def abolish(tables: dict[str, Any], operation: Table) -> None:
    """Takes entries away, and their ids out of what excuses, powers and clauses say of them."""
    found = target(tables, operation)
    if found is None:
        return
    operation.close()
    gone = [one for one in tables.get(found.section, []) if found.means(one)]
    tables[found.section] = [one for one in tables.get(found.section, []) if not found.means(one)]
    for id in {identity(one) for one in gone} - {identity(one) for one in tables[found.section]}:
        for section, key in REFERENCES:
            if key == "by" or found.section == "duty":
                tables[section] = [without(one, key, id) for one in tables.get(section, [])]


def without(entry: Mapping[str, Any], key: str, id: str | None) -> Mapping[str, Any]:
    """The entry without `id` in its list `key`; a clause left with nothing to model it says that it is abolished."""
    named = entry.get(key)
    if not isinstance(named, list) or id not in named:
        return entry
    left = [one for one in named if one != id]
    if key == "by" and not left:
        return {**entry, key: left, "treatment": "not-modelled", "why": f"{id} is abolished"}
    return {**entry, key: left}


def set_keys(tables: dict[str, Any], operation: Table) -> None:
    """Gives keys of the entries that are meant, or of a plain table, new values."""
    if "in" in operation:
        set_plain(tables, operation)
        return
    found = target(tables, operation)
    if found is not None:
        remove = operation.texts("remove")
        new = {key: value for key, value in operation.tables.items() if key not in (found.section, "where", "remove")}
        tables[found.section] = [
            changed(one, new, remove, found.section) if found.means(one) else one
            for one in tables.get(found.section, [])
        ]


def set_plain(tables: dict[str, Any], operation: Table) -> None:
    """Gives keys of a plain table new values."""
    section = operation.get("in")
    if section not in PLAIN:
        operation.fault("overlay-target", "no plain table of a policy", section, meant(section, PLAIN), "in")
        return
    new = {key: value for key, value in operation.tables.items() if key != "in"}
    tables[section] = {**tables.get(section, {}), **new}


def changed(entry: Mapping[str, Any], new: Tables, remove: tuple[str, ...], section: str) -> dict[str, Any]:
    """The entry with new values; a new window takes the place of the old one, a new form that of the old form."""
    gone = set(remove)
    for group in (WINDOWS, FORMS):
        if section == "duty" and any(key in new for key in group):
            gone |= set(group)
    return {**{key: value for key, value in entry.items() if key not in gone}, **new}

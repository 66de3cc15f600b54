"""Mutants: every policy that differs from a given one in a single number, unit, comparison, role, condition or end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from model.kinds import BUILT_IN, Kind
from model.policy.overlay import overlaid

SECTIONS = ("duty", "excuse", "power", "definition", "reading")
WORDS = {"id", "topic", "clauses", "owed_by", "says", "source", "note", "phrase", "reason", "means", "default", "event"}
NAMES = {"covers", "retimes", "sets", "duty", "excuse", "power", "definition", "in", "where"}
PERIOD = re.compile(r"(\d+) (working days?|days?|weeks?|months?)( before)?")
UNITS = ("working days", "days", "weeks", "months")
OTHERS: Mapping[str, tuple[str, ...]] = {
    "strength": ("must", "should", "good-practice", "may"),
    "decided": ("by-due", "any-time"),
    "applies": ("next-interval", "running-interval"),
    "first_day": ("day-after", "same-day"),
    "due_on_closed_day": ("stays", "next-working-day", "working-day-before"),
    "count": ("day-after", "same-day", "clear-days"),
}
ENTRY_DROPS = {"until", "unless", "while", "from", "within", "between", "at_least"}


class Mutant(NamedTuple):
    """One changed policy: `id` says where and what, `section` and `entry` which entry of it is changed."""

    id: str
    section: str
    entry: str
    tables: dict[str, Any]


def mutants(tables: Mapping[str, Any], source: str) -> Iterator[Mutant]:
    """Every mutant of the entries that `source` states, and of the counting and calendar."""
    for section in SECTIONS:
        entries = tables.get(section, [])
        for place, entry in enumerate(entries):
            if entry.get("source") == source:
                for what, changed in entry_changes(section, entry):
                    new = [*entries[:place], changed, *entries[place + 1 :]]
                    yield Mutant(f"{section} {entry['id']}: {what}", section, entry["id"], {**tables, section: new})
        for entry in entries:
            if entry.get("source") == source and section in ("excuse", "power"):
                gone = overlaid(tables, {"abolish": [{section: entry["id"]}]}, "mutant")
                yield Mutant(f"{section} {entry['id']}: dropped", section, entry["id"], gone)
    yield from plain_mutants(tables)


def plain_mutants(tables: Mapping[str, Any]) -> Iterator[Mutant]:
    """Other ways of counting, and another calendar."""
    for key in ("first_day", "due_on_closed_day"):
        for other in OTHERS[key]:
            if other != tables["counting"][key]:
                counting = {**tables["counting"], key: other}
                yield Mutant(f"counting: {key} {other}", "counting", key, {**tables, "counting": counting})
    calendar = {"bank_holidays_are_working_days": True}
    yield Mutant("calendar: bank holidays are working days", "calendar", "", {**tables, "calendar": calendar})


def entry_changes(section: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entry with one thing changed, and what."""
    kind = kind_of(entry)
    for key, value in entry.items():
        if key in WORDS or key in NAMES:
            continue
        if key in ENTRY_DROPS or (section == "definition" and key not in ("any", "all")):
            yield f"{key} dropped", {name: one for name, one in entry.items() if name != key}
        for what, new in changes(key, value, kind):
            yield f"{key} {what}", {**entry, key: new}


def kind_of(table: Mapping[str, Any]) -> Kind | None:
    """The kind of event that a table's conditions are about."""
    when = table.get("event", table.get("when"))
    first = when[0] if isinstance(when, list) else when
    name = first.get("event") if isinstance(first, Mapping) else first
    return BUILT_IN.by_name.get(str(name))


def changes(key: str, value: Any, kind: Kind | None) -> Iterator[tuple[str, Any]]:
    """The value with one thing changed, and what."""
    if isinstance(value, bool):
        yield f"{value} -> {not value}", not value
    elif isinstance(value, int):
        yield from ((f"{value} -> {new}", new) for new in (value - 1, value + 1) if new >= 0)
    elif isinstance(value, str):
        yield from text_changes(key, value, kind)
    elif isinstance(value, list):
        yield from list_changes(key, value, kind)
    elif isinstance(value, Mapping):
        yield from table_changes(key, value, kind)


def text_changes(key: str, value: str, kind: Kind | None) -> Iterator[tuple[str, str]]:
    """A period with another number or unit; a role or word with every other one that could stand there."""
    period = PERIOD.fullmatch(value)
    if period:
        yield from period_changes(value, int(period[1]), period[2], period[3] or "")
        return
    attribute = kind.attributes.get(key) if kind else None
    for other in OTHERS.get(key, attribute.choices if attribute else ()):
        if other != value:
            yield f"{value} -> {other}", other


def period_changes(value: str, number: int, unit: str, before: str) -> Iterator[tuple[str, str]]:
    """One more, one fewer, another unit."""
    plural = unit if unit.endswith("s") else f"{unit}s"
    for other in (number - 1, number + 1):
        if other >= 0:
            yield f"{value} -> {other}", f"{other} {plural}{before}"
    for new_unit in UNITS:
        if new_unit != plural and number > 0:
            yield f"{value} -> {new_unit}", f"{number} {new_unit}{before}"


def list_changes(key: str, value: list[Any], kind: Kind | None) -> Iterator[tuple[str, list[Any]]]:
    """Without one of the things, or with one of them changed."""
    for place, one in enumerate(value):
        rest = [*value[:place], *value[place + 1 :]]
        if rest:
            yield f"without {short(one)}", rest
        for what, new in changes(key, one, kind):
            yield f"[{place}] {what}", [*value[:place], new, *value[place + 1 :]]


def table_changes(key: str, value: Mapping[str, Any], kind: Kind | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Without one of the keys, or with one of them changed."""
    inner = kind_of(value) or kind
    for name, one in value.items():
        if name in WORDS or name in NAMES or name == "after":
            continue
        rest = {other: kept for other, kept in value.items() if other != name}
        if rest:
            yield f"without {name}", rest
        context = key if name in ("not", "includes") else name
        for what, new in changes(context, one, inner):
            yield f"{name} {what}", {**value, name: new}


def short(one: Any) -> str:
    """A thing of a list in a few words."""
    return str(one.get("event", one.get("id", sorted(one)))) if isinstance(one, Mapping) else str(one)

"""The raw tables of a policy file: layered on what it extends, read in one way, and laid out for the verdicts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.naive.lifecycle import COUNTED_PER_CARE, COUNTED_PER_CASE, RANK, STATES

Table = dict[str, Any]
Patterns = list[tuple[str, Table]]

BUILT_IN = Path(__file__).parents[2] / "model" / "policy" / "data"
ENTRIES = ("duty", "excuse", "power", "definition", "reading", "clause", "event")
PLAIN = ("policy", "counting", "calendar")


@dataclass(frozen=True)
class Rules:
    """One policy under one assignment of readings."""

    duties: list[Table]
    excuses: list[Table]
    powers: list[Table]
    words: dict[str, Table]
    quorum: Table
    first_day: str
    closed_day: str
    bank_holidays_work: bool
    closures: tuple[date, ...]
    rank: list[str]
    states: dict[str, tuple[str, ...]]
    per_case: frozenset[str]
    per_care: frozenset[str]


def rules(text: str, readings: Mapping[str, str] | None = None) -> Rules:
    """The policy in a text; `readings` names the choices that are not the default."""
    tables = layered(text)
    for reading in tables.get("reading", []):
        chosen = (readings or {}).get(reading["id"], reading["default"])
        for choice in reading["choice"]:
            if choice["id"] == chosen:
                tables = laid_on(tables, {key: choice[key] for key in choice if key not in ("id", "means")})
    return laid_out(tables)


def layered(text: str) -> Table:
    """The tables of a policy, laid on those of the built-in one that it extends, if any."""
    tables = tomllib.loads(text)
    base = tables["policy"].get("extends")
    if base is None:
        return tables
    return laid_on(layered((BUILT_IN / f"{base}.toml").read_text(encoding="utf-8")), tables)


def laid_on(base: Table, overlay: Table) -> Table:
    """First abolish, then add or replace by id, then set."""
    tables: Table = {key: list(value) if isinstance(value, list) else dict(value) for key, value in base.items()}
    for entry in overlay.get("abolish", []):
        abolish(tables, entry)
    for section in PLAIN:
        tables[section] = {**tables.get(section, {}), **overlay.get(section, {})}
    for section in ENTRIES:
        new = overlay.get(section, [])
        ids = [entry.get("id", "") for entry in new] if section != "event" else []
        tables[section] = [entry for entry in tables.get(section, []) if entry.get("id") not in ids] + new
    for entry in overlay.get("set", []):
        set_keys(tables, entry)
    return tables


def abolish(tables: Table, entry: Table) -> None:
    (section,) = entry
    gone = entry[section]
    tables[section] = [one for one in tables[section] if one["id"] != gone]
    for other, key in (("excuse", "covers"), ("power", "retimes")):
        tables[other] = [{**one, key: [id for id in one[key] if id != gone]} for one in tables.get(other, [])]


def set_keys(tables: Table, entry: Table) -> None:
    if "in" in entry:
        changes = {key: value for key, value in entry.items() if key != "in"}
        tables[entry["in"]] = {**tables.get(entry["in"], {}), **changes}
        return
    (section,) = [key for key in ENTRIES if key in entry]
    changes = {key: value for key, value in entry.items() if key not in (section, "where", "remove")}
    tables[section] = [
        changed(one, changes, entry.get("remove", [])) if meant(one, entry[section], entry.get("where", {})) else one
        for one in tables[section]
    ]


def meant(one: Table, id: str, where: Table) -> bool:
    if id == "*":
        return all(one.get(key) == value for key, value in where.items())
    return bool(one["id"] == id)


def changed(one: Table, changes: Table, remove: list[str]) -> Table:
    """New values for some keys; a new window drives out the old one, a new form the old form."""
    gone = set(remove)
    for group in ({"within", "between", "at_least"}, {"then", "forbid", "requires"}):
        if group & set(changes):
            gone |= group
    return {**{key: value for key, value in one.items() if key not in gone}, **changes}


def laid_out(tables: Table) -> Rules:
    rank, states = list(RANK), dict(STATES)
    per_case, per_care = set(COUNTED_PER_CASE), set(COUNTED_PER_CARE)
    for event in tables.get("event", []):
        name = event["type"]
        if name in rank:
            continue
        rank.insert(rank.index(event.get("comes_before", "plan_discharged")), name)
        states[name] = tuple(event.get("states", ()))
        {"case": per_case, "care": per_care}.get(event.get("counted_per", "plan"), set()).add(name)
    return Rules(
        duties=[duty(one) for one in tables.get("duty", [])],
        excuses=[{**one, "when": patterns(one["when"])} for one in tables.get("excuse", [])],
        powers=[{**one, "when": patterns(one["when"])} for one in tables.get("power", [])],
        words={one["id"]: definition(one) for one in tables.get("definition", [])},
        quorum=quorum(tables.get("definition", [])),
        first_day=tables.get("counting", {}).get("first_day", "day-after"),
        closed_day=tables.get("counting", {}).get("due_on_closed_day", "stays"),
        bank_holidays_work=tables.get("calendar", {}).get("bank_holidays_are_working_days", False),
        closures=tuple(tables.get("calendar", {}).get("closure_days", ())),
        rank=rank,
        states=states,
        per_case=frozenset(per_case),
        per_care=frozenset(per_care),
    )


def duty(one: Table) -> Table:
    """The duty with its patterns as pairs of a kind and the conditions on it."""
    scope = one.get("while", {})
    unless = one.get("unless", [])
    return {
        **one,
        "when": [(kind, {"all": [conditions, scope]}) for kind, conditions in patterns(one["when"])],
        "answers": patterns(one.get("then", one.get("forbid", []))),
        "until": patterns(one.get("until", [])),
        "unless": unless if isinstance(unless, list) else [unless],
    }


def definition(one: Table) -> Table:
    return {key: value for key, value in one.items() if key not in ("id", "says", "clauses", "event", "note")}


def quorum(definitions: list[Table]) -> Table:
    """What makes a core group quorate; nothing is asked where the policy does not say."""
    said = [definition(one) for one in definitions if (one["id"], one["event"]) == ("quorate", "core_group_held")]
    return said[0] if said else {}


def patterns(given: Any) -> Patterns:
    """One pattern or several; a bare text is a kind without conditions."""
    several = given if isinstance(given, list) else [given]
    tables = [{"event": one} if isinstance(one, str) else one for one in several]
    return [(one["event"], {key: value for key, value in one.items() if key != "event"}) for one in tables]

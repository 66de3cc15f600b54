"""Policies from files and by name, layered on what they extend, under an assignment of readings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from model.errors import Fault, InvalidInput
from model.policy.overlay import ENTRIES, overlaid
from model.policy.parse import parse
from model.policy.policy import Policy, Tables
from model.policy.table import meant

DATA = Path(__file__).parent / "data"
ALIASES = {"brent": "brent-2014", "york": "york-2015", "working-together": "working-together-2015"}


def built_in() -> tuple[str, ...]:
    """The ids of the policies that come with the package."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml")))


@lru_cache(maxsize=64)
def load_policy(name: str) -> Policy:
    """The policy called `name` (an id, or `brent`, `york`, `working-together`) or in the file of that name.

    InvalidInput with every fault of the file, with section, key, value and the likely mistake.
    """
    path = find(name)
    return parse(layered(read(path), path), path.name)


def find(name: str, beside: Path | None = None) -> Path:
    """The file of a policy: beside another one, a path of its own, or one that comes with the package."""
    id = ALIASES.get(name, name)
    places = [Path(name), DATA / f"{id}.toml"]
    if beside is not None:
        places[:0] = [beside.parent / name, beside.parent / f"{name}.toml"]
    for path in places:
        if path.is_file():
            return path
    known = (*ALIASES, *built_in())
    hint = f"{meant(name, known)}, or the path of a .toml file"
    raise InvalidInput(Fault("unknown-policy", "no policy of this name and no such file", name, hint=hint))


def read(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; InvalidInput where it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(Fault("not-toml", "is not a TOML file", place=path.name, hint=str(error))) from None
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise InvalidInput(Fault("unreadable", "cannot be read", place=str(path), hint=reason)) from None


def layered(tables: dict[str, Any], path: Path, above: tuple[str, ...] = ()) -> dict[str, Any]:
    """The tables laid on those of the policy they extend, every entry marked with the policy that states it."""
    head = tables.get("policy")
    if not isinstance(head, Mapping):
        raise InvalidInput(Fault("missing-key", "needs a table [policy]", place=path.name))
    own = marked(tables, str(head.get("id", "")))
    base_name = head.get("extends")
    if base_name is None:
        return own
    if str(base_name) in above:
        raise InvalidInput(Fault("extends-itself", "extends itself", base_name, f"{path.name}, policy, extends"))
    base_path = find(str(base_name), path)
    base = layered(read(base_path), base_path, (*above, str(base_name)))
    layers = [*base["policy"].get("layers", []), base["policy"].get("id")]
    return overlaid(base, {**own, "policy": {**head, "layers": layers}}, path.name)


def marked(tables: dict[str, Any], source: str) -> dict[str, Any]:
    """The tables with `source` in every entry."""
    return {
        key: [{**one, "source": source} if isinstance(one, dict) else one for one in value]
        if key in ENTRIES and isinstance(value, list)
        else value
        for key, value in tables.items()
    }


def changed_by(policy: Policy, path: Path) -> Policy:
    """A new policy: `policy` with the change file laid on it; the old one stays as it is."""
    change = read(path)
    change.pop("change", None)
    return parse(overlaid(policy.tables, marked(change, path.stem), path.name), path.name)


def under(policy: Policy, readings: Mapping[str, str]) -> Policy:
    """The policy read in one way; readings that are not named stay at their default.

    InvalidInput where a reading or a choice does not exist.
    """
    chosen = frozenset((id, choice) for id, choice in checked(policy, readings).items())
    return _under(_Key(policy), chosen) if chosen else policy


def checked(policy: Policy, readings: Mapping[str, str]) -> dict[str, str]:
    """The readings that are not at their default, in the policy's order."""
    faults = [fault for id, choice in readings.items() if (fault := fault_of(policy, id, choice))]
    if faults:
        raise InvalidInput(*faults)
    return {
        reading.id: readings[reading.id]
        for reading in policy.readings
        if readings.get(reading.id, reading.default) != reading.default
    }


def fault_of(policy: Policy, id: str, choice: str) -> Fault | None:
    """What is wrong with one reading, if anything."""
    if id not in policy.reading_ids:
        return Fault(
            "unknown-reading", f"{policy.id} has no such reading", id, "--reading", meant(id, policy.reading_ids)
        )
    choices = [one.id for one in policy.reading(id).choices]
    if choice not in choices:
        return Fault("unknown-choice", f"reading {id} has no such choice", choice, "--reading", meant(choice, choices))
    return None


class _Key:
    """A policy as a cache key: itself, by identity."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __hash__(self) -> int:
        return id(self.policy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.policy is self.policy


@lru_cache(maxsize=4096)
def _under(key: _Key, chosen: frozenset[tuple[str, str]]) -> Policy:
    tables: Tables = key.policy.tables
    named = dict(chosen)
    for reading in key.policy.readings:
        if reading.id in named:
            choice = reading.choice(named[reading.id])
            tables = overlaid(tables, choice.overlay, f"reading {reading.id}={choice.id}")
    in_order = {reading.id: named[reading.id] for reading in key.policy.readings if reading.id in named}
    return replace(parse(tables, key.policy.id), chosen=in_order)

"""Scenarios from files and by name, laid on what they extend."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from model import Fault, InvalidInput, meant
from simulations.feasibility import impossible
from simulations.reading import Reader
from simulations.register import tabled, undocumented, with_own
from simulations.scenario import PRESETS, Scenario
from simulations.sections import read

KEYED = MappingProxyType({"task": "event", "assumption": "key"})


def presets() -> tuple[str, ...]:
    """The names of the scenarios that come with the package."""
    # What they extend, and the changes of rules beside them, extend nothing.
    return tuple(sorted(path.stem for path in PRESETS.glob("*.toml") if "extends" in toml(path)))


def load_scenario(name: str | Path, changed: Mapping[str, Any] | None = None) -> Scenario:
    """The scenario of a preset or a file, with `changed` tables laid on it; InvalidInput with every fault."""
    path = found(name)
    tables = layered(path)
    return scenario_of(merged(tables, changed) if changed else tables, path)


def found(name: str | Path) -> Path:
    """The file of a scenario."""
    for path in (Path(name), PRESETS / f"{name}.toml"):
        if path.is_file():
            return path
    hint = f"{meant(str(name), presets())}; a file of your own is named by its path"
    raise InvalidInput(Fault("unknown-scenario", "no scenario of this name and no such file", str(name), hint=hint))


def layered(path: Path, above: frozenset[Path] = frozenset()) -> dict[str, Any]:
    """The tables of a file, laid on those that it extends; a preset may be extended by a file of the same name.

    InvalidInput where a file extends one `above` it.
    """
    above |= {path.resolve()}
    own = toml(path)
    no_policy(own, path.name)
    check_extends(own, path.name)
    base = str(own.pop("extends", ""))
    if not base:
        return own
    places = (path.parent / base, path.parent / f"{base}.toml", PRESETS / f"{base}.toml")
    files = [one for one in places if one.is_file()]
    below = next((one for one in files if one.resolve() not in above), None)
    if files and not below:
        raise InvalidInput(Fault("endless", "extends itself, by itself or by others", base, path.name))
    under = layered(below or found(base), above)
    joined = merged(under, own)
    # What comes with the package is written, and tested, as one: there a general source stands for several files.
    return joined if path.parent == PRESETS else with_own(joined, under, own, path.name)


def no_policy(tables: Mapping[str, Any], place: str) -> None:
    """InvalidInput where the tables of a file are those of a policy: one fault, not one for each section they lack."""
    if "scenario" not in tables and (
        has := [key for key in ("policy", "duty") if not isinstance(tables.get(key, ""), str)]
    ):
        fact, hint = (
            f"looks like a policy, not a scenario: it has [{has[0]}]",
            'a scenario names it: policy = "my.toml"',
        )
        raise InvalidInput(Fault("a-policy", fact, place=place, hint=hint))


def check_extends(own: Mapping[str, Any], place: str) -> None:
    """InvalidInput where a file names what it extends inside a table: all else would be missing, and told of."""
    if inside := [key for key, table in own.items() if isinstance(table, Mapping) and "extends" in table]:
        base = own[inside[0]]["extends"]
        hint = f'write extends = "{base}" above the first table'
        raise InvalidInput(Fault("misplaced", "stands inside a table", "extends", f"{place}, {inside[0]}", hint))


def toml(path: Path) -> dict[str, Any]:
    """The tables of a file as they stand there."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(Fault("not-toml", "is not a TOML file", place=path.name, hint=str(error))) from None


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """New tables: tables inside are merged, tasks and assumptions by their key, everything else is replaced."""
    new = dict(base)
    for key, value in own.items():
        old = new.get(key)
        if isinstance(value, Mapping) and isinstance(old, Mapping):
            new[key] = merged(old, value)
        elif key in KEYED and old is not None and tabled(old) and tabled(value):
            new[key] = merged_lists(old, value, KEYED[key])
        else:
            new[key] = value
    return new


def merged_lists(old: list[Any], own: list[Any], key: str) -> list[Any]:
    """Entries with the same key are merged, the rest stand behind."""
    waiting = {one.get(key): one for one in own}
    kept = [merged(one, waiting.pop(one.get(key), {})) for one in old]
    return kept + list(waiting.values())


def scenario_of(tables: Mapping[str, Any], path: Path) -> Scenario:
    """The scenario in plain tables; InvalidInput with every fault."""
    faults: list[Fault] = []
    root = Reader(tables, path.name, faults)
    built = read(root, tables, path)
    root.close()
    faults += undocumented(tables, built.register, path.name)
    faults += impossible(built, path.name, faults)
    if faults:
        raise InvalidInput(*faults)
    return built

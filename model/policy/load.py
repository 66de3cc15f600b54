"""Policies from files and by name, layered on what they extend, under an assignment of readings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from model.errors import Fault, InvalidInput, meant
from model.policy.mistyped import mistyped
from model.policy.overlay import laid_on, overlaid
from model.policy.overruled import overruled
from model.policy.parse import parse, parsed
from model.policy.policy import Choice, Policy, Tables
from model.policy.shape import ENTRIES, sound

DATA = Path(__file__).parent / "data"
ALIASES = {"brent": "brent-2014", "york": "york-2015", "working-together": "working-together-2015"}

# The tables that a scenario of `coregroup simulate` has, and no policy.
SCENARIO = ("scenario", "staff", "task", "people", "cases")


def built_in() -> tuple[str, ...]:
    """The ids of the policies that come with the package."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml")))


def load_policy(name: str) -> Policy:
    """The policy called `name` (an id, or `brent`, `york`, `working-together`) or in the file of that name.

    InvalidInput with every fault of the file, with section, key, value and the likely mistake. A policy that comes with
    the package is built once; a file of your own is read anew each time, and all choices of its readings are tried.
    """
    path = find(name)
    return _packaged(path) if path.parent == DATA else policy_from_text(text_of(path), name)


@lru_cache(maxsize=64)
def _packaged(path: Path) -> Policy:
    # A test tries the choices of these policies; here that would double the time that a command needs to start.
    faults: list[Fault] = []
    return parse(layered(toml(text_of(path), path.name), path, faults), path.name)


def policy_from_text(text: str, name: str = "policy.toml") -> Policy:
    """The policy in a TOML text, as if it stood in the file `name`: what it extends may lie beside that.

    InvalidInput as for `load_policy`.
    """
    faults: list[Fault] = []
    path = Path(name)
    return sound_policy(layered(toml(text, path.name), path, faults), path.name, faults)


def sound_policy(tables: Tables, place: str, faults: list[Fault]) -> Policy:
    """The policy in layered tables, all choices of its readings tried; InvalidInput with `faults` and all others."""
    policy = parsed(tables, place, faults)
    deep = not faults
    for reading in policy.readings:
        for choice in reading.choices:
            faults += faults_of_choice(policy, choice, f"{place}, reading {reading.id}, choice {choice.id}", deep)
    if faults:
        raise InvalidInput(*faults)
    return policy


def faults_of_choice(policy: Policy, choice: Choice, place: str, deep: bool) -> list[Fault]:
    """What is wrong with the overlay of a choice: names what is not there or, if `deep`, makes no policy."""
    faults: list[Fault] = []
    tables = laid_on(policy.tables, choice.overlay, place, faults)
    if deep and not faults:
        parsed(tables, place, faults)
    return faults


def find(name: str, beside: Path | None = None) -> Path:
    """The file of a policy: beside another one, a path of its own, or one that comes with the package."""
    id = ALIASES.get(name, name)
    places = [Path(name), DATA / f"{id}.toml"]
    if beside is not None:
        places[:0] = [beside.parent / name, beside.parent / f"{name}.toml"]
    for path in places:
        if is_there(path):
            return path
    place = "" if beside is None else f"{beside.name}, policy, extends"
    hint = f"{meant(name, (*ALIASES, *built_in()))}; a file of your own is named by its path"
    raise InvalidInput(Fault("unknown-policy", "no policy of this name and no such file", name, place, hint))


def is_there(path: Path) -> bool:
    """Whether a file is there; a name that is none, such as a very long one, is no error."""
    try:
        return path.is_file()
    except OSError:
        return False


def text_of(path: Path) -> str:
    """The text of a file; InvalidInput where it cannot be read, or is no text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(Fault("not-toml", "is not a TOML file", place=path.name, hint=str(error))) from None
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise InvalidInput(Fault("unreadable", "cannot be read", place=str(path), hint=reason)) from None


def toml(text: str, place: str) -> dict[str, Any]:
    """The tables of a TOML text; InvalidInput where it is none."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InvalidInput(Fault("too-deep", "is nested too deeply", place=place)) from None
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(Fault("not-toml", "is not a TOML file", place=place, hint=mistyped(text, error))) from None


def no_scenario(tables: Tables, place: str) -> None:
    """InvalidInput where the tables are those of a scenario: one fault instead of one for each of its sections."""
    if "policy" not in tables and "duty" not in tables and (has := [key for key in SCENARIO if key in tables]):
        fact, hint = f"looks like a scenario, not a policy: it has [{has[0]}]", "coregroup simulate takes scenarios"
        raise InvalidInput(Fault("a-scenario", fact, place=place, hint=hint))


def layered(tables: Tables, path: Path, faults: list[Fault], above: tuple[str, ...] = ()) -> dict[str, Any]:
    """The tables laid on those of the policy they extend, every entry marked with the policy that states it.

    Of the base's `[policy]` nothing is left but the ids of the layers. InvalidInput where the base cannot be read.
    """
    no_scenario(tables, path.name)
    shaped = sound(tables, path.name, faults)
    head = shaped.get("policy", {})
    own = marked(shaped, str(head.get("id", "")))
    if "layers" in head:
        faults.append(Fault("unknown-key", "unknown key", "layers", f"{path.name}, policy", "'extends' names the base"))
    base_name = head.get("extends")
    if base_name is None:
        return own
    if str(base_name) in above:
        raise InvalidInput(Fault("extends-itself", "extends itself", base_name, f"{path.name}, policy, extends"))
    base_path = find(str(base_name), path)
    base = layered(toml(text_of(base_path), base_path.name), base_path, faults, (*above, str(base_name)))
    under_it = base.pop("policy", {})
    layers = [*under_it.get("layers", []), under_it.get("id")]
    faults += overruled(base, own, path.name)
    return laid_on(base, {**own, "policy": {**head, "layers": layers}}, path.name, faults)


def marked(tables: Tables, source: str) -> dict[str, Any]:
    """The tables with `source` in every entry."""
    return {
        key: [{**one, "source": source} for one in value] if key in ENTRIES else value for key, value in tables.items()
    }


def changed_by(policy: Policy, path: Path) -> Policy:
    """A new policy: `policy` with the change file laid on it; the old one stays. Errors as for `load_policy`."""
    faults: list[Fault] = []
    change = sound(toml(text_of(path), path.name), path.name, faults)
    change.pop("change", None)
    tables = laid_on(policy.tables, marked(change, path.stem), path.name, faults)
    return sound_policy(tables, path.name, faults)


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

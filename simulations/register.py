"""The register of assumptions: every number of a scenario with its source, or the word assumed, and a range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from model import Fault
from simulations.reading import Reader

# What needs no source: who, when, and the texts that name things.
FREE = ("scenario.*", "run.*", "assumption.*", "work.order", "people.allocation")

# The sections of the STRESS-DES checklist with the keys whose assumptions they hold.
CHECKLIST: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("1 Objectives", ("scenario.*",)),
    ("2.1 Logic: what the policy demands, and in which order work is done", ("work.*", "logic.*")),
    ("2.2 Scenario logic: what becomes of a case", ("cases.*",)),
    ("2.4 Components: resources", ("staff.*", "people.*", "partners.*")),
    ("2.5 Components: activities", ("task.*",)),
    ("3 Data: state at the start", ("backlog.*",)),
    ("4 Experimentation: run length, warm-up, replications", ("run.*",)),
    ("5-6 Implementation and access", ("code.*",)),
)


@dataclass(frozen=True)
class Assumption:
    """Where the value of a key (`cases.plan`, `task.child_seen.*`) comes from; from `low` to `high` is its range."""

    key: str
    about: str
    source: str
    unit: str
    low: float | None
    high: float | None


def assumptions(readers: Iterable[Reader]) -> tuple[Assumption, ...]:
    """The register in `[[assumption]]`."""
    found = []
    for reader in readers:
        bounds = reader.numbers("range", -1e9, 1e9, ())
        if len(bounds) not in (0, 2):
            reader.fault("bad-span", "is not a pair [least, most]", list(bounds), "range")
        low, high = bounds if len(bounds) == 2 else (None, None)
        source = reader.text("source")
        found.append(
            Assumption(reader.text("key"), reader.text("about", ""), source, reader.text("unit", ""), low, high)
        )
        reader.close()
    return tuple(found)


def leaves(tables: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every key that holds a value, with the path to it; tables in lists are named by their event or role."""
    for key, value in tables.items():
        path = f"{above}{key}"
        if isinstance(value, Mapping):
            yield from leaves(value, f"{path}.")
        elif isinstance(value, Sequence) and value and isinstance(value[0], Mapping):
            for place, one in enumerate(value, 1):
                yield from leaves(one, f"{path}.{one.get('event', one.get('role', place))}.")
        else:
            yield path, value


def numeric(value: Any) -> bool:
    """Whether a value is a number or a list of numbers."""
    listed = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return bool(listed) and all(isinstance(one, int | float) and not isinstance(one, bool) for one in listed)


def undocumented(tables: Mapping[str, Any], register: Sequence[Assumption], place: str) -> list[Fault]:
    """A fault for every number that no assumption speaks of, and for every assumption without a source."""
    keys = [key for key, value in leaves(tables) if numeric(value)]
    spoken = [*FREE, *(one.key for one in register)]
    hint = "add [[assumption]] with key, source (or the word assumed) and range"
    faults = [
        Fault("no-source", "a number without source", key, place, hint)
        for key in keys
        if not any(fnmatch(key, pattern) for pattern in spoken)
    ]
    return faults + [
        Fault("no-source", "says neither its source nor assumed", one.key, place) for one in register if not one.source
    ]


def described(register: Sequence[Assumption], tables: Mapping[str, Any]) -> str:
    """The register as text, in the order of the STRESS-DES checklist; every key with its value, source and range."""
    values = list(leaves(tables))
    lines: list[str] = []
    for title, patterns in CHECKLIST:
        lines += ["", title]
        for key, value in values:
            if any(fnmatch(key, pattern) for pattern in patterns):
                lines.append(line(key, value, register))
    return "\n".join(lines[1:])


def line(key: str, value: Any, register: Sequence[Assumption]) -> str:
    """One key with its value, unit, source and range."""
    spoken = next((one for one in reversed(register) if fnmatch(key, one.key)), None)
    if spoken is None:
        return f"  {key} = {value}"
    bounds = "" if spoken.low is None else f"; range {spoken.low:g} to {spoken.high:g}"
    unit = f" {spoken.unit}" if spoken.unit else ""
    return f"  {key} = {value}{unit} ({spoken.source}{bounds})"

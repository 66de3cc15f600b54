"""The register of assumptions: every number of a scenario with its source, or the word assumed, and a range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from model import Fault, __version__
from simulations.reading import Reader
from simulations.toml import value_of

# What needs no source: who, when, and the texts that name things.
FREE = ("scenario.*", "run.*", "assumption.*", "work.order", "people.allocation")
# What is no number and no name, and so is a choice of the scenario, which nothing published bears out.
CHOSEN = (
    *("work.order", "work.protected.event", "people.allocation"),
    *(f"task.*.{name}" for name in ("family", "meeting", "stages", "cover", "tied")),
)
# Names that the key of a line says already.
SAID = ("task.*.event", "staff.*.role")

# The items of the STRESS-DES checklist (Monks and others, 2019) with the keys whose values they hold.
CHECKLIST: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("1.1 Purpose of the model", ("scenario.*",)),
    ("1.2 Model outputs: simulations/MEANING.md, sections 11 and 13", ()),
    ("2.1 to 2.3 Logic: simulations/MEANING.md, sections 3 to 10; the duties are those of the policy", ()),
    ("2.4 Algorithms: in which order work is done, and how days are sought", ("work.*",)),
    ("2.5.1 Entities: families, and what becomes of them", ("cases.*",)),
    ("2.5.2 Activities: what tasks take, and who must be there", ("task.*",)),
    ("2.5.3 Resources: people, and who comes to meetings", ("staff.*", "people.*", "partners.*")),
    ("2.5.4 Queues, 2.5.5 entry and exit: simulations/MEANING.md, sections 5 to 9", ()),
    ("3 Data: the source stands behind every number, with the range in which it may well lie", ()),
    ("4.1 Initialisation: what is open at the start; the days of warm-up", ("backlog.*", "run.warm_up")),
    ("4.2 Run length", ("run.first", "run.days", "run.closure_days")),
    ("4.3 Estimation: 95% intervals over replications (simulations/estimates.py)", ()),
    (f"5.1 Software: coregroup {__version__}; its engine agrees row by row with two others, one on SimPy", ()),
    ("5.2 Random sampling: counter-based (simulations/draws.py)", ("run.seed",)),
    ("5.3 Model execution: day by day (simulations/MEANING.md, section 4)", ()),
    ("6.1 Model sharing: the source comes with the package", ()),
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
        elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
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
        Fault("no-source", "a number without source", key, place, hint) for key in keys if not matches(key, spoken)
    ]
    return faults + [
        Fault("no-source", "says neither its source nor assumed", one.key, place) for one in register if not one.source
    ]


def described(register: Sequence[Assumption], tables: Mapping[str, Any]) -> str:
    """The register as text, in the order of the STRESS-DES checklist; every key with its value, source and range."""
    values = [(key, value) for key, value in leaves(tables) if not matches(key, SAID)]
    lines: list[str] = []
    for title, patterns in CHECKLIST:
        lines += ["", title, *(line(key, value, register) for key, value in values if matches(key, patterns))]
    return "\n".join(lines[1:])


def with_own(joined: Mapping[str, Any], base: Mapping[str, Any], own: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The tables of a file of one's own `joined` with those of its `base`: what it changes has not the base's source.

    Nor have the people of a list of its own, were it the same number of them: what was published of one office counts
    nobody in another. The file's own assumptions stand last, so that none of the base speaks over them. Where it says
    nothing of a number that it changes, the register says that the file, `place`, sets it and gives no source.
    """
    told, register = own.get("assumption", []), joined.get("assumption", [])
    if not (tabled(told) and tabled(register)):
        return dict(joined)
    spoken = [str(one.get("key")) for one in told]
    inherited = [one for one in register if str(one.get("key")) not in spoken]
    borrowed = [str(one.get("key")) for one in inherited if not str(one.get("source")).startswith("assumed")]
    counted = [key for key in numbers_of({"staff": own.get("staff", [])}) if matches(key, borrowed)]
    unsaid = [key for key in [*counted, *changed(joined, base)] if not matches(key, (*FREE, *spoken))]
    units = {key: unit for key in unsaid if (unit := unit_under(key, inherited)) is not None}
    source = f"set in {place}; no source given"
    silent = [{"key": key, "source": source, **unit} for key, unit in units.items()]
    kept = [one for one in inherited if str(one.get("key")) not in units]
    last = [one for one in register if str(one.get("key")) in spoken]
    return {**joined, "assumption": [*kept, *silent, *last]}


def tabled(value: Any) -> bool:
    """Whether it is a list of tables."""
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def changed(joined: Mapping[str, Any], base: Mapping[str, Any]) -> list[str]:
    """The keys with a number that the base has not under the same key; where several entries have it, any of them."""
    before, after = (numbers_of(tables) for tables in (base, joined))
    return [key for key, values in after.items() if any(one not in before.get(key, []) for one in values)]


def numbers_of(tables: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The numbers of each key, in their order."""
    found: dict[str, list[Any]] = {}
    for key, value in leaves(tables):
        if numeric(value):
            found.setdefault(key, []).append(value)
    return found


def unit_under(key: str, register: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The unit of a key in a register of plain tables, empty where it has none; None where nothing speaks of it."""
    found = [one for one in register if fnmatch(key, str(one.get("key")))]
    return {name: found[-1][name] for name in ("unit",) if name in found[-1]} if found else None


def matches(key: str, patterns: Iterable[str]) -> bool:
    """Whether a key is one of those meant."""
    return any(fnmatch(key, pattern) for pattern in patterns)


def line(key: str, value: Any, register: Sequence[Assumption]) -> str:
    """One key with its value, unit, source and range; a choice that is no number is assumed."""
    told = f"  {key} = {value_of(value)}"
    if not numeric(value):
        return f"{told} (assumed)" if matches(key, CHOSEN) else told
    spoken = next((one for one in reversed(register) if fnmatch(key, one.key)), None)
    if spoken is None:
        return told
    bounds = "" if spoken.low is None else f"; range {spoken.low:g} to {spoken.high:g}"
    unit = f" {spoken.unit}" if spoken.unit else ""
    return f"{told}{unit} ({spoken.source}{bounds})"

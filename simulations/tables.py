"""Tables: what an experiment found, as Arrow tables with units in the columns and the whole scenario in the file.

`table.to_pandas()` makes a data frame of one, where pandas is installed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import Enum
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from model import __version__
from simulations.estimates import Interval, mean_of
from simulations.experiment import CAUSES, Experiment, not_simulated
from simulations.frontier import Frontier
from simulations.measures import CLOCK_COLUMNS, WEEK
from simulations.rule_change import Effect
from simulations.toml import written

if TYPE_CHECKING:
    import pyarrow as pa

UNITS = {
    "a_year": "a year",
    "on_time": "share",
    "days_late": "calendar days",
    "hours": "hours a month",
    "used": "share of hours",
    "demand": "share of hours",
    "share": "share of what was late",
    "posts": "posts",
    "children_on_plan": "children",
    "due": "occasions",
    "met": "occasions",
    "breached": "occasions",
    "lapsed": "occasions",
    "pending": "occasions",
    "variance_ratio": "ratio",
    "target": "share",
    "confidence": "share",
    "present": "posts",
    "smallest": "posts",
}
ENDS = ("low", "high")


@dataclass(frozen=True)
class Cause:
    """One row of the ledger: the late jobs that a duty called for, by cause."""

    duty: str
    strength: str
    cause: str
    a_year: Interval
    share: Interval


@dataclass(frozen=True)
class Week:
    """One week of the run, from the first day that counts."""

    week: int
    begins: str
    children_on_plan: Interval


@dataclass(frozen=True)
class Total:
    """What became of a duty's occasions in one replication."""

    replication: int
    duty: str
    due: int
    met: int
    breached: int
    lapsed: int
    pending: int
    days_late: int


@dataclass(frozen=True)
class Difference:
    """What a rule change does to one figure."""

    change: str
    figure: str
    of: str
    unit: str
    difference: Interval
    variance_ratio: float | None


@dataclass(frozen=True)
class Staffing:
    """One point of a frontier, with what was asked: `smallest` is the answer, None where the target is not reachable.

    `unsteady`: whether the share is of this run only; `ample`: whether the point is that of ample posts.
    """

    role: str
    target: float
    confidence: float
    present: int
    smallest: int | None
    posts: int
    on_time: Interval
    demand: Interval
    busiest: str
    unsteady: bool
    meets: bool
    ample: bool


def about(found: Experiment) -> dict[str, str]:
    """What a table must carry to be made again, and the duties whose work is missing, with the reason, as JSON."""
    setting = found.setting
    return {
        "scenario": written(setting.scenario.tables),
        "seed": str(setting.scenario.seed),
        "replications": str(len(found.runs.replications)),
        "version": __version__,
        "calendar": setting.calendar.id,
        "calendar_digest": setting.calendar.digest,
        "not_simulated": json.dumps(not_simulated(setting), ensure_ascii=False),
    }


def tables(found: Experiment, effects: Sequence[Effect] = (), front: Frontier | None = None) -> dict[str, pa.Table]:
    """Every table by its name."""
    rows: dict[str, Sequence[Any]] = {
        "compliance": found.compliance,
        "people": found.loads,
        "causes": [one for duty in found.duties for one in causes(found, duty)],
        "weeks": list(weeks(found)),
        "replications": list(totals(found)),
    }
    if effects:
        rows["changes"] = [one for effect in effects for one in differences(effect)]
    if front:
        rows["frontier"] = list(staffed(front))
    carried = about(found)
    return {name: tabled(listed, carried) for name, listed in rows.items()}


def causes(found: Experiment, name: str) -> Iterator[Cause]:
    """The ledger of a duty."""
    duty, clocks = found.duties[name]
    for late in found.ledger(clocks):
        yield Cause(name, duty.strength.value, CAUSES[late.cause], late.a_year, late.share)


def weeks(found: Experiment) -> Iterator[Week]:
    """The stock week by week."""
    first = found.setting.scenario.first + timedelta(days=found.runs.warm_up)
    for week in range(found.runs.measures.stock.shape[1]):
        begins = first + timedelta(days=week * WEEK)
        yield Week(week, begins.isoformat(), mean_of(found.runs.measures.stock[:, week]))


def totals(found: Experiment) -> Iterator[Total]:
    """The counts of every replication."""
    for place, replication in enumerate(found.runs.replications.tolist()):
        for duty, (_, clocks) in found.duties.items():
            counts = found.runs.measures.clocks[place, clocks].sum(axis=0)
            yield Total(replication, duty, *(int(counts[number]) for number in range(len(CLOCK_COLUMNS))))


def differences(effect: Effect) -> Iterator[Difference]:
    """What a change does, figure by figure."""
    meetings = effect.meetings
    yield Difference(effect.name, "meetings", "", "meetings a month", meetings.change, meetings.variance_ratio)
    for price in effect.prices:
        yield Difference(effect.name, "hours", price.role, "hours a month", price.hours, None)
        yield Difference(effect.name, "posts", price.role, "posts", price.in_posts, None)
    for duty, pair in effect.on_time.items():
        yield Difference(effect.name, "on_time", duty, "share", pair.change, pair.variance_ratio)
    yield Difference(effect.name, "posts_to_be_as_good", effect.role, "posts", exactly(effect.as_good), None)


def exactly(count: int | None) -> Interval:
    """A number that was searched for, and has no interval; an empty cell where none is enough."""
    return Interval(nan if count is None else count, nan, nan, 0)


def staffed(front: Frontier) -> Iterator[Staffing]:
    """The points of a frontier, the one with ample posts last."""
    for one in (*front.points, front.asymptote):
        yield Staffing(
            front.role,
            front.target,
            front.confidence,
            front.present,
            front.smallest,
            one.posts,
            one.on_time,
            one.demand,
            one.busiest,
            one.unsteady,
            one.meets(front.target),
            one is front.asymptote,
        )


def tabled(rows: Sequence[Any], carried: Mapping[str, str]) -> pa.Table:
    """Rows of one kind as a table; an interval becomes three columns: `x`, `x_low`, `x_high`."""
    import pyarrow as pa

    columns: dict[str, list[Any]] = {}
    units: dict[str, str] = {}
    for row in rows:
        for name, value, unit in cells(row):
            columns.setdefault(name, []).append(value)
            units[name] = unit
    arrays = {name: pa.array(values) for name, values in columns.items()}
    schema = [
        pa.field(name, array.type, metadata={"unit": units[name]} if units[name] else None)
        for name, array in arrays.items()
    ]
    return pa.table(list(arrays.values()), schema=pa.schema(schema, metadata=carried))


def cells(row: Any) -> Iterator[tuple[str, Any, str]]:
    """The columns of a row, with their units."""
    for field in fields(row):
        value, unit = getattr(row, field.name), UNITS.get(field.name, "")
        if isinstance(value, Interval):
            yield field.name, number(value.mean), unit
            yield from ((f"{field.name}_{end}", number(getattr(value, end)), unit) for end in ENDS)
        else:
            yield field.name, value.name.lower() if isinstance(value, Enum) else number(value), unit


def number(value: Any) -> Any:
    """The value; None where it is a number that is none, or without end."""
    return None if isinstance(value, float) and not np.isfinite(value) else value


def write(made: Mapping[str, pa.Table], folder: Path) -> tuple[Path, ...]:
    """Writes every table as Parquet, which carries everything, and as CSV, beside which `about.json` says the rest."""
    from pyarrow.csv import write_csv
    from pyarrow.parquet import write_table

    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, one in made.items():
        write_table(one, folder / f"{name}.parquet")
        write_csv(one, folder / f"{name}.csv")
        paths += [folder / f"{name}.parquet", folder / f"{name}.csv"]
    told = {"units": {name: units_of(one) for name, one in made.items()}, **carried_by(next(iter(made.values())))}
    beside = folder / "about.json"
    beside.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return (*paths, beside)


def units_of(made: pa.Table) -> dict[str, str]:
    """The units of a table's columns, of those that have one."""
    return {one.name: one.metadata[b"unit"].decode() for one in made.schema if one.metadata}


def carried_by(made: pa.Table) -> dict[str, str]:
    """What a table carries about the run that made it."""
    return {key.decode(): value.decode() for key, value in made.schema.metadata.items()}

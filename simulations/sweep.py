"""A sweep: an experiment at every point of a design, and one table of what was found.

All points run the same cases, and everybody who is in the office at several of them is away on the same days (common
random numbers), so that their differences are of the fields, not of chance.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from model import Fault, InvalidInput, __version__
from simulations.blocks import Block, Counted, digest_of, experiment_of, keep, kept, missing
from simulations.designs import Design
from simulations.estimates import Interval
from simulations.experiment import REPLICATIONS, Experiment, not_simulated
from simulations.inputs import Setting, prepare
from simulations.points import settings_of
from simulations.scale_out import Progress, Say, crew_of, done, jobs_of, measured
from simulations.scenario import Scenario
from simulations.stability import stability
from simulations.tables import number
from simulations.toml import written

if TYPE_CHECKING:
    import pyarrow as pa

Found = TypeVar("Found")
MOST_THREADS = 256
OWN = ("measure", "of", "unit", "mean", "low", "high", "n", "level", "stability", "not_simulated")
UNITS = {
    "mean": "in column unit",
    "low": "in column unit",
    "high": "in column unit",
    "n": "replications",
    "level": "share",
}


@dataclass(frozen=True)
class Figure:
    """One row of the table beside the fields of its point: a `measure`, `of` which duty, role or cause, in its unit."""

    measure: str
    of: str
    unit: str
    interval: Interval


def sweep(
    scenario: Scenario,
    design: Design,
    *,
    replications: int = REPLICATIONS,
    threads: int = 1,
    client: Any = None,
    folder: Path | None = None,
    say: Say = lambda _: None,
) -> pa.Table:
    """Runs every point of a design; a row for each point and measure.

    Columns: `point` from 1, the fields of the design, `measure`, `of` (a duty, role or cause; empty for all),
    `unit`, `mean`, `low`, `high`, `n` (replications), `level`, and `stability` in words, where an office that asks for
    more than its people can give is *unstable*; `not_simulated`: the duties whose work is missing, with the reason, as
    JSON. The file carries scenario, seed, replications, version and calendar.

    `client` is one of `dask.distributed` (`scale_out.local_client` makes one), used instead of threads. In a `folder`
    finished blocks are kept: after an interrupt the same call goes on from there, and its table is the same. `say` is
    told how far it is.

    InvalidInput with all faults of all points before anything runs, and for less than two replications.
    """
    base = prepare(scenario)
    settings = settings_of(base, design.points, say)
    found = experiments(
        settings, rows_of, replications=replications, threads=threads, client=client, folder=folder, say=say
    )
    gone = [json.dumps(not_simulated(one), ensure_ascii=False) for one in settings]
    return table(base, design, found, gone, replications)


def experiments(
    settings: Sequence[Setting],
    taken: Callable[[Experiment], Found],
    *,
    replications: int = REPLICATIONS,
    threads: int = 1,
    client: Any = None,
    folder: Path | None = None,
    say: Say = lambda _: None,
) -> list[Found]:
    """What is `taken` from an experiment with each setting, in their order; the rest is forgotten.

    The settings are those of one `settings_of`. For the other arguments and for errors see `sweep`.
    """
    check(replications, threads)
    gathering = Gathering(settings, taken, replications, folder)
    spans = gathering.spans()
    total = replications * len(settings)
    jobs = jobs_of(spans, measured(settings[0])) if spans else []
    progress = Progress(total, total - sum(block.stop - block.start for block in spans), say)
    try:
        with closing(done(crew_of(settings, threads, client), jobs)) as counted:
            for block, one in counted:
                gathering.add(block, one)
                progress.step(block.stop - block.start)
    except KeyboardInterrupt:
        rest = f"kept in {folder}; the same call goes on from there" if folder else "lost: a folder would keep them"
        say(f"stopped: {progress.done:,} of {total:,} replications are done and {rest}")
        raise
    return [gathering.found[place] for place in range(len(settings))]


def check(replications: int, threads: int) -> None:
    """InvalidInput for too few replications or an impossible number of threads."""
    faults = []
    if replications < 2:
        faults.append(Fault("too-few", "an interval needs two at least", replications, "replications"))
    if not 1 <= threads <= MOST_THREADS:
        faults.append(Fault("out-of-range", f"is not from 1 to {MOST_THREADS}", threads, "threads"))
    if faults:
        raise InvalidInput(*faults)


class Gathering(Generic[Found]):
    """Blocks as they come in, those in a folder first; an experiment is taken when it is whole, its blocks let go."""

    def __init__(
        self, settings: Sequence[Setting], taken: Callable[[Experiment], Found], replications: int, folder: Path | None
    ) -> None:
        self.settings = settings
        self.taken = taken
        self.replications = replications
        self.folder = folder
        self.digests: list[str] = []
        self.parts: list[list[Counted]] = [[] for _ in settings]
        self.found: dict[int, Found] = {}
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            self.digests = [digest_of(one) for one in settings]
            for place, digest in enumerate(self.digests):
                self.parts[place] = kept(folder, digest, settings[place])
                self.settle(place)

    def spans(self) -> list[Block]:
        """What is still to be run."""
        return [
            Block(place, *span)
            for place, parts in enumerate(self.parts)
            if place not in self.found
            for span in missing(parts, self.replications)
        ]

    def add(self, block: Block, one: Counted) -> None:
        """A block is done."""
        if self.folder:
            keep(self.folder, self.digests[block.setting], one)
        self.parts[block.setting].append(one)
        self.settle(block.setting)

    def settle(self, place: int) -> None:
        """Takes an experiment, where it is whole."""
        if not missing(self.parts[place], self.replications):
            parts = [one.before(self.replications) for one in self.parts[place] if one.start < self.replications]
            self.found[place] = self.taken(experiment_of(self.settings[place], parts))
            self.parts[place] = []


def rows_of(found: Experiment) -> tuple[str, list[Figure]]:
    """Whether the office is stable, in words, and every figure."""
    return stability(found), [*of_duties(found), *of_people(found)]


def of_duties(found: Experiment) -> Iterator[Figure]:
    """What was on time, of all that the policy demands and duty by duty."""
    yield Figure("on_time", "", "share", found.on_time(found.owed))
    for one in found.compliance:
        yield Figure("on_time", one.duty, "share", one.on_time)
        yield Figure("due", one.duty, "a year", one.a_year)
        yield Figure("days_late", one.duty, "calendar days", one.days_late)


def of_people(found: Experiment) -> Iterator[Figure]:
    """How busy people were, what was in the way of late work, and how much there was."""
    for load in found.loads:
        yield Figure("used", load.role, "share of hours", load.used)
        yield Figure("demand", load.role, "share of hours", load.demand)
    for late in sorted(found.ledger(found.owed), key=lambda one: one.cause):
        yield Figure("late_work", late.cause.name.lower(), "jobs a year", late.a_year)
    yield Figure("children_on_plan", "", "children", found.stock)
    yield Figure("meetings", "", "a month", found.meetings)


def table(
    base: Setting,
    design: Design,
    found: Sequence[tuple[str, list[Figure]]],
    gone: Sequence[str],
    replications: int,
) -> pa.Table:
    """A row for each point and figure, with the fields of the point and what is `gone`, not simulated, at it."""
    import pyarrow as pa

    columns: dict[str, list[Any]] = {name: [] for name in ("point", *design.fields, *OWN)}
    for place, (point, (words, figures), left) in enumerate(zip(design.points, found, gone, strict=True), 1):
        for one in figures:
            ends = map(number, (one.interval.mean, one.interval.low, one.interval.high))
            own = (one.measure, one.of, one.unit, *ends, one.interval.n, one.interval.level, words, left)
            row = (place, *(point[field] for field in design.fields), *own)
            for values, value in zip(columns.values(), row, strict=True):
                values.append(value)
    units = {field: unit_of(base.scenario, field) for field in design.fields} | UNITS
    arrays = {name: column(values) for name, values in columns.items()}
    schema = [
        pa.field(name, array.type, metadata={"unit": units[name]} if units.get(name) else None)
        for name, array in arrays.items()
    ]
    return pa.table(list(arrays.values()), schema=pa.schema(schema, metadata=about(base, replications)))


def column(values: Sequence[Any]) -> Any:
    """The values as Arrow has them; as JSON texts where they are tables, or of several kinds."""
    import pyarrow as pa

    try:
        found = pa.array(values)
    except pa.ArrowException:
        found = None
    # Of tables Arrow makes one with all keys of all of them.
    if found is None or "struct" in str(found.type):
        return pa.array([json.dumps(value, default=str) for value in values])
    return found


def about(base: Setting, replications: int) -> dict[str, str]:
    """What the table must carry to be made again, beside the fields in its rows."""
    return {
        "scenario": written(base.scenario.tables),
        "seed": str(base.scenario.seed),
        "replications": str(replications),
        "version": __version__,
        "calendar": base.calendar.id,
        "calendar_digest": base.calendar.digest,
    }


def unit_of(scenario: Scenario, field: str) -> str:
    """The unit of a field, or of the list in which it stands, in the register of assumptions; empty where none."""
    head, _, last = field.rpartition(".")
    names = [field, head] if last.isdigit() else [field]
    spoken = (one.unit for name in names for one in reversed(scenario.register) if fnmatch(name, one.key))
    return next(spoken, "")

"""A block: some replications of one setting, counted in its own office and with ample staff; kept as a Parquet file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from model import __version__
from simulations.engine import Runs, replicate
from simulations.experiment import Experiment
from simulations.inputs import Inputs, Setting
from simulations.measures import Measures, shapes
from simulations.staffing import ample
from simulations.toml import written

DIGITS = 32
OFFICES = ("office", "ample")


class Block(NamedTuple):
    """Replications `start` to before `stop` of the setting in one place of a list."""

    setting: int
    start: int
    stop: int


@dataclass(frozen=True)
class Counted:
    """What was counted in a block: in the office as it is, and the same cases with ample staff."""

    start: int
    office: Measures
    ample: Measures

    @property
    def stop(self) -> int:
        """The number after that of the last replication."""
        return self.start + len(self.office.clocks)

    def before(self, stop: int) -> Counted:
        """The replications before a number."""
        count = stop - self.start
        office, eased = (Measures(*(one[:count] for one in measures)) for measures in (self.office, self.ample))
        return Counted(self.start, office, eased)


def counted(inputs: Inputs, warm_up: int, start: int, stop: int) -> Counted:
    """Runs a block."""
    office, eased = (replicate(one, range(start, stop), warm_up=warm_up).measures for one in (inputs, ample(inputs)))
    return Counted(start, office, eased)


def experiment_of(setting: Setting, parts: Iterable[Counted]) -> Experiment:
    """The experiment whose replications, from 0 on, are in some blocks."""
    rows = sorted(parts, key=lambda part: part.start)
    numbers = np.arange(rows[-1].stop, dtype=np.int64)
    both = [
        Runs(numbers, setting.scenario.warm_up, Measures(*map(np.concatenate, zip(*measures, strict=True))))
        for measures in ([part.office for part in rows], [part.ample for part in rows])
    ]
    return Experiment(setting, *both)


def digest_of(setting: Setting) -> str:
    """What a block's numbers follow from: the scenario with its seed, the version, the calendar, all arrays."""
    found = sha256()
    counts = repr(shapes(setting.inputs, setting.scenario.warm_up))
    for text in (written(setting.scenario.tables), __version__, setting.calendar.digest, counts):
        found.update(f"{len(text)}:{text}".encode())
    for name in Inputs._fields:
        array = np.asarray(getattr(setting.inputs, name))
        found.update(f"{name} {array.dtype} {array.shape}".encode())
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()[:DIGITS]


def kept(folder: Path, digest: str, setting: Setting) -> list[Counted]:
    """The blocks of a setting in a folder, those that lie apart; what is not wholly one of them counts as not there."""
    found: list[Counted] = []
    for path in sorted(folder.glob(f"{digest}-*.parquet")):
        block = read(path, digest, setting)
        if block and all(block.stop <= other.start or other.stop <= block.start for other in found):
            found.append(block)
    return found


def read(path: Path, digest: str, setting: Setting) -> Counted | None:
    """One block; None where the file is broken, or of something else."""
    from pyarrow import ArrowException
    from pyarrow.parquet import read_table

    try:
        table = read_table(path)
    except (ArrowException, OSError):
        return None
    if (table.schema.metadata or {}).get(b"digest") != digest.encode() or not table.num_rows:
        return None
    inner = shapes(setting.inputs, setting.scenario.warm_up)
    office, eased = (
        Measures(
            *(array_of(table[f"{kind}_{name}"], shape) for name, shape in zip(Measures._fields, inner, strict=True))
        )
        for kind in OFFICES
    )
    return Counted(table["replication"][0].as_py(), office, eased)


def array_of(column: Any, shape: Sequence[int]) -> Any:
    """The numbers in a column of bytes, one array a row."""
    rows = [np.frombuffer(one, np.int32).reshape(shape) for one in column.to_pylist()]
    return np.array(rows, np.int32).reshape(len(rows), *shape)


def keep(folder: Path, digest: str, block: Counted) -> Path:
    """Writes a block; a file of this name is whole at every moment."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    columns: dict[str, Any] = {"replication": pa.array(range(block.start, block.stop), pa.int64())}
    for kind, measures in zip(OFFICES, (block.office, block.ample), strict=True):
        for name, array in measures._asdict().items():
            columns[f"{kind}_{name}"] = pa.array([one.astype(np.int32).tobytes() for one in array], pa.binary())
    table = pa.table(columns).replace_schema_metadata({"digest": digest, "version": __version__})
    path = folder / f"{digest}-{block.start}-{block.stop}.parquet"
    unfinished = folder / f".{path.name}.{os.getpid()}"
    write_table(table, unfinished, compression="zstd")
    unfinished.replace(path)
    return path


def missing(there: Iterable[Counted], replications: int) -> list[tuple[int, int]]:
    """The spans from 0 to before `replications` that no block holds."""
    spans, place = [], 0
    for block in sorted(there, key=lambda one: one.start):
        stop = min(block.start, replications)
        if stop > place:
            spans.append((place, stop))
        place = max(place, block.stop)
    return [*spans, (place, replications)] if place < replications else spans

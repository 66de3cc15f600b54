"""A certificate: for every day the states that a case can be in without a breach, in a file that can be checked."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from model.analysis.checker import Checker, Refused, Report
from model.analysis.path import Wanted
from model.analysis.plain import Passed
from model.analysis.search import MEMORY
from model.compiled.compiled import Clock, Compiled
from model.compiled.packing import Packing
from model.compiled.step import begin
from model.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from model.analysis.packed import Packed

Longs = NDArray[np.int64]
Progress = Callable[[int, int], None]

VERSION = 1
SUFFIX = ".certificate"
# Bytes of the sets that are kept, before they are compressed, which makes them about ten times smaller.
LIMIT = 256_000_000
SAMPLES = 30
NOT_KEPT = -1
LEFT_OUT = " Left out is what follows where a clock has no place for one more occasion."


@dataclass(frozen=True)
class Proof:
    """What is to be certified of every case that begins from `first` on, up to the nightfall of `last`, both inclusive.

    `bad` are the sets of demands that are never the first to be breached together; `floors` the least that counters
    (by slot) show at a nightfall while they run, after no breach. `statement` says it in words; `name` is its file's.
    """

    name: str
    statement: str
    compiled: Compiled
    first: date
    last: date
    bad: tuple[Wanted, ...] = ()
    floors: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    assumptions: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Certificate:
    """A certificate that was written: of `days` days the states of `full` from the first on, and of `sampled` others.

    `sets` are the different sets of states in it, which hold `states` together; `size` is that of the file in bytes.
    """

    path: Path
    statement: str
    days: int
    full: int
    sampled: int
    sets: int
    states: int
    size: int


def write_all(proofs: Sequence[Proof], folder: Path, progress: Progress | None = None) -> tuple[Certificate, ...]:
    """Writes the certificates of all proofs into a folder; `progress` is told how many of how many are done."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for done, proof in enumerate(proofs):
        written.append(certify(proof, folder / f"{proof.name}{SUFFIX}"))
        if progress is not None:
            progress(done + 1, len(proofs))
    return tuple(written)


def check_all(folder: Path, parts: Sequence[Compiled], progress: Progress | None = None) -> dict[str, Report]:
    """Checks every certificate in a folder, by name, each against the one of these parts that it is about."""
    found: dict[str, Report] = {}
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    known = [identity(part) for part in parts]
    for path in paths:
        reports = [checked(path, part, own) for part, own in zip(parts, known, strict=True)]
        # The demands are compared first, so only the part that it is about has another reason to refuse it, or none.
        nearest = max(
            reports, key=lambda one: (not one.refused, not one.refused.startswith("its demands")), default=None
        )
        found[path.stem] = nearest or Report(refused="there is nothing to check it against")
        if progress is not None:
            progress(len(found), len(paths))
    return found


def certify(
    proof: Proof,
    path: Path,
    *,
    limit: int = LIMIT,
    samples: int = SAMPLES,
    memory: int = MEMORY,
    progress: Progress | None = None,
) -> Certificate:
    """Searches, and writes what proves a statement to a file.

    As soon as the different sets need more than `limit` bytes, only `samples` (at least 1) of the days left are kept.
    `progress` is told after each day how many of how many are done. InvalidInput where the statement is not true, a day
    is outside the calendar, or the search does not fit in `memory` bytes.
    """
    album = Album(proof.days, limit, samples)
    overflow = fill(album, proof, memory, progress)
    header = {**identity(proof.compiled), **told(proof), "overflow": overflow, "sets": len(album.sets), **album.covers}
    path.write_bytes(encoded(header, album.kept, album.sets))
    states = sum(len(one) for one in album.sets)
    return Certificate(
        path, proof.statement, proof.days, **album.covers, sets=len(album.sets), states=states, size=path.stat().st_size
    )


def fill(album: Album, proof: Proof, memory: int, progress: Progress | None) -> bool:
    """Puts the states of every morning into the album; whether a clock had no place for one more occasion."""
    from model.analysis.packed import Packed  # numba is slow to import

    compiled, overflow = proof.compiled, False
    columns = range(compiled.day(proof.first), compiled.day(proof.last) + 1)
    searcher = Packed(compiled, begin(compiled), False, memory)
    for done, column in enumerate(columns):
        album.add(done, morning(searcher))
        passed = searcher.day(column, True)
        overflow |= lawful(proof, passed, searcher.lows, done).full
        if progress is not None:
            progress(done + 1, len(columns))
    album.add(len(columns), morning(searcher))
    return overflow


def morning(searcher: Packed) -> Longs:
    """The packed states of the morning to which a search has come."""
    return searcher._items[: searcher._count]


def lawful(proof: Proof, passed: Passed | None, lows: Sequence[int], done: int) -> Passed:
    """What passed on a day, as long as the search has room and nothing speaks against the statement."""
    today = proof.first + timedelta(days=done)
    if passed is None:
        raise InvalidInput(Fault("no-room", "the search does not fit in the memory", place=str(today)))
    bad = any(mask in wanted for wanted in proof.bad for mask in passed.masks)
    if bad or any(0 < lows[slot] < least for slot, least in proof.floors.items()):
        raise InvalidInput(Fault("refuted", "this is not true, so it has no certificate", proof.statement, str(today)))
    return passed


class Album:
    """The states of mornings, as they come; equal sets are kept once.

    `sets` are the different ones; `kept` has for each morning the number of its set, -1 where it is not kept.
    """

    def __init__(self, days: int, limit: int, samples: int) -> None:
        self.days, self.room, self.samples = days, limit, samples
        self.kept = [NOT_KEPT] * (days + 1)
        self.sets: list[Longs] = []
        self._numbers: dict[bytes, int] = {}
        self._chosen: frozenset[int] | None = None

    def add(self, morning: int, states: Longs) -> None:
        """The states of one more morning; there is always the case in which nothing has happened."""
        if self._chosen is not None and morning not in self._chosen:
            return
        together = np.union1d(states, [0]).astype(np.int64)
        key = sha256(together.tobytes()).digest()
        if key not in self._numbers:
            self._make_room(morning, together.nbytes)
            self._numbers[key] = len(self.sets)
            self.sets.append(together)
        self.kept[morning] = self._numbers[key]

    def _make_room(self, morning: int, size: int) -> None:
        """From the first set for which there is no room, it is one of those on both sides of some of the days left."""
        self.room -= size
        if self.room < 0 and self._chosen is None:
            last = self.days - 1
            days = np.linspace(min(morning, last), last, self.samples).astype(int).tolist()
            self._chosen = frozenset([*days, *(day + 1 for day in days)])

    @property
    def covers(self) -> dict[str, int]:
        """The days of which both mornings are kept: `full` from the first on without a gap, and `sampled` others."""
        both = [NOT_KEPT not in pair for pair in zip(self.kept, self.kept[1:], strict=False)]
        full = both.index(False) if False in both else len(both)
        return {"full": full, "sampled": sum(both) - full}


def identity(compiled: Compiled) -> dict[str, Any]:
    """What a certificate is about, as JSON: policies and readings, calendar, demands, and a digest of all arrays."""
    arrays = [one for one in vars(compiled).values() if isinstance(one, np.ndarray)]
    exact = [(one.dtype.str, one.shape, one.tobytes()) for one in arrays]
    frame = (compiled.clocks, compiled.groups, [(str(letter), letter.ago) for letter in compiled.letters])
    readings = [
        {one.id: policy.chosen.get(one.id, one.default) for one in policy.readings} for policy in compiled.policies
    ]
    return {
        "version": VERSION,
        "demands": [[one.policy, one.duty.id] for one in compiled.demands],
        "policies": [[policy.id, chosen] for policy, chosen in zip(compiled.policies, readings, strict=True)],
        "calendar": [compiled.calendar.id, compiled.calendar.digest],
        "assumed": list(compiled.assumed),
        "omitted": dict(compiled.omitted),
        "arrays": sha256(repr((frame, exact)).encode()).hexdigest(),
    }


def told(proof: Proof) -> dict[str, Any]:
    """What a certificate says, as JSON; for each counter its field, and below what it never falls."""
    floors: list[int] = []
    for clock in proof.compiled.clocks:
        slots = range(clock.slot, clock.slot + clock.width)
        floors += [*(proof.floors.get(slot, 0) for slot in slots), *absent(clock)]
    return {
        "statement": proof.statement,
        "first": proof.first.isoformat(),
        "last": proof.last.isoformat(),
        "assumptions": list(proof.assumptions),
        "bad": [[wanted.some, wanted.none] for wanted in proof.bad],
        "floors": floors,
        "sizes": fields(proof.compiled),
    }


def fields(compiled: Compiled) -> list[int]:
    """How many values the counters of each clock have, its second ones too, and then the control state."""
    layout, sizes = Packing(compiled).layout, list[int]()
    for clock in compiled.clocks:
        sizes += (layout.most[clock.slot : clock.slot + clock.width] + 1).tolist()
        sizes += [1 for _ in absent(clock)]
    return [*sizes, len(layout.night)]


def absent(clock: Clock) -> list[int]:
    """The second counters that a clock has not, as nothing."""
    return [0] * (2 * clock.places - clock.width)


def encoded(header: Mapping[str, Any], kept: Sequence[int], sets: Sequence[Longs]) -> bytes:
    """A file: one line of JSON, then 64-bit numbers, compressed.

    They are the number of the set of each morning, the place at which each set but the first begins, and the
    differences between the states of all sets, one after the other.
    """
    begins = np.cumsum([len(one) for one in sets[:-1]], dtype=np.int64)
    numbers = np.concatenate([np.array(kept, np.int64), begins, np.diff(np.concatenate(sets), prepend=0)])
    line = json.dumps(header, sort_keys=True, separators=(",", ":"))
    return line.encode() + b"\n" + zlib.compress(numbers.astype("<i8").tobytes(), 9)


def decoded(content: bytes) -> tuple[dict[str, Any], list[int], list[Longs]]:
    """The header, the number of the set of each morning, and the sets. Nothing of it is known to be right."""
    line, _, packed = content.partition(b"\n")
    header = json.loads(line)
    numbers = np.frombuffer(zlib.decompress(packed), "<i8").astype(np.int64)
    days = (date.fromisoformat(header["last"]) - date.fromisoformat(header["first"])).days + 1
    kept, begins, states = np.split(numbers, [days + 1, days + header["sets"]])
    return header, kept.tolist(), np.split(np.cumsum(states), begins)


def check(path: Path, compiled: Compiled) -> Report:
    """Whether the certificate in a file proves its statement of `compiled`."""
    return checked(path, compiled, identity(compiled))


def checked(path: Path, compiled: Compiled, own: Mapping[str, Any], checker: type[Checker] = Checker) -> Report:
    """The same, where `own` is the identity of `compiled`."""
    try:
        header, kept, sets = decoded(path.read_bytes())
        for key, value in own.items():
            if header[key] != value:
                raise Refused(f"its {key}: {header[key]}; but to be checked: {value}")
        report = checker(compiled, header).report(kept, sets)
        if not report.full + report.sampled:
            raise Refused("it holds no day")
        return replace(report, statement=f"{report.statement}{LEFT_OUT if header['overflow'] else ''}")
    except Refused as refused:
        return Report(refused=str(refused))
    except (LookupError, TypeError, ValueError, zlib.error) as error:
        return Report(refused=f"it cannot be read: {error!r}")

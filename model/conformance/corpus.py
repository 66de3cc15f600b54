"""A corpus: histories with what is expected of them, in files, for those who would rather read files than be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from model.conformance.messages import Told, told_event
from model.conformance.probe import Answers, Probe
from model.conformance.reply import Said
from model.errors import Fault, InvalidInput
from model.history import History
from model.history.record import RecordReader
from model.kinds import Vocabulary

FORMAT, VERSION = "coregroup-corpus", 1
CASES, MANIFEST = "cases.jsonl", "manifest.json"


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a corpus; `history` and `expected` are as in the protocol, with a finding of every occasion."""

    id: str
    says: str
    clauses: tuple[str, ...]
    origin: str
    history: list[dict[str, Any]]
    as_of: date
    expected: tuple[Told, ...]

    @staticmethod
    def of(probe: Probe, expected: tuple[Told, ...]) -> Case:
        """The case of a probe."""
        return Case(
            id=probe.id,
            says=probe.says,
            clauses=probe.clauses,
            origin=probe.origin,
            history=[told_event(event) for event in probe.events],
            as_of=probe.as_of,
            expected=expected,
        )

    @property
    def answers(self) -> Answers:
        """What is expected, by duty and trigger."""
        return Said(self.expected).answers


class Survivor(msgspec.Struct, frozen=True):
    """A mutant that no case tells apart, and what is known of it."""

    mutant: str
    why: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a corpus is for, and how good it is.

    `killed`: the mutants that it tells from the policy, each with a case that does. Of the others: `equivalent` are
    those that nothing can tell apart, `same_breaches` those that a search proved to be breached in the same cases (a
    day that is told may differ), `open` those of which nothing is known.
    """

    format: str = FORMAT
    version: int = VERSION
    made_by: str
    policy: str
    digest: str
    readings: dict[str, str]
    calendar: str
    duties: tuple[str, ...]
    cases: int
    by_origin: dict[str, int]
    by_clause: dict[str, int]
    killed: dict[str, str]
    equivalent: tuple[Survivor, ...]
    same_breaches: tuple[Survivor, ...]
    open: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """The cases in their order, and what is known of them."""

    manifest: Manifest
    cases: tuple[Case, ...]

    def probes(self, vocabulary: Vocabulary) -> Iterator[Probe]:
        """The cases as probes; InvalidInput where a history is not one that this vocabulary can read."""
        reader = RecordReader(vocabulary)
        for case in self.cases:
            parts = reader.parts({"case": case.id, "events": as_in_files(case.history)})
            if parts is None:
                raise InvalidInput(Fault("bad-corpus", "holds a history that cannot be read", case.id, CASES))
            events = History.of(case.id, parts.events, vocabulary=vocabulary).events
            yield Probe(case.id, case.says, case.origin, events, case.as_of, case.clauses)


def as_in_files(history: list[dict[str, Any]]) -> Any:
    """A history with days as text and lists as lists."""
    return msgspec.json.decode(msgspec.json.encode(history))


def write(corpus: Corpus, folder: Path) -> None:
    """Writes both files into a folder, which is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = b"".join(msgspec.json.encode(case) + b"\n" for case in corpus.cases)
    (folder / CASES).write_bytes(lines)
    manifest = msgspec.json.format(msgspec.json.encode(corpus.manifest), indent=2)
    (folder / MANIFEST).write_bytes(manifest + b"\n")


def read(folder: Path) -> Corpus:
    """The corpus in a folder; InvalidInput where there is none."""
    manifest = decoded(folder / MANIFEST, Manifest, content(folder / MANIFEST))
    if (manifest.format, manifest.version) != (FORMAT, VERSION):
        raise refused(folder / MANIFEST, f"it is no manifest of version {VERSION} of {FORMAT}")
    lines = content(folder / CASES).splitlines()
    cases = tuple(decoded(folder / CASES, Case, line, f", line {n}") for n, line in enumerate(lines, 1))
    if len(cases) != manifest.cases:
        raise refused(folder / CASES, f"it holds {len(cases)} cases where the manifest says {manifest.cases}")
    return Corpus(manifest, cases)


def content(path: Path) -> bytes:
    """What a file holds."""
    try:
        return path.read_bytes()
    except OSError as error:
        hint = f"{error.strerror}; `coregroup corpus --policy york --out FOLDER` makes one"
        raise InvalidInput(Fault("no-corpus", "cannot be read", str(path), hint=hint)) from None


def decoded(path: Path, kind: Any, text: bytes, place: str = "") -> Any:
    """A value of a kind."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise refused(path, f"{error}{place}") from None


def refused(path: Path, why: str) -> InvalidInput:
    """The error of a file that is no part of a corpus."""
    return InvalidInput(Fault("bad-corpus", "is no part of a corpus", str(path), hint=why))

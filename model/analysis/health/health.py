"""The health of a policy: what ails it, and what was looked at to say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from model.analysis.following import Followed
from model.analysis.health.ailment import Ailment
from model.analysis.health.kinds import TABLE, Kind, Severity
from model.analysis.witness import as_json


@dataclass(frozen=True)
class Coverage:
    """What the searches covered: all cases that may begin from `first` to `last`, both inclusive.

    `followed` says how far they were followed. `states` and `transitions` are of all searches together. `omitted` says
    what could not be searched and why, `assumed` what the search takes for granted. `finished` is false where it was
    stopped: what is not found is then not proved absent.
    """

    first: date
    last: date
    followed: Followed
    start_days: int
    searches: int
    states: int
    transitions: int
    calendar: str
    omitted: Mapping[str, str]
    assumed: tuple[str, ...]
    readings: Mapping[str, str]
    finished: bool
    stopped: str = ""


@dataclass(frozen=True)
class Health:
    """All ailments of the policy of this id, the graver first, at a strength, with the coverage."""

    policy: str
    strength: str
    ailments: tuple[Ailment, ...]
    coverage: Coverage

    def of(self, kind: Kind) -> tuple[Ailment, ...]:
        """The ailments of one kind."""
        return tuple(one for one in self.ailments if one.kind is kind)

    @property
    def worst(self) -> Severity | None:
        """The gravest severity, None where nothing ails it."""
        return self.ailments[0].kind.severity if self.ailments else None


def by_severity(ailment: Ailment) -> tuple[int, int]:
    """Errors first, then warnings, then notes; within one severity in the order of the table."""
    return list(Severity).index(ailment.kind.severity), list(Kind).index(ailment.kind)


def told(health: Health) -> Iterator[str]:
    """Lines to print: errors and warnings one by one with their clauses and days, notes in one line a kind."""
    for kind in Kind:
        found = health.of(kind)
        if found and kind.severity is Severity.NOTE:
            named = ", ".join(short(one) for one in found)
            yield f"{kind.severity.value} {kind.value}: {TABLE[kind].definition} {len(found)} such: {named}."
        elif found:
            yield from (f"{kind.severity.value} {kind.value}: {line(one)}" for one in found)


def line(ailment: Ailment) -> str:
    """An ailment with its clauses and the day on which it shows."""
    shows = "" if ailment.on is None else f", shows on {ailment.on}"
    return f"{ailment.sentence} ({', '.join(ailment.clauses)}{shows})"


def short(ailment: Ailment) -> str:
    """A note in few words: the attribute with its kind of event, or the duty."""
    return ", ".join(ailment.also or ailment.duties)


def plain(health: Health) -> dict[str, Any]:
    """The health as plain JSON, every witness with it."""
    coverage = health.coverage
    return {
        "policy": health.policy,
        "strength": health.strength,
        "ailments": [plain_ailment(one) for one in health.ailments],
        "coverage": {
            **{name: value for name, value in vars(coverage).items() if name != "followed"},
            "first": coverage.first.isoformat(),
            "last": coverage.last.isoformat(),
            **coverage.followed.plain(),
            "omitted": dict(coverage.omitted),
            "assumed": list(coverage.assumed),
            "readings": dict(coverage.readings),
        },
    }


def plain_ailment(ailment: Ailment) -> dict[str, Any]:
    """One ailment as plain JSON."""
    return {
        "kind": ailment.kind.value,
        "definition": TABLE[ailment.kind].definition,
        "severity": ailment.kind.severity.value,
        "duties": list(ailment.duties),
        "also": list(ailment.also),
        "clauses": list(ailment.clauses),
        "sentence": ailment.sentence,
        "on": None if ailment.on is None else ailment.on.isoformat(),
        "witness": None if ailment.witness is None else as_json(ailment.witness),
    }

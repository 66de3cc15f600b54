"""A reply: what came of putting one probe to a system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from model.conformance.messages import Told
from model.conformance.probe import Answered, Answers, Level


@dataclass(frozen=True)
class Said:
    """Findings, of the duties in question only, each occasion once."""

    findings: tuple[Told, ...]

    @cached_property
    def answers(self) -> Answers:
        """The findings by duty and trigger."""
        return {(one.duty, one.trigger): Answered(one.status, one.due, one.done) for one in self.findings}

    def agrees(self, other: Said, level: Level) -> bool:
        """Whether both say the same, as far as it is compared: `differences` of the two would be empty."""
        if self.findings == other.findings:
            return True  # in one order, too, which takes no time to see
        if level is Level.DONE:
            return set(self.findings) == set(other.findings)
        if level is Level.DUE:
            return self._due == other._due
        return self._status == other._status

    @cached_property
    def _due(self) -> set[tuple[object, ...]]:
        return {(one.duty, one.trigger, one.status, one.due) for one in self.findings}

    @cached_property
    def _status(self) -> set[tuple[object, ...]]:
        return {(one.duty, one.trigger, one.status) for one in self.findings}


@dataclass(frozen=True)
class Skipped:
    """The system does not know something that the history needs, and says so."""

    reason: str


@dataclass(frozen=True)
class Errored:
    """The system met a fault of its own, and says what it knows of it."""

    context: Mapping[str, Any]


@dataclass(frozen=True)
class Failed:
    """The system did not answer in a way that can be used; `kind` and `what` as for `Broken`."""

    kind: str
    what: str
    stderr: str


Reply = Said | Skipped | Errored | Failed

"""A tally of the findings of one run: how many of each status, and what nobody could assess."""

from __future__ import annotations

import sys
from collections import Counter

import msgspec

from model.cli.sources import several
from model.findings import Judgement, Status


class Tally:
    """Counts findings by status, and keeps those of the statuses that are to be shown."""

    def __init__(self, shown: frozenset[Status]) -> None:
        self.shown = shown
        self.seen: Counter[str] = Counter()
        self.silent: dict[str, dict[str, None]] = {}
        self.cases = 0

    def noted(self, judgement: Judgement) -> Judgement:
        """The judgement with the findings that are to be shown; all of them are counted."""
        self.cases += 1
        self.seen.update([finding.status.value for finding in judgement.findings])
        for one in judgement.not_assessed:
            self.silent.setdefault(one.why, {})[one.duty] = None
        if len(self.shown) == len(Status):
            return judgement
        kept = tuple(finding for finding in judgement.findings if finding.status in self.shown)
        return msgspec.structs.replace(judgement, findings=kept)

    def report(self) -> None:
        """What was not assessed and why, and on a terminal how many findings there were of each status."""
        for why, duties in self.silent.items():
            print(f"not assessed: {why}: {', '.join(duties)}", file=sys.stderr)
        if sys.stderr.isatty():
            counts = [f"{self.seen[status.value]:,} {status.value}" for status in Status if self.seen[status.value]]
            print(f"{several(self.cases, 'case')}: {', '.join(counts) or 'no findings'}", file=sys.stderr)

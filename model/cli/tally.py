"""A tally of the findings of one run: how many of each status, and what nobody could assess."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date

import msgspec

from model.cli.sources import several
from model.findings import Judgement, Status
from model.history import History


class Tally:
    """Counts findings by status, and keeps those of the statuses that are to be shown."""

    def __init__(self, shown: frozenset[Status]) -> None:
        self.shown = shown
        self.seen: Counter[str] = Counter()
        self.silent: dict[str, dict[str, None]] = {}
        self.cases = 0
        self.asked = 0
        self.ahead = 0
        self.first: tuple[date, date] = (date.max, date.max)

    def about(self, history: History, day: date) -> None:
        """Counts a case that is judged as of a day, and notes where its first event is of a later one."""
        self.asked += 1
        if history.events and history.events[0].on > day:
            self.ahead += 1
            self.first = min(self.first, (history.events[0].on, day))

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
        """What was not assessed and why, and on a terminal how many findings there were of each status.

        Where no case had begun by the day that was asked for, it is likely mistyped: that comes first.
        """
        if self.asked and self.ahead == self.asked:
            begins, day = self.first
            ahead = f"nothing had happened by {day} in {self.ahead} of {several(self.asked, 'case')}"
            print(f"{ahead}: the first event is of {begins}; say --as-of a later day", file=sys.stderr)
        for why, duties in self.silent.items():
            print(f"not assessed: {why}: {', '.join(duties)}", file=sys.stderr)
        if sys.stderr.isatty():
            counts = [f"{self.seen[status.value]:,} {status.value}" for status in Status if self.seen[status.value]]
            print(f"{several(self.cases, 'case')}: {', '.join(counts) or 'no findings'}", file=sys.stderr)

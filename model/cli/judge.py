"""`coregroup judge`: every case of a file against a policy."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from model.cli import BAD, NO, OK
from model.cli.certainty import print_certainties
from model.cli.options import Asked, asked
from model.cli.progress import counted
from model.cli.sources import Problems, taken
from model.cli.table import Row, emit
from model.errors import Fault, InvalidInput
from model.findings import Judgement, Status
from model.history import Cases, read_histories
from model.oracle import judge
from model.policy.table import meant

SHORT = ("case", "duty", "occasion", "clauses", "strength", "anchor", "due", "status", "done", "slack", "why")
COLUMNS = (*SHORT, "late_by", "unit", "trigger", "response", "excuse", "power", "lapse")


def run(arguments: Namespace) -> int:
    """Judges, prints, and says on standard error what was wrong with the input."""
    wanted, statuses = asked(arguments), known(arguments.status or [])
    problems, form = Problems(arguments.strict), arguments.format or "table"
    cases = read_histories(arguments.file, wanted.policy.vocabulary)
    if wanted.every_reading:
        print_certainties(cases, wanted, problems, form, arguments.output)
        return problems.report()
    tally = Tally(statuses)
    found = map(tally.noted, counted(judged(cases, wanted, problems), "cases judged"))
    columns = SHORT if form == "table" else COLUMNS
    emit(form, arguments.output, columns, rows(found, len(columns)), found)
    tally.report()
    code = problems.report()
    failed = arguments.fail_on is not None and tally.seen[arguments.fail_on] > 0
    return code if code == BAD else NO if failed else OK


def known(statuses: Iterable[str]) -> frozenset[Status]:
    """The statuses to show; all where none is named."""
    values = [status.value for status in Status]
    unknown = [one for one in statuses if one not in values]
    if unknown:
        raise InvalidInput(*(Fault("bad-status", "no status", one, "--status", meant(one, values)) for one in unknown))
    return frozenset(Status(one) for one in statuses) or frozenset(Status)


def judged(cases: Cases, wanted: Asked, problems: Problems) -> Iterator[Judgement]:
    """The judgements of the cases; refused events are noted, and set the case aside where that is asked."""
    for history in taken(cases, problems):
        day = wanted.on(cases.last_day)
        found = judge(history, wanted.policy, wanted.readings, day, wanted.known_at, wanted.strength)
        if problems.admits(found):
            yield found


def rows(judgements: Iterable[Judgement], width: int) -> Iterator[Row]:
    """One row a finding: the first `width` of `COLUMNS`."""
    for judgement in judgements:
        case = judgement.case
        for one in judgement.findings:
            clauses, status = ", ".join(one.clauses), one.status.value
            short = (
                case,
                one.duty,
                one.occasion,
                clauses,
                one.strength,
                one.anchor,
                one.due,
                status,
                one.done,
                one.slack,
            )
            reasons = (one.why, one.late_by, one.unit, one.trigger, one.response, one.excuse, one.power, one.lapse)
            yield (*short, *reasons)[:width]


class Tally:
    """Counts findings by status, and keeps those of the statuses that are to be shown."""

    def __init__(self, shown: frozenset[Status]) -> None:
        self.shown = shown
        self.seen: Counter[str] = Counter()
        self.silent: dict[str, str] = {}
        self.cases = 0

    def noted(self, judgement: Judgement) -> Judgement:
        """The judgement with the findings that are to be shown; all of them are counted."""
        self.cases += 1
        self.seen.update([finding.status.value for finding in judgement.findings])
        self.silent.update({one.duty: one.why for one in judgement.not_assessed})
        if len(self.shown) == len(Status):
            return judgement
        kept = tuple(finding for finding in judgement.findings if finding.status in self.shown)
        return msgspec.structs.replace(judgement, findings=kept)

    def report(self) -> None:
        """What could not be assessed, and on a terminal how many findings there were of each status."""
        for duty, why in self.silent.items():
            print(f"not assessed: {duty}: {why}", file=sys.stderr)
        if sys.stderr.isatty():
            counts = [f"{self.seen[status.value]} {status.value}" for status in Status if self.seen[status.value]]
            cases = f"{self.cases} case{'' if self.cases == 1 else 's'}"
            print(f"{cases}: {', '.join(counts) or 'no findings'}", file=sys.stderr)

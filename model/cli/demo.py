"""`coregroup demo`: one synthetic case under Brent and York side by side, and where the two part."""

from __future__ import annotations

import sys
import textwrap
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from model.cli import OK
from model.cli import table as tables
from model.examples import CASES, CASES_AS_OF
from model.findings import Finding, Judgement, Status
from model.history import History, read_histories
from model.oracle import judge
from model.oracle.phrases import PHRASES, counted, spoken_day
from model.policy import Policy, load_policy
from model.policy.duty import Form

SIDES = ("brent", "york")
NAMES = tuple(map(str.capitalize, SIDES))
MOST = 100


class Row(NamedTuple):
    """One duty on one occasion, under both policies."""

    duty: str
    since: date
    findings: tuple[Finding | None, ...]

    @property
    def parts(self) -> bool:
        """Whether both ask, and answer differently, or only one asks and is not kept."""
        truths = [None if one is None else one.status.truth for one in self.findings]
        both = None not in self.findings
        return truths[0] != truths[1] if both else False in truths


def run(_: Namespace) -> int:
    """Judges the first bundled case under both policies, and prints them side by side."""
    history = next(iter(read_histories(str(CASES))))
    as_of = date.fromisoformat(CASES_AS_OF)
    policies = [load_policy(name) for name in SIDES]
    judgements = [judge(history, policy, as_of=as_of) for policy in policies]
    print(filled(f"Case {history.case} (synthetic), as things stood on {spoken_day(as_of)}, judged by", 2))
    for name, policy, judgement in zip(NAMES, policies, judgements, strict=True):
        print(filled(f"  {name:<6} {policy.title}: {tallied(judgement)}", 9))
    print_events(history)
    rows = sorted(side_by_side(history, judgements), key=lambda row: (row.since, row.duty))
    print_rows(rows, policies)
    print_parting(rows, policies, history)
    print()
    print(
        filled(
            "Next: coregroup explain FILE --case ID tells a case in sentences; coregroup judge FILE judges your own.", 2
        )
    )
    return OK


def filled(text: str, indent: int) -> str:
    """The text in lines that fit on the page, all but the first behind an indent."""
    room = min(MOST, tables.page_width(sys.stdout))
    return textwrap.fill(text, room, subsequent_indent=" " * indent, break_on_hyphens=False)


def tallied(judgement: Judgement) -> str:
    """How many findings of each status."""
    seen = Counter(finding.status for finding in judgement.findings)
    return ", ".join(f"{seen[status]} {status.value}" for status in Status if seen[status])


def print_events(history: History) -> None:
    """What happened, a line a day."""
    print("\nWhat happened")
    days: dict[date, list[str]] = {}
    for event in history.events:
        days.setdefault(event.on, []).append(PHRASES[event.type])
    for day, told in days.items():
        print(filled(f"  {day:%a %d %b %Y}  {'; '.join(told)}", 19))


def side_by_side(history: History, judgements: Sequence[Judgement]) -> Iterator[Row]:
    """Every occasion that either policy knows."""
    found = [{(one.duty, one.trigger): one for one in judgement.findings} for judgement in judgements]
    since = {event.id: event.on for event in history.events}
    for duty, trigger in dict.fromkeys(key for side in found for key in side):
        yield Row(duty, since[trigger], tuple(side.get((duty, trigger)) for side in found))


def print_rows(rows: Sequence[Row], policies: Sequence[Policy]) -> None:
    """The timed duties, and those about a meeting's quality that somebody did not keep."""
    print("\nWhat was due, and what came of it (* where the two policies part)")
    shown = [row for row in rows if timed(row, policies) or row.parts]
    tables.show_page([cells(row) for row in shown], ("*", "duty", "since", *NAMES), sys.stdout)


def timed(row: Row, policies: Sequence[Policy]) -> bool:
    """Whether the duty has a window under a policy that knows it."""
    return any(row.duty in one.duty_ids and one.duty(row.duty).form is not Form.REQUIRES for one in policies)


def cells(row: Row) -> tuple[str, ...]:
    """The row's cells, with a star where the two part."""
    return ("*" if row.parts else "", row.duty, f"{row.since:%d %b %Y}", *map(told, row.findings))


def told(finding: Finding | None) -> str:
    """A verdict in a few words, with due day, day done and lateness."""
    return "-" if finding is None else f"{finding.status.value} {', '.join(days(finding))}".rstrip()


def days(finding: Finding) -> Iterator[str]:
    """The due day, the day done and the lateness; nothing where all is about the day of the trigger."""
    if finding.due and finding.due != finding.anchor:
        yield f"due {finding.due:%d %b}"
    if finding.done and finding.done != finding.anchor:
        yield f"done {finding.done:%d %b}"
    if finding.late_by:
        yield f"{counted(finding.late_by, finding.unit or '')} late"


def print_parting(rows: Sequence[Row], policies: Sequence[Policy], history: History) -> None:
    """Where the two part, each with the clause that says so and what it says."""
    print("\nWhere the two policies part, and why")
    for row in rows:
        if row.parts:
            print(f"\n  {row.duty}, from {spoken_day(row.since)}")
            for name, finding, policy in zip(NAMES, row.findings, policies, strict=True):
                text = f"    {name:<6} {side(finding, policy, history)}"
                print(filled(text, 11))


def side(finding: Finding | None, policy: Policy, history: History) -> str:
    """What one policy says of an occasion."""
    if finding is None:
        return "does not ask for it."
    happened = {event.id: PHRASES[event.type] for event in history.events}
    excuse = f"; {happened[finding.excuse]}" if finding.excuse else ""
    facts = ", ".join(days(finding))
    verdict = f"{finding.status.value.upper()}{': ' if facts else ''}{facts}{excuse}"
    return f"{', '.join(finding.clauses)} ({finding.strength}): {policy.duty(finding.duty).says} {verdict}."

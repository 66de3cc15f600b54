"""`coregroup judge --reading all`: what is certain under every reading, and what depends on which."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from model.cli.options import Asked
from model.cli.progress import counted
from model.cli.sources import Problems, nothing_but_faults, taken
from model.cli.table import Row, emit
from model.cli.tally import Tally
from model.findings import Status
from model.history import Cases
from model.oracle import Certainty, judge, over_readings
from model.policy import under

COLUMNS = ("case", "duty", "trigger", "status", "certain", "decided_by", "statuses", "due_days", "assignments")
SPARE = ("assignments", "trigger", "due_days")
# What the oracle calls an occasion that arises under other readings only, and what a reader is told.
NOWHERE, NOT_ASKED = "no occasion", "not asked for"
NOTE = (
    f"'{NOT_ASKED}': under some readings nothing is asked on this occasion; 'certain' is about the readings under which"
    " something is"
)
Found = tuple[str, Certainty]


def print_certainties(cases: Cases, wanted: Asked, tally: Tally, problems: Problems, form: str, to: str | None) -> None:
    """Every occasion of every case over the readings of which no choice was named, in a format, to a file or not."""
    told = counted(certainties(cases, wanted, tally, problems), "occasions judged")
    nothing, found = nothing_but_faults(told, problems)
    if form in ("json", "jsonl"):
        emit(form, to, COLUMNS, (), ({"case": case, **plain(one)} for case, one in found))
    elif to or form != "table" or not nothing:
        statuses: set[str] = set()
        emit(form, to, COLUMNS, (row_of(case, one) for case, one in noted(found, statuses)), (), SPARE)
        if NOWHERE in statuses and form == "table":
            print(NOTE, file=sys.stderr)


def noted(found: Iterable[Found], statuses: set[str]) -> Iterator[Found]:
    """The same, while every status that one of them can come to is added to `statuses`."""
    for case, one in found:
        statuses.update(one.statuses)
        yield case, one


def certainties(cases: Cases, wanted: Asked, tally: Tally, problems: Problems) -> Iterator[Found]:
    """The occasions to be shown with their cases; refused events are noted as by `judge`."""
    policy = under(wanted.policy, wanted.readings)
    free = [id for id in policy.reading_ids if id not in wanted.readings]
    for history in taken(cases, problems):
        day = wanted.on(cases.last_day)
        with problems.of(history.case):
            tally.about(history, day)
            judgement = judge(history, policy, {}, day, wanted.known_at, wanted.strength)
            if problems.admits(judgement):
                tally.noted(judgement)
                found = over_readings(history, policy, free, day, wanted.known_at, wanted.strength)
                yield from ((history.case, one) for one in found if can_be(one, tally.shown))


def can_be(one: Certainty, shown: frozenset[Status]) -> bool:
    """Whether some reading brings the occasion to one of these statuses."""
    return any(status.value in one.statuses for status in shown)


def plain(one: Certainty) -> dict[str, object]:
    """A certainty by its fields."""
    return {name: getattr(one, name) for name in one.__struct_fields__} | {"statuses": told(one)}


def told(one: Certainty) -> list[str]:
    """Every status that it can come to, in words."""
    return [NOT_ASKED if status == NOWHERE else status for status in one.statuses]


def row_of(case: str, one: Certainty) -> Row:
    """A certainty as a row; `status` is that under the readings named, and the default of the others."""
    status = one.default.status.value if one.default else NOT_ASKED
    decided, statuses = ", ".join(one.decided_by), ", ".join(told(one))
    days = ", ".join(map(str, one.due_days))
    return (case, one.duty, one.trigger, status, one.certain, decided, statuses, days, one.assignments)

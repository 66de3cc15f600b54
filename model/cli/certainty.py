"""`coregroup judge --reading all`: what is certain under every reading, and what depends on which."""

from __future__ import annotations

from collections.abc import Iterator

from model.cli.options import Asked
from model.cli.progress import counted
from model.cli.sources import Problems, taken
from model.cli.table import Row, emit
from model.history import Cases
from model.oracle import Certainty, judge, over_readings

COLUMNS = ("case", "duty", "trigger", "status", "certain", "decided_by", "statuses", "due_days", "assignments")


def print_certainties(cases: Cases, wanted: Asked, problems: Problems, form: str, output: str | None) -> None:
    """Every occasion of every case over all readings."""
    found = certainties(cases, wanted, problems)
    emit(
        form,
        output,
        COLUMNS,
        (row_of(case, one) for case, one in found),
        ({"case": case, **plain(one)} for case, one in found),
    )


def certainties(cases: Cases, wanted: Asked, problems: Problems) -> Iterator[tuple[str, Certainty]]:
    """The occasions with their cases; refused events are noted as by `judge`."""
    for history in counted(taken(cases, problems), "cases judged"):
        day = wanted.on(cases.last_day)
        if problems.admits(judge(history, wanted.policy, wanted.readings, day, wanted.known_at)):
            found = over_readings(history, wanted.policy, None, day, wanted.known_at, wanted.strength)
            yield from ((history.case, one) for one in found)


def plain(one: Certainty) -> dict[str, object]:
    """A certainty by its fields."""
    return {name: getattr(one, name) for name in one.__struct_fields__}


def row_of(case: str, one: Certainty) -> Row:
    """A certainty as a row; `status` is that under the default readings."""
    status = one.default.status.value if one.default else "no occasion"
    decided, statuses = ", ".join(one.decided_by), ", ".join(one.statuses)
    days = ", ".join(map(str, one.due_days))
    return (case, one.duty, one.trigger, status, one.certain, decided, statuses, days, one.assignments)

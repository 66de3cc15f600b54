"""What is known: whether a fault that was found already shows itself in what a system says."""

from __future__ import annotations

from model.conformance.faults import SystemFault
from model.conformance.guess import compared, of
from model.conformance.investigation import UNASKED, kind_of, same_kind, what
from model.conformance.probe import Answers, Difference, Level, Probe
from model.conformance.reply import Errored, Failed
from model.conformance.suspects import Suspect, usable


def alike(fault: SystemFault, reply: Failed | Errored) -> bool:
    """Whether a failure is of the kind of a fault; errors are also told apart by what they say."""
    kind = kind_of(reply)
    same = fault.kind == kind or (fault.kind == UNASKED and same_kind(fault.kind, kind))
    return same and (isinstance(reply, Failed) or fault.says == what(reply))


def sort(one: Difference) -> tuple[str, ...]:
    """What two differences on one duty have in common that nothing tells apart."""
    if one.field == "id":
        return ("id",)
    values = () if one.field in ("due", "done") else (one.expected, one.got)
    return (one.duty, one.field, *values)


def explains(fault: SystemFault, one: Difference, probe: Probe, got: Answers, level: Level) -> bool:
    """Whether a fault shows itself in a difference: its explanation, alone or beside others, says what the system said.

    A fault that nothing explains in full shows itself in every difference of its sort.
    """
    if not fault.certain and fault.difference is not None and sort(fault.difference) == sort(one):
        return True
    if fault.best is None:
        return False
    suspect, company = fault.best.suspect, fault.company
    if says(suspect, one, probe, got, level):
        return True
    if company is None or not says(company.acting(suspect), one, probe, got, level):
        return False
    return not says(company.all, one, probe, got, level)


def says(suspect: Suspect, one: Difference, probe: Probe, got: Answers, level: Level) -> bool:
    """Whether a suspect says what the system said, where that differs."""
    answers = usable(suspect, probe, (one.duty,))
    if answers is None:
        return False
    left = compared(of(one.duty, answers), of(one.duty, got), level)
    return all(other.trigger != one.trigger for other in left)

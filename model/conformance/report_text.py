"""A report for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from model.conformance.faults import SystemFault
from model.conformance.reason import reason
from model.conformance.report import Report
from model.conformance.telling import affected, answers, clause, guesses, last_lines, part, story, tags

WIDTH = 100


def as_text(report: Report) -> str:
    """The whole report: the headline, one block a fault, what was compared, how to repeat it."""
    return "\n".join(lines(report)) + "\n"


def lines(report: Report) -> Iterator[str]:
    """The lines of the report."""
    yield report.headline
    for number, fault in enumerate(report.faults, 1):
        yield ""
        yield from block(number, fault, report)
    yield ""
    yield from wrapped(f"{report.counts}; {report.campaign.seconds:.0f} s.", "")
    yield from wrapped(compared(report), "")
    if report.campaign.stopped:
        yield from wrapped(f"Ended early: {report.campaign.stopped}.", "")
    yield from wrapped(f"To repeat it: {report.repeat}", "")


def compared(report: Report) -> str:
    """What was compared, and what was not."""
    fields = {"status": "status", "due": "status and due day", "done": "status, due day and day done"}
    duties = "1 duty" if len(report.duties) == 1 else f"{len(report.duties)} duties"
    text = f"Compared: {fields[report.level.value]} of {duties}."
    return f"{text} Not computed by the system: {', '.join(report.left_out)}." if report.left_out else text


def block(number: int, fault: SystemFault, report: Report) -> Iterator[str]:
    """One fault."""
    yield from wrapped(f"{number}. {fault.title} [{'; '.join(tags(fault))}]", "")
    yield from (line for sentence in story(fault) for line in wrapped(sentence, "     "))
    both = answers(fault, report.level)
    if both is not None:
        yield from wrapped(f"the policy: {both[0]}", "   ")
        yield from wrapped(f"because: {reason(fault, report.policy)}", "     ")
        yield from wrapped(f"the system: {both[1]}", "   ")
    if said := clause(fault, report):
        yield from wrapped(f"clause: {said}", "   ")
    if partly := part(fault):
        yield from wrapped(partly, "   ")
    for guessed in guesses(fault):
        yield from wrapped(f"guess: {guessed}", "   ")
    if others := affected(fault):
        yield from wrapped(others, "   ")
    for place, line in enumerate(last_lines(fault)):
        yield from wrapped(line if place else f"on standard error: {line}", "     " if place else "   ")


def wrapped(sentence: str, indent: str) -> list[str]:
    """The sentence on lines."""
    text = fill(sentence, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)
    return text.splitlines()

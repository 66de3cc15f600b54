"""Telling a fault: its history, its clause and both answers, in words that every face of the report uses."""

from __future__ import annotations

from collections.abc import Iterator

from model.conformance import complaint
from model.conformance.faults import SystemFault
from model.conformance.probe import Answered, Level
from model.conformance.report import Report
from model.oracle.phrases import spoken_day, what_happened

LAST_LINES = 4


def story(fault: SystemFault) -> Iterator[str]:
    """The smallest history, one sentence an event, and the day on which it is looked at."""
    for event in fault.probe.events:
        recorded = f" (recorded on {spoken_day(event.recorded_on)})" if event.recorded_on else ""
        yield f"On {spoken_day(event.on)} {what_happened(event)}{recorded}. [{event.id}]"
    if not fault.probe.events:
        yield "Nothing happened."
    yield f"Looked at as things stood at the end of {spoken_day(fault.probe.as_of)}."


def clause(fault: SystemFault, report: Report) -> str:
    """What the policy says, and where; "" where the fault is not about a duty."""
    if not fault.duty:
        return ""
    duty = report.policy.duty(fault.duty)
    source, policy = duty.source or report.policy.id, report.policy.id
    taken = "" if source == policy else f", which {policy} takes over"
    return f"{duty.says} ({source} {', '.join(duty.clauses)}{taken}; {duty.strength.value})"


def answers(fault: SystemFault, level: Level) -> tuple[str, str] | None:
    """What the oracle and what the system says on the occasion on which they differ."""
    if fault.difference is None:
        return None
    key = (fault.difference.duty, fault.difference.trigger)
    if fault.difference.field == "id":
        other = fault.got.get((key[0], fault.difference.got))
        return f"{key[1]}: {spoken(fault.expected.get(key), level)}", f"{fault.difference.got}: {spoken(other, level)}"
    return spoken(fault.expected.get(key), level), spoken(fault.got.get(key), level)


def spoken(answered: Answered | None, level: Level) -> str:
    """An answer, as far as it is compared."""
    if answered is None:
        return "no finding"
    parts = [answered.status.value]
    if level is not Level.STATUS:
        parts.append(f"due {spoken_day(answered.due)}" if answered.due else "no due day")
    if level is Level.DONE:
        parts.append(f"done {spoken_day(answered.done)}" if answered.done else "not done")
    return ", ".join(parts)


def guesses(fault: SystemFault) -> Iterator[str]:
    """What may have been misunderstood, with how well it explains what was seen; not what the title says already."""
    for one in fault.explanations:
        if one.suspect.says != fault.title:
            told = f"{one.suspect.says} - {one.verdict}; explains {one.explained} of the {one.failing} wrong answers"
            wrong = f", and would be wrong where {one.broken} of {one.passing} are right" if one.broken else ""
            yield f"{told} to other histories like this one{wrong}"


def part(fault: SystemFault) -> str:
    """How much of what is wrong its name explains, where that is not all of it; "" otherwise."""
    best = fault.best
    if best is None or best.full or not fault.certain:
        return ""
    seen = f"{best.explained} of the {best.failing} wrong answers to histories like this one"
    return f"This explains {seen}; what it leaves is told as faults of their own."


def tags(fault: SystemFault) -> tuple[str, ...]:
    """What kind of fault it is, where it shows, how often it was seen."""
    where = fault.duty or ("" if fault.settled else fault.kind)
    return tuple(filter(None, dict.fromkeys((fault.verdict, where, times(fault)))))


def affected(fault: SystemFault) -> str:
    """The duties in which it shows, where there are several."""
    others = sorted(fault.duties - {fault.duty})
    return f"also seen in: {', '.join(others)}" if others else ""


def times(fault: SystemFault) -> str:
    """How often it was seen."""
    return f"seen {fault.count:,} time{'s' * (fault.count != 1)}"


def last_lines(fault: SystemFault) -> list[str]:
    """The last lines of its standard error, and before them the one that says most, where it is not among them."""
    lines = complaint.lines(fault.stderr)[-LAST_LINES:]
    most = complained(fault)
    return lines if most in lines or not lines else [f"{most}{complaint.where(fault.stderr)}", *lines]


def complained(fault: SystemFault) -> str:
    """The line of its standard error that says most: the last that names an error, else the last; "" for none."""
    return complaint.most(fault.stderr)

"""A case told as dated sentences: what happened, what it made due, by which day and why, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import msgspec

from model.calendar import Calendar, Unit
from model.events import Event
from model.findings import Finding, Judgement, Status
from model.history import History
from model.oracle.judge import judge
from model.oracle.phrases import counted, in_words, on_its_day, spoken_day, what_happened
from model.policy import Duty, Policy, Strength, under
from model.policy.calendars import deadline_calendar
from model.policy.duty import Form

Events = Mapping[str, Event]


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a story: its day, and the event or the finding (`duty`, `status`, `clauses`) that it tells."""

    on: date
    text: str
    event: str | None = None
    duty: str | None = None
    occasion: int | None = None
    status: Status | None = None
    clauses: tuple[str, ...] = ()


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A case in sentences, in the order of its events; behind each event stand the duties that it triggered."""

    title: str
    sentences: tuple[Sentence, ...]
    judgement: Judgement


def explain(
    history: History,
    policy: Policy,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
    strength: Strength = Strength.MAY,
) -> Story:
    """The case as dated sentences, each duty with its clause, due day and why; arguments and errors as for `judge`."""
    read_so = under(policy, readings or {})
    judgement = judge(history, policy, readings, as_of, known_at, strength)
    calendar = deadline_calendar(read_so.calendar, judgement.known_at)
    stands = f"as things stood on {spoken_day(judgement.as_of)}"
    return Story(
        title=f"Case {history.case} under {policy.title}, {stands}",
        sentences=tuple(sentences(history, judgement, read_so, calendar)),
        judgement=judgement,
    )


def sentences(history: History, judgement: Judgement, policy: Policy, calendar: Calendar) -> Iterator[Sentence]:
    """Event by event: what happened, or why it was set aside, then what it made due."""
    refused = {refusal.event: refusal for refusal in judgement.refused}
    events = {event.id: event for event in history.view(judgement.as_of, judgement.known_at).events}
    for event in events.values():
        told = what_happened(event)
        if event.id in refused:
            state, rule = (in_words(text) for text in (refused[event.id].state, refused[event.id].rule))
            told = f"{told} - set aside: the case stood at '{state}', and {rule}"
        yield Sentence(on=event.on, event=event.id, text=f"{told[0].upper()}{told[1:]}.")
        for finding in judgement.findings:
            if finding.trigger == event.id:
                duty = version(policy, finding, event.on)
                said = (due_words(finding, duty, calendar, events), outcome(finding, duty, events))
                yield of_finding(finding, event.on, duty, policy, said)


def version(policy: Policy, finding: Finding, day: date) -> Duty:
    """The duty as it stood on the day of its trigger."""
    return next(duty for duty in policy.duties if duty.id == finding.duty and duty.speaks_on(day))


def of_finding(finding: Finding, day: date, duty: Duty, policy: Policy, said: tuple[str, str]) -> Sentence:
    """One duty on one occasion: what it says, who owes it, then `said`: when it is due and why, what came of it."""
    source = policy.id if duty.source in ("", policy.id) else duty.source
    cited = f"{source} {', '.join(duty.clauses)}; {duty.strength.value}; owed by: {duty.owed_by}"
    parts = [f"{duty.says} ({cited}.)", *said]
    return Sentence(
        on=day,
        text=" ".join(part for part in parts if part),
        duty=finding.duty,
        occasion=finding.occasion,
        status=finding.status,
        clauses=finding.clauses,
    )


def due_words(finding: Finding, duty: Duty, calendar: Calendar, events: Events) -> str:
    """The due day and how it was counted; nothing for a requirement, which is about its own day.

    `events` are those of the history by their ids.
    """
    if duty.form is Form.REQUIRES:
        return ""
    if finding.anchor is None:
        return ""
    since = f"counted from {spoken_day(finding.anchor)}"
    if finding.due is None:
        return f"No last day is said ({duty.window.text}, {since})." if duty.window.text else "No time limit is said."
    how = f"as was set when {on_its_day(events[finding.power])}" if finding.power else duty.window.text
    skipped = closed_weekdays(finding.anchor, finding.due, calendar) if counts_working_days(finding, duty) else ""
    lead = "Not allowed until the end of" if duty.form is Form.FORBID else "Due by"
    return f"{lead} {spoken_day(finding.due)} ({how}, {since}{skipped})."


def counts_working_days(finding: Finding, duty: Duty) -> bool:
    """Whether the due day is surely counted in working days: a direction may have set a period of another unit."""
    return not finding.power and any(edge.period.unit is Unit.WORKING_DAYS for edge in duty.window.closes)


def closed_weekdays(anchor: date, due: date, calendar: Calendar) -> str:
    """The bank holidays and closures on weekdays that were passed over on the way to the due day."""
    between = [day for day in calendar.holidays() if anchor < day <= due]
    return f"; not counted: {', '.join(spoken_day(day) for day in between)}" if between else ""


def outcome(finding: Finding, duty: Duty, events: Events) -> str:
    """What came of it; `events` are those of the history by their ids."""
    return OUTCOMES[finding.status](finding, duty, events)


def met(finding: Finding, duty: Duty, _: Events) -> str:
    """Kept: a quality that was there, an act that was not done, or a response with its slack."""
    if duty.form is Form.REQUIRES:
        return "This was so."
    if finding.done is None:
        return "It did not happen: kept."
    slack = "" if not finding.slack else f", {counted(finding.slack, finding.unit or '')} to spare"
    return f"Kept: done on {spoken_day(finding.done)}{slack}."


def breached(finding: Finding, duty: Duty, _: Events) -> str:
    """Not kept: a quality missing, an act that was done, or a response that came late or never."""
    if duty.form is Form.REQUIRES:
        return "NOT KEPT: this was not so."
    if duty.form is Form.FORBID:
        return f"NOT KEPT: it happened on {spoken_day(finding.done)}." if finding.done else "NOT KEPT."
    if finding.done is None:
        return "NOT KEPT: it has not been done."
    return f"NOT KEPT: done on {spoken_day(finding.done)}, {counted(finding.late_by or 0, finding.unit or '')} late."


def excused(finding: Finding, _: Duty, events: Events) -> str:
    """Forgiven by an event, or by the duty's own exception."""
    by = f": {on_its_day(events[finding.excuse])}" if finding.excuse else " by the duty's own exception"
    late = f"; done on {spoken_day(finding.done)}" if finding.done else ""
    return f"Not kept, but excused{by}{late}."


def lapsed(finding: Finding, _: Duty, events: Events) -> str:
    """Ended by an event before it was due."""
    before = ", before the due day" if finding.due else ""
    return f"No longer asked for: {on_its_day(events[str(finding.lapse)])}{before}."


def unknown(finding: Finding, _: Duty, events: Events) -> str:
    """Which facts are missing, of which event."""
    why = str(finding.why)
    for one in events.values():
        why = why.replace(f"({one.type} of {one.on}, {one.id})", f"({on_its_day(one)})")
    return f"Cannot be told: {why}."


OUTCOMES: Mapping[Status, Callable[[Finding, Duty, Events], str]] = {
    Status.MET: met,
    Status.BREACHED: breached,
    Status.EXCUSED: excused,
    Status.PENDING: lambda *_: "Still open.",
    Status.LAPSED: lapsed,
    Status.UNKNOWN: unknown,
}

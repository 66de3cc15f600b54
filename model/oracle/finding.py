"""A finding made of a verdict: places become ids and days, with the slack and what is missing."""

from __future__ import annotations

from datetime import date

from model.calendar import Calendar, Unit
from model.events import Event
from model.findings import Finding, Status
from model.oracle.case import Case
from model.oracle.timing import Timing
from model.oracle.verdict import Verdict
from model.policy import Duty, Policy
from model.policy.window import Span


def finding_of(duty: Duty, number: int, trigger: int, found: Timing | None, given: Verdict, case: Case) -> Finding:
    """The verdict as a finding: places become ids and days."""
    done = None if given.response is None else case.event(given.response).on
    span = None if found is None else found.span
    slack = None if done is None or span is None else slack_of(span, done, case.calendar)
    # Not by the sign of the slack: a Saturday is late for a Friday, by no working day.
    late = done is not None and span is not None and span.due is not None and done > span.due
    return Finding(
        duty=duty.id,
        clauses=duty.clauses,
        strength=duty.strength.value,
        occasion=number,
        anchor=None if found is None else found.anchor,
        due=None if span is None else span.due,
        status=given.status,
        done=done,
        slack=slack,
        late_by=-slack if late and slack is not None else None,
        unit=None if slack is None or span is None else span.unit,
        trigger=case.event(trigger).id,
        response=id_of(given.response, case),
        excuse=id_of(given.excuse, case),
        power=id_of(None if found is None else found.power, case),
        lapse=id_of(given.lapse, case),
        why=None if given.doubt is None else why_unknown(duty, given.doubt, case),
    )


def fulfilled(duty: Duty, number: int, trigger: Event) -> Finding:
    """The finding on a requirement that its trigger fulfils: most findings are this one."""
    return Finding(
        duty=duty.id,
        clauses=duty.clauses,
        strength=duty.strength.value,
        occasion=number,
        anchor=trigger.on,
        due=trigger.on,
        status=Status.MET,
        done=trigger.on,
        slack=0,
        unit=Unit.DAYS.value,
        trigger=trigger.id,
        response=trigger.id,
    )


def id_of(place: int | None, case: Case) -> str | None:
    """The id of the event at `place`, None for None."""
    return None if place is None else case.event(place).id


def slack_of(span: Span, done: date, calendar: Calendar) -> int | None:
    """Due day minus day done, in the unit in which the due day was counted; None where there is no due day."""
    if span.due is None:
        return None
    if span.unit == Unit.WORKING_DAYS.value:
        return calendar.working_days_between(done, span.due)
    return (span.due - done).days


def why_unknown(duty: Duty, place: int, case: Case) -> str:
    """Which attributes of the deciding event were not recorded."""
    event = case.event(place)
    missing = [name for name in asked_of(duty, event.type, case.policy) if event.get(name) is None]
    what = ", ".join(dict.fromkeys(missing)) or "a fact of an earlier event"
    return f"not recorded: {what} ({event.type} of {event.on}, {event.id})"


def asked_of(duty: Duty, kind: str, policy: Policy) -> list[str]:
    """The attributes of events of `kind` that the duty, its excuses and its powers look at."""
    excuses, powers = policy.excuses_of[duty.id], policy.powers_over[duty.id]
    groups = [duty.when, duty.then, duty.until, *(one.when for one in excuses), *(one.when for one in powers)]
    names = [name for group in groups for pattern in group if pattern.event == kind for name in pattern.asks()]
    if any(pattern.event == kind for pattern in duty.when):
        names += [duty.anchor, *duty.requires.asks(), *(name for one in duty.unless for name in one.asks())]
    return names + [power.sets for power in powers if any(pattern.event == kind for pattern in power.when)]

"""What a clock shows, read off as a finding."""

from __future__ import annotations

from datetime import date

from model.calendar import Calendar, Unit
from model.findings import Finding, Status
from model.policy.window import Span
from model.statemachine.clock import Clock, Dial

SHOWS = {
    Dial.RUNNING: Status.PENDING,
    Dial.MET: Status.MET,
    Dial.BREACHED: Status.BREACHED,
    Dial.EXCUSED: Status.EXCUSED,
    Dial.LAPSED: Status.LAPSED,
    Dial.UNKNOWN: Status.UNKNOWN,
    Dial.CLOUDED: Status.UNKNOWN,
}
DECIDED = (Status.MET, Status.BREACHED, Status.EXCUSED)


def finding(clock: Clock) -> Finding:
    """The finding on the occasion of a clock that was started; places become ids and days."""
    status, duty = SHOWS[clock.state], clock.terms.duty
    response = clock.done if status in DECIDED else None
    done = None if response is None else clock.memory.event(response).on
    slack = slack_of(clock.span, done, clock.memory.calendar)
    # Not the sign of the slack: a Saturday is late for a Friday, by no working day.
    late = done is not None and clock.due is not None and done > clock.due
    return Finding(
        duty=duty.id,
        clauses=duty.clauses,
        strength=duty.strength.value,
        occasion=clock.number,
        anchor=clock.anchor,
        due=clock.due,
        status=status,
        done=done,
        slack=slack,
        late_by=-slack if late and slack is not None else None,
        unit=None if slack is None or clock.span is None else clock.span.unit,
        trigger=clock.memory.event(clock.trigger).id,
        response=named(clock, response),
        excuse=named(clock, excuse_of(clock) if status is Status.EXCUSED else None),
        power=named(clock, clock.power),
        lapse=named(clock, clock.lapse),
        why=why_unknown(clock) if status is Status.UNKNOWN else None,
    )


def named(clock: Clock, place: int | None) -> str | None:
    """The id of the event at `place`."""
    return None if place is None else clock.memory.event(place).id


def excuse_of(clock: Clock) -> int | None:
    """The event of the first excuse in the policy's order that has one; None where the duty's own `unless` excuses."""
    return clock.pardons[min(clock.pardons)] if clock.pardons else None


def slack_of(span: Span | None, done: date | None, calendar: Calendar) -> int | None:
    """Due day minus day done, in the unit in which the due day was counted; None where one of them is missing."""
    if span is None or span.due is None or done is None:
        return None
    if span.unit == Unit.WORKING_DAYS.value:
        return calendar.working_days_between(done, span.due)
    return (span.due - done).days


def why_unknown(clock: Clock) -> str:
    """The event whose facts were not recorded: the trigger, a direction, what may have decided or excused."""
    if not clock.certain or clock.span is None:
        what, place = "triggers", clock.trigger
    elif clock.cloud is not None:
        what, place = "sets another interval", clock.cloud
    elif clock.doubts:
        what, place = "decides", clock.doubts[0]
    else:
        what, place = "excuses", clock.maybe[0] if clock.maybe else clock.trigger
    event = clock.memory.event(place)
    return f"not recorded well enough to say whether {event.type} of {event.on} ({event.id}) {what}"

"""Findings by definition: for every duty the occasions, for every occasion what the history holds against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from model.calendar import Calendar, Unit
from model.findings import Finding, Judgement, NotAssessed, Status
from model.history import History
from model.oracle.case import Case
from model.oracle.occasion import Occasion, occasion
from model.oracle.timing import Timing, timing
from model.oracle.verdict import Verdict, verdict
from model.policy import Duty, Policy, Strength, under
from model.policy.calendars import deadline_calendar
from model.policy.carried import why_not_assessed
from model.policy.conditions import any_holds
from model.policy.duty import Form
from model.policy.window import Span


def judge(
    history: History,
    policy: Policy,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
    strength: Strength = Strength.MAY,
) -> Judgement:
    """Every duty of `policy` on every occasion in `history`, as things stood at the end of `as_of` (default: today).

    Only what was recorded by the end of `known_at` (default: `as_of`) counts. `readings` maps readings to choices, the
    rest stay at their default. Duties weaker than `strength` are left out. InvalidInput where a reading does not exist
    or a day lies outside the calendar.
    """
    day = as_of or datetime.now(UTC).date()
    known = known_at or day
    read_so = under(policy, readings or {})
    calendar = deadline_calendar(read_so.calendar, known)
    case = Case(history.view(day, known), read_so, calendar)
    assessed, silent = split(read_so.at_strength(strength), history)
    return Judgement(
        case=history.case,
        policy=policy.id,
        as_of=day,
        known_at=known,
        calendar=named(calendar),
        readings=read_so.chosen,
        findings=tuple(findings(assessed, case, day)),
        refused=tuple(case.refused),
        not_assessed=silent,
    )


def named(calendar: Calendar) -> Mapping[str, str]:
    """The calendar's id and digest, as every result carries them."""
    return {"id": calendar.id, "digest": calendar.digest}


def split(duties: Iterable[Duty], history: History) -> tuple[list[Duty], tuple[NotAssessed, ...]]:
    """The duties that the history's source can speak of, and the others with the reason."""
    if history.carries is None:
        return list(duties), ()
    assessed: list[Duty] = []
    silent: list[NotAssessed] = []
    for duty in duties:
        why = why_not_assessed(duty, history.source, history.carries)
        if why is None:
            assessed.append(duty)
        else:
            silent.append(NotAssessed(duty.id, why))
    return assessed, tuple(silent)


def findings(duties: Iterable[Duty], case: Case, as_of: date) -> Iterator[Finding]:
    """The findings of all duties; versions of one duty share its count of occasions."""
    counts: dict[str, int] = {}
    for duty in duties:
        for trigger in case.places(duty.trigger_kinds):
            truth = any_holds(duty.when, trigger, case) if duty.speaks_on(case.event(trigger).on) else False
            if truth is not False:
                number = counts[duty.id] = counts.get(duty.id, 0) + 1
                yield finding(duty, trigger, truth is True, number, case, as_of)


def finding(duty: Duty, trigger: int, certain: bool, number: int, case: Case, as_of: date) -> Finding:
    """The finding on one occasion; it is unknown where the trigger or its anchor is."""
    found = timing(duty, trigger, case, case.policy.powers_over[duty.id])
    if not certain or found is None:
        return worded(duty, number, trigger, found, Verdict(Status.UNKNOWN, doubt=trigger), case)
    if duty.form is Form.REQUIRES:
        held = Occasion(trigger, found, None, None, None, ())
    else:
        held = occasion(duty, trigger, found, case)
    excuses = case.policy.excuses_of[duty.id]
    return worded(duty, number, trigger, found, verdict(duty, held, case, as_of, excuses), case)


def worded(duty: Duty, number: int, trigger: int, found: Timing | None, given: Verdict, case: Case) -> Finding:
    """The verdict as a finding: places become ids and days."""
    done = None if given.response is None else case.event(given.response).on
    span = None if found is None else found.span
    slack = (
        None if done is None or span is None or given.status is Status.UNKNOWN else slack_of(span, done, case.calendar)
    )
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
        late_by=-slack if slack is not None and slack < 0 and duty.form is Form.THEN else None,
        unit=None if slack is None or span is None else span.unit,
        trigger=case.event(trigger).id,
        response=id_of(given.response, case),
        excuse=id_of(given.excuse, case),
        power=id_of(None if found is None else found.power, case),
        lapse=id_of(given.lapse, case),
        why=None if given.doubt is None else why_unknown(duty, given.doubt, case),
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

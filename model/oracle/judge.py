"""Findings by definition: for every duty the occasions, for every occasion what the history holds against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from model.calendar import Calendar
from model.findings import Finding, Judgement, Status
from model.history import History
from model.oracle.case import Case
from model.oracle.finding import finding_of, fulfilled
from model.oracle.occasion import Occasion, occasion
from model.oracle.timing import timing
from model.oracle.verdict import Verdict, verdict
from model.policy import Duty, Policy, Strength, under
from model.policy.calendars import deadline_calendar
from model.policy.carried import assessable
from model.policy.conditions import any_holds
from model.policy.duty import Form


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
    calendar.inside(day)
    case = Case(history.view(day, known), read_so, calendar)
    assessed, silent = assessable(read_so.at_strength(strength), history.source, history.carries)
    return Judgement(
        case=history.case,
        policy=policy.id,
        as_of=day,
        known_at=known,
        calendar=named(calendar),
        readings=dict(read_so.chosen),
        findings=tuple(findings(assessed, case, day)),
        refused=tuple(case.refused),
        not_assessed=silent,
    )


def named(calendar: Calendar) -> Mapping[str, str]:
    """The calendar's id and digest, as every result carries them."""
    return {"id": calendar.id, "digest": calendar.digest}


def findings(duties: Iterable[Duty], case: Case, as_of: date) -> Iterator[Finding]:
    """The findings of all duties; versions of one duty share its count of occasions."""
    versions: dict[str, list[Duty]] = {}
    for duty in duties:
        versions.setdefault(duty.id, []).append(duty)
    for alike in versions.values():
        number = 0
        for trigger, duty in triggers(alike, case):
            truth = True if duty.plain else any_holds(duty.when, trigger, case)
            if truth is not False and duty.speaks_on(case.event(trigger).on):
                number += 1
                yield finding(duty, trigger, truth is True, number, case, as_of)


def triggers(versions: Sequence[Duty], case: Case) -> list[tuple[int, Duty]]:
    """The events that may trigger some version of a duty, in order, each with that version."""
    if len(versions) == 1:
        return [(place, versions[0]) for place in case.places(versions[0].trigger_kinds)]
    ranked = ((place, rank) for rank, duty in enumerate(versions) for place in case.places(duty.trigger_kinds))
    return [(place, versions[rank]) for place, rank in sorted(ranked)]


def finding(duty: Duty, trigger: int, certain: bool, number: int, case: Case, as_of: date) -> Finding:
    """The finding on one occasion; it is unknown where the trigger or its anchor is."""
    if certain and duty.form is Form.REQUIRES and duty.requires.holds(trigger, case, None):
        return fulfilled(duty, number, case.events[trigger])
    found = timing(duty, trigger, case, case.policy.powers_over[duty.id])
    if not certain or found is None:
        return finding_of(duty, number, trigger, found, Verdict(Status.UNKNOWN, doubt=trigger), case)
    held = Occasion(trigger, found) if duty.form is Form.REQUIRES else occasion(duty, trigger, found, case)
    excuses = case.policy.excuses_of[duty.id]
    return finding_of(duty, number, trigger, found, verdict(duty, held, case, as_of, excuses), case)

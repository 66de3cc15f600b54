"""The day from which an open duty is doomed: nothing is breached yet, and no way is left to keep it."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from model.analysis.adversity import ONE_DAY, Adversity, latest_start
from model.calendar import Calendar, england_and_wales
from model.errors import Fault, InvalidInput
from model.findings import Finding, Judgement, Status
from model.policy import Duty, Policy
from model.policy.calendars import as_chosen
from model.policy.duty import Form

CALM = Adversity()


def doomed_since(finding: Finding, policy: Policy, calendar: Calendar, adversity: Adversity = CALM) -> date | None:
    """The first day on which, with nothing done by then, a pending duty can no longer be kept, whatever fails.

    None where it is not pending, has no time limit, or can be kept up to its due day; the anchor day where no attempt
    is early enough. `policy` is the one that was judged, under its readings; `calendar` says on which days people meet.
    Attempts fail only where one kind of event answers the duty, and a kind that can fail. An excuse may still forgive.
    """
    if finding.status is not Status.PENDING or finding.due is None or finding.anchor is None:
        return None
    duty = spoken(finding.duty, finding.anchor, policy)
    if duty.form is not Form.THEN:
        return None
    kinds = set(duty.response_kinds)
    failures = adversity.failures if adversity.fails(kinds) else 0
    opens = finding.anchor if finding.power else opening(duty, finding.anchor, policy, calendar)
    lead = adversity.lead(duty)
    first = max(opens, calendar.add_working_days(finding.anchor, lead)) if lead else opens
    last = latest_start(finding.due, first, failures, adversity.any_day(kinds), adversity.notice, calendar)
    if last is None:
        return finding.anchor
    return last + ONE_DAY if last < finding.due else None


def marked(judgement: Judgement, policy: Policy, beyond: list[Fault], adversity: Adversity = CALM) -> Judgement:
    """The judgement, with `doomed_since` on what was doomed by its `as_of`; `policy` is under the readings judged.

    What needs days outside the calendar is not marked, and is added to `beyond`.
    """
    calendar = england_and_wales().as_known_on(judgement.known_at)
    findings = []
    for finding in judgement.findings:
        try:
            day = doomed_since(finding, policy, calendar, adversity)
        except InvalidInput:
            day = None
            beyond.append(not_known(finding, judgement, calendar))
        reached = day is not None and day <= judgement.as_of
        findings.append(replace(finding, doomed_since=day) if reached else finding)
    return replace(judgement, findings=tuple(findings))


def not_known(finding: Finding, judgement: Judgement, calendar: Calendar) -> Fault:
    """That the calendar does not reach far enough to tell."""
    fact = f"whether it is doomed is not known: the calendar has only {calendar.first} to {calendar.last}"
    return Fault("doom-not-known", fact, place=f"case {judgement.case}, {finding.duty}")


def spoken(id: str, anchor: date, policy: Policy) -> Duty:
    """The version of a duty that was in force on its anchor day, else the latest before it, else the first."""
    versions = sorted((duty for duty in policy.duties if duty.id == id), key=lambda duty: duty.in_force)
    return [duty for duty in versions if duty.in_force <= anchor or duty is versions[0]][-1]


def opening(duty: Duty, anchor: date, policy: Policy, calendar: Calendar) -> date:
    """The first day on which a response counts."""
    return duty.window.on(anchor, as_chosen(calendar, policy.calendar), policy.counting).opens or date.min

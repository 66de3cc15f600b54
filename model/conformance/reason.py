"""The reason why the policy says what it says where a system differs: the oracle's own words, in a sentence or two."""

from __future__ import annotations

from model.conformance.faults import SystemFault
from model.conformance.judging import Judging
from model.events import Event
from model.findings import Finding, Refusal
from model.history import History
from model.oracle.case import Case
from model.oracle.explain import due_words, outcome, version
from model.oracle.judge import findings
from model.oracle.phrases import in_words, on_its_day
from model.policy import Policy


def reason(fault: SystemFault, policy: Policy) -> str:
    """Why the finding is as it is, or why there is none, and what was set aside; "" where no finding differs."""
    if fault.difference is None:
        return ""
    probe, judging = fault.probe, Judging.of(policy, (fault.difference.duty,))
    case = Case(History(case="", events=probe.events).view(probe.as_of), policy, judging.calendar)
    made = {one.trigger: one for one in findings(judging.policy.duties, case, probe.as_of)}
    named = fault.difference.trigger
    refused = {one.event: one for one in case.refused}
    events = {event.id: event for event in probe.events}
    why: list[str] = []
    if named in made:
        why = of_finding(made[named], policy, judging, events)
    elif named not in refused:
        why = [no_occasion(events.get(named), named, fault.difference.duty, policy)]
    return " ".join([*why, *(set_aside(one, events[one.event]) for one in refused.values())])


def of_finding(found: Finding, policy: Policy, judging: Judging, events: dict[str, Event]) -> list[str]:
    """When it is due and why, and what came of it."""
    duty = version(policy, found, events[found.trigger].on)
    said = (due_words(found, duty, judging.calendar, events), outcome(found, duty, events))
    return [one for one in said if one]


def no_occasion(event: Event | None, id: str, duty: str, policy: Policy) -> str:
    """Why an event that was taken, or that there is not, triggers nothing."""
    if event is None:
        return f"There is no event {id}."
    versions = [one for one in policy.duties if one.id == duty]
    kinds = dict.fromkeys(in_words(kind) for one in versions for kind in one.trigger_kinds)
    if not any(event.type in one.trigger_kinds for one in versions):
        return f"It is triggered by {' or '.join(kinds)}, not by {in_words(event.type)}."
    if not any(one.speaks_on(event.on) for one in versions):
        return f"It is not in force on the day of {id}."
    return f"What was recorded of {id} ({on_its_day(event)}) is not what triggers it."


def set_aside(refusal: Refusal, event: Event) -> str:
    """Why an event is refused."""
    state, rule = in_words(refusal.state), in_words(refusal.rule)
    told = f"{refusal.event} ({on_its_day(event)}) is refused, that is, set aside as if it had not happened"
    return f"{told}: the case stood at '{state}', and {rule}."

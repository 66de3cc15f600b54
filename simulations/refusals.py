"""Refusals: what a scenario asks of its policy, or its policy of the office, that a run would not judge rightly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from model import Duty, Fault, InvalidInput, Policy, meant
from simulations.acts import Acts
from simulations.demands import policy_of
from simulations.scenario import Scenario

BY_DUE = "by-due"
HINT = "name the duty in ignore"
Recorded = dict[str, set[str]]


def policy_read(scenario: Scenario) -> Policy:
    """The policy as the scenario reads it; InvalidInput where it cannot be, told of the scenario's own lines."""
    place = f"{scenario.id}, scenario, readings"
    try:
        return policy_of(scenario)
    except InvalidInput as error:
        faults = [replace(one, place=place) if one.place == "--reading" else one for one in error.faults]
        raise InvalidInput(*faults) from None


def unfit(scenario: Scenario, policy: Policy, acts: Acts, duties: Sequence[Duty]) -> list[Fault]:
    """Every fault; `duties` are those that the run would work for."""
    known = recorded(acts)
    clocked = list(dict.fromkeys(duties))
    found = list(ignored(scenario, policy))
    for duty in clocked:
        found += [*unrecorded(scenario, duty, known), *excepted(scenario, duty, known)]
    return [*found, *excused(scenario, policy, {duty.id for duty in clocked}, known)]


def recorded(acts: Acts) -> Recorded:
    """What the acts of the office record, by the kind of event."""
    found: Recorded = {}
    for act in acts.listed:
        found.setdefault(act.kind, set()).update({name for name, _ in act.attributes} | {act.tied} - {""})
    return found


def ignored(scenario: Scenario, policy: Policy) -> Iterator[Fault]:
    """Duties to ignore that the policy does not have."""
    for name in scenario.ignore:
        if name not in policy.duty_ids:
            hint = meant(name, policy.duty_ids)
            yield Fault("unknown-word", "the policy has no such duty", name, f"{scenario.id}, scenario, ignore", hint)


def unrecorded(scenario: Scenario, duty: Duty, known: Recorded) -> Iterator[Fault]:
    """Answers of which a policy asks more than any task records."""
    for pattern in duty.then:
        lacking = sorted(set(pattern.asks()) - known.get(pattern.event, set()))
        if pattern.event in known and lacking:
            fact = f"the duty asks for {', '.join(lacking)} of {pattern.event}, and no [[task]] records that"
            hint = f"add it to the records of a way, or {HINT}"
            yield Fault("not-recorded", fact, duty.id, f"{scenario.id}, task", hint)


def excepted(scenario: Scenario, duty: Duty, known: Recorded) -> Iterator[Fault]:
    """Exceptions that follow from what the office itself does."""
    asked = [set(part.asks()) for part in duty.unless]
    if any(names and names <= known.get(kind, set()) for names in asked for kind in duty.trigger_kinds):
        fact = "the duty has an exception (unless) that the office's own work decides, which a run does not follow"
        yield Fault("not-simulated", fact, duty.id, f"{scenario.id}, policy", HINT)


def excused(scenario: Scenario, policy: Policy, clocked: set[str], known: Recorded) -> Iterator[Fault]:
    """Excuses that follow from what the office itself does, of duties that a run works for."""
    for one in policy.excuses:
        own = [p for p in one.when if p.event in known and set(p.asks()) <= known[p.event]]
        covered = sorted(clocked & set(one.covers))
        if own and covered and one.decided.value == BY_DUE:
            fact = f"the office's own work ({own[0].event}) excuses {', '.join(covered)}, which a run does not follow"
            yield Fault("not-simulated", fact, one.id, f"{scenario.id}, policy", "name the duties in ignore")

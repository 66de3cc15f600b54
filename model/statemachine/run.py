"""A run: a history stepped through event by event and day by day, with every step, refusal and finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

import msgspec

from model.findings import Finding, Judgement, Refusal
from model.history import History
from model.policy import Policy, Strength, under
from model.policy.calendars import deadline_calendar
from model.policy.carried import assessable
from model.statemachine.arrows import Step
from model.statemachine.clock import Clock
from model.statemachine.findings import finding
from model.statemachine.lifecycle import Refused
from model.statemachine.stepper import Stepper


class Run(msgspec.Struct, frozen=True):
    """What a run gave: the steps in the order in which they were taken, and the judgement."""

    steps: tuple[Step, ...]
    judgement: Judgement

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings by duty, in the policy's order, then by occasion."""
        return self.judgement.findings

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The events that the lifecycle could not take, in their order."""
        return self.judgement.refused


def run(
    history: History,
    policy: Policy,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
    strength: Strength = Strength.MAY,
) -> Run:
    """Steps through what had happened by the end of `as_of` (default: today) and was recorded by the end of `known_at`.

    `known_at` is `as_of` where it is not given. `readings` maps readings to choices, the rest stay at their default.
    Duties weaker than `strength` are left out. InvalidInput where a reading does not exist or a day lies outside the
    calendar.
    """
    day = as_of or datetime.now(UTC).date()
    known = known_at or day
    read_so = under(policy, readings or {})
    calendar = deadline_calendar(read_so.calendar, known)
    calendar.inside(day)
    spoken, silent = assessable(read_so.at_strength(strength), history.source, history.carries)
    stepper = Stepper(read_so, spoken, calendar)
    for event in history.view(day, known).events:
        stepper.meet(event)
    stepper.pass_days(day)
    findings = tuple(finding(clock) for clock in in_policy_order(stepper.clocks, read_so))
    judgement = Judgement(
        case=history.case,
        policy=policy.id,
        as_of=day,
        known_at=known,
        calendar={"id": calendar.id, "digest": calendar.digest},
        readings=dict(read_so.chosen),
        findings=findings,
        refused=tuple(refusal(one) for one in stepper.refused),
        not_assessed=silent,
    )
    return Run(tuple(stepper.steps), judgement)


def in_policy_order(clocks: Iterable[Clock], policy: Policy) -> list[Clock]:
    """The clocks by duty, in the policy's order, then by occasion; versions of a duty are one duty here."""
    place = {id: number for number, id in enumerate(policy.duty_ids)}
    return sorted(clocks, key=lambda clock: (place[clock.terms.duty.id], clock.number))


def refusal(refused: Refused) -> Refusal:
    """The refusal as every judgement lists it."""
    event = refused.event
    return Refusal(event.id, event.type, event.on, refused.state.value, refused.why)

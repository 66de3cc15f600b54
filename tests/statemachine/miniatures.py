"""Tiny policies and histories, one trait each; 5 January 2015 is a Monday without a bank holiday near it."""

from datetime import date
from typing import Any

from model.events import Event
from model.findings import Finding
from model.history import History
from model.policy.parse import parse
from model.policy.policy import Policy
from model.statemachine import Run, Step, run

START = date(2015, 1, 5)
QUORATE = {"id": "quorate", "clauses": ["1"], "says": "q", "event": "core_group_held", "judged_quorate": True}
PLAN = {"event": "icpc_held", "outcome": "plan"}


def january(day: int) -> date:
    """The day of January 2015, counted on beyond the 31st."""
    return date.fromordinal(date(2014, 12, 31).toordinal() + day)


def duty(**keys: Any) -> dict[str, Any]:
    """A duty's table: after a plan is made, unless `when` says otherwise."""
    return {"id": "d", "clauses": ["1"], "strength": "must", "owed_by": "x", "says": "x", "when": PLAN, **keys}


def excuse(**keys: Any) -> dict[str, Any]:
    return {"id": "x", "clauses": ["1"], "covers": ["d"], "says": "x", "when": "core_group_delay_authorised", **keys}


def power(**keys: Any) -> dict[str, Any]:
    when = {"event": "chair_direction_given", "subject": "core_group_interval"}
    return {"id": "p", "clauses": ["1"], "retimes": ["d"], "says": "x", "when": when, "sets": "interval", **keys}


def policy(*duties: dict[str, Any], **sections: Any) -> Policy:
    head = {"id": "mini", "title": "Miniature", "in_force": date(2014, 1, 1)}
    return parse({"policy": head, "definition": [QUORATE], "duty": list(duties), **sections}, "mini.toml")


def event(kind: str, day: int, **attributes: Any) -> Event:
    """An event on a day of January 2015; `id` and `known` (the day of January on which it was recorded) apart."""
    known = attributes.pop("known", None)
    recorded = None if known is None else january(known)
    name = attributes.pop("id", "")
    return Event(type=kind, on=january(day), attributes=attributes, id=name, recorded_on=recorded)


def plan(day: int = 5) -> Event:
    return event("icpc_held", day, outcome="plan", id="plan")


def core_group(day: int, quorate: bool | None = True, **attributes: Any) -> Event:
    judged = {} if quorate is None else {"judged_quorate": quorate}
    return event("core_group_held", day, **judged, **attributes)


def ran(under: Policy, until: int, *events: Event) -> Run:
    """The run of these events as things stood at the end of a day of January 2015."""
    return run(History.of("case", events, vocabulary=under.vocabulary), under, as_of=january(until))


def found(under: Policy, until: int, *events: Event) -> Finding:
    """The one finding of the run."""
    (finding,) = ran(under, until, *events).findings
    return finding


QUORATE_GROUP = {"event": "core_group_held", "quorate": True}
GROUP = duty(then=QUORATE_GROUP, within="10 working days", until="plan_discharged")


def steps_of(run: Run, duty: str = "d") -> list[Step]:
    return [step for step in run.steps if step.subject == duty]


def moves(run: Run, duty: str = "d") -> list[tuple[int, str, str, str]]:
    """Day, trigger, source and destination of every step of a duty's clocks; days count from 1 January."""
    first = january(1).toordinal() - 1
    return [(one.day.toordinal() - first, one.trigger, one.source, one.dest) for one in steps_of(run, duty)]

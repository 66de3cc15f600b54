"""Triggered: what a system seems to take for the trigger of a duty, read off from where it gives findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, product
from typing import Any

from model.conformance.judging import days_of
from model.conformance.misreadings import laid, listed
from model.conformance.probe import Answers, Probe
from model.conformance.suspects import Suspect
from model.events import Event
from model.history import History
from model.oracle.case import Case
from model.policy import Policy

Pattern = Mapping[str, Any]
Seen = Iterable[tuple[Probe, Answers]]
# So many sets of triggers are tried, those with conditions first.
MOST = 12


def triggered(policy: Policy, duty: str, seen: Seen) -> Iterator[Suspect]:
    """The triggers that would give findings on the events on which the system gave them, and on no other."""
    taken, passed = parted(policy, duty, seen)
    right = listed(next(one for one in policy.tables["duty"] if one["id"] == duty)["when"])
    forms = [tuple(patterns(kind, events, passed.get(kind, ()))) for kind, events in sorted(taken.items())]
    for chosen in islice(product(*forms), MOST) if taken else ():
        says = f"takes {phrase(chosen)} for the trigger of {duty}, instead of {phrase(right)}"
        change = {"set": [{"duty": duty, "when": [dict(one) for one in chosen]}]}
        yield Suspect(f"{duty} when {phrase(chosen)}", says, partial(laid, policy, change))


def parted(policy: Policy, duty: str, seen: Seen) -> tuple[dict[str, list[Event]], dict[str, list[Event]]]:
    """By kind, the events on which the system gave a finding on the duty, and those on which it gave none.

    What is refused, or not yet in the record, triggers nothing, whatever the trigger is.
    """
    taken: dict[str, list[Event]] = {}
    passed: dict[str, list[Event]] = {}
    calendar = days_of(policy)
    for probe, got in seen:
        view = History(case="", events=probe.events).view(probe.as_of)
        known = {event.id for event in Case(view, policy, calendar).events}
        for event in probe.events:
            if (duty, event.id) in got:
                taken.setdefault(event.type, []).append(event)
            elif event.id in known:
                passed.setdefault(event.type, []).append(event)
    return taken, passed


def patterns(kind: str, taken: Sequence[Event], passed: Sequence[Event]) -> Iterator[Pattern]:
    """An attribute at a time whose values tell the events that were taken from those that were not, then none."""
    for name in sorted({name for event in taken for name in event.attributes}):
        ours, others = values(name, taken), values(name, passed)
        if others and not ours & others:
            yield {"event": kind, name: sorted(ours)}
    yield {"event": kind}


def values(name: str, events: Iterable[Event]) -> set[str]:
    """The words that were recorded for an attribute."""
    found = (event.get(name) for event in events)
    return {value for value in found if isinstance(value, str)}


def phrase(patterns: Iterable[Any]) -> str:
    """Patterns as a policy file has them, for a reader.

    >>> phrase([{"event": "rcpc_held", "outcome": ["discharge"]}, "case_closed"])
    'rcpc held (outcome: discharge) or case closed'
    """
    return " or ".join(one.replace("_", " ") if isinstance(one, str) else spoken(one) for one in patterns)


def spoken(pattern: Pattern) -> str:
    """One pattern; of a condition that is no plain value only its name."""
    asked = {name: value for name, value in pattern.items() if name != "event"}
    told = "; ".join(condition(name, value) for name, value in asked.items())
    kind = str(pattern["event"])
    return f"{kind} ({told})".replace("_", " ") if told else kind.replace("_", " ")


def condition(name: str, value: Any) -> str:
    """One condition."""
    if isinstance(value, bool):
        return f"{name}: {'yes' if value else 'no'}"
    words = [one for one in listed(value) if isinstance(one, str)]
    return f"{name}: {' or '.join(words)}" if words else name

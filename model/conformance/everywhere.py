"""Everywhere: one kind of event that is taken for something else in all duties at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from model.conformance.judging import Judging
from model.conformance.probe import Probe
from model.conformance.suspects import Suspect, View, changing
from model.oracle.phrases import in_words
from model.policy import Duty, Policy
from model.policy.conditions import Pattern
from model.policy.duty import Form


def everywhere(policy: Policy, probe: Probe) -> Iterator[Suspect]:
    """Every kind of event of this history: not known at all, the end of everything, an answer to everything."""
    for kind in sorted({event.type for event in probe.events}):
        name = in_words(kind)
        yield seeing(policy, f"does not know '{name}': judges as if it had not happened", partial(unseen, kind))
        yield seeing(policy, f"looks at nothing that happens after '{name}'", partial(cut, kind))
        says = f"lets '{name}' end every duty"
        yield changing(f"{kind} ends all", says, policy, partial(ending, kind))
        says = f"lets '{name}' answer every duty"
        yield changing(f"{kind} answers all", says, policy, partial(answering, kind))


def seeing(policy: Policy, says: str, sees: View) -> Suspect:
    """Who judges rightly by what it sees of a history."""
    return Suspect(says, says, partial(Judging.of, policy), sees=sees)


def unseen(kind: str, probe: Probe) -> Probe:
    """The history without the events of a kind."""
    return replace(probe, events=tuple(event for event in probe.events if event.type != kind))


def cut(kind: str, probe: Probe) -> Probe:
    """The history up to the first event of a kind."""
    places = [place for place, event in enumerate(probe.events) if event.type == kind]
    return replace(probe, events=probe.events[: places[0] + 1]) if places else probe


def ending(kind: str, judging: Judging) -> Judging:
    """The judging with one more end of every duty."""
    return with_duties(judging, lambda one: replace(one, until=(*one.until, Pattern(kind))))


def answering(kind: str, judging: Judging) -> Judging:
    """The judging with one more answer to every duty that asks for one."""

    def answered(one: Duty) -> Duty:
        return replace(one, then=(*one.then, Pattern(kind))) if one.form is Form.THEN else one

    return with_duties(judging, answered)


def with_duties(judging: Judging, change: Callable[[Duty], Duty]) -> Judging:
    """The judging with every duty changed."""
    duties = tuple(map(change, judging.policy.duties))
    return replace(judging, policy=replace(judging.policy, duties=duties))

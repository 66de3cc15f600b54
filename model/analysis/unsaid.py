"""What an event does not say, though a duty that is told asks whether it does."""

from __future__ import annotations

from collections.abc import Iterator

from model.analysis.witness import Witness
from model.compiled.walk import conditions_of, tests
from model.events import Event
from model.policy import Duty, Policy
from model.policy.values import Present


def unsaid(event: Event, witness: Witness) -> tuple[str, ...]:
    """The attributes that were not recorded, and whose being there a duty that is told asks for."""
    asked = (name for duty, policy in duties_told(witness) for name in looked_for(duty, policy, event.type))
    return tuple(dict.fromkeys(name for name in asked if event.get(name) is None))


def duties_told(witness: Witness) -> Iterator[tuple[Duty, Policy]]:
    """The duties of which a finding is told, each with its policy."""
    for place, side in enumerate(witness.sides):
        named = {one.duty for one in witness.shown(place)}
        yield from ((duty, side.policy) for duty in side.policy.duties if duty.id in named)


def looked_for(duty: Duty, policy: Policy, kind: str) -> Iterator[str]:
    """The attributes of events of a kind of which a duty asks whether they were recorded."""
    for test in tests(conditions_of(duty, policy)):
        if test.kind == kind and isinstance(test.test, Present):
            yield test.attribute

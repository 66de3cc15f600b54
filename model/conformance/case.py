"""A case of a corpus: a probe whose id names its content."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from model.conformance.messages import ENCODER, story
from model.conformance.probe import Probe
from model.events import Event
from model.history import History
from model.policy import Policy

ID_DIGITS = 12


def probe(
    policy: Policy, says: str, origin: str, events: Iterable[Event], as_of: date, clauses: tuple[str, ...] = ()
) -> Probe:
    """The probe of what was known at the end of `as_of`; one id for one content, whatever is said of it."""
    history = History.of("corpus", events, vocabulary=policy.vocabulary).view(as_of).events
    named = sha256(ENCODER.encode(story(0, as_of, history))).hexdigest()[:ID_DIGITS]
    return Probe(named, says, origin, history, as_of, clauses)

"""The smoke test: a few probes that tell whether a harness is right, even where the system behind it is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from model.conformance.generator import histories
from model.conformance.judging import Judging
from model.conformance.probe import Probe
from model.events import Event
from model.findings import Status
from model.history import History
from model.policy import Policy

SEED, MOST_TRIED, MOST_EVENTS = 0, 1_500, 4
DAY = date(2015, 1, 5)


def smoke(policy: Policy, duties: Iterable[str]) -> Iterator[Probe]:
    """No event at all, one conference, then a short history for every status that these duties can have."""
    yield Probe("smoke-empty", "A history in which nothing happened.", "smoke", (), DAY)
    yield conference(policy)
    yield from statuses(policy, duties)


def conference(policy: Policy) -> Probe:
    """One event."""
    held = Event(type="icpc_held", on=DAY, attributes={"outcome": "plan"})
    events = History.of("smoke", [held], vocabulary=policy.vocabulary).events
    return Probe("smoke-one-event", "A conference starts a plan, and nothing else happens.", "smoke", events, DAY)


def statuses(policy: Policy, duties: Iterable[str]) -> Iterator[Probe]:
    """The first short history in which each status comes up."""
    judging, missing = Judging.of(policy, duties), set(Status)
    for probe in histories(policy, SEED, MOST_TRIED, most=MOST_EVENTS, odd=False):
        found = missing & {one.status for one in judging.told(probe.events, probe.as_of)}
        if found:
            missing -= found
            names = sorted(status.value for status in found)
            says = f"{' and '.join(names)} comes up."
            yield replace(probe, id="-".join(("smoke", *names)), says=says, origin="smoke")
        if not missing:
            break

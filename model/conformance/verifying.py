"""Verifying: a system held against the oracle, from the command that starts it to the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from model.conformance.broken import Broken
from model.conformance.campaign import Progress, campaign, silent
from model.conformance.child import Child
from model.conformance.complaint import complaint
from model.conformance.probe import Level, Probe
from model.conformance.report import Report
from model.conformance.session import Session
from model.conformance.system import System, Unsupported
from model.conformance.web import Web
from model.conformance.worked import worked
from model.errors import Fault, InvalidInput
from model.policy import Policy, load_policy, under

SEED, COUNT, SECONDS, TIMEOUT = 1, 10_000, 300.0, 10.0


def verify(
    command: Sequence[str] = (),
    *,
    url: str = "",
    policy: str | Path | Policy,
    readings: Mapping[str, str] | None = None,
    seed: int = SEED,
    count: int = COUNT,
    seconds: float = SECONDS,
    level: Level | str | None = None,
    batch: int | None = None,
    timeout: float = TIMEOUT,
    memory: int | None = None,
    corpus: Iterable[Probe] | None = None,
    progress: Progress = silent,
) -> Report:
    """Holds the system that `command` starts, or the service at `url`, against the oracle under a policy.

    `count` random histories of `seed` are put after the smoke test and the `corpus` (default: the hand-worked cases of
    the policy, where it is a built-in one), for at most so many `seconds`.
    `timeout` is in seconds for each answer, `memory` in bytes. InvalidInput where the system cannot be started, does
    not get through the handshake, or does not know the policy; what it does after that is in the report.
    """
    base = policy if isinstance(policy, Policy) else load_policy(str(policy))
    source = base.id if isinstance(policy, Policy) else str(policy)
    read_so = under(base, readings or {})
    first = worked(read_so, base) if corpus is None else corpus
    with opened(command, url, read_so, Level(level) if level else None, batch, timeout, memory) as session:
        run = campaign(
            session, read_so, seed=seed, count=count, seconds=seconds, corpus=first, progress=progress, base=base
        )
        return Report.of(session, read_so, source, run)


def opened(
    command: Sequence[str],
    url: str,
    policy: Policy,
    level: Level | None,
    batch: int | None,
    timeout: float,
    memory: int | None,
) -> Session:
    """A session with a system; InvalidInput where there is none."""
    system: System = Web(url, timeout=timeout) if url else Child(command, timeout=timeout, memory=memory)
    try:
        return Session(system, policy, level=level, batch=batch)
    except Broken as broken:
        complained = complaint(broken.stderr)
        says = f"; on standard error: {complained}" if complained else ""
        hint = "see model/conformance/PROTOCOL.md, and `coregroup drive` for a program that does it"
        fact = f"the system does not get through the handshake: it {broken.what}{says}"
        raise InvalidInput(Fault("no-handshake", fact, hint=hint)) from None
    except Unsupported as reason:
        fact = f"the system does not know {policy.id} as it is read here: {reason}"
        raise InvalidInput(Fault("unsupported", fact)) from None

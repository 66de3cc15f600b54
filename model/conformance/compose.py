"""Composing: the corpus of a policy, from all that may be tried to the few cases that tell every rival apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from model import __version__
from model.conformance.boundary import Boundary
from model.conformance.case import probe
from model.conformance.choose import Candidates, Progress, Trial, chosen, silent
from model.conformance.corpus import Case, Corpus, Manifest, Survivor
from model.conformance.generator import histories
from model.conformance.judging import Judging, terms_of
from model.conformance.late import LateRecords
from model.conformance.probe import Probe
from model.conformance.proof import EQUIVALENT, Fate, fate
from model.conformance.rivals import Rival, rivals
from model.conformance.shrink import shrunk
from model.conformance.worked import worked
from model.policy import Policy

SEED, MOST_EVENTS = 2015, 12
# Random histories to try where nothing else tells a rival apart, and those of each sort that are taken anyhow.
RANDOM, TAKEN = 1_500, 30
SHRINKING = 400


def compose(policy: Policy, base: Policy, progress: Progress = silent) -> Corpus:
    """The corpus of a policy; `base` is the policy with no reading chosen."""
    boundaries = [Boundary(policy, policy.duty(id)) for id in policy.duty_ids]
    pinned = {one.duty.id: tuple(one.pinned()) for one in boundaries}
    others = tuple(random(policy))
    of_duty = {one.duty.id: (*pinned[one.duty.id], *one.cases()) for one in boundaries}
    trial = Trial(policy, Candidates(of_duty, others))
    against = tuple(rivals(policy, base))
    told: dict[str, Sequence[Probe]] = {}
    for number, rival in enumerate(against, 1):
        told[rival.id] = small(trial, rival, trial.telling(rival))
        progress("mutants", number, len(against))
    kept = (*chain(*pinned.values()), *taken(others))
    cases = chosen({id: probes for id, probes in told.items() if probes}, kept)
    late = chain.from_iterable(LateRecords(one).cases() for one in boundaries)
    cases = distinct((*worked(policy, base), *cases, *late))
    survivors = [rival for rival in against if not told[rival.id]]
    return made(policy, cases, told, fates(policy, survivors, progress))


def distinct(cases: Iterable[Probe]) -> list[Probe]:
    """The first case of each id."""
    found: dict[str, Probe] = {}
    for one in cases:
        found.setdefault(one.id, one)
    return list(found.values())


def random(policy: Policy) -> Iterator[Probe]:
    """Random histories, near the limits and wild."""
    for one in histories(policy, SEED, RANDOM, most=MOST_EVENTS):
        wild = one.says.endswith("wild")
        says = "A random history in any order." if wild else "A random history near the limits."
        yield probe(policy, says, "wild" if wild else "random", one.events, one.as_of)


def taken(others: Sequence[Probe]) -> Iterator[Probe]:
    """Some random histories of each sort."""
    for origin in ("random", "wild"):
        yield from islice((one for one in others if one.origin == origin), TAKEN)


def small(trial: Trial, rival: Rival, found: Sequence[Probe]) -> list[Probe]:
    """What tells a rival apart; where only random histories do, the smallest that the first of them becomes."""
    if not found or any(one.origin not in ("random", "wild") for one in found):
        return list(found)
    wrong = {id: Judging.of(rival.policy, (id,), rival.calendar) for id in rival.duties}
    duty = next(id for id in rival.duties if trial.told_apart(found[0], id, wrong[id]))

    def still(one: Probe) -> bool:
        fresh = probe(trial.policy, one.says, one.origin, one.events, one.as_of)
        return trial.told_apart(fresh, duty, wrong[duty])

    least = shrunk(found[0], still, trial.policy.vocabulary, SHRINKING)
    says, clauses = f"{duty}: a small history found at random.", trial.policy.duty(duty).clauses
    return [probe(trial.policy, says, "random", least.events, least.as_of, clauses)]


def fates(policy: Policy, survivors: Sequence[Rival], progress: Progress) -> dict[str, Fate]:
    """What is known of each of those that no candidate tells apart."""
    found = {}
    for number, rival in enumerate(survivors, 1):
        found[rival.id] = fate(policy, rival)
        progress("survivors", number, len(survivors))
    return found


def made(
    policy: Policy, cases: Sequence[Probe], told: Mapping[str, Sequence[Probe]], survivors: Mapping[str, Fate]
) -> Corpus:
    """The corpus of some cases, with what is known of it."""
    judging = Judging.of(policy)
    named = [named_clauses(policy, one, judging) for one in cases]
    terms = terms_of(policy)
    ids = {one.id for one in cases}
    manifest = Manifest(
        made_by=f"coregroup {__version__}",
        policy=terms.policy,
        digest=terms.digest,
        readings=terms.readings,
        calendar=judging.calendar.digest,
        duties=terms.duties,
        cases=len(named),
        by_origin=dict(sorted(Counter(one.origin for one in named).items())),
        by_clause=dict(sorted(Counter(clause for one in named for clause in one.clauses).items())),
        killed={id: next(one.id for one in probes if one.id in ids) for id, probes in told.items() if probes},
        equivalent=tuple(Survivor(id, one.value) for id, one in survivors.items() if one in EQUIVALENT),
        same_breaches=tuple(Survivor(id, one.value) for id, one in survivors.items() if one is Fate.SAME_BREACHES),
        open=tuple(id for id, one in survivors.items() if one is Fate.OPEN),
    )
    return Corpus(manifest, tuple(named))


def named_clauses(policy: Policy, one: Probe, judging: Judging) -> Case:
    """The case of a probe, with the clauses of all duties that arise where it was made for none."""
    expected = judging.told(one.events, one.as_of)
    if not one.clauses:
        arisen = dict.fromkeys(finding.duty for finding in expected)
        clauses = dict.fromkeys(clause for id in arisen for clause in policy.duty(id).clauses)
        one = replace(one, clauses=tuple(clauses))
    return Case.of(one, expected)

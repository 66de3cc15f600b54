"""The guess: which suspect gives the answers that a system gave, on the smallest history and on many others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

import msgspec

from model.conformance.endings import endings
from model.conformance.everywhere import everywhere
from model.conformance.faults import Explanation
from model.conformance.misreadings import misreadings
from model.conformance.probe import Answers, Difference, Level, Probe, differences
from model.conformance.shrink import moved
from model.conformance.suspects import Suspect, readings, single, usable
from model.conformance.together import Company
from model.conformance.triggered import triggered
from model.conformance.twice import twice
from model.conformance.unrecorded import unrecorded
from model.events import Event
from model.kinds import BUILT_IN
from model.policy import Policy

SHOWN = 3
# So many of those that fare best are held against each other on all duties, on so many histories like the first.
COMPARED, NEIGHBOURS = 12, 40
# An explanation that is wrong about more than this share of the observations explains nothing.
WORST = 0.3
# Where no single change explains everything, so many of the nearest are changed once more, in so many ways at most.
NEAR, MOST_PAIRS = 8, 200
# Shifts, in days, by which whole histories and the day they are looked at are moved.
SHIFTS = (1, 2, 3, 4, 5, 6, 7, 31, 59, 92, 120, 150, 181, 212, 243, 274, 304, 335, 351, 365, 420, 730, 1096)


@dataclass(frozen=True)
class Observation:
    """A probe, the oracle's answers to it and the system's, each of all duties in question."""

    probe: Probe
    expected: Answers
    got: Answers

    def fails(self, duty: str, level: Level) -> bool:
        """Whether the two differ on a duty."""
        return bool(differences(of(duty, self.expected), of(duty, self.got), level))


def compared(expected: Answers, got: Answers, level: Level) -> tuple[Difference, ...]:
    """Where two differ; a right answer under the name of another event is one difference, its field `id`."""
    found = list(differences(expected, got, level))
    for missing in [one for one in found if one.field == "missing"]:
        wanted = {("", ""): expected[missing.duty, missing.trigger]}
        for extra in [one for one in found if one.field == "extra" and one.duty == missing.duty]:
            if not differences(wanted, {("", ""): got[extra.duty, extra.trigger]}, level):
                found = [one for one in found if one not in (missing, extra)]
                found.append(Difference(missing.duty, missing.trigger, "id", missing.trigger, extra.trigger))
                break
    return tuple(found)


def of(duty: str, answers: Answers) -> Answers:
    """The answers on one duty."""
    return {key: one for key, one in answers.items() if key[0] == duty}


def guess(
    observations: Sequence[Observation],
    duty: str,
    policy: Policy,
    base: Policy,
    level: Level,
    duties: tuple[str, ...],
    more: Sequence[Observation] = (),
    learned: Sequence[Suspect] = (),
    company: Company | None = None,
    kept: dict[str, Suspect] | None = None,
) -> tuple[Explanation, ...]:
    """The best explanations of what the first observation shows about a duty, the best first; at most three.

    Those that fit it are tried on the others: first on that duty, then, where several fit alike, on all `duties` and
    on `more`, where the duty need not come up. `learned` are suspects that were read off from what was seen; each
    suspect acts in the `company` of others. Suspects are `kept` by their ids, and used again.
    """
    beside, memory = company or Company(policy), {} if kept is None else kept
    suspects = (*learned, *(memory.setdefault(one.id, one) for one in every(policy, base, duty, observations, level)))
    ranked = sorted(tried(suspects, observations, duty, level, beside), key=rank)
    if ranked and not ranked[0].full:
        pairs = islice(twice(policy, duty, [one.suspect.id for one in ranked[:NEAR]]), MOST_PAIRS)
        ranked = [*(one for one in tried(pairs, observations, duty, level, beside) if one.full), *ranked]
    best = ranked[:COMPARED]
    equal = [one for one in best if rank(one) == rank(best[0])]
    if len(equal) > 1:
        rest = [] if best[0].full else best[len(equal) :]
        best = [*preferred(equal, (*observations[:NEIGHBOURS], *more), duties, level, beside), *rest]
    return tuple(distinct(one_of(learned, best)))[:SHOWN]


def preferred(
    equal: Sequence[Explanation],
    observations: Sequence[Observation],
    duties: tuple[str, ...],
    level: Level,
    beside: Company,
) -> list[Explanation]:
    """Those that fare alike on their duty, as they fare on all; of those that explain everything, only the best."""
    fares = {one.suspect: fare(beside.acting(one.suspect), observations, duties, level) for one in equal}
    if equal[0].full:
        most = max(right for right, _ in fares.values())
        return sorted((one for one in equal if fares[one.suspect][0] == most), key=lambda one: one.suspect.spoils)
    # What explains only a part stands beside other mistakes: there it counts that nobody speaks against it.
    return sorted(equal, key=lambda one: (fares[one.suspect][1], -fares[one.suspect][0]))


def one_of(learned: Sequence[Suspect], explanations: Sequence[Explanation]) -> Iterator[Explanation]:
    """Of the rules that were learned from the same days only the one that fares best."""
    told = False
    for one in explanations:
        if one.suspect not in learned or not told:
            yield one
        told = told or one.suspect in learned


def every(
    policy: Policy, base: Policy, duty: str, observations: Sequence[Observation], level: Level
) -> Iterator[Suspect]:
    """Every suspect that may have to do with what the first observation shows about a duty."""
    first = observations[0]
    wrong = differences(of(duty, first.expected), of(duty, first.got), level)
    seen = next((first.got.get((one.duty, one.trigger)) for one in wrong), None)
    yield from readings(policy, base)
    yield from misreadings(policy, duty, first.probe, seen)
    yield from triggered(policy, duty, [(one.probe, one.got) for one in observations])
    yield from single(policy, duty)
    yield from endings(policy, duty)
    yield from unrecorded(policy)
    yield from everywhere(policy, first.probe)


def tried(
    suspects: Iterable[Suspect], observations: Sequence[Observation], duty: str, level: Level, beside: Company
) -> Iterator[Explanation]:
    """How those fare that fit the first observation, but for the ones that explain next to nothing of the others."""
    first, trials = observations[0], [(one, one.fails(duty, level)) for one in observations]
    if beside.known and fits(beside.all, first, (duty,), level):
        return  # all that is known explains it: nothing is new
    for suspect in suspects:
        if beside.known and suspect.tabled and same(suspect, first, duty, level):
            continue  # what changes nothing alone mostly changes nothing beside others, and takes long to read
        acting = beside.acting(suspect)
        if fits(acting, first, (duty,), level):
            scored = score(acting, trials, duty, level, 0 if suspect.spoils else WORST)
            if scored is not None:
                yield replace(scored, suspect=suspect)


def distinct(explanations: Iterable[Explanation]) -> Iterator[Explanation]:
    """Each phrase once; behind one that explains all, only others that do; behind a reading that does, readings."""
    said: set[str] = set()
    full = read = False
    for one in explanations:
        if one.suspect.says not in said and (one.full or not full) and (one.suspect.reads or not read):
            said.add(one.suspect.says)
            full = full or one.full
            read = read or (one.full and one.suspect.reads)
            yield one


def fits(suspect: Suspect, seen: Observation, duties: tuple[str, ...], level: Level) -> bool:
    """Whether a suspect says the same as the system of these duties."""
    answers = usable(suspect, seen.probe, duties)
    got = {key: one for key, one in seen.got.items() if key[0] in duties}
    return answers is not None and not differences(answers, got, level)


def same(suspect: Suspect, seen: Observation, duty: str, level: Level) -> bool:
    """Whether a suspect says of a duty what the oracle says."""
    answers = usable(suspect, seen.probe, (duty,))
    return answers is not None and not differences(of(duty, seen.expected), answers, level)


def score(
    suspect: Suspect, trials: Sequence[tuple[Observation, bool]], duty: str, level: Level, worst: float
) -> Explanation | None:
    """How a suspect fares on the duty; None once it is wrong about more than the `worst` share."""
    failing = sum(failed for _, failed in trials)
    passing = len(trials) - failing
    found = Explanation(suspect, failing, failing, 0, passing)
    for one, failed in trials:
        if not fits(suspect, one, (duty,), level):
            found = replace(found, explained=found.explained - failed, broken=found.broken + (not failed))
            if rank(found) > worst:
                return None
    return found


def rank(one: Explanation) -> float:
    """The share of all observations that it gets wrong, failing and passing ones alike."""
    return (1 - one.explained / one.failing) + one.broken / max(1, one.passing)


def fare(
    suspect: Suspect, observations: Sequence[Observation], duties: tuple[str, ...], level: Level
) -> tuple[int, int]:
    """How many findings on any duty it gets right, and how many it changes into what the system does not say."""
    right = changed = 0
    for seen in observations:
        answers = usable(suspect, seen.probe, duties) or {}
        wrong = {(one.duty, one.trigger) for one in differences(answers, seen.got, level)}
        right += len(answers) - len(wrong)
        if wrong:
            changed += len(wrong & {(one.duty, one.trigger) for one in differences(answers, seen.expected, level)})
    return right, changed


def neighbours(probe: Probe, moves: Iterable[timedelta] = ()) -> Iterator[Probe]:
    """The history earlier or later, by `moves` too; one of its events a little different; looked at a little later."""
    for by in dict.fromkeys((*(timedelta(days=shift) for shift in SHIFTS), *moves)):
        events = tuple(moved(event, by) for event in probe.events)
        yield replace(probe, id=f"{probe.id}{by.days:+}", events=events, as_of=probe.as_of + by)
    for days in (1, 2, 5, 400):
        yield replace(probe, id=f"{probe.id}, {days} later", as_of=probe.as_of + timedelta(days=days))
    for place, event in enumerate(probe.events):
        before, after = probe.events[:place], probe.events[place + 1 :]
        # Events of one kind and day are in the order of what was recorded of them, and no two are alike.
        alone = not any((one.type, one.on) == (event.type, event.on) for one in before + after)
        others = list(retold(event)) if alone else []
        if not after and event.on < probe.as_of:
            others.append(("a day later", moved(event, timedelta(days=1))))
        for what, other in others:
            yield replace(probe, id=f"{probe.id}/{place} {what}", events=(*before, other, *after))
        if len(probe.events) > 1:
            yield replace(probe, id=f"{probe.id}-{place}", events=before + after)


def retold(event: Event) -> Iterator[tuple[str, Event]]:
    """The event with nothing recorded; with another word, or no for yes, in one of its attributes."""
    yield "nothing recorded", msgspec.structs.replace(event, attributes={})
    kind = BUILT_IN.by_name.get(event.type)
    for name, value in event.attributes.items():
        attribute = kind.attributes.get(name) if kind else None
        choices = (not value,) if isinstance(value, bool) else attribute.choices if attribute else ()
        for other in choices if isinstance(value, str | bool) else ():
            if other != value:
                new = {**event.attributes, name: other}
                yield f"{name} {other}", msgspec.structs.replace(event, attributes=new)

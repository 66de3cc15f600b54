"""Insight: what explains each fault of a system, also where several of them act on the same findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf

from model.conformance.closures import closures
from model.conformance.faults import Explanation, SystemFault
from model.conformance.guess import Observation, guess, rank
from model.conformance.judging import Judging
from model.conformance.learned import moves
from model.conformance.moves import suspects
from model.conformance.probe import Difference, Key
from model.conformance.session import Session
from model.conformance.sorts import Seen
from model.conformance.suspects import Suspect, usable
from model.conformance.sweep import seen
from model.conformance.together import Company
from model.policy import Policy

# Of what was seen in a sweep, every so manieth is held against other explanations.
SOME = 9
# So many that nothing explained are looked at again when something new is known.
AGAIN = 8
# From fewer days than these no rule is learned.
FEWEST = 30
Sweep = Callable[..., Iterable[Observation]]


@dataclass
class Evidence:
    """What was seen of a difference: `observations` (the first shows it), others at random, and a sweep once asked."""

    observations: Sequence[Observation]
    more: Sequence[Observation]
    difference: Difference
    sweep: Callable[[], Iterable[Observation]]
    swept: tuple[Observation, ...] | None = None

    @property
    def key(self) -> Key:
        """The name of the finding that differs."""
        return self.difference.duty, self.difference.trigger

    def days(self) -> tuple[Observation, ...]:
        """The sweep, asked for once."""
        if self.swept is None:
            self.swept = tuple(self.sweep())
        return self.swept


class Insight:
    """Guesses at each difference of what `session` says by itself, then beside what is known already."""

    def __init__(self, policy: Policy, base: Policy, session: Session) -> None:
        self.policy, self.base, self.session = policy, base, session
        self.calendar = Judging.of(policy).calendar
        self._last: Evidence | None = None
        self._open: list[tuple[SystemFault, Evidence]] = []
        self._certain: list[SystemFault] = []
        self._company = Company(policy)
        self._kept: dict[str, Suspect] = {}

    def explained(
        self, observations: Sequence[Observation], more: Sequence[Observation], difference: Difference, sweep: Sweep
    ) -> tuple[Explanation, ...]:
        """What explains a difference best."""
        ask = partial(sweep, observations[0].probe, difference.trigger)
        self._last = evidence = Evidence(observations, more, difference, ask)
        alone = self.new(self.guessed(evidence, Company(self.policy)))
        if sure(alone) or not self._certain:
            return alone
        return min(alone, self.new(self.guessed(evidence, self._company)), key=worst)

    def new(self, found: tuple[Explanation, ...]) -> tuple[Explanation, ...]:
        """Explanations that begin with one that is not known; none where the best is."""
        known = {one.id for one in self._company.known}
        return () if found and found[0].suspect.id in known else found

    def guessed(self, evidence: Evidence, company: Company) -> tuple[Explanation, ...]:
        """What explains it in a company: first what is often misunderstood, then what can be learned from a sweep."""
        found = self.guess(evidence, company, (), evidence.observations)
        if sure(found):
            return found
        learned = tuple(self.learned(evidence, company))
        if evidence.swept is None:
            return found
        return self.guess(evidence, company, learned, (*evidence.observations, *evidence.days()[::SOME]))

    def guess(
        self,
        evidence: Evidence,
        company: Company,
        learned: Sequence[Suspect],
        observations: Sequence[Observation],
    ) -> tuple[Explanation, ...]:
        """The guess of the kit."""
        level, duties = self.session.level, self.session.duties
        duty = evidence.difference.duty
        return guess(
            observations, duty, self.policy, self.base, level, duties, evidence.more, learned, company, self._kept
        )

    def learned(self, evidence: Evidence, company: Company) -> Iterator[Suspect]:
        """Days that are taken for holidays, and rules by which due days are moved, where the first one is."""
        duty = evidence.difference.duty
        first = next(self.shifts(evidence.observations[:1], evidence.key, company), None)
        if first is not None and first.got != first.due:
            days = list(self.shifts(evidence.days(), evidence.key, company))
            if len(days) >= FEWEST:
                yield from closures(self.policy, [first, *days], self.calendar)
                for move in moves([first, *days], self.calendar):
                    yield from suspects(self.policy, duty, move)

    def shifts(self, observations: Iterable[Observation], key: Key, company: Company) -> Iterator[Seen]:
        """The due days on one occasion as they are expected in a company, and as they are told."""
        told = ((one, usable(company.all, one.probe, (key[0],)) or {}) for one in observations)
        return seen(told, key)

    def keep(self, fault: SystemFault) -> None:
        """Remembers the fault of the difference that was explained last; what is certain may explain what was open."""
        if fault.certain:
            self.know(fault)
            self.look_again()
        elif self._last is not None:
            self._open.append((fault, self._last))

    def look_again(self) -> None:
        """Explains what was open beside all that is certain by now."""
        for old, evidence in self._open[:AGAIN]:
            found = self.new(self.guessed(evidence, self._company))
            if found and found[0].sound:
                old.explanations = found
                self.know(old)
        self._open = [one for one in self._open if not one[0].certain]

    def know(self, fault: SystemFault) -> None:
        """Takes one more for certain, beside all others that are."""
        self._certain.append(fault)
        self._company = self._company.joined(fault.explanations[0].suspect)
        for one in self._certain:
            others = (other for other in self._company.known if other is not one.explanations[0].suspect)
            one.company = Company.of(self.policy, others)


def sure(found: Sequence[Explanation]) -> bool:
    """Whether something explains all that was seen."""
    return bool(found) and found[0].full and not found[0].suspect.spoils


def worst(found: Sequence[Explanation]) -> float:
    """How far the best of some explanations is from the whole truth."""
    return rank(found[0]) if found else inf

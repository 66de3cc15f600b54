"""Choosing: a small set of cases that tells the right policy from every rival that any candidate tells apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from model.conformance.judging import Judging
from model.conformance.messages import Told
from model.conformance.probe import Probe
from model.conformance.rivals import Rival
from model.errors import InvalidInput
from model.policy import Policy

# Every rival is told apart by so many of the cases that are chosen, where there are as many; of more it is not asked.
TIMES, ENOUGH = 2, 8
Progress = Callable[[str, int, int], None]


def silent(_: str, __: int, ___: int) -> None:
    """Says nothing."""


@dataclass(frozen=True)
class Candidates:
    """What can be chosen: for each duty what was made for it, and what was made for none, tried last."""

    of_duty: Mapping[str, Sequence[Probe]]
    others: Sequence[Probe]


@dataclass
class Trial:
    """Holds rivals against candidates; what the right policy says is worked out once."""

    policy: Policy
    candidates: Candidates
    right: dict[str, Judging] = field(default_factory=dict)
    said: dict[tuple[str, str], tuple[Told, ...] | None] = field(default_factory=dict)

    def telling(self, rival: Rival) -> list[Probe]:
        """Candidates that tell a rival apart, taken by turns from those for each of its duties.

        What was made for none is tried only where too few others do.
        """
        wrong = {duty: Judging.of(rival.policy, (duty,), rival.calendar) for duty in rival.duties}
        own = self.first(wrong, self.candidates.of_duty)
        if len(own) >= TIMES:
            return own
        return own + self.first(wrong, dict.fromkeys(rival.duties, self.candidates.others))

    def first(self, wrong: Mapping[str, Judging], of_duty: Mapping[str, Sequence[Probe]]) -> list[Probe]:
        """The first of some candidates that tell it apart."""
        found: dict[str, Probe] = {}
        turns = zip_longest(*(self.those(duty, judging, of_duty[duty]) for duty, judging in wrong.items()))
        for probe in (one for turn in turns for one in turn if one is not None):
            found.setdefault(probe.id, probe)
            if len(found) >= ENOUGH:
                break
        return list(found.values())

    def those(self, duty: str, wrong: Judging, probes: Sequence[Probe]) -> Iterator[Probe]:
        """The probes that tell it apart by what it says on one duty."""
        return (probe for probe in probes if self.told_apart(probe, duty, wrong))

    def told_apart(self, probe: Probe, duty: str, wrong: Judging) -> bool:
        """Whether another way to judge says something else of a duty."""
        return answered(wrong, probe) != self.expected(probe, duty)

    def expected(self, probe: Probe, duty: str) -> tuple[Told, ...] | None:
        """What the right policy says of a duty."""
        key = probe.id, duty
        if key not in self.said:
            if duty not in self.right:
                self.right[duty] = Judging.of(self.policy, (duty,))
            self.said[key] = answered(self.right[duty], probe)
        return self.said[key]


def answered(judging: Judging, probe: Probe) -> tuple[Told, ...] | None:
    """The findings on a probe; None where a day lies outside the calendar."""
    try:
        return judging.told(probe.events, probe.as_of)
    except InvalidInput:
        return None


def chosen(told: Mapping[str, Sequence[Probe]], pinned: Sequence[Probe], times: int = TIMES) -> list[Probe]:
    """The pinned cases and, greedily, those that tell most rivals apart that were not yet told apart `times` times.

    `told` gives for each rival the cases that tell it apart; those of equal worth are taken in the order of `told`.
    """
    cases = {probe.id: probe for probes in told.values() for probe in probes}
    kills: dict[str, set[str]] = {id: set() for id in cases}
    for rival, probes in told.items():
        for probe in probes:
            kills[probe.id].add(rival)
    wanted = {rival: min(times, len(probes)) for rival, probes in told.items()}
    taken = {probe.id: probe for probe in pinned}
    for id in taken:
        settle(kills.pop(id, set()), wanted)
    while best := most(kills, wanted):
        taken[best] = cases[best]
        settle(kills.pop(best), wanted)
    return list(taken.values())


def settle(rivals: set[str], wanted: dict[str, int]) -> None:
    """Notes that a case was taken that tells these rivals apart."""
    for rival in rivals:
        wanted[rival] -= 1


def most(kills: Mapping[str, set[str]], wanted: Mapping[str, int]) -> str:
    """The case that tells most rivals apart that still want one; "" where none wants."""
    best, worth = "", 0
    for id, rivals in kills.items():
        now = sum(wanted[rival] > 0 for rival in rivals)
        if now > worth:
            best, worth = id, now
    return best

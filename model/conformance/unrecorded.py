"""Unrecorded: what is not recorded taken for yes or for no, where it is to be unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from model.conformance.everywhere import with_duties
from model.conformance.judging import Judging
from model.conformance.suspects import Suspect, changing
from model.policy import Duty, Policy
from model.policy.conditions import All, Pattern
from model.policy.scene import Scene, Tri

SCOPES = {("when", "then", "until"): "", ("when",): " in what triggers a duty", ("then",): " in what answers a duty"}


@dataclass(frozen=True)
class Settled(All):
    """Conditions whose answer is never unknown: `instead` is said in its place."""

    instead: bool = False

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        """Yes or no."""
        truth = All.holds(self, place, scene, other)
        return self.instead if truth is None else truth


def unrecorded(policy: Policy) -> Iterator[Suspect]:
    """Who knows of nothing that is unknown."""
    for instead, word in ((False, "no"), (True, "yes")):
        for keys, where in SCOPES.items():
            says = f'takes what is not recorded for "{word}"{where}, where it is unknown'
            yield changing(f"unrecorded {word}{where}", says, policy, partial(settled, keys, instead))


def settled(keys: tuple[str, ...], instead: bool, judging: Judging) -> Judging:
    """The judging that knows of nothing unknown in these parts of a duty."""

    def change(duty: Duty) -> Duty:
        when, then, until = (
            tuple(known(one, instead) for one in patterns) if key in keys else patterns
            for key, patterns in (("when", duty.when), ("then", duty.then), ("until", duty.until))
        )
        return replace(duty, when=when, then=then, until=until)

    return with_duties(judging, change)


def known(pattern: Pattern, instead: bool) -> Pattern:
    """The pattern without anything unknown."""
    return Pattern(pattern.event, All((Settled(pattern.condition.parts, instead),)))

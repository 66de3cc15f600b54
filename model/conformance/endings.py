"""Endings: what a system takes for the end of a duty, and what it lets count after that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from model.conformance.everywhere import with_duties
from model.conformance.judging import Judging
from model.conformance.suspects import Suspect, changing
from model.oracle.case import Case
from model.policy import Duty, Policy
from model.policy.conditions import All, Pattern, any_holds
from model.policy.scene import Scene, Tri

PLAN, CASE = ("plan_discharged", "case_transferred", "case_closed"), ("case_transferred", "case_closed")


@dataclass(frozen=True)
class Unless(All):
    """Conditions that hold only before the due day, and only where nothing answers the duty in time after that."""

    duty: Duty | None = None

    def holds(self, place: int, scene: Scene, other: int | None) -> Tri:
        """Whether the event at `place` ends what `other` triggered."""
        case, duty, trigger = cast(Case, scene), cast(Duty, self.duty), cast(int, other)
        due = duty.window.on(case.event(trigger).on, case.calendar, case.policy.counting).due
        if due is None:
            return All.holds(self, place, scene, other)
        later = [one for one in case.places(duty.response_kinds) if one > place and case.event(one).on <= due]
        answered = any(any_holds(duty.then, one, case, trigger) for one in later)
        return not answered and case.event(place).on < due and All.holds(self, place, scene, other)


def endings(policy: Policy, duty: str) -> Iterator[Suspect]:
    """Who lets the end of a plan or of a case end what goes on, or goes on where there is an end."""
    for kinds, name in ((PLAN, "the end of a plan or of a case"), (CASE, "the end of a case")):
        yield changing(f"ends {name}: {duty}", f"lets {name} end {duty}", policy, partial(ended, kinds, duty))
        yield changing(f"ends {name}", f"lets {name} end every duty", policy, partial(ended, kinds, ""))
    says = "lets an answer count that comes after the end of the duty"
    yield changing("answers after ends", says, policy, late)


def ended(kinds: tuple[str, ...], only: str, judging: Judging) -> Judging:
    """The judging with more that ends one duty, or every duty where none is named."""

    def change(duty: Duty) -> Duty:
        more = tuple(Pattern(kind) for kind in kinds if kind not in duty.ending_kinds)
        return replace(duty, until=(*duty.until, *more)) if only in ("", duty.id) else duty

    return with_duties(judging, change)


def late(judging: Judging) -> Judging:
    """The judging in which nothing ends a duty that is answered afterwards."""

    def change(duty: Duty) -> Duty:
        until = tuple(Pattern(one.event, All((Unless(one.condition.parts, duty),))) for one in duty.until)
        return replace(duty, until=until)

    return with_duties(judging, change)

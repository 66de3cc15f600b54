"""Observers: duties that nobody owes, compiled with a policy so that a search sees what its histories can hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from model.analysis.claim import LongestGap, Never
from model.analysis.following import Followed, longest_clock
from model.analysis.result import Result, Verdict
from model.analysis.search import Engine, Progress, Reach, explore
from model.calendar import Period, Unit
from model.compiled.compile import compile_policies, every
from model.compiled.compiled import Compiled
from model.compiled.work import gathered
from model.oracle.phrases import phrase
from model.policy import Duty, Policy, Strength
from model.policy.conditions import All, Not, Pattern
from model.policy.duty import Form
from model.policy.window import ON_ITS_DAY, within

OBSERVER = "observed"
LEFT_OUT = "Not searched"


class Unsearchable(Exception):
    """A claim is about a duty that cannot be compiled; the text says why."""


def longest_gap(empty: Result, about: LongestGap, engine: Engine, progress: Progress | None) -> Result:
    """How little is ever left of a deadline that is longer than the gap may be."""
    cap = longest_followed(about)
    compiled = unsettled(component(*watched(empty.policy, about), empty, about), cap)
    reach = searched(empty, compiled, engine, progress)
    mine = compiled.mask({OBSERVER})
    least = next(reach.lows[clock.slot] for clock in compiled.clocks if mine >> clock.demand & 1)
    # A counter is one more than the days left; on the last of them the gap may go on.
    longest = cap + 1 - least if least > 1 else None
    told = counted(empty, reach, compiled, least == 1 or (longest is not None and longest > about.at_most))
    return replace(
        told,
        exact=longest if whole(reach) else None,
        attained=sure(longest == about.at_most, told),
        seen=reach.breaches.get(mine),
        why=f"it can last longer than {cap} days" if least == 1 else told.why,
    )


def never(empty: Result, about: Never, engine: Engine, progress: Progress | None) -> Result:
    """Whether what never happens comes before every other breach; the twin: whether anything could make it happen."""
    if about.breached:
        return never_breached(empty, about, engine, progress)
    return never_happens(empty, about, engine, progress)


def never_breached(empty: Result, about: Never, engine: Engine, progress: Progress | None) -> Result:
    """Whether a history breaches this duty first and no other with it; the twin: whether something triggers it."""
    compiled = component(*watched(empty.policy, about), empty, about)
    reach = searched(empty, compiled, engine, progress)
    mine = compiled.mask({about.breached})
    days = [day for mask, day in reach.breaches.items() if mask & ~mine == 0]
    told = counted(empty, reach, compiled, bool(days))
    return replace(told, seen=min(days, default=None), attained=sure(bool(reach.touched & mine), told))


def never_happens(empty: Result, about: Never, engine: Engine, progress: Progress | None) -> Result:
    """Whether such an event comes with no breach; the twin: whether one of its kind does."""
    claim, twin = (
        alone(empty, one, engine, progress) for one in (about, replace(about, happens=kinds_of(about.happens)))
    )
    return replace(claim, attained=sure(twin.verdict is Verdict.REFUTED, twin))


def alone(empty: Result, about: Never, engine: Engine, progress: Progress | None) -> Result:
    """Whether no event of these comes without a breach."""
    compiled = component(*watched(empty.policy, about), empty, about)
    reach = searched(empty, compiled, engine, progress)
    seen = reach.breaches.get(compiled.mask({OBSERVER}))
    return replace(counted(empty, reach, compiled, seen is not None), seen=seen)


def kinds_of(patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    """The patterns without their conditions."""
    return tuple(Pattern(kind) for kind in dict.fromkeys(pattern.event for pattern in patterns))


def sure(answer: bool, told: Result) -> bool | None:
    """A yes holds whatever was left out; a no only where nothing was."""
    return True if answer else None if told.verdict is Verdict.NOT_FINISHED else False


def observer(form: Form, when: tuple[Pattern, ...]) -> Duty:
    """A duty that nobody owes, to begin with on its own day and never met."""
    return Duty(
        id=OBSERVER,
        clauses=(),
        strength=Strength.MUST,
        owed_by="nobody",
        says="An observer looks on.",
        form=form,
        when=when,
        requires=All((Not(All()),)),
        window=ON_ITS_DAY,
        source="",
    )


def deadline(about: LongestGap, cap: int) -> Duty:
    """The gap as a duty of `cap` days."""
    window = within(Period(cap, Unit.DAYS))
    return replace(observer(Form.THEN, about.start), requires=All(), then=about.end, until=about.until, window=window)


def prohibition(patterns: tuple[Pattern, ...]) -> Duty:
    """The events as a breach of their own."""
    return observer(Form.REQUIRES, patterns)


def longest_followed(about: LongestGap) -> int:
    """The days after which a gap is no longer followed."""
    return 2 * about.at_most + 14


def with_observer(policy: Policy, duty: Duty) -> Policy:
    """The policy with one duty more."""
    return replace(policy, duties=(*policy.duties, duty))


def watched(policy: Policy, about: LongestGap | Never) -> tuple[Policy, str]:
    """The policy, with an observer where the claim needs one, and the duty that the claim is about."""
    if isinstance(about, LongestGap):
        return with_observer(policy, deadline(about, longest_followed(about))), OBSERVER
    if about.breached:
        return policy, about.breached
    return with_observer(policy, prohibition(about.happens)), OBSERVER


def component(policy: Policy, id: str, empty: Result, about: LongestGap | Never) -> Compiled:
    """The part that has the duty, without the events that the claim leaves out; Unsearchable where there is none."""
    parts = compile_policies([policy], empty.calendar, strength=about.strength)
    for part in parts:
        if part.mask({id}):
            return without(part, about.without)
    omitted = gathered((policy,), empty.calendar, every, about.strength, True).omitted
    raise Unsearchable(omitted.get(f"{policy.id}: {id}", "no duty as strong as asked has to do with it"))


def unsettled(compiled: Compiled, cap: int) -> Compiled:
    """The same, in which the observer's deadline is `cap` days, whatever becomes of due days that are closed."""
    mine = compiled.mask({OBSERVER})
    place = next(place for place, clock in enumerate(compiled.clocks) if mine >> clock.demand & 1)
    due, rows = compiled.due.copy(), np.unique(compiled.starts[:, :, place])
    for row in rows[rows >= 0]:
        due[row, due[row] >= 0] = cap
    clocks = list(compiled.clocks)
    clocks[place] = replace(clocks[place], longest=cap)
    return replace(compiled, due=due, clocks=tuple(clocks))


def without(compiled: Compiled, kinds: Iterable[str]) -> Compiled:
    """The same, in which no event of some kinds can happen."""
    left_out = [place for place, letter in enumerate(compiled.letters) if letter.kind in set(kinds)]
    after = compiled.after.copy()
    after[:, left_out] = -1
    assumed = tuple(f"cases in which {phrase(kind)} are left out" for kind in kinds)
    return replace(compiled, after=after, assumed=(*compiled.assumed, *assumed))


def searched(empty: Result, compiled: Compiled, engine: Engine, progress: Progress | None) -> Reach:
    """All cases that may begin in the range, as far as they are followed."""
    end = followed(empty, compiled).end
    return explore(compiled, empty.first, end, engine=engine, start_last=empty.last, progress=progress)


def followed(empty: Result, compiled: Compiled) -> Followed:
    """How far they are followed."""
    return Followed.of(empty.last, compiled.calendar, longest_clock(compiled))


def whole(reach: Reach) -> bool:
    """Whether nothing was left out."""
    return reach.finished and not reach.full


def counted(empty: Result, reach: Reach, compiled: Compiled, against: bool) -> Result:
    """What the search covered; proved only where it left nothing out."""
    why = reach.stopped or ("a clock had no place for one more occasion" if reach.full else "")
    complete = Verdict.PROVED if whole(reach) else Verdict.NOT_FINISHED
    assumptions = (*compiled.assumed, *(f"{LEFT_OUT}: {name}: {why}" for name, why in compiled.omitted.items()))
    return replace(
        empty,
        verdict=Verdict.REFUTED if against else complete,
        states=reach.states,
        transitions=reach.transitions,
        followed=followed(empty, compiled),
        assumptions=assumptions,
        why=why,
    )

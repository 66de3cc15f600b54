"""Which kinds of event matter to some demands, and which letters they get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.compiled.alphabet import Alphabet
from model.compiled.compiled import Sense
from model.compiled.control import Clocked
from model.compiled.tables import longest
from model.compiled.walk import Asked, conditions_of, walked
from model.compiled.work import Work
from model.events import Value
from model.kinds import ANYWHERE, OPEN, Count
from model.oracle.standing import CLOSINGS
from model.policy import Policy
from model.policy.conditions import All, Attribute, Latest, Nth, Previous, Standing
from model.policy.values import OneOf


def alphabet(work: Work, clocked: Sequence[Clocked]) -> Alphabet:
    """What decides over the letters of some demands."""
    roots: list[Asked] = []
    extra: dict[tuple[str, str], tuple[Value, ...]] = {}
    for one in clocked:
        duty, policy = one.demand.duty, work.policy(one)
        roots += conditions_of(duty, policy)
        for power in policy.powers_over[duty.id]:
            for kind in power.kinds:
                extra[kind, power.sets] = (*extra.get((kind, power.sets), ()), *one.plan.directed)
    roots += starts_a_plan()
    tied = [longest(work, one) for one in clocked if one.plan.correlated]
    ways = tuple(dict.fromkeys(policy.counting.first_day for policy in work.policies))
    return Alphabet(tuple(roots), work.vocabulary, work.calendars[0], ways, extra, max(tied, default=0))


def starts_a_plan() -> Iterator[Asked]:
    """What tells a conference that starts a plan from one that does not."""
    yield Asked("icpc_held", All((Attribute("outcome", OneOf(("plan",))),)))


def kinds(work: Work, clocked: Sequence[Clocked]) -> set[str]:
    """The kinds of event that matter to some demands, with those without which they cannot happen."""
    return set().union(*(asked_kinds(one, work.policy(one)) for one in clocked))


def asked_kinds(one: Clocked, policy: Policy) -> set[str]:
    """The kinds of event that matter to a demand; something may turn on the plan, or on being looked after."""
    asked = list(walked(conditions_of(one.demand.duty, policy)))
    used = [policy.vocabulary.by_name[part.kind] for part in asked]
    standing = {part.condition.name for part in asked if isinstance(part.condition, Standing)}
    counted = [
        kind.counted_per for kind, part in zip(used, asked, strict=True) if isinstance(part.condition, Nth | Previous)
    ]
    forgets = one.plan.sense is Sense.LOOKBACK or bool(one.plan.directed) or Count.PLAN in counted
    forgets = forgets or any(isinstance(part.condition, Latest) for part in asked)
    found = {kind.name for kind in used}
    if found & set(CLOSINGS) and any(
        policy.vocabulary.by_name[name].states == OPEN for name in one.demand.duty.trigger_kinds
    ):
        found.add("referral_received")
    if forgets or "on_plan" in standing or any(kind.states not in (ANYWHERE, OPEN) for kind in used):
        found |= {"icpc_held", "plan_discharged"}
    if Count.CARE in counted or "looked_after" in standing or any(kind.looked_after is not None for kind in used):
        found |= {"became_looked_after", "ceased_looked_after"}
    return found

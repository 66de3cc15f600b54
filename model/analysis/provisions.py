"""Provisions: the excuses, powers and definitions that can make two policies part, and policies without them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.compiled.walk import conditions_of, walked
from model.policy import Policy
from model.policy.conditions import Defined
from model.policy.duty import Excuse, Power
from model.policy.overlay import overlaid
from model.policy.parse import parse
from model.policy.policy import Definition

Policies = tuple[Policy, Policy]
EXCUSE, POWER, DEFINITION = "excuse", "power", "definition"
# The keys of a definition beside its condition.
ABOUT = ("id", "clauses", "event", "says", "source")


@dataclass(frozen=True, order=True)
class Provision:
    """An excuse or a power of either policy, or a word that both define differently."""

    sort: str
    id: str

    def stated(self, policy: Policy) -> tuple[Excuse | Power | Definition, ...]:
        """What a policy says of it."""
        said: dict[str, Sequence[Excuse | Power | Definition]] = {
            EXCUSE: policy.excuses,
            POWER: policy.powers,
            DEFINITION: policy.definitions,
        }
        return tuple(one for one in said[self.sort] if one.id == self.id)

    def clauses(self, policy: Policy) -> tuple[str, ...]:
        """The clauses of a policy that state it."""
        return tuple(clause for one in self.stated(policy) for clause in one.clauses)


def provisions(policies: Policies, duties: Collection[tuple[int, str]]) -> tuple[Provision, ...]:
    """Those that bear on some duties; each duty is the place of its policy and its id."""
    found = {Provision(EXCUSE, one.id) for side, id in duties for one in policies[side].excuses_of[id]}
    found |= {Provision(POWER, one.id) for side, id in duties for one in policies[side].powers_over[id]}
    used = {name for side, id in duties for name in words(policies[side], id)}
    return tuple(sorted(found | {Provision(DEFINITION, id) for id in used & defined_apart(policies)}))


def words(policy: Policy, id: str) -> set[str]:
    """The defined words that a duty uses."""
    roots = [one for duty in policy.duties if duty.id == id for one in conditions_of(duty, policy)]
    return {one.condition.name for one in walked(roots) if isinstance(one.condition, Defined)}


def defined_apart(policies: Policies) -> set[str]:
    """The words that both define, in different ways, of the same kinds of event."""
    if policies[0].vocabulary != policies[1].vocabulary:
        return set()
    ours, theirs = ({(one.id, one.event): one.condition for one in policy.definitions} for policy in policies)
    return {id for id, event in ours if theirs.get((id, event), ours[id, event]) != ours[id, event]}


def without(policies: Policies, gone: Iterable[Provision]) -> Policies:
    """The policies without some provisions: no such excuse or power; a word that both define means what both mean."""
    ids = {sort: {one.id for one in gone if one.sort == sort} for sort in (EXCUSE, POWER, DEFINITION)}
    agreed = [meant_by_both(policies, id) for id in sorted(ids[DEFINITION])]
    first, second = (bare(redefined(one, agreed), ids[EXCUSE], ids[POWER]) for one in policies)
    return first, second


def meant_by_both(policies: Policies, id: str) -> dict[str, Any]:
    """A definition that holds where both policies' do."""
    ours, theirs = (entry for one in policies for entry in one.tables["definition"] if entry["id"] == id)
    said = [{key: value for key, value in entry.items() if key not in ABOUT} for entry in (ours, theirs)]
    return {**{key: ours[key] for key in ABOUT if key in ours}, "all": said}


def redefined(policy: Policy, entries: list[dict[str, Any]]) -> Policy:
    """The policy with other definitions."""
    if not entries:
        return policy
    tables = overlaid(policy.tables, {"definition": entries}, policy.id)
    return replace(parse(tables, policy.id), chosen=policy.chosen)


def bare(policy: Policy, excuses: Collection[str], powers: Collection[str]) -> Policy:
    """The policy without some excuses and powers."""
    return replace(
        policy,
        excuses=tuple(one for one in policy.excuses if one.id not in excuses),
        powers=tuple(one for one in policy.powers if one.id not in powers),
    )

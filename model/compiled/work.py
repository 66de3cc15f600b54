"""What is compiled together: the demands of some policies that can be searched, each with its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from types import MappingProxyType

from model.calendar import Calendar
from model.compiled.clocks import PLACES, Plan, half_and_double, planned, under_directions
from model.compiled.compiled import Demand
from model.compiled.control import Clocked
from model.compiled.dates import Use, clashing, uses
from model.errors import Fault, InvalidInput
from model.kinds import Attribute, Kind, Vocabulary
from model.policy import Duty, Policy, Strength
from model.policy.calendars import as_chosen
from model.policy.conditions import Pattern

Wanted = Callable[[int, Duty], bool]


@dataclass(frozen=True)
class Work:
    """What is to be compiled together."""

    policies: tuple[Policy, ...]
    calendar: Calendar
    calendars: tuple[Calendar, ...]
    clocked: tuple[Clocked, ...]
    omitted: Mapping[str, str]
    endings: bool

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds of all policies."""
        return merged([policy.vocabulary for policy in self.policies])

    def policy(self, one: Clocked) -> Policy:
        """The policy of a demand."""
        return self.policies[one.demand.policy]

    def calendar_of(self, one: Clocked) -> Calendar:
        """The calendar by which the policy of a demand counts."""
        return self.calendars[one.demand.policy]


def gathered(policies: Sequence[Policy], calendar: Calendar, wanted: Wanted, strength: Strength, endings: bool) -> Work:
    """The demands that can be searched, and the others with the reason."""
    vocabulary = merged([policy.vocabulary for policy in policies])
    calendars = tuple(as_chosen(calendar, policy.calendar) for policy in policies)
    clocked: list[Clocked] = []
    taken: list[Use] = []
    omitted: dict[str, str] = {}
    for place, policy in enumerate(policies):
        for duty in policy.at_strength(strength):
            if wanted(place, duty):
                plan = planned(duty, policy, vocabulary, calendars[place])
                dates = uses(duty, policy, calendars[place])
                if isinstance(plan, Plan) and clashing(dates, (*taken, *dates), calendars[0]):
                    plan = "a date that it compares is compared in another way too"
                if isinstance(plan, Plan):
                    clocked.append(Clocked(Demand(place, duty), plan))
                    taken += dates
                else:
                    omitted[f"{policy.id}: {duty.id}"] = plan
    return Work(tuple(policies), calendar, calendars, directed(clocked, policies), omitted, endings)


def directed(clocked: Sequence[Clocked], policies: Sequence[Policy]) -> tuple[Clocked, ...]:
    """The demands that directions re-time, with the windows they may get: the same for all that one can re-time."""
    directions = [set(directions_over(one, policies)) for one in clocked]
    intervals = [
        tuple(dict.fromkeys(chain.from_iterable(half_and_double(other.demand.duty) for other in alike)))
        for alike in (
            [other for other, theirs in zip(clocked, directions, strict=True) if own & theirs] for own in directions
        )
    ]
    return tuple(
        Clocked(one.demand, under_directions(one.plan, found)) for one, found in zip(clocked, intervals, strict=True)
    )


def directions_over(one: Clocked, policies: Sequence[Policy]) -> Iterator[tuple[Pattern, str]]:
    """The events that re-time a demand, and the attribute that holds the period."""
    for power in policies[one.demand.policy].powers_over[one.demand.duty.id]:
        yield from ((pattern, power.sets) for pattern in power.when)


def merged(vocabularies: Sequence[Vocabulary]) -> Vocabulary:
    """The kinds of all; a kind that only a later one has stands before the kind that follows it there.

    InvalidInput where they differ over the order of kinds inside a day, or over what an attribute holds.
    """
    whole = vocabularies[0]
    for vocabulary in vocabularies[1:]:
        following = ""
        for kind in reversed(vocabulary.kinds):
            if kind.name in whole.by_name:
                whole = whole.replaced(united(whole.by_name[kind.name], kind))
            else:
                whole = whole.inserted(kind, following) if following else Vocabulary((*whole.kinds, kind))
            following = kind.name
        agreed_on(whole, vocabulary)
    return whole


def united(one: Kind, other: Kind) -> Kind:
    """The first kind, with the attributes of both; texts that either allows are allowed."""
    found = dict(one.attributes)
    for name, theirs in other.attributes.items():
        ours = found.setdefault(name, theirs)
        if ours.type is not theirs.type:
            fact = f"holds a {ours.type.value} in one policy and a {theirs.type.value} in another"
            raise InvalidInput(Fault("attributes-differ", fact, name, f"event {one.name}", "rename one"))
        choices = (*ours.choices, *theirs.choices) if ours.choices and theirs.choices else ()
        found[name] = Attribute(ours.type, tuple(dict.fromkeys(choices)))
    return replace(one, attributes=MappingProxyType(found))


def agreed_on(whole: Vocabulary, vocabulary: Vocabulary) -> None:
    """InvalidInput where the kinds of a vocabulary stand in another order in the whole."""
    ranks = [whole.rank[kind.name] for kind in vocabulary.kinds]
    for place, (before, after) in enumerate(pairwise(ranks)):
        if before > after:
            names = [vocabulary.kinds[place + more].name for more in (0, 1)]
            fact = "comes before another kind of event in one policy, and after it in another"
            raise InvalidInput(Fault("orders-differ", fact, names[0], f"beside {names[1]}", "say comes_before alike"))


def assumptions(work: Work, clocked: Sequence[Clocked]) -> tuple[str, ...]:
    """What the arrays take for granted, in sentences."""
    found = ["every attribute that a condition asks for is recorded, on the day of the event"]
    found.append("at most one event of each kind a day")
    if any(work.policies[one.demand.policy].powers_over[one.demand.duty.id] for one in clocked):
        found.append("a direction sets half of the text's interval, or twice as long")
    if any(one.plan.places > 1 for one in clocked):
        found.append(f"at most {PLACES} occasions of one duty run at once where each needs its own answer")
    if not work.endings:
        found.append("no plan and no case is ended: no duty is kept by giving up")
    return tuple(found)

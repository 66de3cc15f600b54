"""Letters: the events of one kind that matter to a duty, told apart by what its conditions ask of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, islice

from model.calendar import Calendar
from model.compiled.alphabet import resolved
from model.compiled.candidates import Candidate, candidates
from model.compiled.recipes import OfLatest, Own, Situation
from model.compiled.walk import Test, conditions_of, tests
from model.events import Event
from model.kinds import Attribute, Type
from model.policy import Policy
from model.policy.values import Counts, Includes

# A kind with many attributes makes more pairs than are worth trying.
MOST_PAIRS = 60
PERIODS = ("3 weeks", "8 weeks", "20 working days", "2 months", "1 day", "0 days")

Letter = Mapping[str, Candidate]


def letters_of(policy: Policy, duty: str) -> dict[str, tuple[Letter, ...]]:
    """By kind of event on which a duty turns: what passes most tests, then one and two attributes at a time changed."""
    found = asked_of(policy, duty)
    return {kind: tuple(varied(values)) for kind, values in found.items()}


def asked_of(policy: Policy, duty: str) -> dict[str, dict[str, tuple[Candidate, ...]]]:
    """By kind, the attributes that decide over a duty, each with its values."""
    asked: dict[str, dict[str, list[Test]]] = {}
    for kind, name, test in looked_at(policy, duty):
        attributes = asked.setdefault(kind, {})
        if name:
            attributes.setdefault(name, []).extend([test] if test else [])
    kinds = policy.vocabulary.by_name
    return {
        kind: {
            name: values(kinds[kind].attributes[name], which)
            for name, which in attributes.items()
            if name in kinds[kind].attributes
        }
        for kind, attributes in asked.items()
    }


def looked_at(policy: Policy, duty: str) -> Iterator[tuple[str, str, Test | None]]:
    """Every kind that matters to a duty, its attributes, and how they are tested; "" and None where they are not."""
    for version in (one for one in policy.duties if one.id == duty):
        for kind in (*version.trigger_kinds, *version.response_kinds, *version.ending_kinds):
            yield kind, "", None
        for condition in conditions_of(version, policy):
            yield condition.kind, "", None
            yield from ((test.kind, test.attribute, test) for test in tests([condition]))
        yield from ((kind, version.anchor, None) for kind in version.trigger_kinds if version.anchor != "on")
    for power in policy.powers_over[duty]:
        yield from ((kind, power.sets, None) for kind in power.kinds)


def values(attribute: Attribute, asked: Sequence[Test]) -> tuple[Candidate, ...]:
    """What the tests tell apart, every word that could stand there, days of other events, and not recorded."""
    found: list[Candidate] = [*candidates(attribute, asked), *lists(asked)]
    if attribute.type is Type.BOOLEAN:
        found += [True, False]
    if attribute.type is Type.TEXT:
        found += attribute.choices
    if attribute.type is Type.DATE:
        found += [Own(14), OfLatest("core_group_held", "on"), OfLatest("icpc_held", "on"), Own(0)]
    if attribute.type is Type.PERIOD:
        found += PERIODS
    return tuple(dict.fromkeys([*found, None]))


def lists(asked: Sequence[Test]) -> Iterator[tuple[str, ...]]:
    """Each list that a test asks for, in full and without one of its entries; and of those alone that do not count."""
    for test in asked:
        if isinstance(test.test, Counts) and test.test.other_than:
            yield tuple(sorted(test.test.other_than))
        if isinstance(test.test, Includes):
            items = tuple(sorted(test.test.items))
            yield items
            yield from ((*items[:gone], *items[gone + 1 :]) for gone in range(len(items)))


def varied(values: Mapping[str, Sequence[Candidate]]) -> Iterator[Letter]:
    """The first value of each attribute, then with one changed, then with two."""
    base = {name: some[0] for name, some in values.items()}
    yield base
    others = [(name, value) for name, some in values.items() for value in some[1:]]
    yield from ({**base, name: value} for name, value in others)
    pairs = (pair for pair in combinations(others, 2) if pair[0][0] != pair[1][0])
    yield from ({**base, **dict(pair)} for pair in islice(pairs, MOST_PAIRS))


def written(kind: str, letter: Letter, day: date, before: Sequence[Event], calendar: Calendar) -> Event:
    """The event of a letter on a day; what it answers is the last event before it, where there is one."""
    trigger = before[-1] if before else None
    situation = Situation(day, before, calendar, 0, trigger)
    found = {name: resolved(value, situation) for name, value in letter.items()}
    return Event(type=kind, on=day, attributes={name: value for name, value in found.items() if value is not None})


def lacking(letter: Letter) -> str:
    """What a letter leaves unrecorded, in words.

    >>> lacking({"chair": None})
    ' (chair not recorded)'
    """
    names = [name.replace("_", " ") for name, value in letter.items() if value is None]
    return f" ({', '.join(names)} not recorded)" if names else ""

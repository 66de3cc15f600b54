"""Walks through conditions: which attributes of which kinds they test, and what of the past they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from model.calendar import FirstDay
from model.kinds import State
from model.policy import Duty, Policy
from model.policy.conditions import (
    All,
    Any,
    Attribute,
    Condition,
    Defined,
    Latest,
    Not,
    Nth,
    Pattern,
    Previous,
    Standing,
)
from model.policy.values import OneOf, SameAs, ValueTest


class Asked(NamedTuple):
    """A condition on an event of `kind`; `asker` is the kind of a later event that asks for it, if there is one.

    `way` is how the policy counts days that asks.
    """

    kind: str
    condition: Condition
    asker: str | None = None
    way: FirstDay = FirstDay.DAY_AFTER


def inside(asked: Asked) -> Iterator[Asked]:
    """The condition and all conditions inside it, each with the kind of event of which it speaks."""
    yield asked
    for part in parts(asked):
        yield from inside(part)


def parts(asked: Asked) -> Iterator[Asked]:
    """The conditions directly inside one."""
    kind, condition, asker, way = asked
    match condition:
        case All(found) | Any(found):
            yield from (Asked(kind, part, asker, way) for part in found)
        case Not(part):
            yield Asked(kind, part, asker, way)
        case Defined():
            yield Asked(kind, condition.condition, asker, way)
        case Previous(part):
            yield Asked(kind, part, kind, way)
        case Latest(pattern):
            yield Asked(pattern.event, pattern.condition, kind, way)
        case _:
            pass


class Test(NamedTuple):
    """A test of an attribute of events of `kind`; `asker` and `way` as in `Asked`."""

    kind: str
    attribute: str
    test: ValueTest
    asker: str | None = None
    way: FirstDay = FirstDay.DAY_AFTER


def tests(roots: Iterable[Asked]) -> Iterator[Test]:
    """Every test of an attribute inside some conditions."""
    for kind, condition, asker, way in walked(roots):
        if isinstance(condition, Attribute):
            yield Test(kind, condition.name, condition.test, asker, way)


def walked(roots: Iterable[Asked]) -> Iterator[Asked]:
    """Every condition inside some conditions, themselves included."""
    for root in roots:
        yield from inside(root)


def contextual(condition: Condition) -> bool:
    """Whether the answer depends on more than the event itself."""
    return any(asks_context(one.condition) for one in inside(Asked("", condition)))


def asks_context(condition: Condition) -> bool:
    """Whether this condition, leaving aside those inside it, looks beyond the event."""
    if isinstance(condition, Attribute):
        return isinstance(condition.test, SameAs)
    return isinstance(condition, Nth | Previous | Latest | Standing)


def entailed(condition: Condition) -> Iterator[Condition]:
    """What holds wherever a condition holds: itself and the parts that are joined by `all`."""
    yield condition
    if isinstance(condition, All):
        for part in condition.parts:
            yield from entailed(part)


def ties(patterns: Iterable[Pattern]) -> Iterator[str]:
    """The attributes of the trigger with which some patterns compare the event."""
    for test in tests(Asked(pattern.event, pattern.condition) for pattern in patterns):
        if isinstance(test.test, SameAs) and test.asker is None:
            yield test.test.attribute


def correlated(patterns: Iterable[Pattern]) -> bool:
    """Whether a pattern compares the event with the trigger."""
    return any(True for _ in ties(patterns))


def local(condition: Condition) -> Iterator[Condition]:
    """The largest conditions inside one that depend on the event alone: what tells its events apart."""
    if not contextual(condition):
        yield condition
        return
    match condition:
        case All(found) | Any(found):
            alone = tuple(part for part in found if not contextual(part))
            yield type(condition)(alone)
            for part in found:
                if contextual(part):
                    yield from local(part)
        case Not(part):
            yield from local(part)
        case Defined():
            yield from local(condition.condition)
        case _:
            pass


def conditions_of(duty: Duty, policy: Policy) -> Iterator[Asked]:
    """Every condition that decides over a duty: its own, and those of the excuses and powers over it."""
    excuses, powers = policy.excuses_of[duty.id], policy.powers_over[duty.id]
    others = chain((excuse.when for excuse in excuses), (power.when for power in powers))
    patterns = (*duty.when, *duty.then, *duty.until, *chain.from_iterable(others))
    asked = [(pattern.event, pattern.condition) for pattern in patterns]
    asked += [(kind, condition) for kind in duty.trigger_kinds for condition in (duty.requires, *duty.unless)]
    found = [Asked(kind, condition, None, policy.counting.first_day) for kind, condition in asked]
    yield from found
    yield from stages({one.kind for one in walked(found)}, policy)


def stages(kinds: Iterable[str], policy: Policy) -> Iterator[Asked]:
    """What moves a case between states of which some kinds can happen in one and not in the other."""
    possible = [policy.vocabulary.by_name[kind].states for kind in kinds]
    required = All((Attribute("icpc_required", OneOf((True,))),))
    for one, other, moves in (
        (State.FIRST_CORE_GROUP_DUE, State.CORE_GROUPS_RUNNING, Pattern("core_group_held", policy.quorum)),
        (State.ENQUIRY, State.CONFERENCE_DUE, Pattern("section_47_concluded", required)),
        (State.TAC_DUE, State.CHILD_IN_NEED, Pattern("tac_held")),
    ):
        if any((one in states) != (other in states) for states in possible):
            yield Asked(moves.event, moves.condition, None, policy.counting.first_day)
    if any(State.CLOSED in states and State.ENQUIRY not in states for states in possible):
        yield Asked("case_closed", All())

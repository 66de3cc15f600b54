"""Refusals: what a system takes although the case, as it stands, cannot take it, and what it sets aside that it can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from model.conformance.judging import Judging
from model.conformance.probe import Probe
from model.conformance.suspects import Suspect, changing
from model.kinds import ANYWHERE, OFF_PLAN, ON_PLAN, OPEN, STEPPED_DOWN, Kind, State, Vocabulary
from model.oracle.phrases import in_words
from model.oracle.standing import REOPENINGS
from model.policy import Policy

Change = Callable[[Kind], Kind]
CLOSED = frozenset({State.CLOSED})
REFUSED = "which is to be refused (set aside)"
# Where a kind can happen besides, in words.
WHERE = {
    ON_PLAN: "while a plan runs",
    OFF_PLAN: "while no plan runs",
    OFF_PLAN - CLOSED: "while no plan runs, as long as the case is open",
    STEPPED_DOWN: "after the plan was discharged",
    CLOSED: "after the case was closed",
}


def refusals(policy: Policy, probe: Probe) -> Iterator[Suspect]:
    """Every way in which a lifecycle takes or refuses otherwise what happens in this history."""
    for name in sorted({event.type for event in probe.events}):
        kind = policy.vocabulary.by_name[name]
        for says, other in (*taking(kind), *strict(kind)):
            yield suspect(policy, says, partial(one_changed, other))
    for says, change in TOGETHER.items():
        yield suspect(policy, says, change)


def suspect(policy: Policy, says: str, change: Change) -> Suspect:
    """Who judges by the policy with another vocabulary."""
    return changing(f"lifecycle: {says}", says, policy, partial(with_kinds, change))


def with_kinds(change: Change, judging: Judging) -> Judging:
    """The judging with every kind changed."""
    vocabulary = changed(judging.policy.vocabulary, change)
    return replace(judging, policy=replace(judging.policy, vocabulary=vocabulary))


def one_changed(new: Kind, kind: Kind) -> Kind:
    """The kind itself, or what it is to be instead."""
    return new if kind.name == new.name else kind


def changed(vocabulary: Vocabulary, change: Change) -> Vocabulary:
    """A vocabulary with every kind changed."""
    return Vocabulary(tuple(change(kind) for kind in vocabulary.kinds))


def anywhere(kind: Kind) -> Kind:
    """Can happen whatever the state of the case."""
    return replace(kind, states=ANYWHERE, looked_after=None)


def of_a_plan(kind: Kind) -> Kind:
    """Where it needs a plan, can happen without one."""
    return replace(kind, states=ANYWHERE) if kind.states <= ON_PLAN else kind


def closed_too(kind: Kind) -> Kind:
    """Can happen after the case was closed, too."""
    return replace(kind, states=kind.states | CLOSED)


def of_any_child(kind: Kind) -> Kind:
    """Can happen whether or not the child is looked after."""
    return replace(kind, looked_after=None)


def only_open(kind: Kind) -> Kind:
    """Cannot happen after the case was closed, unless it opens the case again."""
    return kind if kind.name in REOPENINGS else replace(kind, states=kind.states & OPEN)


TOGETHER: dict[str, Change] = {
    "judges also events that cannot happen as the case stands, which are to be refused (set aside)": anywhere,
    "takes every event of a plan (core groups, reviews) also while no plan runs, which is to be refused": of_a_plan,
    "takes every event also after the case was closed, where most are to be refused": closed_too,
    "takes looked-after events whether or not the child is looked after, where they are to be refused": of_any_child,
    "sets aside every event after the case was closed, also those that are to be taken": only_open,
}


def taking(kind: Kind) -> Iterator[tuple[str, Kind]]:
    """Takes events of a kind where they are to be refused."""
    name = in_words(kind.name)
    if kind.states != ANYWHERE:
        where = WHERE.get(ANYWHERE - kind.states, "whatever the state of the case")
        yield f"takes '{name}' also {where}, {REFUSED}", replace(kind, states=ANYWHERE)
    for more in (CLOSED, STEPPED_DOWN, OFF_PLAN - CLOSED):
        if not more & kind.states and more | kind.states != ANYWHERE:
            yield f"takes '{name}' also {WHERE[more]}, {REFUSED}", replace(kind, states=kind.states | more)
    if kind.looked_after is not None:
        child = "not looked after" if kind.looked_after else "looked after already"
        yield f"takes '{name}' also of a child who is {child}, {REFUSED}", replace(kind, looked_after=None)


def strict(kind: Kind) -> Iterator[tuple[str, Kind]]:
    """Sets events of a kind aside where they are to be taken."""
    for fewer in (OFF_PLAN, ON_PLAN, CLOSED):
        if fewer & kind.states and not kind.states <= fewer:
            says = f"sets '{in_words(kind.name)}' aside {WHERE[fewer]}, where it is to be taken"
            yield says, replace(kind, states=kind.states - fewer)

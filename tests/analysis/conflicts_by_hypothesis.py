"""Conflicts between Brent and York as Hypothesis finds them: it draws cases, and shrinks what shows something new."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from model.findings import Finding, Status
from model.history import History
from model.oracle import judge
from model.policy import Duty, Policy
from model.policy.duty import Form
from tests.properties.judging import MUCH_LATER
from tests.strategies import (
    ENDING,
    ONE_DAY,
    OPENING,
    RUNNING,
    STARTS,
    Draw,
    Fact,
    attributes_of,
    common_kinds,
    dates_of,
    history_of,
    lawful_of,
    near_limit,
    policy_of,
)

Pair = tuple[str, str]
Step = tuple[str, str, str]
Happening = tuple[Step, bytes]

POLICIES: Mapping[str, Policy] = {"brent": policy_of("brent-2014"), "york": policy_of("york-2015")}
DUTIES = {policy.id: {duty.id: duty for duty in policy.duties} for policy in POLICIES.values()}
KINDS = POLICIES["brent"].vocabulary.by_name

# ---- cases that shrink well: one short block a happening, so that a happening can go without moving the others' bytes

ANYTHING = sorted({kind.name for policy in POLICIES.values() for kind in common_kinds(policy.id)})
STEPS: tuple[Step, ...] = tuple(dict.fromkeys((*RUNNING, *ENDING, *OPENING, *((name, "", "") for name in ANYTHING))))
PLAN: Fact = {"type": "icpc_held", "outcome": "plan", **lawful_of("icpc_held")}


def case_of(start: date, scheduled: bool, happenings: Sequence[Happening]) -> tuple[Fact, ...]:
    """A plan, its first core group scheduled or not, and what happens then: near the texts' limits, or at any time."""
    facts: list[Fact] = [{**PLAN, "on": start}, {"type": "core_group_scheduled", "on": start}][: 1 + scheduled]
    latest = {"icpc_held": start}
    for (name, after, limit), details in happenings:
        draw, today = Draw(details), max(latest.values())
        near = near_limit(draw, latest.get(after, today), (limit,)) if limit else today
        day = near if limit else today + ONE_DAY * draw.one_of((0, 0, 1, 5, 20))
        odd = draw.one_of(("", "", *KINDS[name].attributes))
        lawful = {
            key: value for key, value in {**lawful_of(name), **dates_of(draw, name, day, latest)}.items() if key != odd
        }
        facts.append({"type": name, "on": day, **attributes_of(draw, KINDS[name], day, facts, lawful)})
        latest[name] = max(day, latest.get(name, day))
    return tuple(facts)


happenings = st.lists(st.tuples(st.sampled_from(STEPS), st.binary(min_size=48, max_size=48)), max_size=12)
cases = st.builds(case_of, st.sampled_from(STARTS), st.booleans(), happenings)

# ---- where the two part


def parting(facts: Sequence[Fact]) -> frozenset[Pair]:
    """The topics on which a case first breaches duties of the one policy and none of the other's, with that policy.

    A topic on which the other one leaves anything unknown is left out.
    """
    history = history_of(facts, POLICIES["brent"])
    brent, york = (topics(history, policy) for policy in POLICIES.values())
    return frozenset((*earlier(brent, york, "brent"), *earlier(york, brent, "york")))


def topics(history: History, policy: Policy) -> dict[str, date]:
    """For each topic the day at whose end a duty of it is first breached; the first day of all, if any is unknown."""
    days = {event.id: event.on for event in history.events}
    found: dict[str, date] = {}
    for finding in judge(history, policy, {}, MUCH_LATER).findings:
        duty = DUTIES[policy.id][finding.duty]
        if finding.status is Status.UNKNOWN:
            found[duty.topic] = date.min
        elif finding.status is Status.BREACHED:
            day = max(decisive(finding, duty), days[finding.trigger])
            found[duty.topic] = min(day, found.get(duty.topic, day))
    return found


def decisive(finding: Finding, duty: Duty) -> date:
    """The day at whose end a breach stands: of what was forbidden the day of the act, else the due day."""
    day = finding.done if duty.form is Form.FORBID else finding.due
    assert day is not None
    return day


def earlier(breached: Mapping[str, date], others: Mapping[str, date], name: str) -> list[Pair]:
    """The topics on which one policy is breached, certainly and before the other."""
    return [(topic, name) for topic, day in breached.items() if date.min < day < others.get(topic, date.max)]


# ---- the search


def found(seeds: Iterable[int], examples: int) -> dict[Pair, History]:
    """The topics with the policy that alone is breached, each with the small case in which Hypothesis found it.

    For each seed it goes on until so many examples in a row show nothing new; the same seeds give the same answer.
    """
    histories: dict[Pair, History] = {}
    for seed in seeds:
        source = random.Random(seed)
        while (facts := novelty(histories, source, examples)) is not None:
            history = history_of(facts, POLICIES["brent"])
            histories.update(dict.fromkeys(parting(facts) - histories.keys(), history))
    return histories


def novelty(known: Mapping[Pair, History], source: random.Random, examples: int) -> tuple[Fact, ...] | None:
    """The smallest case to which Hypothesis can shrink one that shows something not known; None if it finds none."""
    # Without the phase that explains: it traces every line, which makes judging ten times as slow.
    phases = (Phase.generate, Phase.shrink)
    looking = settings(max_examples=examples, phases=phases, deadline=None, database=None)
    try:
        return find(cases, lambda facts: not parting(facts) <= known.keys(), settings=looking, random=source)
    except NoSuchExample:
        return None

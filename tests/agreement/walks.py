"""Random walks through compiled arrays, and what the oracle says of the same events: the third voice."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from model.compiled.compiled import Compiled, Sense
from model.compiled.realise import Move, realised
from model.compiled.step import State, begin, met, nightfall
from model.events import Event
from model.findings import Status
from model.history import History
from model.oracle import judge
from model.policy import Policy

EARLIEST, DAYS = date(2014, 12, 1), 700
ONE_DAY = timedelta(days=1)
# Late enough that every bank holiday is known: the arrays know them all.
KNOWN = date(2039, 12, 31)


@dataclass(frozen=True)
class Walk:
    """A walk: its moves, the last day, and the demands breached on that day (nothing was breached before)."""

    moves: tuple[Move, ...]
    last: date
    mask: int


def walk(compiled: Compiled, chance: random.Random) -> Walk | None:
    """Letters by chance until something is breached or time is up; None where a clock had no place left."""
    today = EARLIEST + timedelta(days=chance.randrange(DAYS))
    often, state = chance.choice((0.01, 0.03, 0.1, 0.4)), begin(compiled)
    moves: list[Move] = []
    for _ in range(chance.choice((20, 60, 250))):
        met_today = day_of(compiled, state, today, often, chance)
        if met_today is None:
            return None
        state, letters, mask = met_today
        moves += [(today, letter) for letter in letters]
        if mask:
            return Walk(tuple(moves), today, mask)
        today += ONE_DAY
    return Walk(tuple(moves), today - ONE_DAY, 0)


def day_of(
    compiled: Compiled, state: State, today: date, often: float, chance: random.Random
) -> tuple[State, list[int], int] | None:
    """One day with its night; None where a clock had no place left."""
    letters, mask = [], 0
    for first, stop in compiled.groups:
        if chance.random() < often:
            letter = chance.randrange(first, stop)
            found = met(compiled, state, letter, compiled.day(today))
            if found.full:
                return None
            if found.state is not None:
                state, mask = found.state, mask | found.broken
                letters.append(letter)
    night = nightfall(compiled, state)
    assert night.state is not None
    return night.state, letters, mask | night.broken


Names = set[tuple[int, str]]


def named(compiled: Compiled, mask: int) -> Names:
    """The policies and ids of the duties of a mask: versions of one duty have one id."""
    return {(demand.policy, demand.duty.id) for demand in compiled.named(mask)}


def breached(compiled: Compiled, events: Sequence[Event], as_of: date) -> Names:
    """The duties that the oracle finds breached, of those that are compiled."""
    wrong: Names = set()
    for place, policy in enumerate(compiled.policies):
        known = [event for event in events if event.type in policy.vocabulary.by_name]
        history = History.of("walk", known, vocabulary=policy.vocabulary)
        judged = judge(history, policy, as_of=as_of, known_at=KNOWN)
        wrong |= {(place, one.duty) for one in judged.findings if one.status is Status.BREACHED}
    return wrong & {(demand.policy, demand.duty.id) for demand in compiled.demands}


def at_once(compiled: Compiled) -> Names:
    """The duties whose breach shows on its own day: what looks back, and what must not happen."""
    return named(compiled, sum(1 << clock.demand for clock in compiled.clocks if clock.sense is not Sense.DEADLINE))


def disagreement(compiled: Compiled, taken: Walk) -> str:
    """What the oracle says otherwise, in words; empty where the two agree."""
    events = realised(compiled, taken.moves)
    after = breached(compiled, events, taken.last + (ONE_DAY if taken.mask else timedelta(0)))
    before = breached(compiled, events, taken.last) if taken.mask else set()
    if after == named(compiled, taken.mask) and before <= at_once(compiled):
        return ""
    story = [f"{event.on:%a %d %b %Y} {event.type} {dict(event.attributes)}" for event in events]
    arrays = named(compiled, taken.mask)
    return "\n".join([*story, f"on {taken.last}: arrays {arrays}, oracle {after}, the day before {before}"])


def walked(policies: Sequence[Policy], parts: Sequence[Compiled], count: int, seed: int) -> tuple[int, int]:
    """How many walks were held against the oracle, and how many ended in a breach; fails at the first that differs."""
    chance = random.Random(seed)
    held = broken = 0
    for _ in range(count):
        compiled = chance.choice(parts)
        taken = walk(compiled, chance)
        if taken is not None:
            wrong = disagreement(compiled, taken)
            assert not wrong, f"{[policy.id for policy in policies]}, seed {seed}\n{wrong}"
            held, broken = held + 1, broken + (taken.mask > 0)
    return held, broken

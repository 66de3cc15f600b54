"""The verdict on one occasion: `verdict.py` of the oracle, compiled."""

from __future__ import annotations

from typing import NamedTuple

from model.bulk.jit import inner
from model.bulk.occasions import Held, Timing, forgiven, late_response, occasion, timing
from model.bulk.places import (
    BREACHED,
    DAY,
    EXCUSED,
    FORM,
    FORM_FORBID,
    FORM_REQUIRES,
    LAPSED,
    MET,
    MISSING,
    NONE,
    NOT_KNOWN,
    PENDING,
    REQUIRES,
    UNKNOWN,
    YES,
    Ints,
    Rules,
    Scratch,
)
from model.bulk.truths import truth


class Verdict(NamedTuple):
    """A status with the places of the events that decided it, or NONE."""

    status: int
    response: int
    excuse: int
    lapse: int
    doubt: int


@inner
def unforgiven(
    m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, due: int, held: Held, done: int, doubt: int, count: int
) -> Verdict:
    """Excused before unknown before breached."""
    forgiving, excuse = forgiven(m, s, values, duty, trigger, due, held.answer, count)
    if forgiving == YES:
        return Verdict(EXCUSED, done, excuse, NONE, NONE)
    if forgiving == UNKNOWN or doubt != NONE:
        return Verdict(NOT_KNOWN, NONE, NONE, NONE, excuse if doubt == NONE else doubt)
    return Verdict(BREACHED, done, NONE, NONE, NONE)


@inner
def verdict(
    m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, timed: Timing, as_of: int, count: int
) -> Verdict:
    """The verdict at the end of `as_of`; the trigger is known to be one."""
    if timed.doubt != NONE:
        return Verdict(NOT_KNOWN, NONE, NONE, NONE, timed.doubt)
    form, held = m.duties[duty, FORM], holding(m, s, values, duty, trigger, timed, count)
    if held.answer != NONE:
        if form != FORM_FORBID:
            return Verdict(MET, held.answer, NONE, NONE, NONE)
    elif held.lapse != NONE:
        return Verdict(LAPSED, NONE, NONE, held.lapse, NONE)
    elif as_of <= timed.due:
        return Verdict(PENDING, NONE, NONE, NONE, NONE)
    return over(m, s, values, duty, trigger, timed, held, count)


@inner
def holding(m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, timed: Timing, count: int) -> Held:
    """What the case holds for this trigger; of a requirement, whether it is in doubt."""
    if m.duties[duty, FORM] != FORM_REQUIRES:
        return occasion(m, s, values, duty, trigger, timed, count)
    unknown = truth(m, s, values, m.duties[duty, REQUIRES], trigger, NONE) == UNKNOWN
    return Held(NONE, NONE, NONE, trigger if unknown else NONE, NONE)


@inner
def over(m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, timed: Timing, held: Held, count: int) -> Verdict:
    """The verdict where the due day is over, or what is forbidden was done."""
    form, done = m.duties[duty, FORM], held.answer
    doubt = held.unsure if held.doubt == NONE else held.doubt
    if form == FORM_FORBID:
        if done == NONE:
            return Verdict(MET if held.doubt == NONE else NOT_KNOWN, NONE, NONE, NONE, held.doubt)
        doubt = held.unsure if held.unsure < done else NONE
    elif form != FORM_REQUIRES:
        done = late_response(m, s, values, duty, trigger, timed, held.end, count)
    return unforgiven(m, s, values, duty, trigger, timed.due, held, done, doubt, count)


@inner
def finding(
    m: Rules, s: Scratch, values: Ints, duty: int, trigger: int, certain: bool, as_of: int, count: int
) -> tuple[Timing, Verdict]:
    """The finding on one occasion; it is unknown where the trigger or its anchor is."""
    row = m.duties[duty]
    if certain and row[FORM] == FORM_REQUIRES and truth(m, s, values, row[REQUIRES], trigger, NONE) == YES:
        day = s.course[trigger, DAY]
        return Timing(day, day, day, NONE, NONE), Verdict(MET, trigger, NONE, NONE, NONE)
    timed = timing(m, s, values, duty, trigger, count)
    if not certain or timed.anchor == MISSING:
        return timed, Verdict(NOT_KNOWN, NONE, NONE, NONE, trigger)
    return timed, verdict(m, s, values, duty, trigger, timed, as_of, count)

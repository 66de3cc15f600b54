"""Which events of a history are taken, and what is known of each: `model/oracle/case.py`, compiled."""

from __future__ import annotations

from model.bulk.jit import inner
from model.bulk.places import (
    BEFORE,
    CARE,
    CERTAIN_PLAN,
    COUNTED,
    COURSE,
    DAY,
    EITHER,
    EVENT,
    ICPC_NOT_REQUIRED,
    ICPC_REQUIRED,
    KIND,
    KNOWN,
    KNOWN_ON,
    LETTER,
    LOOKED_AFTER,
    NO_PLAN,
    NONE,
    NOT_SAID,
    NUMBER,
    ON,
    ON_PLAN,
    PLAN_START,
    QUORATE,
    REQUIRED,
    START,
    STATES,
    UNKNOWN,
    YES,
    Ints,
    Rules,
    Scratch,
)
from model.bulk.truths import answered

ICPC, CORE_GROUP, CONCLUDED, CLOSED, TRANSFERRED, REFERRED, STRATEGY, STARTED = range(8)
BECAME, CEASED, DISCHARGED, TAC, ENDED = range(8, 13)
ENQUIRY, CONFERENCE_DUE, FIRST_CORE_GROUP_DUE, CORE_GROUPS_RUNNING, TAC_DUE, CHILD_IN_NEED, SHUT = range(7)
PER_PLAN, PER_CARE = 0, 1
SINCE, COUNT, LAST = range(3)


@inner
def taken(m: Rules, s: Scratch, letters: Ints, values: Ints, first: int, end: int, as_of: int) -> int:
    """How many of the events from `first` to before `end` are seen by `as_of` and taken; writes `course`."""
    s.last[:], s.counts[:] = NONE, NONE
    count = 0
    for event in range(first, end):
        if values[event, ON] <= as_of and values[event, KNOWN] <= as_of:
            count += meet(m, s, letters, values, event, count)
    return count


@inner
def meet(m: Rules, s: Scratch, letters: Ints, values: Ints, event: int, place: int) -> int:
    """Takes the event as the next one, and says so; or refuses it."""
    kind = m.rows[letters[event], KIND]
    before, care, kinds = state(m, s), looked_after(m, s), len(m.kinds)
    if not m.kinds[kind, STATES] >> before & 1 or m.kinds[kind, LOOKED_AFTER] not in (EITHER, care):
        return 0
    course = m.rows[letters[event], COURSE]
    starts = kind == m.names[ICPC] and course != NO_PLAN
    c = s.course[place]
    c[LETTER], c[EVENT], c[DAY], c[KNOWN_ON] = letters[event], event, values[event, ON], values[event, KNOWN]
    c[START] = place if starts else max(s.last[kinds + PLAN_START], 0)
    number(m, s, kind, place)
    s.last[kind] = place
    c[ON_PLAN], c[CARE] = plan_runs(m, s), care
    if starts:
        s.last[kinds + PLAN_START] = place
        if course != NOT_SAID:
            s.last[kinds + CERTAIN_PLAN] = place
    elif kind == m.names[CORE_GROUP]:
        # It changes nothing that is asked here, so that what makes it quorate may be asked before it is remembered.
        answered(m, s, values, place)
        if s.answers[place, m.quorum] == YES:
            s.last[kinds + QUORATE] = place
    elif kind == m.names[CONCLUDED] and course != NOT_SAID and before in (ENQUIRY, CONFERENCE_DUE):
        s.last[kinds + (ICPC_REQUIRED if course == REQUIRED else ICPC_NOT_REQUIRED)] = place
    c[ON_PLAN], c[CARE] = plan_runs(m, s), looked_after(m, s)
    answered(m, s, values, place)
    return 1


@inner
def number(m: Rules, s: Scratch, kind: int, place: int) -> None:
    """Numbers the event in the count of its kind."""
    since, counted = 0, m.kinds[kind, COUNTED]
    if counted == PER_PLAN:
        since = s.course[place, START]
    elif counted == PER_CARE:
        since = max(s.last[m.names[BECAME]], 0)
    counts = s.counts[kind]
    if counts[SINCE] != since:
        counts[SINCE], counts[COUNT], counts[LAST] = since, 0, NONE
    s.course[place, BEFORE] = counts[LAST]
    counts[COUNT], counts[LAST] = counts[COUNT] + 1, place
    s.course[place, NUMBER] = counts[COUNT]


@inner
def closing(m: Rules, s: Scratch) -> int:
    """The place of the latest closing."""
    return int(max(s.last[m.names[CLOSED]], s.last[m.names[TRANSFERRED]]))


@inner
def on_plan(m: Rules, s: Scratch) -> bool:
    """Whether a plan was started, and neither discharged nor the case closed since."""
    return bool(s.last[len(m.kinds) + PLAN_START] > max(s.last[m.names[DISCHARGED]], closing(m, s)))


@inner
def plan_runs(m: Rules, s: Scratch) -> int:
    """Whether a plan runs, in three values."""
    kinds = len(m.kinds)
    if not on_plan(m, s):
        return 0
    return 1 if s.last[kinds + CERTAIN_PLAN] == s.last[kinds + PLAN_START] else UNKNOWN


@inner
def looked_after(m: Rules, s: Scratch) -> int:
    """Whether the child became looked after, and has not ceased to be since."""
    return int(s.last[m.names[BECAME]] > s.last[m.names[CEASED]])


@inner
def state(m: Rules, s: Scratch) -> int:
    """The lifecycle state, by its place among the states."""
    last, names, kinds, closed = s.last, m.names, len(m.kinds), closing(m, s)
    conference = last[names[ICPC]]
    opened = max(last[names[REFERRED]], last[names[STRATEGY]], last[names[STARTED]], conference)
    if closed > opened:
        return SHUT
    if on_plan(m, s):
        return CORE_GROUPS_RUNNING if last[kinds + QUORATE] > last[kinds + PLAN_START] else FIRST_CORE_GROUP_DUE
    if last[names[DISCHARGED]] > max(last[names[ENDED]], closed):
        return CHILD_IN_NEED if last[names[TAC]] > last[names[DISCHARGED]] else TAC_DUE
    if last[kinds + ICPC_REQUIRED] > max(last[kinds + ICPC_NOT_REQUIRED], conference, closed):
        return CONFERENCE_DUE
    return ENQUIRY

"""Lives: what happened to a child up to the start, for every age of a plan that can be drawn (`simulations/lives.py`).

They are made once for all replications, and stand behind the tables. An occasion of a life has its words where any
other has them; where that has its number and its child, it has the task that is done for it and its standing.
"""

from __future__ import annotations

import numpy as np

from simulations.acts import Given, Turn
from simulations.inputs import Inputs
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.clocks import BY_TRIGGER, FROM_OPENING
from simulations.kernel.options import SOURCES, Longs, Words, inner, lowest, outer, pointer, whole
from simulations.kernel.packing import bits
from simulations.lives import CONFERENCE_AFTER, ENQUIRY_AFTER, first_act, held_on
from simulations.rows import Standing

RUNNING, ANSWERED, LAPSED, ENDED = (whole(one) for one in Standing)
STRATEGY, STARTED, TO_REVIEW = whole(Given.STRATEGY), whole(Given.STARTED), whole(Turn.REVIEW)
NO_DAY = whole(-1)
TASK, STANDING = at.OCCASION_NUMBER, at.CHILD
DAY_AT, RANK_AT = 40, 20
# The first guess: acts and occasions of a life.
ACTS, OCCASIONS = 128, 128


def with_lives(packed: Longs, inputs: Inputs) -> Longs:
    """The tables of a scenario with the lives to draw from behind them; as they are where none is drawn."""
    size = 1
    while inputs.past_drawn:
        m = laid_out(packed, inputs, size)
        try:
            live_all(m, first_act(inputs, Turn.ENQUIRY), first_act(inputs, Turn.CONFERENCE))
        except MemoryError:
            size *= 2
        else:
            return m[: m[at.LIVED_TOP]]
    return packed


def laid_out(packed: Longs, inputs: Inputs, size: int) -> Longs:
    """The tables, the bands of ages, the life of every age, and room for so many times the first guess."""
    held = [held_on(inputs, age) for age in range(int(inputs.past_ages.max()) + 1)]
    days, life_of = np.unique(np.array(held, np.int64), return_inverse=True)
    # No draw reaches the last bound.
    bands = np.column_stack([inputs.past_ages, bits([*inputs.past_shares, 2.0])])
    rows = np.zeros((len(days), at.LIFE_WORDS), np.int64)
    rows[:, at.HELD] = days
    acts, occasions = (len(days) * size * room for room in (ACTS * at.DEED_WORDS, OCCASIONS * at.LIVED_WORDS))
    ends = len(packed) + np.cumsum([0, bands.size, len(held), rows.size, acts, occasions])
    m = np.concatenate(
        [packed, bands.ravel(), ends[2] + life_of * at.LIFE_WORDS, rows.ravel(), np.zeros(acts + occasions, np.int64)]
    )
    m[at.PAST_CHILDREN] = inputs.past_drawn
    m[[at.BANDS, at.LIFE_OF, at.LIVES, at.ACTS_TOP, at.LIVED_TOP]] = ends[:-1]
    m[[at.LIVES_END, at.ACTS_LIMIT, at.LIVED_LIMIT]] = ends[3:]
    return m


@outer
def live_all(memory: Longs, enquiry: int, conference: int, _sources: int = SOURCES) -> None:
    """Lives every life, which begins with these acts; MemoryError where there is too little room."""
    m = pointer(memory)
    for life in range(m[at.LIVES], m[at.LIVES_END], at.LIFE_WORDS):
        live(m, life, enquiry, conference)


@inner
def live(m: Words, life: int, enquiry: int, conference: int) -> None:
    """The enquiry and the conference, then what comes first, again and again, until the start."""
    m[life + at.DEEDS_FROM], m[life + at.LIVED_FROM] = m[at.ACTS_TOP], m[at.LIVED_TOP]
    begun = m[life + at.HELD] - CONFERENCE_AFTER
    reach(m, life, begun, STRATEGY, NO_DAY)
    reach(m, life, begun, STARTED, NO_DAY)
    reach(m, life, begun + ENQUIRY_AFTER, enquiry, NO_DAY)
    reach(m, life, m[life + at.HELD], conference, NO_DAY)
    one = soonest(m, life)
    while one:
        task = m[one + TASK]
        # What the usual act does not answer stays undone.
        m[one + TASK] = 0
        m[life + at.LIFE_REVIEWS] += m[task + of.TURN] == TO_REVIEW
        reach(m, life, day_of(m, one), usual(m, life, task), m[one + at.OCCASION_ANCHOR])
        one = soonest(m, life)
    m[life + at.DEEDS_TO], m[life + at.LIVED_TO] = m[at.ACTS_TOP], m[at.LIVED_TOP]


@inner
def reach(m: Words, life: int, day: int, act: int, speaks_of: int) -> None:
    """An act reaches the clocks."""
    place = m[life + at.LIFE_CONTROL] + act
    after = m[m[of.AFTER] + place]
    if after < 0:
        return
    deed = m[at.ACTS_TOP]
    if deed == m[at.ACTS_LIMIT]:
        raise MemoryError
    m[at.ACTS_TOP] = deed + at.DEED_WORDS
    m[deed + at.DEED_DAY], m[deed + at.DEED_ACT], m[deed + at.DEED_OF] = day, act, speaks_of
    row = m[of.EFFECTS_FROM] + place
    for effect in range(m[row], m[row + 1], of.EFFECT_WORDS):
        settle(m, life, effect, speaks_of, day)
        if m[effect + of.OFFER] >= 0:
            begin(m, life, effect, day)
    m[life + at.LIFE_CONTROL] = after
    planned = m[m[of.PLAN_OF] + act]
    if planned >= 0:
        m[life + at.LIFE_PLANNED] = planned


@inner
def settle(m: Words, life: int, effect: int, speaks_of: int, day: int) -> None:
    """An act answers occasions of a clock, or ends them."""
    link = life + at.LIFE_RUNNING
    while m[link]:
        one, standing = m[link], RUNNING
        if m[one + at.CLOCK] == m[effect + of.CLOCK]:
            if (m[effect + of.HOW] == FROM_OPENING and m[one + at.OPENS] <= day) or (
                m[effect + of.HOW] == BY_TRIGGER and m[one + at.OCCASION_ANCHOR] == speaks_of
            ):
                standing = ANSWERED
            elif m[effect + of.ENDS]:
                standing = LAPSED if m[one + at.OCCASION_DUE] > day else ENDED
        if standing == RUNNING:
            link = one + at.OCCASION_NEXT
        else:
            m[link] = m[one + at.OCCASION_NEXT]
            m[one + STANDING], m[one + at.SETTLED] = standing, day


@inner
def begin(m: Words, life: int, effect: int, day: int) -> None:
    """An occasion begins, where the table gives a due day; the latest stands first."""
    offer, one = m[of.OFFERS] + day * m[of.OFFERED] + m[effect + of.OFFER], m[at.LIVED_TOP]
    if m[offer] < 0:
        return
    if one == m[at.LIVED_LIMIT]:
        raise MemoryError
    m[at.LIVED_TOP] = one + at.LIVED_WORDS
    m[one + at.OCCASION_NEXT], m[life + at.LIFE_RUNNING] = m[life + at.LIFE_RUNNING], one
    bit = m[effect + of.ASKS]
    m[one + TASK] = m[of.TASKS] + lowest(bit) * of.TASK_WORDS if bit else 0
    m[one + at.CLOCK], m[one + at.OCCASION_ANCHOR] = m[effect + of.CLOCK], day
    m[one + at.OPENS], m[one + at.OCCASION_DUE] = day + m[offer + 1], day + m[offer]
    m[one + STANDING], m[one + at.SETTLED] = RUNNING, NO_DAY


@inner
def soonest(m: Words, life: int) -> int:
    """The occasion that is answered first, of a clock the earliest; 0 where all would be answered at the start."""
    best, least, one = 0, m[of.FIRST] << DAY_AT, m[life + at.LIFE_RUNNING]
    while one:
        task = m[one + TASK]
        if task:
            rank = m[m[of.RANK] + usual(m, life, task)]
            key = day_of(m, one) << DAY_AT | rank << RANK_AT | m[one + at.CLOCK]
            if key <= least:
                best, least = one, key
        one = m[one + at.OCCASION_NEXT]
    return best


@inner
def day_of(m: Words, one: int) -> int:
    """The day on which an occasion is answered: the last office day before it is due, where it is open then."""
    before = m[m[of.OFFICE_DAYS] + m[m[of.UPTO] + m[one + at.OCCASION_DUE] - 1] - 1]
    return max(m[one + at.OCCASION_ANCHOR] + 1, m[one + at.OPENS], before)


@inner
def usual(m: Words, life: int, task: int) -> int:
    """The act of the usual way that breaks the least, with all partners there."""
    best, least = NO_DAY, NO_DAY
    for way in range(m[task + of.WAYS_FROM], m[task + of.WAYS_TO], of.WAY_WORDS):
        act = m[way + of.FULL]
        cost = m[m[of.COST] + m[life + at.LIFE_CONTROL] + act]
        if not m[way + of.COVER] and (best < 0 or (cost, act) < (least, best)):
            best, least = act, cost
    return best

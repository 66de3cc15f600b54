"""The clocks of a run: how acts answer, end and begin occasions (`simulations/clocks.py`)."""

from __future__ import annotations

from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.course import ACT_MASK, DAY_AT, DAY_MASK, DIRTY_AT, NO_DAY, WITH_ACTS
from simulations.kernel.heap import again, over, taken_note
from simulations.kernel.options import Words, apart, inner, lowest, whole
from simulations.kernel.packing import CHILDREN
from simulations.kernel.records import event_reached, occasion_over
from simulations.rows import Standing

RUNNING, ANSWERED, LAPSED, ENDED = (whole(one) for one in Standing)
FROM_OPENING, BY_TRIGGER = 1, 2
FREE_OCCASIONS, OCCASION_NEXT, OCCASION_WORDS = (
    whole(at.FREE_OCCASIONS),
    whole(at.OCCASION_NEXT),
    whole(at.OCCASION_WORDS),
)


@inner
def acts_reach(m: Words, family: int, day: int) -> None:
    """The acts of today reach the clocks of a family's children."""
    bits = m[family + at.DEEDS] & WITH_ACTS
    m[family + at.DEEDS] ^= bits
    while bits:
        child = m[family + at.FROM] + lowest(bits) * m[of.CHILD_WORDS]
        while m[child + at.DEEDS]:
            says = taken_note(m, child + at.DEEDS)
            feed(m, child, says & ACT_MASK, (says >> DAY_AT & DAY_MASK) - 1, NO_DAY, day)
        bits &= bits - 1


@apart
def feed(m: Words, child: int, act: int, speaks_of: int, other: int, day: int) -> None:
    """One act: answers, then ends, then begins occasions of the policy's clocks."""
    place = m[child + at.CONTROL] + act
    after = m[m[of.AFTER] + place]
    if after < 0:
        return
    row = m[of.EFFECTS_FROM] + place
    for effect in range(m[row], m[row + 1], of.EFFECT_WORDS):
        if m[child + m[effect + of.CLOCK]]:
            settle(m, child, effect, speaks_of, day)
        if m[effect + of.OFFER] >= 0:
            begin(m, child, effect, day)
    m[child + at.CONTROL] = after
    planned = m[m[of.PLAN_OF] + act]
    if planned >= 0:
        m[at.PLANNED_COUNT] += planned - m[child + at.PLANNED]
        m[child + at.PLANNED] = planned
    event_reached(m, child, act, speaks_of, other, day)


@inner
def asks(m: Words, owner: int, task_bit: int) -> None:
    """Something has changed in what is asked of a task; the family has the bits of all its children."""
    m[owner + at.DIRTY] |= task_bit
    family = m[owner + at.FAMILY]
    m[family + at.DIRTY] |= task_bit
    m[family + at.DEEDS] |= m[owner + CHILDREN] << DIRTY_AT


@inner
def settle(m: Words, child: int, effect: int, speaks_of: int, day: int) -> None:
    """An act answers an occasion, or ends it (which lapses only what is due later), or leaves it as it is."""
    how, ends, link = m[effect + of.HOW], m[effect + of.ENDS], child + m[effect + of.CLOCK]
    while m[link]:
        one, standing = m[link], RUNNING
        if (how == FROM_OPENING and m[one + at.OPENS] <= day) or (
            how == BY_TRIGGER and m[one + at.OCCASION_ANCHOR] == speaks_of
        ):
            standing = ANSWERED
        elif ends:
            standing = LAPSED if m[one + at.OCCASION_DUE] > day else ENDED
        if standing == RUNNING:
            link = one + at.OCCASION_NEXT
        else:
            m[link] = m[one + at.OCCASION_NEXT]
            asks(m, child, m[effect + of.ASKS])
            occasion_over(m, one, standing, day)
            over(m, FREE_OCCASIONS, OCCASION_NEXT, one)


@inner
def begin(m: Words, child: int, effect: int, day: int) -> None:
    """An occasion begins, where the table gives a due day."""
    link = child + m[effect + of.CLOCK]
    offer = m[of.OFFERS] + day * m[of.OFFERED] + m[effect + of.OFFER]
    if m[offer] < 0:
        return
    one = again(m, FREE_OCCASIONS, OCCASION_NEXT, OCCASION_WORDS)
    m[one + at.OCCASION_NEXT], m[link] = m[link], one
    asks(m, child, m[effect + of.ASKS])
    m[one + at.OCCASION_NUMBER] = m[at.OCCASION_COUNT]
    m[at.OCCASION_COUNT] += 1
    m[one + at.CHILD], m[one + at.CLOCK], m[one + at.OCCASION_ANCHOR] = child, m[effect + of.CLOCK], day
    m[one + at.OPENS], m[one + at.OCCASION_DUE] = day + m[offer + 1], day + m[offer]

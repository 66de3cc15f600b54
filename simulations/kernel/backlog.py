"""The backlog: the families that are open at the start, as a list has them or drawn (`simulations/lives.py`)."""

from __future__ import annotations

from simulations import course
from simulations.draws import Purpose, Stream
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.clocks import FREE_OCCASIONS, OCCASION_NEXT, OCCASION_WORDS, feed
from simulations.kernel.course import NO_DAY, begin_plan, fated, newcomer, stands, timer
from simulations.kernel.diaries import AGAIN
from simulations.kernel.drawing import between, drawn, who_draws
from simulations.kernel.heap import add, again, over
from simulations.kernel.lives import RUNNING, STANDING
from simulations.kernel.options import Words, inner, whole
from simulations.kernel.records import event_reached, occasion_over

CEASES, FIRST_SPELL = whole(course.CEASES), whole(1)
PAST, SIZE, AGE = whole(Stream.PAST), whole(Purpose.SIZE), whole(Purpose.AGE)
NONE, ONE = whole(0), whole(1)


@inner
def past_acts(m: Words) -> None:
    """The families of a list, and what happened to their children before."""
    for row in range(m[of.FAMILIES_PAST], m[of.FAMILIES_PAST] + 5 * m[of.PAST_FAMILIES], 5):
        family = newcomer(m, m[row])
        for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
            m[m[at.PAST_ROWS] + m[child + at.NUMBER]] = child
    for row in range(m[of.ACTS_PAST], m[of.ACTS_PAST] + 4 * m[of.PAST_ACTS], 4):
        feed(m, m[m[at.PAST_ROWS] + m[row]], m[row + 2], m[row + 3], NO_DAY, m[row + 1])


@inner
def past(m: Words) -> None:
    """Where the families of a list stand, and what will befall them."""
    for place in range(m[of.PAST_FAMILIES]):
        family, row = m[m[at.FAMILY_LIST] + place], m[of.FAMILIES_PAST] + 5 * place
        fated(m, family)
        if m[row + 2]:
            m[family + at.PLANS] = m[row + 2] - 1
            begin_plan(m, family, m[row + 4])
        stands(m, family, m[row + 1])
        m[family + at.REVIEWS], m[family + at.ENQUIRIES] = m[row + 3], 1
        add(m, AGAIN, family)
        for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
            past_child(m, family, child)


@inner
def past_child(m: Words, family: int, child: int) -> None:
    """A child of a list, who may be looked after."""
    row = m[of.CHILDREN_PAST] + 2 * m[child + at.NUMBER]
    m[child + at.IN_CARE] = m[child + at.SPELLS] = m[row]
    m[family + at.CARED] += m[row]
    if m[row]:
        timer(m, max(m[row + 1], m[of.FIRST]), CEASES, child, FIRST_SPELL)


@inner
def past_drawn(m: Words) -> None:
    """Families on a plan, drawn until there are as many children as asked."""
    number, left = NONE, m[at.PAST_CHILDREN]
    while left > 0:
        luck = who_draws(m, PAST, number)
        share, size = drawn(luck, SIZE, NONE), 0
        while size < m[of.SIZES] and m[m[of.SIZE_SHARES] + size] <= share:
            size += 1
        share, band = drawn(luck, AGE, NONE), m[at.BANDS]
        while m[band + at.BAND_SHARE] <= share:
            band += at.BAND_WORDS
        age = between(m[band + at.YOUNGEST], m[band + at.OLDEST], drawn(luck, AGE, ONE))
        on_plan(m, min(1 + size, left), m[m[at.LIFE_OF] + age])
        left, number = left - 1 - size, number + 1


@inner
def on_plan(m: Words, size: int, life: int) -> None:
    """A family of so many children, all with the same life."""
    family = newcomer(m, size)
    begin_plan(m, family, m[life + at.HELD])
    m[family + at.REVIEWS], m[family + at.ENQUIRIES] = m[life + at.LIFE_REVIEWS], 1
    add(m, AGAIN, family)
    for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
        m[child + at.CONTROL], m[child + at.PLANNED] = m[life + at.LIFE_CONTROL], m[life + at.LIFE_PLANNED]
        m[at.PLANNED_COUNT] += m[life + at.LIFE_PLANNED]
        for deed in range(m[life + at.DEEDS_FROM], m[life + at.DEEDS_TO], at.DEED_WORDS):
            event_reached(m, child, m[deed + at.DEED_ACT], m[deed + at.DEED_OF], NO_DAY, m[deed + at.DEED_DAY])
        for one in range(m[life + at.LIVED_FROM], m[life + at.LIVED_TO], at.LIVED_WORDS):
            lived(m, child, one)


@inner
def lived(m: Words, child: int, one: int) -> None:
    """An occasion of a life becomes one of a child; most are over, and only their number counts."""
    if m[one + STANDING] and m[one + at.OCCASION_DUE] < m[at.BEGIN] and not m[at.OCCASION_ROOM]:
        m[at.OCCASION_COUNT] += 1
        return
    row, link = again(m, FREE_OCCASIONS, OCCASION_NEXT, OCCASION_WORDS), child + m[one + at.CLOCK]
    for word in range(at.CLOCK, at.OCCASION_WORDS):
        m[row + word] = m[one + word]
    m[row + at.OCCASION_NUMBER], m[row + at.CHILD] = m[at.OCCASION_COUNT], child
    m[at.OCCASION_COUNT] += 1
    if m[one + STANDING] == RUNNING:
        m[row + at.OCCASION_NEXT], m[link] = m[link], row
    else:
        occasion_over(m, row, m[one + STANDING], m[one + at.SETTLED])
        over(m, FREE_OCCASIONS, OCCASION_NEXT, row)

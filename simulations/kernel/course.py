"""The course of cases: what outcomes and circumstance make of families (`simulations/course.py`)."""

from __future__ import annotations

from simulations import course
from simulations.acts import Given, Turn
from simulations.draws import SIBLINGS, Purpose, Stream
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.drawing import between, draw, owner_draw, who_draws
from simulations.kernel.heap import add, new, note, ordered_note, taken_note
from simulations.kernel.options import Words, apart, inner, whole
from simulations.kernel.packing import CHILDREN
from simulations.rows import Stage

DAY, FAMILY, CHILD = whole(Stream.DAY), whole(Stream.FAMILY), whole(Stream.CHILD)
CLOSED, ENQUIRY, CONFERENCE_DUE = whole(Stage.CLOSED), whole(Stage.ENQUIRY), whole(Stage.CONFERENCE_DUE)
ON_PLAN, TAC_DUE, CHILD_IN_NEED = whole(Stage.ON_PLAN), whole(Stage.TAC_DUE), whole(Stage.CHILD_IN_NEED)
RETURNS, CARE, CEASES = whole(course.RETURNS), whole(course.CARE), whole(course.CEASES)
LEAVES, STEP_UP = whole(course.LEAVES), whole(course.STEP_UP)
TO_ENQUIRE, TO_CONFER = whole(Turn.ENQUIRY), whole(Turn.CONFERENCE)
TO_REVIEW, TO_STEP_DOWN = whole(Turn.REVIEW), whole(Turn.STEP_DOWN)
STRATEGY, STARTED, END, TRANSFER = whole(Given.STRATEGY), whole(Given.STARTED), whole(Given.END), whole(Given.TRANSFER)
IN_CARE, CARE_OVER, STEPPED_UP, CLOSE = whole(Given.CARE), whole(Given.CEASE), whole(Given.STEP_UP), whole(Given.CLOSE)
ARRIVALS, SIZE, RISK, NEEDED = whole(Purpose.ARRIVALS), whole(Purpose.SIZE), whole(Purpose.RISK), whole(Purpose.NEEDED)
PLAN, EXIT, LEAVES_DRAW = whole(Purpose.PLAN), whole(Purpose.EXIT), whole(Purpose.LEAVES)
LEAVES_AFTER, RETURNS_DRAW = whole(Purpose.LEAVES_AFTER), whole(Purpose.RETURNS)
RETURNS_AFTER, IN_NEED, CARE_DRAW = whole(Purpose.RETURNS_AFTER), whole(Purpose.CHILD_IN_NEED), whole(Purpose.CARE)
CARE_AFTER, CARE_LASTS = whole(Purpose.CARE_AFTER), whole(Purpose.CARE_LASTS)
TOUCHED, WAITING, MOVING, TONIGHT = whole(at.TOUCHED), whole(at.WAITING), whole(at.MOVING), whole(at.TONIGHT)
NONE, NO_DAY = whole(0), whole(-1)
# The deeds of a family are two sets of its children: those with acts of today, then those of whom anything is asked.
DIRTY_AT, WITH_ACTS = 16, (1 << 16) - 1
# A note says of an act: rank, day it speaks of + 1, act; of a timer: what, whose row, number.
RANK_AT, DAY_AT, ACT_MASK, DAY_MASK = 40, 16, (1 << 16) - 1, (1 << 24) - 1
WHAT_AT, WHO_AT, NUMBER_MASK, WHO_MASK = 58, 22, (1 << 22) - 1, (1 << 36) - 1


# What happens


@inner
def happens(m: Words, owner: int, act: int, speaks_of: int) -> None:
    """An act happens today to a child, or to all children of a family."""
    says = m[m[of.RANK] + act] << RANK_AT | (speaks_of + 1) << DAY_AT | act
    for child in range(m[owner + at.FROM], m[owner + at.TO], m[of.CHILD_WORDS]):
        ordered_note(m, child + at.DEEDS, says)
    m[m[owner + at.FAMILY] + at.DEEDS] |= m[owner + CHILDREN]
    add(m, TOUCHED, m[owner + at.FAMILY])


@apart
def stands(m: Words, family: int, stage: int) -> None:
    """A family comes to a stage."""
    m[family + at.STAGE], m[family + at.DIRTY] = stage, m[of.ALL_TASKS]
    for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
        m[child + at.DIRTY] = m[of.ALL_TASKS]
    m[family + at.DEEDS] |= m[family + CHILDREN] << DIRTY_AT
    add(m, WAITING, family)


@inner
def release(m: Words, family: int) -> None:
    """The worker has the family no longer."""
    worker = m[family + at.WORKER]
    if worker != at.NOBODY:
        m[worker + at.LOAD] -= m[family + at.SIZE]
        m[family + at.WORKER] = at.NOBODY
        add(m, MOVING, family)
        add(m, WAITING, family)


@apart
def close(m: Words, family: int, day: int) -> None:
    """The cases of all children who are not looked after are closed."""
    for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
        if not m[child + at.IN_CARE]:
            happens(m, child, CLOSE, NO_DAY)
    stands(m, family, CLOSED)
    m[family + at.CLOSED_ON] = day
    if not m[family + at.CARED]:
        release(m, family)


# What a task decides


@inner
def outcome(m: Words, family: int, turn: int) -> int:
    """1 where the case comes to an end of its kind here, else 0."""
    if turn == TO_ENQUIRE:
        return int(owner_draw(m, family, NEEDED, m[family + at.ENQUIRIES]) >= m[of.NEEDED])
    if turn == TO_CONFER:
        return int(owner_draw(m, family, PLAN, m[family + at.ENQUIRIES]) >= m[of.PLAN])
    if turn != TO_REVIEW:
        return 0
    m[family + at.REVIEWS] += 1
    reviews, count, shares = m[family + at.REVIEWS], m[of.EXITS], m[of.EXIT_SHARES]
    if m[family + at.CARED]:
        count, shares = m[of.EXITS_IN_CARE], m[of.EXIT_SHARES_IN_CARE]
    share = owner_draw(m, family, EXIT, m[family + at.PLANS] * 1024 + reviews)
    return int(share < m[shares + min(reviews, count) - 1])


@apart
def turn_taken(m: Words, family: int, turn: int, result: int, day: int) -> None:
    """What a task that is done decides about the family."""
    if turn == TO_STEP_DOWN:
        if m[family + at.STAGE] == TAC_DUE:
            stands(m, family, CHILD_IN_NEED)
    elif turn == TO_REVIEW:
        if result:
            end_plan(m, family, day)
    elif turn and result:
        close(m, family, day)
    elif turn == TO_ENQUIRE:
        stands(m, family, CONFERENCE_DUE)
    elif turn == TO_CONFER:
        begin_plan(m, family, day)


@inner
def begin_plan(m: Words, family: int, day: int) -> None:
    """A plan begins; whether the family will leave, and who will be looked after, is drawn now."""
    stands(m, family, ON_PLAN)
    m[family + at.REVIEWS] = 0
    m[family + at.PLANS] += 1
    plans = m[family + at.PLANS]
    if owner_draw(m, family, LEAVES_DRAW, plans) < m[of.LEAVES]:
        later(m, family, day, LEAVES, m[of.LEAVES_LOW], m[of.LEAVES_HIGH], LEAVES_AFTER, plans)
    for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
        if owner_draw(m, child, CARE_DRAW, plans) < m[of.CARE]:
            later(m, child, day, CARE, m[of.CARE_LOW], m[of.CARE_HIGH], CARE_AFTER, plans)


@inner
def end_plan(m: Words, family: int, day: int) -> None:
    """A plan ends at a review."""
    plans = m[family + at.PLANS]
    happens(m, family, END, NO_DAY)
    stands(m, family, TAC_DUE)
    later(m, family, day, STEP_UP, m[of.STEP_LOW], m[of.STEP_HIGH], IN_NEED, plans)
    if owner_draw(m, family, RETURNS_DRAW, plans) < m[of.RETURNS]:
        later(m, family, day, RETURNS, m[of.RETURNS_LOW], m[of.RETURNS_HIGH], RETURNS_AFTER, plans)


@inner
def later(m: Words, owner: int, day: int, what: int, low: int, high: int, purpose: int, number: int) -> None:
    """A timer, after a span from the owner's own draw."""
    timer(m, day + between(low, high, owner_draw(m, owner, purpose, number)), what, owner, number)


@inner
def timer(m: Words, day: int, what: int, owner: int, number: int) -> None:
    """A timer for a day; one that lies outside the run is void."""
    if m[of.FIRST] <= day < m[of.STOP]:
        note(m, m[at.DAYS] + day * at.DAY_WORDS + at.TIMERS, what << WHAT_AT | owner << WHO_AT | number)


# Evening


@inner
def evening(m: Words, day: int) -> None:
    """What befalls families, then new families."""
    row = m[at.DAYS] + day * at.DAY_WORDS + at.TIMERS
    while m[row]:
        ordered_note(m, TONIGHT, taken_note(m, row))
    while m[TONIGHT]:
        says = taken_note(m, TONIGHT)
        what, who, number = says >> WHAT_AT, says >> WHO_AT & WHO_MASK, says & NUMBER_MASK
        if what == CARE:
            comes_into_care(m, who, number, day)
        elif what == CEASES:
            leaves_care(m, who, number, day)
        elif number == m[who + at.PLANS]:
            befalls(m, what, who, day)
    arrivals(m, day)


@apart
def arrivals(m: Words, day: int) -> None:
    """As many new families as the day's draw says."""
    pattern = m[m[of.PATTERN] + day]
    row, share = m[of.ARRIVALS] + pattern * m[of.ARRIVALS_WIDTH], draw(m, DAY, day, ARRIVALS, NONE)
    for number in range(m[of.ARRIVALS_WIDTH]):
        if m[row + number] > share:
            break
        enquire(m, newcomer(m, 1 + size_drawn(m)))


@inner
def size_drawn(m: Words) -> int:
    """How many siblings the next new child has."""
    share, size = draw(m, FAMILY, m[at.FAMILY_COUNT], SIZE, NONE), 0
    while size < m[of.SIZES] and m[m[of.SIZE_SHARES] + size] <= share:
        size += 1
    return size


@apart
def befalls(m: Words, what: int, family: int, day: int) -> None:
    """Return, leaving the area, or the end of child in need."""
    stage = m[family + at.STAGE]
    stepped_down = stage in (TAC_DUE, CHILD_IN_NEED)
    if what == RETURNS and m[family + at.CLOSED_ON] == day:
        timer(m, day + 1, RETURNS, family, m[family + at.PLANS])
    elif what == RETURNS and (stepped_down or stage == CLOSED):
        enquire(m, family)
    elif what == LEAVES and stage == ON_PLAN:
        happens(m, family, TRANSFER, NO_DAY)
        for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
            m[child + at.IN_CARE] = 0
        m[family + at.CARED] = 0
        stands(m, family, CLOSED)
        m[family + at.CLOSED_ON] = day
        release(m, family)
    elif what == STEP_UP and stepped_down:
        happens(m, family, STEPPED_UP, NO_DAY)
        close(m, family, day)


@apart
def comes_into_care(m: Words, child: int, plans: int, day: int) -> None:
    """A child on a plan becomes looked after."""
    family = m[child + at.FAMILY]
    if m[family + at.STAGE] == ON_PLAN and plans == m[family + at.PLANS] and not m[child + at.IN_CARE]:
        happens(m, child, IN_CARE, NO_DAY)
        m[child + at.IN_CARE] = 1
        m[child + at.SPELLS] += 1
        m[family + at.CARED] += 1
        later(m, child, day, CEASES, m[of.LASTS_LOW], m[of.LASTS_HIGH], CARE_LASTS, m[child + at.SPELLS])


@apart
def leaves_care(m: Words, child: int, spells: int, day: int) -> None:
    """A child ceases to be looked after."""
    family = m[child + at.FAMILY]
    if not m[child + at.IN_CARE] or spells != m[child + at.SPELLS]:
        return
    happens(m, child, CARE_OVER, NO_DAY)
    m[child + at.IN_CARE] = 0
    m[family + at.CARED] -= 1
    if m[family + at.STAGE] == CLOSED:
        happens(m, child, CLOSE, NO_DAY)
        m[family + at.CLOSED_ON] = day
        if not m[family + at.CARED]:
            release(m, family)


@inner
def enquire(m: Words, family: int) -> None:
    """A strategy discussion decides on enquiries, which begin."""
    m[family + at.ENQUIRIES] += 1
    stands(m, family, ENQUIRY)
    happens(m, family, STRATEGY, NO_DAY)
    happens(m, family, STARTED, NO_DAY)


@apart
def newcomer(m: Words, size: int) -> int:
    """A new family of so many children."""
    place = m[at.FAMILY_COUNT]
    words = m[of.FAMILY_WORDS] + size * m[of.CHILD_WORDS]
    family = new(m, words)
    if place == m[at.FAMILY_ROOM]:
        raise MemoryError
    for word in range(family, family + words):
        m[word] = 0
    first = family + m[of.FAMILY_WORDS]
    m[m[at.FAMILY_LIST] + place] = family
    named(m, family, place, family, first, family + words)
    m[family + at.SIZE], m[family + at.CLOSED_ON], m[family + at.TEAM] = size, -1, 2 * (place % m[of.TEAMS])
    m[family + at.WORKER] = m[family + at.LAST_WORKER] = at.NOBODY
    for number in range(size):
        child = first + number * m[of.CHILD_WORDS]
        named(m, child, place * SIBLINGS + number, family, child, child + m[of.CHILD_WORDS])
        m[child + at.NUMBER], m[child + CHILDREN] = m[at.CHILD_COUNT] + number, 1 << number
    m[family + CHILDREN] = (1 << size) - 1
    m[at.FAMILY_COUNT] += 1
    m[at.CHILD_COUNT] += size
    fated(m, family)
    return family


@inner
def fated(m: Words, family: int) -> None:
    """What begins the draws of a family and its children, and whether it is of high risk."""
    m[family + at.WORD] = who_draws(m, FAMILY, m[family + at.NAME])
    m[family + at.RISK] = int(owner_draw(m, family, RISK, NONE) < m[of.HIGH_RISK])
    for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
        m[child + at.WORD] = who_draws(m, CHILD, m[child + at.NAME])


@inner
def named(m: Words, owner: int, name: int, family: int, first: int, end: int) -> None:
    """What a family and a child have alike."""
    m[owner + at.NAME], m[owner + at.FAMILY] = name, family
    m[owner + at.FROM], m[owner + at.TO] = first, end

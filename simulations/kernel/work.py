"""Work without meeting, cover, and what is done (`simulations/plain.py`)."""

from __future__ import annotations

from simulations.draws import Purpose
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.clocks import asks
from simulations.kernel.course import TOUCHED, happens, outcome, turn_taken
from simulations.kernel.drawing import owner_draw
from simulations.kernel.heap import SET_BITS, add, first_of, put, taken_out
from simulations.kernel.jobs import forget
from simulations.kernel.options import Words, apart, inner, whole
from simulations.kernel.people import WHY, spend
from simulations.rows import Cause

FAMILY_ABSENT, FAILS, ALONE = whole(Cause.FAMILY), whole(Purpose.FAILS), whole(0)
FIRST_IN, RISK_FIRST, NOTHING = 1, 2, 0
RISK_WEIGHT = 100_000


@inner
def work_and_cover(m: Words, day: int) -> None:
    """Everybody who is there works; then what is due soon of those who are away is covered."""
    starts(m, day)
    regroup(m, day)
    first, posts = at.NOBODY + at.POST_WORDS, m[of.POSTS]
    # Lists of the night before serve: sorted out without a branch, as none could foresee who is there.
    if 2 * posts > m[at.ASKED_ROOM] * at.ASKED_WORDS:
        raise MemoryError
    there, away = m[at.ASKED], m[at.ASKED] + posts
    for post in range(first, first + posts * at.POST_WORDS, at.POST_WORDS):
        queued, why = m[post + at.QUEUE] != 0, m[m[post + at.ROSTER] + day] & WHY
        m[there], m[away] = post, post
        there += queued & (why == 0)
        away += queued & (why != 0)
    for place in range(m[at.ASKED], there):
        work(m, m[place], day)
    for place in range(m[at.ASKED] + posts, away):
        cover(m, m[place], day)


@inner
def starts(m: Words, day: int) -> None:
    """Work that may begin by now goes to the family's worker."""
    for one in range(m[at.STARTED] + 1, day + 1):
        head = m[at.DAYS] + one * at.DAY_WORDS + at.STARTS + at.HEAD
        while m[head]:
            job = m[head]
            taken_out(m, job)
            queue(m, job)
    m[at.STARTED] = day


@inner
def queue(m: Words, job: int) -> None:
    """A job goes to the family's worker, if there is one."""
    family = m[job + at.JOB_FAMILY]
    ranking = m[job + at.RELEASED] if m[of.ORDER] == FIRST_IN else m[job + at.DUE]
    if m[of.ORDER] == RISK_FIRST:
        ranking -= RISK_WEIGHT * m[family + at.RISK]
    if m[family + at.WORKER] != at.NOBODY:
        put(m, m[family + at.WORKER] + at.QUEUE, job, ranking)


@inner
def regroup(m: Words, day: int) -> None:
    """The work of families that changed hands goes with them."""
    for word in range((m[at.FAMILY_COUNT] >> SET_BITS) + 1):
        bits = m[m[at.MOVING] + word]
        m[m[at.MOVING] + word] = 0
        while bits:
            family = first_of(m, word, bits)
            handed_over(m, family, day)
            for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
                handed_over(m, child, day)
            bits &= bits - 1


@inner
def handed_over(m: Words, owner: int, day: int) -> None:
    """The jobs of an owner that may begin."""
    for task in range(m[of.TASKS], m[of.TASKS_END], of.TASK_WORDS):
        job = 0 if m[task + of.MEETING] else m[owner + m[task + of.OPEN]]
        while job:
            if m[job + at.START] <= day:
                taken_out(m, job)
                queue(m, job)
            job = m[job + at.NEXT]


@inner
def work(m: Words, post: int, day: int) -> None:
    """The worker's own work: first what has protected time, then everything, in order."""
    budget = min(m[of.PROTECTED_MINUTES], m[post + at.MINUTES_LEFT])
    job = m[post + at.QUEUE] if m[of.PROTECTED] >= 0 else 0
    while job and budget > 0:
        behind = m[job + at.BEHIND]
        if m[job + at.TASK] == m[of.PROTECTED]:
            budget -= work_on(m, job, post, day, budget)
        job = behind
    job = m[post + at.QUEUE]
    while job and m[post + at.MINUTES_LEFT] > 0:
        behind = m[job + at.BEHIND]
        work_on(m, job, post, day, m[post + at.MINUTES_LEFT])
        job = behind


@inner
def work_on(m: Words, job: int, post: int, day: int, budget: int) -> int:
    """Spends up to `budget` minutes on a job; how many it were. What is left over is done another day."""
    minutes = min(budget, m[job + at.LEFT]) if m[job + at.START] <= day else 0
    if minutes > 0:
        m[job + at.LEFT] -= minutes
        spend(m, post, day, minutes)
        if not m[job + at.LEFT]:
            finish(m, job, day, m[job + at.WAY], post)
    return minutes


@inner
def finish(m: Words, job: int, day: int, way: int, post: int) -> None:
    """All minutes are spent: it is done, unless the family was not there; then anew from tomorrow."""
    owner = m[job + at.OWNER]
    if owner_draw(m, owner, FAILS, attempt(m, job)) < m[m[job + at.TASK] + of.CHANCE]:
        failed(m, job, day, FAMILY_ABSENT)
        m[job + at.LEFT], m[job + at.START] = m[m[m[job + at.WAY] + of.WHO_FROM] + of.MINUTES], day + 1
    else:
        done(m, job, day, way, ALONE, post)


@inner
def failed(m: Words, job: int, day: int, cause: int) -> None:
    """One attempt in vain."""
    m[job + at.ATTEMPTS] += 1
    m[job + at.FAILED + cause - 1] += 1
    if day <= m[job + at.DUE]:
        m[job + at.OBSTACLE] = cause


@inner
def attempt(m: Words, job: int) -> int:
    """The number of this attempt of the owner at the task, for draws."""
    task = m[job + at.TASK]
    tries = m[job + at.OWNER] + m[task + of.TRIES]
    m[tries] += 1
    return m[task + of.DRAWS] | m[tries]


@inner
def cover(m: Words, post: int, day: int) -> None:
    """What is due soon of a worker who is away: the first cover way for which somebody has the time today."""
    job = m[post + at.QUEUE]
    while job:
        behind = m[job + at.BEHIND]
        if m[job + at.DUE] <= day + m[of.COVER_WITHIN] and m[job + at.START] <= day:
            covered(m, job, day)
        job = behind


@inner
def covered(m: Words, job: int, day: int) -> None:
    """One job, done by whoever of the group has most time, if it is enough."""
    task, family = m[job + at.TASK], m[job + at.JOB_FAMILY]
    for way in range(m[task + of.WAYS_FROM], m[task + of.WAYS_TO], of.WAY_WORDS):
        who = m[way + of.WHO_FROM]
        if m[way + of.COVER] and m[who + of.GROUP] >= 0:
            post = with_most_time(m, family, m[who + of.GROUP] + m[family + at.TEAM], day, m[who + of.MINUTES])
            if post != at.NOBODY:
                spend(m, post, day, m[who + of.MINUTES])
                finish(m, job, day, way, post)
                return


@inner
def with_most_time(m: Words, family: int, group: int, day: int, minutes: int) -> int:
    """Who of a group is there with most minutes left, at least so many; the first of these."""
    best, most = at.NOBODY, minutes - 1
    for member in range(m[group], m[group + 1]):
        post = m[member]
        left, why = m[post + at.MINUTES_LEFT], m[m[post + at.ROSTER] + day] & WHY
        better = (post != m[family + at.WORKER]) & (why == 0) & (left > most)
        best, most = post if better else best, left if better else most
    return best


@apart
def done(m: Words, job: int, day: int, way: int, coming: int, post: int) -> None:
    """A job is done: its act happens to its children, and it decides what it has to."""
    task, family = m[job + at.TASK], m[job + at.JOB_FAMILY]
    owner, anchor, turn = m[job + at.OWNER], m[job + at.ANCHOR], m[task + of.TURN]
    m[job + at.DONE], m[job + at.DOER], m[job + at.WAY] = day, post, way
    link = owner + m[task + of.OPEN]
    while m[link] != job:
        link = m[link] + at.NEXT
    forget(m, job, link)
    asks(m, owner, m[task + of.BIT])
    add(m, TOUCHED, family)
    acts = m[way + of.ACTS] + 2 * coming
    if turn == NOTHING:
        happens(m, owner, m[acts], anchor)
        return
    result = outcome(m, family, turn)
    happens(m, owner, m[acts + result], anchor)
    turn_taken(m, family, turn, result, day)

"""Office hours: minutes, allocation and meetings (`simulations/plain.py`); `work.py` has the rest of them."""

from __future__ import annotations

from simulations.draws import Purpose
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.clocks import asks
from simulations.kernel.course import MOVING, NO_DAY, TOUCHED, happens, release
from simulations.kernel.diaries import SLOT, known
from simulations.kernel.drawing import owner_draw
from simulations.kernel.heap import SET_BITS, add, first_of, taken_out
from simulations.kernel.options import Words, apart, inner, whole
from simulations.kernel.people import PERCENT, PERCENT_MASK, VACANT, WHY, enter, room, spend
from simulations.kernel.records import AWAY
from simulations.kernel.work import ALONE, FAILS, FAMILY_ABSENT, attempt, done, failed, work_and_cover
from simulations.offices import COLLEAGUE, LEAD, MANAGER
from simulations.rows import Cause

QUORUM = whole(Cause.QUORUM)
PARTNER = int(Purpose.PARTNER)
COLLEAGUES = int(COLLEAGUE)


@inner
def office_hours(m: Words, day: int) -> None:
    """Families get workers; then meetings, then everybody's own work, then cover."""
    minutes_given(m, day)
    allocation(m, day)
    head = m[at.DAYS] + day * at.DAY_WORDS + at.DIARY + at.HEAD
    while m[head]:
        job = m[head]
        taken_out(m, job)
        meet(m, job, day)
    work_and_cover(m, day)


@inner
def minutes_given(m: Words, day: int) -> None:
    """Who is there gets the minutes of a day, less what was overdrawn the last time; who left loses the families."""
    workers, managers, everybody = 0, 0, 0
    first = at.NOBODY + at.POST_WORDS
    for post in range(first, first + m[of.POSTS] * at.POST_WORDS, at.POST_WORDS):
        why, role = m[m[post + at.ROSTER] + day] & WHY, m[post + at.ROLE]
        minutes = m[post + at.BASE] * (why == 0)
        m[post + at.MINUTES_LEFT] = min(0, m[post + at.MINUTES_LEFT]) + minutes
        everybody += minutes
        workers += minutes * (role == LEAD)
        managers += minutes * (role == MANAGER)
        if (why == VACANT) & (m[post + at.LOAD] != 0):
            vacate(m, post)
    use = m[at.USE] + 6 * (day - m[of.FIRST])
    m[use], m[use + 2], m[use + 4] = workers, managers, everybody - workers - managers


@inner
def vacate(m: Words, post: int) -> None:
    """All families of a post have no worker."""
    for place in range(m[at.FAMILY_LIST], m[at.FAMILY_LIST] + m[at.FAMILY_COUNT]):
        if m[m[place] + at.WORKER] == post:
            release(m, m[place])


@inner
def allocation(m: Words, day: int) -> None:
    """Who has no worker and needs one is given one of the team."""
    for word in range((m[at.FAMILY_COUNT] >> SET_BITS) + 1):
        bits = m[m[at.WAITING] + word]
        while bits:
            family = first_of(m, word, bits)
            needs = m[family + at.WORKER] == at.NOBODY and (m[family + at.STAGE] or m[family + at.CARED])
            if not needs or allocated(m, family, day):
                m[m[at.WAITING] + word] &= ~(bits & -bits)
            bits &= bits - 1


@inner
def allocated(m: Words, family: int, day: int) -> bool:
    """Whether somebody of the team can take the family, which is then theirs."""
    best, least, size = at.NOBODY, 0, m[family + at.SIZE]
    group = m[of.GROUPS] + 2 * m[of.TEAMS] * COLLEAGUES + m[family + at.TEAM]
    for member in range(m[group], m[group + 1]):
        post = m[member]
        word = m[m[post + at.ROSTER] + day]
        percent, why = word >> PERCENT & PERCENT_MASK, word & WHY
        full = m[of.LIMIT] and (m[post + at.LOAD] + size) * 100 > m[of.LIMIT] * percent
        if why or full or not percent:
            continue
        score = m[post + at.GIVEN] if m[of.RULE] else m[post + at.LOAD] * 10_000 // percent
        if best == at.NOBODY or score < least:
            best, least = post, score
    if best == at.NOBODY:
        return False
    m[family + at.WORKER] = m[family + at.LAST_WORKER] = best
    m[best + at.GIVEN] = day
    m[best + at.LOAD] += size
    add(m, TOUCHED, family)
    add(m, MOVING, family)
    return True


# Meetings


@inner
def meet(m: Words, job: int, day: int) -> None:
    """A meeting on the day for which it was booked: held, or failed for one cause."""
    task, owner = m[job + at.TASK], m[job + at.OWNER]
    way = way_found(m, job, day)
    if not way:
        worker = m[m[job + at.JOB_FAMILY] + at.WORKER]
        missed(m, job, day, AWAY if m[m[worker + at.ROSTER] + day] & WHY else SLOT, NO_DAY)
        return
    number, coming, leader = attempt(m, job), ALONE, m[m[at.FOUND]]
    for place in range(m[way + of.NEEDED_PEOPLE]):
        spend(m, m[m[at.FOUND] + place], day, m[m[way + of.WHO_FROM] + place * of.WHO_WORDS + of.MINUTES])
    for partner in range(m[of.PARTNERS]):
        coming += owner_draw(m, owner, PARTNER + partner, number) < m[m[of.PARTNER_SHARES] + partner]
    good = m[of.GOOD] + m[m[owner + at.FROM] + at.CONTROL]
    if owner_draw(m, owner, FAILS, number) < m[task + of.CHANCE]:
        missed(m, job, day, FAMILY_ABSENT, m[task + of.ABSENT])
    elif coming < m[task + of.QUORUM] or not m[good + m[m[way + of.ACTS] + 2 * coming]]:
        missed(m, job, day, QUORUM, m[task + of.FEW])
    else:
        done(m, job, day, way, coming, leader)


@inner
def way_found(m: Words, job: int, day: int) -> int:
    """The booked way, else the first cover way, for which everybody is found; 0 where there is none."""
    task = m[job + at.TASK]
    if gathered(m, job, m[job + at.WAY], day):
        return m[job + at.WAY]
    for way in range(m[task + of.WAYS_FROM], m[task + of.WAYS_TO], of.WAY_WORDS):
        if m[way + of.COVER] and gathered(m, job, way, day):
            return way
    return 0


@apart
def gathered(m: Words, job: int, way: int, day: int) -> bool:
    """Finds the people of a way: those booked, else others who are there and have room, whose diaries take it."""
    family, booked = m[job + at.JOB_FAMILY], way == m[job + at.WAY]
    for place in range(m[way + of.NEEDED_PEOPLE]):
        post, who = m[family + at.WORKER], m[way + of.WHO_FROM] + place * of.WHO_WORDS
        if m[who + of.GROUP] >= 0:
            ours = m[job + at.PEOPLE + place] if booked else post
            away = m[m[ours + at.ROSTER] + day] & WHY
            post = stand_in(m, family, who, place, day) if away or ours == post else ours
        if m[m[post + at.ROSTER] + day] & WHY:
            return False
        m[m[at.FOUND] + place] = post
    for place in range(m[way + of.NEEDED_PEOPLE]):
        who = m[way + of.WHO_FROM] + place * of.WHO_WORDS
        ours = booked and m[m[at.FOUND] + place] == m[job + at.PEOPLE + place]
        if m[who + of.GROUP] >= 0 and not ours:
            enter(m, m[m[at.FOUND] + place], day, m[who + of.MINUTES])
    return True


@inner
def stand_in(m: Words, family: int, who: int, place: int, day: int) -> int:
    """The first of a group who is there, has room and was not found yet; nobody where there is none."""
    group = m[who + of.GROUP] + m[family + at.TEAM]
    for member in range(m[group], m[group + 1]):
        post = m[member]
        if post == m[family + at.WORKER] or m[m[post + at.ROSTER] + day] & WHY or known(m, place, post):
            continue
        if room(m, post, day, m[who + of.MINUTES]):
            return post
    return at.NOBODY


@apart
def missed(m: Words, job: int, day: int, cause: int, act: int) -> None:
    """The meeting did not take place; it is booked anew tonight."""
    family = m[job + at.JOB_FAMILY]
    failed(m, job, day, cause)
    m[job + at.MOVED_FROM], m[job + at.BOOKED] = day, -1
    asks(m, m[job + at.OWNER], m[m[job + at.TASK] + of.BIT])
    add(m, TOUCHED, family)
    if act >= 0:
        happens(m, m[job + at.OWNER], act, NO_DAY)

"""The jobs: work is set out as the clocks ask, moved and cancelled (`simulations/jobs.py`)."""

from __future__ import annotations

from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.course import DIRTY_AT, WITH_ACTS
from simulations.kernel.diaries import NO_RANK, announce, best_way, book, unbook
from simulations.kernel.heap import again, over, put, taken_out
from simulations.kernel.options import Words, inner, lowest, whole
from simulations.kernel.records import job_over

FREE_JOBS, NEXT, NONE = whole(at.FREE_JOBS), whole(at.NEXT), whole(0)


@inner
def set_out_all(m: Words, family: int, day: int) -> None:
    """The tasks of a family for which anything has changed; what changes meanwhile counts tomorrow night."""
    dirty, children = m[family + at.DIRTY], m[family + at.DEEDS] >> DIRTY_AT
    m[family + at.DIRTY] = 0
    m[family + at.DEEDS] &= WITH_ACTS
    while dirty:
        set_out(m, m[of.TASKS] + lowest(dirty) * of.TASK_WORDS, family, children, day)
        dirty &= dirty - 1
    announce(m, day)


@inner
def set_out(m: Words, task: int, family: int, children: int, day: int) -> None:
    """Begins, moves or cancels the jobs of a family, or some of its children, as the clocks ask tonight."""
    asking, whole_family = m[task + of.STAGES] >> m[family + at.STAGE] & 1, m[task + of.FOR_FAMILY]
    if whole_family:
        children = 1
    while children:
        owner = m[family + at.FROM] + lowest(children) * m[of.CHILD_WORDS]
        if whole_family:
            owner = family
        if whole_family or m[owner + at.DIRTY] & m[task + of.BIT]:
            m[owner + at.DIRTY] &= ~m[task + of.BIT]
            matched(m, task, owner, asked_of(m, task, owner) if asking else NONE, day)
        children &= children - 1


@inner
def asked_of(m: Words, task: int, owner: int) -> int:
    """Writes down what the running clocks of a child, or of all children of a family, ask; how many rows."""
    count = NONE
    for child in range(m[owner + at.FROM], m[owner + at.TO], m[of.CHILD_WORDS]):
        count = asked(m, task, child, count)
    return count


@inner
def asked(m: Words, task: int, child: int, count: int) -> int:
    """Adds what the running clocks of a child ask of a task to the rows that are written down; how many they are."""
    for place in range(m[task + of.CLOCKS_FROM], m[task + of.CLOCKS_TO]):
        one = m[child + m[place]]
        while one:
            count = with_asked(m, count, m[one + at.OCCASION_ANCHOR] if m[task + of.TIED] else -1, one)
            one = m[one + at.OCCASION_NEXT]
    return count


@inner
def with_asked(m: Words, count: int, anchor: int, one: int) -> int:
    """One occasion asks: a new row where it belongs, or the least of what is asked for the trigger's day."""
    first = m[at.ASKED]
    end = first + count * at.ASKED_WORDS
    place = end
    while place > first and m[place - at.ASKED_WORDS + at.ASKED_ANCHOR] >= anchor:
        place -= at.ASKED_WORDS
    if place == end or m[place + at.ASKED_ANCHOR] != anchor:
        if count == m[at.ASKED_ROOM]:
            raise MemoryError
        for word in range(end - 1, place - 1, -1):
            m[word + at.ASKED_WORDS] = m[word]
        count += 1
    elif not less(m, one, place):
        return count
    m[place + at.ASKED_ANCHOR], m[place + at.ASKED_DUE] = anchor, m[one + at.OCCASION_DUE]
    m[place + at.ASKED_CLOCK], m[place + at.ASKED_OPENS] = m[one + at.CLOCK], m[one + at.OPENS]
    return count


@inner
def less(m: Words, one: int, place: int) -> bool:
    """Whether (due, clock, opens) of an occasion come before those of a row."""
    if m[one + at.OCCASION_DUE] != m[place + at.ASKED_DUE]:
        return m[one + at.OCCASION_DUE] < m[place + at.ASKED_DUE]
    if m[one + at.CLOCK] != m[place + at.ASKED_CLOCK]:
        return m[one + at.CLOCK] < m[place + at.ASKED_CLOCK]
    return m[one + at.OPENS] < m[place + at.ASKED_OPENS]


@inner
def matched(m: Words, task: int, owner: int, count: int, day: int) -> None:
    """The open jobs and what is asked, both in the order of the trigger's day, side by side."""
    link = owner + m[task + of.OPEN]
    asks, end = m[at.ASKED], m[at.ASKED] + count * at.ASKED_WORDS
    while m[link] or asks < end:
        job = m[link]
        if job and (asks == end or m[job + at.ANCHOR] < m[asks + at.ASKED_ANCHOR]):
            cancel(m, job, link, day)
            continue
        new = int(not job or m[job + at.ANCHOR] > m[asks + at.ASKED_ANCHOR])
        if new:
            job = begun(m, task, owner, asks, day)
            m[job + at.NEXT], m[link] = m[link], job
        move(m, job, asks, new, day)
        link, asks = job + at.NEXT, asks + at.ASKED_WORDS


@inner
def begun(m: Words, task: int, owner: int, asks: int, day: int) -> int:
    """A new job."""
    job = again(m, FREE_JOBS, NEXT, m[of.JOB_WORDS])
    m[job + at.JOB_NUMBER] = m[at.JOB_COUNT]
    m[at.JOB_COUNT] += 1
    m[job + at.TASK], m[job + at.JOB_FAMILY], m[job + at.OWNER] = task, m[owner + at.FAMILY], owner
    m[job + at.ANCHOR], m[job + at.JOB_CLOCK] = m[asks + at.ASKED_ANCHOR], m[asks + at.ASKED_CLOCK]
    m[job + at.RELEASED], m[job + at.DUE] = day, m[asks + at.ASKED_DUE]
    m[job + at.DONE], m[job + at.CANCELLED], m[job + at.BOOKED], m[job + at.MOVED_FROM] = -1, -1, -1, -1
    m[job + at.ATTEMPTS], m[job + at.OBSTACLE], m[job + at.LIST], m[job + at.DOER] = 0, 0, 0, at.NOBODY
    for word in range(job + at.FAILED, job + at.PEOPLE):
        m[word] = 0
    return job


@inner
def move(m: Words, job: int, asks: int, new: int, day: int) -> None:
    """A job takes what is asked of it; a meeting gets its day."""
    task = m[job + at.TASK]
    due, opens = m[asks + at.ASKED_DUE], m[asks + at.ASKED_OPENS]
    changed = new or due != m[job + at.DUE]
    m[job + at.DUE], m[job + at.JOB_CLOCK] = due, m[asks + at.ASKED_CLOCK]
    if m[task + of.MEETING]:
        if m[job + at.BOOKED] < 0 or (changed and m[job + at.BOOKED] > due):
            book(m, job, day, opens)
    elif changed:
        if new:
            m[job + at.WAY] = best_way(m, job)
            m[job + at.LEFT] = m[m[m[job + at.WAY] + of.WHO_FROM] + of.MINUTES]
        m[job + at.START] = max(day + 1, opens, due - m[task + of.LEAD_DAYS])
        taken_out(m, job)
        if m[job + at.START] < m[of.STOP]:
            put(m, m[at.DAYS] + m[job + at.START] * at.DAY_WORDS + at.STARTS, job, NO_RANK)


@inner
def cancel(m: Words, job: int, link: int, day: int) -> None:
    """Nothing asks for a job any more."""
    m[job + at.CANCELLED] = day
    unbook(m, job)
    forget(m, job, link)


@inner
def forget(m: Words, job: int, link: int) -> None:
    """A job is open no longer; it stands where a link says."""
    taken_out(m, job)
    m[link] = m[job + at.NEXT]
    job_over(m, job)
    over(m, FREE_JOBS, NEXT, job)

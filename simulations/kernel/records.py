"""Records: the rows of the log, where it is kept, and the measures, counted as things come to an end.

What is counted is said in `simulations/measures.py`.
"""

from __future__ import annotations

from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.options import Words, inner, whole
from simulations.kernel.packing import DRAWS_A_TASK
from simulations.kernel.people import WHY
from simulations.measures import MEASURED_LATENESS
from simulations.rows import FAILURES, Cause, Standing

JOB_COLUMNS, OCCASION_COLUMNS, EVENT_COLUMNS = 17, 7, 5
NONE, AWAY, CAPACITY, LATE_START = (whole(one) for one in (Cause.NONE, Cause.AWAY, Cause.CAPACITY, Cause.LATE_START))
CAUSES = len(Cause)
ANSWERED, LAPSED = whole(Standing.ANSWERED), whole(Standing.LAPSED)
FAILED = tuple(whole(at.FAILED + cause - 1) for cause in FAILURES)
# What is counted of a clock. Of a task: done, due, failed, then failed and late by cause. Of the clock that called for
# a job: due, then late by cause.
DUE, MET, BREACHED, LAPSED_COUNT, PENDING, DAYS_LATE = range(6)
CLOCK_NUMBERS, LATE_FROM = 6, 2 + len(FAILURES)
TASK_NUMBERS = LATE_FROM + CAUSES


@inner
def event_reached(m: Words, child: int, act: int, speaks_of: int, other: int, day: int) -> None:
    """An event of the log."""
    number = m[at.EVENT_COUNT]
    m[at.EVENT_COUNT] = number + 1
    if number < m[at.EVENT_ROOM]:
        row = m[at.EVENT_LOG] + number * EVENT_COLUMNS
        m[row], m[row + 1], m[row + 2] = day, m[child + at.NUMBER], act
        m[row + 3], m[row + 4] = speaks_of, other


@inner
def occasion_over(m: Words, one: int, standing: int, settled: int) -> None:
    """An occasion is settled, or the run is over."""
    number = m[one + at.OCCASION_NUMBER]
    due, clock = m[one + at.OCCASION_DUE], m[one + at.CLOCK] - m[of.RUNNING]
    if m[at.BEGIN] <= due < m[of.STOP]:
        occasion_counted(m, clock, due, standing, settled)
    overdue_counted(m, clock, due, settled)
    if number < m[at.OCCASION_ROOM]:
        row = m[at.OCCASION_LOG] + number * OCCASION_COLUMNS
        m[row], m[row + 1], m[row + 2] = m[m[one + at.CHILD] + at.NUMBER], clock, m[one + at.OCCASION_ANCHOR]
        m[row + 3], m[row + 4], m[row + 5], m[row + 6] = m[one + at.OPENS], due, standing, settled


@inner
def occasion_counted(m: Words, clock: int, due: int, standing: int, settled: int) -> None:
    """An occasion that is due inside the time that counts; what follows from these numbers is `summed` at the end."""
    week = clock * m[at.WEEKS] + (due - m[at.BEGIN]) // 7
    row = m[at.CLOCK_TALLY] + clock * CLOCK_NUMBERS
    m[m[at.WEEK_DUE] + week] += 1
    if standing == ANSWERED and settled <= due:
        m[m[at.WEEK_MET] + week] += 1
    elif standing == ANSWERED:
        m[row + DAYS_LATE] += settled - due
        m[m[at.LATENESS] + clock * MEASURED_LATENESS + min(settled - due, MEASURED_LATENESS - 1)] += 1
    elif standing == LAPSED:
        m[row + LAPSED_COUNT] += 1
    elif due == m[of.STOP] - 1:
        m[row + PENDING] += 1


@inner
def overdue_counted(m: Words, clock: int, due: int, settled: int) -> None:
    """The first week at whose end an occasion is overdue, and the first at whose end it is no longer so."""
    first, last = max(0, due + 1 - m[at.BEGIN]) // 7, max(0, settled - m[at.BEGIN]) // 7
    if settled < 0:
        last = m[at.WEEKS]
    if first < last and due < m[of.STOP] - 1:
        m[m[at.OVERDUE] + clock * m[at.WEEKS] + first] += 1
        if last < m[at.WEEKS]:
            m[m[at.OVERDUE] + clock * m[at.WEEKS] + last] -= 1


@inner
def summed(m: Words) -> None:
    """The numbers of each clock that follow from others; the minutes by four weeks."""
    row, week = m[at.CLOCK_TALLY], 0
    for place in range(m[at.OVERDUE], m[at.TASK_TALLY]):
        if (place - m[at.OVERDUE]) % m[at.WEEKS]:
            m[place] += m[place - 1]
    for lateness in range(m[at.LATENESS], m[at.WEEK_DUE], MEASURED_LATENESS):
        for _ in range(m[at.WEEKS]):
            m[row + DUE] += m[m[at.WEEK_DUE] + week]
            m[row + MET] += m[m[at.WEEK_MET] + week]
            week += 1
        m[lateness] = m[row + MET]
        m[row + BREACHED] = m[row + DUE] - m[row + MET] - m[row + LAPSED_COUNT] - m[row + PENDING]
        row += CLOCK_NUMBERS
    for day in range(m[at.BEGIN], m[of.STOP]):
        use, block = m[at.USE] + 6 * (day - m[of.FIRST]), m[at.BLOCK_USE] + (day - m[at.BEGIN]) // 28 * 6
        for column in range(6):
            m[block + column] += m[use + column]


@inner
def job_over(m: Words, job: int) -> None:
    """A job is done, cancelled, or open at the end."""
    number = m[job + at.JOB_NUMBER]
    cause, task, owner = cause_of(m, job), m[job + at.TASK], m[job + at.OWNER]
    job_counted(m, job, cause)
    if number < m[at.JOB_ROOM]:
        row = m[at.JOB_LOG] + number * JOB_COLUMNS
        m[row], m[row + 1] = m[task + of.DRAWS] >> DRAWS_A_TASK, m[m[job + at.JOB_FAMILY] + at.NAME]
        m[row + 2] = m[owner + at.NUMBER] if owner != m[job + at.JOB_FAMILY] else -1
        m[row + 3], m[row + 4] = m[job + at.ANCHOR], m[job + at.JOB_CLOCK] - m[of.RUNNING]
        m[row + 5], m[row + 6] = m[job + at.RELEASED], m[job + at.DUE]
        m[row + 7], m[row + 8], m[row + 9] = (
            m[job + at.DONE],
            m[job + at.CANCELLED],
            m[m[job + at.DOER] + at.POST_NUMBER],
        )
        m[row + 10], m[row + 11], m[row + 16] = m[m[job + at.WAY] + of.WAY_NUMBER], m[job + at.ATTEMPTS], cause
        for failure in range(len(FAILED)):
            m[row + 12 + failure] = m[job + FAILED[failure]]


@inner
def cause_of(m: Words, job: int) -> int:
    """Why a job is late; none where it is not."""
    due, ended = m[job + at.DUE], max(m[job + at.DONE], m[job + at.CANCELLED])
    if (ended if ended >= 0 else m[of.STOP] - 1) <= due:
        return NONE
    if m[job + at.OBSTACLE] or m[job + at.RELEASED] >= due:
        return m[job + at.OBSTACLE] or LATE_START
    worker = m[m[job + at.JOB_FAMILY] + at.LAST_WORKER]
    away = worker != at.NOBODY and m[m[worker + at.ROSTER] + due] & WHY
    return AWAY if away else CAPACITY


@inner
def job_counted(m: Words, job: int, cause: int) -> None:
    """A job that was done, or was due, inside the time that counts."""
    task = m[m[job + at.TASK] + of.DRAWS] >> DRAWS_A_TASK
    row = m[at.TASK_TALLY] + task * TASK_NUMBERS
    called = m[at.CALLED] + (m[job + at.JOB_CLOCK] - m[of.RUNNING]) * CAUSES
    m[row] += m[job + at.DONE] >= m[at.BEGIN]
    if m[at.BEGIN] <= m[job + at.DUE] < m[of.STOP]:
        m[row + 1] += 1
        m[called] += 1
        m[row + 2] += m[job + at.ATTEMPTS]
        if cause:
            m[row + LATE_FROM + cause] += 1
            m[called + cause] += 1
        if m[job + at.ATTEMPTS]:
            for failure in range(len(FAILED)):
                m[row + 3 + failure] += m[job + FAILED[failure]]

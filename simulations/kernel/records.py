"""Records: the rows of the log, where it is kept, and the measures, counted as things come to an end.

What is counted is said in `simulations/measures.py`.
"""

from __future__ import annotations

from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.options import Words, inlined, inner, whole
from simulations.kernel.packing import DRAWS_A_TASK
from simulations.kernel.people import WHY
from simulations.measures import MEASURED_LATENESS
from simulations.rows import Cause, Standing

JOB_COLUMNS, OCCASION_COLUMNS, EVENT_COLUMNS = 13, 7, 5
NONE, AWAY, CAPACITY, LATE_START = (whole(one) for one in (Cause.NONE, Cause.AWAY, Cause.CAPACITY, Cause.LATE_START))
CAUSES = len(Cause)
ANSWERED, LAPSED = whole(Standing.ANSWERED), whole(Standing.LAPSED)
# Of a clock: due, met, breached, lapsed, pending, days late in all. Of a task: done, due, failed, then late by cause.
CLOCK_NUMBERS, TASK_NUMBERS = 6, 2 + CAUSES


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
    if number < m[at.OCCASION_ROOM]:
        row = m[at.OCCASION_LOG] + number * OCCASION_COLUMNS
        m[row], m[row + 1], m[row + 2] = m[m[one + at.CHILD] + at.NUMBER], clock, m[one + at.OCCASION_ANCHOR]
        m[row + 3], m[row + 4], m[row + 5], m[row + 6] = m[one + at.OPENS], due, standing, settled


@inlined
def occasion_counted(m: Words, clock: int, due: int, standing: int, settled: int) -> None:
    """An occasion that is due inside the time that counts."""
    week = clock * m[at.WEEKS] + (due - m[at.BEGIN]) // 7
    row = m[at.CLOCK_TALLY] + clock * CLOCK_NUMBERS
    m[row] += 1
    m[m[at.WEEK_DUE] + week] += 1
    if standing == ANSWERED:
        late = max(0, settled - due)
        m[row + 5] += late
        m[m[at.LATENESS] + clock * MEASURED_LATENESS + min(late, MEASURED_LATENESS - 1)] += 1
        m[row + (2 if late else 1)] += 1
        m[m[at.WEEK_MET] + week] += late == 0
    elif standing == LAPSED:
        m[row + 3] += 1
    else:
        m[row + (2 if due < m[of.STOP] - 1 else 4)] += 1


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
        m[row + 10], m[row + 11], m[row + 12] = m[m[job + at.WAY] + of.WAY_NUMBER], m[job + at.ATTEMPTS], cause


@inlined
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


@inlined
def job_counted(m: Words, job: int, cause: int) -> None:
    """A job that was done, or was due, inside the time that counts."""
    task = m[m[job + at.TASK] + of.DRAWS] >> DRAWS_A_TASK
    row = m[at.TASK_TALLY] + task * TASK_NUMBERS
    m[row] += m[job + at.DONE] >= m[at.BEGIN]
    if m[at.BEGIN] <= m[job + at.DUE] < m[of.STOP]:
        m[row + 1] += 1
        m[row + 2] += m[job + at.ATTEMPTS]
        if cause:
            m[row + 2 + cause] += 1

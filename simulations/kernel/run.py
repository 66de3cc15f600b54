"""One replication, from the families of the past to the last day (`simulations/plain.py`)."""

from __future__ import annotations

from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.backlog import past, past_acts, past_drawn
from simulations.kernel.clocks import RUNNING, acts_reach
from simulations.kernel.course import NO_DAY, evening
from simulations.kernel.heap import SET_BITS, first_of
from simulations.kernel.hours import office_hours
from simulations.kernel.jobs import set_out_all
from simulations.kernel.options import SOURCES, Longs, Words, inner, outer, pointer
from simulations.kernel.people import rosters
from simulations.kernel.records import job_over, occasion_over, summed


@outer
def run(memory: Longs, key: int, _sources: int = SOURCES) -> None:
    """One replication with its key, in a memory that `workspace.py` laid out; MemoryError where that is too small."""
    m = pointer(memory)
    start(m, key)
    rosters(m)
    past(m)
    past_drawn(m)
    for day in range(m[of.FIRST], m[of.STOP]):
        if m[m[of.OFFICE] + day]:
            office_hours(m, day)
        evening(m, day)
        night(m, day)
        if day >= m[at.BEGIN]:
            m[m[at.STOCK] + (day - m[at.BEGIN]) // 7] = m[at.PLANNED_COUNT]
    settle_up(m)


@inner
def start(m: Words, key: int) -> None:
    """The families of a list with their acts, which are the same in every replication: kept after the first."""
    if m[at.KEPT]:
        for word in range(at.KEY, at.KEPT):
            m[word] = m[m[at.BEFORE_ALL] + word]
        for word in range(m[at.ZERO], m[at.KEPT]):
            m[word] = m[m[at.BEFORE_ALL] + word]
        m[at.KEY] = key
        return
    for word in range(m[at.ZERO], m[at.HEAP]):
        m[word] = 0
    for word in range(at.KEY, at.KEPT):
        m[word] = 0
    m[at.KEY], m[at.TOP], m[at.STARTED] = key, m[at.HEAP], m[of.FIRST] - 1
    past_acts(m)
    for word in range(at.KEY, at.KEPT):
        m[m[at.BEFORE_ALL] + word] = m[word]
    for word in range(m[at.ZERO], m[at.TOP]):
        m[m[at.BEFORE_ALL] + word] = m[word]
    m[at.KEPT] = m[at.TOP]


@inner
def night(m: Words, day: int) -> None:
    """The day's acts reach the policy's clocks, in their order; then work is set out for the families touched."""
    words = (m[at.FAMILY_COUNT] >> SET_BITS) + 1
    for word in range(words):
        bits = m[m[at.TOUCHED] + word] | m[m[at.AGAIN] + word]
        m[m[at.TOUCHED] + word], m[m[at.AGAIN] + word] = bits, 0
        while bits:
            acts_reach(m, first_of(m, word, bits), day)
            bits &= bits - 1
    for word in range(words):
        bits = m[m[at.TOUCHED] + word]
        m[m[at.TOUCHED] + word] = 0
        while bits:
            set_out_all(m, first_of(m, word, bits), day)
            bits &= bits - 1


@inner
def settle_up(m: Words) -> None:
    """What is still open at the end, and the sums."""
    for place in range(m[at.FAMILY_LIST], m[at.FAMILY_LIST] + m[at.FAMILY_COUNT]):
        family = m[place]
        jobs_still_open(m, family)
        for child in range(m[family + at.FROM], m[family + at.TO], m[of.CHILD_WORDS]):
            jobs_still_open(m, child)
            for clock in range(m[of.RUNNING], m[of.RUNNING_END]):
                one = m[child + clock]
                while one:
                    occasion_over(m, one, RUNNING, NO_DAY)
                    one = m[one + at.OCCASION_NEXT]
    summed(m)


@inner
def jobs_still_open(m: Words, owner: int) -> None:
    """The jobs of an owner that are open at the end."""
    for task in range(m[of.TASKS], m[of.TASKS_END], of.TASK_WORDS):
        job = m[owner + m[task + of.OPEN]]
        while job:
            job_over(m, job)
            job = m[job + at.NEXT]

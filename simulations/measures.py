"""Measures: what is counted of a run, here from its log; the fast engine counts the same while it runs.

Only the days from `first + warm_up` to the last of the run count: an occasion or a job by its due day, minutes and
children on a plan by the day itself. Weeks and blocks of four weeks begin with that first day; the last of them may be
short. All numbers are whole.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulations.acts import Given, Turn
from simulations.inputs import Inputs
from simulations.log import JOB_COLUMNS, OCCASION_COLUMNS, USE_COLUMNS, Log
from simulations.rows import FAILURES, Cause, Standing

Ints = NDArray[np.signedinteger[Any]]
# Days late are counted one by one from 0 to 59; the last number is of 60 days and more.
MEASURED_LATENESS = 61
WEEK, BLOCK = 7, 28
CLOCK_COLUMNS = ("due", "met", "breached", "lapsed", "pending", "days_late")
FAILED_COLUMNS = tuple(f"failed_{cause.name.lower()}" for cause in FAILURES)
LATE_COLUMNS = tuple(f"late_{cause.name.lower()}" for cause in Cause if cause)
TASK_COLUMNS = ("done", "due", "failed", *FAILED_COLUMNS, *LATE_COLUMNS)
CALLED_COLUMNS = ("due", *LATE_COLUMNS)


class Measures(NamedTuple):
    """The measures of one run, or of many with one axis more in front (C clocks, T tasks, W weeks, B blocks).

    `clocks`: C x 6, occasions that fell due: all, then by what became of them as of the last day, as in
    `loop.status` (met, breached, lapsed, pending), then the calendar days by which those answered were late, summed.
    `lateness`: C x 61, occasions answered, by calendar days late (0: in time; 60: 60 or more). What is still unanswered
    is in neither.
    `week_due`, `week_met`: C x W, occasions by the week of their due day.
    `overdue`: C x W, occasions whose due day is over and that are not yet answered, lapsed or ended, at the end of each
    week; those that fell due in the warm-up among them.
    `tasks`: T x 13, jobs done on a day that counts; then of the jobs due: all, their failed attempts, those by cause
    (`FAILURES`), and the jobs that were late by cause (`Cause`, from AWAY to LATE_START).
    `called`: C x 7, the same jobs by the clock that called for each: all that were due, then the late by cause. Of the
    clocks that ask for a job at once that is the one due first, at last: a task that office practice also asks for has
    jobs of the policy's clocks and jobs of practice.
    `stock`: W, children on a plan at the end of each week, by the acts that began and ended plans.
    `minutes`: B x 6, minutes given and used by workers, managers and chairs, as in the log, by four weeks.
    """

    clocks: Ints
    lateness: Ints
    week_due: Ints
    week_met: Ints
    overdue: Ints
    tasks: Ints
    called: Ints
    stock: Ints
    minutes: Ints


def periods(inputs: Inputs, warm_up: int, length: int) -> int:
    """How many weeks or blocks there are after the warm-up, the last of them perhaps short."""
    return -(-(inputs.stop - inputs.first - warm_up) // length)


def shapes(inputs: Inputs, warm_up: int) -> tuple[tuple[int, ...], ...]:
    """The shapes of the measures of one run, in their order."""
    clocks, weeks = len(inputs.task_of), periods(inputs, warm_up, WEEK)
    return (
        (clocks, len(CLOCK_COLUMNS)),
        (clocks, MEASURED_LATENESS),
        (clocks, weeks),
        (clocks, weeks),
        (clocks, weeks),
        (len(inputs.turn), len(TASK_COLUMNS)),
        (clocks, len(CALLED_COLUMNS)),
        (weeks,),
        (periods(inputs, warm_up, BLOCK), len(USE_COLUMNS)),
    )


def empty(inputs: Inputs, warm_up: int, count: int) -> Measures:
    """Room for the measures of so many runs, in numbers of 32 bits."""
    return Measures(*(np.zeros((count, *shape), np.int32) for shape in shapes(inputs, warm_up)))


def measures(log: Log, inputs: Inputs, warm_up: int = 0) -> Measures:
    """The measures of one run, from its log."""
    begin = inputs.first + warm_up
    return Measures(
        *of_occasions(log, inputs, begin),
        still_open(log, inputs, begin),
        of_jobs(log, inputs, begin),
        by_clock(log, inputs, begin),
        on_plan(log, inputs, begin),
        of_minutes(log, inputs, warm_up),
    )


def of_occasions(log: Log, inputs: Inputs, begin: int) -> tuple[Ints, Ints, Ints, Ints]:
    """What became of the occasions that fell due."""
    clock, due, standing, settled = (
        log.occasions[:, OCCASION_COLUMNS.index(name)] for name in ("clock", "due", "standing", "settled")
    )
    count, inside = len(inputs.task_of), (due >= begin) & (due < inputs.stop)
    answered, late = standing == Standing.ANSWERED, np.maximum(0, settled - due)
    met, lapsed = answered & (settled <= due), standing == Standing.LAPSED
    breached = ~met & ~lapsed & (answered | (due < inputs.stop - 1))
    kinds = (inside, met, breached, lapsed, ~met & ~lapsed & ~breached)
    columns = [np.bincount(clock[inside & kind], minlength=count) for kind in kinds]
    columns.append(np.bincount(clock, weights=np.where(inside & answered, late, 0), minlength=count).astype(np.int64))
    lateness = tallied((clock, np.minimum(late, MEASURED_LATENESS - 1)), inside & answered, (count, MEASURED_LATENESS))
    by_week = (clock, (due - begin) // WEEK)
    shape = (count, periods(inputs, begin - inputs.first, WEEK))
    return np.column_stack(columns), lateness, tallied(by_week, inside, shape), tallied(by_week, inside & met, shape)


def still_open(log: Log, inputs: Inputs, begin: int) -> Ints:
    """What is overdue and open at the end of each week."""
    clock, due, standing, settled = (
        log.occasions[:, OCCASION_COLUMNS.index(name)] for name in ("clock", "due", "standing", "settled")
    )
    over = np.where(standing == Standing.RUNNING, inputs.stop, settled)
    late = [(due < end) & (end < over) for end in ends_of_weeks(inputs, begin)]
    return np.column_stack([np.bincount(clock[each], minlength=len(inputs.task_of)) for each in late])


def ends_of_weeks(inputs: Inputs, begin: int) -> Ints:
    """The last day of each week."""
    return np.append(np.arange(begin + WEEK - 1, inputs.stop - 1, WEEK), inputs.stop - 1)


def tallied(keys: tuple[Ints, ...], chosen: NDArray[np.bool_], shape: tuple[int, ...]) -> Ints:
    """How many of the chosen rows have each key."""
    found = np.zeros(shape, np.int64)
    np.add.at(found, tuple(key[chosen] for key in keys), 1)
    return found


def of_jobs(log: Log, inputs: Inputs, begin: int) -> Ints:
    """What became of jobs."""
    task, due, done, attempts, cause = (
        log.jobs[:, JOB_COLUMNS.index(name)] for name in ("task", "due", "done", "attempts", "cause")
    )
    inside, count = (due >= begin) & (due < inputs.stop), len(inputs.turn)
    columns = [np.bincount(task[chosen], minlength=count) for chosen in (done >= begin, inside)]
    failed = [attempts, *(log.jobs[:, JOB_COLUMNS.index(name)] for name in FAILED_COLUMNS)]
    columns += [np.bincount(task, weights=np.where(inside, one, 0), minlength=count).astype(np.int64) for one in failed]
    columns += [np.bincount(task[inside & (cause == one)], minlength=count) for one in Cause if one]
    return np.column_stack(columns)


def by_clock(log: Log, inputs: Inputs, begin: int) -> Ints:
    """What became of jobs, by the clock that called for them."""
    clock, due, cause = (log.jobs[:, JOB_COLUMNS.index(name)] for name in ("clock", "due", "cause"))
    inside, count = (due >= begin) & (due < inputs.stop), len(inputs.task_of)
    chosen = (inside, *(inside & (cause == one) for one in Cause if one))
    return np.column_stack([np.bincount(clock[each], minlength=count) for each in chosen])


def plan_acts(inputs: Inputs) -> Ints:
    """What an act makes of a child's plan: 1 it begins, 0 it ends, -1 nothing."""
    found = np.full(len(inputs.rank), -1, np.int64)
    for task in np.flatnonzero(inputs.turn == Turn.CONFERENCE):
        found[inputs.act_of[inputs.way_from[task] : inputs.way_from[task + 1], :, 0]] = 1
    found[[Given.END, Given.TRANSFER, Given.CLOSE]] = 0
    return found


def on_plan(log: Log, inputs: Inputs, begin: int) -> Ints:
    """Children on a plan at the end of each week."""
    makes, planned = plan_acts(inputs), np.zeros(len(log.family_of), np.int64)
    change = np.zeros(inputs.stop, np.int64)
    for day, child, act in log.events[:, :3].tolist():
        if makes[act] >= 0:
            change[day] += makes[act] - planned[child]
            planned[child] = makes[act]
    return np.asarray(change.cumsum()[ends_of_weeks(inputs, begin)])


def of_minutes(log: Log, inputs: Inputs, warm_up: int) -> Ints:
    """Minutes by four weeks."""
    use = log.use[warm_up:]
    padded = np.pad(use, ((0, periods(inputs, warm_up, BLOCK) * BLOCK - len(use)), (0, 0)))
    return np.asarray(padded.reshape(-1, BLOCK, use.shape[1]).sum(axis=1))

import numpy as np
import pytest

from simulations.inputs import Inputs
from simulations.log import JOB_COLUMNS, Log
from simulations.measures import CALLED_COLUMNS, CLOCK_COLUMNS, FAILED_COLUMNS, TASK_COLUMNS, Measures, measures
from simulations.rows import FAILURES, Cause, Standing
from tests.simulations.offices import FEW, ready, run

WARM_UP = 30


def counted(number: int) -> tuple[Measures, Log, Inputs]:
    setting = ready(number)
    log = run(setting)
    return measures(log, setting.inputs, WARM_UP), log, setting.inputs


def column(found: Measures, name: str) -> np.ndarray:
    return found.clocks[:, CLOCK_COLUMNS.index(name)]


@pytest.mark.parametrize("number", FEW)
def test_every_occasion_that_fell_due_was_met_breached_lapsed_or_is_pending(number: int) -> None:
    found, _, _ = counted(number)
    kinds = [column(found, name) for name in ("met", "breached", "lapsed", "pending")]
    assert np.array_equal(sum(kinds), column(found, "due"))
    assert column(found, "due").any()


@pytest.mark.parametrize("number", FEW)
def test_the_weeks_add_up_to_the_whole(number: int) -> None:
    found, log, _ = counted(number)
    assert (found.week_due.sum(axis=1) == column(found, "due")).all()
    assert (found.week_met.sum(axis=1) == column(found, "met")).all()
    assert (found.minutes.sum(axis=0) == log.use[WARM_UP:].sum(axis=0)).all()


@pytest.mark.parametrize("number", FEW)
def test_what_was_answered_in_time_is_what_was_met(number: int) -> None:
    found, _, _ = counted(number)
    assert (found.lateness[:, 0] == column(found, "met")).all()
    days = np.arange(found.lateness.shape[1])
    assert (column(found, "days_late") >= found.lateness @ days).all()


@pytest.mark.parametrize("number", FEW)
def test_no_more_jobs_are_late_than_were_due(number: int) -> None:
    found, _, _ = counted(number)
    late = found.tasks[:, TASK_COLUMNS.index("late_away") :].sum(axis=1)
    assert (late <= found.tasks[:, TASK_COLUMNS.index("due")]).all()
    assert len(TASK_COLUMNS) == found.tasks.shape[1] == 3 + len(FAILURES) + len(Cause) - 1


@pytest.mark.parametrize("number", FEW)
def test_jobs_by_the_clock_that_called_for_them_are_those_by_task(number: int) -> None:
    found, log, inputs = counted(number)
    due, clock, cause = (log.jobs[:, JOB_COLUMNS.index(name)] for name in ("due", "clock", "cause"))
    inside = (due >= inputs.first + WARM_UP) & (due < inputs.stop)
    assert found.called.shape[1] == len(CALLED_COLUMNS) == len(Cause)
    assert found.called[:, 0].any()
    for one, row in enumerate(found.called):
        assert row[0] == (inside & (clock == one)).sum()
        assert row[1:].tolist() == [(inside & (clock == one) & (cause == each)).sum() for each in list(Cause)[1:]]
    for task in range(len(inputs.turn)):
        own = found.called[inputs.task_of == task].sum(axis=0)
        assert own.tolist() == found.tasks[task, [TASK_COLUMNS.index(name) for name in CALLED_COLUMNS]].tolist()


@pytest.mark.parametrize("number", FEW)
def test_every_failed_attempt_has_one_cause(number: int) -> None:
    found, log, _ = counted(number)
    failed, *by_cause = (TASK_COLUMNS.index(name) for name in ("failed", *FAILED_COLUMNS))
    assert (found.tasks[:, by_cause].sum(axis=1) == found.tasks[:, failed]).all()
    attempts, *caused = (log.jobs[:, JOB_COLUMNS.index(name)] for name in ("attempts", *FAILED_COLUMNS))
    assert np.array_equal(sum(caused), attempts)
    assert found.tasks[:, failed].any()


def test_nothing_is_counted_that_fell_due_in_the_warm_up() -> None:
    setting = ready(19)
    log = run(setting)
    all_of_it, rest = (measures(log, setting.inputs, days) for days in (0, WARM_UP))
    due = log.occasions[:, 4]
    early = ((due >= setting.inputs.first) & (due < setting.inputs.first + WARM_UP)).sum()
    assert column(all_of_it, "due").sum() - column(rest, "due").sum() == early > 0


def test_two_occasions_typed_by_hand() -> None:
    inputs = ready(19).inputs
    first = inputs.first
    late = [0, 0, first, first, first + 8, Standing.ANSWERED, first + 11]
    met = [0, 0, first, first, first + 20, Standing.ANSWERED, first + 20]
    running = [0, 0, first, first, inputs.stop - 1, Standing.RUNNING, -1]
    log = Log(
        np.zeros((0, len(JOB_COLUMNS)), np.int64),
        np.array([late, met, running], np.int64),
        np.zeros((0, 5), np.int64),
        np.zeros((inputs.stop - first, 6), np.int64),
        np.zeros(1, np.int64),
    )
    found = measures(log, inputs)
    assert found.clocks[0].tolist() == [3, 1, 1, 0, 1, 3]
    assert found.lateness[0].nonzero()[0].tolist() == [0, 3]
    assert found.week_due[0].nonzero()[0].tolist() == [1, 2, found.week_due.shape[1] - 1]
    assert found.week_met[0].nonzero()[0].tolist() == [2]
    assert not found.overdue.any()
    assert not found.stock.any()


@pytest.mark.parametrize(
    ("due", "standing", "settled", "weeks"),
    [
        (6, Standing.ANSWERED, 13, [0, 0, 0]),
        (5, Standing.ANSWERED, 13, [1, 0, 0]),
        (5, Standing.ENDED, 14, [1, 1, 0]),
        (12, Standing.RUNNING, -1, [0, 1, 1]),
        (-20, Standing.ANSWERED, 7, [1, 0, 0]),
        (-20, Standing.ANSWERED, -3, [0, 0, 0]),
    ],
)
def test_what_is_overdue_at_the_end_of_a_week_is_neither_answered_nor_over(
    due: int, standing: Standing, settled: int, weeks: list[int]
) -> None:
    inputs = ready(19).inputs
    begin = inputs.first + WARM_UP
    row = [0, 0, begin - 30, begin - 30, begin + due, standing, begin + settled if standing else -1]
    log = Log(
        np.zeros((0, len(JOB_COLUMNS)), np.int64),
        np.array([row], np.int64),
        np.zeros((0, 5), np.int64),
        np.zeros((inputs.stop - inputs.first, 6), np.int64),
        np.zeros(1, np.int64),
    )
    assert measures(log, inputs, WARM_UP).overdue[0, :3].tolist() == weeks

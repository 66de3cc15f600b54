"""Experiments: what is told of replications follows from their measures."""

from math import isfinite

import numpy as np
import pytest

from model import InvalidInput
from simulations.experiment import CAUSES, Experiment, clocks_of, experiment, not_simulated, owed
from simulations.inputs import Setting, prepare
from simulations.measures import LATE_COLUMNS, TASK_COLUMNS
from simulations.rows import FAILURES, Cause
from simulations.stability import HEADS
from tests.simulations.offices import staff, tiny


@pytest.fixture(scope="module")
def setting() -> Setting:
    return prepare(tiny())


@pytest.fixture(scope="module")
def found(setting: Setting) -> Experiment:
    return experiment(setting, replications=10)


def test_every_duty_with_a_clock_is_told_of_once(found: Experiment) -> None:
    told = [one.duty for one in found.compliance]
    assert told == list(dict.fromkeys(duty.id for duty in found.setting.duties))


def test_every_share_lies_in_its_interval(found: Experiment) -> None:
    shares = [one.on_time for one in found.compliance if isfinite(one.on_time.mean)]
    assert len(shares) > len(found.compliance) / 2
    assert all(0 <= one.low <= one.mean <= one.high <= 1 for one in shares)


def test_office_practice_is_told_of_and_not_counted(found: Experiment) -> None:
    strengths = {found.setting.duties[clock].strength.value for clock in found.owed}
    assert "may" not in strengths
    assert "may" in {one.strength for one in found.compliance}


def test_where_there_is_only_practice_it_counts() -> None:
    ready = prepare(tiny(policy="working-together"))
    practice = tuple(duty for duty in ready.duties if duty.strength.value == "may")
    only = Setting(ready.scenario, ready.policy, ready.calendar, ready.acts, practice, {}, ready.inputs)
    assert owed(only) == list(range(len(practice)))


def test_the_shares_of_causes_add_up_to_all_that_was_late(found: Experiment) -> None:
    ledger = found.ledger(range(len(found.setting.duties)))
    late = found.runs.measures.tasks[:, :, TASK_COLUMNS.index("late_away") :].sum()
    assert late > 0
    assert sum(one.share.mean for one in ledger) == pytest.approx(1)
    assert sum(one.a_year.mean for one in ledger) * found.years * 10 == pytest.approx(late)


def test_a_task_that_practice_asks_for_too_is_late_in_the_ledger_by_what_called_for_it() -> None:
    crowded = prepare(tiny({"cases": {"care": 0.5}, "staff": staff(workers=4)}))
    late = experiment(crowded, replications=12)
    measures = late.runs.measures
    visits = next(number for number, task in enumerate(crowded.scenario.tasks) if task.event == "child_seen")
    owed = [clock for clock in late.owed if crowded.inputs.task_of[clock] == visits]
    by_task = measures.tasks[:, visits, TASK_COLUMNS.index(LATE_COLUMNS[0]) :].sum()
    told = sum(one.a_year.mean for one in late.ledger(owed)) * late.years * 12
    assert told == pytest.approx(measures.called[:, owed, 1:].sum())
    assert 0 < told < by_task


def test_the_shares_of_failures_add_up_to_all_that_failed(found: Experiment) -> None:
    ledger = found.failures(range(len(found.setting.scenario.tasks)))
    failed = found.runs.measures.tasks[:, :, TASK_COLUMNS.index("failed")].sum()
    assert {one.cause for one in ledger} == set(FAILURES)
    assert sum(one.a_year.mean for one in ledger) * found.years * 10 == pytest.approx(failed)
    assert sum(one.share.mean for one in ledger) == pytest.approx(1)


def test_every_cause_has_its_words() -> None:
    assert set(CAUSES) == set(HEADS) == set(Cause) - {Cause.NONE}


def test_with_ample_staff_no_less_is_asked_for_than_was_done(found: Experiment) -> None:
    worker = found.loads[0]
    assert worker.role == "lead_social_worker"
    assert worker.demand.mean >= worker.used.mean > 0


@pytest.mark.slow
def test_a_stated_precision_is_reached_for_all_duties_at_once(setting: Setting) -> None:
    rough, fine = (experiment(setting, replications=5, precision=half) for half in (1.0, 0.1))
    assert len(rough.runs.replications) == 5 < len(fine.runs.replications)
    assert all(one.on_time.half <= 0.1 for one in fine.compliance if isfinite(one.on_time.mean))
    assert len(fine.eased.replications) == len(fine.runs.replications)


@pytest.mark.slow
def test_more_replications_go_on_from_those_there_were(setting: Setting) -> None:
    few, many = experiment(setting, replications=5), experiment(setting, replications=5, precision=0.1)
    assert np.array_equal(many.runs.measures.clocks[:5], few.runs.measures.clocks)


def test_more_replications_than_fit_into_memory_are_refused(setting: Setting) -> None:
    with pytest.raises(InvalidInput, match="too many replications"):
        experiment(setting, replications=999_999_999)


def test_with_ample_staff_hardly_any_late_job_is_for_want_of_a_workers_time(found: Experiment) -> None:
    eased = Experiment(found.setting, found.eased, found.eased)
    shares = {one.cause: one.share.mean for one in eased.ledger(eased.owed)}
    assert shares[Cause.CAPACITY] < 0.1 < shares[Cause.AWAY]


@pytest.mark.slow
def test_only_duties_whose_work_is_missing_are_not_simulated() -> None:
    usual = prepare(tiny(policy="brent"))
    vague = prepare(tiny({"scenario": {"readings": {"delay-decided": "any-time"}}}, policy="brent"))
    assert usual.left_out
    assert not_simulated(usual) == {}
    assert not_simulated(vague)
    assert not_simulated(vague).items() <= vague.left_out.items()
    assert not set(not_simulated(vague)) & {duty.id for duty in vague.duties}


def test_one_replication_has_no_interval(setting: Setting) -> None:
    with pytest.raises(InvalidInput, match="too few replications"):
        experiment(setting, replications=1)


def test_every_clock_belongs_to_one_duty(setting: Setting) -> None:
    clocks = [clock for _, own in clocks_of(setting).values() for clock in own]
    assert sorted(clocks) == list(range(len(setting.duties)))

from dataclasses import replace

import numpy as np
import pytest

from simulations.engine import Runs, replicate, run_log, workspaces
from simulations.inputs import Setting, prepare
from simulations.log import Log
from simulations.measures import Measures, measures
from simulations.plain import Office
from tests.simulations.offices import FEW, generated, ready, tiny


def same_logs(one: Log, other: Log) -> bool:
    return all(np.array_equal(table, getattr(other, name)) for name, table in vars(one).items())


def same_measures(one: Measures, other: Measures) -> bool:
    return all(np.array_equal(mine, yours) for mine, yours in zip(one, other, strict=True))


def of_run(runs: Runs, place: int) -> Measures:
    return Measures(*(one[place] for one in runs.measures))


@pytest.fixture(scope="module")
def york() -> Setting:
    return prepare(tiny())


@pytest.mark.parametrize("number", FEW)
def test_the_log_is_that_of_the_plain_engine(number: int) -> None:
    assert same_logs(run_log(ready(number).inputs, 1), Office(ready(number).inputs, 1).run())


@pytest.mark.parametrize("number", FEW)
def test_the_measures_are_those_of_the_log(number: int) -> None:
    inputs = ready(number).inputs
    runs = replicate(inputs, [3, 0], warm_up=25)
    for place, replication in enumerate(runs.replications.tolist()):
        assert same_measures(of_run(runs, place), measures(Office(inputs, replication).run(), inputs, 25))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(60, 75))
def test_the_measures_are_those_of_the_log_on_more_scenarios(number: int) -> None:
    inputs = prepare(generated(number)).inputs
    runs = replicate(inputs, [number], warm_up=number % 50)
    assert same_measures(of_run(runs, 0), measures(Office(inputs, number).run(), inputs, number % 50))


@pytest.mark.parametrize("threads", [2, 5])
def test_any_number_of_threads_gives_the_same(york: Setting, threads: int) -> None:
    numbers = range(7)
    one, many = replicate(york.inputs, numbers), replicate(york.inputs, numbers, threads=threads)
    assert same_measures(one.measures, many.measures)


def test_replications_are_kept_in_the_order_asked_for_and_depend_on_nothing_before(york: Setting) -> None:
    runs = replicate(york.inputs, [5, 2, 5])
    assert runs.replications.tolist() == [5, 2, 5]
    assert same_measures(of_run(runs, 0), of_run(runs, 2))
    assert not same_measures(of_run(runs, 0), of_run(runs, 1))
    assert same_measures(of_run(runs, 1), of_run(replicate(york.inputs, [2]), 0))


def test_logs_are_kept_where_they_are_asked_for_and_change_no_measure(york: Setting) -> None:
    runs = replicate(york.inputs, [0, 1], threads=2, events=True)
    assert [same_logs(log, run_log(york.inputs, place)) for place, log in enumerate(runs.logs)] == [True, True]
    assert replicate(york.inputs, [0]).logs == ()
    assert same_measures(of_run(runs, 1), of_run(replicate(york.inputs, [1]), 0))


def test_no_replication_gives_no_measures(york: Setting) -> None:
    assert [len(one) for one in replicate(york.inputs, []).measures] == [0] * len(Measures._fields)


def test_a_run_that_needs_more_memory_gets_it(york: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulations.kernel.workspace.FAMILIES", 4)
    workspace = workspaces(york.inputs, 0, 1)[0]
    assert same_logs(workspace.run_with_log(0), Office(york.inputs).run())
    assert workspace.size > 1


def test_another_seed_is_another_run(york: Setting) -> None:
    other = york.inputs._replace(seed=york.inputs.seed + 1)
    assert not same_logs(run_log(york.inputs), run_log(other))


def test_staff_that_change_between_runs_change_the_run(york: Setting) -> None:
    setting = replace(york, inputs=york.inputs._replace(base=york.inputs.base // 2))
    assert not same_logs(run_log(york.inputs), run_log(setting.inputs))

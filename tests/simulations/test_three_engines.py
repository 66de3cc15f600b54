"""The engines agree on every job, occasion, event and minute of generated scenarios, tame and wild."""

from collections.abc import Callable

import numpy as np
import pytest

from simulations.engine import run_log
from simulations.inputs import Inputs, Setting, prepare
from simulations.load import load_scenario
from simulations.log import Log
from simulations.plain import Office
from simulations.rows import Cause
from tests.simulations.offices import FEW, generated, jobs, ready, tiny, told_when_set
from tests.simulations.simpy_twin import Rules, simulate
from tests.simulations.wild import WILD_FEW, wild

Engine = Callable[[Inputs, int], Log]


def plain(inputs: Inputs, replication: int) -> Log:
    return Office(inputs, replication).run()


ENGINES: dict[str, Engine] = {"plain": plain, "simpy": simulate, "kernel": run_log}


def differences(setting: Setting, replication: int = 0) -> list[tuple[str, str, int]]:
    """Engine, table and first row that differ from the plain engine's."""
    logs = {name: engine(setting.inputs, replication) for name, engine in ENGINES.items()}
    found = []
    for name, log in logs.items():
        for table in ("jobs", "occasions", "events", "use", "family_of"):
            one, other = getattr(logs["plain"], table), getattr(log, table)
            if not np.array_equal(one, other):
                both = min(len(one), len(other))
                rows = np.flatnonzero((one[:both] != other[:both]).reshape(both, -1).any(axis=1))
                found.append((name, table, int(rows[0]) if len(rows) else both))
    return found


@pytest.mark.parametrize("number", FEW)
def test_the_engines_agree(number: int) -> None:
    assert differences(ready(number)) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", WILD_FEW)
def test_the_engines_agree_on_wild_scenarios(number: int) -> None:
    assert differences(wild(number)) == []


@pytest.mark.parametrize("number", [2, 29])
def test_the_engines_agree_where_setting_a_day_begins_work_and_moving_it_ends_it(number: int) -> None:
    assert differences(told_when_set(number)) == []


def test_the_engines_agree_on_any_replication() -> None:
    assert differences(ready(19), replication=12_345) == []


@pytest.mark.slow
@pytest.mark.parametrize("tens", range(4))
def test_the_engines_agree_on_forty_scenarios(tens: int) -> None:
    for number in range(5 * tens, 5 * tens + 5):
        assert differences(prepare(generated(number)), number) == [], f"generated {number}"
        assert differences(wild(number), number) == [], f"wild {number}"


@pytest.mark.deep
@pytest.mark.parametrize("tens", range(5))
def test_the_engines_agree_on_fifty_scenarios_where_setting_a_day_begins_work(tens: int) -> None:
    for number in range(10 * tens, 10 * tens + 10):
        assert differences(told_when_set(number), number) == [], f"generated {number}"


@pytest.mark.deep
@pytest.mark.parametrize("hundreds", range(5))
def test_the_engines_agree_on_a_thousand_scenarios(hundreds: int) -> None:
    for number in range(50 + 100 * hundreds, 150 + 100 * hundreds):
        assert differences(prepare(generated(number)), number) == [], f"generated {number}"
        assert differences(wild(number), number) == [], f"wild {number}"


@pytest.mark.deep
@pytest.mark.parametrize("name", ["brent-2024", "england-2024", "york-2020-surge", "york-2024"])
def test_the_engines_agree_on_the_presets(name: str) -> None:
    assert differences(prepare(load_scenario(name, {"run": {"days": 400, "warm_up": 0}}))) == []


def test_the_twin_keeps_nothing_from_one_replication_to_the_next() -> None:
    inputs = ready(2).inputs
    rules = Rules(inputs)
    logs = [simulate(inputs, replication, rules) for replication in (0, 1, 0)]
    assert np.array_equal(logs[0].events, logs[2].events)
    assert not np.array_equal(logs[0].events, logs[1].events)


def test_a_rule_that_one_engine_took_otherwise_would_be_noticed() -> None:
    setting = prepare(tiny())
    changed = setting.inputs._replace(cover_within=setting.inputs.cover_within + 10)
    assert not np.array_equal(plain(setting.inputs, 0).jobs, simulate(changed, 0).jobs)


@pytest.mark.slow
def test_wild_scenarios_meet_with_every_cause_cover_and_every_kind_of_end() -> None:
    causes: set[int] = set()
    covered = cancelled = open_ = done = 0
    for number in range(40):
        setting = wild(number)
        log = plain(setting.inputs, 0)
        causes |= set(jobs(log, "cause").tolist())
        is_done = jobs(log, "done") >= 0
        done += int(is_done.sum())
        covered += int((setting.inputs.way_cover[jobs(log, "way")[is_done]] == 1).sum())
        cancelled += int((jobs(log, "cancelled") >= 0).sum())
        open_ += int((~is_done & (jobs(log, "cancelled") < 0)).sum())
    assert causes == set(Cause)
    assert min(done, open_, cancelled, covered) > 40

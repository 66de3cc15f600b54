from dataclasses import replace

import pytest

from simulations.inputs import prepare
from simulations.load import load_scenario
from simulations.log import histories
from simulations.loop import disagreements, judged
from simulations.rows import Standing
from tests.simulations.offices import FEW, ready, run, tiny, told_when_set
from tests.simulations.wild import WILD_FEW, wild


@pytest.mark.parametrize("number", FEW)
def test_the_oracle_finds_on_the_event_log_what_the_run_says(number: int) -> None:
    setting = ready(number)
    log = run(setting)
    assert disagreements(log, setting) == []
    assert not [one.refused for one in judged(log, setting, setting.inputs.stop - 1) if one.refused]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(50, 60))
def test_the_loop_closes_on_more_scenarios(number: int) -> None:
    assert disagreements(run(ready(number)), ready(number)) == []


@pytest.mark.deep
@pytest.mark.parametrize("number", range(106))
def test_the_loop_closes_on_many_scenarios(number: int) -> None:
    assert disagreements(run(ready(number)), ready(number)) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", WILD_FEW)
def test_the_loop_closes_on_wild_scenarios(number: int) -> None:
    assert disagreements(run(wild(number)), wild(number)) == []


@pytest.mark.deep
@pytest.mark.parametrize("name", ["brent-2024", "england-2024", "york-2020-surge", "york-2024"])
def test_the_loop_closes_on_the_presets(name: str) -> None:
    setting = prepare(load_scenario(name, {"run": {"days": 200, "warm_up": 0}}))
    assert disagreements(run(setting), setting) == []


@pytest.mark.slow
def test_of_clocks_that_a_booking_begins_only_answers_on_its_own_day_are_taken_otherwise() -> None:
    setting = told_when_set(2)
    found = disagreements(run(setting), setting)
    assert {one.duty for _, one in found} == {"seen-when-set"}
    assert all(one.done == one.anchor for whose, one in found if whose == "oracle")
    assert len(found) == 2 * sum(whose == "oracle" for whose, _ in found) > 0


def test_a_run_that_said_something_else_would_be_noticed() -> None:
    setting = ready(19)
    log = run(setting)
    wrong = log.occasions.copy()
    place = int((wrong[:, 5] == Standing.ANSWERED).argmax())
    wrong[place, 4] += 1
    assert {whose for whose, _ in disagreements(replace(log, occasions=wrong), setting)} == {"run", "oracle"}


def test_siblings_share_a_family_and_every_child_is_a_case() -> None:
    setting = prepare(tiny())
    log = run(setting)
    cases = list(histories(log, setting))
    assert len({one.case for one in cases}) == len(cases) == len(log.family_of)
    assert {one.family for one in cases} == {f"F{family:05d}" for family in log.family_of}

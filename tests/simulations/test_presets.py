"""Presets: what they are set to bring about, with the people that they have."""

from fnmatch import fnmatch

import numpy as np
import pytest

from simulations.engine import replicate
from simulations.inputs import prepare
from simulations.load import load_scenario, presets
from simulations.published import BRENT, ENGLAND, YORK, published
from simulations.register import FREE, leaves, numeric

OF = {
    "brent-2024": (BRENT, 2024),
    "england-2024": (ENGLAND, 2024),
    "york-2020-surge": (YORK, 2020),
    "york-2024": (YORK, 2024),
}


def numbers(value: object) -> list[float]:
    return [float(one) for one in np.ravel(np.array(value))]


@pytest.mark.parametrize("name", presets())
def test_every_number_lies_in_the_range_that_the_register_gives_it(name: str) -> None:
    scenario = load_scenario(name)
    for key, value in leaves(scenario.tables):
        if numeric(value) and not any(fnmatch(key, free) for free in FREE):
            spoken = next(one for one in reversed(scenario.register) if fnmatch(key, one.key))
            assert spoken.low is not None, key
            assert spoken.high is not None, key
            assert spoken.low <= min(numbers(value)) <= max(numbers(value)) <= spoken.high, key


@pytest.mark.parametrize("name", presets())
def test_no_range_is_shared_by_numbers_of_different_kinds(name: str) -> None:
    """A share and a number of days, minutes or posts never stand under one key of the register."""
    scenario = load_scenario(name)
    for one in scenario.register:
        values = [value for key, value in leaves(scenario.tables) if fnmatch(key, one.key) and numeric(value)]
        shares = [max(numbers(value)) <= 1 and any(number % 1 for number in numbers(value)) for value in values]
        assert one.high is not None, one.key
        assert not any(shares) or one.high <= 2, one.key


@pytest.mark.slow
@pytest.mark.parametrize("name", presets())
def test_as_many_conferences_are_held_in_time_as_were_published(name: str) -> None:
    """Table C4: of the conferences held, those within 15 working days; within two percentage points."""
    setting = prepare(load_scenario(name))
    clock = [duty.id for duty in setting.duties].index("initial-conference")
    counted = replicate(setting.inputs, range(24), threads=2, warm_up=setting.scenario.warm_up).measures
    by_lateness = counted.lateness[:, clock].sum(axis=0)
    waits = [one.near for one in published(OF[name][0]).get("waits", OF[name][1])]
    assert by_lateness[0] / by_lateness.sum() == pytest.approx(sum(waits[:2]) / sum(waits), abs=0.02)

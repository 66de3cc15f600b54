from datetime import date

import numpy as np
import pytest

from simulations.inputs import prepare
from simulations.load import load_scenario
from simulations.offices import LEAD, MANAGER, poisson, waits
from tests.simulations.offices import tiny


def test_a_changed_policy_changes_due_days_without_code() -> None:
    usual, sooner = (prepare(tiny({"scenario": {"changes": changes}})) for changes in (["practice"], ["four-weeks"]))
    for setting, days in ((usual, 42), (sooner, 28)):
        clock = [duty.id for duty in setting.duties].index("core-group-interval")
        begun = setting.inputs.effect_table[(setting.inputs.effect_clock == clock) & (setting.inputs.effect_table >= 0)]
        assert set(setting.inputs.due[begun[0], setting.inputs.first : setting.inputs.stop]) == {days}


def test_a_reading_changes_due_days_without_code() -> None:
    readings = {"three-months": "days"}
    setting = prepare(tiny({"scenario": {"readings": readings}}))
    clock = [duty.id for duty in setting.duties].index("first-review")
    rows = (setting.inputs.effect_clock == clock) & (setting.inputs.effect_table >= 0)
    assert set(
        setting.inputs.due[setting.inputs.effect_table[rows][0], setting.inputs.first : setting.inputs.stop]
    ) == {91}


@pytest.mark.parametrize(
    ("policy", "changes", "chairs"),
    [
        ("brent", ["practice"], {1, 0}),
        ("brent", ["practice", "no-manager-chair"], {0}),
        ("york", ["practice"], {0}),
    ],
)
def test_the_policy_says_who_chairs(policy: str, changes: list[str], chairs: set[int]) -> None:
    setting = prepare(tiny({"scenario": {"changes": changes}}, policy))
    inputs, task = setting.inputs, [one.event for one in setting.scenario.tasks].index("core_group_held")
    ways = [way for way in range(inputs.way_from[task], inputs.way_from[task + 1]) if not inputs.way_cover[way]]
    held = inputs.act_of[ways, -1, 0]
    possible = (inputs.after[:, held] >= 0).all(axis=1)
    assert set(np.argmin(inputs.cost[possible][:, held], axis=1)) == chairs
    assert list(inputs.who[inputs.who_from[ways[1]] : inputs.who_from[ways[1] + 1]]) == [LEAD, MANAGER]


def test_what_makes_a_core_group_quorate_comes_from_the_policy() -> None:
    inputs = prepare(tiny(policy="brent")).inputs
    task = int(np.flatnonzero(inputs.set >= 0)[0])
    held = inputs.act_of[inputs.way_from[task], :, 0]
    running = inputs.after[:, held[0]] >= 0
    assert inputs.good[running][:, held].min(axis=0).tolist() == [0, 0, 1, 1]


def test_office_days_and_deadline_days_are_two_calendars() -> None:
    setting = prepare(load_scenario("york-2024", {"backlog": {"children": 0}}))
    closed = date(2023, 12, 28)
    column = (closed - setting.calendar.first).days
    assert setting.calendar.is_working_day(closed)
    assert not setting.inputs.office[column]


def test_the_rows_of_poisson_have_the_mean_asked_for() -> None:
    row = poisson([1.7])[0]
    assert sum(1 - bound for bound in row if bound <= 1) == pytest.approx(1.7, abs=1e-9)


def test_waits_have_the_mean_asked_for() -> None:
    assert waits(2.0).mean() == pytest.approx(365 / 2, rel=0.01)
    assert waits(0.0).min() == 10**6

"""Points: a scenario with the values of a point is the scenario that a file with these values gives."""

from typing import Any

import numpy as np
import pytest

from model import InvalidInput
from simulations.inputs import Inputs, Setting, prepare
from simulations.load import scenario_of
from simulations.points import Point, changed, settings_of
from tests.simulations.offices import staff, tiny

POINTS: list[Point] = [
    {"cases.enquiries": 25, "cases.plan": 0.5},
    {"cases.sizes.1": 0.3, "cases.sizes.2": 0.4},
    {"staff.lead_social_worker.posts": 6, "people.leave_weeks": 3, "people.limit": 12},
    {"backlog.children": 3, "people.turnover": 0.9, "people.ill_days": (2, 9)},
    {"task.child_seen.lead": 2, "partners.police": 0.1},
    {"run.days": 90, "scenario.readings": {"first-day": "same-day"}},
    {"work.order": "risk-first", "work.reach": 20},
    {"staff": staff(3)},
    {"task.child_seen.fails": 0.3, "task.tac_held.margin": [1, 4], "task.icpc_held.quorum": 0},
    {"task.rcpc_held.way.1.who.conference_chair": 100, "task.rcpc_held.way.2.cover": False},
    {"task.core_group_held.attendance": "", "work.protected": {"event": "child_seen", "minutes": 60}},
]


@pytest.fixture(scope="module")
def base() -> Setting:
    return prepare(tiny({"run": {"days": 120}}))


@pytest.mark.slow
def test_a_point_is_made_ready_as_any_scenario_is(base: Setting) -> None:
    for point, found in zip(POINTS, settings_of(base, POINTS), strict=True):
        whole = prepare(found.scenario)
        differ = [name for name in Inputs._fields if not same(whole.inputs, found.inputs, name)]
        assert (point, differ) == (point, [])
        assert (whole.duties, whole.left_out, whole.calendar) == (found.duties, found.left_out, found.calendar)


def same(one: Inputs, other: Inputs, name: str) -> bool:
    here, there = np.asarray(getattr(one, name)), np.asarray(getattr(other, name))
    return here.dtype == there.dtype and np.array_equal(here, there)


def test_it_says_how_far_it_is_where_points_take_long(base: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulations.points.EVERY", 0.0)
    said: list[str] = []
    settings_of(base, POINTS[:2], said.append)
    assert said == ["1 of 2 points are ready to be run", "2 of 2 points are ready to be run"]


@pytest.mark.slow
def test_every_point_differs_from_the_others(base: Setting) -> None:
    found = settings_of(base, POINTS)
    assert all(
        any(not same(one.inputs, other.inputs, name) for name in Inputs._fields)
        for place, one in enumerate(found)
        for other in (base, *found[:place])
    )


def test_points_share_what_they_have_in_common(base: Setting) -> None:
    for found in settings_of(base, POINTS):
        own = sum(array.nbytes for name, array in arrays(found.inputs) if array is not getattr(base.inputs, name))
        assert own < 0.5 * sum(array.nbytes for _, array in arrays(found.inputs))


def arrays(inputs: Inputs) -> list[tuple[str, Any]]:
    return [(name, array) for name, array in inputs._asdict().items() if isinstance(array, np.ndarray)]


def test_the_values_of_a_point_stand_in_the_tables_that_a_file_keeps(base: Setting, tmp_path: Any) -> None:
    found = changed(base.scenario, POINTS[0])
    assert (found.cases.enquiries, found.cases.plan) == (25, 0.5)
    assert scenario_of(found.tables, tmp_path / "again.toml").cases == found.cases


def test_rule_changes_of_a_scenario_stay_unless_the_point_names_others(base: Setting) -> None:
    four = changed(base.scenario, {"scenario.changes": ["practice", "four-weeks"]})
    assert [path.stem for path in four.changes] == ["practice", "four-weeks"]
    assert changed(four, {"cases.plan": 0.5}).changes == four.changes


def test_all_faults_of_all_points_are_told_at_once_and_each_once(base: Setting) -> None:
    points: list[Point] = [
        {"cases.plan": 0.5, "cases.needed": 0.5},
        {"cases.plan": 1.5, "cases.needed": "half"},
        {"cases.plan": 1.5, "cases.needed": 0.5},
    ]
    with pytest.raises(InvalidInput) as error:
        settings_of(base, points)
    assert str(error.value).splitlines() == [
        "point 2: york-2024.toml, cases, needed: is not a number from 0 to 1: 'half' [bad-value]",
        "point 2: york-2024.toml, cases, plan: is not between 0 and 1: '1.5' [out-of-range]",
    ]


def test_paths_that_lead_nowhere_are_told_with_the_likely_one(base: Setting) -> None:
    with pytest.raises(InvalidInput) as error:
        settings_of(base, [{"case.plan": 0.5, "task.child_sen.lead": 1, "run.seed": 3}])
    assert [fault.code for fault in error.value.faults] == ["unknown-path", "unknown-path", "not-a-field"]
    assert "did you mean 'child_seen'" in str(error.value)


@pytest.mark.parametrize(
    ("point", "message"),
    [
        ({"cases.plam": 0.5}, "did you mean 'plan'"),
        ({"people.limits": 5}, "did you mean 'limit'"),
        ({"cases": 0.5}, "is not a table"),
        ({"staff.lead_social_worker.posts": 0}, "no post of a lead social worker"),
        ({"staff.lead_social_worker.hours": -1}, "and 60"),
        ({"cases.enquiries": 1e6, "run.days": 3000}, "more cases than memory holds"),
        ({"task.tac_held.way.1.who.lead_social_worker": 900}, "needs more minutes"),
        ({"staff.line_manager.team": "nowhere"}, "a team has none"),
    ],
    ids=["field", "default", "table", "staff", "hours", "memory", "minutes", "manager"],
)
def test_an_impossible_point_is_refused_with_the_reason(base: Setting, point: Point, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        settings_of(base, [{}, point])

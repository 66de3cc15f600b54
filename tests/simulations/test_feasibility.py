"""Feasibility: what no run could make sense of is refused before one, every fault at once and with its reason."""

from typing import Any

import pytest

from model import InvalidInput
from simulations.inputs import prepare
from simulations.load import load_scenario, presets
from tests.simulations.offices import Tables, staff, tiny

VISIT, TEAM_MEETING = "child_seen", "tac_held"


def told(changed: Tables) -> str:
    """What a user reads."""
    with pytest.raises(InvalidInput) as error:
        prepare(tiny(changed))
    return str(error.value)


def done_by(event: str, **minutes: int) -> Tables:
    """One usual way of a task."""
    return {"task": [{"event": event, "way": [{"who": minutes}]}]}


@pytest.mark.parametrize(
    ("changed", "fact"),
    [
        (
            done_by(VISIT, lead_social_worker=0),
            "task 7, way 1, who, lead_social_worker: is not between 1 and 100,000: '0'",
        ),
        (done_by(TEAM_MEETING, lead_social_worker=-5), "lead_social_worker: is not between 1 and 100,000: '-5'"),
        (done_by(VISIT), "task 7, way 1, who: names nobody who does it"),
        (done_by(TEAM_MEETING), "task 5, way 1, who: names nobody who does it"),
        ({"task": [{"event": VISIT, "way": []}]}, "has no usual way to be done: 'child_seen'"),
        (done_by(VISIT, lead_social_worker=60, line_manager=60), "no meeting is done by one person: 'child_seen'"),
        (done_by(TEAM_MEETING, lead_social_worker=900), "needs more minutes of a lead social worker than anybody's"),
        ({"cases": {"sizes": [0.0] * 16 + [1.0]}}, "sizes: has a share for more children than a family may have (16)"),
        ({"cases": {"sizes": [0.5, 0.2]}}, "cases, sizes: shares do not add up to 1: '0.7'"),
        ({"cases": {"weekdays": [0] * 7}}, "enquiries come on no day"),
        ({"cases": {"enquiries": 100_000}, "run": {"days": 5000}}, "more cases than memory holds"),
        ({"cases": {"enquiries": 900_000}}, "more enquiries on the busiest day than a run takes (700)"),
        ({"cases": {"enquiries": float("inf")}}, "enquiries: is not between 0 and 1,000,000: 'inf'"),
        ({"staff": staff(workers=10_000), "run": {"days": 10_000}}, "more posts than memory holds for 10,000 days"),
        ({"staff": staff(workers=0)}, "there is no post of a lead social worker, and there must be one for section_47"),
        ({"staff": staff(chairs=0)}, "no post of a conference chair, and there must be one for icpc_held, rcpc_held"),
        ({"staff": staff(managers=0)}, "no post of a line manager, and there must be one for core_group_held"),
        ({"staff": [*staff(), {**staff()[0], "team": "t1"}]}, "needs a line manager, and a team has none: 't1'"),
        ({"staff": [*staff(), {**staff()[1], "team": "tO"}]}, "a team that has no lead social worker: 'tO'"),
        ({"staff": staff(other=1.0)}, "posts without hours for this work: 'lead_social_worker'"),
        ({"staff": [{**staff()[0], "hours": -5.0}]}, "staff 1, hours: is not between 0 and 60: '-5.0'"),
        ({"run": {"warm_up": 180}}, "the warm-up leaves no day to report: '180'"),
        ({"work": {"protected": {"event": "visit", "minutes": 60}}}, "time is kept for what is no task: 'visit'"),
        (
            {"backlog": {"children": 5, "ages": [{"days": [0, 90], "share": 0.3}]}},
            "ages: shares do not add up to 1: '0.3'",
        ),
        (
            {"task": [{"event": "looked_after_review_held", "meeting": True, "quorum": 16}]},
            "quorum: asks for more partners than there are (3), and so is never held: '16'",
        ),
        ({"task": [{"event": "icpc_held", "fails": 1.0}]}, "always fails, and so is never done: '1.0'"),
        (
            {"task": [{"event": "icpc_held", "stages": ["on_plan"]}]},
            "task icpc_held, stages: is never done at these stages: 'on_plan'",
        ),
        (
            {"task": [{"event": "core_group_held", "stages": []}]},
            "task core_group_held, stages: is never done at these stages: ''",
        ),
        ({"backlog": {"children": 1_000_000}}, "backlog, children: is not between 0 and 100,000: '1000000'"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value.split(":")[0].replace(" ", "-")[:40],
)
def test_an_impossible_scenario_is_refused_with_the_reason(changed: Tables, fact: str) -> None:
    assert fact in told(changed)


def test_every_fault_is_told_at_once_and_none_twice() -> None:
    changed: dict[str, Any] = {
        **done_by(VISIT, lead_social_worker=0),
        "staff": staff(chairs=0),
        "cases": {"enquiries": 1_000_000},
        "run": {"days": 5000, "warm_up": 5000},
        "backlog": {"children": -1},
    }
    lines = told(changed).splitlines()
    codes = [line.rsplit("[", 1)[1] for line in lines]
    assert sorted(codes) == ["no-days]", "no-staff]", "out-of-range]", "out-of-range]", "too-many-cases]"]


def test_what_follows_from_another_fault_is_not_told() -> None:
    assert told({"staff": [{**one, "hours": -5.0} for one in staff()]}).count("\n") == len(staff()) - 1


def test_staff_that_only_cover_asks_for_need_not_be_there() -> None:
    without = [
        {
            "event": event,
            "way": [
                {"who": {"lead_social_worker": 120}, "records": records},
                {"who": {"line_manager": 60}, "cover": True, "records": records},
            ],
        }
        for event, records in (("core_group_held", {}), (VISIT, {"by": "lead_social_worker"}))
    ]
    assert prepare(tiny({"task": without, "staff": staff(managers=0)})).inputs.role.max() == 2


@pytest.mark.parametrize("name", presets())
def test_the_presets_are_possible(name: str) -> None:
    assert load_scenario(name).id == name

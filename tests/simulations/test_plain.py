from dataclasses import replace

import numpy as np
import pytest

from simulations.inputs import Setting, prepare
from simulations.log import JOB_COLUMNS
from simulations.plain import Office
from simulations.rows import Cause, Job, Standing
from tests.simulations.offices import FEW, TOLD_WHEN_SET, events, generated, jobs, occasions, ready, run, staff, tiny


@pytest.fixture(scope="module")
def york() -> Setting:
    return prepare(tiny())


def same(one: Setting, other: Setting, replications: tuple[int, int] = (0, 0)) -> bool:
    logs = [run(one, replications[0]), run(other, replications[1])]
    return all(
        np.array_equal(getattr(logs[0], name), getattr(logs[1], name))
        for name in ("jobs", "occasions", "events", "use")
    )


def test_the_same_seed_gives_the_same_log_and_another_replication_another(york: Setting) -> None:
    assert same(york, prepare(tiny()))
    assert not same(york, york, (0, 1))


@pytest.mark.parametrize("number", FEW)
def test_every_job_is_done_cancelled_or_open_and_none_is_two_of_these(number: int) -> None:
    log = run(ready(number))
    done, cancelled = jobs(log, "done") >= 0, jobs(log, "cancelled") >= 0
    assert not (done & cancelled).any()
    assert (jobs(log, "released") <= np.where(done, jobs(log, "done") - 1, jobs(log, "released"))).all()
    late = jobs(log, "cause") != Cause.NONE
    over = np.where(done, jobs(log, "done"), np.where(cancelled, jobs(log, "cancelled"), ready(number).inputs.stop - 1))
    assert (late == (over > jobs(log, "due"))).all()


@pytest.mark.parametrize("number", FEW)
def test_every_job_that_is_done_left_its_act_on_every_child_it_concerns(number: int) -> None:
    setting = ready(number)
    log = run(setting)
    acts = setting.inputs.act_of
    left = set(zip(*(events(log, name).tolist() for name in ("day", "child", "act")), strict=True))
    for row in range(len(log.jobs)):
        day, way, child = (int(jobs(log, name)[row]) for name in ("done", "way", "child"))
        if day >= 0 and child >= 0:
            assert any((day, child, int(act)) in left for act in acts[way].ravel())


@pytest.mark.parametrize("number", FEW)
def test_nobody_is_given_more_minutes_than_they_have_in_the_long_run(number: int) -> None:
    setting = ready(number)
    log, inputs = run(setting), setting.inputs
    office = inputs.office[inputs.first : inputs.stop].cumsum()
    for role in range(3):
        # A long meeting may take minutes of the days to come, of its own week.
        full = inputs.base[inputs.role == role].sum()
        assert (log.use[:, 2 * role + 1].cumsum() <= full * (office + 5)).all()


@pytest.mark.parametrize("number", FEW)
def test_littles_law_holds_exactly_on_the_log(number: int) -> None:
    setting = ready(number)
    log, inputs = run(setting), setting.inputs
    released = np.maximum(jobs(log, "released"), inputs.first)
    over = np.where(jobs(log, "done") >= 0, jobs(log, "done"), jobs(log, "cancelled"))
    over = np.where(over >= 0, over, inputs.stop)
    days = np.arange(inputs.first, inputs.stop)
    in_system = [int(((released <= day) & (day < over)).sum()) for day in days]
    assert sum(in_system) == int((over - released).sum())


def test_staff_do_not_change_what_comes_in(york: Setting) -> None:
    fewer = prepare(tiny({"staff": staff(workers=2)}))
    arrived = [
        sorted(
            {
                (day, child)
                for day, child, act in run(one).events[:, :3].tolist()
                if act == 0 and day >= one.inputs.first
            }
        )
        for one in (york, fewer)
    ]
    assert arrived[0][:20] == arrived[1][:20]
    assert len(arrived[0]) > 20


def test_more_workers_are_late_less_often() -> None:
    def late(workers: int) -> int:
        log = run(prepare(tiny({"staff": staff(workers=workers), "cases": {"enquiries": 120}})))
        settled, due = occasions(log, "settled"), occasions(log, "due")
        return int(((occasions(log, "standing") == Standing.ANSWERED) & (settled > due)).sum())

    assert late(8) < late(2)


def test_without_absence_and_with_everybody_coming_only_capacity_makes_late() -> None:
    sure = {
        "partners": {"health": 1.0, "education": 1.0, "police": 1.0},
        "people": {"leave_weeks": 0, "ill_spells": 0, "turnover": 0, "vacant": 0.0},
        "task": [{"event": one["event"], "fails": 0.0} for one in tiny().tables["task"]],
    }
    log = run(prepare(tiny({**sure, "staff": staff(workers=2), "cases": {"enquiries": 120}})))
    assert set(jobs(log, "cause")) <= {Cause.NONE, Cause.CAPACITY, Cause.SLOT, Cause.LATE_START}
    assert (jobs(log, "cause") == Cause.CAPACITY).any()


def test_partners_who_never_come_fail_every_core_group() -> None:
    never = prepare(tiny({"partners": {"health": 0.0, "education": 0.0, "police": 0.0}}))
    log = run(never)
    task = [one.event for one in never.scenario.tasks].index("core_group_held")
    meetings = jobs(log, "task") == task
    assert meetings.any()
    assert not (jobs(log, "done")[meetings] >= 0).any()
    assert (jobs(log, "cause")[meetings] == Cause.QUORUM).any()


def test_cover_makes_visits_of_absent_workers_less_late() -> None:
    ill = {"people": {"ill_spells": 6.0, "ill_days": [5, 30]}, "staff": staff(workers=6, other=0.1)}
    with_cover = prepare(tiny(ill))
    tasks = tuple(
        replace(one, ways=tuple(way for way in one.ways if not way.cover)) for one in with_cover.scenario.tasks
    )
    without = prepare(replace(with_cover.scenario, tasks=tasks))

    def away(setting: Setting) -> int:
        return int((jobs(run(setting), "cause") == Cause.AWAY).sum())

    assert away(with_cover) < away(without)


def test_a_users_own_order_is_taken(york: Setting) -> None:
    usual = Office(york.inputs).run()
    mine = Office(york.inputs, order=lambda _task, due, _released, _risk: due).run()
    reversed_ = Office(york.inputs, order=lambda _task, due, _released, _risk: -due).run()
    assert np.array_equal(usual.jobs, mine.jobs)
    assert not np.array_equal(usual.jobs, reversed_.jobs)


def test_a_generated_scenario_is_the_same_for_the_same_number() -> None:
    generated.cache_clear()
    one = generated(3)
    generated.cache_clear()
    assert one == generated(3)


def two_workers() -> Setting:
    """Two workers who are always there; a conference takes the worker and a colleague."""
    both = {"who": {"social_worker": 60, "lead_social_worker": 60}}
    return prepare(
        tiny(
            {
                "people": {"leave_weeks": 0, "ill_spells": 0.0, "turnover": 0.0, "vacant": 0.0},
                "backlog": {"children": 0},
                "staff": staff(workers=2),
                "task": [{"event": "icpc_held", "way": [both]}],
            }
        )
    )


@pytest.mark.parametrize(("worker", "people"), [(0, [1, 0]), (1, [0, 1])], ids=["as-booked", "colleague-took-over"])
def test_a_colleague_who_has_taken_the_family_over_is_not_there_twice(worker: int, people: list[int]) -> None:
    inputs = two_workers().inputs
    office, task = Office(inputs), int(inputs.turn.tolist().index(2))
    office.newcomer(1).worker = worker
    day = inputs.first + 2
    way = int(inputs.way_from[task])
    job = Job(0, task, 0, -1, -1, 0, inputs.first, day + 5, way=way, booked=day, people=[1, 0])
    assert office.gathered(way, job, day) == people


def test_nobody_covers_as_the_worker_who_is_away() -> None:
    own = {"who": {"lead_social_worker": 120}, "records": {"by": "lead_social_worker"}}
    alone = [own, {**own, "who": {"lead_social_worker": 60}, "cover": True}]
    ill = {"ill_spells": 50.0, "ill_days": [20, 20]}
    setting = prepare(tiny({"people": ill, "task": [{"event": "child_seen", "way": alone}]}))
    task = [one.event for one in setting.scenario.tasks].index("child_seen")
    log = run(setting)
    visits = jobs(log, "task") == task
    assert visits.any()
    assert set(jobs(log, "way")[visits].tolist()) == {int(setting.inputs.way_from[task])}


def test_what_the_setting_of_a_day_begins_is_work_from_the_next_night_on() -> None:
    visits = ["practice-visits-on-plan", "first-looked-after-visit", "looked-after-visits"]
    setting = prepare(tiny({"scenario": {"changes": ["practice", str(TOLD_WHEN_SET)], "ignore": visits}}))
    log, clock = run(setting), [duty.id for duty in setting.duties].index("seen-when-set")
    begun = {(row[0], row[2]) for row in log.occasions.tolist() if row[1] == clock}
    asked = log.jobs[jobs(log, "clock") == clock][:, [JOB_COLUMNS.index("child"), JOB_COLUMNS.index("released")]]
    assert len(asked) > 20
    assert all((child, day - 1) in begun for child, day in asked.tolist())

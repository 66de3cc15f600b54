import pytest

from simulations.inputs import Inputs, prepare
from simulations.jobs import Jobs
from simulations.roster import Absent
from simulations.rows import Cause, Job, Occasion, Stage
from tests.simulations.offices import staff, tiny

VISIT, RECORD = "child_seen", "record_distributed"


BY_LEAD = {"by": "lead_social_worker"}


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """Two workers who are never away; a visit takes two hours and is begun six days before it is due."""
    visit = {"event": VISIT, "lead": 6, "way": [{"who": {"lead_social_worker": 120}, "records": BY_LEAD}]}
    return prepare(
        tiny(
            {
                "people": {"leave_weeks": 0, "ill_spells": 0.0, "turnover": 0.0, "vacant": 0.0},
                "staff": staff(workers=2),
                "task": [visit],
            }
        )
    ).inputs


TASKS = [one.event for one in tiny().tasks]


def office(inputs: Inputs, children: int = 2) -> Jobs:
    """One family on a plan, of the first worker."""
    jobs = Jobs(inputs, 0)
    family = jobs.newcomer(children)
    family.stage, family.worker, family.last = Stage.ON_PLAN, 0, 0
    return jobs


def running(jobs: Jobs, task: str, child: int, anchor: int, due: int, opens: int = 0) -> Occasion:
    """An occasion of the first clock that a task answers begins to run."""
    clock = jobs.clocks_of[TASKS.index(task)][0]
    jobs.occasions.append(Occasion(child, clock, anchor, max(opens, anchor), due))
    jobs.children[child].running.setdefault(clock, []).append(len(jobs.occasions) - 1)
    return jobs.occasions[-1]


def stop(jobs: Jobs, child: int) -> None:
    jobs.children[child].running.clear()


def test_a_job_begins_with_what_its_clock_asks(inputs: Inputs) -> None:
    jobs, day = office(inputs), inputs.first + 10
    running(jobs, VISIT, 0, day, day + 20)
    jobs.set_out(TASKS.index(VISIT), jobs.families[0], day)
    (job,) = jobs.jobs
    assert (job.child, job.anchor, job.released, job.due) == (0, -1, day, day + 20)
    assert (job.start, job.left) == (day + 14, 120)


@pytest.mark.parametrize(("due", "opens", "start"), [(20, 0, 14), (3, 0, 1), (20, 17, 17)])
def test_work_begins_its_lead_before_the_due_day_not_today_and_not_before_the_window(
    inputs: Inputs, due: int, opens: int, start: int
) -> None:
    jobs, day = office(inputs), inputs.first + 10
    running(jobs, VISIT, 0, day, day + due, day + opens)
    jobs.set_out(TASKS.index(VISIT), jobs.families[0], day)
    assert jobs.jobs[0].start == day + start


def test_the_least_due_day_of_all_that_run_is_the_jobs(inputs: Inputs) -> None:
    jobs, day = office(inputs), inputs.first + 10
    for due in (25, 21, 23):
        running(jobs, VISIT, 0, day, day + due)
    jobs.set_out(TASKS.index(VISIT), jobs.families[0], day)
    assert [job.due for job in jobs.jobs] == [day + 21]


def test_each_child_has_its_own_visit_and_siblings_share_a_core_group(inputs: Inputs) -> None:
    jobs, day = office(inputs), inputs.first + 10
    for child in (0, 1):
        running(jobs, VISIT, child, day, day + 20)
        running(jobs, "core_group_held", child, day, day + 20 + child)
    for task in (VISIT, "core_group_held"):
        jobs.set_out(TASKS.index(task), jobs.families[0], day)
    assert [(job.child, job.due) for job in jobs.jobs] == [(0, day + 20), (1, day + 20), (-1, day + 20)]


def test_what_is_tied_to_its_trigger_is_a_job_for_every_trigger(inputs: Inputs) -> None:
    jobs, day = office(inputs), inputs.first + 40
    for anchor in (day - 3, day, day - 9):
        running(jobs, RECORD, 0, anchor, anchor + 10)
    jobs.set_out(TASKS.index(RECORD), jobs.families[0], day)
    assert [job.anchor for job in jobs.jobs] == [day - 9, day - 3, day]


def test_work_for_which_nothing_asks_any_more_is_cancelled_and_its_booking_freed(inputs: Inputs) -> None:
    jobs, day, task = office(inputs), inputs.first + 10, TASKS.index("core_group_held")
    running(jobs, "core_group_held", 0, day, day + 30)
    jobs.set_out(task, jobs.families[0], day)
    (job,) = jobs.jobs
    row = job.booked - inputs.first
    assert jobs.booked[0][row] > 0
    stop(jobs, 0)
    jobs.set_out(task, jobs.families[0], day + 1)
    assert (job.cancelled, jobs.booked[0][row], job.open) == (day + 1, 0, False)


def test_in_a_stage_that_is_not_the_tasks_nothing_asks(inputs: Inputs) -> None:
    jobs, day = office(inputs), inputs.first + 10
    running(jobs, "core_group_held", 0, day, day + 30)
    jobs.families[0].stage = Stage.CLOSED
    jobs.set_out(TASKS.index("core_group_held"), jobs.families[0], day)
    assert jobs.jobs == []


def test_a_due_day_that_comes_nearer_moves_a_meeting_and_one_that_goes_away_does_not(inputs: Inputs) -> None:
    jobs, day, task = office(inputs), inputs.first + 10, TASKS.index("core_group_held")
    one = running(jobs, "core_group_held", 0, day, day + 40)
    jobs.set_out(task, jobs.families[0], day)
    (job,) = jobs.jobs
    first = job.booked
    one.due = day + 60
    jobs.set_out(task, jobs.families[0], day + 1)
    assert (job.due, job.booked) == (day + 60, first)
    one.due = day + 20
    jobs.set_out(task, jobs.families[0], day + 1)
    assert job.due == day + 20
    assert job.booked <= day + 20


def late(inputs: Inputs, **known: int) -> Job:
    """A job of the family's that is ten days late."""
    first = inputs.first
    job = Job(0, 0, 0, -1, -1, 0, released=first + 5, due=first + 20, done=first + 30)
    for name, value in known.items():
        setattr(job, name, value)
    return job


def test_the_cause_is_the_obstacle_then_a_late_start_then_absence_then_capacity(inputs: Inputs) -> None:
    jobs = office(inputs)
    jobs.posts[0].absent[20] = Absent.ILL
    obstacle = late(inputs, obstacle=Cause.QUORUM, released=inputs.first + 25, whose=0)
    assert jobs.blame(obstacle) == Cause.QUORUM
    assert jobs.blame(late(inputs, released=inputs.first + 20, whose=0)) == Cause.LATE_START
    assert jobs.blame(late(inputs, whose=0)) == Cause.AWAY
    assert jobs.blame(late(inputs, whose=1)) == Cause.CAPACITY
    assert jobs.blame(late(inputs)) == Cause.CAPACITY


def test_a_worker_who_was_ill_stays_the_cause_when_the_case_is_closed_or_another_has_it(inputs: Inputs) -> None:
    jobs, day = office(inputs), inputs.first + 10
    running(jobs, VISIT, 0, day, day + 5)
    jobs.set_out(TASKS.index(VISIT), jobs.families[0], day)
    (job,) = jobs.jobs
    jobs.posts[0].absent[15] = Absent.ILL
    stop(jobs, 0)
    jobs.release(jobs.families[0])
    jobs.set_out(TASKS.index(VISIT), jobs.families[0], day + 9)
    jobs.families[0].worker = jobs.families[0].last = 1
    assert job.cancelled == day + 9
    assert jobs.blame(job) == Cause.AWAY


def test_an_open_job_asks_who_has_the_family_at_the_end(inputs: Inputs) -> None:
    jobs = office(inputs)
    jobs.posts[1].absent[20] = Absent.VACANT
    open_ = late(inputs, done=-1)
    assert jobs.blame(open_) == Cause.CAPACITY
    jobs.families[0].last = 1
    assert jobs.blame(open_) == Cause.AWAY

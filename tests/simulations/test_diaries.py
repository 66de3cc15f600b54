from datetime import date, timedelta
from typing import Any

import pytest

from model import england_and_wales
from simulations.diaries import Diaries
from simulations.inputs import Inputs, prepare
from simulations.offices import CHAIR, COLLEAGUE, LEAD, MANAGER
from simulations.roster import Absent
from simulations.rows import Cause, Job, Stage
from tests.simulations.offices import staff, tiny

# Good Friday was 7 April, Easter Monday 10 April.
MONDAY = date(2023, 4, 3)
ORIGIN = england_and_wales().first


def column(april: int) -> int:
    """The column of a day of April 2023."""
    return (date(2023, 4, 1) - ORIGIN).days + april - 1


def april(day: int) -> int:
    """The day of April 2023 of a column; -1 stays."""
    return (ORIGIN + timedelta(days=day) - date(2023, 3, 31)).days if day >= 0 else -1


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """Two workers, a manager, a chair; nobody is ever away; a review takes 240 minutes of one and 180 of another."""
    way = {"who": {"lead_social_worker": 240, "conference_chair": 180}}
    review = {"event": "rcpc_held", "margin": [0, 0], "notice": 2, "notice_again": 1, "way": [way]}
    return prepare(
        tiny(
            {
                "run": {"first": MONDAY, "days": 60, "closure_days": [date(2023, 4, 26)]},
                "people": {"leave_weeks": 0, "ill_spells": 0.0, "turnover": 0.0, "vacant": 0.0},
                "backlog": {"children": 0},
                "work": {"reach": 3},
                "staff": staff(workers=2),
                "task": [review],
            }
        )
    ).inputs


def office(inputs: Inputs, worker: int = 0) -> Diaries:
    """One family on a plan."""
    diaries = Diaries(inputs, 0)
    family = diaries.newcomer(1)
    family.stage, family.worker = Stage.ON_PLAN, worker
    return diaries


def review(inputs: Inputs, due: int, number: int = 0) -> Job:
    """A review to be booked, due on a day of April."""
    task = next(task for task, turn in enumerate(inputs.turn) if turn == 3)
    return Job(number, task, 0, -1, -1, 0, column(3), column(due))


def booked(diaries: Diaries, inputs: Inputs, due: int, today: int = 3, opens: int = 3, **changed: Any) -> Job:
    job = review(inputs, due)
    for name, value in changed.items():
        setattr(job, name, value)
    diaries.book(job, column(today), column(opens))
    return job


def away(diaries: Diaries, post: int, why: int, *days: int) -> None:
    for day in days:
        diaries.posts[post].absent[column(day) - diaries.i.first] = why


@pytest.mark.parametrize(
    ("today", "number", "then"),
    [(3, 1, 4), (3, 4, 11), (6, 1, 11), (6, 2, 12), (8, 1, 11), (25, 1, 27), (7, 0, 6), (10, 0, 6), (11, 0, 11)],
)
def test_office_days_leave_out_easter_weekends_and_closures(inputs: Inputs, today: int, number: int, then: int) -> None:
    assert april(office(inputs).office_day(column(today), number)) == then


@pytest.mark.parametrize(
    ("due", "day", "obstacle"),
    [(20, 20, Cause.NONE), (23, 21, Cause.NONE), (10, 6, Cause.NONE), (26, 25, Cause.NONE), (4, 5, Cause.LATE_START)],
)
def test_a_meeting_is_set_for_the_last_office_day_up_to_its_due_day_with_notice(
    inputs: Inputs, due: int, day: int, obstacle: int
) -> None:
    job = booked(office(inputs), inputs, due)
    assert (april(job.booked), job.obstacle) == (day, obstacle)


def test_no_meeting_is_set_before_its_window_opens(inputs: Inputs) -> None:
    assert april(booked(office(inputs), inputs, due=16, opens=15).booked) == 17


def test_after_a_failure_there_is_less_notice(inputs: Inputs) -> None:
    assert april(booked(office(inputs), inputs, due=4, moved_from=column(3)).booked) == 4


def test_where_the_day_aimed_at_is_full_the_day_before_is_taken_then_days_after(inputs: Inputs) -> None:
    diaries = office(inputs)
    days = [april(booked(diaries, inputs, due=7).booked) for _ in range(4)]
    # Notice ends on 5 April; 6 April is aimed at, then 5; then within three days after 6: none but a holiday weekend.
    assert days == [6, 5, -1, -1]
    longer = office(inputs._replace(reach=6))
    assert [april(booked(longer, inputs, due=7).booked) for _ in range(4)] == [6, 5, 11, 12]


def test_a_chair_who_has_no_room_is_a_slot_and_a_worker_capacity_or_leave(inputs: Inputs) -> None:
    chair = 3
    full = office(inputs)
    for day in (5, 6):
        full.enter(chair, column(day), 300)
    assert booked(full, inputs, due=6).obstacle == Cause.SLOT
    busy = office(inputs)
    for day in (5, 6):
        busy.enter(0, column(day), 300)
    assert booked(busy, inputs, due=6).obstacle == Cause.CAPACITY
    gone = office(inputs)
    away(gone, 0, Absent.LEAVE, 5, 6)
    assert booked(gone, inputs, due=6).obstacle == Cause.AWAY


def test_annual_leave_is_known_beforehand_illness_is_not(inputs: Inputs) -> None:
    diaries = office(inputs)
    away(diaries, 0, Absent.LEAVE, 20)
    away(diaries, 0, Absent.ILL, 19)
    assert april(booked(diaries, inputs, due=20).booked) == 19


def test_a_family_without_a_worker_gets_no_day_and_is_looked_at_again(inputs: Inputs) -> None:
    diaries = office(inputs, worker=-1)
    job = booked(diaries, inputs, due=20)
    assert (job.booked, job.obstacle, diaries.again) == (-1, Cause.CAPACITY, {0})


def test_an_obstacle_after_the_due_day_is_none_of_its_causes(inputs: Inputs) -> None:
    assert booked(office(inputs, worker=-1), inputs, due=4, today=5).obstacle == Cause.NONE


def test_a_week_holds_no_more_meetings_than_hours_for_this_work(inputs: Inputs) -> None:
    # 500 minutes in the full week of 17 to 21 April: two reviews; the third goes to the week before.
    base = inputs.base.copy()
    base[0] = 100
    diaries = office(inputs._replace(base=base))
    assert [april(booked(diaries, inputs, due=21).booked) for _ in range(3)] == [21, 20, 14]


def test_a_booking_fills_the_diaries_and_an_earlier_due_day_frees_them(inputs: Inputs) -> None:
    diaries = office(inputs)
    job = booked(diaries, inputs, due=20)
    row = column(20) - inputs.first
    assert (job.people, diaries.booked[0][row], diaries.booked[3][row]) == ([0, 3], 240, 180)
    job.due = column(18)
    diaries.book(job, column(4), column(3))
    assert (april(job.booked), diaries.booked[0][row], diaries.booked[3][row]) == (18, 0, 0)


def test_who_can_stand_for_whom(inputs: Inputs) -> None:
    diaries = office(inputs)
    family = diaries.families[0]
    groups = {who: list(diaries.group(who, family)) for who in (LEAD, MANAGER, CHAIR, COLLEAGUE)}
    assert groups == {LEAD: [], MANAGER: [2], CHAIR: [3], COLLEAGUE: [1]}


def test_a_team_has_its_own_managers_and_all_share_the_chairs() -> None:
    inputs = prepare(tiny({"staff": staff(workers=2, teams=2, chairs=2)})).inputs
    diaries = office(inputs)
    diaries.newcomer(1).worker = 3
    # Posts: two workers and a manager of each team, then two chairs.
    groups = [[list(diaries.group(who, one)) for who in (MANAGER, CHAIR, COLLEAGUE)] for one in diaries.families]
    assert groups == [[[2], [6, 7], [1]], [[5], [6, 7], [4]]]

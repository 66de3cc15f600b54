from datetime import date
from typing import Any

import numpy as np
import pytest

from simulations.inputs import Setting, prepare
from simulations.log import JOB_COLUMNS, Log, case_name, event, histories
from simulations.rows import Cause, Job
from tests.simulations.offices import jobs, run, tiny

LAST = 100


@pytest.fixture(scope="module")
def york() -> Setting:
    return prepare(tiny())


def cause(**known: Any) -> int:
    """The cause in the log of a job due on day 50, in a run whose last day is 100; whoever is asked says CAPACITY."""
    job = Job(0, 0, 0, -1, -1, 0, 10, **{"due": 50, **known})
    log = Log.of([job], [], [], [], [0], lambda _: Cause.CAPACITY, LAST)
    return int(jobs(log, "cause")[0])


@pytest.mark.parametrize(
    ("known", "late"),
    [
        ({"done": 50}, False),
        ({"done": 51}, True),
        ({"cancelled": 50}, False),
        ({"cancelled": 51}, True),
        ({}, True),
        ({"due": LAST}, False),
        ({"due": LAST - 1}, True),
    ],
    ids=str,
)
def test_a_job_has_a_cause_where_it_was_still_to_do_after_its_due_day(known: dict[str, int], late: bool) -> None:
    assert cause(**known) == (Cause.CAPACITY if late else Cause.NONE)


def test_an_empty_run_has_a_log_of_the_same_columns() -> None:
    log = Log.of([], [], [], [], [], lambda _: Cause.NONE, LAST)
    assert [table.shape for table in (log.jobs, log.occasions, log.events, log.use)] == [
        (0, 17),
        (0, 7),
        (0, 5),
        (0, 6),
    ]
    assert len(JOB_COLUMNS) == 17


def test_a_case_is_named_by_its_family_and_its_place_in_it() -> None:
    log = Log.of([], [], [], [], [0, 0, 1, 2, 2], lambda _: Cause.NONE, LAST)
    assert [case_name(log, child) for child in range(5)] == ["F00000-1", "F00000-2", "F00001-1", "F00002-1", "F00002-2"]


def test_a_child_to_whom_nothing_happened_is_no_case(york: Setting) -> None:
    events = [(york.inputs.first, 2, 0, -1, -1)]
    log = Log.of([], [], events, [], [0, 0, 1], lambda _: Cause.NONE, LAST)
    assert [one.case for one in histories(log, york)] == ["F00001-1"]


def test_a_record_names_the_meeting_and_a_booking_its_days(york: Setting) -> None:
    first, listed = york.inputs.first, york.acts.listed
    assert york.day(first) == date(2023, 4, 1)
    record = next(number for number, act in enumerate(listed) if act.kind == "record_distributed")
    told = event(york, [first + 5, 0, record, first + 2, -1], -1)
    assert (told.on, told.get("meeting")) == (date(2023, 4, 6), date(2023, 4, 3))
    moved = next(number for number in york.acts.moved if number >= 0)
    told = event(york, [first, 0, moved, first + 20, first + 10], -1)
    assert (told.get("from"), told.get("to")) == (date(2023, 4, 11), date(2023, 4, 21))


def test_a_core_group_says_for_when_the_next_was_set_on_its_day(york: Setting) -> None:
    held = next(number for number, act in enumerate(york.acts.listed) if act.kind == "core_group_held")
    booking = next(number for number in york.acts.set if number >= 0)
    first = york.inputs.first
    events = [(first, 0, held, -1, -1), (first, 0, booking, first + 40, -1), (first + 1, 0, held, -1, -1)]
    log = Log.of([], [], events, [], [0], lambda _: Cause.NONE, LAST)
    (case,) = histories(log, york)
    groups = [one for one in case.events if one.type == "core_group_held"]
    assert [one.get("next_date") for one in groups] == [date(2023, 5, 11), None]


def test_events_in_the_log_are_in_the_order_of_their_days(york: Setting) -> None:
    log = run(york)
    new = log.events[log.events[:, 0] >= york.inputs.first, 0]
    assert (np.diff(new) >= 0).all()

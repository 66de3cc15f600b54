from typing import Any

import numpy as np
import pytest

from simulations.acts import Given, Turn
from simulations.course import CARE, CEASES, LEAVES, RETURNS, STEP_UP, Course
from simulations.inputs import Inputs, prepare
from simulations.rows import Family, Stage
from tests.simulations.offices import tiny

DAYS = (("leaves", 7), ("step", 11), ("returns", 13), ("care", 17), ("lasts", 19))
NOTHING: dict[str, Any] = {
    **{f"{name}_{end}": days for name, days in DAYS for end in ("low", "high")},
    **dict.fromkeys(("needed", "plan", "leaves", "returns", "care"), 0.0),
}
DAY = 10_400


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """Nothing happens unless a test says so, and every span is one number of days."""
    nobody = prepare(tiny()).inputs._replace(arrivals=prepare(tiny({"cases": {"enquiries": 0}})).inputs.arrivals)
    return nobody._replace(**NOTHING)


def family(course: Course, stage: int, children: int = 2, plans: int = 0) -> Family:
    found = course.newcomer(children)
    found.stage, found.plans, found.worker, found.enquiries = stage, plans, 0, 1
    course.load[0] += children
    return found


def acts(course: Course) -> list[tuple[int, int]]:
    """(child, act) of today."""
    return sorted((deed.child, deed.act) for deed in course.today)


def take(inputs: Inputs, stage: int, turn: int, **changed: Any) -> tuple[Course, Family, int]:
    """A task of a turn is done: the outcome, and what came of it."""
    course = Course(inputs._replace(**changed), 0)
    one = family(course, stage, plans=1)
    outcome = course.outcome(one, turn)
    course.turn(one, turn, outcome, DAY)
    return course, one, outcome


@pytest.mark.parametrize(
    ("stage", "turn", "chances", "outcome", "then"),
    [
        (Stage.ENQUIRY, Turn.ENQUIRY, {"needed": 1.0}, 0, Stage.CONFERENCE_DUE),
        (Stage.ENQUIRY, Turn.ENQUIRY, {"needed": 0.0}, 1, Stage.CLOSED),
        (Stage.CONFERENCE_DUE, Turn.CONFERENCE, {"plan": 1.0}, 0, Stage.ON_PLAN),
        (Stage.CONFERENCE_DUE, Turn.CONFERENCE, {"plan": 0.0}, 1, Stage.CLOSED),
        (Stage.ON_PLAN, Turn.REVIEW, {"exits": [0.0]}, 0, Stage.ON_PLAN),
        (Stage.ON_PLAN, Turn.REVIEW, {"exits": [1.0]}, 1, Stage.TAC_DUE),
        (Stage.TAC_DUE, Turn.STEP_DOWN, {}, 0, Stage.CHILD_IN_NEED),
        (Stage.CHILD_IN_NEED, Turn.STEP_DOWN, {}, 0, Stage.CHILD_IN_NEED),
        (Stage.ON_PLAN, Turn.NOTHING, {}, 0, Stage.ON_PLAN),
    ],
    ids=str,
)
def test_where_a_family_stands_after_what_was_done(
    inputs: Inputs, stage: int, turn: int, chances: dict[str, Any], outcome: int, then: int
) -> None:
    _, one, found = take(inputs, stage, turn, **chances)
    assert (found, one.stage) == (outcome, then)


def test_a_family_that_is_closed_loses_its_worker_and_all_its_cases_are_closed(inputs: Inputs) -> None:
    course, one, _ = take(inputs, Stage.ENQUIRY, Turn.ENQUIRY)
    assert acts(course) == [(0, Given.CLOSE), (1, Given.CLOSE)]
    assert (one.worker, course.load[0], one.closed_on) == (-1, 0, DAY)


def test_a_child_who_is_looked_after_keeps_the_case_open_and_the_worker(inputs: Inputs) -> None:
    course = Course(inputs, 0)
    one = family(course, Stage.ENQUIRY)
    course.children[1].care = 1
    course.turn(one, Turn.ENQUIRY, 1, DAY)
    assert acts(course) == [(0, Given.CLOSE)]
    assert (one.stage, one.worker, course.load[0]) == (Stage.CLOSED, 0, 2)


def test_a_plan_begins_with_its_timers(inputs: Inputs) -> None:
    course, one, _ = take(inputs, Stage.CONFERENCE_DUE, Turn.CONFERENCE, plan=1.0, leaves=1.0, care=1.0)
    assert (one.plans, one.reviews) == (2, 0)
    assert course.timers == {DAY + 7: [(LEAVES, 0, 2)], DAY + 17: [(CARE, 0, 2), (CARE, 1, 2)]}


def test_a_plan_ends_for_all_children_with_its_timers(inputs: Inputs) -> None:
    course, _, _ = take(inputs, Stage.ON_PLAN, Turn.REVIEW, exits=[1.0], returns=1.0)
    assert acts(course) == [(0, Given.END), (1, Given.END)]
    assert course.timers == {DAY + 11: [(STEP_UP, 0, 1)], DAY + 13: [(RETURNS, 0, 1)]}


def test_the_last_chance_stands_for_all_further_reviews_and_care_has_its_own(inputs: Inputs) -> None:
    course = Course(inputs._replace(exits=np.array([0.0, 0.0, 1.0]), exits_in_care=np.array([1.0])), 0)
    one = family(course, Stage.ON_PLAN)
    assert [course.outcome(one, Turn.REVIEW) for _ in range(5)] == [0, 0, 1, 1, 1]
    one.reviews = 0
    course.children[0].care = 1
    assert course.outcome(one, Turn.REVIEW) == 1


@pytest.mark.parametrize(
    ("timer", "stage", "then", "act"),
    [
        (RETURNS, Stage.CLOSED, Stage.ENQUIRY, Given.STRATEGY),
        (RETURNS, Stage.CHILD_IN_NEED, Stage.ENQUIRY, Given.STARTED),
        (RETURNS, Stage.CONFERENCE_DUE, Stage.CONFERENCE_DUE, None),
        (LEAVES, Stage.ON_PLAN, Stage.CLOSED, Given.TRANSFER),
        (LEAVES, Stage.TAC_DUE, Stage.TAC_DUE, None),
        (STEP_UP, Stage.TAC_DUE, Stage.CLOSED, Given.STEP_UP),
        (STEP_UP, Stage.ON_PLAN, Stage.ON_PLAN, None),
    ],
    ids=str,
)
@pytest.mark.parametrize("number", [1, 0], ids=["of-this-plan", "of-an-earlier-plan"])
def test_a_timer_befalls_a_family_only_where_it_stands_and_only_in_its_own_plan(
    inputs: Inputs, timer: int, stage: int, then: int, act: int | None, number: int
) -> None:
    course = Course(inputs, 0)
    one = family(course, stage, plans=1)
    course.timers[DAY].append((timer, 0, number))
    course.evening(DAY)
    assert one.stage == (then if number else stage)
    assert ((0, act) in acts(course)) == (act is not None and number == 1)


def test_a_family_that_was_closed_today_returns_tomorrow(inputs: Inputs) -> None:
    course = Course(inputs, 0)
    one = family(course, Stage.CHILD_IN_NEED, plans=1)
    course.close(one, DAY)
    course.timers[DAY].append((RETURNS, 0, 1))
    course.evening(DAY)
    assert (one.stage, course.timers[DAY + 1]) == (Stage.CLOSED, [(RETURNS, 0, 1)])
    course.evening(DAY + 1)
    assert (one.stage, one.enquiries) == (Stage.ENQUIRY, 2)


def test_a_child_on_a_plan_becomes_looked_after_and_ceases_to_be(inputs: Inputs) -> None:
    course = Course(inputs, 0)
    one = family(course, Stage.ON_PLAN, plans=1)
    course.timers[DAY].append((CARE, 1, 1))
    course.evening(DAY)
    assert acts(course) == [(1, Given.CARE)]
    assert course.timers[DAY + 19] == [(CEASES, 1, 1)]
    course.turn(one, Turn.ENQUIRY, 1, DAY)
    course.today.clear()
    course.evening(DAY + 19)
    # The family was closed meanwhile; with its last child in care it now loses the worker too.
    assert acts(course) == [(1, Given.CEASE), (1, Given.CLOSE)]
    assert one.worker == -1


def test_a_family_that_moves_away_has_nobody_looked_after_here_any_more(inputs: Inputs) -> None:
    course = Course(inputs, 0)
    one = family(course, Stage.ON_PLAN, plans=1)
    course.children[0].care = course.children[0].spells = 1
    course.timers[DAY] += [(LEAVES, 0, 1), (CEASES, 0, 1)]
    course.timers[DAY + 1].append((CEASES, 0, 1))
    course.evening(DAY)
    # What ceases does so before what leaves.
    assert acts(course) == [(0, Given.TRANSFER), (0, Given.CEASE), (1, Given.TRANSFER)]
    course.evening(DAY + 1)
    assert not course.in_care(one)
    assert len(course.today) == 3

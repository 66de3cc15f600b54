"""A separating history is held against every start day, as it is and with one of its days moved."""

from datetime import date, timedelta

import pytest

from model.analysis.conflicts import Conflict
from model.analysis.moved import AS_IT_IS, Change, Moved, changed, later
from model.analysis.readings import beside, readings
from model.calendar import england_and_wales
from model.events import Event
from model.policy import Policy
from tests import miniatures as mini
from tests.analysis.test_readings import TEN_DAYS

DAY = timedelta(days=1)
MONDAY, SUNDAY = date(2015, 1, 5), date(2015, 1, 11)
NOTICE = 'when = "core_group_scheduled"\nrequires = { for = { at_least = "5 days", after = "on" } }\n'
WORKING = 'set = [{ duty = "it", requires = { for = { at_least = "3 working days", after = "on" } } }]\n'
PLANNED = Event(type="icpc_held", on=MONDAY, attributes={"outcome": "plan"})
BOOKED = Event(type="core_group_scheduled", on=MONDAY + DAY, attributes={"for": MONDAY + 7 * DAY})


def case() -> tuple[Policy, Conflict]:
    policy = mini.policy(mini.duty(NOTICE) + TEN_DAYS + WORKING)
    (found,) = readings(policy, england_and_wales(), MONDAY, SUNDAY)
    assert found.conflict is not None
    return policy, found.conflict


def moved() -> Moved:
    policy, conflict = case()
    sides = beside(policy, "ten", "other", england_and_wales(), MONDAY, SUNDAY, "plain").sides
    return Moved.of(conflict, sides, MONDAY)


def test_a_history_that_is_moved_as_a_whole_keeps_its_days_apart() -> None:
    assert later(BOOKED, 3 * DAY) == Event(type=BOOKED.type, on=MONDAY + 4 * DAY, attributes={"for": MONDAY + 10 * DAY})


@pytest.mark.parametrize(
    ("change", "on", "named"),
    [(AS_IT_IS, 1, 7), (Change(1, "", 2), 3, 9), (Change(1, "for", 2), 1, 9)],
    ids=["as it is", "the event", "the day that it names"],
)
def test_one_day_is_moved(change: Change, on: int, named: int) -> None:
    first, second = changed([PLANNED, BOOKED], change)
    assert first == PLANNED
    assert (second.on, second.get("for")) == (MONDAY + on * DAY, MONDAY + named * DAY)


def test_the_two_part_on_every_day_where_another_day_may_be_named() -> None:
    # From a Wednesday five days and three working days are the same Monday: there the booking comes a day later.
    found = moved()
    as_it_is = [found.separates(AS_IT_IS, MONDAY + more * DAY) for more in range(7)]
    assert 0 < sum(as_it_is) < 7
    assert found.begins(7).all()
    assert found.whole


def test_what_has_helped_is_tried_first() -> None:
    found = moved()
    found.begins(7)
    (first, *_) = found.changes()
    assert first in found.helped


def test_the_events_of_a_history_stay_after_its_first_day() -> None:
    assert not moved().separates(Change(1, "", -5), MONDAY)

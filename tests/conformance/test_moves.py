"""Who moves due days says so in every duty, in those that count alike, or in one; or only tells them so."""

from datetime import date, timedelta
from functools import partial

import pytest

from model.calendar import Calendar, ClosedDay
from model.conformance.judging import Judging
from model.conformance.moves import Move, Settling, moved, suspects, unsettled
from model.conformance.probe import Key, Probe
from model.conformance.suspects import Suspect
from model.conformance.together import Company
from model.events import Event, Value
from model.findings import Status
from model.history import History
from model.policy import load_policy
from model.policy.window import Counting
from tests.conformance.calendars import CALENDAR
from tests.conformance.systems import york

DAY = timedelta(days=1)
MONDAY = date(2015, 1, 5)


def week_later(due: date, _anchor: date, _calendar: Calendar) -> date:
    return due + 7 * DAY


MOVE = Move("gives every due day a week too late", week_later)
WHERE = (
    "",
    ", but not one that a direction sets",
    ", also what is due at once",
    ", of what is counted in working days",
    " (first-core-group)",
)


def probe(*events: Event, as_of: date = MONDAY) -> Probe:
    told = (Event(type="icpc_held", on=MONDAY, attributes={"outcome": "plan"}), *events)
    return Probe("p", "A conference.", "user", History.of("p", told).events, as_of)


def by(policy: str = "brent", duty: str = "first-core-group") -> dict[str, dict[str, int]]:
    """By how many days each suspect moves the due day of some duties."""
    loaded = load_policy(policy)
    right = dues(Suspect("right", "right", partial(Judging.of, loaded)), loaded.duty_ids)
    found = {}
    for one in suspects(loaded, duty, MOVE):
        told = dues(one, loaded.duty_ids)
        found[one.id] = {key[0]: (told[key] - right[key]).days for key in told}
    return found


def dues(suspect: Suspect, duties: tuple[str, ...]) -> dict[Key, date]:
    """The due days that a suspect gives."""
    return {key: one.due for key, one in suspect.answers(probe(), duties).items() if one.due}


def test_a_move_may_touch_all_duties_or_few() -> None:
    found = by()
    assert list(found) == [*(f"move {MOVE.says}{where}" for where in WHERE), f"tells {MOVE.says}"]
    everywhere, undirected, at_once, alike, one, told = found.values()
    assert undirected == everywhere
    assert everywhere == {duty: 7 * (duty != "first-core-group-scheduled") for duty in everywhere}
    assert set(at_once.values()) == set(told.values()) == {7}
    assert {duty for duty, days in alike.items() if days} == {"first-core-group", "child-seen"}
    assert {duty for duty, days in one.items() if days} == {"first-core-group"}


def test_a_duty_without_a_time_limit_is_like_no_other() -> None:
    assert f"move {MOVE.says}" in by("york", "next-date-fixed")


def test_a_verdict_follows_the_day_that_is_moved_but_not_the_day_that_is_told_so() -> None:
    late = probe(as_of=MONDAY + 16 * DAY)
    everywhere, *_, told = suspects(load_policy("brent"), "first-core-group", MOVE)
    key = ("first-core-group", "e1")
    assert everywhere.answers(late, key[:1])[key].status is Status.PENDING
    assert told.answers(late, key[:1])[key].status is Status.BREACHED


def test_what_a_direction_sets_is_moved_once_too() -> None:
    policy = load_policy("brent")
    met: dict[str, Value] = {"judged_quorate": True, "agencies_present": ("health", "school")}
    events = probe(
        Event(
            type="chair_direction_given",
            on=MONDAY,
            attributes={"subject": "core_group_interval", "interval": "2 weeks"},
        ),
        Event(type="core_group_held", on=MONDAY + DAY, attributes=met),
        as_of=MONDAY + 2 * DAY,
    )
    key = ("core-group-interval", "e3")
    everywhere = next(suspects(policy, key[0], MOVE))
    assert everywhere.answers(events, key[:1])[key].due == MONDAY + DAY + 21 * DAY
    twice = Company.of(policy, [everywhere]).acting(next(suspects(policy, key[0], MOVE)))
    assert twice.answers(events, key[:1])[key].due == MONDAY + DAY + 28 * DAY


def test_what_no_rule_is_laid_on_stays() -> None:
    judging = moved(week_later, frozenset(), False, False, Judging.of(york()))
    assert judging.policy.counting == york().counting
    told = {one.due for one in judging.told(probe().events, MONDAY) if one.duty == "first-core-group"}
    assert told == {date(2015, 1, 19)}


@pytest.mark.parametrize("how", ClosedDay)
def test_a_counting_is_found_again_beneath_what_was_laid_on_it(how: ClosedDay) -> None:
    laid = Settling(Settling(how, week_later), week_later)  # type: ignore[arg-type]
    assert unsettled(Counting(closed_day=laid)) == Counting(closed_day=how)  # type: ignore[arg-type]
    assert Settling(how, week_later).settle(MONDAY, CALENDAR) == MONDAY + 7 * DAY

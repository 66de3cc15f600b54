"""From one start day the same is found as from all days of a year: what has begun is followed past the last of them."""

from datetime import date, timedelta

import pytest

from model.analysis.compare import Comparison, Relation, compare
from model.analysis.health import Health, Kind, check
from model.analysis.readings import Matter, readings
from model.calendar import england_and_wales
from model.policy import Policy, load_policy
from tests import miniatures as mini
from tests.analysis.test_readings import TEN_DAYS, UNTOUCHED

CALENDAR = england_and_wales()
DAY = date(2026, 1, 5)
YEAR = (date(2025, 7, 1), date(2026, 6, 30))
UNTIL = 'until = "plan_discharged"\n'


def due(days: int, id: str = "it", topic: str = "x") -> str:
    return mini.duty(f'topic = "{topic}"\n{mini.PLAN}{mini.MEET}within = "{days} days"\n{UNTIL}', id)


def compared(a: Policy, b: Policy, first: date = DAY, last: date = DAY) -> Comparison:
    return compare(a, b, CALENDAR, first, last)


def checked(policy: Policy, first: date = DAY, last: date = DAY) -> Health:
    return check(policy, CALENDAR, first, last)


def matters(policy: Policy, first: date = DAY, last: date = DAY) -> tuple[Matter, ...]:
    return readings(policy, CALENDAR, first, last)


# ---- windows longer than a year


def test_a_window_of_500_days_is_breached_from_one_start_day() -> None:
    health = checked(mini.policy(due(500)))
    assert health.of(Kind.REDUNDANT) == health.of(Kind.VACUOUS) == ()
    (gap,) = health.of(Kind.CONTRARY_TO_DUTY_GAP)
    assert gap.on == DAY + timedelta(days=501)


def test_a_window_of_500_days_is_breached_in_the_middle_of_a_long_range_too() -> None:
    health = checked(mini.policy(due(500)), DAY, DAY + timedelta(days=1500))
    assert health.of(Kind.REDUNDANT) == ()


def test_of_two_long_windows_the_shorter_is_stricter_from_one_start_day() -> None:
    found = compared(mini.policy(due(500)), mini.policy(due(520)))
    assert found.cell("x").relation is Relation.A_STRICTER
    (conflict,) = found.conflicts
    assert conflict.events[0].on == DAY
    assert conflict.parts_on == DAY + timedelta(days=501)


def test_a_conflict_about_a_long_window_is_seen_years_after_the_first_start_day() -> None:
    late = due(500).replace("within", "in_force = 2030-01-01\nwithin")
    found = compared(mini.policy(late), mini.policy(due(520)), DAY, date(2030, 6, 30))
    assert [(one.side, one.needs) for one in found.conflicts if one.side == 0] == [(0, ())]


def test_a_case_that_begins_in_the_range_is_shown_where_there_is_one() -> None:
    found = compared(mini.policy(due(500) + due(9, "soon", "y")), mini.policy(due(520) + due(5, "soon", "y")))
    assert {one.events[0].on for one in found.conflicts} == {DAY}


def test_a_due_day_that_is_moved_by_years_matters_from_one_start_day() -> None:
    change = 'set = [{ duty = "it", within = "520 days" }]\n'
    (found,) = matters(mini.policy(due(500) + UNTOUCHED + TEN_DAYS + change))
    assert (found.share, found.exact) == (1.0, True)
    assert found.conflict is not None
    assert found.conflict.events[0].on == DAY


# Ten days after Monday 5 January 2026 is a working day, but not ten days after a second plan of the same case.
def test_a_reading_that_matters_only_later_in_a_case_matters_from_its_start_day() -> None:
    policy = mini.duty(f'{mini.PLAN}{mini.MEET}within = "10 days"\n')
    change = 'set = [{ in = "counting", due_on_closed_day = "next-working-day" }]\n'
    (found,) = matters(mini.policy(policy + UNTOUCHED + TEN_DAYS + change))
    assert (found.apart, found.share) == (None, 1.0)
    assert found.conflict is not None
    assert next(event.on for event in found.conflict.events if event.type == "icpc_held") == DAY


def test_the_cut_at_the_end_of_the_calendar_is_part_of_the_answer() -> None:
    last = date(2040, 12, 31)
    found = compared(mini.policy(due(500)), mini.policy(due(520)), last, last)
    assert found.followed.cut_short
    assert found.cell("x").relation is Relation.A_STRICTER
    assert checked(mini.policy(due(500)), last, last).coverage.followed.cut_short


# ---- the texts

# A year of the two councils' texts takes too long for `make check`.
NAMES = [*(pytest.param(name, marks=pytest.mark.deep) for name in ("brent", "york")), "working-together-2013"]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_one_start_day_shows_the_ailments_of_a_year(name: str) -> None:
    one, year = checked(load_policy(name)), checked(load_policy(name), *YEAR)
    assert one.ailments
    told = [[(found.kind, found.duties) for found in each.ailments] for each in (one, year)]
    assert told[0] == told[1]


@pytest.mark.deep
def test_one_start_day_shows_what_two_texts_are_to_each_other_in_a_year() -> None:
    brent, york = load_policy("brent"), load_policy("york")
    one, year = compared(brent, york), compared(brent, york, *YEAR)
    assert [(cell.topic, cell.relation) for cell in one.cells] == [(cell.topic, cell.relation) for cell in year.cells]
    told = [[(found.side, found.duty, found.needs) for found in each.conflicts] for each in (one, year)]
    assert told[0] == told[1]
    assert {found.events[0].on for found in one.conflicts} == {DAY}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_one_start_day_shows_the_readings_that_matter_in_a_year(name: str) -> None:
    found = [
        {(one.reading, one.choice): (one.conflict is not None, one.share > 0) for one in each}
        for each in (matters(load_policy(name)), matters(load_policy(name), *YEAR))
    ]
    assert found[0] == found[1]
    assert any(shown for shown, _ in found[0].values())

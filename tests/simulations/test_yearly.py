from datetime import date, timedelta

import numpy as np
import pytest

from model import History
from simulations.inputs import Setting, prepare
from simulations.log import Log, histories
from simulations.yearly import LONGEST_WAIT, counts, facts, pairs, quartiles
from tests.simulations.offices import run, tiny

ENDS = ("plan_discharged", "case_transferred")


@pytest.fixture(scope="module")
def year() -> tuple[Setting, Log]:
    """One year of a small office, so run that nothing of it is out of reach of a count by hand."""
    setting = prepare(tiny({"run": {"first": date(2022, 4, 1), "days": 730}, "cases": {"enquiries": 60}}))
    return setting, run(setting)


def plans_of(history: History) -> list[tuple[date, date | None]]:
    """The plans of a child, read off its history event by event."""
    found: list[tuple[date, date | None]] = []
    for event in history.events:
        if event.type == "icpc_held" and event.attributes["outcome"] == "plan":
            found.append((event.on, None))
        elif event.type in ENDS and found and found[-1][1] is None:
            found[-1] = (found[-1][0], event.on)
    return found


def test_the_counts_are_those_of_the_histories_read_one_by_one(year: tuple[Setting, Log]) -> None:
    setting, log = year
    plans = [plan for history in histories(log, setting) for plan in plans_of(history)]
    for ends in (2023, 2024):
        found = counts(facts(log, setting), setting, ends)
        first, last = date(ends - 1, 4, 1), date(ends, 3, 31)
        assert found.started == sum(first <= begun <= last for begun, _ in plans)
        assert found.ended_by.sum() == sum(over is not None and first <= over <= last for _, over in plans)
        assert found.open_by.sum() == sum(begun <= last and (over is None or over > last) for begun, over in plans)
        short = [
            begun for begun, over in plans if over is not None and first <= over <= last and (over - begun).days < 93
        ]
        assert found.ended_by[0] == len(short)
        assert found.ended_by.sum() > 5


def test_the_stock_of_a_year_is_that_of_the_last_with_what_started_and_without_what_ended(
    year: tuple[Setting, Log],
) -> None:
    setting, log = year
    one, other = (counts(facts(log, setting), setting, ends) for ends in (2023, 2024))
    assert other.open_by.sum() == one.open_by.sum() + other.started - other.ended_by.sum()


def test_waits_are_counted_in_working_days_from_the_start_of_the_enquiries(year: tuple[Setting, Log]) -> None:
    setting, log = year
    waited = np.zeros(LONGEST_WAIT + 1, int)
    for history in histories(log, setting):
        begun = date.max
        for event in history.events:
            begun = event.on if event.type == "section_47_started" else begun
            if event.type == "icpc_held" and date(2022, 4, 1) <= event.on <= date(2023, 3, 31):
                days = [begun + timedelta(days=n) for n in range(1, (event.on - begun).days + 1)]
                waited[sum(setting.calendar.is_working_day(day) for day in days)] += 1
    assert np.array_equal(counts(facts(log, setting), setting, 2023).waits, waited)


def test_a_plan_whose_reviews_were_all_in_time_is_reviewed_in_time(year: tuple[Setting, Log]) -> None:
    setting, log = year
    found = counts(facts(log, setting), setting, 2024)
    assert 0 < found.reviewed <= found.reviewable <= found.open_by.sum()


def test_a_review_that_is_overdue_at_the_years_end_is_late(year: tuple[Setting, Log]) -> None:
    setting, log = year
    known = facts(log, setting)
    last = (date(2024, 3, 31) - setting.calendar.first).days
    child = known.plans[(known.plans[:, 1] < last - 100) & ((known.plans[:, 2] < 0) | (known.plans[:, 2] > last)), 0][0]
    before = counts(known, setting, 2024).reviewed
    overdue = np.vstack([known.reviews, [child, last - 50, last - 1, last + 10]])
    changed = type(known)(known.plans, known.waits, known.enquiries, overdue)
    answered = type(known)(known.plans, known.waits, known.enquiries, known.reviews)
    assert counts(changed, setting, 2024).reviewed in (before, before - 1)
    assert counts(answered, setting, 2024).reviewed == before


def test_a_second_opening_act_ends_the_wait_for_the_first() -> None:
    rows = [[10, 0, 1, -1, -1], [12, 0, 1, -1, -1], [15, 0, 2, -1, -1], [15, 1, 2, -1, -1], [16, 1, 1, -1, -1]]
    none = np.zeros((0, 0), np.int64)
    log = Log(none, none, np.array(rows, np.int64), none, np.zeros(2, np.int64))
    assert pairs(log, [1], [2]).tolist() == [[0, 10, -1], [0, 12, 15], [1, 16, -1]]


def test_the_quartiles_of_counted_waits_are_those_of_the_waits() -> None:
    assert quartiles(np.bincount([13, 13, 14, 14, 14, 15, 15, 30])) == (13, 14, 15)

"""Suspects say in words what they do, and answer accordingly."""

from datetime import date

import pytest

from model.calendar import Period, Unit, england_and_wales
from model.conformance.closed_days import calendars, named
from model.conformance.misjudged import verdicts
from model.conformance.misreadings import misreadings
from model.conformance.odd_periods import NoLeapDay, RunsOver, ThirtyFirst
from model.conformance.probe import Answered, Answers, Probe
from model.conformance.suspects import Suspect, in_words, readings, single, usable
from model.events import Event
from model.findings import Status
from tests.conformance.systems import york

DUTY = "first-core-group"


def conference(day: date, as_of: date | None = None) -> Probe:
    events = (Event(type="icpc_held", on=day, attributes={"outcome": "plan"}, id="e1"),)
    return Probe("p", "A conference.", "user", events, as_of or day)


def due(suspect: Suspect, probe: Probe) -> date | None:
    return suspect.answers(probe, (DUTY,))[DUTY, "e1"].due


def by_words(probe: Probe, seen: Answered | None = None) -> dict[str, Suspect]:
    return {one.says: one for one in misreadings(york(), DUTY, probe, seen)}


@pytest.mark.parametrize(
    ("says", "day", "expected"),
    [
        ("does not know Easter Monday", date(2015, 3, 30), date(2015, 4, 14)),
        ("does not know the Easter holidays", date(2015, 3, 30), date(2015, 4, 13)),
        ("counts the day itself as day 1", date(2015, 1, 5), date(2015, 1, 16)),
        ("starts to count a day too late (clear days)", date(2015, 1, 5), date(2015, 1, 20)),
        ("takes 14 days for 10 working days (time limit of first-core-group)", date(2015, 3, 30), date(2015, 4, 13)),
        ("takes Saturdays and Sundays for working days (knows no weekend)", date(2015, 1, 5), date(2015, 1, 15)),
        ("gives every due day one day too late", date(2015, 1, 5), date(2015, 1, 20)),
    ],
)
def test_a_misreading_gives_the_due_day_that_it_says(says: str, day: date, expected: date) -> None:
    assert due(by_words(conference(day))[says], conference(day)) == expected


def test_the_late_bank_holiday_is_named_with_its_day() -> None:
    probe = conference(date(2022, 9, 8))
    says = "does not know the substituted or late bank holiday of Mon 19 September 2022"
    found = {one.says: one for one in calendars(york(), probe)}
    assert due(found[says], probe) == date(2022, 9, 22)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2015, 4, 6), "Easter holiday"),
        (date(2015, 12, 25), "Christmas holiday"),
        (date(2015, 8, 31), "bank holiday"),
        (date(2022, 9, 19), "substituted or late bank holiday"),
    ],
    ids=str,
)
def test_a_holiday_has_a_name(day: date, name: str) -> None:
    assert named(day) == name


def test_a_month_that_is_too_short_runs_over() -> None:
    assert RunsOver(3, Unit.MONTHS).after(date(2014, 11, 30), england_and_wales()) == date(2015, 3, 2)
    assert RunsOver(3, Unit.WEEKS).after(date(2014, 11, 30), england_and_wales()) == date(2014, 12, 21)


def test_the_last_day_of_a_month_goes_to_the_last_day_of_another() -> None:
    assert ThirtyFirst(3, Unit.MONTHS).after(date(2015, 2, 28), england_and_wales()) == date(2015, 5, 31)
    assert ThirtyFirst(3, Unit.MONTHS).after(date(2015, 2, 27), england_and_wales()) == date(2015, 5, 27)


def test_a_leap_day_is_passed_over() -> None:
    assert NoLeapDay(6, Unit.WEEKS).after(date(2016, 2, 1), england_and_wales()) == date(2016, 3, 15)
    assert NoLeapDay(6, Unit.WEEKS).after(date(2015, 2, 1), england_and_wales()) == date(2015, 3, 15)


def test_readings_are_told_apart_from_mistakes() -> None:
    assert all(one.reads for one in readings(york(), york()))
    assert not any(
        one.reads for one in (*single(york(), DUTY), *misreadings(york(), DUTY, conference(date(2015, 1, 5)), None))
    )


def test_where_a_reading_is_chosen_the_default_is_a_suspect() -> None:
    from model.policy import under

    asked = under(york(), {"first-day": "same-day"})
    ids = [one.id for one in readings(asked, york())]
    assert "reading first-day=day-after" in ids
    assert "reading first-day=same-day" not in ids


def test_a_suspect_that_is_no_policy_says_nothing() -> None:
    broken = next(one for one in single(york(), DUTY) if "months" in one.id)
    assert usable(broken, conference(date(2042, 12, 30)), (DUTY,)) is None


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("excuse x: dropped", "does not know the excuse x"),
        ("duty x: until dropped", "does not look at what ends it (x)"),
        ("duty x: within 10 working days -> days", "takes 10 days for 10 working days (time limit of x)"),
        ("duty x: then quorate True -> False", 'asks "quorate" to be "False" instead of "True" (x: what answers it)'),
        ("duty x: when without outcome", 'does not look at "outcome" (x: what triggers it)'),
        ("counting: first_day same-day", "counts the day itself as day 1"),
        (
            "duty x: requires next_date at_most 6 weeks -> 7",
            "takes 7 weeks for 6 weeks (x: what is required)",
        ),
        ("definition q: any without latest", 'does not look at "latest" (definition q)'),
    ],
)
def test_a_mutant_is_told_in_words(id: str, words: str) -> None:
    assert in_words(id) == words


def spoiled(says: str, one: Answered, probe: Probe, seen: Answered | None = None) -> Answers:
    suspect = next(found for found in verdicts(york(), seen) if found.says == says)
    return suspect.transform(probe, {(DUTY, "e1"): one})


DAY = date(2015, 1, 19)
PENDING, MET = Answered(Status.PENDING, DAY), Answered(Status.MET, DAY, DAY)
LATE = Answered(Status.BREACHED, DAY, date(2015, 1, 20))


@pytest.mark.parametrize(
    ("says", "one", "expected"),
    [
        ("calls the due day itself too late", PENDING, Answered(Status.BREACHED, DAY)),
        ("calls the due day itself too late", MET, MET),
        ("takes what was done late for done in time", LATE, Answered(Status.MET, DAY, date(2015, 1, 20))),
        ("takes what was done late for done in time", MET, MET),
        ("gives no due day", MET, Answered(Status.MET, None, DAY)),
        ("gives no day on which it was done", MET, Answered(Status.MET, DAY)),
        ("calls what was done on the due day too late (breached)", MET, Answered(Status.BREACHED, DAY, DAY)),
        ("calls what was done on the due day too late (breached)", LATE, LATE),
        ("says unknown where it is met", MET, Answered(Status.UNKNOWN, DAY, DAY)),
        ("says unknown where it is met", LATE, LATE),
        ("gives a due day on a Monday one day too early", MET, Answered(Status.MET, date(2015, 1, 18), DAY)),
        ("gives a due day on a Friday one day too early", MET, MET),
        ("leaves out what is pending (no finding)", PENDING, None),
        ("leaves out what is pending (no finding)", MET, MET),
        ("gives no findings at all", MET, None),
        ("leaves out every occasion of a duty but the first (no finding)", MET, MET),
    ],
)
def test_a_verdict_is_spoiled_as_it_says(says: str, one: Answered, expected: Answered | None) -> None:
    found = spoiled(says, one, conference(date(2015, 1, 5), DAY), Answered(Status.UNKNOWN))
    assert found == ({} if expected is None else {(DUTY, "e1"): expected})


def test_events_may_be_numbered_otherwise() -> None:
    says = "gives no finding on the event that triggered the duty, but on the one before it"
    suspect = next(found for found in verdicts(york(), None) if found.says == says)
    probe = conference(date(2015, 1, 5))
    assert list(suspect.transform(probe, {(DUTY, "e1"): MET, (DUTY, "x"): MET})) == [(DUTY, "e0"), (DUTY, "x")]


def test_periods_are_compared_as_they_are() -> None:
    assert Period(3, Unit.MONTHS).after(date(2014, 11, 30), england_and_wales()) == date(2015, 2, 28)

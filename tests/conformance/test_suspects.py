"""Suspects say in words what they do, and answer accordingly."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from model.calendar import Period, Unit, england_and_wales
from model.conformance.closed_days import calendars, elsewhere, named
from model.conformance.misjudged import verdicts
from model.conformance.misreadings import counting, lenient, misreadings, others, with_limit
from model.conformance.odd_periods import NoLeapDay, RunsOver, ThirtyFirst, odd_periods
from model.conformance.probe import Answered, Answers, Probe
from model.conformance.suspects import Suspect, readings, single, usable
from model.events import Event
from model.findings import Status
from model.policy import load_policy, under
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
        (
            "does not know 28 December as a bank holiday (the substitute day, in any year)",
            date(2015, 12, 11),
            date(2015, 12, 28),
        ),
        ("does not know the early May bank holiday", date(2015, 4, 27), date(2015, 5, 11)),
        ("does not know the spring bank holiday", date(2015, 5, 18), date(2015, 6, 1)),
        (
            "does not know bank holidays that were made or moved for one year (jubilees, a coronation, VE Day)",
            date(2020, 4, 27),
            date(2020, 5, 11),
        ),
        ("counts the day itself as day 1", date(2015, 1, 5), date(2015, 1, 16)),
        ("starts to count a day too late (clear days)", date(2015, 1, 5), date(2015, 1, 20)),
        ("takes 14 days for 10 working days (time limit of first-core-group)", date(2015, 3, 30), date(2015, 4, 13)),
        ("takes Saturdays and Sundays for working days (knows no weekend)", date(2015, 1, 5), date(2015, 1, 15)),
        ("gives every due day one day too late", date(2015, 1, 5), date(2015, 1, 20)),
    ],
)
def test_a_misreading_gives_the_due_day_that_it_says(says: str, day: date, expected: date) -> None:
    assert due(by_words(conference(day))[says], conference(day)) == expected


@pytest.mark.parametrize(
    ("period", "others_of_it"),
    [
        ("10 working days", ["14 days"]),
        ("6 weeks", ["41 days", "43 days", "30 working days"]),
        ("3 months", ["90 days", "12 weeks", "13 weeks", "91 days"]),
        ("14 days", ["10 working days"]),
        ("10 days", []),
    ],
)
def test_a_period_is_taken_for_what_it_is_often_taken_for(period: str, others_of_it: list[str]) -> None:
    assert [str(one) for one in others(Period.parse(period))] == others_of_it


def test_each_limit_of_a_range_is_taken_for_others() -> None:
    (plain,) = [one for one in york().tables["duty"] if one["id"] == DUTY]
    policy = replace(york(), tables={**york().tables, "duty": [{**plain, "between": ["4 weeks", "6 weeks"]}]})
    (entry,) = with_limit(policy, DUTY, "6 weeks", "7 weeks")["duty"]
    assert entry["between"] == ["4 weeks", "7 weeks"]


def test_who_counts_the_day_itself_by_the_text_is_not_suspected_of_it() -> None:
    asked = under(york(), {"first-day": "same-day"})
    says = [one.says for one in counting(asked, DUTY)]
    assert "counts the day itself as day 1" not in says
    assert "starts to count a day too late (clear days)" in says


def test_another_word_is_accepted_too_for_each_that_could_stand_there() -> None:
    says = [one.says for one in lenient(load_policy("york"), "minutes-distributed")]
    assert says == [
        'accepts "attendees" for "to", too (minutes-distributed: what answers it)',
        'accepts "some" for "to", too (minutes-distributed: what answers it)',
    ]


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


def test_a_history_near_a_holiday_is_moved_to_others_of_its_name() -> None:
    days = england_and_wales()
    moved = [date(2015, 12, 28) + by for by in elsewhere(days, conference(date(2015, 12, 11)))]
    assert {date(2009, 12, 28), date(2020, 12, 28)} & set(moved)
    assert len(set(moved)) == len(moved) < 60
    assert not list(elsewhere(days.counting_bank_holidays(), conference(date(2015, 12, 11))))


def test_a_month_that_is_too_short_runs_over() -> None:
    assert RunsOver(3, Unit.MONTHS).after(date(2014, 11, 30), england_and_wales()) == date(2015, 3, 2)
    assert RunsOver(3, Unit.WEEKS).after(date(2014, 11, 30), england_and_wales()) == date(2014, 12, 21)


def test_the_last_day_of_a_month_goes_to_the_last_day_of_another() -> None:
    assert ThirtyFirst(3, Unit.MONTHS).after(date(2015, 2, 28), england_and_wales()) == date(2015, 5, 31)
    assert ThirtyFirst(3, Unit.MONTHS).after(date(2015, 2, 27), england_and_wales()) == date(2015, 5, 27)


def test_a_leap_day_is_passed_over() -> None:
    assert NoLeapDay(6, Unit.WEEKS).after(date(2016, 2, 1), england_and_wales()) == date(2016, 3, 15)
    assert NoLeapDay(6, Unit.WEEKS).after(date(2015, 2, 1), england_and_wales()) == date(2015, 3, 15)


@pytest.mark.parametrize(
    ("says", "day", "expected"),
    [
        ("counts what happens on a weekend from the Monday after it", date(2015, 1, 10), date(2015, 1, 26)),
        ("counts what happens on a weekend from the Monday after it", date(2015, 4, 6), date(2015, 4, 20)),
        (
            "counts what happens on a closed day (weekend or bank holiday) from the next working day",
            date(2015, 4, 6),
            date(2015, 4, 21),
        ),
        ("counts the day itself as day 1 (first-core-group)", date(2015, 1, 5), date(2015, 1, 16)),
        (
            "starts to count a day too late (clear days), in what is counted in working days",
            date(2015, 1, 5),
            date(2015, 1, 20),
        ),
    ],
)
def test_a_clock_begins_on_another_day(says: str, day: date, expected: date) -> None:
    assert due(by_words(conference(day))[says], conference(day)) == expected


def test_a_period_may_be_odd_in_one_duty_and_in_those_that_count_the_same() -> None:
    says = [one.says for one in odd_periods(york(), DUTY) if one.says.startswith("counts the day itself")]
    assert says == [
        "counts the day itself as day 1, in what is counted in working days",
        "counts the day itself as day 1 (first-core-group)",
    ]
    assert not any(one.says.endswith("(clear days) (first-core-group)") for one in odd_periods(york(), DUTY))
    (one,) = [one for one in odd_periods(york(), "first-review") if one.says.startswith("counts the day itself")]
    assert one.says == "counts the day itself as day 1 (first-review)"


def test_readings_are_told_apart_from_mistakes() -> None:
    assert all(one.reads for one in readings(york(), york()))
    assert not any(
        one.reads for one in (*single(york(), DUTY), *misreadings(york(), DUTY, conference(date(2015, 1, 5)), None))
    )


def test_where_a_reading_is_chosen_the_default_is_a_suspect() -> None:
    asked = under(york(), {"first-day": "same-day"})
    ids = [one.id for one in readings(asked, york())]
    assert "reading first-day=day-after" in ids
    assert "reading first-day=same-day" not in ids


def test_a_suspect_that_is_no_policy_says_nothing() -> None:
    broken = next(one for one in single(york(), DUTY) if "months" in one.id)
    assert usable(broken, conference(date(2042, 12, 30)), (DUTY,)) is None


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
        ("leaves out every occasion of a duty but the first (no finding)", MET, MET),
    ],
)
def test_a_verdict_is_spoiled_as_it_says(says: str, one: Answered, expected: Answered | None) -> None:
    found = spoiled(says, one, conference(date(2015, 1, 5), DAY), Answered(Status.UNKNOWN))
    assert found == ({} if expected is None else {(DUTY, "e1"): expected})


def test_who_gives_no_findings_gives_none_of_any_duty() -> None:
    probe = conference(date(2015, 1, 5))
    assert by_words(probe)["gives no findings at all"].answers(probe, york().duty_ids) == {}


def test_events_may_be_numbered_otherwise() -> None:
    says = "gives no finding on the event that triggered the duty, but on the one before it"
    suspect = next(found for found in verdicts(york(), None) if found.says == says)
    probe = conference(date(2015, 1, 5))
    assert list(suspect.transform(probe, {(DUTY, "e1"): MET, (DUTY, "x"): MET})) == [(DUTY, "e0"), (DUTY, "x")]


def test_the_day_of_the_record_is_taken_for_the_day_of_the_event_only_where_there_is_one() -> None:
    says = "takes the day on which an event was recorded for the day on which it happened"
    plain = conference(date(2015, 1, 5), date(2015, 1, 20))
    late = replace(plain, events=(msgspec.structs.replace(plain.events[0], recorded_on=date(2015, 1, 7)),))
    assert says not in by_words(plain)
    assert due(by_words(late)[says], late) == date(2015, 1, 21)


def test_who_does_not_look_at_when_an_event_was_recorded_sees_what_is_known_as_if_it_had_been_at_once() -> None:
    says = "does not look at when an event was recorded: takes each as known from the day on which it happened"
    plain = conference(date(2015, 1, 5), date(2015, 1, 20))
    late = msgspec.structs.replace(plain.events[0], recorded_on=date(2015, 1, 7))
    hidden = msgspec.structs.replace(plain.events[0], id="e2", recorded_on=date(2015, 1, 21))
    assert says not in by_words(plain)
    probe = replace(plain, events=(late, hidden))
    assert by_words(probe)[says].sees(probe).events == plain.events


def test_periods_are_compared_as_they_are() -> None:
    assert Period(3, Unit.MONTHS).after(date(2014, 11, 30), england_and_wales()) == date(2015, 2, 28)

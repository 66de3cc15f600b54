"""Shrinking ends with a smallest history that still fails, and never with one that does not."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter as easter_sunday

from model.conformance.generator import histories
from model.conformance.probe import Level, Probe, answers_of, differences
from model.conformance.shrink import shrunk
from model.events import Event, Value
from model.history import History
from model.oracle import judge
from model.policy import Policy, load_policy, under

YORK = load_policy("york")
VOCABULARY = YORK.vocabulary
START = date(2024, 3, 20)


def probe_of(*events: Event, as_of: date = date(2024, 12, 31)) -> Probe:
    return Probe("p", "a history", "user", History.of("p", events, vocabulary=VOCABULARY).events, as_of)


def event(type: str, on: date, **attributes: Value) -> Event:
    return Event(type=type, on=on, attributes=attributes)


LONG = probe_of(
    event("icpc_held", START, outcome="plan"),
    event("child_seen", date(2024, 4, 2), by="lead_social_worker", alone=True),
    event(
        "core_group_held", date(2024, 4, 3), chair="line_manager", agencies_present=("health", "police", "education")
    ),
    event("child_seen", date(2024, 5, 2), by="social_worker"),
    event("rcpc_held", date(2024, 6, 12), outcome="continue"),
)


def kinds(probe: Probe) -> list[str]:
    return [one.type for one in probe.events]


def test_only_the_events_that_matter_are_left() -> None:
    found = shrunk(LONG, lambda probe: {"core_group_held", "rcpc_held"} <= set(kinds(probe)), VOCABULARY)
    assert sorted(kinds(found)) == ["core_group_held", "rcpc_held"]
    assert [one.attributes for one in found.events] == [{}, {}]
    assert found.events[0].on == found.events[1].on == found.as_of


def test_an_attribute_that_matters_stays_and_a_list_is_cut() -> None:
    def fails(probe: Probe) -> bool:
        return any("police" in one.attributes.get("agencies_present", ()) for one in probe.events)  # type: ignore[operator]

    (only,) = shrunk(LONG, fails, VOCABULARY).events
    assert only.attributes == {"agencies_present": ("police",)}


def test_a_gap_that_matters_stays() -> None:
    def fails(probe: Probe) -> bool:
        return len(probe.events) >= 2 and (probe.events[1].on - probe.events[0].on).days >= 13

    found = shrunk(LONG, fails, VOCABULARY)
    assert (len(found.events), (found.events[1].on - found.events[0].on).days) == (2, 13)


def test_a_late_entry_into_the_record_that_does_not_matter_is_forgotten() -> None:
    late = probe_of(Event(type="child_seen", on=START, recorded_on=date(2024, 3, 29)))
    assert shrunk(late, lambda probe: bool(probe.events), VOCABULARY).events[0].recorded_on is None


def test_a_date_that_an_event_tells_moves_with_it() -> None:
    def fails(probe: Probe) -> bool:
        return any(one.attributes.get("for") == one.on + timedelta(days=14) for one in probe.events)

    found = shrunk(probe_of(event("core_group_scheduled", START, **{"for": date(2024, 4, 3)})), fails, VOCABULARY)
    assert found.events[0].on < START
    assert fails(found)


@pytest.mark.parametrize("year", [1999, 2004, 2014, 2029, 2034])
@pytest.mark.parametrize(
    ("weekdays", "start"),
    [(range(1, 8), date(2015, 1, 5)), ((4,), date(2015, 1, 8))],
    ids=["on-any-day", "on-thursdays"],
)
def test_a_history_begins_in_the_same_week_wherever_it_was_found(year: int, weekdays: range, start: date) -> None:
    first = date(year, 7, 19)
    thursday = first + timedelta(days=(4 - first.isoweekday()) % 7)
    review = event("rcpc_held", thursday + timedelta(days=14))
    found = shrunk(
        probe_of(event("child_seen", thursday), review, as_of=date(year, 9, 1)),
        lambda probe: len(probe.events) == 2 and probe.events[0].on.isoweekday() in weekdays,
        VOCABULARY,
    )
    assert (found.events[0].on, found.as_of) == (start, start)


@pytest.mark.parametrize("year", [2000, 2012, 2032])
def test_a_history_about_easter_or_a_leap_day_is_moved_to_a_near_one(year: int) -> None:
    leap = probe_of(event("child_seen", date(year, 2, 29)), as_of=date(year, 2, 29))
    found = shrunk(leap, lambda probe: any((one.on.month, one.on.day) == (2, 29) for one in probe.events), VOCABULARY)
    assert found.events[0].on == date(2016, 2, 29)
    easter = probe_of(event("child_seen", easter_sunday(year)), as_of=easter_sunday(year))
    found = shrunk(easter, lambda probe: any(one.on == easter_sunday(one.on.year) for one in probe.events), VOCABULARY)
    assert found.events[0].on == date(2015, 4, 5)


def test_days_and_what_is_told_of_them_are_moved_together() -> None:
    early = probe_of(
        event("core_group_scheduled", date(2004, 3, 2), **{"for": date(2004, 3, 16)}), as_of=date(2004, 3, 4)
    )

    def fails(probe: Probe) -> bool:
        arranged = [(one.attributes.get("for"), one.on) for one in probe.events]
        return arranged == [(probe.as_of + timedelta(days=12), probe.as_of - timedelta(days=2))]

    (only,) = shrunk(early, fails, VOCABULARY).events
    assert (only.on, only.attributes["for"]) == (date(2015, 1, 5), date(2015, 1, 19))


def test_where_nothing_else_shows_it_the_days_stay() -> None:
    day = date(2004, 3, 16)
    found = shrunk(
        probe_of(event("child_seen", day), as_of=day),
        lambda probe: any(one.on == day for one in probe.events),
        VOCABULARY,
    )
    assert found.events[0].on == day


def test_no_more_is_asked_than_the_budget_allows() -> None:
    asked = []

    def fails(probe: Probe) -> bool:
        asked.append(probe)
        return False

    shrunk(LONG, fails, VOCABULARY, budget=7)
    assert len(asked) == 7


def says(probe: Probe, policy: Policy) -> dict[tuple[str, str], object]:
    history = History.of(probe.id, probe.events, vocabulary=VOCABULARY)
    return dict(answers_of(judge(history, policy, as_of=probe.as_of).findings))


@pytest.mark.parametrize(("reading", "choice"), [("first-day", "same-day"), ("three-months", "days")])
def test_a_long_random_history_shrinks_to_the_event_that_tells_two_readings_apart(reading: str, choice: str) -> None:
    other = under(YORK, {reading: choice})

    def fails(probe: Probe) -> bool:
        return bool(differences(says(probe, YORK), says(probe, other), Level.DONE))  # type: ignore[arg-type]

    first = next(probe for probe in histories(YORK, 3, 50) if fails(probe))
    found = shrunk(first, fails, VOCABULARY)
    assert fails(found)
    assert len(found.events) == 1

"""Random histories: the same for one seed, within the calendar, and rich enough to try every duty."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from model.bulk.places import Ints
from model.calendar import Period, Unit
from model.compiled.recipes import OfLatest, Own
from model.conformance.corpus import as_in_files
from model.conformance.generator import ROWS, histories
from model.conformance.investigation import told_within
from model.conformance.judging import days_of
from model.conformance.messages import told_event
from model.conformance.outline import Draft
from model.conformance.pool import Back, Letter, chosen
from model.conformance.stock import ABROAD, AWAY, DAY, FIRST, LAST, Stock
from model.events import Event
from model.history import History
from model.history.record import RecordReader
from model.oracle import judge
from model.policy import Policy, load_policy
from model.policy.calendars import as_chosen
from tests.conformance.calendars import CALENDAR
from tests.miniatures import MEET, PLAN
from tests.miniatures import policy as odd_policy

NAMES = ("brent", "york", "working-together")


@pytest.fixture(scope="module", params=NAMES)
def policy(request: pytest.FixtureRequest) -> Policy:
    return load_policy(request.param)


def test_the_same_seed_gives_the_same_histories(policy: Policy) -> None:
    assert list(histories(policy, 3, 20, 10)) == list(histories(policy, 3, 30))[10:]


def test_a_history_does_not_depend_on_how_many_are_asked_for(policy: Policy) -> None:
    about = list(histories(policy, 5, 20, ROWS - 10))
    assert about == [*histories(policy, 5, 10, ROWS - 10), *histories(policy, 5, 10, ROWS)]
    assert [one.id for one in about[9:11]] == [f"random-5-{ROWS - 1}", f"random-5-{ROWS}"]


def test_no_two_histories_of_a_seed_or_of_two_seeds_are_alike(policy: Policy) -> None:
    told = [(one.events, one.as_of) for seed in (1, 2) for one in histories(policy, seed, 300)]
    assert len({repr(one) for one in told}) > 590


def test_a_history_has_no_more_events_than_were_asked_for(policy: Policy) -> None:
    assert max(len(probe.events) for probe in histories(policy, 1, 200, most=5)) in (5, 6)
    assert {len(probe.events) for probe in histories(policy, 1, 200, most=0)} == {0, 1}


def test_histories_are_in_order_and_tell_each_fact_once(policy: Policy) -> None:
    for probe in histories(policy, 4, 400):
        nameless = [
            Event(type=one.type, on=one.on, attributes=one.attributes, recorded_on=one.recorded_on)
            for one in probe.events
        ]
        assert History.of("", nameless, vocabulary=policy.vocabulary).events == probe.events


def test_every_event_is_one_that_can_be_told_and_read_again(policy: Policy) -> None:
    reader = RecordReader(policy.vocabulary)
    for probe in histories(policy, 2, 300):
        parts = reader.parts({"case": "x", "events": as_in_files([told_event(one) for one in probe.events])})
        assert parts is not None
        assert tuple(parts.events) == probe.events


@pytest.mark.slow
def test_every_day_is_one_of_the_calendar(policy: Policy) -> None:
    for probe in histories(policy, 3, 1500):
        assert told_within(probe, as_chosen(CALENDAR, policy.calendar))
        assert all(event.known_on >= event.on for event in probe.events)


def starting(day: date) -> Callable[[Draft], Ints]:
    return lambda draft: np.full(draft.rows, day.toordinal())


@pytest.mark.parametrize("day", [FIRST - DAY * 42, LAST], ids=["first", "last"])
def test_a_history_that_begins_at_an_end_stays_inside_the_calendar(
    day: date, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Draft, "starts", starting(day))
    for probe in histories(policy, 6, 1000):
        assert told_within(probe, as_chosen(CALENDAR, policy.calendar))


def sorts(policy: Policy, odd: bool = True) -> Counter[str]:
    """How many of 2,000 histories are wild, look back, have late records, or texts beyond ASCII."""
    found: Counter[str] = Counter()
    for probe in histories(policy, 7, 2000, odd=odd):
        late = [event for event in probe.events if event.recorded_on]
        found["wild"] += ", wild" in probe.says
        found["late"] += bool(late)
        found["told late"] += "with late records" in probe.says
        found["before a record"] += any(event.on <= probe.as_of < event.known_on for event in late)
        found["before all is over"] += any(event.on > probe.as_of for event in probe.events)
        found["beyond ASCII"] += not repr(probe.events).isascii()
        found["told beyond ASCII"] += "letters beyond ASCII" in probe.says
    return found


def test_a_small_share_of_the_histories_is_odd(policy: Policy) -> None:
    found = sorts(policy)
    shares = {"wild": 1 / 4, "told late": 1 / 8, "late": 1 / 8, "told beyond ASCII": 1 / 16, "beyond ASCII": 1 / 16}
    for name, share in shares.items():
        assert 0.7 * share < found[name] / 2000 < 1.3 * share
    assert found["before a record"] > 60
    assert found["before all is over"] > 300


def test_none_is_odd_where_that_is_asked_for(policy: Policy) -> None:
    found = sorts(policy, odd=False)
    assert found["wild"] > 400
    assert [found[name] for name in ("late", "told late", "beyond ASCII", "told beyond ASCII")] == [0, 0, 0, 0]


def test_most_days_lie_on_a_limit_of_the_policy_or_beside_one(policy: Policy) -> None:
    stock, near, all_days = Stock(policy, days_of(policy)), 0, 0
    for probe in histories(policy, 8, 300):
        days = [event.on for event in probe.events]
        limits = {
            day.toordinal() + reach[(day - stock.calendar.first).days] + step
            for day in days
            for reach in stock.reaches
            for step in (-1, 0, 1)
        }
        all_days += len(days)
        near += sum(day.toordinal() in limits for day in days)
    assert near > 0.4 * all_days


def test_a_plan_begins_in_every_history_that_is_not_wild(policy: Policy) -> None:
    for probe in histories(policy, 9, 300):
        plans = [one for one in probe.events if one.type == "icpc_held" and one.attributes.get("outcome") == "plan"]
        assert plans or "wild" in probe.says


def test_where_an_event_answers_none_it_tells_its_own_day() -> None:
    calendar = CALENDAR
    letter = Letter("record_received", {"a": "b"}, (("meeting", Back(3)), ("other", OfLatest("tac_held", "on"))))
    held = Event(type="core_group_held", on=date(2015, 1, 5))
    assert letter.attributes(date(2015, 2, 1), [], calendar) == {"a": "b", "meeting": date(2015, 2, 1)}
    assert letter.attributes(date(2015, 2, 1), [held], calendar) == {"a": "b", "meeting": date(2015, 1, 5)}


def test_a_day_that_is_nobodys_is_no_earlier_than_the_calendar_begins() -> None:
    letter = Letter("record_received", {}, (("meeting", Own(-50_000)),))
    assert letter.attributes(date(2015, 2, 1), [], CALENDAR) == {"meeting": CALENDAR.first}


@pytest.mark.parametrize(
    ("chance", "pick", "value"), [(0, 1, "a"), (8, 1, "a"), (9, 1, "b"), (14, 3, "b"), (15, 1, None)]
)
def test_mostly_a_value_is_the_one_that_is_wanted(chance: int, pick: int, value: str | None) -> None:
    assert chosen(("a", "b"), chance, pick, 9) == value


def test_texts_beyond_ascii_are_of_two_three_and_four_bytes() -> None:
    lengths = {len(letter.encode()) for word in (AWAY, *ABROAD.values()) for letter in word}
    assert lengths == {1, 2, 3, 4}


def test_a_list_that_was_not_recorded_is_recorded_in_other_letters(policy: Policy) -> None:
    stock = Stock(policy, days_of(policy))
    kind = policy.vocabulary.rank["core_group_held"]
    assert stock.abroad(kind, {})["agencies_present"] == ("Tŷ Gwyn", "école n° 3")
    assert stock.abroad(kind, {"agencies_present": ("health", "nobody_knows")})["agencies_present"] == (
        "Tŷ Gwyn",
        "nobody_knows",
    )
    assert stock.abroad(kind, {"chair": "line_manager"})["chair"] == "line_manager"


def test_a_policy_without_limits_gets_one() -> None:
    assert Stock(odd_policy(f"{PLAN}{MEET}"), CALENDAR).periods == (Period(10, Unit.WORKING_DAYS),)


@pytest.mark.slow
def test_every_duty_with_a_limit_is_met_and_breached_by_random_histories(policy: Policy) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for probe in histories(policy, 1, 1500):
        history = History.of(probe.id, probe.events, vocabulary=policy.vocabulary)
        seen.update((one.duty, one.status.value) for one in judge(history, policy, as_of=probe.as_of).findings)
    limited = [duty.id for duty in policy.duties if duty.window.closes]
    assert [id for id in limited if not (seen[id, "met"] and seen[id, "breached"])] == []

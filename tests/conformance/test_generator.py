"""Random histories: the same for one seed, within the calendar, and rich enough to try every duty."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.conformance.draw import Draw
from model.conformance.generator import BLOCK, FIRST, LAST, Decoder, blocks, histories
from model.conformance.investigation import told_within
from model.history import History
from model.oracle import judge
from model.policy import Policy, load_policy
from model.policy.calendars import as_chosen
from tests.conformance.calendars import CALENDAR

NAMES = ("brent", "york", "working-together")


@pytest.fixture(scope="module", params=NAMES)
def policy(request: pytest.FixtureRequest) -> Policy:
    return load_policy(request.param)


def test_a_block_that_is_used_up_reads_as_zeros() -> None:
    draw = Draw(bytes([7, 250]))
    assert [draw.below(5), draw.chance(90), draw.below(9), draw.chance(99), draw.one_of("ab")] == [
        2,
        True,
        0,
        False,
        "a",
    ]


def test_a_number_beyond_a_byte_is_read_from_two() -> None:
    assert Draw(bytes([1, 2])).below(1000) == 258


def test_a_block_does_not_depend_on_what_comes_before_it() -> None:
    all_of_them = list(blocks(5, 700))
    assert list(blocks(5, 400, 200)) == all_of_them[200:600]
    assert list(blocks(6, 1)) != all_of_them[:1]
    assert len(set(all_of_them)) == 700


def test_the_same_seed_gives_the_same_histories(policy: Policy) -> None:
    assert list(histories(policy, 3, 20, 10)) == list(histories(policy, 3, 30))[10:]


def test_a_history_has_no_more_events_than_were_asked_for(policy: Policy) -> None:
    assert max(len(probe.events) for probe in histories(policy, 1, 200, most=5)) in (5, 6)


def test_an_empty_block_is_a_plan_and_nothing_else(policy: Policy) -> None:
    decoder = Decoder(policy, as_chosen(CALENDAR, policy.calendar))
    (event,) = decoder.probe(bytes(BLOCK), "zero").events
    assert (event.type, event.attributes["outcome"]) == ("icpc_held", "plan")


@given(st.binary(max_size=BLOCK), st.sampled_from(NAMES))
def test_every_day_is_one_of_the_calendar(block: bytes, name: str) -> None:
    decoder = Decoder(load_policy(name), CALENDAR)
    assert told_within(decoder.probe(block, "p"), CALENDAR)


@pytest.mark.parametrize("way", [0, 3], ids=["plausible", "wild"])
def test_a_history_that_begins_on_the_last_day_stays_inside_the_calendar(policy: Policy, way: int) -> None:
    decoder = Decoder(policy, CALENDAR)
    for byte in range(256):
        begins_last = bytes([way, byte, 1, *(LAST - FIRST).days.to_bytes(2, "big")])
        assert told_within(decoder.probe(begins_last + bytes([byte]) * (BLOCK - 5), "p"), CALENDAR)


def test_every_event_is_one_that_the_policy_can_read(policy: Policy) -> None:
    for probe in histories(policy, 2, 300):
        assert probe.as_of >= date(1997, 1, 1)
        for event in probe.events:
            kind = policy.vocabulary.by_name[event.type]
            assert set(event.attributes) <= set(kind.attributes)
            assert event.on >= FIRST - (FIRST - date(1997, 1, 1))


@pytest.mark.slow
def test_every_duty_with_a_limit_is_met_and_breached_by_random_histories(policy: Policy) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for probe in histories(policy, 1, 1500):
        history = History.of(probe.id, probe.events, vocabulary=policy.vocabulary)
        seen.update((one.duty, one.status.value) for one in judge(history, policy, as_of=probe.as_of).findings)
    limited = [duty.id for duty in policy.duties if duty.window.closes]
    assert [id for id in limited if not (seen[id, "met"] and seen[id, "breached"])] == []

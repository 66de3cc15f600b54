"""A campaign finds what is wrong, names it, and finds nothing where nothing is."""

from collections import Counter

import msgspec
import pytest

from model.conformance.campaign import campaign
from model.conformance.messages import Answer, Run, Story
from model.conformance.probe import Probe
from model.policy import Policy
from tests.conformance.systems import crashes, laid, lapsed_as_met, run, session, york


def test_a_right_system_agrees_on_everything() -> None:
    found = run(count=300)
    assert (found.faults, found.stopped) == ([], "")
    assert found.agreed == found.asked >= 290


@pytest.mark.slow
@pytest.mark.parametrize(
    ("planted", "says", "verdict"),
    [
        (laid(set=[{"duty": "first-core-group", "within": "9 working days"}]), "takes 9 working days for", "wrong"),
        (laid(set=[{"duty": "first-core-group", "within": "14 days"}]), "takes 14 days for 10 working days", "wrong"),
        (laid(set=[{"duty": "core-group-interval", "remove": ["until"]}]), "does not look at what ends it", "wrong"),
        (laid(counting={"first_day": "same-day"}), "counts the day itself as day 1", "read differently"),
    ],
    ids=["nine", "fourteen", "until", "same-day"],
)
def test_one_planted_misunderstanding_is_one_fault_that_is_named(planted: Policy, says: str, verdict: str) -> None:
    (fault,) = run(planted).faults
    assert says in fault.title
    assert fault.verdict == verdict
    assert len(fault.probe.events) <= 3
    assert fault.count > 1


def test_a_verdict_that_is_taken_for_another_is_named_with_all_duties_in_which_it_shows() -> None:
    (fault,) = run(spoil=lapsed_as_met).faults
    assert fault.title == "says met where it is lapsed"
    assert len(fault.duties) > 1


@pytest.mark.slow
def test_two_planted_misunderstandings_are_told_apart() -> None:
    changes = [{"duty": "first-core-group", "within": "9 working days"}, {"duty": "first-review", "within": "4 months"}]
    faults = run(laid(set=changes)).faults
    assert {fault.duty for fault in faults} == {"first-core-group", "first-review"}


def test_a_crash_is_one_fault_with_its_smallest_history() -> None:
    found = run(spoil=crashes("core_group_held"))
    (fault,) = found.faults
    assert (fault.kind, fault.verdict) == ("ended", "broken")
    assert [event.type for event in fault.probe.events] == ["core_group_held"]
    assert fault.count == found.failed["ended"] > 1


def test_what_does_not_come_back_every_time_is_one_flaky_fault() -> None:
    calls: Counter[str] = Counter()

    def sometimes(_: Run | Story, answer: Answer) -> Answer:
        calls["all"] += 1
        return answer if calls["all"] % 7 else msgspec.structs.replace(answer, findings=())

    (fault,) = run(spoil=sometimes).faults
    assert fault.verdict == "flaky"
    assert fault.count > 1


def test_what_is_skipped_is_counted_and_no_agreement() -> None:
    def skips(_: Run | Story, answer: Answer) -> Answer:
        return Answer(answer.seq, skipped=True, reason="no idea")

    found = run(spoil=skips)
    assert (found.agreed, found.faults) == (0, [])
    assert found.skipped["no idea"] == found.asked


def test_an_error_of_their_own_is_a_fault_for_each_message() -> None:
    def fails(asked: Run | Story, answer: Answer) -> Answer:
        if not asked.history:
            return answer
        return Answer(answer.seq, errored=True, context={"message": f"no such kind: {asked.history[0]['type'][:1]}"})

    faults = run(spoil=fails, count=40).faults
    assert len({fault.says for fault in faults}) == len(faults) > 1
    assert all("says that it met an error: no such kind" in fault.title for fault in faults)


def test_where_nothing_is_answered_in_the_smoke_test_nothing_else_is_asked() -> None:
    def broken(_: Run | Story, answer: Answer) -> Answer:
        return Answer(answer.seq, errored=True, context={"message": "not ready"})

    found = run(spoil=broken)
    assert "smoke test" in found.stopped
    assert set(found.put) == {"smoke"}


@pytest.mark.slow
def test_the_right_finding_under_the_name_of_another_event_is_one_fault() -> None:
    def renamed(_: Run | Story, answer: Answer) -> Answer:
        told = tuple(msgspec.structs.replace(one, trigger=f"x{one.trigger}") for one in answer.findings or ())
        return msgspec.structs.replace(answer, findings=told)

    (fault,) = run(spoil=renamed, count=60).faults
    assert "names another event" in fault.title


def test_a_campaign_ends_when_its_time_is_up() -> None:
    with session() as talk:
        found = campaign(talk, york(), seed=1, count=100_000, seconds=0.2)
    assert "time is up" in found.stopped
    assert 0 < found.asked < 100_000


def test_the_corpus_is_asked_after_the_smoke_test() -> None:
    probe = Probe("mine", "A case of our own.", "worked", (), york().in_force)
    with session() as talk:
        found = campaign(talk, york(), seed=1, count=10, seconds=60, corpus=[probe])
    assert found.put["worked"] == 1


@pytest.mark.slow
def test_the_same_seed_asks_and_finds_the_same() -> None:
    planted = laid(set=[{"duty": "first-review", "within": "4 months"}])
    one, other = run(planted, count=40), run(planted, count=40)
    assert one.put == other.put
    assert [fault.probe for fault in one.faults] == [fault.probe for fault in other.faults]

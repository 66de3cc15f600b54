"""A campaign finds what is wrong, names it, and finds nothing where nothing is."""

import signal
from collections import Counter
from dataclasses import replace
from itertools import islice
from math import inf

import msgspec
import pytest

from model.conformance import campaign as campaigns
from model.conformance import investigation as investigations
from model.conformance import session as sessions
from model.conformance.broken import Broken
from model.conformance.campaign import campaign
from model.conformance.faults import Explanation, SystemFault
from model.conformance.generator import histories
from model.conformance.judging import Judging
from model.conformance.messages import Answer, Run, Story
from model.conformance.probe import Probe
from model.conformance.reply import Failed, Said
from model.conformance.session import Session, Unrepeated
from model.conformance.smoke import smoke
from model.conformance.stopped import Stopped
from model.conformance.suspects import Suspect
from model.policy import Policy
from tests.conformance.systems import Spoil, Within, crashes, laid, lapsed_as_met, run, session, york


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


def nothing(_: Run | Story, answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, findings=())


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The smoke test is a few histories that need not be looked for."""
    probes = list(islice(smoke(york(), ()), 2)) + list(histories(york(), 1, 14, most=4))
    monkeypatch.setattr(campaigns, "smoke", lambda *_: probes)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that it is, by which everything goes."""
    time = [0.0]
    for module in (campaigns, sessions, investigations):
        monkeypatch.setattr(module, "monotonic", lambda: time[0])
    return time


@pytest.mark.parametrize("seconds", [2.1, 2.6, 3.0, 5.0, 9.0])
@pytest.mark.usefixtures("soon")
def test_what_is_found_last_is_kept_and_takes_a_few_seconds_more(clock: list[float], seconds: float) -> None:
    def slow(asked: Run | Story, answer: Answer) -> Answer:
        clock[0] += 0.25
        return nothing(asked, answer)

    with session(spoil=slow) as talk:
        found = campaign(talk, york(), seed=1, count=1_000, seconds=seconds)
    assert found.stopped == "the time is up (--seconds)"
    assert {one.verdict for one in found.faults} == {"wrong"}
    assert seconds < found.seconds <= seconds + campaigns.ASKING + 0.25


@pytest.mark.parametrize(("seconds", "then"), [(10.1, ""), (20.0, ", when several histories were under way")])
@pytest.mark.usefixtures("soon")
def test_a_hang_after_which_there_is_no_time_is_told_once(clock: list[float], seconds: float, then: str) -> None:
    def hangs(*_: object) -> Answer:
        clock[0] += seconds
        raise Broken("timeout", "said nothing")

    with session(spoil=hangs) as talk:
        found = campaign(talk, york(), seed=1, count=1_000, seconds=10)
    (fault,) = found.faults
    assert (fault.verdict, found.stopped) == ("broken", "the time is up (--seconds)")
    assert fault.says == f"gave no answer in time: said nothing{then}"


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("spoil", [nothing, crashes("icpc_held")], ids=["wrong", "crashes"])
@pytest.mark.parametrize("after", [*range(1, 8), 10, 14, 19, 25, 60])
def test_whenever_it_is_stopped_no_fault_that_was_met_is_lost(spoil: Spoil, after: int) -> None:
    calls: Counter[str] = Counter()

    def stopping(asked: Run | Story, answer: Answer) -> Answer:
        calls["all"] += 1
        if calls["all"] == after:
            raise Stopped(signal.SIGTERM)
        return spoil(asked, answer)

    with session(spoil=stopping) as talk:
        found = campaign(talk, york(), seed=1, count=1_000, seconds=60)
    assert (found.stopped, found.signal) == ("it was stopped (SIGTERM)", signal.SIGTERM)
    assert bool(found.faults) >= bool(found.disagreed or found.failed.total())
    assert len({(one.kind, one.says) for one in found.faults}) == len(found.faults)


@pytest.mark.usefixtures("soon")
def test_a_fault_is_kept_where_the_system_cannot_be_started_again() -> None:
    class Once(Within):
        def restart(self) -> None:
            raise Broken("ended", "is busy")

    with Session(Once(york(), nothing), york(), batch=8) as talk:
        found = campaign(talk, york(), seed=1, count=100, seconds=60)
    (fault,) = found.faults
    assert "could not be started again: it is busy" in found.stopped
    assert (fault.verdict, fault.count) == ("wrong", 1)


def test_ctrl_c_in_somebodys_own_program_is_theirs() -> None:
    def interrupted(*_: object) -> Answer:
        raise KeyboardInterrupt

    with session(spoil=interrupted) as talk, pytest.raises(KeyboardInterrupt):
        campaign(talk, york(), seed=1, count=10, seconds=60)


class Tired(Within):
    """Wrong once in its life, and from the 30th answer after each start on."""

    calls = lives = 0

    def restart(self) -> None:
        super().restart()
        self.calls = 0

    def hear(self) -> bytes:
        self.calls += 1
        self.lives += 1
        self.spoil = nothing if self.lives == 5 or self.calls >= 30 else None
        return super().hear()


def test_what_a_fresh_start_mends_is_flaky_even_where_something_else_was_already() -> None:
    with Session(Tired(york()), york(), batch=1) as talk:
        found = campaign(talk, york(), seed=1, count=150, seconds=60)
    (fault,) = found.faults
    assert fault.verdict == "flaky"
    assert fault.count > 1


def test_when_there_are_too_many_faults_nothing_more_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaigns, "MOST_FAULTS", 1)
    with session(spoil=crashes("icpc_held")) as talk:
        found = campaign(talk, york(), seed=1, count=100, seconds=60)
    assert found.stopped == "1 distinct faults were found; there may be more"
    assert set(found.put) == {"smoke"}


@pytest.mark.usefixtures("soon")
def test_a_crash_that_does_not_come_back_is_flaky() -> None:
    seen: Counter[str] = Counter()

    def twice(asked: Run | Story, answer: Answer) -> Answer:
        """Ends on a history until it was asked twice: with others, and alone."""
        name = repr(asked.history)
        seen[name] += 1
        if asked.history and seen[name] <= 2:
            raise Broken("ended", "ended with exit code 3")
        return answer

    found = run(spoil=twice, count=0)
    (fault,) = found.faults
    assert (fault.verdict, fault.count) == ("flaky", found.failed["ended"])
    assert "once it ended, or closed its output: ended with exit code 3" in fault.says


def under_way(*faults: SystemFault) -> campaigns.Run:
    """A campaign that has found these faults so far."""
    result = campaigns.Campaign(1, 1, faults=list(faults))
    return campaigns.Run(session(), york(), york(), result, inf, campaigns.silent)


def day_too_soon() -> SystemFault:
    (fault,) = run(laid(set=[{"duty": "first-core-group", "within": "9 working days"}]), count=10).faults
    return fault


def explained_by(fault: SystemFault, judge: Policy) -> SystemFault:
    """The fault, as if a policy would explain all of it."""
    suspect = Suspect("suspect", "is so", lambda: Judging.of(judge))
    return replace(fault, explanations=(Explanation(suspect, 3, 3, 0, 3),), count=1)


@pytest.mark.usefixtures("soon")
def test_what_a_later_fault_explains_better_becomes_a_part_of_it() -> None:
    fault = day_too_soon()
    doubtful = replace(fault, explanations=(), count=3, duties={"first-review"})
    assert fault.difference is not None
    other = replace(doubtful, difference=replace(fault.difference, field="missing"), got={})
    new = replace(fault, count=1, duties={fault.duty})
    far = under_way(doubtful, other)
    far.add(new)
    assert far.result.faults == [other, new]
    assert (new.count, new.duties) == (4, {fault.duty, "first-review"})


@pytest.mark.usefixtures("soon")
def test_a_fault_that_is_not_certain_takes_nothing_over() -> None:
    fault = day_too_soon()
    doubtful, new = replace(fault, explanations=(), count=3), replace(fault, explanations=())
    far = under_way(doubtful)
    far.add(new)
    assert far.result.faults == [doubtful, new]


@pytest.mark.usefixtures("soon")
def test_of_one_sort_no_more_than_three_are_looked_into_and_the_others_count_for_the_first() -> None:
    fault = day_too_soon()
    certain = [explained_by(fault, york()) for _ in range(3)]
    assert fault.difference is not None
    for number, known in ((2, False), (3, True)):
        far, counted = under_way(*certain[:number]), set[int]()
        assert far.known(fault.difference, fault.probe, fault.got, counted) is known
        assert counted == ({0} if known else set())


@pytest.mark.usefixtures("soon")
def test_what_is_kept_as_it_was_seen_is_kept_once() -> None:
    fault = day_too_soon()
    far = under_way()
    ended = Failed("ended", "ended with exit code 3", "")
    right = Said(Judging.of(york()).told(fault.probe.events, fault.probe.as_of))
    wrong = Said(tuple(one for one in right.findings if one.duty != fault.duty))
    for _ in range(2):
        far.keep(fault.probe, ended, right)
        far.keep(fault.probe, wrong, right)
    assert [one.says for one in far.result.faults] == [
        "ended, or closed its output: ended with exit code 3",
        f"gives no finding for {fault.duty}, where it is pending",
    ]


def test_what_stops_in_the_corpus_goes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaigns, "MOST_FAULTS", 1)
    monkeypatch.setattr(campaigns, "smoke", lambda *_: list(islice(smoke(york(), ()), 1)))
    probes = [replace(one, origin="worked") for one in histories(york(), 2, 30)]
    with session(spoil=crashes("icpc_held")) as talk:
        found = campaign(talk, york(), seed=1, count=100, seconds=60, corpus=probes)
    assert found.stopped.startswith("1 distinct faults")
    assert set(found.put) == {"smoke", "worked"}


@pytest.mark.usefixtures("soon")
def test_what_turns_out_to_be_flaky_counts_for_the_flaky_fault_that_is_known() -> None:
    fault = day_too_soon()
    one, other = (replace(fault, kind="flaky", count=1) for _ in range(2))
    far = under_way(one)
    far.add(other)
    assert far.result.faults == [one]
    assert one.count == 2


def test_a_failure_that_no_history_brings_back_alone_is_flaky_and_told_once() -> None:
    probe = next(histories(york(), 1, 1))
    far = under_way()
    for says in ("ended with exit code 3", "ended with exit code 3", "ended with exit code 4"):
        far.session.unrepeated.append(Unrepeated(Failed("ended", says, "bye"), (probe,), True))
    far.unrepeated()
    assert [(one.verdict, one.count) for one in far.result.faults] == [("flaky", 2), ("flaky", 1)]
    assert far.result.failed["ended"] == 3
    assert far.result.faults[0].stderr == "bye"

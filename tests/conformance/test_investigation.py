"""An investigation asks again, finds the smallest history, and does not take one sort of fault for another."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from math import inf
from time import monotonic

import msgspec
import pytest

from model.conformance.broken import Broken
from model.conformance.faults import DISAGREES, ERRORED
from model.conformance.guess import compared
from model.conformance.investigation import Investigator, kind_of, told, told_within, what
from model.conformance.messages import Answer, Run, Story
from model.conformance.probe import Difference, Level, Probe
from model.conformance.reply import Errored, Failed, Reply, Said, Skipped
from model.conformance.session import Session
from model.conformance.stopped import Late
from model.events import Event
from model.history import History
from tests.conformance.calendars import CALENDAR
from tests.conformance.systems import Spoil, Within, crashes, lapsed_as_met, york

DUTY = "first-core-group"
DAY = date(2016, 3, 14)
LONG = [
    Event(type="referral_received", on=DAY),
    Event(type="icpc_held", on=DAY, attributes={"outcome": "plan"}),
    Event(type="child_seen", on=DAY + timedelta(days=2)),
    Event(type="core_group_held", on=DAY + timedelta(days=3), attributes={"judged_quorate": False}),
    Event(type="plan_discharged", on=DAY + timedelta(days=3)),
]
FAILED = Failed("ended", "ended with exit code 1", "KeyError: 'x'")


def probe_of(*events: Event, as_of: date = DAY + timedelta(days=30)) -> Probe:
    return Probe("mine", "It is.", "user", History.of("mine", events, vocabulary=york().vocabulary).events, as_of)


class Counted(Within):
    """Counts how often it was asked and started anew."""

    def __init__(self, spoil: Spoil | None) -> None:
        super().__init__(york(), spoil)
        self.asked, self.restarts = 0, 0

    def hear(self) -> bytes:
        self.asked += 1
        return super().hear()

    def restart(self) -> None:
        self.restarts += 1
        super().restart()


def investigator(spoil: Spoil | None = None, until: float = inf, level: Level | None = None) -> Investigator:
    return Investigator(Session(Counted(spoil), york(), level=level), york(), york(), 1, until)


def system(of: Investigator) -> Counted:
    found = of.session._system
    assert isinstance(found, Counted)
    return found


def at_first(times: int, spoil: Spoil) -> Spoil:
    """Spoils so many answers, and no more."""
    calls: Counter[str] = Counter()

    def spoilt(asked: Run | Story, answer: Answer) -> Answer:
        calls["all"] += 1
        return spoil(asked, answer) if calls["all"] <= times else answer

    return spoilt


def wrong(of: Investigator, probe: Probe) -> tuple[Said, Difference]:
    """What the system says of a probe, and its first difference."""
    reply = of.session.ask(probe)
    assert isinstance(reply, Said)
    return reply, compared(of.expected(probe), reply.answers, Level.DONE)[0]


def unknown(*_: object) -> bool:
    return False


@pytest.mark.parametrize(
    ("reply", "kind"),
    [(FAILED, "ended"), (Errored({}), ERRORED), (Said(()), DISAGREES)],
    ids=["ended", "errored", "said"],
)
def test_a_reply_has_the_kind_of_the_fault_that_it_would_be(reply: Reply, kind: str) -> None:
    assert kind_of(reply) == kind


@pytest.mark.parametrize(
    ("field", "expected", "got", "says"),
    [
        ("missing", "met", "", "gives no finding for d, where it is met"),
        ("extra", "", "met", "finds met for d, where there is no such occasion"),
        ("status", "met", "breached", "says breached for d, where it is met"),
        ("due", "2015-01-19", "", "says the due day nothing for d, where it is 2015-01-19"),
        ("done", "", "2015-01-19", "says the day done 2015-01-19 for d, where it is nothing"),
        ("id", "e1", "e2", "names another event than the one that triggered the duty: no finding on e1, but the same"),
    ],
)
def test_a_difference_is_told_as_a_phrase(field: str, expected: str, got: str, says: str) -> None:
    assert told(Difference("d", "e1", field, expected, got)).startswith(says)


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Failed("ended", "ended, or closed its output", ""), "ended, or closed its output"),
        (Failed("timeout", "did not answer within 2 seconds", ""), "gave no answer in time: did not answer within 2"),
        (Failed("unreachable", "could not be reached: refused", ""), "could not be reached: refused"),
        (Errored({}), "says that it met an error"),
        (Errored({"message": "no such month"}), "says that it met an error: no such month"),
    ],
)
def test_a_failure_is_told_as_a_phrase_that_says_its_kind_once(reply: Failed | Errored, says: str) -> None:
    assert what(reply).startswith(says)


@pytest.mark.parametrize(
    ("probe", "inside"),
    [
        (probe_of(*LONG), True),
        (probe_of(*LONG, as_of=date(2050, 1, 1)), False),
        (probe_of(Event(type="child_seen", on=date(1990, 1, 1))), False),
        (probe_of(Event(type="core_group_scheduled", on=DAY, attributes={"for": date(2050, 1, 1)})), False),
        (probe_of(Event(type="core_group_scheduled", on=DAY, attributes={"for": DAY})), True),
    ],
    ids=["inside", "as-of", "event", "told", "told-inside"],
)
def test_a_history_is_inside_the_calendar_with_every_day_that_it_tells(probe: Probe, inside: bool) -> None:
    assert told_within(probe, CALENDAR) is inside


def test_what_is_steady_comes_back_three_times_each_time_from_a_fresh_start() -> None:
    found = investigator(lapsed_as_met)
    reply, _ = wrong(found, probe_of(*LONG))
    assert found.steady(probe_of(*LONG), reply)
    assert system(found).restarts == 3


@pytest.mark.parametrize(("times", "restarts"), [(1, 1), (2, 2), (3, 3)])
def test_what_does_not_come_back_is_not_steady(times: int, restarts: int) -> None:
    found = investigator(at_first(times, lapsed_as_met))
    reply, _ = wrong(found, probe_of(*LONG))
    assert not found.steady(probe_of(*LONG), reply)
    assert system(found).restarts == restarts


def test_a_system_that_flickers_is_asked_once_more_before_it_is_started_anew() -> None:
    found = investigator(at_first(1, lapsed_as_met))
    reply, _ = wrong(found, probe_of(*LONG))
    assert not found.steady(probe_of(*LONG), reply, flickers=True)
    assert system(found).restarts == 0
    stays = investigator(lapsed_as_met)
    assert stays.steady(probe_of(*LONG), reply, flickers=True)
    assert system(stays).restarts == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (FAILED, Failed("ended", "ended with exit code 2", ""), True),
        (FAILED, Failed("timeout", "hangs", ""), False),
        (FAILED, Skipped("no idea"), False),
        (FAILED, Said(()), False),
        (Errored({"message": "a"}), Errored({"message": "b"}), True),
        (Said(()), Said(()), True),
    ],
)
def test_replies_are_the_same_as_far_as_it_is_compared(one: Reply, other: Reply, same: bool) -> None:
    assert investigator().same(one, other) is same


@pytest.mark.parametrize("reply", [FAILED, Errored({"message": "no such month"})], ids=["failed", "errored"])
def test_a_flaky_failure_says_what_it_was_once(reply: Failed | Errored) -> None:
    fault = investigator().flaky(probe_of(*LONG), reply)
    assert (fault.verdict, fault.difference) == ("flaky", None)
    assert fault.says == f"does not answer the same every time it is asked the same: once it {what(reply)}"


def test_a_failure_is_shrunk_and_told_as_it_was_last_seen() -> None:
    found = investigator(crashes("core_group_held"))
    reply = found.session.ask(probe_of(*LONG))
    assert isinstance(reply, Failed)
    fault = found.failure(probe_of(*LONG), reply)
    assert [event.type for event in fault.probe.events] == ["core_group_held"]
    assert (fault.found_on, fault.kind, fault.stderr) == ("mine", "ended", Within.stderr)


def test_a_failure_that_does_not_come_again_in_the_end_is_told_as_it_was_first_seen() -> None:
    found = investigator()
    fault = found.failure(probe_of(*LONG), FAILED)
    assert (fault.probe, fault.says, fault.stderr) == (probe_of(*LONG), what(FAILED), FAILED.stderr)


def test_a_failure_is_not_asked_about_when_the_time_is_up() -> None:
    found = investigator(crashes("core_group_held"))
    found.session.deadline = 0
    assert found.failure(probe_of(*LONG), FAILED).probe == probe_of(*LONG)
    assert system(found).asked == 2  # the handshake


def test_a_wrong_answer_is_shrunk_and_explained() -> None:
    found = investigator(lapsed_as_met)
    reply, difference = wrong(found, probe_of(*LONG))
    fault = found.disagreement(probe_of(*LONG), reply, difference, unknown)
    assert fault.title == "says met where it is lapsed"
    assert [event.type for event in fault.probe.events] == ["icpc_held", "plan_discharged"]
    assert (fault.found_on, fault.duties) == ("mine", {DUTY})


@pytest.mark.slow
def test_a_wrong_due_day_is_shown_on_the_fewest_events_whatever_became_of_the_duty() -> None:
    def sooner(_: Run | Story, answer: Answer) -> Answer:
        told = (
            msgspec.structs.replace(one, due=one.due and one.due - timedelta(days=1)) for one in answer.findings or ()
        )
        return msgspec.structs.replace(answer, findings=tuple(told))

    found = investigator(sooner)
    reply, difference = wrong(found, probe_of(*LONG))
    fault = found.disagreement(probe_of(*LONG), reply, difference, unknown)
    assert fault.title == "gives every due day one day too early"
    assert len(fault.probe.events) == 1


def test_a_wrong_answer_that_is_right_when_it_was_shrunk_is_flaky_and_shown_as_it_was() -> None:
    found = investigator(at_first(1, lapsed_as_met))
    reply, difference = wrong(found, probe_of(*LONG))
    fault = found.disagreement(probe_of(*LONG), reply, difference, unknown)
    assert (fault.verdict, fault.probe, fault.got) == ("flaky", probe_of(*LONG), reply.answers)


def test_a_wrong_answer_that_a_known_fault_shows_too_is_not_taken_for_it() -> None:
    found = investigator(lapsed_as_met)
    reply, difference = wrong(found, probe_of(*LONG))

    def known(_: Difference, probe: Probe, __: object) -> bool:
        return len(probe.events) < 4

    assert len(found.disagreement(probe_of(*LONG), reply, difference, known).probe.events) == 4


def test_after_its_time_nothing_is_shrunk() -> None:
    found = investigator(lapsed_as_met, until=monotonic() - 1)
    reply, difference = wrong(found, probe_of(*LONG))
    fault = found.disagreement(probe_of(*LONG), reply, difference, unknown)
    assert fault.probe == probe_of(*LONG)
    assert fault.explanations


def test_without_time_for_other_histories_a_fault_is_small_and_not_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    found = investigator(lapsed_as_met)
    reply, difference = wrong(found, probe_of(*LONG))

    def late(*_: object) -> None:
        raise Late

    monkeypatch.setattr(found, "others", late)
    fault = found.disagreement(probe_of(*LONG), reply, difference, unknown)
    assert (fault.explanations, len(fault.probe.events)) == ((), 2)
    assert fault.title == f"says met for {DUTY}, where it is lapsed"


@pytest.mark.slow
def test_a_history_on_which_the_system_fails_is_no_smaller_one_of_a_wrong_answer() -> None:
    def fails_on_few(asked: Run | Story, answer: Answer) -> Answer:
        if len(asked.history) < 4:
            raise Broken("ended", "ended with exit code 3")
        return lapsed_as_met(asked, answer)

    found = investigator(fails_on_few)
    reply, difference = wrong(found, probe_of(*LONG))
    fault = found.disagreement(probe_of(*LONG), reply, difference, unknown)
    assert (fault.verdict, len(fault.probe.events)) == ("wrong", 4)


@pytest.mark.slow
def test_what_nothing_explains_and_does_not_stay_is_flaky(monkeypatch: pytest.MonkeyPatch) -> None:
    found = investigator(lapsed_as_met)
    reply, difference = wrong(found, probe_of(*LONG))

    def mended(*_: object) -> tuple[()]:
        system(found).spoil = None
        return ()

    monkeypatch.setattr(found, "explained", mended)
    fault = found.disagreement(probe_of(*LONG), reply, difference, unknown)
    assert (fault.verdict, fault.probe) == ("flaky", probe_of(*LONG))


def test_a_question_that_comes_too_late_ends_the_shrinking_with_what_there_is() -> None:
    found = investigator(lapsed_as_met)
    asked: list[Probe] = []

    def fails(probe: Probe) -> bool:
        asked.append(probe)
        if len(asked) > 3:
            raise Late
        return True

    assert len(found.smallest(probe_of(*LONG), fails).events) < len(LONG)


def test_a_history_that_the_oracle_cannot_judge_is_no_smaller_one() -> None:
    found = investigator()
    late = probe_of(Event(type="icpc_held", on=date(2042, 12, 30), attributes={"outcome": "plan"}), as_of=CALENDAR.last)
    assert found.smallest(late, lambda one: bool(found.expected(one))) != late
    assert found.observed(late) is None


def test_who_says_nothing_is_not_observed() -> None:
    found = investigator(crashes("child_seen"))
    assert found.observed(probe_of(*LONG)) is None
    assert found.observed(probe_of(*LONG[:2])) is not None


def test_other_histories_are_neighbours_and_such_in_which_the_duty_comes_up() -> None:
    found = investigator()
    near = [one.probe.id for one in found.others(probe_of(LONG[1]), DUTY)]
    assert "mine+7" in near
    assert sum(id.startswith("random-2-") for id in near) > 5
    assert found._other is not None
    assert len(found._other) > len([id for id in near if id.startswith("random-2-")])
    again = [one.probe.id for one in found.others(probe_of(LONG[1]), DUTY)]
    assert again == near


def test_neighbours_beyond_the_calendar_are_passed_over() -> None:
    last = replace(probe_of(Event(type="child_seen", on=date(2042, 12, 29))), as_of=date(2042, 12, 30))
    near = [one.probe for one in investigator().others(last, DUTY) if one.probe.id.startswith("mine")]
    assert near
    assert all(told_within(one, CALENDAR) for one in near)


def test_a_wrong_answer_as_it_was_seen_names_its_duty_and_both_answers() -> None:
    found = investigator(lambda _, answer: msgspec.structs.replace(answer, findings=()))
    reply, difference = wrong(found, probe_of(*LONG))
    fault = found.seen(probe_of(*LONG), reply, difference)
    assert (fault.verdict, fault.duty, fault.duties, fault.got) == ("wrong", DUTY, {DUTY}, {})
    assert fault.expected[DUTY, difference.trigger].status.value == "lapsed"

"""The guess: what explains everything comes first, a reading before a mistake; what explains nothing is not told."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from model.conformance.faults import DISAGREES, FLAKY, Explanation, SystemFault
from model.conformance.generator import histories
from model.conformance.guess import Observation, compared, guess, neighbours, of, rank, retold
from model.conformance.judging import Judging
from model.conformance.probe import Answered, Answers, Difference, Level, Probe
from model.conformance.reply import Said
from model.events import Event
from model.findings import Status
from model.policy import Policy, load_policy, under
from model.policy.overlay import overlaid
from model.policy.parse import parse
from tests.conformance.systems import laid, york

DUTY, OTHERS = "first-core-group", 500
DAY = date(2015, 1, 5)


def observed(policy: Policy, wrong: Policy, duty: str) -> list[Observation]:
    """What both say of many histories in which a duty comes up, first of the shortest on which they differ."""
    ours, theirs = Judging.of(policy), Judging.of(wrong, policy.duty_ids)
    told = [seen(one, ours, theirs) for one in histories(policy, 3, OTHERS, most=8)]
    concerned = [one for one in told if of(duty, one.expected) or of(duty, one.got)]
    failing = [one for one in concerned if one.fails(duty, Level.DONE)]
    first = min(failing, key=lambda one: len(one.probe.events))
    near = [seen(one, ours, theirs) for one in neighbours(first.probe)]
    return [first, *near, *(one for one in concerned if one is not first)]


def seen(probe: Probe, ours: Judging, theirs: Judging) -> Observation:
    right, wrong = (Said(one.told(probe.events, probe.as_of)).answers for one in (ours, theirs))
    return Observation(probe, right, wrong)


def guessed(wrong: Policy, duty: str = DUTY, policy: Policy | None = None) -> tuple[Explanation, ...]:
    right = policy or york()
    return guess(observed(right, wrong, duty), duty, right, right, Level.DONE, right.duty_ids)


def brent(**change: object) -> Policy:
    """Brent's policy with a change laid on it."""
    return parse(overlaid(load_policy("brent").tables, change, "planted"), "brent-2014")


def test_a_changed_number_is_named_and_explains_everything() -> None:
    best = guessed(laid(set=[{"duty": DUTY, "within": "9 working days"}]))[0]
    assert best.suspect.says == "takes 9 working days for 10 working days (time limit of first-core-group)"
    assert best.full
    assert (best.verdict, rank(best)) == ("wrong", 0)


def test_another_reading_comes_first_and_hides_what_is_no_reading() -> None:
    found = guessed(under(york(), {"first-day": "same-day"}))
    assert found[0].verdict == "read differently"
    assert all(one.suspect.reads for one in found)


def test_no_phrase_comes_twice() -> None:
    says = [one.suspect.says for one in guessed(laid(set=[{"duty": DUTY, "within": "14 days"}]))]
    assert len(set(says)) == len(says)


def test_another_trigger_is_read_off_from_the_findings() -> None:
    change = {"duty": "tac-after-discharge", "when": {"event": "rcpc_held", "outcome": "discharge"}}
    (best, *_) = guessed(brent(set=[change]), "tac-after-discharge", load_policy("brent"))
    assert best.full
    assert best.suspect.says == (
        "takes rcpc held (outcome: discharge) for the trigger of tac-after-discharge, instead of plan discharged"
    )


@pytest.mark.slow
def test_two_changes_at_once_are_named_where_no_single_one_explains_everything() -> None:
    quorum = {"definition": "quorate", "any": [{"agencies_present": {"count_at_least": 2}}]}
    (best, *_) = guessed(brent(set=[quorum]), "core-group-interval", load_policy("brent"))
    assert best.full
    one = 'does not know the alternative that asks for "agencies present, latest"'
    other = 'counts also those that do not count among "agencies present"'
    assert best.suspect.says.removesuffix(" (definition quorate)") in (f"{one}, and {other}", f"{other}, and {one}")


def test_what_nothing_explains_is_not_guessed_at() -> None:
    right = observed(york(), laid(set=[{"duty": DUTY, "within": "9 working days"}]), DUTY)
    strange = [replace(one, got=at_random(one.expected, number)) for number, one in enumerate(right)]
    assert guess(strange, DUTY, york(), york(), Level.DONE, york().duty_ids) == ()


def at_random(answers: Answers, number: int) -> Answers:
    """Due days that follow no rule."""
    by = timedelta(days=3 + number * number % 17)
    return {key: replace(one, due=one.due and one.due + by) for key, one in answers.items()}


PENDING = Answered(Status.PENDING, DAY)


@pytest.mark.parametrize(
    ("got", "fields"),
    [
        ({(DUTY, "e1"): PENDING}, []),
        ({(DUTY, "e2"): PENDING}, ["id"]),
        ({(DUTY, "e2"): Answered(Status.MET, DAY, DAY)}, ["missing", "extra"]),
        ({("other", "e1"): PENDING}, ["missing", "extra"]),
    ],
    ids=["right", "another-event", "another-verdict", "another-duty"],
)
def test_a_right_answer_under_the_name_of_another_event_is_one_difference(got: Answers, fields: list[str]) -> None:
    found = compared({(DUTY, "e1"): PENDING}, got, Level.DONE)
    assert [one.field for one in found] == fields


def test_neighbours_differ_in_one_thing_from_the_history_and_tell_of_nothing_that_comes_later() -> None:
    events = (
        Event(type="icpc_held", on=DAY, attributes={"outcome": "plan"}, id="e1"),
        Event(type="core_group_held", on=DAY, attributes={"judged_quorate": True}, id="e2"),
    )
    probe = Probe("p", "A conference.", "user", events, DAY)
    found = list(neighbours(probe))
    assert len({one.id for one in found}) == len(found)
    assert all(event.on <= one.as_of for one in found for event in one.events)
    assert ("p-0", ("core_group_held",)) in {(one.id, tuple(event.type for event in one.events)) for one in found}
    assert {one.as_of - DAY for one in found if one.id.endswith("later")} == {timedelta(one) for one in (1, 2, 5, 400)}
    alone = replace(probe, events=events[:1])
    assert all(one.events for one in neighbours(alone))
    assert "p/0 outcome no_plan" in {one.id for one in neighbours(alone)}


def test_an_event_is_told_otherwise_only_where_no_other_of_its_kind_and_day_has_an_order_to_keep() -> None:
    one = Event(type="child_seen", on=DAY, attributes={"by": "professional", "alone": True, "note": "x"}, id="e1")
    told = {name: dict(event.attributes) for name, event in retold(one)}
    assert told == {
        "nothing recorded": {},
        "by lead_social_worker": {"by": "lead_social_worker", "alone": True, "note": "x"},
        "by social_worker": {"by": "social_worker", "alone": True, "note": "x"},
        "alone False": {"by": "professional", "alone": False, "note": "x"},
    }
    twins = Probe("p", "Two visits.", "user", (one, msgspec.structs.replace(one, id="e2", attributes={})), DAY)
    assert not any("/" in found.id for found in neighbours(twins))
    assert [name for name, _ in retold(Event(type="of_their_own", on=DAY, attributes={"word": "x"}))] == [
        "nothing recorded"
    ]


def fault(kind: str, *explanations: Explanation) -> SystemFault:
    difference = Difference(DUTY, "e1", "missing", "pending", "")
    probe = Probe("p", "", "user", (), DAY)
    return SystemFault(kind, "gives no finding", probe, "p", DUTY, difference, explanations=explanations)


def test_a_title_says_how_far_a_guess_goes() -> None:
    (best, *_) = guessed(laid(set=[{"duty": DUTY, "within": "9 working days"}]))
    assert fault(DISAGREES, best).title == best.suspect.says
    assert fault(DISAGREES, replace(best, broken=1)).title == (
        f"gives no finding; no known misunderstanding explains it in full, the nearest is: {best.suspect.says}"
    )
    assert fault(DISAGREES).title == "gives no finding; no known misunderstanding explains it"
    assert fault(FLAKY).title == "gives no finding"

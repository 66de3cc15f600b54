"""What is recorded late is not there before its record, and counts from the day on which it happened."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from model.conformance.boundary import Boundary
from model.conformance.judging import Judging
from model.conformance.late import LATER, LateRecords
from model.conformance.messages import Told
from model.conformance.probe import Probe
from model.policy import Policy, load_policy
from model.policy.parse import parse

DUTY = "core-group-interval"


@pytest.fixture(scope="module")
def brent() -> Policy:
    return load_policy("brent")


def series(policy: Policy, duty: str, says: str) -> list[tuple[Probe, Told | None]]:
    """The cases whose sentences hold some words, each with what is expected of the first occasion."""
    judging = Judging.of(policy, [duty])
    cases = [one for one in LateRecords(Boundary(policy, policy.duty(duty))).cases() if says in one.says]
    return [(one, next(iter(judging.told(one.events, one.as_of)), None)) for one in cases]


def statuses(policy: Policy, duty: str, says: str) -> list[str]:
    return [told.status.value if told else "none" for _, told in series(policy, duty, says)]


def test_an_answer_in_time_that_is_recorded_late_is_seen_late(brent: Policy) -> None:
    says = f"answered on the last day in time, recorded {LATER} days later"
    assert statuses(brent, DUTY, says) == ["breached", "met", "met"]


def test_the_time_counts_from_the_day_of_the_trigger_not_from_its_record(brent: Policy) -> None:
    found = series(brent, DUTY, f"recorded {LATER} days later, as things stood")[:3]
    assert [told.status.value if told else "none" for _, told in found] == ["none", "pending", "breached"]
    probe, told = found[1]
    trigger = probe.events[-1]
    assert told is not None
    assert told.due == trigger.on + timedelta(weeks=6)
    assert trigger.recorded_on == probe.as_of == trigger.on + timedelta(days=LATER)


def test_a_direction_recorded_after_the_due_day_cures_nothing(brent: Policy) -> None:
    assert statuses(brent, DUTY, "chair-sets-core-group-interval, recorded a day after it") == [
        "pending",
        *["breached"] * 2,
    ]
    assert statuses(brent, DUTY, "chair-sets-core-group-interval, recorded on the due day") == ["pending"] * 3


def test_an_excuse_counts_by_the_day_of_its_decision(brent: Policy) -> None:
    assert statuses(brent, DUTY, "line-manager-delays, recorded a day after it") == ["pending", "excused", "excused"]


def test_a_duty_without_a_due_day_has_no_late_records(brent: Policy) -> None:
    without = [duty.id for duty in brent.duties if not duty.window.closes and duty.then]
    assert without
    for id in without:
        assert list(LateRecords(Boundary(brent, brent.duty(id))).cases()) == []


def test_nothing_is_looked_at_before_it_began(brent: Policy) -> None:
    covering = [{**one, "covers": ["first-core-group-chair"]} for one in brent.tables["excuse"]]
    at_once = parse({**brent.tables, "excuse": covering}, "brent-2014")
    for policy, id in ((brent, "core-group-before-review"), (at_once, "first-core-group-chair"), (brent, DUTY)):
        boundary = Boundary(policy, policy.duty(id))
        (found, *_) = boundary.occasions()
        cases = list(LateRecords(boundary).cases())
        assert cases
        assert all(one.as_of >= found.trigger.on for one in cases)


def test_whoever_counts_from_the_record_is_noticed_for_every_duty_with_days_to_go(brent: Policy) -> None:
    def taken(probe: Probe) -> Probe:
        events = (msgspec.structs.replace(one, on=one.recorded_on or one.on) for one in probe.events)
        return replace(probe, events=tuple(sorted(events, key=lambda one: one.on)))

    for id in ("first-core-group", DUTY, "tac-after-discharge", "first-review"):
        judging = Judging.of(brent, [id])
        cases = [one for one in LateRecords(Boundary(brent, brent.duty(id))).cases() if one.as_of < date(2040, 1, 1)]
        said = [(judging.told(one.events, one.as_of), judging.told(taken(one).events, one.as_of)) for one in cases]
        assert any(ours != theirs for ours, theirs in said), id

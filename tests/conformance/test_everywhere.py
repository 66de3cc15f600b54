"""A kind of event, an end, or what is not recorded may be taken for something else in all duties at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.conformance.endings import endings, late
from model.conformance.everywhere import everywhere
from model.conformance.judging import Judging
from model.conformance.probe import Answered, Probe
from model.conformance.reply import Said
from model.conformance.suspects import Suspect
from model.conformance.unrecorded import unrecorded
from model.events import Event
from model.findings import Status
from model.history import History
from model.policy.window import Window
from tests.conformance.systems import york

DAY = timedelta(days=1)
MONDAY = date(2015, 1, 5)
FIRST, MINUTES = "first-core-group", "minutes-distributed"


def probe(*events: Event, as_of: date = MONDAY + 60 * DAY) -> Probe:
    return Probe("p", "", "user", History.of("p", events, vocabulary=york().vocabulary).events, as_of)


def event(kind: str, days: int = 0, **attributes: str | bool) -> Event:
    return Event(type=kind, on=MONDAY + days * DAY, attributes=attributes)


PLAN = event("icpc_held", outcome="plan")
CARE = event("became_looked_after", 3)
MET = event("core_group_held", 7, judged_quorate=True)


def suspect(says: str, told: Probe, duty: str = FIRST) -> Suspect:
    every = (*everywhere(york(), told), *endings(york(), duty), *unrecorded(york()))
    return next(one for one in every if one.says == says)


def found(says: str, told: Probe, duty: str = FIRST, id: str = "e1") -> Answered | None:
    return suspect(says, told, duty).answers(told, (duty,)).get((duty, id))


def right(told: Probe, duty: str = FIRST, id: str = "e1") -> Answered | None:
    return Said(Judging.of(york()).told(told.events, told.as_of)).answers.get((duty, id))


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ("lets 'became looked after' end every duty", Status.LAPSED),
        ("lets 'became looked after' answer every duty", Status.MET),
        ("does not know 'became looked after': judges as if it had not happened", Status.MET),
        ("looks at nothing that happens after 'became looked after'", Status.BREACHED),
        ("looks at nothing that happens after 'core group held'", Status.MET),
    ],
)
def test_a_kind_of_event_is_taken_for_something_else(says: str, status: Status) -> None:
    one = found(says, probe(PLAN, CARE, MET))
    assert one is not None
    assert one.status is status


def test_what_is_not_known_triggers_nothing() -> None:
    assert found("does not know 'initial conference held': judges as if it had not happened", probe(PLAN)) is None


def test_who_looks_no_further_than_an_event_that_is_not_there_looks_at_everything() -> None:
    says = "looks at nothing that happens after 'became looked after'"
    other = probe(PLAN, MET)
    assert suspect(says, probe(PLAN, CARE)).answers(other, (FIRST,))[FIRST, "e1"].status is Status.MET


@pytest.mark.parametrize(
    ("says", "duty", "status"),
    [
        (f"lets the end of a plan or of a case end {MINUTES}", MINUTES, Status.LAPSED),
        ("lets the end of a plan or of a case end every duty", MINUTES, Status.LAPSED),
        (f"lets the end of a case end {MINUTES}", MINUTES, Status.BREACHED),
        ("lets the end of a case end every duty", MINUTES, Status.BREACHED),
    ],
)
def test_more_may_end_a_duty(says: str, duty: str, status: Status) -> None:
    told = probe(PLAN, MET, event("plan_discharged", 8))
    one = found(says, told, duty, "e2")
    assert one is not None
    assert one.status is status


LATE = "lets an answer count that comes after the end of the duty"


@pytest.mark.parametrize(
    ("events", "mine", "oracle"),
    [
        ((PLAN, event("plan_discharged", 3), event("icpc_held", 4, outcome="plan"), MET), Status.MET, Status.LAPSED),
        ((PLAN, event("plan_discharged", 3)), Status.LAPSED, Status.LAPSED),
        ((PLAN, MET), Status.MET, Status.MET),
    ],
    ids=["after", "none", "without-end"],
)
def test_an_answer_may_count_after_the_end(events: tuple[Event, ...], mine: Status, oracle: Status) -> None:
    one, ours = found(LATE, probe(*events)), right(probe(*events))
    assert one is not None
    assert ours is not None
    assert (one.status, ours.status) == (mine, oracle)


def test_an_end_on_the_due_day_or_later_does_not_hide_a_late_answer() -> None:
    later = event("core_group_held", 25, judged_quorate=True)
    told = probe(PLAN, event("plan_discharged", 20), event("icpc_held", 21, outcome="plan"), later)
    one, ours = found(LATE, told), right(told)
    assert one is not None
    assert ours is not None
    assert (one.done, ours.done) == (MONDAY + 25 * DAY, None)


def test_a_duty_without_a_due_day_ends_as_it_does() -> None:
    duties = tuple(replace(one, window=Window()) for one in york().duties)
    open_ended = late(Judging.of(replace(york(), duties=duties)))
    told = open_ended.told(probe(PLAN, event("plan_discharged", 3)).events, MONDAY + 60 * DAY)
    assert {one.status for one in told if one.duty == FIRST} == {Status.LAPSED}


UNSAID = event("icpc_held")


@pytest.mark.parametrize(
    ("word", "where", "status"),
    [
        ("no", "", None),
        ("no", " in what triggers a duty", None),
        ("no", " in what answers a duty", Status.UNKNOWN),
        ("yes", "", Status.BREACHED),
        ("yes", " in what triggers a duty", Status.BREACHED),
        ("yes", " in what answers a duty", Status.UNKNOWN),
    ],
)
def test_what_is_not_recorded_may_be_taken_for_yes_or_no(word: str, where: str, status: Status | None) -> None:
    one = found(f'takes what is not recorded for "{word}"{where}, where it is unknown', probe(UNSAID))
    assert (one and one.status) == status


def test_an_answer_of_which_nothing_is_recorded_may_count() -> None:
    told = probe(PLAN, event("core_group_held", 7))
    yes, no = (
        found(f'takes what is not recorded for "{word}" in what answers a duty, where it is unknown', told)
        for word in ("yes", "no")
    )
    assert yes is not None
    assert no is not None
    assert (yes.status, no.status) == (Status.MET, Status.BREACHED)

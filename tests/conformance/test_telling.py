"""A fault is told in the same words by every face of the report."""

from datetime import date

import pytest

from model.conformance.faults import DISAGREES, SystemFault
from model.conformance.probe import Answered, Difference, Level, Probe
from model.conformance.telling import affected, answers, complained, spoken, story, times
from model.events import Event
from model.findings import Status

DAY = date(2015, 1, 19)
MET = Answered(Status.MET, DAY, DAY)
PENDING = Answered(Status.PENDING, None)
LATE = Event(type="child_seen", on=DAY, recorded_on=date(2015, 1, 21), id="e1")
PROBE = Probe("p", "It is.", "user", (), DAY)


@pytest.mark.parametrize(
    ("events", "sentences"),
    [
        ((), ["Nothing happened.", "Looked at as things stood at the end of Mon 19 January 2015."]),
        (
            (LATE,),
            [
                "On Mon 19 January 2015 the child was seen (recorded on Wed 21 January 2015). [e1]",
                "Looked at as things stood at the end of Mon 19 January 2015.",
            ],
        ),
    ],
    ids=["nothing", "recorded-late"],
)
def test_a_history_is_one_sentence_an_event_and_the_day_on_which_it_is_looked_at(
    events: tuple[Event, ...], sentences: list[str]
) -> None:
    assert list(story(SystemFault("ended", "", Probe("p", "", "user", events, DAY), "p"))) == sentences


@pytest.mark.parametrize(
    ("answered", "level", "says"),
    [
        (None, Level.DONE, "no finding"),
        (MET, Level.STATUS, "met"),
        (MET, Level.DUE, "met, due Mon 19 January 2015"),
        (MET, Level.DONE, "met, due Mon 19 January 2015, done Mon 19 January 2015"),
        (PENDING, Level.DONE, "pending, no due day, not done"),
    ],
)
def test_an_answer_is_told_as_far_as_it_is_compared(answered: Answered | None, level: Level, says: str) -> None:
    assert spoken(answered, level) == says


def test_a_finding_under_another_name_is_told_with_both_names() -> None:
    difference = Difference("d", "e1", "id", "e1", "e2")
    fault = SystemFault(DISAGREES, "", PROBE, "p", "d", difference, {("d", "e1"): MET}, {("d", "e2"): MET})
    assert answers(fault, Level.STATUS) == ("e1: met", "e2: met")


def test_a_failure_has_no_answers() -> None:
    assert answers(SystemFault("ended", "", PROBE, "p"), Level.DONE) is None


def test_how_often_and_where_it_was_seen_is_counted() -> None:
    once = SystemFault(DISAGREES, "", PROBE, "p", "d", duties={"d"})
    often = SystemFault(DISAGREES, "", PROBE, "p", "d", count=1234, duties={"d", "f", "e"})
    assert (times(once), affected(once)) == ("seen 1 time", "")
    assert (times(often), affected(often)) == ("seen 1,234 times", "also seen in: e, f")


def test_the_complaint_that_names_an_error_says_most() -> None:
    fault = SystemFault("ended", "", PROBE, "p", stderr="Traceback\n  zlib.Error: bad\n\nbye\n")
    assert complained(fault) == "zlib.Error: bad"

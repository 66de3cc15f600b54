"""A fault is told in the same words by every face of the report."""

from dataclasses import replace
from datetime import date

import pytest

from model.conformance.faults import DISAGREES, FLAKY, Explanation, SystemFault
from model.conformance.judging import Judging
from model.conformance.probe import Answered, Difference, Level, Probe
from model.conformance.suspects import Suspect
from model.conformance.telling import (
    affected,
    answers,
    clause,
    complained,
    guesses,
    last_lines,
    part,
    spoken,
    story,
    tags,
    times,
)
from model.events import Event
from model.findings import Status
from tests.conformance.systems import report, york

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


@pytest.mark.parametrize(
    ("stderr", "lines"),
    [
        ("", []),
        ("a\n\n  ^^^^\nb\n", ["a", "b"]),
        ("KeyError: 'x'\n1\n2\n3\n4\n", ["KeyError: 'x'", "1", "2", "3", "4"]),
        ("0\n1\n2\n3\nKeyError: 'x'\n", ["1", "2", "3", "KeyError: 'x'"]),
    ],
    ids=["none", "marks", "far", "near"],
)
def test_the_last_lines_of_standard_error_hold_the_one_that_says_most(stderr: str, lines: list[str]) -> None:
    assert last_lines(SystemFault("ended", "", PROBE, "p", stderr=stderr)) == lines


def test_a_guess_that_the_title_says_already_is_not_told_again() -> None:
    first, second = (Suspect(says, says, lambda: Judging.of(york())) for says in ("says a", "says b"))
    fault = SystemFault(DISAGREES, "", PROBE, "p", "d")
    fault.explanations = (Explanation(first, 7, 9, 1, 7), Explanation(second, 8, 9, 2, 7))
    assert list(guesses(fault)) == [
        *told(first, 7, ", and would be wrong where 1 of 7 are right"),
        *told(second, 8, ", and would be wrong where 2 of 7 are right"),
    ]
    fault.explanations = (Explanation(first, 9, 9, 0, 7), Explanation(second, 9, 9, 0, 7))
    assert fault.title == "says a"
    assert list(guesses(fault)) == told(second, 9)
    assert part(fault) == ""


def test_what_explains_only_a_part_says_so_where_no_right_answer_speaks_against_it() -> None:
    suspect = Suspect("says a", "says a", lambda: Judging.of(york()))
    fault = SystemFault(DISAGREES, "gives no finding", PROBE, "p", "d")
    assert part(fault) == ""
    fault.explanations = (Explanation(suspect, 5, 9, 0, 7),)
    assert (fault.title, fault.verdict) == ("says a", "wrong")
    assert part(fault).startswith("This explains 5 of the 9 wrong answers to histories like this one; what it")
    fault.explanations = (Explanation(suspect, 4, 9, 0, 7),)
    assert "no known misunderstanding explains it in full" in fault.title
    assert part(fault) == ""


def test_what_comes_back_in_some_circumstances_only_is_wrong_and_not_flaky() -> None:
    fault = SystemFault(FLAKY, "answers differently as the 2nd", PROBE, "p", settled=True)
    assert tags(fault) == ("wrong", "seen 1 time")
    assert tags(replace(fault, settled=False)) == ("flaky", "seen 1 time")
    assert tags(replace(fault, kind=DISAGREES, duty="d", count=2)) == ("wrong", "d", "seen 2 times")


def told(suspect: Suspect, number: int, wrong: str = "") -> list[str]:
    of = f"{number} of the 9 wrong answers to other histories like this one"
    return [f"{suspect.says} - wrong; explains {of}{wrong}"]


def test_a_duty_that_a_policy_takes_over_names_both() -> None:
    shown = report(count=0)
    fault = SystemFault(DISAGREES, "", PROBE, "p", "first-review")
    assert clause(fault, shown).endswith("(working-together-2013 wt-first-review, which york-2015 takes over; must)")
    fault = SystemFault(DISAGREES, "", PROBE, "p", "first-core-group")
    assert clause(fault, shown).endswith("(york-2015 3, 4.1, 7; must)")

"""A witness told: two golden texts, and the laws of every one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from model.analysis.story import told, why_then
from model.analysis.witness import Witness
from model.oracle.phrases import spoken_day
from tests.analysis.witnesses import ALL, alone, christmas, odd, own_kinds, quorum, unseen

CHRISTMAS = """\
Over Christmas ten days run out before ten working days.

What happened (a made-up case)
  On Mon 8 December 2014 the initial child protection conference was held (outcome: plan).
  On Thu 18 December 2014 the child protection plan was discharged (by: conference chair).

As things stood at the end of Mon 29 December 2014, the first day on which the two part

Brent                                               Brent, ten working days
"10 days, in 3.9 and 3.14, where 3.1 says 10        "10 days, in 3.9 and 3.14, where 3.1 says 10
working days" is read as: ten days of the           working days" is read as: ten working days, as
calendar.                                           in 3.1.
------------------------------------------------    ------------------------------------------------
tac-after-discharge, brent-2014 3.14 (should)       tac-after-discharge, brent-2014 3.14 (should)
The team around the child meets within 10 days      The team around the child meets within 10 days
of the end of the plan.                             of the end of the plan.
Due by Sun 28 December 2014 (within 10 days,        Due by Tue 6 January 2015 (within 10 working
counted from Thu 18 December 2014).                 days, counted from Thu 18 December 2014; not
                                                    counted: Thu 25 December 2014, Fri 26 December
                                                    2014, Thu 1 January 2015).
NOT KEPT: it has not been done.                     Still open.

Bank holidays and closures on the way: Christmas Day (Thu 25 December 2014), Boxing Day (Fri 26
December 2014), New Year's Day (Thu 1 January 2015).

Brent: also not kept by then, though not what this case is about: first-core-group-scheduled (3.1).

Brent, ten working days: also not kept by then, though not what this case is about:
first-core-group-scheduled (3.1).
"""
ODD = """\
Odd
----------------------------------------------------------------------------------------------------
from-a-date, miniature 1 (must)
It is to be so.
Cannot be told: not recorded: for (a core group was arranged on Tue 23 December 2014).
----------------------------------------------------------------------------------------------------
long-before, miniature 1 (must)
It is to be so.
Due by Tue 6 January 2015 (at least 14 days before, counted from Tue 20 January 2015).
NOT KEPT: it has not been done.
----------------------------------------------------------------------------------------------------
named, miniature 1 (must)
It is to be so.
Asked of Mon 22 December 2014 itself.
Cannot be told: not recorded: members_named (the initial child protection conference was held on Mon
22 December 2014).
----------------------------------------------------------------------------------------------------
no-limit, miniature 1 (must)
It is to be so.
No time limit is said.
Still open.
----------------------------------------------------------------------------------------------------
on-the-day, miniature 1 (must)
It is to be so.
Due by Mon 22 December 2014 (on the same day, counted from Mon 22 December 2014).
NOT KEPT: done on Tue 23 December 2014, 1 day late.

Bank holidays and closures on the way: Christmas Day (Thu 25 December 2014), Boxing Day (Fri 26
December 2014), a closure day (Mon 29 December 2014), New Year's Day (Thu 1 January 2015).

Odd sets aside that the team around the child met on Tue 23 December 2014: team-around-the-child
meeting held can happen only in: team-around-the-child meeting due, child in need.
"""


def test_two_readings_are_told_side_by_side() -> None:
    assert told(christmas()) == CHRISTMAS


def test_what_has_no_day_what_has_no_limit_and_what_was_set_aside_is_told() -> None:
    assert told(odd()).endswith(ODD)


def test_a_word_that_each_side_defines_is_told_with_its_clause() -> None:
    words = " ".join(told(quorum(), width=300).split())
    assert "Quorate (3.10): Two agencies other than Brent's children's service are there" in words
    assert "Quorate (7): The social worker judges whether a core group is quorate." in words
    assert "Good Friday (Fri 3 April 2015), Easter Monday (Mon 6 April 2015)" in words


def test_a_side_that_does_not_know_the_duty_says_so() -> None:
    (line,) = [line for line in told(alone()).splitlines() if "Asks for nothing here." in line]
    assert line.startswith("reschedule-after-too-few, brent-2014 3.12 (must)")


def test_two_sides_that_are_both_broken_do_not_part() -> None:
    both = replace(quorum(), expected=(quorum().expected[0],) * 2)
    assert why_then(both) == "the first day on which it shows"
    assert why_then(quorum()) == "the first day on which the two part"


def test_a_stretch_is_told_with_its_ends_and_its_length() -> None:
    stretch = "From Thu 18 December 2014 to Tue 6 January 2015, 19 days without this: the child was seen or the child"
    assert stretch in " ".join(told(unseen()).split())


def test_a_time_without_bank_holidays_and_other_breaches_needs_no_remark() -> None:
    text = told(own_kinds())
    assert "Bank holidays" not in text
    assert text.endswith(f"{'NOT KEPT: this was not so.':<52}Kept: done on Wed 7 January 2015.\n")


@pytest.mark.parametrize("width", [60, 100, 132])
@pytest.mark.parametrize("example", ALL, ids=lambda example: example.__name__)
def test_no_line_is_wider_than_asked(example: Callable[[], Witness], width: int) -> None:
    assert max(map(len, told(example(), width).splitlines())) <= width


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.__name__)
def test_every_event_every_side_and_the_day_are_told(example: Callable[[], Witness]) -> None:
    witness, text = example(), told(example(), 300)
    for event in witness.history.events:
        assert f"On {spoken_day(event.on)} " in text
    assert all(side.label in text for side in witness.sides)
    assert f"at the end of {spoken_day(witness.parts_on)}, the first day" in text

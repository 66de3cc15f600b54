"""What an event does not say is told where a duty asks whether it does, and nowhere else."""

from __future__ import annotations

from datetime import date

from model.analysis.replay import confirmed
from model.analysis.story import told
from model.analysis.unsaid import unsaid
from model.analysis.witness import Expected, Witness
from model.cli.searching import case_in_short
from tests.analysis.witnesses import BRENT, YORK, duties, event

CONFERENCE = event("2015-01-05", "icpc_held", outcome="plan")
# Three working days from Monday: 6, 7, 8 January.
MOVED = event("2015-01-05", "core_group_rescheduled", **{"from": date(2015, 1, 8)})


def moved() -> Witness:
    """Notice enough, but no new date."""
    expected = Expected(breached=duties("reschedule-notice")), Expected()
    return confirmed("It is moved to no day.", [CONFERENCE, MOVED], (BRENT, YORK), expected, date(2015, 1, 6))


def test_what_a_duty_that_is_told_looks_for_in_vain_is_named() -> None:
    witness = moved()
    assert [unsaid(one, witness) for one in witness.history.events] == [(), ("to",)]


def test_a_day_that_was_recorded_is_not_among_it() -> None:
    moved_on = event("2015-01-05", "core_group_rescheduled", to=date(2015, 1, 8))
    assert unsaid(moved_on, moved()) == ()


def test_the_story_and_the_line_say_that_it_was_not_recorded() -> None:
    assert "(from: Thu 8 January 2015; to: not recorded)." in told(moved(), width=300)
    assert case_in_short(moved()) == (
        "2015-01-05 initial conference held, outcome plan; "
        "2015-01-05 core group rescheduled, from 2015-01-08, to not recorded"
    )

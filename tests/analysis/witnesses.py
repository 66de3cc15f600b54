"""Hand-made witnesses: two readings at Christmas, two policies about one meeting, a stretch of days, and odd ones."""

from __future__ import annotations

from datetime import date
from functools import cache

from model.analysis.replay import confirmed
from model.analysis.witness import Expected, Gap, Side, Witness
from model.events import Event, Value
from model.policy import load_policy, under
from tests import miniatures as mini

BRENT, YORK = Side(load_policy("brent"), "Brent"), Side(load_policy("york"), "York")
UNSEEN = Gap(("icpc_held", "child_seen"), ("child_seen", "plan_discharged"), 19)
ODD = mini.policy(
    "[calendar]\nclosure_days = [2014-12-29]\n"
    + mini.duty(mini.FROM_A_DATE_SET, "from-a-date")
    + mini.duty(mini.NO_TIME_LIMIT.replace("impasse_reached", "icpc_held"), "no-limit")
    + mini.duty(mini.LONG_BEFORE.replace("rcpc_held", "chair_direction_given"), "long-before")
    + mini.duty(mini.ON_THE_DAY, "on-the-day")
    + mini.duty('when = "icpc_held"\nrequires = { members_named = true }\n', "named")
)


def event(on: str, type: str, **attributes: Value) -> Event:
    return Event(type=type, on=date.fromisoformat(on), attributes=attributes)


def duties(*ids: str) -> frozenset[str]:
    return frozenset(ids)


@cache
def christmas() -> Witness:
    """10 days from Thursday 18 December 2014: Sunday 28 December, or as working days Tuesday 6 January.

    Working days: 19, 22, 23, 24, 29, 30, 31 December, 2, 5, 6 January.
    """
    working = Side(under(BRENT.policy, {"ten-days": "working-days"}), "Brent, ten working days")
    events = [
        event("2014-12-08", "icpc_held", outcome="plan"),
        event("2014-12-18", "plan_discharged", by="conference_chair"),
        event("2015-01-05", "tac_held"),
    ]
    tac = duties("tac-after-discharge")
    expected = [Expected(breached=tac), Expected(kept=tac)]
    return confirmed(
        "Over Christmas ten days run out before ten working days.", events, [BRENT, working], expected, date(2015, 1, 9)
    )


@cache
def quorum() -> Witness:
    """10 working days from Wednesday 1 April 2015, with Good Friday 3 and Easter Monday 6 April: Friday 17 April."""
    events = [
        event("2015-04-01", "icpc_held", outcome="plan", agencies_involved=("health", "education")),
        event("2015-04-15", "core_group_held", agencies_present=("health",), judged_quorate=True),
    ]
    first = duties("first-core-group")
    expected = [Expected(breached=first), Expected(kept=first)]
    return confirmed(
        "One agency is a quorum only where it is judged so.", events, [BRENT, YORK], expected, date(2015, 5, 1)
    )


@cache
def unseen() -> Witness:
    """10 working days from Thursday 18 December 2014 end on Tuesday 6 January: 19 days."""
    events = [
        event("2014-12-12", "icpc_held", outcome="plan"),
        event("2014-12-18", "child_seen", by="social_worker"),
        event("2015-01-06", "child_seen", by="social_worker"),
    ]
    expected = [Expected(kept=duties("child-seen"), gap=UNSEEN)]
    return confirmed("A child can go unseen for 19 days.", events, [BRENT], expected, date(2015, 1, 9))


@cache
def alone() -> Witness:
    """Too few people on Monday 22 December 2014: 5 working days end on Wednesday 31 December."""
    events = [
        event("2014-12-22", "icpc_held", outcome="plan"),
        event("2014-12-22", "core_group_abandoned", reason="too_few_present"),
    ]
    again = duties("reschedule-after-too-few")
    expected = [Expected(breached=again), Expected(kept=again)]
    return confirmed("Only one side asks for a new date.", events, [BRENT, YORK], expected, date(2015, 1, 9))


@cache
def odd() -> Witness:
    """No anchor, no last day, no first day, a due day in the past of everything, a closure, an event set aside."""
    events = [
        event("2014-12-22", "icpc_held", outcome="plan"),
        event("2014-12-23", "core_group_scheduled"),
        event("2014-12-23", "tac_held"),
        event("2015-01-20", "chair_direction_given"),
    ]
    about = duties("from-a-date", "no-limit", "long-before", "on-the-day", "named")
    expected = [Expected(triggered=duties("long-before"), about=about)]
    return confirmed('$x$ is an "odd" \\ thing: £5', events, [Side(ODD, "Odd")], expected, date(2015, 1, 20))


@cache
def own_kinds() -> Witness:
    """A briefing that only the second policy knows, and has before the core group of its day."""
    spoken, briefed = (
        Side(mini.policy(mini.CHILD_SPOKEN_TO), "Spoken to"),
        Side(mini.policy(mini.BRIEFED_FIRST), "Briefed"),
    )
    events = [
        event("2015-01-05", "icpc_held", outcome="plan"),
        event("2015-01-07", "briefing_held"),
        event("2015-01-07", "core_group_held", child_spoken_to=False),
    ]
    expected = [Expected(breached=duties("it")), Expected(kept=duties("it"))]
    return confirmed("Each has a word of its own.", events, [spoken, briefed], expected, date(2015, 1, 9))


ALL = (christmas, quorum, unseen, alone, odd, own_kinds)

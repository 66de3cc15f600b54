"""Miniatures that take the policy, the calendar or the counting of days for something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import msgspec
from dateutil.easter import easter

from model.calendar import Calendar, Period, Unit
from model.calendar.announcements import ENGLAND_AND_WALES
from model.conformance.judging import Judging
from model.conformance.messages import Told
from model.events import Event
from model.kinds import ANYWHERE, Kind, State, Vocabulary
from model.policy.overlay import overlaid
from model.policy.parse import parse
from tests.conformance.miniatures.miniature import Miniature

DAY = timedelta(days=1)
TRULY = Period.after
ENDS = ["plan_discharged", "case_transferred", "case_closed"]
INTERVAL = "core-group-interval"


def laid(**change: Any) -> Callable[[Judging], Judging]:
    """Judges by the policy with a change laid on it."""

    def meant(judging: Judging) -> Judging:
        policy = parse(overlaid(judging.policy.tables, change, "miniature"), judging.policy.id)
        return Judging.of(policy, judging.policy.duty_ids, judging.calendar)

    return meant


def duty(id: str, **keys: Any) -> Callable[[Judging], Judging]:
    """Judges by the policy with other keys in one duty."""
    return laid(set=[{"duty": id, **keys}])


def forgetting(unknown: Callable[[date], bool]) -> Callable[[Judging], Judging]:
    """Takes some bank holidays for working days."""

    def meant(judging: Judging) -> Judging:
        kept = frozenset(day for day in judging.calendar.bank_holidays if not unknown(day))
        return replace(judging, calendar=replace(judging.calendar, bank_holidays=kept))

    return meant


def proclaimed(day: date) -> bool:
    """Whether a bank holiday was made or moved for one year."""
    return day in {row.day for row in ENGLAND_AND_WALES} | {date(1999, 12, 31)}


def substitute(day: date) -> bool:
    """Whether a day at Christmas or New Year is closed in the place of another."""
    return (day.month, day.day) in {(12, 27), (12, 28), (1, 2), (1, 3)}


def cycle(change: Callable[[Kind], Kind]) -> Callable[[Judging], Judging]:
    """Judges by a lifecycle in which events can happen elsewhere."""

    def meant(judging: Judging) -> Judging:
        kinds = tuple(change(kind) for kind in judging.policy.vocabulary.kinds)
        return replace(judging, policy=replace(judging.policy, vocabulary=Vocabulary(kinds)))

    return meant


def taking(name: str, states: frozenset[State]) -> Callable[[Judging], Judging]:
    """Takes events of one kind in these states, too."""
    return cycle(lambda kind: replace(kind, states=kind.states | states) if kind.name == name else kind)


@dataclass(frozen=True)
class Forgetful(Judging):
    """Does not keep when an event was recorded."""

    def told(self, events: Sequence[Event], as_of: date) -> tuple[Told, ...]:
        """The findings as if each event had been recorded on its day."""
        return super().told([msgspec.structs.replace(event, recorded_on=None) for event in events], as_of)


def ending(after: Callable[[Period, date, Calendar], date]) -> Callable[[], AbstractContextManager[Any]]:
    """A world in which periods end on other days."""

    def ends(period: Period, day: date, calendar: Calendar, *counting: Any) -> date:
        wrong = after(period, day, calendar)
        return wrong if wrong != TRULY(period, day, calendar) else TRULY(period, day, calendar, *counting)

    return lambda: patch.object(Period, "after", ends)


def overflowing(period: Period, day: date, calendar: Calendar) -> date:
    """What is left over at the end of a short month runs into the next one: 3 months from 30 November, 2 March."""
    last = TRULY(period, day, calendar)
    return last + DAY * (day.day - last.day) if period.unit is Unit.MONTHS else last


def without_leap_day(period: Period, day: date, calendar: Calendar) -> date:
    """29 February is no day."""
    last = TRULY(period, day, calendar)
    leaps = [date(year, 2, 29) for year in (day.year, last.year) if year % 4 == 0]
    counted = period.unit in (Unit.DAYS, Unit.WEEKS) and any(day < leap <= last for leap in leaps)
    return last + DAY if counted else last


MEANINGS: tuple[Miniature, ...] = (
    Miniature(
        "easter",
        "takes Easter Monday for a working day",
        ("does not know Easter Monday",),
        means=forgetting(lambda day: day == easter(day.year) + DAY),
    ),
    Miniature(
        "christmas",
        "takes Boxing Day for a working day",
        ("does not know Boxing Day, 26 December",),
        means=forgetting(lambda day: (day.month, day.day) == (12, 26)),
    ),
    Miniature(
        "substituted-holiday",
        "does not know the days that are closed instead of a holiday on a weekend",
        ("does not know substituted holidays at Christmas and New Year",),
        means=forgetting(substitute),
    ),
    Miniature(
        "december-28",
        "takes 28 December for a working day in every year",
        ("does not know 28 December as a bank holiday (the substitute day, in any year)",),
        means=forgetting(lambda day: (day.month, day.day) == (12, 28)),
    ),
    Miniature(
        "early-may",
        "does not know the bank holiday at the beginning of May",
        ("does not know the early May bank holiday",),
        means=forgetting(lambda day: day.month == 5 and day.day <= 7),
    ),
    Miniature(
        "proclaimed-holidays",
        "has a table of the bank holidays that come every year, and no others",
        ("does not know bank holidays that were made or moved for one year (jubilees, a coronation, VE Day)",),
        means=forgetting(proclaimed),
    ),
    Miniature(
        "core-group-without-plan",
        "takes a core group whether or not there is a plan",
        ("takes 'core group held' also while no plan runs, which is to be refused (set aside)",),
        means=taking("core_group_held", ANYWHERE),
    ),
    Miniature(
        "second-conference",
        "starts a new plan where a second initial conference comes while a plan runs",
        ("takes 'initial conference held' also while a plan runs, which is to be refused (set aside)",),
        means=taking("icpc_held", ANYWHERE),
    ),
    Miniature(
        "refuses-nothing",
        "has no lifecycle: takes every event as it comes",
        ("judges also events that cannot happen as the case stands, which are to be refused (set aside)",),
        policy="york-2015",
        means=cycle(lambda kind: replace(kind, states=ANYWHERE, looked_after=None)),
    ),
    Miniature(
        "late-holiday",
        "does not know the bank holiday of 19 September 2022",
        ("does not know the substituted or late bank holiday of Mon 19 September 2022",),
        means=forgetting(lambda day: day == date(2022, 9, 19)),
    ),
    Miniature(
        "no-bank-holidays",
        "takes every day from Monday to Friday for a working day",
        ("does not know bank holidays",),
        means=forgetting(lambda _day: True),
    ),
    Miniature(
        "no-weekends",
        "takes Saturdays and Sundays for working days",
        ("takes Saturdays and Sundays for working days",),
        within=lambda: patch("model.calendar.table.SATURDAY", 7),
    ),
    Miniature(
        "month-end",
        "lets a month that is too short run into the next",
        ("lets a month that is too short run over into the next",),
        within=ending(overflowing),
    ),
    Miniature(
        "leap-day",
        "does not count 29 February",
        ("does not count the leap day, 29 February",),
        within=ending(without_leap_day),
    ),
    Miniature(
        "day-itself",
        "counts the day of the conference as day 1",
        ("counts the day itself as day 1",),
        means=laid(counting={"first_day": "same-day"}),
    ),
    Miniature(
        "fourteen-days",
        "takes 14 days for 10 working days",
        ("takes 14 days for 10 working days (time limit of first-core-group)",),
        means=duty("first-core-group", within="14 days"),
    ),
    Miniature(
        "one-too-many",
        "gives 11 working days for the first core group",
        ("takes 11 working days for 10 working days (time limit of first-core-group)",),
        means=duty("first-core-group", within="11 working days"),
    ),
    Miniature(
        "working-weeks",
        "takes 30 working days for 6 weeks",
        ("takes 30 working days for 6 weeks (time limit of core-group-interval)",),
        means=duty(INTERVAL, within="30 working days"),
    ),
    Miniature(
        "abandoned-resets",
        "starts the six weeks anew when a core group is abandoned",
        ("lets core group abandoned reset the clock of core-group-interval",),
        means=duty(
            INTERVAL,
            when=[{"event": "core_group_held", "quorate": True}, "core_group_abandoned"],
            then=[{"event": "core_group_held", "quorate": True}, "core_group_abandoned"],
        ),
    ),
    Miniature(
        "late-excuse",
        "accepts a delay that was decided after the due day",
        ("the line manager's decision to delay", "at any time, also afterwards"),
        means=laid(set=[{"excuse": "line-manager-delays", "decided": "any-time"}]),
    ),
    Miniature(
        "no-excuse",
        "does not know that the line manager may delay a core group",
        ("does not know the excuse line-manager-delays",),
        means=laid(abolish=[{"excuse": "line-manager-delays"}]),
    ),
    Miniature(
        "quorum-counts-own",
        "counts the children's service among the agencies of the quorum",
        ('counts also those that do not count among "agencies present"', "does not know the alternative"),
        means=laid(
            set=[{"definition": "quorate", "any": [{"agencies_present": {"count_at_least": 2}}]}],
        ),
    ),
    Miniature(
        "never-lapses",
        "goes on when the plan has ended",
        ("does not look at what ends it (core-group-interval)",),
        means=duty(INTERVAL, remove=["until"]),
    ),
    Miniature(
        "wrong-trigger",
        "expects the team around the child after a review that discharges, not after the end of the plan",
        ("takes rcpc held (outcome: discharge) for the trigger of tac-after-discharge, instead of plan discharged",),
        means=duty("tac-after-discharge", when={"event": "rcpc_held", "outcome": "discharge"}),
    ),
    Miniature(
        "any-review",
        "expects a core group also after a review that ends the plan",
        ('does not look at "outcome" (core-group-after-review)',),
        means=duty("core-group-after-review", when="rcpc_held"),
    ),
    Miniature(
        "any-visitor",
        "takes every visit for one of a social worker",
        ('does not look at "by" (looked-after-visits)',),
        policy="york-2015",
        means=duty("looked-after-visits", when="child_seen", then="child_seen"),
    ),
    Miniature(
        "direction-at-once",
        "applies a direction to the interval that is running",
        ("a direction changes the running interval at once",),
        means=laid(set=[{"power": "*", "applies": "running-interval"}]),
    ),
    Miniature(
        "ignores-records",
        "ignores when a fact was recorded",
        ("does not look at when an event was recorded",),
        means=lambda judging: Forgetful(judging.policy, judging.calendar),
    ),
    Miniature(
        "attendees-only",
        "is content when the record goes to those who came",
        ('accepts "attendees" for "to", too (minutes-distributed: what answers it)',),
        policy="york-2015",
        means=duty(
            "minutes-distributed",
            then={"event": "record_distributed", "meeting": {"same_as": "on"}, "to": ["all_members", "attendees"]},
        ),
    ),
)

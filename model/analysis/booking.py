"""Booking: by when a meeting or a visit is to be booked so that so many failed attempts can be survived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.adversity import Adversity
from model.calendar import Calendar
from model.compiled.line import FAR, Places, laid, line_of
from model.policy import Duty, Policy, Strength, under
from model.policy.calendars import as_chosen
from model.policy.duty import Form

FAILURES = (0, 1, 2, 3)
NONE = -1
ALONE = (
    "each duty is looked at by itself: where one meeting or visit serves several, the earliest of their days counts",
    "what closes before the day that it counts from is taken to be foreseen",
)


@dataclass(frozen=True)
class Margin:
    """How late a first attempt may be of which so many can fail, and one more is still in time.

    `least`, `median` and `most` are calendar days after the anchor (negative: before it), over the start days on which
    that can be survived at all; None where there are none. `hopeless` is the number of the others. `worst` is the first
    of the start days that leave the least room: a hopeless one, where there is any.
    """

    failures: int
    least: int | None
    median: int | None
    most: int | None
    hopeless: int
    worst: date


@dataclass(frozen=True)
class Booking:
    """The margins of one duty over all `starts`: the days of a range on which its trigger can happen.

    `due` holds the fewest and the most calendar days from the anchor to the due day. `assumed` is what the margins take
    for granted beside the adversity.
    """

    duty: str
    clauses: tuple[str, ...]
    starts: int
    due: tuple[int, int]
    margins: tuple[Margin, ...]
    assumed: tuple[str, ...] = ALONE

    def share(self, failures: int) -> float:
        """The share of start days on which so many failures cannot be survived; KeyError where they are not listed."""
        return {margin.failures: margin.hopeless for margin in self.margins}[failures] / self.starts


def table(
    policy: Policy,
    calendar: Calendar,
    first: date,
    last: date,
    adversity: Adversity,
    failures: Sequence[int] = FAILURES,
    strength: Strength = Strength.MAY,
) -> tuple[Booking, ...]:
    """The bookings of every timed duty that one kind of meeting or visit answers, in the order of the policy.

    Duties weaker than `strength` are left out.

    Exact for every start day from `first` to `last`, both inclusive. Deadlines are counted as the policy counts,
    meetings held on the working days of `calendar`. Windows that close before their anchor are taken to be foreseen.
    InvalidInput where a day is outside the calendar; start days whose due day is outside are left out.
    """
    columns = range((calendar.inside(first) - calendar.first).days, (calendar.inside(last) - calendar.first).days + 1)
    found = (Latest.of(duty, policy, calendar, adversity, columns) for duty in attempted(policy, adversity, strength))
    return tuple(one.booking(failures) for one in found if len(one.anchors))


def by_reading(
    policy: Policy,
    calendar: Calendar,
    first: date,
    last: date,
    adversity: Adversity,
    failures: Sequence[int] = FAILURES,
) -> Iterator[tuple[str, str, tuple[Booking, ...]]]:
    """For every choice that changes them: reading, choice and the bookings that are other than under `policy`."""
    usual = table(policy, calendar, first, last, adversity, failures)
    for reading in policy.readings:
        for choice in reading.choices:
            read_so = under(policy, {**policy.chosen, reading.id: choice.id})
            other = table(read_so, calendar, first, last, adversity, failures)
            changed = tuple(one for one in other if one not in usual)
            if changed:
                yield reading.id, choice.id, changed


def attempted(policy: Policy, adversity: Adversity, strength: Strength) -> Iterator[Duty]:
    """The duties with a due day that one kind of meeting or visit answers, and not weaker than `strength`."""
    for duty in policy.at_strength(strength):
        if duty.form is Form.THEN and duty.window.closes and adversity.fails(duty.response_kinds):
            yield duty


@dataclass(frozen=True)
class Latest:
    """The anchor days of one duty, as places in the calendar, with the days in which attempts at it can be made."""

    duty: Duty
    calendar: Calendar
    attempts: Attempts
    anchors: Places
    earliest: Places
    due: Places

    @classmethod
    def of(cls, duty: Duty, policy: Policy, calendar: Calendar, adversity: Adversity, columns: range) -> Latest:
        """Those of a range of days."""
        found = laid(duty.window, line_of(as_chosen(calendar, policy.calendar)), policy.counting)
        days = np.arange(columns.start, columns.stop)
        days = days[found.reached[days] & spoken(duty, calendar)[days]]
        if duty.anchor == "on" and not adversity.any_day(duty.trigger_kinds):
            days = days[calendar.working[days]]
        lead, opens = adversity.lead(duty), found.opens[days]
        called = line_of(calendar).working_days_on(np.full(len(calendar.working), lead))[days] if lead else opens
        attempts = Attempts.of(calendar, adversity.any_day(duty.response_kinds), adversity.notice)
        return cls(duty, calendar, attempts, days, np.maximum(opens, called), found.due[days])

    def booking(self, failures: Sequence[int]) -> Booking:
        """The margins for so many failures each."""
        away = self.due - self.anchors
        margins = tuple(self.margin(number) for number in failures)
        ends = (int(away.min()), int(away.max()))
        return Booking(self.duty.id, self.duty.clauses, len(self.anchors), ends, margins)

    def days(self, failures: int) -> Places:
        """For each anchor the latest safe day, as a place; -1 where so many failures cannot be survived."""
        start = self.attempts.latest(self.due, failures)
        return np.where(start < self.earliest, NONE, start)

    def margin(self, failures: int) -> Margin:
        """What the start days leave."""
        safe = self.days(failures)
        hopeless = safe == NONE
        room = np.where(hopeless, -FAR, safe - self.anchors)
        left = np.sort(room[~hopeless])
        least, median, most = (int(left[at]) for at in (0, (len(left) - 1) // 2, -1)) if len(left) else (None,) * 3
        worst = self.calendar.first + timedelta(days=int(self.anchors[room.argmin()]))
        return Margin(failures, least, median, most, int(hopeless.sum()), worst)


class Attempts(NamedTuple):
    """When attempts are possible, for each day of a calendar; -1 where never, and in one more place behind the last.

    `possible` holds the last day up to it for an attempt, `before` the last day for one after which there is still
    another up to it.
    """

    possible: Places
    before: Places

    @classmethod
    def of(cls, calendar: Calendar, any_day: bool, notice: int) -> Attempts:
        """Those of a kind of event."""
        line = line_of(calendar)
        possible = line.places if any_day else inside(line.working_days_on(np.where(line.working, 0, -1)))
        possible = np.append(possible, NONE)
        after = inside(line.working_days_on(np.where(line.working, 1 - notice, -notice)))
        return cls(possible, np.append(possible[np.maximum(after, 0) - 1], NONE))

    def latest(self, due: Places, failures: int) -> Places:
        """The last day for a first attempt of which so many can fail, and one more is still possible by the due day."""
        start = self.possible[due]
        for _ in range(failures):
            start = self.before[start]
        return start


def inside(places: Places) -> Places:
    """The places, -1 for those outside the calendar."""
    return np.where(places == FAR, NONE, places)


def spoken(duty: Duty, calendar: Calendar) -> NDArray[np.bool_]:
    """On which days of the calendar this version of the duty is in force."""
    days = calendar.first.toordinal() + np.arange(len(calendar.working))
    return (days >= duty.in_force.toordinal()) & (days <= duty.in_force_until.toordinal())

"""Dates as attributes: which comparisons of them come out the same on every day, so that one letter stands for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from model.calendar import Calendar, FirstDay, Period
from model.compiled.line import Flags, Places, line_of, unsettled
from model.compiled.walk import Test, conditions_of, tests
from model.policy import Duty, Policy
from model.policy.values import Apart, Between, NoneOf, OneOf, SameAs
from model.policy.window import Edge

Limit = tuple[Period, int]


@dataclass(frozen=True)
class Distance:
    """How far a date has to lie from the event's own day, counted by a policy's calendar in its `way`."""

    apart: Apart
    way: FirstDay
    calendar: Calendar

    @property
    def limits(self) -> Iterator[Limit]:
        """The limits, each with the step to its far side."""
        both = ((self.apart.low, -1), (self.apart.high, 1))
        yield from ((limit, step) for limit, step in both if limit is not None)


@dataclass(frozen=True)
class Use:
    """How a duty uses a date of a kind of event: as a `distance`, or otherwise."""

    kind: str
    attribute: str
    how: str
    distance: Distance | None = None


def beyond_letters(duty: Duty, policy: Policy) -> str:
    """Why no letter can say what the duty asks of dates; empty where one can."""
    for test in tests(conditions_of(duty, policy)):
        if isinstance(test.test, Apart) and test.test.after != "on":
            return "it compares two dates that one event names"
        if isinstance(test.test, SameAs) and test.asker is not None:
            if test.attribute != "on" or test.test.attribute == "on":
                return "it compares an event with what an earlier one names"
        elif test.attribute == "on":
            return "it asks on which day an event happens"
    return ""


def uses(duty: Duty, policy: Policy, calendar: Calendar) -> tuple[Use, ...]:
    """The uses of dates by a duty that counts by `calendar`, each once."""
    return tuple(dict.fromkeys(use for test in tests(conditions_of(duty, policy)) for use in used(test, calendar)))


def used(test: Test, calendar: Calendar) -> Iterator[Use]:
    """The use that a test makes of a date, if it does."""
    match test.test:
        case Apart(_, _, _, count):
            yield Use(test.kind, test.attribute, "distance", Distance(test.test, count or test.way, calendar))
        case SameAs(attribute) if test.asker is not None:
            yield Use(test.asker, attribute, "earlier")
        case SameAs():
            yield Use(test.kind, test.attribute, "trigger")
        case Between(low, high) if isinstance(low or high, date):
            yield Use(test.kind, test.attribute, "day")
        case OneOf(choices) | NoneOf(choices) if any(isinstance(choice, date) for choice in choices):
            yield Use(test.kind, test.attribute, "day")
        case _:
            pass


def clashing(new: Iterable[Use], old: Iterable[Use], calendar: Calendar) -> bool:
    """Whether two uses are of one date, and a day chosen for one of them by `calendar` would not do for the other."""
    return any(not agree(one, other, calendar) for one in new for other in old)


def agree(one: Use, other: Use, calendar: Calendar) -> bool:
    """Whether days can be chosen for both uses."""
    if (one.kind, one.attribute) != (other.kind, other.attribute):
        return True
    if one.distance and other.distance:
        both = (*compared(one.distance, other.distance, calendar), *compared(other.distance, one.distance, calendar))
        return all(bool(outcomes.all() or not outcomes.any()) for outcomes in both)
    distance = one.distance or other.distance
    if distance and {one.how, other.how} == {"distance", "earlier"}:
        return all(limit.count > 1 for limit, _ in distance.limits)
    return one.how == other.how


def compared(one: Distance, other: Distance, calendar: Calendar) -> Iterator[Flags]:
    """For each day chosen for one test and each limit of another: from which days it passes the limit."""
    for chosen, far in one.limits:
        first = laid(chosen, one.way, calendar)
        for limit, beyond in other.limits:
            end = laid(limit, other.way, other.calendar)
            inside = (first < len(first)) & (end < len(end))
            yield from (((first + step + (beyond < 0) > end)[inside]) for step in (0, far))


def laid(period: Period, way: FirstDay, calendar: Calendar) -> Places:
    """The place of the day that lies a period after each day of a calendar."""
    return unsettled(Edge(period), line_of(calendar), way)

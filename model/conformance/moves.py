"""A move: due days of one sort that come to lie on another day, in every duty or in some."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import cast

from model.calendar import Calendar, ClosedDay, Unit
from model.conformance.judging import Judging
from model.conformance.misjudged import each
from model.conformance.probe import Answered, Probe
from model.conformance.suspects import Suspect, changing
from model.policy import Duty, Policy
from model.policy.window import Counting, Edge

# Where a due day goes, by itself, the day from which it counts, and the calendar.
Rule = Callable[[date, date, Calendar], date]


@dataclass(frozen=True)
class Move:
    """What becomes of due days; `says` is a phrase that follows the name of the system."""

    says: str
    rule: Rule


@dataclass(frozen=True)
class Moving(Edge):
    """A day that is moved after it was found; where it is the day from which it counts, only if `at_once`."""

    rule: Rule = lambda due, _anchor, _calendar: due
    at_once: bool = False

    def day(self, anchor: date, calendar: Calendar, counting: Counting) -> date:
        """The day that the rule makes of it; no rule of `Settling` is followed besides."""
        found = Edge.day(self, anchor, calendar, unsettled(counting))
        return found if self.before or not (self.period.count or self.at_once) else self.rule(found, anchor, calendar)


@dataclass(frozen=True)
class Settling:
    """What is done with a due day, in the place of a `ClosedDay`: also with those that a direction sets."""

    first: ClosedDay
    rule: Rule

    def settle(self, due: date, calendar: Calendar) -> date:
        """The day that the rule makes of what the policy makes of it; the day from which it counts is not known."""
        return self.rule(self.first.settle(due, calendar), due, calendar)


def unsettled(counting: Counting) -> Counting:
    """The counting without the rule of a `Settling`."""
    how: ClosedDay | Settling = counting.closed_day
    return counting if isinstance(how, ClosedDay) else unsettled(replace(counting, closed_day=how.first))


def suspects(policy: Policy, duty: str, move: Move) -> Iterator[Suspect]:
    """Who moves the due days of all duties, of those that count the same, or of this one; or only tells them so."""
    unit, every = unit_of(policy.duty(duty)), frozenset(policy.duty_ids)
    alike = frozenset(one.id for one in policy.duties if unit_of(one) is unit)
    for scope, at_once, directed, where in (
        (every, False, True, ""),
        (every, False, False, ", but not one that a direction sets"),
        (every, True, True, ", also what is due at once"),
        (alike, False, alike == every, f", of what is counted in {unit.value}" if unit else ""),
        (frozenset({duty}), False, every == {duty}, f" ({duty})"),
    ):
        onto = partial(moved, move.rule, scope, at_once, directed)
        says = move.says + where
        yield changing(f"move {says}", says, policy, onto)
    told = partial(retold, move.rule, partial(Judging.of, policy))
    yield Suspect(f"tells {move.says}", move.says, partial(Judging.of, policy), transform=each(told))


def unit_of(duty: Duty) -> Unit | None:
    """What a duty counts; None where it has no time limit."""
    return next((edge.period.unit for edge in duty.window.closes if edge.period.count), None)


def moved(rule: Rule, scope: frozenset[str], at_once: bool, directed: bool, judging: Judging) -> Judging:
    """The judging with the due days of some duties moved; if `directed`, those that a direction sets, too."""
    duties = tuple(with_moves(one, rule, at_once) if one.id in scope else one for one in judging.policy.duties)
    counting = judging.policy.counting
    if directed:
        # A direction brings a window of its own, which is laid as the policy counts.
        counting = replace(counting, closed_day=cast(ClosedDay, Settling(counting.closed_day, rule)))
    return replace(judging, policy=replace(judging.policy, duties=duties, counting=counting))


def with_moves(duty: Duty, rule: Rule, at_once: bool) -> Duty:
    """The duty with its due days moved."""
    closes = tuple(Moving(edge.period, edge.before, after(edge, rule), at_once) for edge in duty.window.closes)
    return replace(duty, window=replace(duty.window, closes=closes))


def after(edge: Edge, rule: Rule) -> Rule:
    """The rule by itself, or after the one that an edge follows already."""
    if not isinstance(edge, Moving):
        return rule
    first = edge.rule
    return lambda due, anchor, calendar: rule(first(due, anchor, calendar), anchor, calendar)


def retold(rule: Rule, judge: Callable[[], Judging], _: Probe, one: Answered) -> Answered:
    """A finding with its due day moved and its verdict left."""
    return replace(one, due=rule(one.due, one.due, judge().calendar)) if one.due else one

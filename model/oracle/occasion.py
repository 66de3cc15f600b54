"""One occasion of a duty: the trigger, and what in the case answers, ends or excuses it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from model.oracle.case import Case
from model.oracle.timing import Timing
from model.policy.conditions import Pattern, any_holds
from model.policy.duty import Decided, Duty, Excuse, Form
from model.policy.scene import Tri


class Occasion(NamedTuple):
    """A trigger with its timing; `end` is the first `until` after it, `lapse` that one if it came before the due day.

    `answer` is the first true response in the window before any lapse; `doubts` are the responses before it, and
    `unsure` the ends before the due day, of which it is unknown whether they are any.
    """

    trigger: int
    timing: Timing
    end: int | None = None
    lapse: int | None = None
    answer: int | None = None
    doubts: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()


def occasion(duty: Duty, trigger: int, timing: Timing, case: Case) -> Occasion:
    """What the case holds for this trigger."""
    due = timing.span.due
    end, unsure = ending(duty, trigger, case)
    lapse = end if end is not None and (due is None or case.event(end).on < due) else None
    answer, doubts = response(duty, trigger, timing, lapse, case)
    early = tuple(place for place in unsure if due is None or case.event(place).on < due)
    return Occasion(trigger, timing, end, lapse, answer, doubts, early)


def ending(duty: Duty, trigger: int, case: Case) -> tuple[int | None, tuple[int, ...]]:
    """The first `until` after the trigger, and those before it of which it is unknown."""
    return first(duty.until, case.places(duty.ending_kinds), trigger + 1, trigger, case)


def first(
    patterns: tuple[Pattern, ...], places: Sequence[int], start: int, trigger: int, case: Case
) -> tuple[int | None, tuple[int, ...]]:
    """The first place from `start` on that fits, and those before it of which it is unknown."""
    unsure: list[int] = []
    for place in places[bisect_right(places, start - 1) :]:
        truth = any_holds(patterns, place, case, trigger)
        if truth:
            return place, tuple(unsure)
        if truth is None:
            unsure.append(place)
    return None, tuple(unsure)


def response(
    duty: Duty, trigger: int, timing: Timing, lapse: int | None, case: Case
) -> tuple[int | None, tuple[int, ...]]:
    """The first true response in the window before any lapse, and those before it of which it is unknown."""
    unsure: list[int] = []
    for place in candidates(duty, trigger, case):
        day = case.event(place).on
        if (lapse is not None and place > lapse) or (timing.span.due is not None and day > timing.span.due):
            break
        if not timing.span.holds(day):
            continue
        truth = any_holds(duty.then, place, case, trigger)
        if truth:
            return place, tuple(unsure)
        if truth is None:
            unsure.append(place)
    return None, tuple(unsure)


def candidates(duty: Duty, trigger: int, case: Case) -> Sequence[int]:
    """The events that may respond: after the trigger or, where the window reaches back, any but the trigger.

    A window that reaches back does not reach beyond the latest start of a plan before the trigger.
    """
    places = case.places(duty.response_kinds)
    if not duty.window.backward:
        return places[bisect_right(places, trigger) :]
    start = case.plan_start[trigger - 1] if trigger else 0
    return [place for place in places if place >= start and place != trigger]


def late_response(duty: Duty, found: Occasion, case: Case) -> int | None:
    """The first true response after the due day and before the end of the scope.

    What was due before the anchor day cannot be made up after the trigger.
    """
    due = found.timing.span.due
    last = found.trigger if due is not None and due < found.timing.anchor else found.end
    for place in candidates(duty, found.trigger, case):
        if last is not None and place > last:
            return None
        if due is not None and case.event(place).on > due and any_holds(duty.then, place, case, found.trigger):
            return place
    return None


def forgiven(duty: Duty, found: Occasion, case: Case, excuses: Sequence[Excuse]) -> tuple[Tri, int | None]:
    """Whether an excuse, or the duty's own `unless`, covers the occasion; and the event that decides."""
    unsure: tuple[int, ...] = ()
    for excuse in excuses:
        place, doubtful = first(excuse.when, in_time(duty, excuse, found, case), 0, found.trigger, case)
        if place is not None:
            return True, place
        unsure += doubtful
    truths = [condition.holds(found.trigger, case, None) for condition in duty.unless]
    if True in truths:
        return True, None
    if unsure or None in truths:
        return None, unsure[0] if unsure else found.trigger
    return False, None


def in_time(duty: Duty, excuse: Excuse, found: Occasion, case: Case) -> list[int]:
    """The events that may excuse: from the trigger's day to the due day (of a prohibition: of the act), inclusive.

    An excuse that may be decided at any time has no last day.
    """
    first_day = case.event(found.trigger).on
    last_day = found.timing.span.due
    if duty.form is Form.FORBID and found.answer is not None:
        last_day = case.event(found.answer).on
    if excuse.decided is Decided.ANY_TIME or last_day is None:
        last_day = date.max
    places = case.places(excuse.kinds)
    return [place for place in places if place != found.trigger and first_day <= case.event(place).on <= last_day]

"""The window of one occasion: the anchor day, the days in which a response counts, and the powers that re-time it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from model.calendar import Period, Unit
from model.oracle.case import Case
from model.policy.conditions import any_holds
from model.policy.duty import Applies, Duty, Form, Power
from model.policy.window import Span, within


class Timing(NamedTuple):
    """The span of one occasion; `power` is the direction that set it; `doubt` says what made it unknown."""

    anchor: date
    span: Span
    power: int | None = None
    doubt: int | None = None


def timing(duty: Duty, trigger: int, case: Case, powers: Sequence[Power]) -> Timing | None:
    """When the response to `trigger` is due; None where the anchor was not recorded."""
    anchor = case.event(trigger).get(duty.anchor)
    if not isinstance(anchor, date):
        return None
    if duty.form is Form.REQUIRES:
        return Timing(anchor, Span(anchor, anchor, Unit.DAYS.value))
    set_by_text = Timing(anchor, duty.window.on(anchor, case.calendar, case.policy.counting))
    return retimed(set_by_text, trigger, case, powers) if powers else set_by_text


def retimed(found: Timing, trigger: int, case: Case, powers: Sequence[Power]) -> Timing:
    """Every direction in order sets the interval anew, unless it was recorded after the due day as it then stood."""
    given = ((place, rank) for rank, power in enumerate(powers) for place in case.places(power.kinds))
    for place, rank in sorted(given):
        if reaches(powers[rank], place, trigger, found, case):
            found = directed(found, powers[rank], place, trigger, case)
    return found


def reaches(power: Power, place: int, trigger: int, found: Timing, case: Case) -> bool:
    """Whether a direction given at `place` can speak of this occasion at all."""
    due, event = found.span.due, case.event(place)
    if place < case.plan_start[trigger] or place == trigger or (due is not None and event.known_on > due):
        return False
    if event.on <= case.event(trigger).on:
        return True
    return power.applies is Applies.RUNNING_INTERVAL and (due is None or event.on <= due)


def directed(found: Timing, power: Power, place: int, trigger: int, case: Case) -> Timing:
    """The timing after one direction; unknown where it was not recorded what or how long it was."""
    truth, period = any_holds(power.when, place, case), case.event(place).get(power.sets)
    if truth is False:
        return found
    if truth is None or period is None:
        return Timing(found.anchor, found.span, found.power, place)
    span = within(Period.parse(str(period))).on(found.anchor, case.calendar, case.policy.counting)
    due, given = span.due, case.event(place).on
    if given > case.event(trigger).on and due is not None:
        due = max(due, given)  # a direction is never overdue on the day it is given
    return Timing(found.anchor, Span(span.opens, due, span.unit), place)

"""The guards of a clock: what is asked of the day, of the event that has come, and of what the clock remembers."""

from __future__ import annotations

from typing import cast

from model.policy.duty import Form
from model.policy.scene import Tri
from model.statemachine.arrows import Guard
from model.statemachine.clock import Clock
from model.statemachine.terms import at_once

# What is asked of the day.


def inside_window(clock: Clock) -> bool:
    """Whether today lies in the window, both ends inside."""
    return clock.span is not None and clock.span.holds(clock.today)


def due_day_over(clock: Clock) -> bool:
    """Whether the due day is over; it never is where there is none."""
    return clock.due is not None and clock.today > clock.due


def before_due(clock: Clock) -> bool:
    """Whether today is before the due day."""
    return clock.due is None or clock.today < clock.due


def by_due(clock: Clock) -> bool:
    """Whether the excuse comes in time: from the trigger's day to the due day, or later where that is allowed.

    For a prohibition the last day is that of the act.
    """
    if clock.today < clock.trigger_day:
        return False
    acted = clock.terms.duty.form is Form.FORBID and clock.done is not None
    last = clock.memory.event(cast("int", clock.done)).on if acted else clock.due
    return clock.signal.any_time or last is None or clock.today <= last


def given_in_time(clock: Clock) -> bool:
    """Whether a direction speaks of this interval: given on the day of the trigger or, if at once, by the due day."""
    return clock.today == clock.trigger_day or (at_once(clock.signal) and not due_day_over(clock))


def still_makes_up(clock: Clock) -> bool:
    """Whether a late response counts: what was due before the anchor day cannot be made up after the trigger."""
    in_order = clock.due is None or clock.anchor is None or clock.due >= clock.anchor or clock.place < clock.trigger
    return in_order and unanswered(clock)


def known_by_due(clock: Clock) -> bool:
    """Whether the direction was on record by the due day as it stood."""
    event = clock.memory.event(clock.place)
    return clock.span is not None and (clock.due is None or event.known_on <= clock.due)


# What is asked of the event that has come, and of what the clock remembers.


def fits(clock: Clock) -> bool:
    """Whether the event certainly is what it may be to the clock."""
    return clock.truth is True


def may_fit(clock: Clock) -> bool:
    """Whether that turns on a fact that was not recorded."""
    return clock.truth is None


def directs(clock: Clock) -> bool:
    """Whether it certainly is a direction, and says which period it sets."""
    return clock.truth is True and clock.period is not None


def may_direct(clock: Clock) -> bool:
    """Whether it may be a direction, or does not say which period it sets."""
    return clock.truth is None or (clock.truth is True and clock.period is None)


def clear(clock: Clock) -> bool:
    """Whether the trigger, its anchor day and the last direction are known well enough for a verdict."""
    return clock.certain and clock.span is not None and clock.cloud is None


def requirement(clock: Clock) -> Tri:
    """What is required of the trigger itself."""
    return clock.terms.duty.requires.holds(clock.trigger, clock.memory, None)


def pardon(clock: Clock) -> Tri:
    """Whether an excuse, or else the duty's own `unless`, forgives."""
    if clock.pardons:
        return True
    truths = [condition.holds(clock.trigger, clock.memory, None) for condition in clock.terms.duty.unless]
    if True in truths:
        return True
    return None if clock.maybe or None in truths else False


def in_doubt(clock: Clock) -> bool:
    """Whether something that was not recorded could have answered, ended or forgiven."""
    return bool(clock.doubts) or perhaps_no_breach(clock)


def perhaps_no_breach(clock: Clock) -> bool:
    """Whether something that was not recorded could have ended the scope, or forgiven."""
    return bool(clock.unsure) or pardon(clock) is None


def unanswered(clock: Clock) -> bool:
    """Whether a late response is still waited for: none came, and the scope has not ended."""
    return clock.done is None and not clock.ended


def forgivable(clock: Clock) -> bool:
    """Whether there is a breach that could be forgiven: for a prohibition, the forbidden event itself."""
    return clock.done is not None or clock.terms.duty.form is not Form.FORBID


INSIDE = Guard("inside_window", "in the window", inside_window)
OVER = Guard("due_day_over", "due day over", due_day_over)
BEFORE_DUE = Guard("before_due", "before the due day", before_due)
BY_DUE = Guard("by_due", "in time", by_due)
KNOWN_BY_DUE = Guard("known_by_due", "known by the due day", known_by_due)
GIVEN_BY_DUE = Guard("given_in_time", "in time", given_in_time)
FITS = Guard("fits", "certainly", fits)
MAY_FIT = Guard("may_fit", "not known whether", may_fit)
DIRECTS = Guard("directs", "certainly", directs)
MAY_DIRECT = Guard("may_direct", "not known whether or how long", may_direct)
CLEAR = Guard("clear", "trigger and directions known", clear)
HOLDS = Guard("requirement_holds", "the requirement holds", lambda clock: requirement(clock) is True)
MAY_HOLD = Guard("requirement_unknown", "not known whether it holds", lambda clock: requirement(clock) is None)
FORGIVEN = Guard("forgiven", "excused", lambda clock: pardon(clock) is True)
MAYBE_NO_BREACH = Guard("perhaps_no_breach", "not known whether ended or excused", perhaps_no_breach)
IN_DOUBT = Guard("in_doubt", "a fact not known", in_doubt)
DOUBTS = Guard("perhaps_offended", "not known whether it happened", lambda clock: bool(clock.doubts))
UNANSWERED = Guard("unanswered", "late", still_makes_up)
FORGIVABLE = Guard("forgivable", "a breach", forgivable)

"""The chart of a clock as one explicit table of arrows, and the one machine that all clocks of all policies share.

A clock begins idle, hears the directions given before its trigger, and is started by the trigger. It stops when it is
answered, when its scope ends or when its due day is over; a direction sets it back to idle, to be started afresh.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import cast

from transitions import Machine

from model.calendar import Period
from model.policy.window import within
from model.statemachine.arrows import Arrow, heard, shared_machine
from model.statemachine.clock import Clock, Dial
from model.statemachine.guards import (
    BEFORE_DUE,
    BY_DUE,
    CLEAR,
    DIRECTS,
    DOUBTS,
    FITS,
    FORGIVABLE,
    FORGIVEN,
    GIVEN_BY_DUE,
    HOLDS,
    IN_DOUBT,
    INSIDE,
    KNOWN_BY_DUE,
    MAY_DIRECT,
    MAY_FIT,
    MAY_HOLD,
    MAYBE_NO_BREACH,
    OVER,
    UNANSWERED,
    unanswered,
)
from model.statemachine.terms import Signal


def take_answer(clock: Clock) -> None:
    """The event is the response."""
    clock.done = clock.place


def take_trigger(clock: Clock) -> None:
    """The trigger itself is what was required."""
    clock.done = clock.trigger


def doubt(clock: Clock) -> None:
    """The event may have decided."""
    clock.doubts.append(clock.place)


def perhaps_end(clock: Clock) -> None:
    """The event may have ended the scope."""
    clock.unsure.append(clock.place)


def lapse(clock: Clock) -> None:
    """The event ends the scope before the due day."""
    clock.lapse = clock.place


def end(clock: Clock) -> None:
    """The event ends the scope on the due day or later."""
    clock.ended = True


def excuse(clock: Clock) -> None:
    """The event excuses; the first one counts for each excuse."""
    clock.pardons.setdefault(clock.signal.rank, clock.place)


def perhaps_excuse(clock: Clock) -> None:
    """The event may excuse."""
    clock.maybe.append(clock.place)


def retime(clock: Clock) -> None:
    """The direction sets the interval anew, from the same anchor; it is never overdue on the day it is given."""
    anchor = cast("date", clock.anchor)  # without one, no direction is known by the due day
    set_anew = within(Period.parse(str(clock.period))).on(anchor, clock.memory.calendar, clock.terms.counting)
    if clock.today > clock.trigger_day and set_anew.due is not None:
        set_anew = set_anew._replace(due=max(set_anew.due, clock.today))
    clock.span, clock.power, clock.cloud = set_anew, clock.place, None
    clock.wind_back()


def becloud(clock: Clock) -> None:
    """Which interval the direction sets is not known."""
    clock.cloud = clock.place
    clock.wind_back()


IDLE, RUNNING, MET, BREACHED, EXCUSED, LAPSED, UNKNOWN, CLOUDED = Dial
STARTED = (RUNNING, MET, BREACHED, EXCUSED, LAPSED, UNKNOWN, CLOUDED)
DUE_AND_OVER = (BREACHED, EXCUSED, UNKNOWN)

CHART: tuple[Arrow, ...] = (
    Arrow("direct", IDLE, None, (KNOWN_BY_DUE, DIRECTS), retime),
    Arrow("direct", IDLE, None, (KNOWN_BY_DUE, MAY_DIRECT), becloud),
    Arrow("start", IDLE, RUNNING, (CLEAR,)),
    Arrow("start", IDLE, CLOUDED),
    Arrow("require", IDLE, MET, (CLEAR, HOLDS), take_trigger),
    Arrow("require", IDLE, RUNNING, (CLEAR, MAY_HOLD), doubt),
    Arrow("require", IDLE, RUNNING, (CLEAR,)),
    Arrow("require", IDLE, CLOUDED),
    Arrow("answer", RUNNING, MET, (INSIDE, FITS), take_answer),
    Arrow("answer", RUNNING, None, (INSIDE, MAY_FIT), doubt),
    *(Arrow("answer", state, None, (UNANSWERED, FITS), take_answer) for state in DUE_AND_OVER),
    Arrow("offend", RUNNING, EXCUSED, (INSIDE, FITS, FORGIVEN), take_answer),
    Arrow("offend", RUNNING, UNKNOWN, (INSIDE, FITS, MAYBE_NO_BREACH), take_answer),
    Arrow("offend", RUNNING, BREACHED, (INSIDE, FITS), take_answer),
    Arrow("offend", RUNNING, None, (INSIDE, MAY_FIT), doubt),
    Arrow("end", RUNNING, LAPSED, (BEFORE_DUE, FITS), lapse),
    Arrow("end", RUNNING, None, (BEFORE_DUE, MAY_FIT), perhaps_end),
    *(Arrow("end", state, None, (FITS,), end) for state in (RUNNING, *DUE_AND_OVER)),
    Arrow("excuse", RUNNING, None, (BY_DUE, FITS), excuse),
    Arrow("excuse", RUNNING, None, (BY_DUE, MAY_FIT), perhaps_excuse),
    Arrow("excuse", BREACHED, EXCUSED, (BY_DUE, FITS), excuse),
    Arrow("excuse", BREACHED, UNKNOWN, (BY_DUE, MAY_FIT), perhaps_excuse),
    Arrow("excuse", EXCUSED, None, (BY_DUE, FITS), excuse),
    Arrow("excuse", UNKNOWN, EXCUSED, (FORGIVABLE, BY_DUE, FITS), excuse),
    Arrow("day_over", RUNNING, EXCUSED, (OVER, FORGIVEN)),
    Arrow("day_over", RUNNING, UNKNOWN, (OVER, IN_DOUBT)),
    Arrow("day_over", RUNNING, BREACHED, (OVER,)),
    Arrow("free", RUNNING, UNKNOWN, (OVER, DOUBTS)),
    Arrow("free", RUNNING, MET, (OVER,)),
    *(Arrow("direct", state, IDLE, (GIVEN_BY_DUE, KNOWN_BY_DUE, DIRECTS), retime) for state in STARTED),
    *(Arrow("direct", state, IDLE, (GIVEN_BY_DUE, KNOWN_BY_DUE, MAY_DIRECT), becloud) for state in STARTED),
)
HEARD = heard(CHART)


def listens(clock: Clock, signal: Signal) -> bool:
    """Whether the chart has an arrow for the signal; after the due day only as long as a response may come late."""
    if clock.state in DUE_AND_OVER and signal.trigger in ("answer", "end"):
        return unanswered(clock)
    return (clock.state, signal.trigger) in HEARD


@lru_cache(maxsize=1)
def clockwork() -> Machine:
    """The one machine for all clocks; it knows nothing of any policy."""
    return shared_machine(Dial, Dial.IDLE, CHART)

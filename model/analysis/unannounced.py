"""Holidays that nobody has announced yet: whether what a search proves holds under them too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from model.analysis.abstract import HOLIDAYS, STRETCH, distinct, strung
from model.analysis.claim import LongestGap, Never
from model.analysis.observe import OBSERVER, Unsearchable, component, watched
from model.analysis.result import Result, Verdict
from model.analysis.worst import reached
from model.calendar import ClosedDay, Unit
from model.policy import Duty, Policy
from model.policy.duty import Form
from model.policy.window import Edge

Look = Callable[[Result], Result]
WHATEVER = "it holds whatever holidays are announced, for it rests on no duty whose days a holiday can move"
NOT_ASKED = "only with the bank holidays known today: abstract calendars were not searched"
EVERY = f"it holds on every abstract calendar too, for cases that begin at most {STRETCH} days before its holidays"


def unannounced(empty: Result, found: Result, about: LongestGap | Never, look: Look, abstract: bool) -> Result:
    """What was found by `look`, and where it is that a claim is proved, what it is under other holidays.

    Abstract calendars are searched only where `abstract` is true, which takes about a minute.
    """
    if found.verdict is not Verdict.PROVED:
        return found
    if rests_on_none(empty, found, look):
        return replace(found, holidays=WHATEVER)
    reason = unfit(empty, about)
    if reason:
        return replace(found, holidays=f"only with the bank holidays known today: {reason}")
    return on_every(empty, found, look) if abstract else replace(found, holidays=NOT_ASKED)


def rests_on_none(empty: Result, found: Result, look: Look) -> bool:
    """Whether the same is proved of those duties alone whose days no holiday can move: of more cases, that is."""
    policy = empty.policy
    fixed = tuple(duty for duty in policy.duties if not movable(duty, policy))
    if fixed == policy.duties:
        return True
    try:
        alone = look(replace(empty, policy=replace(policy, duties=fixed)))
    except Unsearchable:
        return False
    return alone.verdict is Verdict.PROVED and alone.exact == found.exact


def movable(duty: Duty, policy: Policy) -> bool:
    """Whether a holiday can move a day of the duty's window."""
    if duty.form is Form.REQUIRES or policy.calendar.bank_holidays_are_working_days:
        return False
    settled = policy.counting.closed_day is not ClosedDay.STAYS and bool(duty.window.closes)
    return settled or any(edge.period.unit is Unit.WORKING_DAYS for edge in edges(duty))


def edges(duty: Duty) -> list[Edge]:
    """Where the duty's window closes, and where it opens."""
    return [*duty.window.closes, *filter(None, [duty.window.opens])]


def unfit(empty: Result, about: LongestGap | Never) -> str:
    """Why the claim cannot be settled on abstract calendars; empty where it can."""
    if isinstance(about, LongestGap) and about.at_most > STRETCH:
        return f"{about.at_most} days do not fit into the {STRETCH} days of an abstract calendar"
    if empty.policy.calendar.closure_days:
        return "the policy closes on days of its own, which no abstract calendar has"
    duties = (demand.duty for demand in component(*watched(empty.policy, about), empty, about).demands)
    found = (too_long(duty, empty.policy, about) for duty in duties if duty.id != OBSERVER)
    return next(filter(None, found), "")


def too_long(duty: Duty, policy: Policy, about: LongestGap | Never) -> str:
    """Why a duty cannot be laid on abstract calendars; empty where it can."""
    if not duty.always:
        return f"{duty.id} is in force for some time only, and abstract calendars have no dates"
    if movable(duty, policy) and longest(duty, policy, about) > STRETCH:
        return f'"{duty.window.text}" ({duty.id}) may not fit into the {STRETCH} days of an abstract calendar'
    return ""


def longest(duty: Duty, policy: Policy, about: LongestGap | Never) -> int:
    """Calendar days that the duty's window never exceeds, whatever the holidays, also where a direction doubles it."""
    directions = {kind for power in policy.powers_over[duty.id] for kind in power.kinds}
    times = 2 if directions - set(about.without) else 1
    periods = ((edge, replace(edge.period, count=times * edge.period.count)) for edge in edges(duty))
    return max(reached(replace(edge, period=period), HOLIDAYS) for edge, period in periods)


def on_every(empty: Result, found: Result, look: Look) -> Result:
    """What was found, with what a search of all abstract calendars one after the other adds."""
    line = strung()
    further = look(replace(empty, calendar=line.calendar, first=line.first, last=line.last))
    told = replace(
        found,
        states=found.states + further.states,
        transitions=found.transitions + further.transitions,
        abstract_calendars=distinct(),
    )
    if further.verdict is Verdict.NOT_FINISHED:
        return replace(told, verdict=Verdict.NOT_FINISHED, why=further.why, abstract_calendars=0)
    if further.verdict is Verdict.REFUTED:
        why = "it holds with the bank holidays known today, and not on every abstract calendar"
        return replace(told, verdict=Verdict.REFUTED, exact=further.exact, attained=False, why=why)
    exact = max((days for days in (found.exact, further.exact) if days is not None), default=None)
    return replace(told, exact=exact, attained=found.attained or further.attained, holidays=EVERY)

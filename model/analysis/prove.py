"""Proof: whether a claim holds over every day on which a case can begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from model.analysis.abstract import HOLIDAYS, STRETCH, distinct
from model.analysis.adversity import Adversity
from model.analysis.arena import agency_mask
from model.analysis.claim import Claim, Keepable, LatestDue, LongestGap, Never
from model.analysis.exhibit import exhibited
from model.analysis.keep import Kept, survived
from model.analysis.observe import Unsearchable, longest_gap, never
from model.analysis.result import Result, Verdict
from model.analysis.search import Engine, Progress
from model.analysis.trial import can_be_breached
from model.analysis.unannounced import unannounced
from model.analysis.worst import Worst, worst_offset
from model.calendar import Calendar
from model.compiled.compile import compile_policies, every
from model.compiled.line import laid, line_of
from model.compiled.work import gathered
from model.errors import Fault, InvalidInput
from model.policy import Duty, Policy, Strength

PLAYED = (
    "duties that no event answers together are played apart; what the agency does for others may come on any day",
    "what is asked of an event itself, such as who chairs it, is no part of the game",
)
# What begins on the last day is followed for a year, and a period that begins then may be as long again.
BEYOND = timedelta(days=730)


def proved(
    claim: Claim,
    policy: Policy,
    calendar: Calendar,
    first: date,
    last: date,
    *,
    engine: Engine = "numba",
    progress: Progress | None = None,
    abstract: bool = False,
) -> Result:
    """What becomes of a claim about `policy` under its readings, for what begins from `first` to `last`, inclusive.

    A claim that a search proves is searched on abstract calendars too where `abstract` is true.

    `calendar` is the one of the policy's deadlines. InvalidInput where it does not hold the two years before and after,
    where the range is empty, or where the policy cannot be compiled.
    """
    calendar.inside(first - BEYOND)
    calendar.inside(last + BEYOND)
    if last < first:
        raise InvalidInput(Fault("empty-range", "the last day is before the first", f"{first} to {last}"))
    empty = Result(claim, policy, calendar, first, last, Verdict.NOT_FINISHED)
    try:
        return found(empty, engine, progress, abstract)
    except Unsearchable as error:
        return replace(empty, why=str(error))


def found(empty: Result, engine: Engine, progress: Progress | None, abstract: bool) -> Result:
    """The answer, by the form of the claim."""
    about = empty.claim.about
    if isinstance(about, LatestDue):
        return latest_due(empty, about)
    if isinstance(about, Keepable):
        return keepable(empty, about)

    def look(one: Result) -> Result:
        return looked(one, about, engine, progress)

    return unannounced(empty, exhibited(look(empty), about, engine), about, look, abstract)


def looked(empty: Result, about: LongestGap | Never, engine: Engine, progress: Progress | None) -> Result:
    """What one search finds of what lasts, or never happens."""
    search = longest_gap if isinstance(about, LongestGap) else never
    return search(empty, about, engine, progress)  # type: ignore[arg-type]


def keepable(empty: Result, about: Keepable) -> Result:
    """Whether the agency has a way to keep what is its to keep, whatever is done to it; the twin: there is such.

    Proved only where no duty is left out that could be breached; what is refuted of some duties is refuted of all.
    """
    parts = played(empty, about)
    assumed = (*Adversity(failures=about.failed_meetings).told(), *PLAYED)
    followed = min((part.followed for part in parts if part.followed), key=attrgetter("end"), default=None)
    told = replace(empty, assumptions=assumed, states=sum(part.states for part in parts), followed=followed)
    for part in parts:
        if part.against:
            return replace(told, verdict=Verdict.REFUTED, why=f"these cannot all be kept: {', '.join(part.against)}")
    left_out = [*(id for part in parts if part.skipped for id in part.duties), *unsearched(empty, about.strength)]
    if left_out:
        return replace(told, why=f"not played: {', '.join(left_out)}")
    return replace(told, verdict=Verdict.PROVED, attained=bool(parts))


def played(empty: Result, about: Keepable) -> list[Kept]:
    """How every part of the policy that the agency has to keep by a day stands."""
    parts = compile_policies([empty.policy], empty.calendar, strength=about.strength)
    return [
        survived(part, empty.first, empty.last, Adversity(), (about.failed_meetings,))
        for part in parts
        if part.clocks and agency_mask(part)
    ]


def unsearched(empty: Result, strength: Strength) -> list[str]:
    """The duties that could be breached and cannot be searched."""
    policy = empty.policy
    omitted = gathered((policy,), empty.calendar, every, strength, True).omitted
    breachable = dict.fromkeys(duty.id for duty in policy.at_strength(strength) if can_be_breached(duty))
    return [id for id in breachable if f"{policy.id}: {id}" in omitted]


def latest_due(empty: Result, about: LatestDue) -> Result:
    """Over every start day of the calendar, and over every abstract calendar."""
    policy = empty.policy
    versions = [duty for duty in policy.duties if duty.id == about.duty and in_force(duty, empty)]
    if not versions:
        return replace(empty, why="no version of the duty is in force on any of these days")
    if not all(duty.window.closes for duty in versions):
        return replace(empty, verdict=Verdict.REFUTED, why="the duty has no time limit")
    holidays = 0 if policy.calendar.bank_holidays_are_working_days else HOLIDAYS
    try:
        abstract = latest_of([worst_offset(duty.window, policy.counting, holidays) for duty in versions])
        largest = latest_of([latest(duty, empty) for duty in versions])
    except InvalidInput as error:
        return replace(empty, why=str(error))
    exact = max(largest.days, abstract.days)
    return replace(
        empty,
        verdict=Verdict.PROVED if exact <= about.at_most else Verdict.REFUTED,
        exact=exact,
        attained=exact == about.at_most,
        largest=largest,
        abstract=abstract,
        abstract_calendars=distinct(holidays),
        assumptions=assumed(policy, versions, holidays),
    )


def in_force(duty: Duty, empty: Result) -> bool:
    """Whether a version of a duty speaks of some day of the range."""
    return duty.in_force <= empty.last and empty.first <= duty.in_force_until


def latest(duty: Duty, empty: Result) -> Worst:
    """The latest due day in the calendar, of the first anchor that has it; InvalidInput where one lies outside."""
    calendar, counting = empty.calendar, empty.policy.counting
    on_days = laid(duty.window, line_of(calendar), counting)
    # An anchor other than the trigger's day may lie on any day.
    first, last = empty.first, empty.last
    if duty.anchor == "on":
        first, last = max(first, duty.in_force), min(last, duty.in_force_until)
    columns = slice((first - calendar.first).days, (last - calendar.first).days + 1)
    if not on_days.reached[columns].all():
        fact = f"is not over by the end of the calendar, {calendar.last}, for what begins up to {last}"
        raise InvalidInput(Fault("outside-calendar", fact, duty.window.text, hint="end the range sooner"))
    days = (on_days.due - on_days.anchors)[columns]
    return Worst(int(days.max()), first + timedelta(days=int(days.argmax())), calendar)


def latest_of(found: Sequence[Worst]) -> Worst:
    """The first of those with the most days."""
    return max(found, key=attrgetter("days"))


def assumed(policy: Policy, versions: Sequence[Duty], holidays: int) -> tuple[str, ...]:
    """What the answer takes for granted."""
    told = ["every bank holiday of the calendar is known from the start"]
    told.append(f"abstract calendars have at most {holidays} holidays in one stretch of {STRETCH} days, and no others")
    if any(policy.powers_over[duty.id] for duty in versions):
        told.append("no direction sets another interval")
    if any(duty.anchor != "on" for duty in versions):
        told.append("the day that the trigger names lies in the range")
    return tuple(told)

"""Proof: whether a claim holds over every day on which a case can begin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from model.analysis.adversity import Adversity
from model.analysis.arena import agency_mask
from model.analysis.claim import Claim, Keepable, LatestDue, LongestGap, Never
from model.analysis.exhibit import exhibited
from model.analysis.forced import forced
from model.analysis.keep import MOST_EVENTS, Kept, survived
from model.analysis.latest_due import latest_due
from model.analysis.observe import Unsearchable, longest_gap, never
from model.analysis.result import Result, Verdict
from model.analysis.room import TooLarge, fitting
from model.analysis.search import INTERRUPTED, Engine, Progress
from model.analysis.trial import can_be_breached
from model.analysis.unannounced import unannounced
from model.calendar import Calendar
from model.compiled.compile import compile_policies, every
from model.compiled.work import gathered
from model.errors import Fault, InvalidInput
from model.policy import Policy, Strength

PLAYED = (
    "duties that no event answers together are played apart; what the agency does for others may come on any day",
    "what is asked of an event itself, such as who chairs it, is no part of the game",
)
NO_PLAY = f"no play of at most {MOST_EVENTS} events shows how; longer ones were not looked for"
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
        with fitting():
            return found(empty, engine, progress, abstract)
    except (Unsearchable, TooLarge) as error:
        return replace(empty, why=str(error))


def found(empty: Result, engine: Engine, progress: Progress | None, abstract: bool) -> Result:
    """The answer, by the form of the claim."""
    about = empty.claim.about
    if isinstance(about, LatestDue):
        return latest_due(empty, about)
    if isinstance(about, Keepable):
        return keepable(empty, about)

    def look(one: Result) -> Result:
        try:
            with fitting():
                return looked(one, about, engine, progress)
        except TooLarge as why:
            return replace(one, why=str(why))

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
            return lost(told, about, part)
    skipped = [f"{', '.join(part.duties)} ({part.skipped})" for part in parts if part.skipped]
    left_out = [*skipped, *unsearched(empty, about.strength)]
    if left_out:
        return replace(told, why=f"not played: {', '.join(left_out)}")
    return replace(told, verdict=Verdict.PROVED, attained=bool(parts))


def lost(told: Result, about: Keepable, part: Kept) -> Result:
    """Refuted, with the shortest case after which nothing saves what cannot be kept."""
    why = f"these cannot all be kept: {', '.join(part.against)}"
    refuted = replace(told, verdict=Verdict.REFUTED, why=why)
    try:
        against = forced(part, Adversity(failures=about.failed_meetings))
    except TooLarge as error:
        return replace(refuted, why=f"{why}; no case is shown: {error}")
    except KeyboardInterrupt:
        return replace(refuted, why=INTERRUPTED)
    return replace(refuted, against=against, why=why if against else f"{why}; {NO_PLAY}")


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

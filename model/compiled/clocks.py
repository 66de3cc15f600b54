"""Which clock each duty gets, and which duties cannot be searched and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from model.calendar import Calendar, ClosedDay, Period
from model.compiled.compiled import Sense
from model.compiled.dates import beyond_letters
from model.compiled.due import offsets
from model.compiled.walk import correlated, entailed, ties
from model.kinds import ON_PLAN, Vocabulary
from model.oracle.standing import CLOSINGS
from model.policy import Duty, Policy
from model.policy.conditions import Attribute, Pattern, Standing
from model.policy.duty import Applies, Decided, Form
from model.policy.values import OneOf, SameAs
from model.policy.window import ANCHOR_DAY, DAY_BEFORE, Window, within

# How many occasions of one duty can run at once where one response does not answer all.
PLACES = 3


@dataclass(frozen=True)
class Plan:
    """How a duty is compiled: `sense` None for one that is decided by the trigger itself.

    `windows` are the text's own and those of the `directed` intervals, which a direction may set.
    """

    sense: Sense | None
    places: int = 1
    opens: bool = False
    windows: tuple[Window, ...] = ()
    correlated: bool = False
    directed: tuple[str, ...] = ()


def planned(duty: Duty, policy: Policy, vocabulary: Vocabulary, calendar: Calendar) -> Plan | str:
    """The plan for a duty that counts by `calendar`, or why it cannot be searched."""
    reason = beyond_reach(duty, policy, vocabulary)
    if reason:
        return reason
    if duty.form is Form.REQUIRES:
        return Plan(None)
    if duty.window.backward:
        return looking_back(duty, vocabulary)
    return looking_ahead(duty, policy, vocabulary, calendar)


def beyond_reach(duty: Duty, policy: Policy, vocabulary: Vocabulary) -> str:
    """Why the duty is outside what the arrays can say; empty where it is not."""
    excuses, powers = policy.excuses_of[duty.id], policy.powers_over[duty.id]
    reasons = {
        "it has no time limit": duty.form is not Form.REQUIRES and not duty.window.closes,
        "its window counts from a date that the trigger names": duty.anchor != "on",
        "what ends it is compared with the trigger": correlated(duty.until),
        "what answers it is tied to another date of the trigger than its day": any(
            tie != "on" for tie in ties(duty.then)
        ),
        "only some of what answers it is tied to the trigger": correlated(duty.then)
        and not all(map(is_tied, duty.then)),
        "an excuse may be decided at any time, so that no breach is final": any(
            excuse.decided is Decided.ANY_TIME for excuse in excuses
        ),
        "what excuses it is compared with the trigger": any(correlated(excuse.when) for excuse in excuses),
        "an excuse covers a duty without a running time": bool(excuses)
        and (duty.form is not Form.THEN or duty.window.backward),
        "a direction changes the interval that is running": any(
            power.applies is Applies.RUNNING_INTERVAL for power in powers
        ),
        "a direction changes a window that reaches back": bool(powers) and duty.window.backward,
        "a direction can come after the trigger on its own day": direction_too_late(duty, policy, vocabulary),
        "an earlier occasion can run on when a conference and a direction begin another": "icpc_held"
        in duty.trigger_kinds
        and bool(powers)
        and not ends_with_the_plan(duty, vocabulary),
        "only some of its versions are in force": (duty.form is Form.REQUIRES or duty.window.backward)
        and not duty.always,
    }
    return next((reason for reason, holds in reasons.items() if holds), beyond_letters(duty, policy))


def is_tied(pattern: Pattern) -> bool:
    """Whether whatever fits names the trigger's day as one of its dates."""
    return any(
        isinstance(part, Attribute) and part.name != "on" and isinstance(part.test, SameAs)
        for part in entailed(pattern.condition)
    )


def direction_too_late(duty: Duty, policy: Policy, vocabulary: Vocabulary) -> bool:
    """Whether a direction can come behind the trigger inside a day.

    It may come behind a conference, where nothing that answers, ends or excuses comes between the two.
    """
    rank, behind = vocabulary.rank, set(duty.trigger_kinds)
    if "icpc_held" in behind:
        excuses = (kind for excuse in policy.excuses_of[duty.id] for kind in excuse.kinds)
        others = (*duty.response_kinds, *duty.ending_kinds, *excuses)
        behind |= {kind for kind in others if rank[kind] > rank["icpc_held"]}
    directions = [rank[kind] for power in policy.powers_over[duty.id] for kind in power.kinds]
    return any(rank[kind] <= direction for kind in behind - {"icpc_held"} for direction in directions)


def ends_with_the_plan(duty: Duty, vocabulary: Vocabulary) -> bool:
    """Whether every occasion begins on a plan, or with it, and ends with it at the latest."""
    ends = {pattern.event for pattern in duty.until if not pattern.condition.parts}
    return ends >= {"plan_discharged", *CLOSINGS} and all(begins_on_plan(one, vocabulary) for one in duty.when)


def begins_on_plan(pattern: Pattern, vocabulary: Vocabulary) -> bool:
    """Whether a plan runs just after whatever fits."""
    starts = Attribute("outcome", OneOf(("plan",))) if pattern.event == "icpc_held" else None
    found = list(entailed(pattern.condition))
    return starts in found or Standing("on_plan", True) in found or vocabulary.by_name[pattern.event].states <= ON_PLAN


def looking_ahead(duty: Duty, policy: Policy, vocabulary: Vocabulary, calendar: Calendar) -> Plan | str:
    """A window that opens on the anchor day or later."""
    tied, opens = correlated(duty.then), duty.window.opens != ANCHOR_DAY
    if tied and opens:
        return "each occasion needs its own answer, and not before some later day"
    if policy.counting.closed_day is ClosedDay.BEFORE and falls_before(duty, policy, calendar):
        return "its window can be over before it begins"
    sense = Sense.PROHIBITION if duty.form is Form.FORBID else Sense.DEADLINE
    alone = sense is Sense.PROHIBITION and ends_early_in_a_day(duty, vocabulary)
    return Plan(sense, PLACES if tied or opens or alone else 1, opens, (duty.window,), tied)


def falls_before(duty: Duty, policy: Policy, calendar: Calendar) -> bool:
    """Whether a window, the text's own or one that a direction sets, is over on some day before it begins."""
    directed = half_and_double(duty) if policy.powers_over[duty.id] else ()
    windows = (duty.window, *(within(Period.parse(text)) for text in directed))
    tables = (offsets(window, calendar, policy.counting) for window in windows)
    return any(bool(((due == 0) & (opening > 0)).any()) for opening, due in tables)


def ends_early_in_a_day(duty: Duty, vocabulary: Vocabulary) -> bool:
    """Whether an end can come before what is forbidden on one day.

    It ends the occasions that are due later and leaves those due on that day: two of them need two places.
    """
    return any(
        vocabulary.rank[end] < vocabulary.rank[answer] for end in duty.ending_kinds for answer in duty.response_kinds
    )


def looking_back(duty: Duty, vocabulary: Vocabulary) -> Plan | str:
    """A window that lies before the trigger's day."""
    window = duty.window
    if window.opens is None:
        return "its window has no earliest day"
    if duty.form is not Form.THEN or not window.closes[0].before:
        return "its window lies before and after the trigger"
    if window.closes[0].period.count == 0:
        return "its window reaches to the trigger's own day"
    if correlated(duty.then):
        return "what has to come before the trigger is tied to it"
    early = window.closes[0] != DAY_BEFORE
    if not early and any(
        vocabulary.rank[answer] < vocabulary.rank[trigger]
        for answer in duty.response_kinds
        for trigger in duty.trigger_kinds
    ):
        return "a response on the trigger's own day can come before it"
    return Plan(Sense.LOOKBACK, PLACES if early else 1, early, (window,))


def half_and_double(duty: Duty) -> tuple[str, ...]:
    """The intervals that a direction is taken to set: half of the text's own, and twice as long."""
    own = duty.window.closes[0].period
    return str(Period(max(1, own.count // 2), own.unit)), str(Period(own.count * 2, own.unit))


def under_directions(plan: Plan, directed: tuple[str, ...]) -> Plan:
    """The plan with the windows that directions may set."""
    windows = tuple(within(Period.parse(text)) for text in directed)
    return replace(plan, windows=(*plan.windows, *windows), directed=directed)

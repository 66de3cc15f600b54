"""The events of a child of a census, and how often each convention of the import was needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from model.events import Event, Value
from model.history.cin_child import Child, Enquiry, Episode, Plan
from model.history.cin_conferences import outcomes, plans

UNDATED_END, NO_ACTION, PASSED_ON = "undated-end-of-enquiry", "referral-without-action", "need-plan-passed-on"
REOPENED, EARLIER_PLAN = "closed-and-referred-again", "plan-from-an-earlier-year"
CONVENTIONS = {
    UNDATED_END: "section 47 enquiries without a conference end on the day they began: the file has no day for it",
    NO_ACTION: "referrals without further action are left out: nothing was due, and their decision has no day",
    PASSED_ON: "child in need plans that end as a child protection plan begins are left to end by its conference",
    REOPENED: "referrals closed on the day of the next one are left open: the closure would close that one too",
    EARLIER_PLAN: "plans from before the census year are taken to begin at a conference on their first day; "
    "reviews before the year may be missing from the file",
}


def events(child: Child, needed: Counter[str]) -> list[Event]:
    """What happened, in no order; counts in `needed` where a convention was."""
    found = [event for episode in child.episodes for event in of_episode(episode, child, needed)]
    found += [event("icpc_held", day, outcome=outcome) for day, outcome in outcomes(child).items()]
    return found


def event(kind: str, day: date, **attributes: Value) -> Event:
    """An event without an id."""
    return Event(type=kind, on=day, attributes=attributes)


def of_episode(episode: Episode, child: Child, needed: Counter[str]) -> Iterator[Event]:
    """What came of one referral, but for the conferences."""
    if episode.no_further_action and not any(episode.activity()):
        needed[NO_ACTION] += 1
        return
    yield event("referral_received", episode.referred.day)
    for assessment in episode.assessments:
        if assessment.authorised:
            yield event("assessment_completed", assessment.authorised.day)
    for enquiry in episode.enquiries:
        yield from of_enquiry(enquiry, needed)
    for plan in episode.plans:
        yield from of_plan(plan)
    yield from of_need_plans(episode, child, needed)
    yield from of_closure(episode, child, needed)


def of_enquiry(enquiry: Enquiry, needed: Counter[str]) -> Iterator[Event]:
    """The strategy discussion that decided on the enquiry, its start, and its end where no conference is needed."""
    day = enquiry.started.day
    yield event("strategy_discussion_held", day, outcome="section_47")
    yield event("section_47_started", day)
    if enquiry.conference_not_required and enquiry.conference is None:
        needed[UNDATED_END] += 1
        yield event("section_47_concluded", day, icpc_required=False)


def of_plan(plan: Plan) -> Iterator[Event]:
    """The reviews of a plan and its end; a review on the day of the end is the one that decided it."""
    ended = plan.ended.day if plan.ended else None
    for review in plan.reviews:
        yield event("rcpc_held", review.day, outcome="discharge" if review.day == ended else "continue")
    if ended:
        yield event("plan_discharged", ended)


def of_need_plans(episode: Episode, child: Child, needed: Counter[str]) -> Iterator[Event]:
    """The ends of the child in need plans, but for those that a child protection plan takes the place of."""
    starts = {plan.started.day for plan in plans(child)}
    for need_plan in episode.need_plans:
        if need_plan.ended and need_plan.ended.day in starts:
            needed[PASSED_ON] += 1
        elif need_plan.ended:
            yield event("child_in_need_ended", need_plan.ended.day)


def of_closure(episode: Episode, child: Child, needed: Counter[str]) -> Iterator[Event]:
    """The closure, but where the next referral comes on the same day: it would close that one too."""
    if episode.closed is None:
        return
    others = {one.referred.day for one in child.episodes if one is not episode}
    if episode.closed.day in others:
        needed[REOPENED] += 1
        return
    reason = {"reason": episode.closure_reason} if episode.closure_reason else {}
    yield event("case_closed", episode.closed.day, **reason)

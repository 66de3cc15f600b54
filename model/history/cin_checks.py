"""What a census says against itself or no case can be: each is a notice, and the case is judged all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from model.calendar import Period, england_and_wales
from model.errors import Fault, InvalidInput
from model.history.cin_child import Child, Dated, Enquiry, Episode, Plan
from model.history.cin_conferences import begun, conferences
from model.history.cin_events import EARLIER_PLAN

CONFERENCE_WITHIN = Period.parse("15 working days")


def notices(child: Child, reference: date | None, needed: Counter[str]) -> Iterator[Fault]:
    """Everything odd about a child; `reference` is the last day of the census, None where the file does not say it.

    Counts in `needed` where a convention was needed.
    """
    for episode in child.episodes:
        yield from around(episode, child)
        yield from later_than(reference, episode, child)
        yield from of_assessments(episode, child)
        for enquiry in episode.enquiries:
            yield from of_enquiry(enquiry, child)
        for plan in episode.plans:
            yield from of_reviews(plan, child)
    yield from of_plans(child, reference, needed)


def notice(code: str, fact: str, dated: Dated, child: Child, hint: str = "") -> Fault:
    """A notice about one day."""
    return Fault(code, fact, dated.day, f"{child.place(dated.line)}, {dated.tag}", hint)


def around(episode: Episode, child: Child) -> Iterator[Fault]:
    """What lies before the referral or after the closure that it belongs to."""
    start, end = episode.referred.day, episode.closed.day if episode.closed else date.max
    for dated in episode.activity():
        if dated.day < start:
            hint = f"the referral is of {start}; is it another referral's, or a mistyped year?"
            yield notice("before-referral", "is before the referral", dated, child, hint)
        if dated.day > end:
            yield notice("after-closure", "is after the closure", dated, child, f"the case was closed on {end}")
    if end < start:
        yield notice("closed-before-referral", "is before the referral", episode.referred, child, f"closed on {end}")
    if episode.no_further_action and any(episode.activity()):
        hint = "taken as a referral that led to action"
        yield notice("action-without-action", "led to no further action, and to action", episode.referred, child, hint)


def later_than(reference: date | None, episode: Episode, child: Child) -> Iterator[Fault]:
    """What the census could not know yet."""
    for dated in (episode.referred, *episode.activity(), episode.closed):
        if dated and reference and dated.day > reference:
            hint = f"the census ends on {reference}"
            yield notice("after-reference-date", "is after the end of the census", dated, child, hint)


def of_assessments(episode: Episode, child: Child) -> Iterator[Fault]:
    """Assessments that were complete before they began."""
    for one in episode.assessments:
        if one.began and one.authorised and one.authorised.day < one.began.day:
            hint = f"it began on {one.began.day}; are the two days swapped?"
            yield notice("authorised-before-it-began", "was authorised before it began", one.authorised, child, hint)


def of_enquiry(enquiry: Enquiry, child: Child) -> Iterator[Fault]:
    """An enquiry whose conference or target does not go with its start."""
    start, held, target = enquiry.started.day, enquiry.conference, enquiry.target
    if held and held.day < start:
        yield notice("conference-before-enquiry", "is before the enquiry", held, child, f"the enquiry began on {start}")
    if held and enquiry.conference_not_required:
        hint = "taken as held"
        yield notice("conference-not-required", "was held though it was not required", held, child, hint)
    due = due_day(start)
    if target and due and target.day != due:
        hint = f"15 working days after {start} are over on {due}"
        yield notice("other-target-day", "is not the day that the calendar gives", target, child, hint)


def due_day(start: date) -> date | None:
    """The last day for the conference, None where the calendar does not reach that far."""
    try:
        return CONFERENCE_WITHIN.after(start, england_and_wales())
    except InvalidInput:
        return None


def of_reviews(plan: Plan, child: Child) -> Iterator[Fault]:
    """Reviews on days on which there was no plan to review."""
    start, end = plan.started.day, plan.ended.day if plan.ended else date.max
    for review in plan.reviews:
        if not start < review.day <= end:
            hint = f"the plan ran from {start} to {plan.ended.day if plan.ended else 'today'}"
            yield notice(
                "review-outside-plan", "is not a day after the start of the plan, up to its end", review, child, hint
            )


def of_plans(child: Child, reference: date | None, needed: Counter[str]) -> Iterator[Fault]:
    """Plans that run at one time, and plans that do not begin with their conference."""
    found = begun(child)
    for one, other in pairwise(found):
        if one.plan.ended is None or one.plan.ended.day > other.plan.started.day:
            hint = f"the plan of {one.plan.started.day} has not ended by then"
            yield notice("plans-overlap", "starts while another plan runs", other.plan.started, child, hint)
    for one in found:
        if one.held is None:
            yield from without_conference(one.plan, child, reference, needed)
        elif one.held.day != one.plan.started.day:
            hint = f"the census asks for the day of the conference, {one.held.day}; taken to begin with it"
            yield notice("plan-after-its-conference", "is after the conference", one.plan.started, child, hint)


def without_conference(plan: Plan, child: Child, reference: date | None, needed: Counter[str]) -> Iterator[Fault]:
    """A plan that the file has no conference for: before its conference, from an earlier year, or just without."""
    start, end = plan.started.day, plan.ended.day if plan.ended else date.max
    later = [one.day for one in conferences(child) if start < one.day <= end]
    if later:
        hint = f"a conference was held on {min(later)}; taken to begin at a conference on its first day"
        yield notice("plan-before-its-conference", "starts before its conference", plan.started, child, hint)
    elif reference and start <= reference - relativedelta(years=1):
        needed[EARLIER_PLAN] += 1
    else:
        hint = "taken to begin at a conference on its first day"
        yield notice("plan-without-conference", "starts without a conference", plan.started, child, hint)

"""What happened, in words for somebody who has never seen the model: events, days, periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from model.events import Event, Value

PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "referral_received": "a referral was received",
        "referral_decided": "the next step on the referral was decided",
        "strategy_discussion_held": "a strategy discussion was held",
        "section_47_started": "section 47 enquiries began",
        "assessment_completed": "the assessment was completed",
        "section_47_concluded": "the section 47 enquiries were concluded",
        "icpc_held": "the initial child protection conference was held",
        "rcpc_held": "a review child protection conference was held",
        "chair_direction_given": "the conference chair gave a direction",
        "became_looked_after": "the child became looked after",
        "member_added": "a member joined the core group",
        "member_removed": "a member left the core group",
        "core_group_delay_authorised": "a delay of the core group was authorised",
        "core_group_abandoned": "a core group was called and had to be abandoned",
        "core_group_held": "the core group met",
        "core_group_rescheduled": "a core group was moved to another day",
        "core_group_scheduled": "a core group was arranged",
        "record_received": "the notes of a core group reached the social worker",
        "record_distributed": "the record of a core group was sent out",
        "child_seen": "the child was seen",
        "looked_after_review_held": "the child's case was reviewed as a looked-after child",
        "plan_deviated": "there was a deviation from the plan",
        "plan_amended": "the plan was amended",
        "record_disclosed": "a record was disclosed outside the core group",
        "person_excluded": "somebody was excluded from the core group",
        "impasse_reached": "the professionals reached an impasse",
        "escalated": "the matter was escalated",
        "contingency_recommended": "the core group recommended a firmer measure",
        "plan_stalled": "the plan was found not to progress",
        "alternatives_considered": "the core group considered why, and what else could help",
        "risk_to_professionals_found": "a danger to professionals was found",
        "plan_discharged": "the child protection plan was discharged",
        "tac_held": "the team around the child met",
        "child_in_need_ended": "the child in need plan ended",
        "ceased_looked_after": "the child ceased to be looked after",
        "case_transferred": "the case was transferred to another authority",
        "case_closed": "the case was closed",
    }
)

SHORT: Mapping[str, str] = MappingProxyType(
    {"icpc": "initial conference", "rcpc": "review conference", "tac": "team-around-the-child meeting"}
)
IN_SHORT = re.compile(rf"\b({'|'.join(SHORT)})\b")


def in_words(name: str) -> str:
    """A name of the vocabulary (a kind, attribute, state or value), or a text made of them, in words for people.

    >>> in_words("icpc_held"), in_words("core_group_held where next_date is recorded")
    ('initial conference held', 'core group held where next date is recorded')
    """
    return IN_SHORT.sub(lambda found: SHORT[found[0]], name.replace("_", " "))


def phrase(kind: str) -> str:
    """What happened where an event of a kind did, as half a sentence.

    >>> phrase("tac_held"), phrase("supervision_held")
    ('the team around the child met', 'supervision held')
    """
    return PHRASES.get(kind, in_words(kind))


def on_its_day(event: Event) -> str:
    """What happened, and when.

    >>> on_its_day(Event(type="tac_held", on=date(2015, 1, 5)))
    'the team around the child met on Mon 5 January 2015'
    """
    return f"{phrase(event.type)} on {spoken_day(event.on)}"


def spoken_day(day: date) -> str:
    """A day with its weekday.

    >>> spoken_day(date(2015, 1, 5))
    'Mon 5 January 2015'
    """
    return f"{day:%a} {day.day} {day:%B %Y}"


def what_happened(event: Event, absent: Iterable[str] = ()) -> str:
    """The event as half a sentence, with what was recorded of it, and what was not of some attributes.

    >>> what_happened(Event(type="child_seen", on=date(2015, 1, 5), attributes={"alone": True}))
    'the child was seen (alone: yes)'
    """
    facts = {name: spoken(value) for name, value in event.attributes.items()} | dict.fromkeys(absent, "not recorded")
    told = "; ".join(f"{in_words(name)}: {value}" for name, value in sorted(facts.items()))
    return f"{phrase(event.type)} ({told})" if told else phrase(event.type)


def spoken(value: Value) -> str:
    """A value in words: yes and no, days with weekdays, lists with commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return spoken_day(value)
    if isinstance(value, tuple):
        return ", ".join(map(in_words, value)) or "none"
    return in_words(str(value))


def counted(number: int, unit: str) -> str:
    """A number of days in its unit.

    >>> counted(1, "working days"), counted(3, "days")
    ('1 working day', '3 days')
    """
    return f"{number} {unit.removesuffix('s') if number == 1 else unit}"

"""The kinds of event, their attributes, who chooses them and where in a case they can happen.

The order of `KINDS` is the order of events inside one day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import MappingProxyType


class State(Enum):
    """Where a case stands (see `model/MEANING.md`, section 2)."""

    ENQUIRY = "enquiry"
    CONFERENCE_DUE = "conference_due"
    FIRST_CORE_GROUP_DUE = "first_core_group_due"
    CORE_GROUPS_RUNNING = "core_groups_running"
    TAC_DUE = "tac_due"
    CHILD_IN_NEED = "child_in_need"
    CLOSED = "closed"


ANYWHERE = frozenset(State)
OPEN = ANYWHERE - {State.CLOSED}
ON_PLAN = frozenset({State.FIRST_CORE_GROUP_DUE, State.CORE_GROUPS_RUNNING})
OFF_PLAN = ANYWHERE - ON_PLAN
STEPPED_DOWN = frozenset({State.TAC_DUE, State.CHILD_IN_NEED})


class Type(Enum):
    """What an attribute holds."""

    TEXT = "text"
    BOOLEAN = "boolean"
    NUMBER = "number"
    DATE = "date"
    PERIOD = "period"
    TEXTS = "list of text"


class Chooser(Enum):
    """Who decides that an event happens."""

    AGENCY = "agency"
    CHAIR = "chair"
    CIRCUMSTANCE = "circumstance"


class Count(Enum):
    """Since when the events of a kind are numbered: the start of the plan, of being looked after, or of the case."""

    PLAN = "plan"
    CARE = "care"
    CASE = "case"


@dataclass(frozen=True)
class Attribute:
    """One attribute of a kind; `choices` are the only texts it may hold, where there are any."""

    type: Type
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of event; `looked_after` is what the child must be for it to happen (None: either)."""

    name: str
    chosen_by: Chooser
    states: frozenset[State]
    attributes: Mapping[str, Attribute] = field(default_factory=lambda: MappingProxyType({}))
    counted_per: Count = Count.PLAN
    looked_after: bool | None = None


RESERVED = ("type", "on", "id", "recorded_on", "case", "family", "source", "carries")
DATE, BOOLEAN, TEXT, TEXTS, PERIOD = (
    Attribute(kind) for kind in (Type.DATE, Type.BOOLEAN, Type.TEXT, Type.TEXTS, Type.PERIOD)
)


def one_of(*choices: str) -> Attribute:
    """A text out of `choices`."""
    return Attribute(Type.TEXT, choices)


def some_of(*choices: str) -> Attribute:
    """A list of texts out of `choices`."""
    return Attribute(Type.TEXTS, choices)


WORKERS = ("lead_social_worker", "social_worker", "line_manager")
DECIDERS = (*WORKERS, "conference_chair", "core_group_chair", "core_group", "other_professional", "family_member")
RECORD_ITEMS = (
    "date_time_venue",
    "introductions",
    "attendance",
    "plan_reason",
    "summary",
    "progress",
    "additional_discussion",
    "disagreements",
    "plan_reviewed",
    "plan_changes",
    "actions",
    "child_views",
    "visits",
    "parent_views",
    "next_meeting",
    "concluding_comments",
)
CORE_GROUP_HELD = {
    "chair": one_of(*WORKERS, "other_professional", "family_member"),
    "lead_social_worker_present": BOOLEAN,
    "agencies_present": TEXTS,
    "family_present": BOOLEAN,
    "child_present": BOOLEAN,
    "minute_taker": one_of(*WORKERS, "other_professional", "family_member"),
    "judged_quorate": BOOLEAN,
    "exceptional_circumstances": BOOLEAN,
    "next_date": DATE,
    "record_items": some_of(*RECORD_ITEMS),
    "plan_explained": BOOLEAN,
    "absent_without_report": TEXTS,
    "risk_discussed": BOOLEAN,
    "on_case_system": BOOLEAN,
    "family_helped_to_attend": BOOLEAN,
    "interpreter": one_of("professional", "family_member", "none_needed"),
}
MEMBER = {
    "agency": TEXT,
    "family_views_sought": BOOLEAN,
    "disagreement": BOOLEAN,
    "decided_by": one_of(*DECIDERS),
    "referred_to": one_of("conference_chair", "line_manager", "nobody"),
}


def _kind(
    name: str,
    chosen_by: Chooser,
    states: frozenset[State],
    attributes: Mapping[str, Attribute] | None = None,
    counted_per: Count = Count.PLAN,
    looked_after: bool | None = None,
) -> Kind:
    return Kind(name, chosen_by, states, MappingProxyType(dict(attributes or {})), counted_per, looked_after)


AGENCY, CHAIR, CIRCUMSTANCE = Chooser.AGENCY, Chooser.CHAIR, Chooser.CIRCUMSTANCE

KINDS: tuple[Kind, ...] = (
    _kind("referral_received", CIRCUMSTANCE, ANYWHERE, counted_per=Count.CASE),
    _kind("referral_decided", AGENCY, ANYWHERE, {"outcome": TEXT}, Count.CASE),
    _kind(
        "strategy_discussion_held",
        AGENCY,
        ANYWHERE,
        {"outcome": one_of("section_47", "no_further_action")},
        Count.CASE,
    ),
    _kind("section_47_started", AGENCY, ANYWHERE, counted_per=Count.CASE),
    _kind("assessment_completed", AGENCY, ANYWHERE, counted_per=Count.CASE),
    _kind("section_47_concluded", AGENCY, OPEN, {"icpc_required": BOOLEAN}, Count.CASE),
    _kind(
        "icpc_held",
        CHAIR,
        OFF_PLAN,
        {"outcome": one_of("plan", "no_plan"), "agencies_involved": TEXTS, "members_named": BOOLEAN},
        Count.CASE,
    ),
    _kind(
        "rcpc_held",
        CHAIR,
        ON_PLAN,
        {
            "outcome": one_of("continue", "discharge"),
            "core_groups_checked": BOOLEAN,
            "core_group_date_set": BOOLEAN,
            "exceptional_circumstances": BOOLEAN,
        },
    ),
    _kind(
        "chair_direction_given",
        CHAIR,
        ON_PLAN,
        {"subject": one_of("core_group_interval", "seeing_interval"), "interval": PERIOD},
    ),
    _kind("became_looked_after", CIRCUMSTANCE, ANYWHERE, counted_per=Count.CASE, looked_after=False),
    _kind("member_added", AGENCY, ON_PLAN, MEMBER),
    _kind("member_removed", AGENCY, ON_PLAN, MEMBER),
    _kind(
        "core_group_delay_authorised",
        AGENCY,
        ON_PLAN,
        {"by": one_of(*DECIDERS), "reason_recorded": BOOLEAN},
    ),
    _kind(
        "core_group_abandoned",
        CIRCUMSTANCE,
        ON_PLAN,
        {
            "reason": one_of("too_few_present", "family_absent", "impasse", "safety", "other"),
            "agencies_present": TEXTS,
        },
    ),
    _kind("core_group_held", AGENCY, ON_PLAN, CORE_GROUP_HELD),
    _kind("core_group_rescheduled", AGENCY, ON_PLAN, {"from": DATE, "to": DATE}),
    _kind("core_group_scheduled", AGENCY, ON_PLAN, {"for": DATE}),
    _kind("record_received", AGENCY, ANYWHERE, {"meeting": DATE}),
    _kind("record_distributed", AGENCY, ANYWHERE, {"meeting": DATE, "to": one_of("all_members", "attendees", "some")}),
    _kind(
        "child_seen",
        AGENCY,
        ANYWHERE,
        {"by": one_of("lead_social_worker", "social_worker", "professional"), "alone": BOOLEAN},
    ),
    _kind("looked_after_review_held", AGENCY, ANYWHERE, counted_per=Count.CARE, looked_after=True),
    _kind("plan_deviated", AGENCY, ON_PLAN, {"significant": BOOLEAN, "agreed_by": one_of(*DECIDERS, "nobody")}),
    _kind("plan_amended", AGENCY, ON_PLAN),
    _kind(
        "record_disclosed",
        AGENCY,
        ANYWHERE,
        {
            "consent_by": one_of(*DECIDERS, "nobody"),
            "disagreement": BOOLEAN,
            "referred_to": one_of("conference_chair", "line_manager", "nobody"),
        },
    ),
    _kind("person_excluded", AGENCY, ON_PLAN, {"decided_by": one_of(*DECIDERS), "reason_recorded": BOOLEAN}),
    _kind("impasse_reached", CIRCUMSTANCE, ON_PLAN),
    _kind("escalated", AGENCY, ANYWHERE),
    _kind(
        "contingency_recommended",
        AGENCY,
        ON_PLAN,
        {
            "measure": one_of(
                "legal_planning_meeting",
                "review_brought_forward",
                "plan_amendment",
                "other_agency_powers",
                "family_group_conference",
                "other",
            )
        },
    ),
    _kind("plan_stalled", CIRCUMSTANCE, ON_PLAN),
    _kind("alternatives_considered", AGENCY, ON_PLAN, {"reasons_recorded": BOOLEAN}),
    _kind("risk_to_professionals_found", CIRCUMSTANCE, ON_PLAN),
    _kind("plan_discharged", CHAIR, ON_PLAN, {"by": one_of("conference_chair", "conference", *WORKERS)}),
    _kind("tac_held", AGENCY, STEPPED_DOWN),
    _kind("child_in_need_ended", AGENCY, OPEN - ON_PLAN, counted_per=Count.CASE),
    _kind("ceased_looked_after", CIRCUMSTANCE, ANYWHERE, counted_per=Count.CASE, looked_after=True),
    _kind("case_transferred", CIRCUMSTANCE, OPEN, counted_per=Count.CASE),
    _kind("case_closed", AGENCY, OPEN, {"reason": TEXT}, Count.CASE),
)


@dataclass(frozen=True)
class Vocabulary:
    """The kinds that a history may use, in the order in which they come inside one day."""

    kinds: tuple[Kind, ...] = KINDS

    @cached_property
    def by_name(self) -> Mapping[str, Kind]:
        """Every kind by its name."""
        return MappingProxyType({kind.name: kind for kind in self.kinds})

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of every kind inside one day, from 0."""
        return MappingProxyType({kind.name: place for place, kind in enumerate(self.kinds)})

    def replaced(self, kind: Kind) -> Vocabulary:
        """A vocabulary in which `kind` stands in the place of the one of the same name."""
        return Vocabulary(tuple(kind if old.name == kind.name else old for old in self.kinds))

    def inserted(self, kind: Kind, before: str) -> Vocabulary:
        """A vocabulary with one kind more, which comes before the kind `before` inside a day."""
        place = self.rank[before]
        return Vocabulary((*self.kinds[:place], kind, *self.kinds[place:]))


BUILT_IN = Vocabulary()

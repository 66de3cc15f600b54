"""The kinds of event in their order inside a day, where in a case each can happen, and where it leads."""

from typing import Any

ENQUIRY, CONFERENCE_DUE, CLOSED = "enquiry", "conference_due", "closed"
FIRST_DUE, RUNNING = "first_core_group_due", "core_groups_running"
TAC_DUE, IN_NEED = "tac_due", "child_in_need"

EVERYWHERE = (ENQUIRY, CONFERENCE_DUE, FIRST_DUE, RUNNING, TAC_DUE, IN_NEED, CLOSED)
WHILE_OPEN = (ENQUIRY, CONFERENCE_DUE, FIRST_DUE, RUNNING, TAC_DUE, IN_NEED)
ON_A_PLAN = (FIRST_DUE, RUNNING)
OFF_A_PLAN = (ENQUIRY, CONFERENCE_DUE, TAC_DUE, IN_NEED, CLOSED)

# In the order in which they come inside one day.
STATES: dict[str, tuple[str, ...]] = {
    "referral_received": EVERYWHERE,
    "referral_decided": EVERYWHERE,
    "strategy_discussion_held": EVERYWHERE,
    "section_47_started": EVERYWHERE,
    "assessment_completed": EVERYWHERE,
    "section_47_concluded": WHILE_OPEN,
    "icpc_held": OFF_A_PLAN,
    "rcpc_held": ON_A_PLAN,
    "chair_direction_given": ON_A_PLAN,
    "became_looked_after": EVERYWHERE,
    "member_added": ON_A_PLAN,
    "member_removed": ON_A_PLAN,
    "core_group_delay_authorised": ON_A_PLAN,
    "core_group_abandoned": ON_A_PLAN,
    "core_group_held": ON_A_PLAN,
    "core_group_rescheduled": ON_A_PLAN,
    "core_group_scheduled": ON_A_PLAN,
    "record_received": EVERYWHERE,
    "record_distributed": EVERYWHERE,
    "child_seen": EVERYWHERE,
    "looked_after_review_held": EVERYWHERE,
    "plan_deviated": ON_A_PLAN,
    "plan_amended": ON_A_PLAN,
    "record_disclosed": EVERYWHERE,
    "person_excluded": ON_A_PLAN,
    "impasse_reached": ON_A_PLAN,
    "escalated": EVERYWHERE,
    "contingency_recommended": ON_A_PLAN,
    "plan_stalled": ON_A_PLAN,
    "alternatives_considered": ON_A_PLAN,
    "risk_to_professionals_found": ON_A_PLAN,
    "plan_discharged": ON_A_PLAN,
    "tac_held": (TAC_DUE, IN_NEED),
    "child_in_need_ended": (ENQUIRY, CONFERENCE_DUE, TAC_DUE, IN_NEED),
    "ceased_looked_after": EVERYWHERE,
    "case_transferred": WHILE_OPEN,
    "case_closed": WHILE_OPEN,
}
RANK = list(STATES)
ONLY_IF_LOOKED_AFTER = {"became_looked_after": False, "looked_after_review_held": True, "ceased_looked_after": True}
COUNTED_PER_CARE = {"looked_after_review_held"}
COUNTED_PER_CASE = {
    *("referral_received", "referral_decided", "strategy_discussion_held", "section_47_started"),
    *("assessment_completed", "section_47_concluded", "icpc_held", "became_looked_after"),
    *("child_in_need_ended", "ceased_looked_after", "case_transferred", "case_closed"),
}


def can_happen(kind: str, states: tuple[str, ...], state: str, looked_after: bool) -> bool:
    """A kind of a policy's own that names no states can happen everywhere."""
    return state in (states or EVERYWHERE) and looked_after == ONLY_IF_LOOKED_AFTER.get(kind, looked_after)


def starts_a_plan(event: dict[str, Any]) -> bool:
    return event["type"] == "icpc_held" and event.get("outcome") != "no_plan"


def state_after(event: dict[str, Any], state: str, quorate: bool) -> str:
    """Where a taken event leads; `quorate` says whether a core group certainly was."""
    kind = event["type"]
    if kind in ("referral_received", "strategy_discussion_held", "section_47_started"):
        return ENQUIRY if state == CLOSED else state
    if kind == "section_47_concluded":
        return after_section_47(event.get("icpc_required"), state)
    if kind == "icpc_held":
        no_plan = ENQUIRY if state in (CONFERENCE_DUE, CLOSED) else state
        return FIRST_DUE if starts_a_plan(event) else no_plan
    if kind == "core_group_held":
        return RUNNING if quorate else state
    if kind == "child_in_need_ended":
        return ENQUIRY if state in (TAC_DUE, IN_NEED) else state
    endings = {"plan_discharged": TAC_DUE, "tac_held": IN_NEED, "case_closed": CLOSED, "case_transferred": CLOSED}
    return endings.get(kind, state)


def after_section_47(icpc_required: bool | None, state: str) -> str:
    if icpc_required is True and state == ENQUIRY:
        return CONFERENCE_DUE
    if icpc_required is False and state == CONFERENCE_DUE:
        return ENQUIRY
    return state

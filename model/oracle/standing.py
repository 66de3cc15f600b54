"""Where a case stands, by definition: from which events were taken last, with no state carried along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.events import Event
from model.kinds import Kind, State
from model.policy.scene import Tri

NEVER = -1
PLAN_START, CERTAIN_PLAN, QUORATE = "plan start", "certain plan", "quorate"
ICPC_REQUIRED, ICPC_NOT_REQUIRED = "icpc required", "icpc not required"
CLOSINGS = ("case_closed", "case_transferred")
REOPENINGS = ("referral_received", "strategy_discussion_held", "section_47_started", "icpc_held")
CARE = ("became_looked_after", "ceased_looked_after")
STEPS_DOWN = ("plan_discharged", "tac_held", "child_in_need_ended")
DECISIVE = frozenset({*CLOSINGS, *REOPENINGS, *CARE, *STEPS_DOWN})

Last = Mapping[str, int]


def latest(last: Last, *names: str) -> int:
    """The place of the latest event of any of these names, -1 where there is none."""
    return max(last.get(name, NEVER) for name in names)


def closed(last: Last) -> bool:
    """Closed or transferred, and not opened again since."""
    return latest(last, *CLOSINGS) > latest(last, *REOPENINGS)


def on_plan(last: Last) -> bool:
    """A plan was started, and neither discharged nor the case closed since."""
    return latest(last, PLAN_START) > latest(last, "plan_discharged", *CLOSINGS)


def looked_after(last: Last) -> bool:
    """Became looked after, and has not ceased to be since."""
    return latest(last, "became_looked_after") > latest(last, "ceased_looked_after")


def state(last: Last) -> State:
    """The lifecycle state (see `model/MEANING.md`, section 2)."""
    if closed(last):
        return State.CLOSED
    if on_plan(last):
        running = latest(last, QUORATE) > latest(last, PLAN_START)
        return State.CORE_GROUPS_RUNNING if running else State.FIRST_CORE_GROUP_DUE
    if latest(last, "plan_discharged") > latest(last, "child_in_need_ended", *CLOSINGS):
        met = latest(last, "tac_held") > latest(last, "plan_discharged")
        return State.CHILD_IN_NEED if met else State.TAC_DUE
    if latest(last, ICPC_REQUIRED) > latest(last, ICPC_NOT_REQUIRED, "icpc_held", *CLOSINGS):
        return State.CONFERENCE_DUE
    return State.ENQUIRY


class Standing(NamedTuple):
    """How things stand after some events; `on_plan` is unknown where the conference's outcome was not recorded."""

    state: State
    on_plan: Tri
    looked_after: bool

    def why_not(self, kind: Kind) -> str | None:
        """The rule that keeps an event of `kind` from happening as things stand, None where it can happen."""
        if self.state not in kind.states:
            able = ", ".join(one.value for one in State if one in kind.states)
            return f"{kind.name.replace('_', ' ')} can happen only in: {able}"
        if kind.looked_after not in (None, self.looked_after):
            child = f"a child who is {'' if kind.looked_after else 'not '}looked after"
            return f"{kind.name.replace('_', ' ')} needs {child}"
        return None


def standing(last: Last) -> Standing:
    """How things stand, from which events were taken last."""
    sure = latest(last, CERTAIN_PLAN) == latest(last, PLAN_START)
    return Standing(state(last), None if on_plan(last) and not sure else on_plan(last), looked_after(last))


def notable(event: Event, before: State, quorate: bool) -> str | None:
    """What else the event is remembered as: the start of a plan, a quorate core group, a conference required or not."""
    if event.type == "icpc_held":
        return PLAN_START if event.get("outcome") != "no_plan" else None
    if event.type == "core_group_held":
        return QUORATE if quorate else None
    if event.type == "section_47_concluded" and before in (State.ENQUIRY, State.CONFERENCE_DUE):
        required = event.get("icpc_required")
        return None if required is None else ICPC_REQUIRED if required else ICPC_NOT_REQUIRED
    return None

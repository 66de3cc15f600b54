"""Every edge of the lifecycle's table walked on the machine, every other pair refused."""

from datetime import date
from typing import Any

import pytest

from model.calendar import FirstDay, england_and_wales
from model.events import Event
from model.kinds import BUILT_IN, OPEN, Chooser, Kind, State
from model.policy.conditions import All, Attribute
from model.policy.values import OneOf
from model.statemachine.arrows import Arrow
from model.statemachine.lifecycle import (
    CARE,
    MOVES,
    NEEDS,
    OWN,
    TABLE,
    Refused,
    Standing,
    lifecycle,
    meet,
    table,
)
from model.statemachine.memory import Memory
from tests.statemachine.miniatures import core_group, event, plan, policy, ran

DAY = date(2015, 1, 5)
QUORUM = All((Attribute("judged_quorate", OneOf((True,))),))
# What an event must say for a guard to hold, and the child be.
SAYS: dict[str, dict[str, Any]] = {
    "conference_required": {"icpc_required": True},
    "conference_not_required": {"icpc_required": False},
    "plan_made": {"outcome": "plan"},
    "no_plan_made": {"outcome": "no_plan"},
    "quorate": {"judged_quorate": True},
}
# What an event says for which every guarded move of its kind fails.
ELSE: dict[str, dict[str, Any]] = {"icpc_held": {"outcome": "no_plan"}, "core_group_held": {"judged_quorate": False}}

# Typed from the page on meaning, section 2.
HAND_TYPED = [
    ("referral_received", {}, "closed", "enquiry"),
    ("referral_received", {}, "tac_due", "tac_due"),
    ("strategy_discussion_held", {}, "closed", "enquiry"),
    ("strategy_discussion_held", {}, "core_groups_running", "core_groups_running"),
    ("section_47_started", {}, "closed", "enquiry"),
    ("section_47_concluded", {"icpc_required": True}, "enquiry", "conference_due"),
    ("section_47_concluded", {"icpc_required": False}, "enquiry", "enquiry"),
    ("section_47_concluded", {"icpc_required": False}, "conference_due", "enquiry"),
    ("section_47_concluded", {}, "conference_due", "conference_due"),
    ("section_47_concluded", {"icpc_required": True}, "tac_due", "tac_due"),
    ("icpc_held", {"outcome": "plan"}, "enquiry", "first_core_group_due"),
    ("icpc_held", {"outcome": "plan"}, "closed", "first_core_group_due"),
    ("icpc_held", {}, "child_in_need", "first_core_group_due"),
    ("icpc_held", {"outcome": "no_plan"}, "conference_due", "enquiry"),
    ("icpc_held", {"outcome": "no_plan"}, "closed", "enquiry"),
    ("icpc_held", {"outcome": "no_plan"}, "tac_due", "tac_due"),
    ("core_group_held", {"judged_quorate": True}, "first_core_group_due", "core_groups_running"),
    ("core_group_held", {"judged_quorate": False}, "first_core_group_due", "first_core_group_due"),
    ("core_group_held", {}, "first_core_group_due", "first_core_group_due"),
    ("core_group_held", {}, "core_groups_running", "core_groups_running"),
    ("rcpc_held", {"outcome": "discharge"}, "core_groups_running", "core_groups_running"),
    ("plan_discharged", {}, "first_core_group_due", "tac_due"),
    ("plan_discharged", {}, "core_groups_running", "tac_due"),
    ("tac_held", {}, "tac_due", "child_in_need"),
    ("tac_held", {}, "child_in_need", "child_in_need"),
    ("child_in_need_ended", {}, "tac_due", "enquiry"),
    ("child_in_need_ended", {}, "child_in_need", "enquiry"),
    ("child_in_need_ended", {}, "conference_due", "conference_due"),
    ("case_closed", {}, "core_groups_running", "closed"),
    ("case_transferred", {}, "enquiry", "closed"),
    ("record_distributed", {}, "closed", "closed"),
    ("child_seen", {}, "closed", "closed"),
    ("became_looked_after", {}, "core_groups_running", "core_groups_running"),
]


def standing(state: State, happens: Event, *, looked_after: bool = False) -> Standing:
    """A case in a state, which an event has just met."""
    memory = Memory(england_and_wales(), FirstDay.DAY_AFTER)
    case = Standing(memory, QUORUM)
    case._state, case.looked_after = state, looked_after
    memory.meet(happens, BUILT_IN.by_name[happens.type], case.on_plan, looked_after)
    return case


def taking(arrow: Arrow) -> Standing:
    """A case in which exactly this arrow is to be taken."""
    names = [guard.name for guard in arrow.guards]
    says = [SAYS[name] for name in names if name in SAYS] or [ELSE.get(arrow.trigger, {})]
    happens = Event(type=arrow.trigger, on=DAY, id="e", attributes=says[0])
    return standing(arrow.source, happens, looked_after="looked_after" in names)  # type: ignore[arg-type]


def arrow_id(arrow: Arrow) -> str:
    return "-".join([arrow.source.value, arrow.trigger, *(guard.name for guard in arrow.guards)])


@pytest.mark.parametrize("arrow", TABLE, ids=arrow_id)
def test_every_arrow_of_the_table_is_walked_by_the_machine(arrow: Arrow) -> None:
    case = taking(arrow)
    step = meet(lifecycle(BUILT_IN), case)
    assert (step.source, step.dest) == (arrow.source.value, (arrow.dest or arrow.source).value)
    assert {name for name, truth in step.guards if truth} >= {guard.name for guard in arrow.guards}


def test_the_machine_has_the_arrows_of_the_table_in_its_order_and_no_others() -> None:
    events = lifecycle(BUILT_IN).events
    built = {
        (name, one.source, one.dest, tuple(condition.func for condition in one.conditions))
        for name, happening in events.items()
        for group in happening.transitions.values()
        for one in group
    }
    rows = {(one.trigger, one.source.name, one.dest and one.dest.name, one.guards) for one in TABLE}
    assert built == rows
    assert len(TABLE) == len(rows)
    for (name, source), guards in first_guards().items():
        assert [c.func for c in events[name].transitions[source.name][0].conditions] == list(guards)


def first_guards() -> dict[tuple[str, State], tuple[Any, ...]]:
    """The guards of the first arrow for each trigger and state, by the table's order."""
    table: dict[tuple[str, State], tuple[Any, ...]] = {}
    for arrow in TABLE:
        table.setdefault((arrow.trigger, arrow.source), arrow.guards)  # type: ignore[arg-type]
    return table


PAIRS = [(kind, state) for kind in BUILT_IN.kinds for state in State if state not in kind.states]


@pytest.mark.parametrize(("kind", "state"), PAIRS, ids=lambda one: getattr(one, "name", str(one)))
def test_every_other_pair_of_event_and_state_is_refused(kind: Kind, state: State) -> None:
    case = standing(state, Event(type=kind.name, on=DAY, id="e"), looked_after=bool(kind.looked_after))
    with pytest.raises(Refused) as refused:
        meet(lifecycle(BUILT_IN), case)
    assert (refused.value.state, refused.value.guard) == (state, None)
    assert refused.value.why.endswith(", ".join(one.value for one in State if one in kind.states))
    assert case.state is state


@pytest.mark.parametrize("kind", BUILT_IN.kinds, ids=lambda kind: kind.name)
def test_the_table_lets_a_kind_happen_where_its_definition_does(kind: Kind) -> None:
    assert {arrow.source for arrow in TABLE if arrow.trigger == kind.name} == kind.states
    needs = {guard.name for arrow in CARE if arrow.trigger == kind.name for guard in arrow.guards}
    assert needs == {None: set(), True: {"looked_after"}, False: {"not_looked_after"}}[kind.looked_after]


@pytest.mark.parametrize(("kind", "says", "source", "dest"), HAND_TYPED)
def test_the_lifecycle_is_the_one_of_the_page(kind: str, says: dict[str, Any], source: str, dest: str) -> None:
    case = standing(State(source), Event(type=kind, on=DAY, id="e", attributes=says))
    assert meet(lifecycle(BUILT_IN), case).dest == dest


@pytest.mark.parametrize(
    ("kind", "looked_after"),
    [("became_looked_after", True), ("looked_after_review_held", False), ("ceased_looked_after", False)],
)
def test_a_guard_that_fails_is_a_refusal_with_the_guards_name(kind: str, looked_after: bool) -> None:
    case = standing(State.ENQUIRY, Event(type=kind, on=DAY, id="e7"), looked_after=looked_after)
    with pytest.raises(Refused) as refused:
        meet(lifecycle(BUILT_IN), case)
    guard = "not_looked_after" if looked_after else "looked_after"
    assert (refused.value.event.id, refused.value.state, refused.value.guard) == ("e7", State.ENQUIRY, guard)
    assert refused.value.why == f"{kind.replace('_', ' ')} needs {NEEDS[guard]}"
    assert str(refused.value) == f"{kind} of 2015-01-05 (e7) in enquiry: {refused.value.why}"


def test_only_guards_of_being_looked_after_can_refuse() -> None:
    guarded = {(arrow.trigger, arrow.source) for arrow in MOVES if arrow.guards}
    left = {(arrow.trigger, arrow.source) for arrow in TABLE if not arrow.guards}
    both = {(trigger, source) for trigger, source in guarded if trigger == "icpc_held"}
    assert guarded - both <= left
    assert {guard.name for arrow in CARE for guard in arrow.guards} == set(NEEDS)


def test_becoming_and_ceasing_to_be_looked_after_move_nothing_but_the_second_region() -> None:
    case = standing(State.CORE_GROUPS_RUNNING, Event(type="became_looked_after", on=DAY))
    step = meet(lifecycle(BUILT_IN), case)
    assert (step.source, step.dest, case.looked_after) == ("core_groups_running", "core_groups_running", True)
    case = standing(State.TAC_DUE, Event(type="ceased_looked_after", on=DAY), looked_after=True)
    assert meet(lifecycle(BUILT_IN), case).guards == (("looked_after", True),)
    assert case.looked_after is False


def test_closing_does_not_end_being_looked_after_which_goes_on_in_every_state() -> None:
    run = ran(
        policy(),
        60,
        event("became_looked_after", 5),
        event("case_closed", 6),
        event("looked_after_review_held", 7, id="while closed"),
        event("referral_received", 8),
        event("looked_after_review_held", 9, id="opened again"),
        event("became_looked_after", 10, id="twice"),
    )
    assert [(one.event, one.type, one.state) for one in run.refused] == [
        ("twice", "became_looked_after", "enquiry"),
    ]


def test_the_second_region_is_there_in_every_state() -> None:
    assert {arrow.source for arrow in CARE} == set(State)


def test_a_refused_event_is_seen_by_nothing_else() -> None:
    when = {"event": "core_group_held", "nth": 1}
    under = policy({**DUTY, "when": when, "requires": {"family_present": True}})
    early = core_group(4, id="early", family_present=True)
    run = ran(under, 60, early, plan(), core_group(6, id="first", family_present=True))
    assert [one.event for one in run.refused] == ["early"]
    assert run.refused[0].rule == "core group held can happen only in: first_core_group_due, core_groups_running"
    assert [(one.trigger, one.status.value) for one in run.findings] == [("first", "met")]
    assert all(step.event != "early" for step in run.steps)


DUTY: dict[str, Any] = {"id": "d", "clauses": ["1"], "strength": "must", "owed_by": "x", "says": "x"}


def test_a_kind_that_a_policy_declares_happens_in_its_states_and_moves_nothing() -> None:
    birth = Kind("birth", Chooser.CIRCUMSTANCE, frozenset({State.ENQUIRY, State.TAC_DUE}))
    words = BUILT_IN.inserted(birth, "plan_discharged")
    rows = [arrow for arrow in table(words) if arrow.trigger not in OWN]
    assert [(row.trigger, row.source, row.dest, row.guards) for row in rows] == [
        ("birth", State.ENQUIRY, None, ()),
        ("birth", State.TAC_DUE, None, ()),
    ]
    assert lifecycle(words).events["birth"].transitions.keys() == {"ENQUIRY", "TAC_DUE"}


def test_policies_that_declare_the_same_kinds_share_one_machine() -> None:
    assert lifecycle(BUILT_IN) is lifecycle(policy().vocabulary)
    other = BUILT_IN.inserted(Kind("birth", Chooser.CIRCUMSTANCE, OPEN), "plan_discharged")
    assert lifecycle(other) is not lifecycle(BUILT_IN)

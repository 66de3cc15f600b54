"""The lifecycle as a graph: what holds of every case, whatever happens to it."""

from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

from model.analysis.lifecycle import (
    Move,
    Place,
    beyond_choice,
    chosen_by,
    dead_ends,
    dominators,
    lifecycle,
    lifecycle_with_care,
    moves_of,
    needed,
    reachable,
    recurring,
    simple_paths,
    ways,
    without,
)
from model.kinds import ON_PLAN, OPEN, Chooser, State
from model.statemachine import run
from tests.naive.lifecycle import STATES, can_happen, state_after
from tests.strategies import FILES, Question, policy_of, questions, random_questions

ENQUIRY, CONFERENCE_DUE, FIRST, RUNNING, TAC_DUE, CHILD_IN_NEED, CLOSED = State
NOT_LOOKED_AFTER, LOOKED_AFTER = ({Place(state, care) for state in State} for care in (False, True))
GRAPH = lifecycle(policy_of("brent-2014"))
WITH_CARE = lifecycle_with_care(policy_of("brent-2014"))
RE_OPENS = {"referral_received", "strategy_discussion_held", "section_47_started", "icpc_held"}
CLOSES = {"case_closed", "case_transferred"}
# What an event must say for a guard to hold.
SAYS: dict[str, dict[str, Any]] = {
    "conference_required": {"icpc_required": True},
    "conference_not_required": {"icpc_required": False},
    "plan_made": {"outcome": "plan"},
    "no_plan_made": {"outcome": "no_plan"},
}


def event_of(move: Move[Place]) -> dict[str, Any]:
    """An event by which the naive program takes this very move."""
    missing: dict[str, Any] = {"outcome": "no_plan"} if "plan_made" in move.unless else {}
    return {"type": move.kind, **missing, **{k: v for name in move.guards for k, v in SAYS.get(name, {}).items()}}


# ---- the graph


def naively(move: Move[Place]) -> tuple[str, bool]:
    """Where the naive program goes with the event of a move."""
    source, care_after = move.source, {"became_looked_after": True, "ceased_looked_after": False}
    assert can_happen(move.kind, STATES[move.kind], source.state.value, source.looked_after)
    state = state_after(event_of(move), source.state.value, "quorate" in move.guards)
    return state, care_after.get(move.kind, source.looked_after)


def test_every_move_leads_where_the_naive_program_goes() -> None:
    strays = [move for move in moves_of(WITH_CARE) if naively(move) != (move.dest.state.value, move.dest.looked_after)]
    assert strays == []


@pytest.mark.parametrize("policy", FILES)
def test_a_kind_happens_in_the_places_that_its_definition_names(policy: str) -> None:
    happens = {(move.kind, move.source) for move in moves_of(lifecycle_with_care(policy_of(policy)))}
    assert happens == {
        (kind.name, Place(state, care))
        for kind in policy_of(policy).vocabulary.kinds
        for state in kind.states
        for care in (False, True)
        if kind.looked_after in (None, care)
    }


@given(questions)
def test_every_history_walks_the_graph_of_its_policy(question: Question) -> None:
    graph = lifecycle(policy_of(question.policy))
    policy, readings = policy_of(question.policy), dict(question.readings)
    walked = run(question.history, policy, readings, question.as_of, question.known_at).steps
    moves = {(move.source.value, move.kind, move.dest.value) for move in moves_of(graph)}
    steps = [step for step in walked if step.subject == "case"]
    assert {(step.source, step.trigger, step.dest) for step in steps} <= moves
    assert all(one.dest == other.source for one, other in pairwise(steps))


def test_sometimes_every_move_out_of_a_state_is_walked() -> None:
    """Twin of the law above: the histories go everywhere."""
    walked = set()
    for question in random_questions(8, 400, ["brent-2014"]):
        steps = run(question.history, policy_of(question.policy), {}, question.as_of, question.known_at).steps
        walked |= {(step.source, step.dest) for step in steps if step.subject == "case"}
    assert walked == {(move.source.value, move.dest.value) for move in moves_of(GRAPH)}


@pytest.mark.parametrize("policy", FILES)
def test_being_looked_after_changes_nothing_in_the_lifecycle(policy: str) -> None:
    beside = lifecycle_with_care(policy_of(policy))
    for move in moves_of(lifecycle(policy_of(policy))):
        sides = {"looked_after": {True}, "not_looked_after": {False}}.get("".join(move.guards), {True, False})
        for side in sides:
            key = " ".join([move.kind, *move.guards])
            ends = [end.state for source, end, k in beside.out_edges(Place(move.source, side), keys=True) if k == key]
            assert ends == [move.dest]


# ---- a policy's own kinds


def test_a_kind_of_the_policys_own_moves_nothing_and_has_its_own_chooser() -> None:
    policy = policy_of("words")
    birth = [move for move in moves_of(lifecycle(policy)) if move.kind == "birth"]
    assert {move.source for move in birth} == set(State)
    assert all(move.source == move.dest and move.chosen_by is Chooser.CIRCUMSTANCE for move in birth)
    supervision = {move.source for move in moves_of(lifecycle(policy)) if move.kind == "supervision_held"}
    assert supervision == {*ON_PLAN, TAC_DUE}


@pytest.mark.parametrize("policy", FILES)
def test_a_policys_own_kinds_change_no_answer(policy: str) -> None:
    graph = lifecycle(policy_of(policy))
    for state in State:
        assert dominators(graph, state) == dominators(GRAPH, state)
        assert set(ways(graph, state, CLOSES)) == set(ways(GRAPH, state, CLOSES))


def test_a_meeting_that_is_not_quorate_is_a_move_only_where_the_policy_has_the_word() -> None:
    defined = {"brent-2014": True, "york-2015": True, "working-together-2015": False}
    for policy, has_the_word in defined.items():
        assert lifecycle(policy_of(policy)).has_edge(FIRST, FIRST, "core_group_held") is has_the_word


# ---- where a case can come to


def test_every_state_can_be_left_and_every_state_can_be_reached_from_every_other() -> None:
    assert dead_ends(GRAPH) == frozenset()
    assert all(reachable(GRAPH, state) == set(State) for state in State)
    assert recurring(GRAPH) == (frozenset(State),)


def test_closure_is_the_one_dead_end_of_a_case_that_nothing_opens_again() -> None:
    assert dead_ends(without(GRAPH, RE_OPENS)) == {CLOSED}
    assert reachable(without(GRAPH, RE_OPENS), CLOSED) == {CLOSED}


def test_nothing_but_a_new_conference_brings_a_plan_back() -> None:
    one_plan = without(GRAPH, {"icpc_held"})
    assert recurring(one_plan) == (frozenset({ENQUIRY, CONFERENCE_DUE, CLOSED}),)
    assert reachable(one_plan, TAC_DUE).isdisjoint(ON_PLAN)


def test_a_part_to_which_nothing_leads_back_does_not_recur() -> None:
    assert recurring(without(GRAPH, RE_OPENS | {"section_47_concluded"})) == ()


# ---- what every way passes


@pytest.mark.parametrize("start", [state for state in State if state is not RUNNING])
def test_the_first_core_group_is_due_before_core_groups_run(start: State) -> None:
    assert FIRST in dominators(GRAPH, start)[RUNNING]
    assert {"icpc_held", "core_group_held"} - needed(GRAPH, start, RUNNING) == (
        {"icpc_held"} if start is FIRST else set()
    )


@pytest.mark.parametrize("start", State)
def test_a_state_dominates_another_just_where_no_way_leads_round_it(start: State) -> None:
    for place, passed in dominators(GRAPH, start).items():
        for other in State:
            round_it = GRAPH.subgraph(set(State) - {other})
            avoided = start in round_it and place in round_it and nx.has_path(round_it, start, place)
            assert (other in passed) is not avoided


@pytest.mark.parametrize("start", [state for state in State if state is not TAC_DUE])
def test_every_way_to_the_team_around_the_child_has_a_discharge(start: State) -> None:
    assert "plan_discharged" in needed(GRAPH, start, TAC_DUE)
    paths = list(simple_paths(GRAPH, start, TAC_DUE))
    assert paths
    assert all(path[-1].kind == "plan_discharged" for path in paths)


@pytest.mark.parametrize("start", [state for state in State if state is not FIRST])
def test_every_way_to_a_plan_has_an_initial_conference_that_makes_one(start: State) -> None:
    for path in simple_paths(GRAPH, start, FIRST):
        assert (path[-1].kind, path[-1].guards) == ("icpc_held", ("plan_made",))


@pytest.mark.parametrize("start", [place for place in WITH_CARE if not place.looked_after])
def test_every_way_of_becoming_looked_after_is_an_event_of_that_name(start: Place) -> None:
    assert all("became_looked_after" in needed(WITH_CARE, start, place) for place in LOOKED_AFTER)


def test_where_no_way_leads_every_kind_is_needed() -> None:
    cut = without(GRAPH, {"icpc_held"})
    assert needed(cut, ENQUIRY, FIRST) == {move.kind for move in moves_of(cut)}
    assert needed(GRAPH, ENQUIRY, ENQUIRY) == frozenset()


# ---- every way to an end


@pytest.mark.parametrize("kinds", [{"plan_discharged"}, CLOSES], ids=["discharge", "closure"])
@pytest.mark.parametrize("start", State)
def test_every_way_to_an_end_is_a_chain_that_passes_no_state_twice(start: State, kinds: set[str]) -> None:
    found = list(ways(GRAPH, start, kinds))
    assert len(found) == len(set(found)) > 0
    for way in found:
        assert [move.kind in kinds for move in way] == [False] * (len(way) - 1) + [True]
        assert all(one.dest == other.source for one, other in pairwise(way))
        passed = [move.source for move in way]
        assert passed[0] == start
        assert len(passed) == len(set(passed))


def walked(start: State, kinds: set[str], passed: tuple[State, ...] = ()) -> set[tuple[Move[State], ...]]:
    """The ways to an end, looked for one step after the other."""
    found: set[tuple[Move[State], ...]] = set()
    for move in moves_of(GRAPH):
        if move.source is start and move.kind in kinds:
            found.add((move,))
        elif move.source is start and move.dest not in (*passed, start):
            found |= {(move, *way) for way in walked(move.dest, kinds, (*passed, start))}
    return found


@pytest.mark.parametrize("kinds", [{"plan_discharged"}, CLOSES], ids=["discharge", "closure"])
@pytest.mark.parametrize("start", State)
def test_no_way_to_an_end_is_left_out(start: State, kinds: set[str]) -> None:
    assert set(ways(GRAPH, start, kinds)) == walked(start, kinds)


def test_the_shortest_ways_from_an_enquiry_to_discharge_go_through_one_conference() -> None:
    told = [[str(move) for move in way] for way in ways(GRAPH, ENQUIRY, {"plan_discharged"})]
    assert min(told, key=len) == ["icpc held, plan made", "plan discharged"]
    assert ["icpc held, plan made", "core group held, quorate", "plan discharged"] in told
    assert all("icpc held, plan made" in way for way in told)


@pytest.mark.parametrize("start", [state for state in State if state in OPEN])
def test_every_open_case_can_be_closed_at_once(start: State) -> None:
    assert {way[0].kind for way in ways(GRAPH, start, CLOSES) if len(way) == 1} == CLOSES


# ---- who brings it about


def test_the_agency_alone_neither_begins_nor_ends_a_plan() -> None:
    agency = chosen_by(GRAPH, {Chooser.AGENCY})
    for state in set(State) - ON_PLAN:
        assert reachable(agency, state).isdisjoint(ON_PLAN)
    for state in ON_PLAN:
        assert reachable(agency, state).isdisjoint({TAC_DUE, CHILD_IN_NEED})


def test_the_agency_alone_can_close_every_case_and_open_it_again() -> None:
    agency = chosen_by(GRAPH, {Chooser.AGENCY})
    assert all(CLOSED in reachable(agency, state) for state in State)
    assert ENQUIRY in reachable(agency, CLOSED)


def test_the_chair_alone_can_begin_a_plan_and_end_it_but_not_close_the_case() -> None:
    assert reachable(chosen_by(GRAPH, {Chooser.CHAIR}), ENQUIRY) == {ENQUIRY, FIRST, TAC_DUE}


def test_circumstance_alone_brings_nobody_onto_a_plan() -> None:
    assert reachable(chosen_by(GRAPH, {Chooser.CIRCUMSTANCE}), ENQUIRY) == {ENQUIRY, CLOSED}


@pytest.mark.parametrize("start", State)
def test_agency_and_chair_together_can_bring_about_every_state(start: State) -> None:
    assert beyond_choice(GRAPH, start) == {}


@pytest.mark.parametrize("start", WITH_CARE)
def test_nobody_can_force_a_child_to_become_or_cease_to_be_looked_after(start: Place) -> None:
    change, others = (
        ("ceased_looked_after", NOT_LOOKED_AFTER)
        if start.looked_after
        else (
            "became_looked_after",
            LOOKED_AFTER,
        )
    )
    assert beyond_choice(WITH_CARE, start) == {place: {change} for place in others}

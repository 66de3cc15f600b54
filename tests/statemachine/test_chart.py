"""The charts are drawn from the tables that run, with the policy's deadlines on the arrows."""

import re

import pytest

from model.kinds import BUILT_IN, State
from model.policy import load_policy
from model.policy.policy import Policy
from model.statemachine import graph, mermaid, mermaid_clock
from model.statemachine.clock import Dial
from model.statemachine.clockwork import CHART
from model.statemachine.lifecycle import MOVES, TABLE, lifecycle
from tests.statemachine.miniatures import duty, policy

NAMES = ("brent", "york", "working-together")
LINE = re.compile(r"^ *(?P<source>\w+) --> (?P<dest>\w+): (?P<label>[^:;]+)$")


@pytest.fixture(scope="module", params=NAMES)
def built_in(request: pytest.FixtureRequest) -> Policy:
    return load_policy(str(request.param))


def lines(text: str) -> list[tuple[str, str, str]]:
    found = [match for line in text.splitlines() if (match := LINE.match(line))]
    return [(match["source"], match["dest"], match["label"]) for match in found]


def test_the_first_core_group_has_its_deadline_on_its_arrow() -> None:
    text = mermaid(load_policy("brent"))
    assert (
        "first_core_group_due --> core_groups_running: core group held, quorate (within 10 working days, 3.1)" in text
    )
    assert "tac_due --> child_in_need: team around the child held (within 10 days, 3.14)" in text
    assert (
        "core_groups_running --> core_groups_running: core group held, quorate (within 6 weeks of the last, 3.3)"
        in text
    )


def test_every_move_of_the_table_is_an_arrow_of_the_mermaid_chart(built_in: Policy) -> None:
    drawn = {(source, dest) for source, dest, _ in lines(mermaid(built_in))}
    moves = {(one.source.value, one.dest.value) for one in MOVES if one.dest is not None}
    loops = {(source, dest) for source, dest in drawn if source == dest}
    care = {("not_looked_after", "looked_after"), ("looked_after", "not_looked_after")}
    assert drawn - loops == moves | care


def test_a_mermaid_chart_is_lines_that_mermaid_can_read(built_in: Policy) -> None:
    head, title, tail, kind, direction, *rest = mermaid(built_in).splitlines()
    assert (head, tail, kind, direction) == ("---", "---", "stateDiagram-v2", "    direction LR")
    assert built_in.title in title
    readable = re.compile(r'^ *(state "[^"]+" as \w+( \{)?|\[\*\] --> \w+|\w+ --> \w+: [^:;]+|\})$')
    assert [line for line in rest if not readable.match(line)] == []


def test_a_clause_that_would_end_a_label_is_made_harmless() -> None:
    text = mermaid(
        policy(duty(then={"event": "core_group_held", "quorate": True}, within="5 days", clauses=["2: b; c"]))
    )
    assert "core_groups_running: core group held, quorate (within 5 days, 2, b, c)" in text


def test_every_arrow_of_the_table_is_an_edge_of_the_graph(built_in: Policy) -> None:
    chart = graph(built_in)
    edges = {
        (source, dest, edge["trigger"], edge["guards"])
        for source, dest, edge in chart.edges(data=True)
        if edge["trigger"] != "deadline" and chart.nodes[source]["region"] == "case"
    }
    care = {"became_looked_after", "looked_after_review_held", "ceased_looked_after"}
    table = [one for one in TABLE if one.trigger not in care]
    assert edges == {
        (one.source.value, (one.dest or one.source).value, one.trigger, tuple(guard.name for guard in one.guards))
        for one in table
    }


def test_every_edge_of_the_graph_is_a_transition_of_the_machine(built_in: Policy) -> None:
    events = lifecycle(BUILT_IN).events
    for source, dest, edge in graph(built_in).edges(data=True):
        if edge["trigger"] != "deadline" and source in {state.value for state in State}:
            built = events[edge["trigger"]].transitions[State(source).name]
            ends = [State[one.dest].value if one.dest else source for one in built]
            names = [tuple(condition.func.name for condition in one.conditions) for one in built]  # type: ignore[union-attr]
            assert (dest, edge["guards"]) in list(zip(ends, names, strict=True))


def test_being_looked_after_is_a_region_of_its_own(built_in: Policy) -> None:
    chart = graph(built_in)
    inner = {node for node in chart if chart.nodes[node]["region"] == "care"}
    assert inner == {"looked_after", "not_looked_after"}
    moving = {
        (source, dest): edge["trigger"]
        for source, dest, edge in chart.edges(inner, data=True)
        if edge["trigger"] != "deadline"
    }
    assert moving == {
        ("not_looked_after", "looked_after"): "became_looked_after",
        ("looked_after", "not_looked_after"): "ceased_looked_after",
        ("looked_after", "looked_after"): "looked_after_review_held",
    }
    assert 'state "looked after or not, beside every state" as beside {' in mermaid(built_in)


def test_a_deadline_that_no_arrow_answers_is_a_loop_where_its_clock_runs() -> None:
    chart = graph(load_policy("brent"))
    loops = {(source, edge["label"]) for source, _, edge in chart.edges(data=True) if edge["trigger"] == "deadline"}
    assert ("core_groups_running", "child seen") in loops
    assert ("first_core_group_due", "core group scheduled") in loops
    assert ("enquiry", "referral decided") in loops
    assert ("looked_after", "child seen") in loops


def test_the_graph_knows_which_states_are_open_and_whose_policy_it_is(built_in: Policy) -> None:
    chart = graph(built_in)
    assert {node for node in chart if not chart.nodes[node]["open"]} == {"closed"}
    assert chart.graph == {"title": built_in.title, "policy": built_in.id}


def test_a_quorum_that_a_policy_does_not_define_is_not_written_on_the_arrow() -> None:
    assert "core group held (within 10 working days" in mermaid(load_policy("working-together"))
    assert "quorate" not in mermaid(load_policy("working-together"))


def test_every_arrow_of_a_clock_is_a_line_of_its_chart() -> None:
    drawn = lines(mermaid_clock())
    assert len(drawn) == len(CHART)
    assert {(source, dest) for source, dest, _ in drawn} == {
        (one.source.value, (one.dest or one.source).value) for one in CHART
    }
    assert {source for source, _, _ in drawn} == {dial.value for dial in Dial}
    assert ("running", "met", "answer [in the window, certainly]") in drawn
    assert ("idle", "clouded", "start") in drawn

"""The chart of a case, and that of a clock, as text for Mermaid and as a graph; both out of the tables that run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING

from model.kinds import OPEN, State
from model.policy.policy import Policy
from model.statemachine.arrows import Arrow
from model.statemachine.clock import Dial
from model.statemachine.clockwork import CHART
from model.statemachine.deadlines import Deadline, Home, at_home, on_move, spoken
from model.statemachine.lifecycle import CARE, LOOKED_AFTER, QUORATE, begin_care, end_care, table

if TYPE_CHECKING:
    import networkx as nx

CARE_STATES = ("not_looked_after", "looked_after")
CARE_TITLE = "looked after or not, beside every state"
CARE_ENDS: dict[object, str] = {end_care: CARE_STATES[0], begin_care: CARE_STATES[1]}
HOMES = {
    Home.BEFORE: State.ENQUIRY.value,
    Home.ON_PLAN: State.CORE_GROUPS_RUNNING.value,
    Home.AFTER: State.TAC_DUE.value,
    Home.CARE: CARE_STATES[1],
}


def graph(policy: Policy) -> nx.MultiDiGraph[str]:
    """Every state and every arrow of the lifecycle under a policy, and the region of being looked after.

    Nodes have a `label` and a `region` (`case` or `care`); edges the `trigger`, the `guards` by name, the `label`,
    whether the case `moves`, and the `deadlines` that stand on them, as text. Edges whose trigger is `deadline` start
    and end where a clock runs that no moving arrow answers; their `home` is the part of the chart.
    """
    import networkx as nx

    chart: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=policy.title, policy=policy.id)
    chart.add_nodes_from(
        (state.value, {"label": spoken(state.value), "region": "case", "open": state in OPEN}) for state in State
    )
    chart.add_nodes_from((name, {"label": spoken(name), "region": "care", "open": True}) for name in CARE_STATES)
    for arrow in table(policy.vocabulary):
        if arrow not in CARE:
            add(chart, arrow.source.value, (arrow.dest or arrow.source).value, arrow, policy)
    for source, dest, arrow in care_arrows():
        add(chart, source, dest, arrow, policy)
    for home, one in at_home(policy):
        add_deadline(chart, home, one)
    return chart


def add_deadline(chart: nx.MultiDiGraph[str], home: Home, limit: Deadline) -> None:
    """A deadline as an edge from where its clock runs to itself."""
    node = State.FIRST_CORE_GROUP_DUE.value if limit.on_entry else HOMES[home]
    texts = (f"{limit.within}{limit.since}, {limit.clause}",)
    words = {"trigger": "deadline", "guards": (), "moves": False, "home": home.value}
    chart.add_edge(node, node, key=f"deadline {limit.duty}", label=limit.event, deadlines=texts, **words)


def add(chart: nx.MultiDiGraph[str], source: str, dest: str, arrow: Arrow, policy: Policy) -> None:
    """One arrow as an edge."""
    limits = on_move(policy, arrow) if arrow.dest is not None else ()
    chart.add_edge(
        source,
        dest,
        key=" ".join([arrow.trigger, *(guard.name for guard in arrow.guards)]),
        trigger=arrow.trigger,
        guards=tuple(guard.name for guard in arrow.guards),
        label=label(arrow, policy),
        moves=source != dest,
        deadlines=tuple(f"{one.within}, {one.clause}" for one in limits),
    )


def label(arrow: Arrow, policy: Policy) -> str:
    """What stands on an arrow of the lifecycle: the event and its guard, but for a quorum the policy never asks."""
    defined = any(one.id == QUORATE.name for one in policy.definitions)
    guards = [guard.says for guard in arrow.guards if arrow not in CARE and (defined or guard is not QUORATE)]
    return ", ".join([spoken(arrow.trigger), *guards])


def care_arrows() -> Iterator[tuple[str, str, Arrow]]:
    """The arrows of the second region, each once, whatever the state of the case."""
    for arrow in CARE:
        if arrow.source is State.ENQUIRY:
            source = CARE_STATES[LOOKED_AFTER in arrow.guards]
            yield source, CARE_ENDS.get(arrow.effect, source), arrow


def mermaid(policy: Policy) -> str:
    """The chart of a case under a policy, as a Mermaid state diagram with the deadlines on the arrows."""
    chart = graph(policy)
    inner = [node for node in chart if chart.nodes[node]["region"] == "care"]
    outer = [node for node in chart if chart.nodes[node]["region"] == "case"]
    lines = [*header(f"A case under {policy.title}"), *names(outer), f"    [*] --> {State.ENQUIRY.value}"]
    lines += [f"    {line}" for line in edge_lines(chart, outer)]
    lines += [f'    state "{CARE_TITLE}" as beside {{', *(f"    {line}" for line in names(inner))]
    lines += [f"        [*] --> {CARE_STATES[0]}", *(f"        {line}" for line in edge_lines(chart, inner)), "    }"]
    return "\n".join(lines) + "\n"


def header(title: str) -> list[str]:
    """The first lines of every chart."""
    return ["---", f"title: {json.dumps(title, ensure_ascii=False)}", "---", "stateDiagram-v2", "    direction LR"]


def names(states: Iterable[str]) -> list[str]:
    """A line for each state with its name in words."""
    return [f'    state "{spoken(state)}" as {state}' for state in states]


def edge_lines(chart: nx.MultiDiGraph[str], nodes: Iterable[str]) -> list[str]:
    """A line for each arrow that moves the case or has a deadline; those that say the same of one pair are joined."""
    events: dict[tuple[str, str, str], list[str]] = {}
    for source, dest, edge in chart.out_edges(list(nodes), data=True):
        if edge["moves"] or edge["trigger"] == "deadline":
            limits = f" ({'; '.join(edge['deadlines'])})" if edge["deadlines"] else ""
            events.setdefault((source, dest, limits), []).append(edge["label"])
    lines = ((source, dest, " or ".join(labels) + limits) for (source, dest, limits), labels in events.items())
    return [f"{source} --> {dest}: {plain(text)}" for source, dest, text in lines]


def plain(text: str) -> str:
    """A label without the characters that end one in Mermaid."""
    return text.replace(";", ",").replace(":", ",").replace("\n", " ")


def mermaid_clock() -> str:
    """The chart of a clock, one and the same for all duties of all policies, as a Mermaid state diagram."""
    lines = [*header("A clock: one occasion of a duty"), *names(dial.value for dial in Dial), "    [*] --> idle"]
    lines += [f"    {arrow.source.value} --> {end_of(arrow).value}: {plain(clock_label(arrow))}" for arrow in CHART]
    return "\n".join(lines) + "\n"


def end_of(arrow: Arrow) -> Enum:
    """Where an arrow ends."""
    return arrow.dest or arrow.source


def clock_label(arrow: Arrow) -> str:
    """What stands on an arrow of the clock."""
    guards = ", ".join(guard.says for guard in arrow.guards)
    return f"{spoken(arrow.trigger)} [{guards}]" if guards else spoken(arrow.trigger)

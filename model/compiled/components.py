"""Components: duties that control the same events belong together; what a duty only watches may happen at any time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.compiled.compiled import Demand
from model.compiled.walk import Asked, conditions_of, tests
from model.oracle.standing import DECISIVE
from model.policy import Policy
from model.policy.duty import Form

# Events that move the case through its lifecycle: every duty watches them.
FRAME = DECISIVE | {"icpc_held", "section_47_concluded"}
Grip = tuple[str, str]


def components(demands: Sequence[Demand], policies: Sequence[Policy]) -> tuple[tuple[int, ...], ...]:
    """The places of the demands that share a grip, each in order, by their first."""
    # networkx is slow to import, and what is compiled as one does without.
    import networkx as nx

    graph: nx.Graph[object] = nx.Graph()
    for place, demand in enumerate(demands):
        graph.add_node(place)
        for grip in grips(demand, policies[demand.policy]):
            graph.add_edge(place, grip)
    found = [sorted(node for node in part if isinstance(node, int)) for part in nx.connected_components(graph)]
    return tuple(tuple(part) for part in sorted(found))


def grips(demand: Demand, policy: Policy) -> Iterator[Grip]:
    """What a demand has a hold on: the kinds that answer it and what they are like; of a requirement, its own kind."""
    duty = demand.duty
    asked = [Asked(pattern.event, pattern.condition) for pattern in duty.then]
    asked += [Asked(kind, duty.requires) for kind in duty.trigger_kinds if duty.form is Form.REQUIRES]
    watched = conditions_of(duty, policy) if duty.form is Form.REQUIRES else ()
    yield from ((kind, "") for kind in duty.response_kinds)
    yield from ((test.kind, test.attribute) for test in tests(asked))
    yield from ((test.kind, test.attribute) for test in tests(watched) if test.kind not in FRAME)

"""The lifecycle of a case as a graph, out of the table that the state machine runs, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from model.kinds import Chooser, State
from model.policy.policy import Policy
from model.statemachine.arrows import Arrow
from model.statemachine.lifecycle import LOOKED_AFTER, NOT_LOOKED_AFTER, QUORATE, begin_care, end_care, table, words

if TYPE_CHECKING:
    import networkx as nx

CARE_AFTER: Mapping[object, bool] = {begin_care: True, end_care: False}
WILLED = (Chooser.AGENCY, Chooser.CHAIR)


@dataclass(frozen=True)
class Place:
    """A state of the lifecycle, and whether the child is looked after beside it."""

    state: State
    looked_after: bool


P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True)
class Move(Generic[P]):
    """An event of one kind that meets a case in `source` and leaves it in `dest`, the same where it only happens there.

    It does so where all `guards` hold and none of `unless`: the guards that the machine asks before. All by name.
    """

    source: P
    dest: P
    kind: str
    guards: tuple[str, ...]
    unless: tuple[str, ...]
    chosen_by: Chooser

    def __str__(self) -> str:
        return ", ".join([words(self.kind), *map(words, self.guards)])


# ---- the graph


def lifecycle(policy: Policy) -> nx.MultiDiGraph[State]:
    """The states of a case and its moves under a policy, its own kinds of event among them.

    Each edge has its `move`, and the kind with the guards as its key.
    """
    return drawn(
        State,
        (
            Move(one.source.state, one.dest.state, one.kind, one.guards, one.unless, one.chosen_by)
            for one in moves(policy)
        ),
    )


def lifecycle_with_care(policy: Policy) -> nx.MultiDiGraph[Place]:
    """The same for each state twice: of a child who is looked after, and of one who is not."""
    return drawn((Place(state, care) for state in State for care in (False, True)), moves(policy))


def drawn(places: Iterable[P], moves: Iterable[Move[P]]) -> nx.MultiDiGraph[P]:
    """The graph of some places and of the moves between them."""
    import networkx as nx

    graph: nx.MultiDiGraph[P] = nx.MultiDiGraph()
    graph.add_nodes_from(places)
    for move in moves:
        graph.add_edge(move.source, move.dest, key=" ".join([move.kind, *move.guards]), move=move)
    return graph


def moves(policy: Policy) -> Iterator[Move[Place]]:
    """Every arrow of the machine that can be taken under the policy, from every place in which it can be."""
    kinds = policy.vocabulary.by_name
    asked: dict[tuple[str, object], tuple[str, ...]] = {}
    for arrow in table(policy.vocabulary):
        guards = tuple(guard.name for guard in arrow.guards)
        unless = asked.get((arrow.trigger, arrow.source), ())
        asked[arrow.trigger, arrow.source] = unless + guards
        # Without a definition of its own every meeting is quorate, and nothing remains for the other arrow.
        if policy.quorum.parts or QUORATE.name not in unless:
            for source, dest in ends(arrow):
                yield Move(source, dest, arrow.trigger, guards, unless, kinds[arrow.trigger].chosen_by)


def ends(arrow: Arrow) -> Iterator[tuple[Place, Place]]:
    """The places from which an arrow can be taken, each with where it leads."""
    source, dest = cast("State", arrow.source), cast("State", arrow.dest or arrow.source)
    for looked_after, barred in ((False, LOOKED_AFTER), (True, NOT_LOOKED_AFTER)):
        if barred not in arrow.guards:
            yield Place(source, looked_after), Place(dest, CARE_AFTER.get(arrow.effect, looked_after))


def moves_of(graph: nx.MultiDiGraph[P]) -> tuple[Move[P], ...]:
    """The moves of a graph, in the order of the machine's table for each place."""
    return tuple(edge["move"] for _, _, edge in graph.edges(data=True))


def only(graph: nx.MultiDiGraph[P], keep: Callable[[Move[P]], bool]) -> nx.MultiDiGraph[P]:
    """The graph with all its places, and with those moves alone that `keep` holds of."""
    return drawn(graph, filter(keep, moves_of(graph)))


def without(graph: nx.MultiDiGraph[P], kinds: Collection[str]) -> nx.MultiDiGraph[P]:
    """The graph as it is where events of some kinds never happen."""
    return only(graph, lambda move: move.kind not in kinds)


def chosen_by(graph: nx.MultiDiGraph[P], choosers: Collection[Chooser]) -> nx.MultiDiGraph[P]:
    """The graph as it is where nothing happens but what some choose."""
    return only(graph, lambda move: move.chosen_by in choosers)


# ---- questions


def reachable(graph: nx.MultiDiGraph[P], start: P) -> frozenset[P]:
    """Where a case that stands at `start` can come to, `start` itself included."""
    import networkx as nx

    return frozenset({start, *nx.descendants(graph, start)})


def dominators(graph: nx.MultiDiGraph[P], start: P) -> Mapping[P, frozenset[P]]:
    """For each place that can be reached from `start` those that every way to it passes, both ends included."""
    import networkx as nx

    nearest = nx.immediate_dominators(graph, start)
    found = {}
    for place in (start, *nearest):
        passed = [place]
        while passed[-1] != start:
            passed.append(nearest[passed[-1]])
        found[place] = frozenset(passed)
    return found


def dead_ends(graph: nx.MultiDiGraph[P]) -> frozenset[P]:
    """The places that no move leaves."""
    return frozenset(graph) - {move.source for move in moves_of(graph) if move.source != move.dest}


def recurring(graph: nx.MultiDiGraph[P]) -> tuple[frozenset[P], ...]:
    """The places between which a case can go round and round: the strongly connected components, the largest first.

    A place to which nothing leads back is in none.
    """
    import networkx as nx

    found = [frozenset(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    return tuple(sorted(found, key=len, reverse=True))


def ways(graph: nx.MultiDiGraph[P], start: P, kinds: Collection[str]) -> Iterator[tuple[Move[P], ...]]:
    """Every simple path from `start` to a first event of one of the kinds, which is its last move.

    Before that move none passes a place twice; moves that differ in their kind or guards make different paths.
    """
    before = without(graph, kinds)
    last: dict[P, list[Move[P]]] = {}
    for move in moves_of(graph):
        if move.kind in kinds:
            last.setdefault(move.source, []).append(move)
    for place, endings in last.items():
        for way in simple_paths(before, start, place):
            yield from ((*way, move) for move in endings)


def simple_paths(graph: nx.MultiDiGraph[P], start: P, end: P) -> Iterator[tuple[Move[P], ...]]:
    """Every way from `start` to `end` that passes no place twice; the way of no moves where the two are one."""
    import networkx as nx

    # The published types forget the key of an edge between places that have several.
    for way in cast("Iterator[list[tuple[P, P, str]]]", nx.all_simple_edge_paths(graph, start, end)):
        yield tuple(graph.edges[edge]["move"] for edge in way)


def needed(graph: nx.MultiDiGraph[P], start: P, end: P) -> frozenset[str]:
    """The kinds of which every way from `start` to `end` has an event; all kinds, where no way leads there."""
    kinds = {move.kind for move in moves_of(graph)}
    return frozenset(kind for kind in kinds if end not in reachable(without(graph, {kind}), start))


def beyond_choice(graph: nx.MultiDiGraph[P], start: P) -> Mapping[P, frozenset[str]]:
    """The places that can be reached from `start`, but that neither agency nor conference chair can bring about.

    Each with the kinds that circumstance chooses and that every way to it needs. Nobody chooses a guard: it may hold.
    """
    chance = {move.kind for move in moves_of(graph) if move.chosen_by is Chooser.CIRCUMSTANCE}
    forced: frozenset[P] = reachable(chosen_by(graph, WILLED), start)
    reached = {kind: reachable(without(graph, {kind}), start) for kind in chance}
    return {
        place: frozenset(kind for kind in chance if place not in reached[kind])
        for place in reachable(graph, start) - forced
    }

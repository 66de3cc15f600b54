"""Where everything stands on the picture of a case: boxes, frames, arrows and notes, in inches from the lower left.

The states stand from left to right in the order in which a case passes through them. The places are fixed, for the
lifecycle is the same under every policy; the words and deadlines come out of the chart.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from model.statemachine.chart import CARE_STATES, CARE_TITLE
from model.statemachine.deadlines import Home

if TYPE_CHECKING:
    import networkx as nx

WIDTH, HEIGHT = 21.2, 11.1
LINE = 0.2
BOX = (2.0, 0.9)
SMALL_BOX = (1.75, 0.6)

Point = tuple[float, float]
Line = tuple[Point, ...]


class Part(Enum):
    """The part of the chart that something belongs to; it has a colour."""

    BEFORE = Home.BEFORE.value
    ON_PLAN = Home.ON_PLAN.value
    AFTER = Home.AFTER.value
    CLOSED = "closed"
    CARE = Home.CARE.value


@dataclass(frozen=True)
class Box:
    """A state: its middle and its size."""

    state: str
    part: Part
    middle: Point
    size: Point = BOX


@dataclass(frozen=True)
class Frame:
    """What belongs together, from its lower left to its upper right corner."""

    part: Part
    title: str
    low: Point
    high: Point


@dataclass(frozen=True)
class Route:
    """The arrow for every edge from `sources` to `dest`: lines that end in one head, and where its words stand.

    `at` is where the words begin (`side` left), end (right) or have their middle (center); they stand above it or,
    where not `above`, below.
    """

    sources: tuple[str, ...]
    dest: str
    part: Part
    lines: tuple[Line, ...]
    at: Point
    side: str = "center"
    above: bool = True
    chars: int = 26


@dataclass(frozen=True)
class Note:
    """Lines of text, the first at the top; `limits` says of each whether it is a deadline."""

    lines: tuple[str, ...]
    limits: tuple[bool, ...]
    top: Point
    side: str


ENQUIRY, CONFERENCE, FIRST, RUNNING, TAC, CHILD_IN_NEED, CLOSED = (
    *("enquiry", "conference_due", "first_core_group_due", "core_groups_running"),
    *("tac_due", "child_in_need", "closed"),
)
WITHOUT, WITHIN = CARE_STATES

BOXES = (
    Box(ENQUIRY, Part.BEFORE, (2.6, 6.7)),
    Box(CONFERENCE, Part.BEFORE, (6.5, 6.7)),
    Box(FIRST, Part.ON_PLAN, (10.75, 6.7)),
    Box(RUNNING, Part.ON_PLAN, (15.1, 6.7)),
    Box(TAC, Part.AFTER, (19.3, 6.7)),
    Box(CHILD_IN_NEED, Part.AFTER, (19.3, 4.6)),
    Box(CLOSED, Part.CLOSED, (2.6, 1.35)),
    Box(WITHOUT, Part.CARE, (10.6, 1.1), SMALL_BOX),
    Box(WITHIN, Part.CARE, (13.9, 1.1), SMALL_BOX),
)
FRAMES = (
    Frame(Part.BEFORE, "before a plan", (0.6, 3.5), (7.7, 8.75)),
    Frame(Part.ON_PLAN, "on a plan", (9.5, 3.5), (16.35, 8.75)),
    Frame(Part.AFTER, "after the plan", (18.05, 3.5), (20.6, 8.75)),
    Frame(Part.CARE, CARE_TITLE, (9.5, 0.4), (20.6, 2.15)),
)
ROUTES = (
    Route((ENQUIRY,), CONFERENCE, Part.BEFORE, (((3.6, 6.9), (5.5, 6.9)),), (4.55, 6.98), chars=22),
    Route((CONFERENCE,), ENQUIRY, Part.BEFORE, (((5.5, 6.5), (3.6, 6.5)),), (4.55, 6.42), "center", False, 22),
    Route((CONFERENCE,), FIRST, Part.ON_PLAN, (((7.5, 6.7), (9.75, 6.7)),), (8.6, 6.78), chars=22),
    Route(
        (ENQUIRY, CLOSED),
        FIRST,
        Part.ON_PLAN,
        (
            ((2.6, 7.15), (2.6, 9.2), (10.55, 9.2), (10.55, 7.15)),
            ((1.6, 1.35), (0.3, 1.35), (0.3, 9.2), (3.0, 9.2)),
        ),
        (6.5, 9.27),
        chars=80,
    ),
    Route(
        (TAC, CHILD_IN_NEED),
        FIRST,
        Part.ON_PLAN,
        (((19.3, 8.75), (19.3, 9.2), (11.15, 9.2), (11.15, 7.15)),),
        (15.2, 9.27),
        chars=80,
    ),
    Route((FIRST,), RUNNING, Part.ON_PLAN, (((11.75, 6.7), (14.1, 6.7)),), (12.92, 6.78), chars=28),
    Route(
        (RUNNING,),
        RUNNING,
        Part.ON_PLAN,
        (((14.7, 7.15), (14.7, 7.55), (15.5, 7.55), (15.5, 7.15)),),
        (16.2, 7.62),
        "right",
        chars=66,
    ),
    Route((FIRST, RUNNING), TAC, Part.AFTER, (((16.35, 6.7), (18.3, 6.7)),), (17.2, 6.78), chars=20),
    Route((TAC,), CHILD_IN_NEED, Part.AFTER, (((18.7, 6.25), (18.7, 5.05)),), (18.82, 6.08), "left", False, 20),
    Route(
        (TAC, CHILD_IN_NEED),
        ENQUIRY,
        Part.BEFORE,
        (((18.7, 3.5), (18.7, 3.0), (3.1, 3.0), (3.1, 6.25)),),
        (17.3, 3.07),
        chars=60,
    ),
    Route((CLOSED,), ENQUIRY, Part.BEFORE, (((2.45, 1.8), (2.45, 6.25)),), (2.33, 5.85), "right", False, 21),
    Route(
        (ENQUIRY, CONFERENCE, FIRST, RUNNING, TAC, CHILD_IN_NEED),
        CLOSED,
        Part.CLOSED,
        (
            ((19.9, 3.5), (19.9, 2.5), (4.6, 2.5), (4.6, 1.35), (3.6, 1.35)),
            ((12.9, 3.5), (12.9, 2.5), (11.9, 2.5)),
            ((5.9, 3.5), (5.9, 2.5), (5.0, 2.5)),
        ),
        (17.3, 2.57),
        chars=60,
    ),
    Route((WITHOUT,), WITHIN, Part.CARE, (((11.475, 1.23), (13.025, 1.23)),), (12.25, 1.28)),
    Route((WITHIN,), WITHOUT, Part.CARE, (((13.025, 0.97), (11.475, 0.97)),), (12.25, 0.92), "center", False),
)
# Deadlines whose clocks run in a part, and that no arrow answers: where they are listed, how long a line may be, how
# many lines there may be.
LISTS = {
    Part.BEFORE: ((3.4, 5.0), 54, 7),
    Part.ON_PLAN: ((9.8, 5.75), 84, 10),
    Part.AFTER: ((18.2, 4.05), 30, 2),
    Part.CARE: ((15.05, 2.0), 70, 7),
}
ROOM = 6
LOOP = (RUNNING, RUNNING)


def notes(chart: nx.MultiDiGraph[str]) -> tuple[Note, ...]:
    """The words on every arrow of the picture, and the lists of the deadlines that stand on none."""
    on_arrows = (note(route, words(chart, route)) for route in routes(chart))
    lists = (listed(part, chart) for part in LISTS)
    return tuple(one for one in (*on_arrows, *lists) if one.lines)


def routes(chart: nx.MultiDiGraph[str]) -> tuple[Route, ...]:
    """The arrows of the picture; the loop of the core groups only where a deadline stands on it."""
    return tuple(route for route in ROUTES if words(chart, route))


def words(chart: nx.MultiDiGraph[str], route: Route) -> list[tuple[str, bool]]:
    """The different texts of the edges that a route stands for, each with whether it is a deadline."""
    texts: dict[tuple[str, bool], None] = {}
    for source in route.sources:
        for label, limits in groups(chart, source, route.dest):
            texts[label, False] = None
            texts.update(dict.fromkeys((limit, True) for limit in limits))
    return list(texts)


def groups(chart: nx.MultiDiGraph[str], source: str, dest: str) -> list[tuple[str, tuple[str, ...]]]:
    """The events that lead from one state to another, those with the same deadlines together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for edge in drawn_edges(chart, source, dest):
        found.setdefault(edge["deadlines"], []).append(edge["label"])
    if source == dest:
        limits = tuple(limit for key in found for limit in key)
        return [(label, limits) for label in dict.fromkeys(label for group in found.values() for label in group)]
    return [(" or ".join(labels), limits) for limits, labels in found.items()]


def drawn_edges(chart: nx.MultiDiGraph[str], source: str, dest: str) -> list[dict[str, Any]]:
    """The edges that one arrow of the picture stands for; for the loop, the deadlines that a core group answers."""
    edges: list[dict[str, Any]] = [edge for _, end, edge in chart.out_edges(source, data=True) if end == dest]
    if (source, dest) == LOOP:
        return [edge for edge in edges if on_loop(edge)]
    return [edge for edge in edges if edge["moves"]]


def on_loop(edge: dict[str, Any]) -> bool:
    """Whether a deadline stands on the loop of the core groups."""
    return edge["trigger"] == "deadline" and str(edge["label"]).startswith("core group held")


def note(route: Route, texts: list[tuple[str, bool]]) -> Note:
    """The words of one arrow, broken into lines, placed above or below their point."""
    lines = fitted([(line, limit) for text, limit in texts for line in broken(text, route.chars)], ROOM)
    x, y = route.at
    top = y + LINE * len(lines) if route.above else y
    return Note(tuple(line for line, _ in lines), tuple(limit for _, limit in lines), (x, top), route.side)


def broken(text: str, chars: int, indent: str = "") -> list[str]:
    """The text in lines of at most so many characters, never broken inside a clause's name."""
    return textwrap.wrap(text, chars, subsequent_indent=indent, break_on_hyphens=False)


def fitted(lines: list[tuple[str, bool]], room: int) -> list[tuple[str, bool]]:
    """The lines, or as many as there is room for and a word on the rest."""
    return lines if len(lines) <= room else [*lines[: room - 1], ("... and more", True)]


def listed(part: Part, chart: nx.MultiDiGraph[str]) -> Note:
    """The deadlines of one part that stand on no arrow, an item for each."""
    edges = (edge for _, _, edge in chart.edges(data=True) if edge["trigger"] == "deadline")
    items = [edge for edge in edges if edge["home"] == part.value and not on_loop(edge)]
    place, chars, room = LISTS[part]
    texts = [f"\u21bb {edge['label']}: {edge['deadlines'][0]}" for edge in items]
    lines = fitted([(line, True) for text in texts for line in broken(text, chars, "    ")], room)
    return Note(tuple(line for line, _ in lines), (True,) * len(lines), place, "left")

"""Everything that the graph says has its place on the picture."""

from itertools import pairwise
from typing import Any

import pytest

from model.policy import load_policy
from model.policy.policy import Policy
from model.statemachine import graph
from model.statemachine.layout import BOXES, FRAMES, HEIGHT, LINE, ROUTES, WIDTH, Box, fitted, notes, routes, words
from tests.statemachine.miniatures import duty, policy

NAMES = ("brent", "york", "working-together")


@pytest.fixture(scope="module", params=NAMES)
def built_in(request: pytest.FixtureRequest) -> Policy:
    return load_policy(str(request.param))


def test_every_state_has_one_box(built_in: Policy) -> None:
    assert sorted(box.state for box in BOXES) == sorted(graph(built_in))


def test_every_move_has_one_arrow_with_its_words(built_in: Policy) -> None:
    chart = graph(built_in)
    ways = {(source, route.dest): route for route in ROUTES for source in route.sources}
    for source, dest, edge in chart.edges(data=True):
        if edge["moves"]:
            said = words(chart, ways[source, dest])
            assert any(edge["label"] in text for text, _ in said)
            assert {(limit, True) for limit in edge["deadlines"]} <= set(said)


def test_every_arrow_stands_for_a_move_or_for_the_loop_of_the_core_groups(built_in: Policy) -> None:
    chart = graph(built_in)
    for route in ROUTES:
        assert route.sources == (route.dest,) or all(chart.has_edge(source, route.dest) for source in route.sources)


def test_every_deadline_of_the_graph_is_written_down(built_in: Policy) -> None:
    chart = graph(built_in)
    written = " ".join(line.strip() for note in notes(chart) for line in note.lines)
    for _, _, edge in chart.edges(data=True):
        for limit in edge["deadlines"]:
            assert limit in written


def corners(box: Box) -> tuple[float, float, float, float]:
    (x, y), (width, height) = box.middle, box.size
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def test_boxes_lie_on_the_sheet_apart_from_one_another() -> None:
    for number, box in enumerate(BOXES):
        left, low, right, high = corners(box)
        assert 0 < left < right < WIDTH
        assert 0 < low < high < HEIGHT
        for other in BOXES[:number]:
            to_left, to_low, to_right, to_high = corners(other)
            assert right < to_left or to_right < left or high < to_low or to_high < low


def test_the_states_of_a_plan_stand_from_left_to_right() -> None:
    across = {box.state: box.middle[0] for box in BOXES}
    order = ["enquiry", "conference_due", "first_core_group_due", "core_groups_running", "tac_due"]
    assert [across[state] for state in order] == sorted(across[state] for state in order)


def test_a_box_lies_inside_the_frame_of_its_part() -> None:
    frames = {frame.part: frame for frame in FRAMES}
    for box in BOXES:
        left, low, right, high = corners(box)
        if box.part in frames:
            frame = frames[box.part]
            assert frame.low[0] < left < right < frame.high[0]
            assert frame.low[1] < low < high < frame.high[1]


def test_all_lines_are_level_or_upright() -> None:
    for route in ROUTES:
        for line in route.lines:
            for (x, y), (to_x, to_y) in pairwise(line):
                assert (x == to_x) != (y == to_y)


def many(count: int, **keys: Any) -> Policy:
    return policy(*(duty(id=f"d{number}", within="5 days", clauses=[f"c{number}"], **keys) for number in range(count)))


def test_a_list_that_is_too_long_says_that_there_is_more() -> None:
    (note,) = (
        one for one in notes(graph(many(30, when="rcpc_held", then="escalated"))) if one.lines[0].startswith("\u21bb")
    )
    assert len(note.lines) == 10
    assert note.lines[-1] == "... and more"
    assert note.top[1] - LINE * len(note.lines) > FRAMES[1].low[1]


def test_lines_that_have_room_stay_as_they_are() -> None:
    lines = [("a", True), ("b", False)]
    assert fitted(lines, 2) == lines
    assert fitted([*lines, ("c", True)], 2) == [("a", True), ("... and more", True)]


def test_the_loop_of_the_core_groups_is_drawn_only_with_a_deadline_on_it() -> None:
    loop = [("core_groups_running", ("core_groups_running",))]
    assert [(one.dest, one.sources) for one in routes(graph(load_policy("york"))) if one.dest in one.sources] == loop
    assert [one for one in routes(graph(load_policy("working-together"))) if one.dest in one.sources] == []

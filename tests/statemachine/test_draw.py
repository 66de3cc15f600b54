"""The picture is a file that opens, with nothing cut off and no text over another."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from matplotlib.backends.backend_agg import FigureCanvasAgg

from model.errors import InvalidInput
from model.policy import load_policy
from model.policy.policy import Policy
from model.statemachine import draw
from model.statemachine.draw import figure, halved, towards
from tests.statemachine.miniatures import duty, policy

NAMES = ("brent", "york", "working-together")
BUSY = policy(
    *(duty(id=f"r{number}", when="rcpc_held", then="escalated", within="5 days") for number in range(20)),
    *(duty(id=f"g{number}", when="rcpc_held", then="core_group_held", within=f"{number} days") for number in range(9)),
    *(duty(id=f"t{number}", when="tac_held", then="tac_held", within="6 weeks") for number in range(9)),
)


def pictured(name: str) -> Policy:
    return BUSY if name == "busy" else load_policy(name)


@pytest.mark.parametrize(
    ("ending", "start"), [(".png", b"\x89PNG\r\n\x1a\n"), (".PNG", b"\x89PNG"), (".svg", b"<?xml")]
)
def test_a_picture_is_written_in_the_format_of_its_ending(tmp_path: Path, ending: str, start: bytes) -> None:
    path = tmp_path / f"brent{ending}"
    draw(load_policy("brent"), path)
    assert path.read_bytes().startswith(start)
    assert path.stat().st_size > 20_000


def test_an_svg_is_a_picture_that_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        draw(load_policy("york"), str(tmp_path / name))
    one, two = ((tmp_path / name).read_bytes() for name in ("one.svg", "two.svg"))
    assert one == two
    assert fromstring(one).tag.endswith("svg")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"brent\.gif.*end it in \.png or \.svg"):
        draw(load_policy("brent"), tmp_path / "brent.gif")


@pytest.mark.parametrize("name", [*NAMES, "busy"])
def test_no_text_lies_over_another_or_is_cut_off(name: str) -> None:
    drawing = figure(pictured(name))
    FigureCanvasAgg(drawing)
    texts = [(one.get_text(), one.get_window_extent()) for one in drawing.axes[0].texts]
    assert len(texts) > 30
    for number, (text, box) in enumerate(texts):
        assert box.x0 > 0, text
        assert box.y0 > 0, text
        assert box.x1 < drawing.bbox.x1, text
        assert box.y1 < drawing.bbox.y1, text
        assert [other for other, place in texts[:number] if box.overlaps(place)] == [], text


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_names_the_policy_every_state_and_the_deadline_of_the_first_core_group(name: str) -> None:
    shown = [" ".join(one.get_text().split()) for one in figure(load_policy(name)).axes[0].texts]
    assert load_policy(name).title in shown
    for state in (
        "enquiry",
        "conference due",
        "first core group due",
        "core groups running",
        "child in need",
        "closed",
    ):
        assert state in shown
    assert {"looked after", "not looked after", "team around the child due"} <= set(shown)
    assert any(text.startswith("within 10 working days,") for text in shown)


def test_a_title_that_is_too_long_is_shortened() -> None:
    texts = [one.get_text() for one in figure(replace(BUSY, title="word " * 60)).axes[0].texts]
    assert any(text.endswith("word ...") and len(text) <= 100 for text in texts)


def test_a_name_is_broken_where_its_lines_come_out_most_alike() -> None:
    assert halved("team around the child due") == "team around\nthe child due"
    assert halved("first core group due") == "first core\ngroup due"


def test_a_corner_is_never_rounded_by_more_than_half_of_its_line() -> None:
    assert towards((0.0, 0.0), (0.0, 10.0)) == pytest.approx((0.0, 0.22))
    assert towards((0.0, 0.0), (0.2, 0.0)) == pytest.approx((0.1, 0.0))


def test_matplotlib_and_networkx_are_imported_only_to_draw() -> None:
    check = (
        "import sys, model.statemachine; print([name for name in ('matplotlib', 'networkx') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", check], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"

"""The sheet: titles and captions fit on it, and files are what their names say."""

from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from model import InvalidInput
from simulations.pictures.sheet import percents, save, sheet
from tests.simulations.pictures.texts import collisions, cut_off

LONG = "A sentence in many words that says what a picture shows and where its figures come from. " * 4


@pytest.mark.parametrize("text", ["Short.", LONG, "W" * 60 + " " + "m" * 60], ids=["short", "long", "wide"])
def test_what_stands_on_the_sheet_is_neither_cut_off_nor_over_another(text: str) -> None:
    made = sheet(text, text, [text, text], 2.0)
    assert not collisions(made.figure)
    assert not cut_off(made.figure) or text.startswith("W")


@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".PNG", b"\x89PNG"), (".svg", b"<?xml")])
def test_a_picture_is_written_in_the_format_of_its_ending(tmp_path: Path, ending: str, start: bytes) -> None:
    path = save(sheet("Title", "", [], 1.0).figure, tmp_path / f"one{ending}")
    assert path.read_bytes().startswith(start)


def test_an_svg_is_the_same_each_time(tmp_path: Path) -> None:
    one, two = (
        save(sheet("Title", "About.", ["Caption."], 1.0).figure, tmp_path / name).read_bytes()
        for name in ("one.svg", "two.svg")
    )
    assert one == two
    assert fromstring(one).tag.endswith("svg")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"one\.gif.*\.png or \.svg"):
        save(sheet("Title", "", [], 1.0).figure, tmp_path / "one.gif")


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.8, 1.0), (0.97, 1.0), (0.994, 1.0)])
def test_a_share_stands_where_its_mark_says(low: float, high: float) -> None:
    axes = sheet("Title", "", [], 2.0).axes(1.0, 0.5, 5.0, 1.5)
    axes.set_ylim(low, high)
    percents(axes, "y")
    for place, label in zip(axes.get_yticks(), axes.get_yticklabels(), strict=True):
        assert float(label.get_text().rstrip("%")) / 100 == pytest.approx(place)

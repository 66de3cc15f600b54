"""`coregroup diagram`: the chart as text or as a picture."""

from pathlib import Path

import pytest

from model.policy import load_policy
from model.statemachine import mermaid
from tests.cli.conftest import Run


def test_without_an_output_the_chart_is_mermaid(coregroup: Run) -> None:
    assert coregroup("diagram", "--policy", "york") == (0, mermaid(load_policy("york")), "")


@pytest.mark.parametrize(
    ("name", "start"), [("chart.png", b"\x89PNG"), ("chart.SVG", b"<?xml"), ("chart.mmd", b"---\ntitle: ")]
)
def test_the_ending_of_the_output_says_what_is_written(coregroup: Run, folder: Path, name: str, start: bytes) -> None:
    assert coregroup("diagram", "--output", name) == (0, "", f"wrote {name}\n")
    assert (folder / name).read_bytes().startswith(start)


@pytest.mark.parametrize("name", ["chart.gif", "chart", ".png.txt"])
def test_another_ending_is_refused(coregroup: Run, folder: Path, name: str) -> None:
    said = coregroup("diagram", "--output", name)
    assert (said.code, said.out) == (2, "")
    assert f"--output: is no kind of picture: '{name}' (end it in .png, .svg or .mmd)" in said.err
    assert not (folder / name).exists()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["nowhere/chart.png", "nowhere/chart.svg", "nowhere/chart.mmd"])
def test_a_place_that_cannot_be_written_is_said(coregroup: Run, name: str) -> None:
    said = coregroup("diagram", "--output", name)
    expected = f"coregroup: --output: cannot be written: '{name}' (No such file or directory) [unwritable]\n"
    assert said == (2, "", expected)


def test_an_unknown_policy_is_named(coregroup: Run) -> None:
    assert "did you mean 'york'?" in coregroup("diagram", "--policy", "yrok").err

"""Progress: only where somebody watches, and only for work that takes more than a second."""

import pytest

from model.cli import progress
from tests.cli.conftest import Terminal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that it is, which a test sets."""
    time = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: time[0])
    return time


def work(clock: list[float], things: int, seconds: float) -> int:
    """Takes so many things, each of which takes so long; how many there were."""
    taken = 0
    for _ in progress.counted(range(things), "cases judged"):
        clock[0] += seconds
        taken += 1
    return taken


def watched(clock: list[float], things: int, seconds: float) -> str:
    """What somebody sees who watches that."""
    terminal = Terminal()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.stderr", terminal)
        assert work(clock, things, seconds) == things
    return terminal.text


def test_where_nobody_watches_nothing_is_said(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    assert work(clock, 100, 0.5) == 100
    assert capsys.readouterr() == ("", "")


def test_a_second_of_work_is_done_in_silence(clock: list[float]) -> None:
    assert watched(clock, 64, 1 / 64) == ""


def test_longer_work_says_how_far_it_is_and_how_long_it_took(clock: list[float]) -> None:
    shown = watched(clock, 3072, 1 / 1024)
    lines = [line.strip() for line in shown.split("\r")[1:]]
    assert lines[0] == "cases judged: 1,025, 1,024 a second"
    # After the first second a line every fifth of a second, and the last one with the sum.
    assert 9 <= len(lines) <= 11
    assert lines[-1] == "cases judged: 3,072 in 3.0 s"
    assert shown.endswith("\n")


def test_a_shorter_line_covers_a_longer_one(clock: list[float]) -> None:
    assert {len(line.rstrip("\n")) for line in watched(clock, 3, 10).split("\r")[1:]} == {60}


def test_nothing_to_do_is_said_by_nobody(clock: list[float]) -> None:
    assert watched(clock, 0, 1) == ""


def seen(clock: list[float], seconds: float) -> str:
    """What somebody sees of five calls, each so long after the one before."""
    terminal = Terminal()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.stderr", terminal)
        with progress.Watched(lambda stage, done, more: f"{stage}: {done} of {more}") as watched:
            for done in range(1, 6):
                clock[0] += seconds
                watched("random", done, 5)
    return terminal.text


def test_a_stage_says_how_far_it_is_and_its_line_is_gone_in_the_end(clock: list[float]) -> None:
    lines = seen(clock, 0.15).split("\r")
    assert [line.strip() for line in lines] == ["", "random: 2 of 5", "random: 4 of 5", "", ""]
    assert len(lines[-2]) == len(lines[1]) == 60
    assert seen(clock, 1.0).count("random: ") == 5


def test_a_stage_that_is_soon_over_says_nothing(clock: list[float]) -> None:
    assert seen(clock, 0.01) == ""


def test_where_nobody_watches_a_stage_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with progress.Watched("{}: {} of {}".format) as watched:
        clock[0] += 10
        watched("random", 1, 5)
    assert capsys.readouterr() == ("", "")

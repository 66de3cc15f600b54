"""What a search says while it runs, the days it takes, the names of the files that it writes."""

import signal
import threading
from argparse import Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from model.analysis.replay import confirmed
from model.analysis.witness import Expected, Side, Witness
from model.cli import searching
from model.cli.searching import FIRST, LAST, Telling
from model.errors import InvalidInput
from model.events import Event
from model.policy import Strength
from tests.cli.conftest import Run, Terminal
from tests.miniatures import TEN_DAYS, policy

# ---- days


def days(first: str | None, last: str | None) -> tuple[date, date]:
    return searching.days_of(Namespace(first=first, last=last))


def test_without_a_word_every_day_of_three_decades_is_a_start_day() -> None:
    assert days(None, None) == (FIRST, LAST) == (date(2010, 1, 1), date(2040, 12, 31))


def test_the_days_that_are_named_are_the_first_and_the_last() -> None:
    assert days("2015-01-05", "2015-01-05") == (date(2015, 1, 5), date(2015, 1, 5))


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2015-01-06", "2015-01-05", "empty-range"),
        (None, "2009-12-31", "empty-range"),
        ("2041-01-01", None, "empty-range"),
        ("2015-01-05", "2041-01-01", "too-late"),
        ("5 January", None, "bad-date"),
        (None, "2015-02-29", "bad-date"),
        ("1850-01-01", None, "outside-calendar"),
    ],
)
def test_days_that_cannot_be_searched_are_refused(first: str | None, last: str | None, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        days(first, last)


@pytest.mark.parametrize("command", [("check", "brent"), ("compare", "brent", "york")])
def test_a_wrong_day_is_one_clear_line_that_names_the_option(coregroup: Run, command: tuple[str, ...]) -> None:
    said = coregroup(*command, "--from", "2016-01-01", "--to", "2015-01-01")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "--to: the last day is before the first" in said.err


@pytest.mark.parametrize(("last", "told"), [(date(2015, 1, 5), "(1 day)."), (date(2018, 1, 4), "(1,096 days).")])
def test_the_start_days_are_counted_with_both_ends(last: date, told: str) -> None:
    assert searching.told_days(date(2015, 1, 5), last) == f"Every case that begins from 2015-01-05 to {last} {told}"


@pytest.mark.parametrize("strength", list(Strength))
def test_the_weakest_strength_that_counts_is_the_one_named(strength: Strength) -> None:
    assert searching.strength_of(Namespace(strength=strength.value)) is strength


# ---- progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that it is, which a test sets."""
    time = [0.0]
    monkeypatch.setattr(searching, "monotonic", lambda: time[0])
    return time


def watched(clock: list[float], monkeypatch: pytest.MonkeyPatch, about: str, seconds: float, steps: int = 4) -> str:
    """What somebody sees who watches a search of so many steps, each of so many seconds."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with Telling() as telling:
        for done in range(1, steps + 1):
            clock[0] += seconds
            telling.about(about)(done, steps)
    return terminal.text


def test_a_long_search_says_how_far_it_is_and_clears_the_line(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = watched(clock, monkeypatch, "topics", 1.0).split("\r")
    assert [line.strip() for line in lines] == ["", "topics: 2 of 4", "topics: 3 of 4", "topics: 4 of 4", "", ""]
    assert {len(line) for line in lines[1:-1]} == {60}


def test_a_short_search_says_nothing(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    assert watched(clock, monkeypatch, "topics", 0.25) == ""


def test_it_speaks_five_times_a_second_at_most(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = watched(clock, monkeypatch, "topics", 0.125, 24).split("\r")[1:-2]
    # Two seconds after the first, of which every other eighth is told.
    assert len(shown) == 8


def test_many_duties_are_told_in_short(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = watched(clock, monkeypatch, "first-core-group, " * 9, 1.0).split("\r")
    assert shown[1].strip() == f"{('first-core-group, ' * 9)[:37]}...: 2 of 4"
    assert {len(line) for line in shown[1:-1]} == {60}


def test_where_nobody_watches_nothing_is_said(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Telling() as telling:
        clock[0] += 10
        telling("topics", 1, 2)
    assert capsys.readouterr() == ("", "")


# ---- Ctrl-C


def test_after_ctrl_c_no_other_search_begins() -> None:
    with Telling() as telling:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            telling("topics", 1, 2)


def test_after_the_search_ctrl_c_is_what_it_was_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Telling() as telling:
        assert signal.getsignal(signal.SIGINT) == telling.stop
    assert signal.getsignal(signal.SIGINT) == before


def test_a_search_in_a_thread_leaves_ctrl_c_alone() -> None:
    seen: list[object] = []

    def search() -> None:
        with Telling():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=search)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]


# ---- words


def test_a_history_is_one_line_of_days_kinds_and_facts() -> None:
    events = [
        Event(type="icpc_held", on=date(2015, 1, 5), attributes={"agencies_involved": ("health", "adult_care")}),
        Event(type="child_seen", on=date(2015, 1, 6), attributes={"alone": False, "by": "social_worker"}),
        Event(type="core_group_held", on=date(2015, 1, 7), attributes={"agencies_present": (), "child_present": True}),
        Event(type="core_group_rescheduled", on=date(2015, 1, 8), attributes={"to": date(2015, 1, 9)}),
    ]
    assert searching.in_short(events) == (
        "2015-01-05 initial conference held, agencies involved health and adult care; "
        "2015-01-06 child seen, alone no, by social worker; "
        "2015-01-07 core group held, agencies present none, child present yes; "
        "2015-01-08 core group rescheduled, to 2015-01-09"
    )


def test_a_pipe_gets_a_sentence_whole(capsys: pytest.CaptureFixture[str]) -> None:
    searching.tell(["word " * 60], "  ")
    assert capsys.readouterr().out == f"  {'word ' * 60}\n"


@pytest.mark.parametrize("columns", [1, 40, 120])
def test_a_terminal_breaks_a_sentence_between_words(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("sys.stdout", terminal)
    searching.tell(["well-known " * 30], "  ")
    lines = terminal.text.splitlines()
    assert " ".join(terminal.text.split()) == ("well-known " * 30).strip()
    assert len(lines) > 1
    assert max(map(len, lines)) <= max(columns, 16)
    assert {len(line) - len(line.lstrip()) for line in lines[1:]} == {6}


# ---- files


def witness() -> Witness:
    words = policy(TEN_DAYS)
    events = [Event(type="icpc_held", on=date(2015, 1, 5), attributes={"outcome": "plan"})]
    expected = [Expected(breached=frozenset({"it"}))]
    return confirmed("it is late", events, [Side(words, words.id)], expected, date(2015, 1, 16))


def test_no_two_cases_are_written_to_one_file() -> None:
    one = witness()
    shown = [searching.Shown(name, (one,)) for name in ("A: the Child's plan", "a/the-child-s-plan", "b")]
    assert [found.name for found in searching.apart(shown)] == ["a-the-child-s-plan", "a-the-child-s-plan-2", "b"]


def test_a_name_that_another_case_has_by_number_is_not_given_twice() -> None:
    one = witness()
    shown = [searching.Shown(name, (one,)) for name in ("a-2", "a", "a", "a")]
    assert [found.name for found in searching.apart(shown)] == ["a-2", "a", "a-3", "a-4"]


@pytest.mark.slow
def test_what_is_shown_in_two_ways_is_one_picture_and_two_tests(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = searching.Shown("both", (witness(), witness()), "Whatever is done, one is breached")
    searching.save_witnesses([both], Namespace(pictures=str(folder), tests=str(folder)))
    assert sorted(path.name for path in folder.iterdir()) == ["both.png", "test_both.py", "test_both_2.py"]
    said = capsys.readouterr().err
    assert f"1 picture written to {folder}\n" in said
    assert f"2 tests written to {folder}\n" in said


def test_a_policy_file_is_loaded_by_its_whole_path_and_another_by_its_name(folder: Path) -> None:
    (folder / "mine.toml").write_text("", encoding="utf-8")
    (side,) = searching.sourced(witness(), ["mine.toml"]).sides
    assert Path(side.name) == (folder / "mine.toml").resolve()
    assert searching.sourced(witness(), ["york"]).sides[0].name == "york"
    assert searching.sourced(witness(), [""]).sides[0].name == "miniature"


def test_the_policy_itself_stays_as_it_was(folder: Path) -> None:
    found = searching.sourced(witness(), ["york"])
    assert replace(found, sides=witness().sides) == witness()
    assert list(folder.iterdir()) == []

"""A table on a terminal: what fits, what is left out first, what is wrapped, what has a colour."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.cli import screen
from tests.cli.conftest import Terminal

CODES = re.compile(r"\033\[[\d;]*m")
COLUMNS = ("case", "duty", "says", "strength")
ROWS = [["A-1", "first-core-group", "It meets within ten working days of the conference.", "must"]]


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that has colours, for a user who wants them."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def drawn(rows: Sequence[Sequence[str]], columns: Sequence[str], width: int, spare: Sequence[str] = ()) -> str:
    """What stands on a terminal so wide, colours and all."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COLUMNS", str(width))
        terminal = Terminal()
        screen.draw(rows, columns, spare, terminal)
        return terminal.text


def plain(text: str) -> list[str]:
    """The lines without colours and blanks at the end."""
    return [CODES.sub("", line).rstrip() for line in text.splitlines()]


def test_a_wide_terminal_has_every_column_on_one_line() -> None:
    head, rule, row = plain(drawn(ROWS, COLUMNS, 140, ["strength"]))
    assert head.split() == list(COLUMNS)
    assert set(rule) == {"─"}
    assert re.split(r"  +", row) == ROWS[0]


def test_sentences_are_wrapped_between_words_before_a_column_is_left_out() -> None:
    lines = plain(drawn(ROWS, COLUMNS, 60, ["strength"]))
    assert [line[24:48].rstrip() for line in lines[2:]] == ["It meets within ten", "working days of the", "conference."]
    assert not any("Left out" in line for line in lines)
    assert "must" in lines[2]


def test_the_spare_columns_go_in_their_order_and_are_named() -> None:
    assert plain(drawn(ROWS, COLUMNS, 44, ["strength", "says"]))[-1] == (
        "Left out for want of room: strength. A wider window or a pipe has them."
    )
    assert plain(drawn(ROWS, COLUMNS, 24, ["strength", "says"]))[-1] == (
        "Left out for want of room: says, strength. A wider window or a pipe has them."
    )


def test_a_spare_column_with_nothing_in_it_is_left_out_without_a_word() -> None:
    lines = plain(drawn([["A-1", ""]], ("case", "why"), 80, ["why"]))
    assert lines == ["case", lines[1], "A-1"]


def test_a_column_that_is_not_spare_is_never_left_out() -> None:
    assert "why" in plain(drawn([["A-1", ""]], ("case", "why"), 80))[0]


def test_words_of_names_are_put_apart_in_the_head() -> None:
    assert "due day" in plain(drawn([["1"]], ("due_day",), 80))[0]


def test_numbers_end_at_the_right() -> None:
    lines = plain(drawn([["7"], ["-12"], [""]], ("slack",), 80))
    assert lines[2:4] == ["    7", "  -12"]


@pytest.mark.parametrize(("status", "code"), [("breached", "1;31"), ("met", "32"), ("lapsed", "2")])
def test_a_cell_that_begins_with_a_status_has_its_colour(status: str, code: str) -> None:
    assert f"\033[{code}m{status} due" in drawn([[f"{status} due"]], ("status",), 80)


def test_a_user_who_wants_no_colours_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in drawn([["breached"]], ("status",), 80)


def test_square_brackets_and_colons_are_text() -> None:
    assert plain(drawn([["[red]A[/] :smile: [/b]"]], ("case",), 80))[2] == "[red]A[/] :smile: [/b]"


@pytest.mark.parametrize("columns", [1, 40, 80])
def test_nothing_at_all_is_a_head_and_nothing_else(columns: int) -> None:
    assert plain(drawn([], ("case", "duty"), columns))[0].split() == ["case", "duty"]


def test_thousands_of_rows_are_even_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "MANY", 2)
    rows = [["A-1", "met", "x"], ["A-22", "breached", "x"], ["A-333", "met", "x"]]
    text = drawn(rows, ("case", "status", "end"), 80)
    assert text == "case   status    end\nA-1    met       x\nA-22   breached  x\nA-333  met       x\n"


texts = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=30).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=4), st.integers(1, 200))
def test_no_text_is_ever_lost(rows: list[tuple[str, str, str]], width: int) -> None:
    shown = "".join(" ".join(plain(drawn(rows, ("a", "b", "c"), width))).split())
    for row in rows:
        for text in row:
            assert all(letter in shown for letter in text.replace(" ", ""))


@given(st.lists(st.tuples(texts, texts, texts), max_size=4), st.integers(1, 90), st.permutations([0, 1, 2]))
def test_what_is_shown_fits_or_is_not_spare(rows: list[tuple[str, str, str]], width: int, spare: list[int]) -> None:
    needs = [screen.least([row[place] for row in rows], "abc"[place]) for place in range(3)]
    shown = screen.fitting((0, 1, 2), spare, needs, width)
    assert screen.room([needs[place] for place in shown]) <= width


@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=4), st.integers(40, 150))
def test_no_line_is_wider_than_the_terminal_where_the_columns_fit(rows: list[tuple[str, str, str]], width: int) -> None:
    needs = [screen.least([row[place] for row in rows], "abc"[place]) for place in range(3)]
    widest = max(map(screen.width_of, plain(drawn(rows, ("a", "b", "c"), width))))
    assert widest <= max(width, screen.room(needs))


def test_on_a_page_words_are_broken_at_hyphens_before_a_column_is_left_out() -> None:
    rows = [["first-core-group-scheduled", "wt-2013-14", "must"]]
    terminal = Terminal()
    screen.draw(rows, ("duty", "clause", "strength"), ["strength"], terminal, 33)
    assert plain(terminal.text)[2:] == ["first-core-  wt-2013-14  must", "group-", "scheduled"]


def test_a_page_with_room_for_every_word_breaks_none() -> None:
    terminal = Terminal()
    screen.draw([["first-core-group", "It meets."]], ("duty", "says"), [], terminal, 27)
    assert plain(terminal.text)[2:] == ["first-core-group  It meets."]


def test_what_is_left_over_goes_to_the_narrowest_column() -> None:
    rows = [["a b c d e f g h i j", "k l m n o p q r s t"]]
    assert screen.shared(rows, ("x", "y"), [8, 2], 20) == [9, 9]
    assert screen.shared(rows, ("x", "y"), [8, 2], 80) == [19, 19]

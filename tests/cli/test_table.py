"""Cells and formats: one line of text for every value, however odd."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.cli import table


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (date(2015, 1, 5), "2015-01-05"),
        (("3.1", "3.10"), "3.1, 3.10"),
        ([], ""),
        ("Łucja [bold]", "Łucja [bold]"),
        ("a\tb\nc\0", "a\\tb\\nc\\x00"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\udcff", "\\udcff"),
    ],
)
def test_a_cell_is_one_line_of_text(value: object, text: str) -> None:
    assert table.text_of(value) == text


@given(st.text())
def test_a_cell_can_always_be_printed_on_one_line(text: str) -> None:
    shown = table.text_of(text)
    assert shown.isprintable()
    assert shown.encode().decode() == shown


@given(st.lists(st.tuples(st.text(), st.integers()), min_size=1))
def test_a_pipe_has_a_line_a_row_with_a_tab_between_the_cells(rows: list[tuple[str, int]]) -> None:
    stream = io.StringIO()
    table.show(rows, ("text", "number"), stream)
    lines = stream.getvalue().split("\n")
    assert (lines[0], lines[-1]) == ("text\tnumber", "")
    assert [line.split("\t") for line in lines[1:-1]] == [[table.text_of(text), str(number)] for text, number in rows]


names = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(names, names), min_size=1))
def test_comma_separated_values_can_be_read_back(rows: list[tuple[str, str]]) -> None:
    stream = io.StringIO()
    table.write_csv(rows, ("a", "b"), stream)
    assert [tuple(row) for row in csv.reader(io.StringIO(stream.getvalue(), newline=""))] == [("a", "b"), *rows]


@pytest.mark.parametrize(
    ("wanted", "output", "form"),
    [
        (None, None, "table"),
        (None, "f.CSV", "csv"),
        (None, "f", "table"),
        ("json", "f.csv", "json"),
        ("table", None, "table"),
    ],
)
def test_the_format_is_asked_for_or_named_by_the_output(wanted: str | None, output: str | None, form: str) -> None:
    assert table.form_of(wanted, output) == form


def test_a_name_that_is_none_is_said_to_be_unwritable() -> None:
    from model.errors import InvalidInput

    with pytest.raises(InvalidInput, match=r"--output: cannot be written: .* \(embedded null byte\)"):
        table.opened("a\0b", "w")


@pytest.mark.parametrize(("told", "width"), [("", 100), ("wide", 100), ("0", 100), ("60", 60)])
def test_a_page_in_a_pipe_is_as_wide_as_columns_says(monkeypatch: pytest.MonkeyPatch, told: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", told)
    stream = io.StringIO()
    table.show_page([["word " * 60]], ["says"], stream)
    assert max(map(len, stream.getvalue().splitlines())) == width


def test_a_sentence_on_a_page_is_broken_between_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert table.on_page("a first-core-group is held", io.StringIO()) == "a first-core-group\n    is held"


def test_a_page_in_a_pipe_has_every_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    stream = io.StringIO()
    table.show_page([["something", "else"]], ["first", "second"], stream, ["second"])
    assert "else" in stream.getvalue()

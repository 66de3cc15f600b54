"""Nothing that a system under test wrote commands the terminal of whoever tests it."""

from model.cli.printable import printable


def test_what_would_clear_the_screen_is_written_as_its_code() -> None:
    assert printable("gone\x1b[2J\x00, said\r") == "gone\\x1b[2J\\x00, said\\x0d"


def test_words_of_any_language_lines_and_tabs_stay() -> None:
    text = "Łódź\tnaïve «quoted»\n\n  two lines\n"
    assert printable(text) == text

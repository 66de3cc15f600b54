"""The validity tables of the README are those that the program makes."""

from pathlib import Path

import pytest

from tests.repository.validity import BEGIN, END, tables

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


@pytest.mark.deep
def test_the_validity_tables_of_the_readme_are_what_the_program_makes() -> None:
    assert README.count(BEGIN) == README.count(END) == 1
    assert README[README.index(BEGIN) : README.index(END) + len(END)] == tables()

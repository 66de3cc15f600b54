"""The analyses know no policy by name: what they say of one, they found."""

import re
import tokenize
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from model.policy import load_policy
from tests.repository.files import text, tracked

ANALYSIS = Path("model", "analysis")
POLICIES = ("brent", "york")
FILES = [path for path in tracked() if path.is_relative_to(ANALYSIS) and path.suffix in (".py", ".md")]
PAGES = [pytest.param(path, id=str(path.relative_to(ANALYSIS))) for path in FILES]


def clauses() -> set[str]:
    """The clauses of the policies that cannot be taken for a plain number."""
    named = {clause for name in POLICIES for duty in load_policy(name).duties for clause in duty.clauses}
    return {clause for clause in named if not clause.isdecimal()}


def words(path: Path) -> Iterator[str]:
    """What a page says in words: all of it, or the strings and comments of a program."""
    page = text(path) or ""
    if path.suffix == ".md":
        yield page
        return
    for token in tokenize.generate_tokens(StringIO(page).readline):
        if token.type in (tokenize.STRING, tokenize.COMMENT):
            yield token.string


def clauses_named(words: Iterator[str], clauses: set[str]) -> list[str]:
    """The clauses of which some words speak; `3.1` is not found in `3.10`, nor in `13.1`."""
    either = "|".join(map(re.escape, sorted(clauses)))
    return [found[0] for said in words for found in re.finditer(rf"(?<![\w.-])(?:{either})(?![\w-]|\.\d)", said)]


def test_there_is_something_to_read() -> None:
    assert len(FILES) > 40
    assert {"3.1", "3.10", "4.5", "regs-33"} <= clauses()


def test_a_clause_is_found_where_it_is_named() -> None:
    said = ["as 3.1 says", "3.10", "(3.1, 3.10).", "13.1", "3.1.2", "v3.1", "regs-33", "sub-regs-33"]
    assert clauses_named(iter(said), {"3.1", "3.10", "regs-33"}) == ["3.1", "3.10", "3.1", "3.10", "regs-33"]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_the_analyses_names_a_policy(page: Path) -> None:
    lines = (text(page) or "").lower().splitlines()
    assert [line for line in lines if any(name in line for name in POLICIES)] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_the_analyses_names_a_clause(page: Path) -> None:
    assert clauses_named(words(page), clauses()) == []

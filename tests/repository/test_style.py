"""The size laws: small files, tiny functions."""

import ast
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from statistics import median

import pytest

from tests.repository.files import ROOT, below

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 8
NINE_IN_TEN = 25

Function = ast.FunctionDef | ast.AsyncFunctionDef
SOURCES = [path for path in below("model", "simulations") if path.suffix == ".py"]


def code_lines(function: Function) -> int:
    """The lines from `def` to the end, without the docstring: nobody should shorten that to pass."""
    last = function.end_lineno or function.lineno
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return last - function.lineno + 1 - docstring


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function and method of a file, with its place and its length."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield f"{path}:{node.lineno} {node.name}", code_lines(node)


LENGTHS = dict(pair for path in SOURCES for pair in functions(path))


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_file_has_at_most_300_lines(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_a_function_has_at_most_40_lines() -> None:
    assert {place: lines for place, lines in LENGTHS.items() if lines > LONGEST_FUNCTION} == {}


def test_nine_functions_in_ten_have_at_most_25_lines() -> None:
    ordered = sorted(LENGTHS.values())
    assert ordered[ceil(0.9 * len(ordered)) - 1] <= NINE_IN_TEN


def test_half_of_the_functions_have_at_most_8_lines() -> None:
    assert median(LENGTHS.values()) <= MEDIAN_FUNCTION


def test_a_docstring_does_not_count() -> None:
    (function,) = ast.parse('def f():\n    """One.\n\n    Two.\n    """\n    return 1\n').body
    assert isinstance(function, Function)
    assert code_lines(function) == 2

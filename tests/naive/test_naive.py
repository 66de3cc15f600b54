"""The naive program stands alone: what it shares with the model is the page of the meaning, and nothing else."""

import ast
from datetime import date
from pathlib import Path

import pytest

from model.kinds import KINDS, Count
from tests.naive import lifecycle
from tests.naive.holidays import WorkingDays
from tests.naive.periods import after, length

FOLDER = Path(__file__).parent
PROGRAM = [path for path in sorted(FOLDER.glob("*.py")) if not path.name.startswith("test_")]
LATER = date(2030, 1, 1)


def imported(path: Path) -> set[str]:
    """The modules that a file imports anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: path.name)
def test_the_naive_program_imports_the_standard_library_and_itself_only(path: Path) -> None:
    own = {"tests.naive", *(f"tests.naive.{other.stem}" for other in PROGRAM)}
    standard = {
        "__future__",
        "collections.abc",
        "dataclasses",
        "datetime",
        "functools",
        "json",
        "pathlib",
        "tomllib",
        "typing",
    }
    assert imported(path) <= own | standard


def test_its_table_of_kinds_is_that_of_the_model() -> None:
    """Typed twice, so that a kind that changes its place or its states is changed on purpose."""
    typed = [(name, sorted(states)) for name, states in lifecycle.STATES.items()]
    assert typed == [(kind.name, sorted(state.value for state in kind.states)) for kind in KINDS]


def test_its_counts_are_those_of_the_model() -> None:
    counted = {count: {kind.name for kind in KINDS if kind.counted_per is count} for count in Count}
    assert counted[Count.CASE] == lifecycle.COUNTED_PER_CASE
    assert counted[Count.CARE] == lifecycle.COUNTED_PER_CARE
    care = {kind.name: kind.looked_after for kind in KINDS if kind.looked_after is not None}
    assert care == lifecycle.ONLY_IF_LOOKED_AFTER


# Ten working days, typed from the published tables: the day, the due day, the day on which one asks.
TEN_WORKING_DAYS = [
    (date(2014, 12, 11), date(2014, 12, 29), LATER),
    (date(2023, 12, 18), date(2024, 1, 4), LATER),
    (date(2024, 3, 20), date(2024, 4, 5), LATER),
    (date(2020, 4, 27), date(2020, 5, 12), LATER),
    (date(2022, 5, 26), date(2022, 6, 13), LATER),
    (date(2022, 9, 8), date(2022, 9, 23), LATER),
    (date(2022, 9, 8), date(2022, 9, 22), date(2022, 9, 8)),
    (date(2023, 4, 24), date(2023, 5, 10), LATER),
]


@pytest.mark.parametrize(("day", "due", "known_at"), TEN_WORKING_DAYS)
def test_its_calendar_knows_the_published_due_days(day: date, due: date, known_at: date) -> None:
    assert after(day, length("10 working days"), "day-after", WorkingDays(known_at)) == due


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2014, 11, 30), 3, date(2015, 2, 28)),
        (date(2015, 11, 30), 3, date(2016, 2, 29)),
        (date(2016, 8, 31), 6, date(2017, 2, 28)),
        (date(2015, 1, 5), 12, date(2016, 1, 5)),
    ],
)
def test_its_months_are_clipped_at_the_end(start: date, months: int, end: date) -> None:
    assert after(start, length(f"{months} months"), "day-after", WorkingDays(LATER)) == end

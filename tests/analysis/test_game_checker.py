"""The game's checker accepts from a day exactly what the game calls won, and shares no code with it."""

from __future__ import annotations

import ast
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from model.analysis import game_checker
from model.analysis.game import Game, winning
from model.analysis.game_certificate import GameProof, own, positions, told
from model.analysis.game_checker import GameChecker
from model.calendar import england_and_wales
from tests.analysis.test_game_certificate import FIRST, LAST, PLAYED, compiled, proof_of

SOURCE = Path(game_checker.__file__).read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def played(name: str) -> tuple[GameProof, Game]:
    text, adversity = PLAYED[name]
    return proof_of(text, adversity), winning(compiled(text), adversity, FIRST, LAST)


@pytest.mark.parametrize("day", [date(2015, 12, 14), date(2015, 12, 19), date(2015, 12, 22)])
@pytest.mark.parametrize("name", PLAYED)
def test_it_finds_won_on_a_day_what_the_game_finds_won(name: str, day: date) -> None:
    proof, game = played(name)
    day = min(day, game.until)
    checker = GameChecker(proof.compiled, {**own(proof.compiled, proof.adversity), **told(proof, game)})
    numbers, column = positions(game), proof.compiled.day(day)
    every = np.sort(numbers.ravel())
    following = numbers[game.board.unpacked(game.won[(day - game.first).days + 1])]
    rows = np.column_stack([every[:, None] // checker.radix % checker.sizes, np.zeros_like(every)])
    won = checker.won(rows, following, column, 0)
    assert set(every[won].tolist()) == set(numbers[game.wins(day)].tolist())


def test_the_empty_case_with_nothing_gone_wrong_is_position_0() -> None:
    _, game = played("a meeting in four days")
    assert positions(game)[0, 0] == 0
    assert len(np.unique(positions(game))) == game.positions


def test_it_has_fewer_than_150_lines() -> None:
    assert len(SOURCE.splitlines()) < 150


def test_it_imports_nothing_of_the_search_or_the_game() -> None:
    imported = {node.module for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name and name.startswith("model.")} == {
        "model.analysis.checker",
        "model.compiled.compiled",
        "model.kinds",
        "model.policy",
        "model.policy.duty",
    }


def test_the_calendar_in_it_is_the_one_of_the_policy() -> None:
    proof, _ = played("a meeting in four days")
    assert proof.compiled.calendar.digest == england_and_wales().digest

"""TOML: what is written is read as what it was."""

import tomllib
from datetime import date

from simulations.load import load_scenario, presets
from simulations.toml import written


def test_every_kind_of_value_comes_back() -> None:
    tables = {
        "text": 'with "quotes", \\ and\nlines é\x7f',
        "a key.with dots": {"in": [1, 2.5, True], "on": date(2024, 2, 29)},
        "tables": [{"a": 1}, {"a": []}],
        "empty": {},
    }
    assert tomllib.loads(written(tables)) == tables


def test_every_preset_comes_back() -> None:
    for name in presets():
        tables = load_scenario(name).tables
        assert tomllib.loads(written(tables)) == tables

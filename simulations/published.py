"""The published figures that come with the package: England, Brent and York."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from model import Fault, InvalidInput, meant
from simulations.dfe import TABLES, Column, Table
from simulations.figures import NEAREST_TEN, Area, Figure, figure, parts

FILE = Path(__file__).parent / "figures.toml"
ENGLAND, BRENT, YORK = "E92000001", "E09000005", "E06000014"
# What the parts of a key add up to.
TOTALS = {"waits": "conferences", "open_by": "stock", "ended_by": "ended"}


def published(code: str) -> Area:
    """The figures of an area, as DfE published them up to reporting year 2025; InvalidInput where none come along."""
    found = areas()
    if code not in found:
        hint = f"{meant(code, found)}; other areas are read from DfE's files with read_dfe"
        raise InvalidInput(Fault("unknown-area", "no figures of this area come with the package", code, hint=hint))
    return found[code]


@lru_cache(maxsize=1)
def areas() -> dict[str, Area]:
    """Every area that comes with the package, by code."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["area"]
    return {one["code"]: area(one) for one in tables}


def area(typed: Mapping[str, Any]) -> Area:
    """One area out of its plain table."""
    years: dict[int, dict[str, tuple[Figure, ...]]] = {}
    for column in (column for one in TABLES for column in one.columns):
        for year, shown in enumerate(typed[column.key]["is"], typed[column.key]["from"]):
            years.setdefault(year, {})[column.key] = shown_as(shown, margin(column, typed["code"]))
    for key, total in TOTALS.items():
        for of_year in years.values():
            if key in of_year and total in of_year:
                of_year[key] = parts(of_year[key], of_year[total][0])
    return Area(typed["code"], typed["name"], {year: years[year] for year in sorted(years)})


def margin(column: Column, code: str) -> float:
    """Half of the step to which a figure is rounded."""
    return column.margin if column.margin is not None else NEAREST_TEN * (code == ENGLAND)


def shown_as(shown: Any, half: float) -> tuple[Figure, ...]:
    """The figures of one year."""
    return tuple(figure(str(one), half) for one in (shown if isinstance(shown, list) else [shown]))


def tables_of(key: str) -> Table:
    """The table in which a key is published."""
    return next(table for table in TABLES if any(column.key == key for column in table.columns))

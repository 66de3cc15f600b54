"""A cell of a table with one event a row: text or a typed value, and plain JSON."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

from model.kinds import Type

EMPTY_LIST = "[]"
BETWEEN = ";"
ESCAPE = "\\"
WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def plain(cell: Any, type_: Type) -> Any:
    """What a cell means, as plain JSON; None where it is empty.

    A text cell of a spreadsheet or CSV file: `true`, `yes`, `1`, `false`, `no`, `0` for a boolean; `;` between the
    entries of a list, `[]` for a list without entries; dates as 2015-01-05. Of other formats: dates, date-times at
    midnight, lists, whole numbers as names. What fits none of this stays as it is, for the reader of records to refuse.
    """
    if isinstance(cell, str):
        return from_text(cell.strip(), type_)
    if isinstance(cell, float) and math.isnan(cell):
        return None
    if isinstance(cell, datetime):
        return str(cell).removesuffix(" 00:00:00")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int) and not isinstance(cell, bool) and type_ is Type.TEXT:
        return str(cell)
    return cell


def from_text(text: str, type_: Type) -> Any:
    """What a text cell without space around it means, as plain JSON."""
    if not text:
        return None
    if type_ is Type.BOOLEAN:
        return WORDS.get(text.lower(), text)
    if type_ is Type.NUMBER:
        return number(text)
    if type_ is Type.TEXTS:
        return entries(text)
    return text


def number(text: str) -> int | float | str:
    """The number that a text writes, the text where it is none."""
    for convert in (int, float):
        try:
            return convert(text)
        except ValueError:
            continue
    return text


def entries(text: str) -> list[str]:
    """The entries of a list, between semicolons; a backslash takes the next character as it is."""
    if text == EMPTY_LIST:
        return []
    found, characters = [""], iter(text)
    for character in characters:
        if character == BETWEEN:
            found.append("")
        else:
            found[-1] += next(characters, ESCAPE) if character == ESCAPE else character
    return [entry.strip() for entry in found]


def written(value: Any) -> str:
    """The text of a cell that holds plain JSON, so that `plain` gives it back; empty for None."""
    if value is None:
        return ""
    if isinstance(value, list):
        return joined(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def joined(values: list[str]) -> str:
    """A list as the text of a cell."""
    if not values:
        return EMPTY_LIST
    text = BETWEEN.join(value.replace(ESCAPE, ESCAPE * 2).replace(BETWEEN, ESCAPE + BETWEEN) for value in values)
    return ESCAPE + text if text == EMPTY_LIST else text

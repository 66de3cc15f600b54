"""What was likely mistyped in a text that is no TOML: a day with the year last, or a text without its quotes."""

from __future__ import annotations

import re
from tomllib import TOMLDecodeError

PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
YEAR_LAST = re.compile(r"""(?<![\w"'])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?![\w"'])""")


def mistyped(text: str, error: TOMLDecodeError) -> str:
    """The error, and the likely mistake in its line where there is one that people make.

    >>> import tomllib
    >>> try:
    ...     tomllib.loads("title = Mine")
    ... except TOMLDecodeError as error:
    ...     print(mistyped("title = Mine", error))
    Invalid value (at line 1, column 9); a quote may be missing: texts stand between two of them
    """
    found = PLACE.search(str(error))
    likely = likely_in(text.split("\n")[int(found[1]) - 1], int(found[2])) if found else ""
    return f"{error}; {likely}" if likely else str(error)


def likely_in(line: str, column: int) -> str:
    """The likely mistake in a line that cannot be read on from this column, counted from 1; empty where none is."""
    if day := YEAR_LAST.search(line):
        return f"days are written {day[3]}-{int(day[2]):02}-{int(day[1]):02}, year first"
    if line.count('"') % 2 or line[column - 1 : column].isalpha():
        return "a quote may be missing: texts stand between two of them"
    return ""

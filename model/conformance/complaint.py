"""A complaint: what a program wrote on standard error, short and safe for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

LAST_LINES, LONGEST = 3, 200
# What a line is underlined with.
MARKS = "^~"
NAMES_ERROR = re.compile(r"[\w.]*(Error|Exception)\b")
# What node adds of itself: its release, and calls within it.
NOISE = re.compile(r"Node\.js v\d|at .*\(node:")
IN_PYTHON = re.compile(r'File "([^"]+)", line (\d+)')
ELSEWHERE = re.compile(r"(?:at .*?)?(?:file://)?([^\s():]+\.[a-zA-Z]\w*):(\d+)")
OF_OTHERS = re.compile(r"/node_modules/|/site-packages/|/lib/python\d|/internal/")


def complaint(text: str) -> str:
    """The line that names an error, with the line of the program that it comes from; else the last three lines."""
    said = lines(text)
    if any(map(NAMES_ERROR.match, said)):
        return f"{most(text)}{where(text)}"
    return " | ".join(said[-LAST_LINES:])


def lines(text: str) -> list[str]:
    """The lines that say something, each 200 characters at most, with what would command a terminal as its code."""
    stripped = (safe(line.strip()[:LONGEST]) for line in text.splitlines())
    return [line for line in stripped if line.strip(MARKS) and not NOISE.match(line)]


def safe(line: str) -> str:
    """The line with its characters that cannot be printed as their codes."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in line)


def most(text: str) -> str:
    """The line that says most: the last that names an error, else the last; "" for none."""
    said = lines(text)
    return next(reversed([line for line in said if NAMES_ERROR.match(line)] or said), "")


def where(text: str) -> str:
    """The file and the line of the program that an error comes from, in brackets; "" where none is told."""
    return next((f" ({PurePosixPath(file).name}:{number})" for file, number in places(text)), "")


def places(text: str) -> Iterator[tuple[str, str]]:
    """The files and lines of the program that are told, the innermost call first."""
    # Python tells it last, everybody else first.
    said = lines(text)
    told = [IN_PYTHON.match(line) for line in reversed(said)] + [ELSEWHERE.match(line) for line in said]
    for one in filter(None, told):
        file, number = one.groups()
        if not OF_OTHERS.search(file) and not file.startswith("<"):
            yield file, number

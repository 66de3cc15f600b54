"""Reads the tables that people read: each row on one line of a page that is wide enough."""

import re
from itertools import pairwise

WIDE = "2000"


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the table behind a heading, row by row, beginning with its head."""
    head, _, *lines = text.partition(f"{heading}\n")[2].lstrip("\n").partition("\n\n")[0].splitlines()
    starts = [found.start() for found in re.finditer(r"\S+( \S+)*", head)]
    return [[line[begin:end].strip() for begin, end in pairwise([*starts, None])] for line in (head, *lines)]

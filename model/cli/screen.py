"""A table on a terminal: as many columns as fit, statuses in their colours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import TextWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

Cells = Sequence[str]
COLOURS = {
    "breached": "bold red",
    "met": "green",
    "excused": "cyan",
    "pending": "yellow",
    "unknown": "magenta",
    "lapsed": "dim",
}
GAP = 2
PROSE = 16
# Where the words are too long for the window: the narrowest column of several words, and of one that has to be cut.
TIGHT = 10
# Laying out every cell with care takes a millisecond a row: more rows than these are lines of even columns.
MANY = 2_000


def console(stream: TextIO) -> Console:
    """What writes in colours where the terminal has them and the user wants them (NO_COLOR)."""
    from rich.console import Console

    return Console(file=stream, highlight=False)


def coloured(text: str, status: str) -> Text:
    """The text in the colour of a status; square brackets stay what they are."""
    from rich.text import Text

    return Text(text, style=COLOURS.get(status, ""))


def draw(rows: Sequence[Cells], columns: Cells, spare: Cells, stream: TextIO, width: int | None = None) -> None:
    """The rows on a terminal; `spare` names the columns that may be left out, the first to go first.

    On a page of a `width` of its own, words are broken at their hyphens before a column is left out.
    """
    screen = console(stream)
    screen.width = width or screen.width
    cells = [[row[place] for row in rows] for place in range(len(columns))]
    needs = list(map(least, cells, columns))
    tight = needs if width is None else list(map(least_broken, cells, columns))
    # A spare column with nothing in it goes without a word.
    told = [place for place, name in enumerate(columns) if name not in spare or any(row[place] for row in rows)]
    shown = fitting(told, [columns.index(name) for name in spare], tight, screen.width)
    kept = [[row[place] for place in shown] for row in rows]
    head = [columns[place].replace("_", " ") for place in shown]
    if len(rows) > MANY:
        stream.writelines(even_lines(kept, head))
    else:
        narrow = narrowed(kept, head, [needs[place] for place in shown], screen.width)
        # Where even the narrowest columns are too wide, the terminal breaks the lines and nothing is lost.
        screen.width = max(screen.width, room(narrow))
        screen.print(laid_out(kept, head, shared(kept, head, narrow, screen.width)))
    left_out = ", ".join(columns[place] for place in told if place not in shown)
    if left_out:
        stream.write(f"Left out for want of room: {left_out}. A wider window or a pipe has them.\n")


def fitting(told: Sequence[int], spare: Sequence[int], needs: Sequence[int], width: int) -> list[int]:
    """The places of the columns to show: those of `told`, less as many of the spare ones as there is no room for."""
    shown = list(told)
    for place in spare:
        if place in shown and room([needs[one] for one in shown]) > width:
            shown.remove(place)
    return shown


def room(needs: Sequence[int]) -> int:
    """How wide columns are together."""
    return sum(needs) + GAP * (len(needs) - 1)


def least(texts: Cells, name: str) -> int:
    """The narrowest that a column can be without breaking a word, or a sentence after every word."""
    longest = max(map(width_of, texts), default=0)
    words = max(width_of(word) for text in {*texts, name.replace("_", " ")} for word in text.split())
    return max(words, min(longest, PROSE))


def narrowed(rows: Sequence[Cells], head: Cells, needs: Sequence[int], width: int) -> list[int]:
    """How narrow the columns can be: as they need, or with words broken at their hyphens where that is too wide."""
    if room(needs) <= width:
        return list(needs)
    return [min(need, least_broken([row[place] for row in rows], head[place])) for place, need in enumerate(needs)]


def least_broken(texts: Cells, name: str) -> int:
    """The narrowest that a column can be where words may be broken at their hyphens."""
    parts = {part for text in {*texts, name} for part in re.split(r"(?<=-)| ", text)}
    longest = max(map(width_of, texts), default=0)
    return max(*map(width_of, parts), min(longest, TIGHT))


class Broken(TextWrapper):
    """Breaks lines at blanks and behind every hyphen, also those beside a number."""

    wordsep_re = re.compile(r"(\s+)|(?<=-)")


def width_of(text: str) -> int:
    """How many cells of a terminal the text fills: some letters fill two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def shared(rows: Sequence[Cells], head: Cells, needs: Sequence[int], width: int) -> list[int]:
    """How wide each column gets: what it needs, and what is left over goes to the narrowest that can fill it."""
    left, widths = width - room(needs), list(needs)
    most = [max(map(width_of, (name, *(row[place] for row in rows)))) for place, name in enumerate(head)]
    growing = [place for place, want in enumerate(most) if widths[place] < want]
    while left > 0 and growing:
        place = min(growing, key=widths.__getitem__)
        widths[place], left = widths[place] + 1, left - 1
        growing = [place for place in growing if widths[place] < most[place]]
    return widths


def laid_out(rows: Sequence[Cells], head: Cells, widths: Sequence[int]) -> Table:
    """The rows as a table; only texts of several words are wrapped, and numbers end at the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, header_style="bold", padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    for place, name in enumerate(head):
        texts = [row[place] for row in rows]
        words = any(" " in text for text in texts)
        table.add_column(
            name,
            justify="right" if is_numbers(texts) else "left",
            no_wrap=not words,
            width=widths[place],
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(cell(text, width) for text, width in zip(row, widths, strict=True)))
    return table


def cell(text: str, width: int) -> Text:
    """The text in the colour of its status; words too long for the column are broken at their hyphens."""
    words = text.split()
    if any(width_of(word) > width for word in words):
        text = Broken(width, break_long_words=False).fill(text)
    return coloured(text, words[0] if words else "")


def is_numbers(texts: Cells) -> bool:
    """Whether there is nothing but whole numbers."""
    return all(text.removeprefix("-").isdecimal() for text in texts if text)


def even_lines(rows: Sequence[Cells], head: Cells) -> list[str]:
    """The rows as lines of columns as wide as their widest cell."""
    widths = [max(map(width_of, column)) for column in zip(head, *rows, strict=True)]
    return [f"{'  '.join(map(filled, row, widths)).rstrip()}\n" for row in (head, *rows)]


def filled(text: str, width: int) -> str:
    """The text with blanks behind it up to a width."""
    return text + " " * (width - width_of(text))

"""A table on a terminal: as many columns as fit, statuses in their colours."""

from __future__ import annotations

from collections.abc import Sequence
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


def draw(rows: Sequence[Cells], columns: Cells, spare: Cells, stream: TextIO) -> None:
    """The rows on a terminal; `spare` names the columns that may be left out, the first to go first."""
    screen = console(stream)
    needs = [least([row[place] for row in rows], name) for place, name in enumerate(columns)]
    # A spare column with nothing in it goes without a word.
    told = [place for place, name in enumerate(columns) if name not in spare or any(row[place] for row in rows)]
    shown = fitting(told, [columns.index(name) for name in spare], needs, screen.width)
    kept = [[row[place] for place in shown] for row in rows]
    head = [columns[place].replace("_", " ") for place in shown]
    if len(rows) > MANY:
        stream.writelines(even_lines(kept, head))
    else:
        # Where even the needed columns are too wide, the terminal breaks the lines and nothing is lost.
        screen.width = max(screen.width, room([needs[place] for place in shown]))
        widths = shared(kept, head, [needs[place] for place in shown], screen.width)
        screen.print(laid_out(kept, head, widths))
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
    """How wide columns are together; a table ends in a blank."""
    return sum(needs) + GAP * len(needs) - 1


def least(texts: Cells, name: str) -> int:
    """The narrowest that a column can be without breaking a word, or a sentence after every word."""
    longest = max(map(width_of, texts), default=0)
    words = max(width_of(word) for text in {*texts, name.replace("_", " ")} for word in text.split())
    return max(words, min(longest, PROSE))


def width_of(text: str) -> int:
    """How many cells of a terminal the text fills: some letters fill two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def shared(rows: Sequence[Cells], head: Cells, needs: Sequence[int], width: int) -> list[int]:
    """How wide each column gets: what it needs, and of what is left over as much as it can fill, from the left."""
    left, widths = width - room(needs), list(needs)
    for place, name in enumerate(head):
        more = min(left, max(map(width_of, (name, *(row[place] for row in rows)))) - needs[place])
        widths[place] += more
        left -= more
    return widths


def laid_out(rows: Sequence[Cells], head: Cells, widths: Sequence[int]) -> Table:
    """The rows as a table; only texts of several words are wrapped, and numbers end at the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, header_style="bold", padding=(0, 1, 0, 0), show_edge=False)
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
        table.add_row(*(coloured(text, text.partition(" ")[0]) for text in row))
    return table


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

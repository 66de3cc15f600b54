"""The months along the bottom of a picture, each year named where it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 13


def firsts(first: date, last: date) -> Iterator[date]:
    """The first days of months, both ends inclusive."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if first <= day <= last:
            yield day


def named(days: list[date]) -> list[str]:
    """The names of months, with the year below the first of each."""
    years = [day.year for day in days]
    return [
        f"{day:%b}\n{day.year}" if number == 0 or years[number - 1] != day.year else f"{day:%b}"
        for number, day in enumerate(days)
    ]


def mark(axes: Axes, first: date, last: date) -> None:
    """Marks on the first days of months, or of every second or third month where there are many."""
    days = list(firsts(first, last))
    step = next(step for step in (1, 2, 3, 6, 12, len(days) or 1) if len(days) <= MOST * step)
    shown = days[::step] or [first]
    axes.set_xticks([day.toordinal() for day in shown], named(shown))
    axes.set_xlim(first.toordinal(), last.toordinal() + 1)

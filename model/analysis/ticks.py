"""Which days of a picture are marked along its bottom, and which of the marks have a name."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from model.analysis.replay import each_day

# As many names as there is room for: of days with their weekday, of Mondays, of months.
DAYS, MONDAYS, MONTHS = 12, 13, 13
# So many days have too few Mondays to tell one day from the next: every day has a mark, two of a week have names.
WEEKS, NAMED = 28, (0, 3)


class Tick(NamedTuple):
    """A mark on a day; `name` is empty where it has none, `below` stands under it where the month or year is new."""

    day: date
    name: str = ""
    below: str = ""


def ticks(first: date, last: date) -> list[Tick]:
    """The marks from `first` to `last`, both inclusive: days of a short time, else Mondays, else months."""
    days = list(each_day(first, last))
    mondays = [day for day in days if day.weekday() == 0]
    if len(days) <= DAYS:
        return named(days, "{day:%a} {day.day}", "{day:%b} {day.year}")
    if len(days) <= WEEKS:
        some = [day for day in days if day.weekday() in NAMED]
        rest = [Tick(day) for day in days if day not in some]
        return sorted([*named(some, "{day:%a} {day.day}", "{day:%b} {day.year}"), *rest])
    if len(mondays) <= MONDAYS:
        return named(mondays, "{day.day} {day:%b}", "{day.year}")
    firsts = [day for day in days if day.day == 1]
    months = named(firsts[:: 1 + len(firsts) // MONTHS], "{day.day} {day:%b}", "{day.year}")
    return sorted([*months, *(Tick(day) for day in mondays if day not in firsts)])


def named(days: list[date], name: str, below: str) -> list[Tick]:
    """A mark with a name on each day; what stands below only where it is new."""
    told = [below.format(day=day) for day in days]
    new = [text if text != before else "" for text, before in zip(told, ["", *told[:-1]], strict=True)]
    return [Tick(day, name.format(day=day), text) for day, text in zip(days, new, strict=True)]

"""The pool: letters, which are what events of a kind can say, drawn for many histories at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

import numpy as np

from model.calendar import Calendar
from model.compiled.candidates import Candidate
from model.compiled.recipes import Later, OfLatest, OfTrigger, Own, Recipe, Situation
from model.conformance.stock import POOL, Stock
from model.events import Event, Value

PLAUSIBLE, AS_WILD, OPENING = range(3)
WAYS = 3
# A way, and so many more: the same in texts beyond ASCII.
FOREIGN = WAYS
# Of sixteen values the first so many are those that the policy wants, by the way; the last is not recorded.
WANTED, UNRECORDED = (9, 5, 9), 15


class Letter(NamedTuple):
    """What an event says: its kind, its attributes, and how to choose those that are days."""

    type: str
    said: Mapping[str, Value]
    days: tuple[tuple[str, Recipe], ...]

    def attributes(self, day: date, before: Sequence[Event], calendar: Calendar) -> Mapping[str, Value]:
        """The attributes of an event on a day, after others.

        A day that is nobody's lies long before the case: no earlier than the calendar begins.
        """
        situation = Situation(day, before, calendar)
        found = [(name, recipe.day(situation)) for name, recipe in self.days]
        return {**self.said, **{name: max(one, calendar.first) for name, one in found if one is not None}}


@dataclass(frozen=True)
class Back:
    """The day of one of the four latest events, the event's own where there is none."""

    which: int

    def day(self, situation: Situation) -> date | None:
        """The day."""
        before = situation.before[-4:]
        return before[self.which % len(before)].on if before else situation.on


class Pool(dict[int, Letter]):
    """Letters by number, each made when it is first asked for."""

    def __init__(self, stock: Stock, rng: np.random.Generator) -> None:
        super().__init__()
        self._stock = stock
        self._widest = max(map(len, stock.values))
        size = WAYS * len(stock.kinds) * POOL * self._widest
        self._chances, self._picks = rng.bytes(size), rng.bytes(size)

    def __missing__(self, number: int) -> Letter:
        """A letter that was not asked for before."""
        rest, place = divmod(number, POOL)
        ways, kind = divmod(rest, len(self._stock.kinds))
        foreign, way = divmod(ways, WAYS)
        found = self[number] = self._letter(way, kind, place, bool(foreign))
        return found

    def _letter(self, way: int, kind: int, place: int, foreign: bool) -> Letter:
        at = ((way * len(self._stock.kinds) + kind) * POOL + place) * self._widest
        said: dict[str, Value] = {}
        days: list[tuple[str, Recipe]] = []
        for column, (name, values) in enumerate(self._stock.values[kind], at):
            chance, pick = self._chances[column] % 16, self._picks[column]
            value = chosen(values, chance, pick, WANTED[way])
            if isinstance(value, OfTrigger):
                days.append((name, Back(pick)))
            elif isinstance(value, Later | Own | OfLatest):
                days.append((name, value))
            elif value is not None:
                said[name] = cast(Value, value)
        if way == OPENING:
            said["outcome"] = "plan"
        return Letter(self._stock.kinds[kind].name, self._stock.abroad(kind, said) if foreign else said, tuple(days))


def chosen(values: Sequence[Candidate], chance: int, pick: int, wanted: int) -> Candidate:
    """Mostly the value that the policy wants, else another that its tests can tell from it, else not recorded."""
    if chance < wanted:
        return values[0]
    return None if chance == UNRECORDED else values[pick % len(values)]

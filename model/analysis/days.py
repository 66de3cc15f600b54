"""Days: a search from day to day that goes through a day like an earlier one, from the same states, only once."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, Protocol

from model.analysis.plain import Passed
from model.compiled.compiled import Compiled

# Eight bytes each on packed states; then all is forgotten, and remembered anew.
MOST_REMEMBERED = 10_000_000


class Searcher(Protocol):
    """An engine, one day at a time."""

    @property
    def lows(self) -> tuple[int, ...]:
        """As in `Reach`."""

    @property
    def morning(self) -> Hashable:
        """The states of the morning to which it has come: equal where they are the same."""

    def resume(self, morning: Hashable) -> None:
        """Goes on from such a morning."""

    def day(self, column: int, begins: bool) -> Passed | None:
        """The next day; a history may begin on it where `begins`. None where there is no room."""


class Told(NamedTuple):
    """What passed on a day, the number of the morning after it, and whether an earlier day was the same."""

    passed: Passed
    after: int
    repeated: bool


class Days:
    """The days of a search: what passes depends on the states of the morning, and on the day's entries of the tables.

    Most weeks are alike, so after some months most days have been before.
    """

    def __init__(self, compiled: Compiled, searcher: Searcher) -> None:
        self.compiled, self.searcher = compiled, searcher
        self._forget()

    def _forget(self) -> None:
        self._mornings: list[Hashable] = []
        self._numbers: dict[Hashable, int] = {}
        self._told: dict[Hashable, Told] = {}
        self._remembered = 0
        self._now = self._held = self._number()

    def _number(self) -> int:
        """The number of the morning to which the searcher has come."""
        morning = self.searcher.morning
        number = self._numbers.setdefault(morning, len(self._mornings))
        if number == len(self._mornings):
            self._mornings.append(morning)
        return number

    def day(self, column: int, begins: bool) -> Told | None:
        """The next day, as `Searcher.day` has it."""
        compiled = self.compiled
        key = self._now, begins, compiled.due[:, column].tobytes(), compiled.opening[:, column].tobytes()
        if key in self._told:
            told = self._told[key]._replace(repeated=True)
        else:
            searched = self._searched(column, begins)
            if searched is None:
                return None
            told = self._told[key] = searched
        self._now = told.after
        if self._remembered > MOST_REMEMBERED:
            self._forget()
        return told

    def _searched(self, column: int, begins: bool) -> Told | None:
        if self._held != self._now:
            self.searcher.resume(self._mornings[self._now])
        passed = self.searcher.day(column, begins)
        if passed is None:
            return None
        self._remembered += passed.after
        self._held = self._number()
        return Told(passed, self._held, False)

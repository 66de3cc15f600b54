"""Luck: what adversity still holds in store, beside the state of the duties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.adversity import Adversity

Places = NDArray[np.int64]
NEVER = -1


class Luck(NamedTuple):
    """How many attempts may still fail, and for each kind of attempt how many working days it has to wait.

    `away` holds the days for which who decides excuses stays away: one more than there can be where that is to come.
    """

    failures: int
    waits: tuple[int, ...]
    away: int


@dataclass(frozen=True, eq=False)
class Lucks:
    """Every luck under an adversity, numbered; each table gives for each luck the number that follows, -1 for never."""

    adversity: Adversity
    kinds: tuple[str, ...]

    @property
    def fresh(self) -> int:
        """The days away where who decides excuses has not been away yet."""
        return self.adversity.away + 1 if self.adversity.away else 0

    @cached_property
    def every(self) -> tuple[Luck, ...]:
        """All of them in order; the first is that of the beginning."""
        waits = tuple(product(range(self.adversity.notice + 1), repeat=len(self.kinds)))
        lucks = product(range(self.adversity.failures, -1, -1), waits, range(self.fresh, -1, -1))
        return tuple(Luck(*luck) for luck in lucks)

    def table(self, change: Callable[[Luck], Luck | None]) -> Places:
        """The number of what follows each luck."""
        numbers = {luck: number for number, luck in enumerate(self.every)}
        changed = (change(luck) for luck in self.every)
        return np.array([NEVER if luck is None else numbers[luck] for luck in changed], np.int64)

    @cached_property
    def spent(self) -> Places:
        """One failure less. Never, where none is left."""
        return self.table(lambda luck: luck._replace(failures=luck.failures - 1) if luck.failures else None)

    @cached_property
    def failed(self) -> Mapping[str, Places]:
        """For each kind: an attempt failed, one failure less, and the next waits. Never, where no failure is left."""
        calls = {kind: self.called[1 << place] for place, kind in enumerate(self.kinds)}
        return {kind: np.where(self.spent == NEVER, NEVER, called[self.spent]) for kind, called in calls.items()}

    @cached_property
    def called(self) -> tuple[Places, ...]:
        """For each set of kinds (a mask): attempts of these are called for, and wait as long as notice takes."""
        return tuple(self.table(partial(self.waiting, call=call)) for call in range(1 << len(self.kinds)))

    def waiting(self, luck: Luck, call: int) -> Luck:
        """These kinds have to wait."""
        notice = self.adversity.notice
        return luck._replace(waits=tuple(notice if call >> at & 1 else wait for at, wait in enumerate(luck.waits)))

    @cached_property
    def ready(self) -> Mapping[str, Places]:
        """For each kind: the same luck. Never, where an attempt of it has to wait."""
        lucks = range(len(self.every))
        return {
            kind: np.array([NEVER if self.every[luck].waits[at] else luck for luck in lucks], np.int64)
            for at, kind in enumerate(self.kinds)
        }

    @cached_property
    def present(self) -> Places:
        """The same luck. Never, while who decides excuses is away."""
        return self.table(lambda luck: luck if luck.away in (0, self.fresh) else None)

    @cached_property
    def leaving(self) -> Places:
        """Who decides excuses goes away from this day on. Never, where they have been away."""
        return self.table(lambda luck: luck._replace(away=luck.away - 1) if luck.away == self.fresh > 0 else None)

    @cached_property
    def mornings(self) -> tuple[Places, Places]:
        """The luck of the next morning: of a day that is not a working day, of one that is."""
        return self.table(partial(self.morning, working=0)), self.table(partial(self.morning, working=1))

    def morning(self, luck: Luck, working: int) -> Luck:
        """A day less of what passes."""
        waits = tuple(max(0, wait - working) for wait in luck.waits)
        return Luck(luck.failures, waits, luck.away - (0 < luck.away < self.fresh))

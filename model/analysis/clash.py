"""A temporal clash: nothing is breached yet, and whatever is done now, unless the plan ends, something will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from model.analysis.beside import one_at_a_time
from model.analysis.continuing import MOST, Steps, followed_from
from model.analysis.following import Followed, longest_window
from model.analysis.promptness import prompt
from model.analysis.standstill import Standstill
from model.calendar import Calendar
from model.compiled.compile import compile_policies, every, unsplit
from model.compiled.compiled import Compiled, Demand
from model.compiled.realise import realised
from model.compiled.work import gathered
from model.errors import InvalidInput
from model.events import Event
from model.policy import Duty, Policy, Strength

YEARS = 2
# Days from which cases begin, month and day: an ordinary one, and those whose weeks hold Easter and Christmas.
BEGINNINGS = ((2, 2), (4, 1), (12, 12))


@dataclass(frozen=True)
class Clash:
    """Demands that cannot be kept after `events`, though none of them is breached then; none can be left out."""

    demands: tuple[Demand, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Clashes:
    """Every smallest set of duties that clash, of each component; `sampled` are components too large to search.

    Of those only cases from some start days were followed, so what was not found in them is not proved absent.
    """

    found: tuple[Clash, ...]
    sampled: tuple[tuple[Demand, ...], ...]
    first: date
    last: date

    @property
    def omitted(self) -> dict[str, str]:
        """What was not searched for, with what was done instead."""
        days = len(starts(self.first, self.last))
        why = f"only looked for from {days} start days, up to {MOST:,} days of different states each"
        names = (", ".join(dict.fromkeys(one.duty.id for one in demands)) for demands in self.sampled)
        return {f"windows that do not meet, among {name}": why for name in names}


def starts(first: date, last: date) -> list[date]:
    """The days from which cases are followed: `BEGINNINGS` in the first years of the range, else its first day."""
    days = [date(first.year + more, month, day) for more in range(YEARS) for month, day in BEGINNINGS]
    return [day for day in days if first <= day <= last] or [first]


def clashes(policies: Sequence[Policy], calendar: Calendar, strength: Strength, first: date, last: date) -> Clashes:
    """The clashes of all cases that begin from `first` to `last`, both inclusive, followed as in any other search."""
    followed = Followed.of(last, calendar, longest_window(gathered(policies, calendar, every, Strength.MAY, True)))
    found: list[Clash] = []
    sampled: list[tuple[Demand, ...]] = []
    for part in compile_policies(policies, calendar, strength=strength, endings=False):
        if part.clocks:
            look = Look(part, first, followed)
            if look.clash(frozenset(range(len(part.demands)))) is not None:
                found += look.smallest()
            if look.sampled:
                sampled.append(part.demands)
    return Clashes(tuple(found), tuple(sampled), first, last)


class Look:
    """A look for clashes in one component; `sampled` is true as soon as some were only looked for from some days."""

    def __init__(self, part: Compiled, first: date, followed: Followed) -> None:
        self.part, self.first, self.followed = part, first, followed
        self.sampled = False

    def smallest(self) -> list[Clash]:
        """The smallest sets of demands that clash: one by leaving out, then those without one of its demands, ..."""
        seen: set[frozenset[int]] = set()
        waiting = [frozenset(range(len(self.part.demands)))]
        found: dict[frozenset[int], Clash] = {}
        for some in waiting:  # grows while it is gone through
            if some not in seen and self.clash(some) is not None:
                small = self.shrunk(some)
                waiting += [some - {one} for one in sorted(small)]
                found[small] = cast(Clash, self.clash(small))
            seen.add(some)
        return list(found.values())

    def shrunk(self, some: frozenset[int]) -> frozenset[int]:
        """The set without those that can be left out, one after the other."""
        for one in sorted(some):
            if self.clash(some - {one}) is not None:
                some -= {one}
        return some

    def clash(self, some: frozenset[int]) -> Clash | None:
        """The first clash of some of the demands."""
        wanted = {id(self.part.demands[place].duty) for place in some}

        def among(_: int, duty: Duty) -> bool:
            return id(duty) in wanted

        part = unsplit(self.part.policies, self.part.calendar, demands=among, endings=False)
        past = self.steps(one_at_a_time(part)) if part.clocks else None
        if past is None:
            return None
        moves = [(part.calendar.first + timedelta(days=column), letter) for column, letter in past]
        return Clash(part.demands, realised(part, moves))

    def steps(self, alone: Compiled) -> Steps | None:
        """The events after which nothing continues without a breach."""
        if prompt(alone):
            return None
        try:
            return Standstill(alone, self.first, self.followed).steps()
        except InvalidInput:
            self.sampled = True
            columns = [alone.day(day) for day in starts(self.first, self.followed.last)]
            return followed_from(alone, columns)

"""A temporal clash: nothing is breached yet, and whatever is done now, unless the plan ends, something will be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import cast

from model.analysis.beside import one_at_a_time
from model.calendar import Calendar
from model.compiled.compile import compile_policies, unsplit
from model.compiled.compiled import Compiled, Demand
from model.compiled.realise import realised
from model.compiled.step import State, begin, met, nightfall
from model.events import Event
from model.policy import Duty, Policy, Strength

# How many days of different states are looked at of one component, from each start day; from days of how many years.
MOST = 1_000
YEARS = 2
# Days from which cases begin, month and day: an ordinary one, and those whose weeks hold Easter and Christmas.
BEGINNINGS = ((2, 2), (4, 1), (12, 12))

# Events as columns of the calendar and letters.
Steps = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Clash:
    """Demands that cannot be kept after `events`, though none of them is breached then; none can be left out."""

    demands: tuple[Demand, ...]
    events: tuple[Event, ...]


def starts(first: date, last: date) -> list[date]:
    """The days from which cases are followed: `BEGINNINGS` in the first years of the range, else its first day."""
    days = [date(first.year + more, month, day) for more in range(YEARS) for month, day in BEGINNINGS]
    return [day for day in days if first <= day <= last] or [first]


def looked(first: date, last: date) -> str:
    """How far clashes are looked for, in a sentence: this is no proof that there are none."""
    days = len(starts(first, last))
    return f"temporal clashes are looked for from {days} start days, up to {MOST:,} days of different states each"


def clashes(
    policies: Sequence[Policy], calendar: Calendar, strength: Strength, first: date, last: date
) -> Iterator[Clash]:
    """Every smallest set of duties that clash, of each component."""
    days = starts(first, last)
    for part in compile_policies(policies, calendar, strength=strength, endings=False):
        if part.clocks and clash_of(part, days) is not None:
            yield from smallest(part, days)


def smallest(part: Compiled, days: Sequence[date]) -> list[Clash]:
    """The smallest sets of demands that clash: one by leaving out, then those without one of its demands, and so on."""
    seen: set[frozenset[int]] = set()
    waiting = [frozenset(range(len(part.demands)))]
    found: dict[frozenset[int], Clash] = {}
    for some in waiting:  # grows while it is gone through
        if some not in seen and clash_among(part, some, days) is not None:
            small = shrunk(part, some, days)
            waiting += [some - {one} for one in sorted(small)]
            found[small] = cast(Clash, clash_among(part, small, days))
        seen.add(some)
    return list(found.values())


def shrunk(part: Compiled, some: frozenset[int], days: Sequence[date]) -> frozenset[int]:
    """The set without those that can be left out, one after the other."""
    for one in sorted(some):
        if clash_among(part, some - {one}, days) is not None:
            some -= {one}
    return some


def clash_among(part: Compiled, some: frozenset[int], days: Sequence[date]) -> Clash | None:
    """The first clash of some of the demands."""
    wanted = {id(part.demands[place].duty) for place in some}

    def among(_: int, duty: Duty) -> bool:
        return id(duty) in wanted

    return clash_of(unsplit(part.policies, part.calendar, demands=among, endings=False), days)


def clash_of(part: Compiled, days: Sequence[date]) -> Clash | None:
    """The first state that no conduct continues without a breach, from the first of the days that leads to one."""
    alone = one_at_a_time(part)
    for day in days:
        past = dead_end(Continuing(alone, part.day(day)))
        if past is not None:
            moves = [(part.calendar.first + timedelta(days=column), letter) for column, letter in past]
            return Clash(part.demands, realised(part, moves))
    return None


def dead_end(continuing: Continuing) -> Steps | None:
    """The events that lead without a breach to where nothing continues without one; None where none was found."""
    states: dict[State, Steps] = {begin(continuing.compiled): ()}
    looked_at = 0
    for column in continuing.columns:
        following: dict[State, Steps] = {}
        for state, past in states.items():
            if not continuing.lasts(state, column):
                return past
            for letters, after in continuing.mornings(state, column):
                following.setdefault(after, (*past, *((column, letter) for letter in letters)))
                looked_at += 1
                if looked_at == MOST:
                    return None
        states = following
    return None


class Continuing:
    """Whether a state can go on without a breach for longer than any of its clocks runs.

    `columns` are the days from a start day on, as long as the longest clock; states last to twice as long after it.
    """

    def __init__(self, compiled: Compiled, start: int) -> None:
        self.compiled = compiled
        longest = 2 + max(clock.longest for clock in compiled.clocks)
        self.columns = range(start, start + longest)
        self.end = start + 2 * longest
        self.known: dict[tuple[int, State], bool] = {}

    def lasts(self, state: State, column: int) -> bool:
        """Whether some conduct from the morning of `column` on breaches nothing."""
        ways = [(state, self.mornings(state, column))]
        while ways:
            tomorrow = column + len(ways)
            here, following = ways[-1]
            after = next((one for _, one in following if self.known.get((tomorrow, one), True)), None)
            if after is None:
                self.known[tomorrow - 1, here] = False
                ways.pop()
            elif tomorrow == self.end or (tomorrow, after) in self.known:
                self.known |= {(column + place, one): True for place, (one, _) in enumerate(ways)}
                return True
            else:
                ways.append((after, self.mornings(after, tomorrow)))
        return False

    def mornings(self, state: State, column: int) -> Iterator[tuple[tuple[int, ...], State]]:
        """The letters of each day without a breach, with the next morning; days on which much is answered first."""
        for letters, evening in self.days(state, column, 0):
            night = nightfall(self.compiled, evening)
            if not night.broken and night.state is not None:
                yield letters, night.state

    def days(self, state: State, column: int, group: int) -> Iterator[tuple[tuple[int, ...], State]]:
        """What can happen on a day from a kind of event on."""
        if group == len(self.compiled.groups):
            yield (), state
            return
        for letter in self.options(state, group):
            if letter < 0:
                yield from self.days(state, column, group + 1)
                continue
            outcome = met(self.compiled, state, letter, column)
            if outcome.state is not None and not outcome.broken and not outcome.full:
                # Several of a kind may be needed on one day where each answers another occasion.
                again = outcome.state != state and (self.compiled.answers[state.control, letter] == 2).any()
                for letters, evening in self.days(outcome.state, column, group if again else group + 1):
                    yield (letter, *letters), evening

    def options(self, state: State, group: int) -> Iterator[int]:
        """The letters of a kind that answer something, then none (-1), then the others."""
        first, last = self.compiled.groups[group]
        answering = [one for one in range(first, last) if self.compiled.answers[state.control, one].any()]
        return chain(answering, (-1,), (one for one in range(first, last) if one not in answering))

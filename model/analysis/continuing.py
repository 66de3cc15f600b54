"""Continuing: whether a state goes on without a breach, looked for from some start days, state by state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from model.compiled.compiled import Compiled
from model.compiled.step import State, begin, met, nightfall

# How many days of different states are looked at of one component, from each start day.
MOST = 1_000

# Events as columns of the calendar and letters.
Steps = tuple[tuple[int, int], ...]


def followed_from(compiled: Compiled, columns: Sequence[int]) -> Steps | None:
    """The first dead end of a case that begins on one of some days."""
    ends = (dead_end(Continuing(compiled, column)) for column in columns)
    return next((end for end in ends if end is not None), None)


def dead_end(continuing: Continuing) -> Steps | None:
    """The events after which nothing continues without a breach, though without the last of them something would.

    None where none was found.
    """
    states: dict[State, Steps] = {begin(continuing.compiled): ()}
    looked_at = 0
    for column in continuing.columns:
        following: dict[State, Steps] = {}
        for state, past in states.items():
            ways = [
                (tuple((column, one) for one in letters), after)
                for letters, after in continuing.mornings(state, column)
            ]
            calm = any(not steps and continuing.lasts(after, column + 1) for steps, after in ways)
            for steps, after in ways:
                if calm and steps and not continuing.lasts(after, column + 1):
                    return (*past, *steps)
                following.setdefault(after, (*past, *steps))
            looked_at += len(ways)
            if looked_at >= MOST:
                return None
        states = following
    return None


class Continuing:
    """Whether a state can go on without a breach for longer than any of its clocks runs.

    `columns` are the days from a start day on, as long as the longest clock; states last to twice as long after it, or
    to the last day of the calendar.
    """

    def __init__(self, compiled: Compiled, start: int) -> None:
        self.compiled = compiled
        longest = 2 + max(clock.longest for clock in compiled.clocks)
        self.end = min(start + 2 * longest, len(compiled.calendar.working))
        self.columns = range(start, min(start + longest, self.end))
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

    def days(
        self, state: State, column: int, group: int, happened: tuple[int, ...] = ()
    ) -> Iterator[tuple[tuple[int, ...], State]]:
        """What can happen on a day from a kind of event on, of which some have happened."""
        if group == len(self.compiled.groups):
            yield (), state
            return
        for letter in self.options(state, group):
            if letter < 0:
                yield from self.days(state, column, group + 1)
                continue
            outcome = met(self.compiled, state, letter, column)
            if outcome.state is not None and not outcome.broken and not outcome.full and letter not in happened:
                # Several of a kind may be needed on one day where each answers another occasion.
                again = (self.compiled.answers[state.control, letter] == 2).any()
                then = (group, (*happened, letter)) if again else (group + 1, ())
                for letters, evening in self.days(outcome.state, column, *then):
                    yield (letter, *letters), evening

    def options(self, state: State, group: int) -> Iterator[int]:
        """The letters of a kind that answer something, then none (-1), then the others."""
        first, last = self.compiled.groups[group]
        answering = [one for one in range(first, last) if self.compiled.answers[state.control, one].any()]
        return chain(answering, (-1,), (one for one in range(first, last) if one not in answering))

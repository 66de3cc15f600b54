"""A standstill: events, none of them a breach, after which all that can be done is one; looked for on every day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from model.analysis.continuing import Continuing, Steps
from model.analysis.following import Followed
from model.compiled.compiled import Compiled
from model.compiled.step import State, begin
from model.errors import Fault, InvalidInput

# So many kinds of day of different states are looked at: some seconds.
MOST = 50_000

States = frozenset[State]
Ways = Mapping[State, tuple[int, ...]]


@dataclass(eq=False)
class Standstill:
    """All cases that begin from `first` to the last day of `followed`, both inclusive, each as long as it is followed.

    What is not breached for as long as a clock can run after that counts as kept. InvalidInput where there are too many
    states.
    """

    compiled: Compiled
    first: date
    followed: Followed
    _ways: dict[tuple[State, bytes], Ways] = field(default_factory=dict)

    def steps(self) -> Steps | None:
        """The shortest events that end in the first standstill; None where there is none.

        Without what happens on the last of their days something would go on: nobody comes to a standstill by waiting.
        Where some begin in the range, it is one of these; else a case begins with an event that nothing looks at.
        """
        whole = self.reached(self.columns.stop)
        lasting = self.lasting(whole)
        return self.first_of(self.reached(self.compiled.day(self.followed.last)), lasting) or self.first_of(
            whole, lasting
        )

    def first_of(self, reached: Sequence[States], lasting: Sequence[States]) -> Steps | None:
        """The same, in cases that come to these states."""
        seen = set[tuple[States, States, bytes]]()
        for column, now, on in zip(self.columns, reached, lasting[1:], strict=True):
            key = (now, on, self.alike(column))
            stuck = [] if key in seen else [(state, self.stuck(state, column, on)) for state in sorted(now)]
            seen.add(key)
            ends = {state: tuple((column, one) for one in letters) for state, letters in stuck if letters}
            if ends:
                return self.back(reached[: column - self.columns.start], ends)
        return None

    def stuck(self, state: State, column: int, on: States) -> tuple[int, ...]:
        """The fewest letters of a day after which nothing goes on, where it would without them; none where not so."""
        ways = self.ways(state, column)
        if not any(not letters and after in on for after, letters in ways.items()):
            return ()
        return min((letters for after, letters in ways.items() if after not in on), key=len, default=())

    @property
    def columns(self) -> range:
        """The days to which cases are followed."""
        return range(self.compiled.day(self.first), min(self.compiled.day(self.followed.end) + 1, self.end))

    @property
    def longest(self) -> int:
        """The days that a clock can run, and two more."""
        return 2 + max(clock.longest for clock in self.compiled.clocks)

    @property
    def end(self) -> int:
        """The day up to which what is not breached is looked for."""
        return min(self.compiled.day(self.followed.end) + self.longest, len(self.compiled.calendar.working))

    def reached(self, begun: int) -> list[States]:
        """For each morning the states that a case without a breach comes to; it begins up to the column `begun`."""
        empty = frozenset({begin(self.compiled)})
        now, found, known = empty, list[States](), dict[tuple[States, bytes], States]()
        for column in self.columns:
            found.append(now)
            key = (now, self.alike(column))
            if key not in known:
                known[key] = frozenset(after for state in now for after in self.ways(state, column))
            now = known[key] | empty if column < begun else known[key] - empty
        return found

    def lasting(self, reached: Iterable[States]) -> list[States]:
        """For each of these mornings, and the next, the states from which something goes on without a breach."""
        now = self.closed(frozenset().union(*reached))
        every, found, known = now, [now], dict[tuple[States, bytes], States]()
        for column in reversed(range(self.columns.start, self.end)):
            key = (now, self.alike(column))
            if key not in known:
                known[key] = frozenset(one for one in every if not now.isdisjoint(self.ways(one, column)))
            now = known[key]
            found.append(now)
        return found[::-1][: len(self.columns) + 1]

    def closed(self, states: States) -> States:
        """These, and all that follows them on any kind of day."""
        days = {self.alike(column): column for column in range(self.columns.start, self.end)}.values()
        known, waiting = set(states), list(states)
        while waiting:
            state = waiting.pop()
            new = {after for column in days for after in self.ways(state, column)} - known
            known |= new
            waiting += new
        return frozenset(known)

    def ways(self, state: State, column: int) -> Ways:
        """The states of the next morning, with the fewest letters that lead to each without a breach."""
        key = (state, self.alike(column))
        if key not in self._ways:
            if len(self._ways) == MOST:
                raise InvalidInput(Fault("too-many-states", f"there are more than {MOST:,} kinds of day to look at"))
            ways = sorted(Continuing(self.compiled, column).mornings(state, column), key=lambda way: len(way[0]))
            self._ways[key] = {after: letters for letters, after in reversed(ways)}
        return self._ways[key]

    def alike(self, column: int) -> bytes:
        """What a day is like: on two that agree the same can happen."""
        return self.compiled.due[:, column].tobytes() + self.compiled.opening[:, column].tobytes()

    def back(self, reached: Sequence[States], paths: dict[State, Steps]) -> Steps:
        """The events of one of these paths, with those that lead to its state: over the fewest days."""
        empty = begin(self.compiled)
        for column, states in zip(reversed(self.columns[: len(reached)]), reversed(reached), strict=True):
            if empty in paths:
                break
            before: dict[State, Steps] = {}
            for state in sorted(states):
                ways = self.ways(state, column)
                found = [(*((column, one) for one in ways[after]), *paths[after]) for after in paths.keys() & ways]
                if found:
                    before[state] = min(found, key=lambda path: (len(path), path))
            paths = before
        return paths[empty]

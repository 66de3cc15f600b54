"""A separating history on other days: moved as a whole, or, where it does not part there, with one day moved more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from model.analysis.conflicts import Conflict
from model.analysis.replay import judged
from model.analysis.witness import Side, is_breach
from model.events import Event, Value
from model.history import History
from model.oracle.certainty import only

Flags = NDArray[np.bool_]
DAY = timedelta(days=1)
# So much later than on other days the findings may part where a history begins on a day before many holidays.
LATER = timedelta(days=15)
# One day of a history is moved by at most so many days each way, and so many histories are judged in all.
FARTHEST = 10
MOST_JUDGED = 20_000


class Change(NamedTuple):
    """One day of a history moved by some days: a date attribute of an event, or (no name) it and all that follow."""

    place: int
    name: str
    days: int


AS_IT_IS = Change(1, "", 0)


@dataclass
class Moved:
    """A conflict, judged by the duty that it is about alone, on days that begin at `first` and are `count` in number.

    `judged` histories were looked at that have one day moved, `helped` those changes that parted the two on some day.
    """

    conflict: Conflict
    sides: tuple[Side, ...]
    first: date
    judged: int = 0
    helped: dict[Change, None] = field(default_factory=dict)

    @classmethod
    def of(cls, conflict: Conflict, sides: Sequence[Side], first: date) -> Moved:
        """The conflict under both sides, each with the one duty only."""
        alone = tuple(replace(side, policy=only(side.policy, conflict.duty)) for side in sides)
        return cls(conflict, alone, first)

    def begins(self, count: int) -> Flags:
        """The days on which a history can begin that parts the two in the same way."""
        return np.array([self.on(self.first + place * DAY) for place in range(count)])

    def on(self, day: date) -> bool:
        """Whether one of them begins on a day."""
        return self.separates(AS_IT_IS, day) or any(self.helps(change, day) for change in self.changes())

    def helps(self, change: Change, day: date) -> bool:
        """Whether the history parts the two with a change; what has helped once is tried first the next time."""
        self.judged += 1
        if self.judged > MOST_JUDGED or not self.separates(change, day):
            return False
        self.helped[change] = None
        return True

    @property
    def whole(self) -> bool:
        """Whether no history was left out for want of time."""
        return self.judged <= MOST_JUDGED

    def changes(self) -> Iterator[Change]:
        """Every way to move one day, those that have helped before the others, and small ones before large ones."""
        yield from tuple(self.helped)
        for days in (sign * days for days in range(1, FARTHEST + 1) for sign in (1, -1)):
            for place, event in enumerate(self.conflict.events):
                names = [name for name, value in event.attributes.items() if isinstance(value, date)]
                for name in (*names, *([""] if place else [])):
                    change = Change(place, name, days)
                    if change not in self.helped and self.judged <= MOST_JUDGED:
                        yield change

    def separates(self, change: Change, day: date) -> bool:
        """Whether the findings part in the same way, at about the same time, where the history begins on a day."""
        more = day - self.conflict.events[0].on
        events = tuple(later(event, more) for event in changed(self.conflict.events, change))
        if events[-1].on < day:
            return False
        history = History(case="moved", events=events)
        shows = self.conflict.parts_on + more
        if self.parts(history, shows):
            return True
        late = judged(self.sides[self.conflict.side], history, shows + LATER).findings
        days = [one.due + DAY for one in late if is_breach(one) and one.due is not None]
        return any(self.parts(history, one) for one in days)

    def parts(self, history: History, day: date) -> bool:
        """Whether the findings on a history part on a day."""
        pairs = zip(self.sides, self.conflict.witness.expected, strict=True)
        return all(said.agrees(judged(side, history, day), history.events) for side, said in pairs)


def changed(events: Sequence[Event], change: Change) -> tuple[Event, ...]:
    """The events with one day moved."""
    more = change.days * DAY
    if change.name:
        one = events[change.place]
        attributes: dict[str, Value] = {**one.attributes, change.name: moved(one.attributes[change.name], more)}
        mine = msgspec.structs.replace(one, attributes=attributes)
        return (*events[: change.place], mine, *events[change.place + 1 :])
    return (*events[: change.place], *(later(event, more) for event in events[change.place :]))


def later(event: Event, more: timedelta) -> Event:
    """The event with all its days so much later."""
    attributes = {name: moved(value, more) for name, value in event.attributes.items()}
    return msgspec.structs.replace(event, on=event.on + more, attributes=attributes)


def moved(value: Value, more: timedelta) -> Value:
    """The value, so much later if it is a day."""
    return value + more if isinstance(value, date) else value

"""Shrinking: from a history on which two programs differ to a smallest one on which they still do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from model.conformance.probe import Probe
from model.events import Event, Value
from model.history import History
from model.kinds import Vocabulary

Fails = Callable[[Probe], bool]
DAY = timedelta(days=1)
# A Monday in an ordinary year, a week after the holidays: where a history begins that does not depend on its days.
START = date(2015, 1, 5)
# A history may be moved as a whole into the two years after that, or by leap years.
WEEK, WEEKS_TRIED, FOUR_YEARS = timedelta(days=7), 104, timedelta(days=1461)
# How far a day may jump towards an earlier one at once; the longest first.
JUMPS = (3650, 1461, 366, 183, 91, 56, 42, 28, 14, 7, 4, 2, 1)


@dataclass
class Shrinker:
    """One shrinking: the smallest failing probe so far, and how many more times `fails` may be asked."""

    best: Probe
    fails: Fails
    vocabulary: Vocabulary
    left: int
    seen: set[str]

    def better(self, events: Sequence[Event], as_of: date) -> bool:
        """Takes a history for the best where it fails too; each is asked once, and none when `left` is used up."""
        history = History.of(self.best.id, [nameless(event) for event in events], vocabulary=self.vocabulary)
        key = repr((history.events, as_of))
        if key in self.seen or not self.left:
            return False
        self.seen.add(key)
        self.left -= 1
        probe = Probe(self.best.id, self.best.says, self.best.origin, history.events, as_of, self.best.clauses)
        if not self.fails(probe):
            return False
        self.best = probe
        return True

    def run(self) -> Probe:
        """Fewer events, fewer attributes, simpler values, fewer days, until nothing helps."""
        before = None
        while before != self.best and self.left:
            before = self.best
            self.without_events()
            self.each(lambda place: without_attributes(self.best.events, place))
            self.each(lambda place: simpler_values(self.best.events, place))
            self.elsewhen()
            self.each(lambda place: nearer(self.best.events, place))
            self.sooner()
        return self.best

    def without_events(self) -> None:
        """Leaves out halves, quarters ... single events."""
        size = len(self.best.events) // 2
        while size:
            place = len(self.best.events) - size
            while place >= 0:
                events = self.best.events
                self.better((*events[:place], *events[place + size :]), self.best.as_of)
                place -= size
            size //= 2

    def each(self, simpler: Callable[[int], Iterator[tuple[Event, ...]]]) -> None:
        """Tries what is simpler about each event, from the last to the first, as often as it helps."""
        for place in reversed(range(len(self.best.events))):
            while any(self.better(events, self.best.as_of) for events in simpler(place)):
                pass

    def elsewhen(self) -> None:
        """The whole history moved to the usual start, or to as soon after it as shows it."""
        if self.best.events:
            events, as_of = self.best.events, self.best.as_of
            any(self.better([moved(event, by) for event in events], as_of + by) for by in shifts(events[0].on))

    def sooner(self) -> None:
        """An earlier day on which it is looked at."""
        last = max((event.on for event in self.best.events), default=self.best.as_of)
        while any(
            self.better(self.best.events, self.best.as_of - DAY * jump)
            for jump in JUMPS
            if self.best.as_of - DAY * jump >= last
        ):
            pass


def shrunk(probe: Probe, fails: Fails, vocabulary: Vocabulary, budget: int = 2_000) -> Probe:
    """The smallest probe found that still fails, by asking `fails` at most `budget` times.

    Smaller: fewer events, then fewer attributes, then shorter lists, then a start on 5 January 2015 or
    soon after, then events nearer to those before them, then an earlier day on which it is looked at.
    `fails(probe)` must be true of the given one.
    """
    return Shrinker(probe, fails, vocabulary, budget, set()).run()


def shifts(begins: date) -> Iterator[timedelta]:
    """From a day to the usual start; to the same weekday after that, for two years; to the same date, leap or not.

    None that leads from a day after the usual start to a later one.
    """
    ahead = START - begins
    weekday, date_of_year = (-(-ahead // cycle) * cycle for cycle in (WEEK, FOUR_YEARS))
    tried = (ahead, *(weekday + WEEK * number for number in range(WEEKS_TRIED)), date_of_year)
    yield from (by for by in tried if by < timedelta(0) or begins < START)


def nameless(event: Event) -> Event:
    """The event without its id: ids are given anew, in order."""
    return msgspec.structs.replace(event, id="")


def without_attributes(events: Sequence[Event], place: int) -> Iterator[tuple[Event, ...]]:
    """One event without all its attributes, then without each of them."""
    told = events[place].attributes
    if events[place].recorded_on is not None:
        yield replaced(events, place, msgspec.structs.replace(events[place], recorded_on=None))
    if len(told) > 1:
        yield replaced(events, place, msgspec.structs.replace(events[place], attributes={}))
    for name in told:
        fewer = {other: value for other, value in told.items() if other != name}
        yield replaced(events, place, msgspec.structs.replace(events[place], attributes=fewer))


def simpler_values(events: Sequence[Event], place: int) -> Iterator[tuple[Event, ...]]:
    """One event with shorter lists."""
    for name, value in events[place].attributes.items():
        for other in simpler(value):
            told = {**events[place].attributes, name: other}
            yield replaced(events, place, msgspec.structs.replace(events[place], attributes=told))


def simpler(value: Value) -> Iterator[Value]:
    """Simpler values than one."""
    if isinstance(value, tuple):
        yield from (value[:gone] + value[gone + 1 :] for gone in range(len(value)))


def nearer(events: Sequence[Event], place: int) -> Iterator[tuple[Event, ...]]:
    """One event, and all after it, so many days earlier, and no earlier than the event before."""
    floor = events[place - 1].on if place else START
    for jump in JUMPS:
        by = DAY * jump
        if events[place].on - by >= floor:
            yield (*events[:place], *(moved(event, -by) for event in events[place:]))
            yield replaced(events, place, moved(events[place], -by))


def moved(event: Event, by: timedelta) -> Event:
    """The event so many days later, with every date that it tells."""
    told = {name: value + by if isinstance(value, date) else value for name, value in event.attributes.items()}
    recorded = None if event.recorded_on is None else event.recorded_on + by
    return msgspec.structs.replace(event, on=event.on + by, attributes=told, recorded_on=recorded)


def replaced(events: Sequence[Event], place: int, event: Event) -> tuple[Event, ...]:
    """The events with another in one place."""
    return (*events[:place], event, *events[place + 1 :])

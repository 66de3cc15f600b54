"""The generator: random histories under a policy, drawn many at a time, biased to boundaries.

Three of four are plausible: a plan begins, most events are of kinds that the policy speaks of, most attributes are as
the policy wants them, most days are a limit of the policy after an earlier event, or one day to either side. The fourth
is wild. Some have events that were recorded late, some have texts beyond ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import msgspec
import numpy as np

from model.calendar import Calendar, england_and_wales
from model.conformance.outline import Draft
from model.conformance.pool import Pool
from model.conformance.probe import Probe
from model.conformance.stock import Stock
from model.events import Event
from model.history.history import each_fact_once, in_order
from model.policy import Policy
from model.policy.calendars import as_chosen

MOST_EVENTS = 40
# So many histories are drawn at once.
ROWS = 1024
PLACES = tuple(f"e{number}" for number in range(1, 1 + ROWS))


def histories(
    policy: Policy, seed: int, count: int, first: int = 0, most: int = MOST_EVENTS, odd: bool = True
) -> Iterator[Probe]:
    """The histories number `first` to `first + count - 1` of a seed, of up to `most` events after the first.

    Where they are not to be `odd`, nothing in them was recorded late, and no text goes beyond ASCII.
    """
    generator = Generator(policy, as_chosen(england_and_wales(), policy.calendar))
    for start in range(first - first % ROWS, first + count, ROWS):
        wanted = range(max(first, start), min(first + count, start + ROWS))
        yield from generator.block(seed, start, wanted, most, odd)


class Row(NamedTuple):
    """One history of an outline."""

    wild: bool
    late: bool
    foreign: bool
    tied: bool
    counts: int
    as_of: int
    letters: list[int]
    days: list[int]
    recorded: list[int]

    def says(self) -> str:
        """What sort of history it is."""
        late, foreign = ", with late records" * self.late, ", with letters beyond ASCII" * self.foreign
        return f"random history{', wild' if self.wild else ' near the limits'}{late}{foreign}"


class Generator:
    """Makes histories under one policy, with the days of a calendar."""

    def __init__(self, policy: Policy, calendar: Calendar) -> None:
        self.stock = Stock(policy, calendar)

    def block(self, seed: int, start: int, wanted: range, most: int = MOST_EVENTS, odd: bool = True) -> Iterator[Probe]:
        """Those `wanted` of the ROWS histories of a seed that begin with number `start`."""
        rng = np.random.default_rng([seed, start])
        pool = Pool(self.stock, rng)
        outline = Draft(self.stock, rng, ROWS, most, odd).outline()
        rows = slice(wanted.start - start, wanted.stop - start)
        columns = zip(*(one[rows].tolist() for one in outline), strict=True)
        for number, row in zip(wanted, columns, strict=True):
            yield self.probe(f"random-{seed}-{number}", Row(*row), pool)

    def probe(self, id: str, row: Row, pool: Pool) -> Probe:
        """The history of a row, and the day on which it is looked at."""
        dates, calendar, count = self.stock.dates, self.stock.calendar, row.counts
        events: list[Event] = []
        for place, number, day, recorded in zip(PLACES, row.letters[:count], row.days, row.recorded, strict=False):
            letter, on = pool[number], dates[day]
            said = letter.attributes(on, events, calendar) if letter.days else letter.said
            known = dates[recorded] if recorded else None
            events.append(Event(type=letter.type, on=on, attributes=said, id=place, recorded_on=known))
        told = self.in_order(events) if row.tied else tuple(events)
        return Probe(id, row.says(), "random", told, dates[row.as_of])

    def in_order(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """The events, each fact once, those of one kind and day in the order of what they say."""
        found: list[Event] = []
        for _, alike in groupby(events, attrgetter("on", "type")):
            some = list(alike)
            found += some if len(some) == 1 else in_order(each_fact_once(some), self.stock.policy.vocabulary)
        return tuple(msgspec.structs.replace(event, id=place) for place, event in zip(PLACES, found, strict=False))

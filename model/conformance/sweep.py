"""A sweep: one history moved to every day of two years, and to some of others, to see which due days are moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import gcd

from model.conformance.guess import Observation
from model.conformance.probe import Answers, Probe
from model.conformance.shrink import moved
from model.conformance.sorts import Seen

DAY = timedelta(days=1)
# The trigger lies on every day of these years, one of them a leap year, ...
EVERY = date(2015, 1, 1), date(2016, 12, 31)
# ... and on some days of these; no divisor of a week, nor of a year.
SOME, STEP = (date(2006, 1, 1), date(2034, 12, 31)), 17
# Days so far apart follow each other, so that the first of them tell something of all.
STRIDE = 389


def days() -> list[date]:
    """The days of the trigger, in an order in which any beginning is spread over all of them."""
    first, last = EVERY
    every = [first + DAY * number for number in range((last - first).days + 1)]
    begin, end = SOME
    some = [begin + DAY * number for number in range(0, (end - begin).days, STEP)]
    return spread(every) + spread([day for day in some if not first <= day <= last])


def spread(days: list[date]) -> list[date]:
    """The same days in another order."""
    stride = next(number for number in range(STRIDE, 2 * STRIDE) if gcd(number, len(days)) == 1)
    return [days[place * stride % len(days)] for place in range(len(days))]


def sweep(probe: Probe, trigger: str) -> Iterator[Probe]:
    """The history moved as a whole, so that the event with this id is on each of the days."""
    begins = next(event.on for event in probe.events if event.id == trigger)
    for day in days():
        by = day - begins
        events = tuple(moved(event, by) for event in probe.events)
        yield replace(probe, id=f"{probe.id}{by.days:+}", events=events, as_of=probe.as_of + by)


def seen(swept: Iterable[tuple[Observation, Answers]], key: tuple[str, str]) -> Iterator[Seen]:
    """The due days on one occasion, held against those that are expected where all that is known is taken in."""
    for one, ours in swept:
        due = ours[key].due if key in ours else None
        got = one.got[key].due if key in one.got else None
        if due is not None and got is not None:
            anchor = next(event.on for event in one.probe.events if event.id == key[1])
            yield Seen(due, anchor, got)

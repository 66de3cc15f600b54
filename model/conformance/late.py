"""Late records: what got into the record days after it happened, looked at before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import msgspec

from model.conformance.boundary import Boundary
from model.conformance.letters import written
from model.conformance.occasion import DAY, Occasion
from model.conformance.probe import Probe
from model.events import Event
from model.oracle.phrases import what_happened

# Days from the event to its record.
LATER = 5
# What a direction sets: a longer time than any policy gives.
LONG = "8 weeks"


@dataclass(frozen=True)
class LateRecords:
    """The cases of one duty in which something is recorded late; each is a series over one history."""

    boundary: Boundary

    def cases(self) -> Iterator[Probe]:
        """The trigger, the answer, an excuse, a direction: each recorded late. None for a duty without a due day."""
        for found in islice(self.boundary.occasions(), 1):
            if found.due is not None:
                yield from self.trigger(found)
                yield from self.answer(found)
                yield from self.leave(found)

    def trigger(self, found: Occasion) -> Iterator[Probe]:
        """What triggers the duty is recorded late: the time counts from the day on which it happened."""
        day = found.trigger.on + DAY * LATER
        events = (*found.events[:-1], recorded(found.trigger, LATER))
        says = f"{what_happened(found.trigger)}, recorded {LATER} days later"
        for by, when in ((-1, "on the day before it was recorded"), (0, "on the day on which it was recorded")):
            yield self.case(f"{says}, as things stood {when}", events, day + DAY * by)
        yield self.case(f"{says}, as things stood after the due day", events, max(day, found.last + DAY))

    def answer(self, found: Occasion) -> Iterator[Probe]:
        """What answers it comes on the last day in time, and is recorded late: it was in time."""
        says = f"answered on the last day in time, recorded {LATER} days later"
        for kind in self.boundary.duty.response_kinds[:1]:
            yield from self.series(found, kind, says, found.last, LATER)

    def leave(self, found: Occasion) -> Iterator[Probe]:
        """An excuse or a direction of the day of the trigger is recorded on the due day, or on the day after."""
        policy, duty = self.boundary.policy, self.boundary.duty
        excuses, powers = policy.excuses_of[duty.id], policy.powers_over[duty.id]
        for rule, kinds in (*((one.id, one.kinds) for one in excuses), *((one.id, one.kinds) for one in powers)):
            for by, when in ((0, "on the due day"), (1, "a day after it")):
                days = (found.last - found.trigger.on).days + by
                yield from self.series(found, kinds[0], f"{rule}, recorded {when}", found.trigger.on, days)

    def series(self, found: Occasion, kind: str, says: str, day: date, days: int) -> Iterator[Probe]:
        """An event of a kind on a day, recorded so many days later: before and on the day of the record, and after."""
        letters = self.boundary.letters[kind]
        letter = next((one for one in letters if LONG in one.values()), letters[0])
        event = recorded(written(kind, letter, day, found.events, self.boundary.judging.calendar), days)
        after = max(day + DAY * days, found.last + DAY)
        for as_of, when in (
            (day + DAY * (days - 1), "the day before it was recorded"),
            (day + DAY * days, "the day on which it was recorded"),
            (after + DAY, "a later day"),
        ):
            if as_of >= found.trigger.on:
                yield self.case(f"{says}, as things stood on {when}", (*found.events, event), as_of)

    def case(self, says: str, events: Sequence[Event], as_of: date) -> Probe:
        """A case of a series."""
        return self.boundary.case(says, events, as_of, "series")


def recorded(event: Event, days: int) -> Event:
    """The event, recorded so many days later."""
    return msgspec.structs.replace(event, recorded_on=event.on + DAY * days)

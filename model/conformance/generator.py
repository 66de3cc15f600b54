"""The generator: random histories under a policy, each decoded from one block of bytes, biased to boundaries.

Three of four are plausible: a plan begins, most events are of kinds that the policy speaks of, most attributes are as
the policy wants them, most days are a limit of the policy after an earlier event, or one day to either side. The fourth
is wild.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import cast

from model.calendar import Calendar, Period, Unit, england_and_wales
from model.compiled.candidates import Candidate, candidates
from model.compiled.due import offsets
from model.compiled.recipes import Later, OfLatest, OfTrigger, Own, Situation
from model.compiled.walk import Asked, Test, conditions_of, tests
from model.conformance.draw import Draw
from model.conformance.letters import PERIODS
from model.conformance.probe import Probe
from model.events import Event, Value
from model.history import History
from model.kinds import ON_PLAN, Attribute, Kind, Type
from model.policy import Policy
from model.policy.calendars import as_chosen
from model.policy.values import SameAs
from model.policy.window import Counting, within

# Bytes of a block: what a history of 40 events takes, with some to spare.
BLOCK = 640
MOST_EVENTS = 40
ROWS = 256
DAY = timedelta(days=1)
# Histories begin on one of these days; the last leaves room for the longest history before the calendar ends.
FIRST, LAST = date(1998, 1, 1), date(2034, 12, 31)
# How far a day is from a limit: mostly not at all.
STEPS = (0, 0, 0, 1, -1, 0, 1, -1, 2, -3)


def histories(policy: Policy, seed: int, count: int, first: int = 0, most: int = MOST_EVENTS) -> Iterator[Probe]:
    """The histories number `first` to `first + count - 1` of a seed, of up to `most` events after the first."""
    decoder = Decoder(policy, as_chosen(england_and_wales(), policy.calendar))
    for number, block in enumerate(blocks(seed, count, first), first):
        yield decoder.probe(block, f"random-{seed}-{number}", most)


def blocks(seed: int, count: int, first: int = 0) -> Iterator[bytes]:
    """Blocks of random bytes; block n of a seed is the same whatever comes before it."""
    import numpy as np  # not needed by who only reads a corpus

    for start in range(first - first % ROWS, first + count, ROWS):
        rows = np.random.default_rng([seed, start]).integers(0, 256, (ROWS, BLOCK), dtype=np.uint8)
        yield from (row.tobytes() for row in rows[max(0, first - start) : first + count - start])


class Decoder:
    """What blocks of bytes mean as histories under one policy."""

    def __init__(self, policy: Policy, calendar: Calendar) -> None:
        self.policy, self.calendar = policy, calendar
        self.offsets: dict[Period, list[int]] = {}

    def probe(self, block: bytes, id: str, most: int = MOST_EVENTS) -> Probe:
        """The history of a block, and the day on which it is looked at."""
        draw = Draw(block)
        wild, asked, day = draw.below(4) == 3, draw.below(8), self.start(draw)
        events: list[Event] = []
        if not (wild and draw.below(2)):
            events.append(Event(type="icpc_held", on=day, attributes=self.opening(draw)))
        for _ in range(draw.below(most + 1)):
            day = self.day(draw, events, day, wild)
            events.append(self.event(draw, day, events, wild))
        history = History.of(id, events, vocabulary=self.policy.vocabulary)
        says = "random history, wild" if wild else "random history near the limits"
        return Probe(id, says, "random", history.events, self.as_of(draw, asked, events, day), ())

    def start(self, draw: Draw) -> date:
        """Half of them on a day near one that is special, the others on any day."""
        if draw.below(2):
            return FIRST + DAY * draw.below((LAST - FIRST).days + 1)
        return draw.one_of(self.special) + DAY * draw.one_of((0, -14, -28, 1, -1, -10, -42, -7))

    @cached_property
    def special(self) -> tuple[date, ...]:
        """Holidays that fall on no weekend, leap days and ends of long months before short ones, most recent first."""
        holidays = [day for day in self.calendar.holidays() if FIRST + DAY * 60 <= day <= LAST and day.isoweekday() < 6]
        years = range(FIRST.year + 1, LAST.year + 1)
        turns = [date(year, month, 31) for year in years for month in (1, 8, 12)]
        leaps = [date(year, 2, 29) for year in years if year % 4 == 0]
        return tuple(sorted({*holidays, *turns, *leaps}, reverse=True))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The limits of the policy's windows."""
        windows = [duty.window for duty in self.policy.duties]
        edges = [edge for one in windows for edge in (one.opens, *one.closes) if edge is not None and edge.period.count]
        return tuple(dict.fromkeys(edge.period for edge in edges)) or (Period(10, Unit.WORKING_DAYS),)

    def day(self, draw: Draw, events: Sequence[Event], day: date, wild: bool) -> date:
        """The same day, a few days on, or about a limit after one of the latest events; any of these in wild ones."""
        way = draw.below(8)
        if way < 2 or not events:
            return day
        if way < 4:
            return min(LAST + DAY * 1400, day + DAY * draw.below(12))
        base = draw.one_of(events[-6:]).on
        found = self.limit(base, draw.one_of(self.periods)) + DAY * draw.one_of(STEPS)
        return found if wild else max(found, events[0].on)

    def limit(self, base: date, period: Period) -> date:
        """The last day of a period, no later than the calendar can say."""
        if period not in self.offsets:
            counting = Counting(self.policy.counting.first_day)
            self.offsets[period] = offsets(within(period), self.calendar, counting)[1].tolist()
        found = base + DAY * self.offsets[period][(base - self.calendar.first).days]
        return min(found, LAST + DAY * 1400)

    def as_of(self, draw: Draw, asked: int, events: Sequence[Event], day: date) -> date:
        """Long after everything, on the day of an event, or about a limit after one."""
        last = max((event.on for event in events), default=day)
        if asked < 4 or not events:
            return last + DAY * draw.one_of((400, 30, 1, 0))
        base = draw.one_of(events).on
        return base if asked < 5 else self.limit(base, draw.one_of(self.periods)) + DAY * draw.one_of(STEPS)

    def event(self, draw: Draw, day: date, before: Sequence[Event], wild: bool) -> Event:
        """An event of a kind that the policy speaks of; wild ones may be of any kind."""
        kinds = self.policy.vocabulary.kinds if wild and draw.below(3) == 0 else self.kinds
        kind = draw.one_of(kinds)
        return Event(type=kind.name, on=day, attributes=self.attributes(draw, kind, day, before, wild))

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of which the policy speaks, more often what happens on a plan, excuses and sets periods."""
        duties, policy = self.policy.duties, self.policy
        answers = [kind for duty in duties for kind in (*duty.trigger_kinds, *duty.response_kinds)]
        others = [kind for duty in duties for kind in duty.ending_kinds]
        special = [*(one.kinds for one in policy.excuses), *(one.kinds for one in policy.powers)]
        spoken = [policy.vocabulary.by_name[kind] for kinds in special for kind in kinds]
        named = [policy.vocabulary.by_name[name] for name in dict.fromkeys([*answers, *others])]
        often = [kind for kind in named if kind.states & ON_PLAN and kind.name in answers]
        return (*often * 4, *spoken * 2, *named)[:256]

    def opening(self, draw: Draw) -> dict[str, Value]:
        """The attributes of a conference that starts a plan."""
        kind = self.policy.vocabulary.by_name["icpc_held"]
        return {**self.attributes(draw, kind, FIRST, (), False), "outcome": "plan"}

    def attributes(self, draw: Draw, kind: Kind, day: date, before: Sequence[Event], wild: bool) -> dict[str, Value]:
        """Mostly the value that the policy wants, else another that its tests can tell from it, else not recorded."""
        found: dict[str, Value] = {}
        for name, values in self.values[kind.name]:
            chance = draw.below(16)
            if chance < (5 if wild else 9):
                value = self.written(draw, values[0], day, before)
            elif chance < 15:
                value = self.written(draw, draw.one_of(values), day, before)
            else:
                continue
            if value is not None:
                found[name] = value
        return found

    def written(self, draw: Draw, value: Candidate, day: date, before: Sequence[Event]) -> Value | None:
        """A value as it is, a recipe as the day that it gives here; what is answered is one of the latest events."""
        if isinstance(value, OfTrigger):
            return draw.one_of(before[-4:]).on if before else day
        if isinstance(value, Later | Own | OfLatest):
            found = value.day(Situation(day, before, self.calendar))
            # A day that is nobody's lies long before the case: no earlier than the calendar begins.
            return None if found is None else max(found, self.calendar.first)
        return cast(Value | None, value)

    @cached_property
    def values(self) -> dict[str, tuple[tuple[str, tuple[Candidate, ...]], ...]]:
        """By kind, the attributes that matter, each with the values that the policy's tests can tell apart."""
        roots = [asked for duty in self.policy.duties for asked in conditions_of(duty, self.policy)]
        asked: dict[tuple[str, str], list[Test]] = {}
        for test in tests(roots):
            asked.setdefault((test.kind, test.attribute), []).append(test)
        spoken_of = dict(self.spoken_of())
        set_by = {(kind, power.sets) for power in self.policy.powers for kind in power.kinds}
        return {
            kind.name: tuple(
                (name, values_of(attribute, asked.get((kind.name, name), ()), spoken_of.get((kind.name, name))))
                for name, attribute in kind.attributes.items()
                if (kind.name, name) in asked or (kind.name, name) in set_by or attribute.type is Type.DATE
            )
            for kind in self.policy.vocabulary.kinds
        }

    def spoken_of(self) -> Iterator[tuple[tuple[str, str], Candidate]]:
        """The attributes of answers that tell the day of what they answer, with that day."""
        for duty in self.policy.duties:
            for pattern in duty.then:
                for test in tests([Asked(pattern.event, pattern.condition)]):
                    if isinstance(test.test, SameAs) and test.asker is None:
                        yield (pattern.event, test.attribute), OfLatest(duty.trigger_kinds[0], test.test.attribute)


def values_of(attribute: Attribute, asked: Sequence[Test], of: Candidate) -> tuple[Candidate, ...]:
    """The values to choose from: those that the tests tell apart, days of what was before, periods to set."""
    found = [*([] if of is None else [of]), *candidates(attribute, asked)]
    if attribute.type is Type.DATE:
        found += [OfTrigger(), OfLatest("core_group_held", "on"), OfLatest("icpc_held", "on"), Own(0), Own(14)]
    if attribute.type is Type.PERIOD:
        found += PERIODS
    return tuple(dict.fromkeys(found)) or (None,)

"""Boundary cases: for every duty what happens just in time, a day late, never, and what sets, excuses or ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from model.conformance.case import probe
from model.conformance.judging import Judging
from model.conformance.letters import Letter, lacking, letters_of, written
from model.conformance.messages import Told
from model.conformance.occasion import DAY, SPECIAL, WAYS, Occasion, Step, relative, same
from model.conformance.probe import Probe
from model.events import Event
from model.findings import Status
from model.history import History
from model.oracle.phrases import what_happened
from model.policy import Duty, Policy

START = date(2015, 2, 3)
# Days between the events that lead to the trigger; more where a window reaches to days before its anchor.
GAP, WIDE_GAP = 7, 100
# So many kinds of trigger are tried as what came before.
MOST_REPEATED = 12
# So many kinds of trigger are held against every kind of answer.
MOST_CROSSED = 8


@dataclass(frozen=True)
class Boundary:
    """The boundary cases of one duty."""

    policy: Policy
    duty: Duty

    @cached_property
    def judging(self) -> Judging:
        """Judges this duty only."""
        return Judging.of(self.policy, [self.duty.id])

    @cached_property
    def letters(self) -> dict[str, tuple[Letter, ...]]:
        """What can happen that matters."""
        return letters_of(self.policy, self.duty.id)

    @cached_property
    def gap(self) -> int:
        """The days between the events that lead to the trigger."""
        return WIDE_GAP if self.duty.window.backward else GAP

    def cases(self) -> Iterator[Probe]:
        """All of them, those that show most first."""
        for found in self.occasions():
            yield from self.answers(found)
            yield from self.others(found)
            yield from self.again(found)
        yield from self.triggers()
        yield from self.crossed()

    def pinned(self) -> Iterator[Probe]:
        """One history seen on the day before, on and after the due day, and due days about special days."""
        for found in islice(self.occasions(), 1):
            if found.due is not None:
                yield from self.series(found)
                if found.due > found.trigger.on:
                    yield from self.special(*self.chosen[0], found)

    def occasions(self) -> Iterator[Occasion]:
        """The plain occasions, those that are chosen."""
        return filter(None, (self.occasion(START, *one) for one in self.chosen))

    @cached_property
    def chosen(self) -> list[tuple[tuple[Step, ...], str, Letter]]:
        """For every kind of trigger, the first two ways to it, each with the first letter of which all is known."""
        found = []
        for kind in self.duty.trigger_kinds:
            tried = ((way, self.first(way, kind)) for way in (*WAYS, *self.repeats(kind)))
            certain = ((way, kind, letter) for way, letter in tried if letter is not None)
            found += list(islice(certain, 2))
        return found

    def repeats(self, kind: str) -> Iterator[tuple[Step, ...]]:
        """The ways after which the same kind happens once or twice before: for what is not triggered by the first."""
        for way in WAYS:
            for letter in self.letters[kind][:MOST_REPEATED]:
                yield from ((*way, *[(kind, letter)] * times) for times in (1, 2))

    def first(self, way: tuple[Step, ...], kind: str) -> Letter | None:
        """The first letter that certainly triggers the duty."""
        for letter in self.letters[kind]:
            events = self.led(START, way, kind, letter)
            told = self.told(events, events[-1])
            if told is not None and told.status is not Status.UNKNOWN:
                return letter
        return None

    def led(self, start: date, way: tuple[Step, ...], kind: str, letter: Letter) -> tuple[Event, ...]:
        """A trigger on the day `start`, with what leads to it."""
        events: list[Event] = []
        for place, (name, attributes) in enumerate(way):
            base = {**self.letters[name][0], **attributes} if name in self.letters else attributes
            day = start - DAY * self.gap * (len(way) - place)
            events.append(written(name, base, day, events, self.judging.calendar))
        return (*events, written(kind, letter, start, events, self.judging.calendar))

    def told(self, events: Sequence[Event], trigger: Event) -> Told | None:
        """What the oracle says on the occasion of a trigger on its day; None where it is none."""
        history = History.of("boundary", events, vocabulary=self.policy.vocabulary).events
        place = next(one.id for one in history if same(one, trigger))
        return next((one for one in self.judging.told(history, trigger.on) if one.trigger == place), None)

    def occasion(self, start: date, way: tuple[Step, ...], kind: str, letter: Letter) -> Occasion | None:
        """The occasion with its due day."""
        events = self.led(start, way, kind, letter)
        told = self.told(events, events[-1])
        anchor = events[-1].get(self.duty.anchor)
        edge = self.duty.window.opens
        if told is None or not isinstance(anchor, date):
            return None
        opens = None if edge is None else edge.day(anchor, self.judging.calendar, self.policy.counting)
        return Occasion(events, told.due, opens)

    def days(self, found: Occasion) -> list[tuple[date, str]]:
        """The days about the limits."""
        at = found.trigger.on
        named = {at: "on the day itself", at + DAY: "the day after"}
        if found.opens is not None and found.opens != at:
            for by, says in ((-1, "a day too early"), (0, "on the first day that counts")):
                named[found.opens + DAY * by] = says
        for by, says in ((-1, "one day before the last in time"), (0, "on the last day in time"), (1, "a day late")):
            named[found.last + DAY * by] = says
        return list(named.items())

    def answers(self, found: Occasion) -> Iterator[Probe]:
        """Each answer on each day about the limits, and every kind of it on the last day."""
        for kind in self.duty.response_kinds:
            for place, letter in enumerate(self.letters[kind]):
                days = [(found.last, "on the last day in time")] if place else self.days(found)
                for day, when in days:
                    event = written(kind, letter, day, found.events, self.judging.calendar)
                    says = f"{what_happened(event)}{lacking(letter)} {when}"
                    yield self.case(says, (*found.events, event), max(found.last, day) + DAY * 3)

    def crossed(self) -> Iterator[Probe]:
        """Each kind of answer, on the last day in time, to other kinds of trigger than the plain one."""
        for way, kind, _ in self.chosen:
            for other in self.letters[kind][1:MOST_CROSSED]:
                found = self.occasion(START, way, kind, other)
                if found is not None:
                    yield from self.on_last_day(found)

    def on_last_day(self, found: Occasion) -> Iterator[Probe]:
        """Each kind of answer on the last day in time."""
        for kind in self.duty.response_kinds:
            for letter in self.letters[kind]:
                event = written(kind, letter, found.last, found.events, self.judging.calendar)
                says = f"{what_happened(found.trigger)}, then {what_happened(event)}{lacking(letter)}"
                yield self.case(f"{says} on the last day in time", (*found.events, event), found.last + DAY * 3)

    def others(self, found: Occasion) -> Iterator[Probe]:
        """Whatever else matters: before and after the trigger and about the due day, answered and not."""
        for kind, letters in self.letters.items():
            for place, letter in enumerate(letters):
                days = [found.trigger.on - DAY * 3, found.trigger.on, found.last - DAY]
                if place == 0 or not self.duty.response_kinds:
                    days += [found.trigger.on + DAY, found.last, found.last + DAY]
                for day in dict.fromkeys(days):
                    yield from self.beside(found, kind, letter, day)
                yield from self.anew(found, kind, letter)

    def beside(self, found: Occasion, kind: str, letter: Letter, day: date) -> Iterator[Probe]:
        """Something else on a day: with no answer, with one on the last day, and a day after it."""
        event = written(kind, letter, day, found.events, self.judging.calendar)
        says = f"{what_happened(event)}{lacking(letter)} {relative(day, found)}"
        yield self.case(f"{says}, and nothing else", (*found.events, event), found.last + DAY * 3)
        for answer in self.duty.response_kinds:
            for by, when in (
                (0, "on the last day in time"),
                (1, "a day late"),
                (-40, "well before"),
                (40, "much later"),
            ):
                other = written(
                    answer, self.letters[answer][0], found.last + DAY * by, found.events, self.judging.calendar
                )
                story = (*found.events, event, other)
                as_of = max(found.last, other.on) + DAY * 3
                yield self.case(f"{says}, then {what_happened(other)} {when}", story, as_of)

    def anew(self, found: Occasion, kind: str, letter: Letter) -> Iterator[Probe]:
        """Something that may end a plan, then a new one, in which an answer comes."""
        for by in (-1, 1):
            event = written(kind, letter, found.last + DAY * by, found.events, self.judging.calendar)
            plan = Event(type="icpc_held", on=event.on + DAY, attributes={"outcome": "plan"})
            for answer in self.duty.response_kinds:
                day = plan.on + DAY * 2
                other = written(answer, self.letters[answer][0], day, found.events, self.judging.calendar)
                says = f"{what_happened(event)} {relative(event.on, found)}, then a new plan, then an answer"
                yield self.case(says, (*found.events, event, plan, other), day + DAY * 3)

    def again(self, found: Occasion) -> Iterator[Probe]:
        """Two and three triggers in a row, each of its kinds before and after the plain one."""
        kind, on = found.trigger.type, found.trigger.on
        base = self.letters[kind][0]
        for letter in self.letters[kind]:
            for by in (10, 0):
                other = written(kind, letter, on + DAY * by, found.events, self.judging.calendar)
                says = f"{what_happened(other)} again{lacking(letter)}"
                yield self.case(says, (*found.events, other), on + DAY * (by + 3))
                third = written(kind, base, on + DAY * 20, (*found.events, other), self.judging.calendar)
                yield self.case(f"{says}, and once more", (*found.events, other, third), on + DAY * 23)

    def triggers(self) -> Iterator[Probe]:
        """Every kind of trigger by every way to it."""
        for kind in self.duty.trigger_kinds:
            for letter in self.letters[kind]:
                for way in WAYS:
                    events = self.led(START, way, kind, letter)
                    led = what_happened(events[-2]) if way else "nothing happened before"
                    says = f"{what_happened(events[-1])}{lacking(letter)}; {led}"
                    yield self.case(says, events, START + DAY * 3)

    def series(self, found: Occasion) -> Iterator[Probe]:
        """One history without an answer, as it stood before, on and after the due day."""
        for by, says in ((-1, "the day before the due day"), (0, "the due day"), (1, "the day after the due day")):
            as_of = max(found.last + DAY * by, found.trigger.on)
            yield self.case(f"not answered, as things stood on {says}", found.events, as_of, "series")

    def special(self, way: tuple[Step, ...], kind: str, letter: Letter, plain: Occasion) -> Iterator[Probe]:
        """The due day, and the trigger, about each of the special days; answered on the last day in time."""
        length = plain.last - plain.trigger.on
        for name, day in SPECIAL.items():
            for start, says in ((day - DAY, f"begins the day before {name}"), (day - length, f"ends about {name}")):
                found = self.occasion(start, way, kind, letter)
                if found is not None:
                    yield self.case(f"the time {says}", (*found.events, *self.answered(found)), found.last + DAY)

    def answered(self, found: Occasion) -> Iterator[Event]:
        """An answer on the last day in time, where something can answer."""
        for kind in self.duty.response_kinds[:1]:
            yield written(kind, self.letters[kind][0], found.last, found.events, self.judging.calendar)

    def case(self, says: str, events: Sequence[Event], as_of: date, origin: str = "boundary") -> Probe:
        """A case with what it tests."""
        return probe(self.policy, f"{self.duty.id}: {says}.", origin, events, as_of, self.duty.clauses)

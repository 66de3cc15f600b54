"""The alphabet: for every kind of event, the letters that some conditions can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import cast

from model.calendar import Calendar, FirstDay
from model.compiled.candidates import Candidate, asked_day, candidates
from model.compiled.letters import Letter
from model.compiled.recipes import Later, OfLatest, OfTrigger, Own, Situation
from model.compiled.walk import Asked, Test, inside, local, tests
from model.errors import Fault, InvalidInput
from model.events import Event, Value
from model.kinds import DATE, Kind, Vocabulary
from model.policy.conditions import Condition
from model.policy.scene import Scene

# Events of one kind that are written out before those that no condition tells apart are left out.
MOST = 20_000
SOME_DAY = date(2015, 6, 15)


@dataclass
class Alone:
    """As much of a scene as conditions ask for that depend on one event alone: the event, and how days are counted."""

    only: Event
    calendar: Calendar
    first_day: FirstDay

    def event(self, place: int) -> Event:
        """The event."""
        return self.only


@dataclass(frozen=True)
class Alphabet:
    """What decides which letters there are: all conditions in question, the kinds, and how days are counted.

    `extra` are further values by kind and attribute; `longest` is how many days ago a trigger may be that a letter
    speaks of.
    """

    roots: tuple[Asked, ...]
    vocabulary: Vocabulary
    calendar: Calendar
    ways: tuple[FirstDay, ...]
    extra: Mapping[tuple[str, str], tuple[Value, ...]]
    longest: int

    def letters(self, kinds: Iterable[str]) -> Iterator[Letter]:
        """The letters of some kinds, in the order of the kinds inside a day."""
        for name in sorted(kinds, key=self.vocabulary.rank.__getitem__):
            yield from self.of_kind(self.vocabulary.by_name[name])

    def of_kind(self, kind: Kind) -> Iterator[Letter]:
        """The letters of one kind; InvalidInput where its tests combine in too many ways."""
        values = self.values(kind)
        count = 1
        for one in values.values():
            count *= len(one)
        if count > MOST:
            fact = f"the tests of its attributes combine in {count:,} ways, more than {MOST:,}"
            raise InvalidInput(Fault("too-many-letters", fact, kind.name, hint="restrict the duties"))
        decisive = [one for root in self.roots for one in self.told(root, kind)]
        seen: set[tuple[object, ...]] = set()
        for combination in product(*values.values()):
            told = {name: value for name, value in zip(values, combination, strict=True) if value is not None}
            signature = self.signature(kind, told, decisive)
            if signature not in seen:
                seen.add(signature)
                yield from self.placed(Letter(kind.name, tuple(told.items()), kind.chosen_by))

    def values(self, kind: Kind) -> dict[str, tuple[Candidate, ...]]:
        """The candidates by attribute."""
        by_attribute: dict[str, list[Test]] = {}
        matching: dict[str, list[Candidate]] = {}
        for test in tests(self.roots):
            if test.kind == kind.name and test.attribute in kind.attributes:
                by_attribute.setdefault(test.attribute, []).append(test)
            asked = asked_day(test)
            if asked and test.asker == kind.name and kind.attributes.get(asked[0]) == DATE:
                matching.setdefault(asked[0], []).append(asked[1])
        extra = {name: list(found) for (of, name), found in self.extra.items() if of == kind.name}
        names = dict.fromkeys((*by_attribute, *matching, *extra))
        found = {
            name: (
                *candidates(kind.attributes[name], by_attribute.get(name, ())),
                *matching.get(name, ()),
                *extra.get(name, ()),
            )
            for name in names
        }
        return {name: with_another_day(values) for name, values in found.items() if values}

    def told(self, root: Asked, kind: Kind) -> Iterator[Condition]:
        """The parts of a condition that depend on one event of the kind alone."""
        yield from (part for one in inside(root) if one.kind == kind.name for part in local(one.condition))

    def signature(
        self, kind: Kind, told: Mapping[str, Value | object], decisive: Sequence[Condition]
    ) -> tuple[object, ...]:
        """What tells one event of the kind from another: the answers, and the values that other events refer to."""
        event = Event(type=kind.name, on=SOME_DAY, attributes=self.written(told))
        alone = [cast(Scene, Alone(event, self.calendar, way)) for way in self.ways]
        referred = tuple((name, value) for name, value in told.items() if isinstance(value, OfTrigger | OfLatest))
        given = tuple((name, told[name]) for of, name in self.extra if of == kind.name and name in told)
        return (referred, given, *(condition.holds(0, one, None) for condition in decisive for one in alone))

    def written(self, told: Mapping[str, Value | object]) -> dict[str, Value]:
        """The attributes as they would be on some day."""
        found = {name: resolved(value, Situation(SOME_DAY, (), self.calendar)) for name, value in told.items()}
        return {name: value for name, value in found.items() if value is not None}

    def placed(self, letter: Letter) -> Iterator[Letter]:
        """The letter, once for every trigger of which it may speak."""
        if any(isinstance(value, OfTrigger) for _, value in letter.attributes):
            for ago in range(self.longest + 1):
                yield Letter(letter.kind, letter.attributes, letter.chosen_by, ago)
        else:
            yield letter


def with_another_day(values: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Beside the day of another event, also a day that is not it."""
    days = (*values, Own(1)) if any(isinstance(value, OfLatest) for value in values) else values
    return tuple(dict.fromkeys(days))


def resolved(value: object, situation: Situation) -> Value | None:
    """A value as it is, a recipe as the day it gives in a situation."""
    if isinstance(value, Later | Own | OfLatest | OfTrigger):
        return value.day(situation)
    return value  # type: ignore[return-value]

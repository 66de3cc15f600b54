"""A memory: what of a case's past the conditions can still ask for, with the shortest past that leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from model.calendar import Calendar
from model.compiled.alphabet import resolved
from model.compiled.letters import Letter
from model.compiled.recipes import Situation
from model.compiled.walk import Asked, walked
from model.events import Event
from model.history import History
from model.kinds import Count
from model.oracle.case import Case
from model.policy import Policy
from model.policy.conditions import Condition, Latest, Nth, Previous
from model.policy.scene import Tri

# The events of a memory lie so far apart that no two of them fall into one window by chance.
FIRST_DAY = date(2012, 1, 9)
APART = timedelta(days=28)


@dataclass(frozen=True)
class Interests:
    """What the conditions of one policy ask of the past.

    `counts`: how far each kind is counted; `before`, `latest`: the conditions asked of the previous event of a kind, of
    the latest in this plan.
    """

    counts: Mapping[str, int]
    before: tuple[tuple[str, Condition], ...]
    latest: tuple[tuple[str, Condition], ...]


def interests(roots: Iterable[Asked]) -> Interests:
    """What some conditions ask of the past."""
    counts: dict[str, int] = {}
    before: list[tuple[str, Condition]] = []
    latest: list[tuple[str, Condition]] = []
    for kind, condition, *_ in walked(roots):
        match condition:
            case Nth(low, high):
                reach = max(low or 0, (high or 0) + 1)
                counts[kind] = max(counts.get(kind, 0), reach)
            case Previous(part):
                before.append((kind, part))
            case Latest(pattern):
                latest.append((pattern.event, pattern.condition))
            case _:
                pass
    return Interests(counts, tuple(dict.fromkeys(before)), tuple(dict.fromkeys(latest)))


@dataclass(frozen=True)
class Memory:
    """A past, and the interval that each demand is under (0: the text's own).

    `excused` are the demands excused on this very day, `begun` those of which a conference began an occasion on it.
    """

    events: tuple[Event, ...]
    settings: tuple[int, ...]
    excused: frozenset[int] = frozenset()
    begun: frozenset[int] = frozenset()

    @property
    def tomorrow(self) -> Memory:
        """The same on the next morning."""
        return Memory(self.events, self.settings)

    def with_letter(self, letter: Letter, calendar: Calendar) -> tuple[Event, ...] | None:
        """The past with one event more; None where the letter speaks of a day that there is none of."""
        on = FIRST_DAY + APART * len(self.events)
        # Whatever it speaks of, the first event stands for that trigger: no other test can tell.
        first = self.events[0] if self.events else None
        situation = Situation(on, self.events, calendar, trigger=first)
        told = {name: resolved(value, situation) for name, value in letter.attributes}
        if None in told.values():
            return None
        attributes = {name: value for name, value in told.items() if value is not None}
        return (*self.events, Event(type=letter.kind, on=on, attributes=attributes))


class Growing(Case):
    """A case of which the cases with one event more are made without meeting all events again."""

    def then(self, event: Event) -> Growing:
        """The case with one event more; this one stays as it is."""
        after = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, list | dict):
                vars(after)[name] = value.copy()
        after.by_kind = {kind: places.copy() for kind, places in self.by_kind.items()}
        after._merged = {}
        after._meet(event)
        return after


@dataclass(frozen=True)
class Past:
    """The `events` of a memory, and the case that one policy sees in them."""

    case: Growing
    interests: Interests
    events: tuple[Event, ...]

    @classmethod
    def of(cls, events: tuple[Event, ...], policy: Policy, calendar: Calendar, asked: Interests) -> Past:
        """The events that the policy knows, met one after the other."""
        known = tuple(event for event in events if event.type in policy.vocabulary.by_name)
        return cls(Growing(History(case="", events=known), policy, calendar), asked, events)

    def then(self, event: Event) -> Past:
        """The same with one event more, which the policy need not know."""
        known = event.type in self.case.policy.vocabulary.by_name
        return Past(self.case.then(event) if known else self.case, self.interests, (*self.events, event))

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What tells this past from others."""
        last = len(self.case.events) - 1
        standing = self.case.standing
        counts = tuple(min(len(self.since_reset(kind)), most) for kind, most in self.interests.counts.items())
        before = tuple(self.last_fits(self.since_reset(kind), part) for kind, part in self.interests.before)
        start = self.case.plan_start[last] if self.case.events else 0
        latest = tuple(
            self.last_fits([place for place in self.case.places((kind,)) if place >= start], part)
            for kind, part in self.interests.latest
        )
        return (standing, counts, before, latest)

    def since_reset(self, kind: str) -> list[int]:
        """The places of the events of a kind in its running count."""
        start = 0
        counted_per = self.case.policy.vocabulary.by_name[kind].counted_per
        if counted_per is Count.PLAN and self.case.events:
            start = self.case.plan_start[-1]
        elif counted_per is Count.CARE:
            start = max(self.case.places(("became_looked_after",)), default=0)
        return [place for place in self.case.places((kind,)) if place >= start]

    def last_fits(self, places: list[int], condition: Condition) -> Tri | str:
        """Whether the last of some events satisfies a condition, leaving open what it compares with a later event."""
        return condition.holds(places[-1], self.case, None) if places else "none"

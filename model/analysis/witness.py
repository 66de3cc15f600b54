"""A witness: a made-up case that shows a claim, with what every side says of it on the day on which it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

import msgspec

from model.calendar import Calendar
from model.events import Event
from model.findings import Finding, Judgement, Status
from model.history import History
from model.history.written import record_of
from model.kinds import Vocabulary
from model.policy import Policy
from model.policy.calendars import deadline_calendar
from model.policy.parse_kinds import FIRST_OF_THE_ENDINGS


@dataclass(frozen=True)
class Side:
    """A policy under its readings, with the words for it; `source` is what loads it, its id where that is empty."""

    policy: Policy
    label: str
    source: str = ""

    @property
    def name(self) -> str:
        """What `load_policy` has to be given."""
        return self.source or self.policy.id

    def calendar(self, known_at: date) -> Calendar:
        """The working days of its deadlines, as known on a day."""
        return deadline_calendar(self.policy.calendar, known_at)

    def knows(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """The events of the kinds that its policy has: another policy's own kinds say nothing to it."""
        return tuple(event for event in events if event.type in self.policy.vocabulary.by_name)


@dataclass(frozen=True)
class Gap:
    """At least `days` calendar days from an event of the kinds `after` to the next one of the kinds `without`.

    Where not every event of these kinds counts, `between` holds the first and the last day of the stretch, and `words`
    say which events end it.
    """

    after: tuple[str, ...]
    without: tuple[str, ...]
    days: int
    between: tuple[date, date] | None = None
    words: str = ""

    def longest(self, events: Sequence[Event], as_of: date) -> tuple[date, date]:
        """The first and the last day of the longest such stretch up to `as_of`, which is both where nothing began."""
        if self.between is not None:
            return self.between
        ends = [
            (event.on, next((one.on for one in events[place:] if one.type in self.without), as_of))
            for place, event in enumerate(events, 1)
            if event.type in self.after
        ]
        return max(ends, key=lambda stretch: stretch[1] - stretch[0], default=(as_of, as_of))


@dataclass(frozen=True)
class Expected:
    """What the search says of one side: ids of duties all of which are breached, none of which is, all of which arise.

    `about` are the duties that the story tells; where it is empty, those that are breached or arise, else those kept.
    `due`: one of these counts from the first day and is due on the second. `doomed`: nothing saves them, though nothing
    is breached; on its last day the oracle can only say the second, and afterwards that they were not kept.
    """

    breached: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    triggered: frozenset[str] = frozenset()
    gap: Gap | None = None
    about: frozenset[str] = frozenset()
    due: tuple[date, date] | None = None
    doomed: bool = False

    @cached_property
    def told(self) -> frozenset[str]:
        """The duties that the story tells."""
        return self.about or self.breached | self.triggered or self.kept

    def agrees(self, judgement: Judgement, events: Sequence[Event]) -> bool:
        """Whether the oracle says so too; `events` are those of the judged history."""
        breached = {one.duty for one in judgement.findings if one.status is Status.BREACHED}
        arisen = {one.duty for one in judgement.findings if one.status is not Status.UNKNOWN}
        first, last = self.stretch(judgement, events)
        lasts = self.gap is None or (last - first).days >= self.gap.days
        said = lasts and self.falls_due(judgement)
        return self.breached <= breached and not self.kept & breached and self.triggered <= arisen and said

    def falls_due(self, judgement: Judgement) -> bool:
        """Whether the oracle finds the due day, where one is told."""
        found = {(one.anchor, one.due) for one in judgement.findings if one.duty in self.told}
        return self.due is None or self.due in found

    def stretch(self, judgement: Judgement, events: Sequence[Event]) -> tuple[date, date]:
        """The first and the last day of the longest gap among the events that were not set aside."""
        refused = {one.event for one in judgement.refused}
        taken = [one for one in events if one.id not in refused]
        return (judgement.as_of,) * 2 if self.gap is None else self.gap.longest(taken, judgement.as_of)


@dataclass(frozen=True)
class Witness:
    """A history that shows `claim`, and what the oracle says of it under one or two sides on `parts_on`, its last day.

    Only `model.analysis.replay.confirmed` makes one: `parts_on` is the first day on which the `judgements`, one of each
    side, say what the search said (`expected`).
    """

    claim: str
    history: History
    sides: tuple[Side, ...]
    expected: tuple[Expected, ...]
    parts_on: date
    judgements: tuple[Judgement, ...] = field(repr=False)

    def findings(self, side: int) -> tuple[Finding, ...]:
        """All findings of a side on the duties that the story tells."""
        return tuple(one for one in self.judgements[side].findings if one.duty in self.expected[side].told)

    def shown(self, side: int) -> tuple[Finding, ...]:
        """Of these the breaches, what rests on an event from which one (or a gap) counts, else the latest of a duty.

        What both sides find on one event comes first, so that it stands in the same place on both.
        """
        common = set.intersection(*({key(one) for one in self._telling(place)} for place in range(len(self.sides))))
        return tuple(sorted(self._telling(side), key=lambda one: (key(one) not in common, key(one))))

    def _telling(self, side: int) -> list[Finding]:
        told, causes = self.findings(side), self._causes
        telling = [one for one in told if is_breach(one) or one.trigger in causes]
        named = {one.duty for one in telling}
        latest = {one.duty: one for one in told if one.duty not in named}
        return [*telling, *latest.values()]

    @cached_property
    def _causes(self) -> frozenset[str]:
        breaches = {one.trigger for side in range(len(self.sides)) for one in self.findings(side) if is_breach(one)}
        begins = {self.stretch(side)[0] for side, one in enumerate(self.expected) if one.gap is not None}
        return frozenset(breaches | {event.id for event in self.history.events if event.on in begins})

    def stretch(self, side: int) -> tuple[date, date]:
        """The first and the last day of the gap that a side shows; the day on which it shows, twice, without one."""
        return self.expected[side].stretch(self.judgements[side], self.history.events)

    def others(self, side: int) -> tuple[Finding, ...]:
        """The breaches of a side that the story is not about."""
        return tuple(
            one for one in self.judgements[side].findings if is_breach(one) and one.duty not in self.expected[side].told
        )


def key(finding: Finding) -> tuple[str, str]:
    """What a finding speaks of: the duty, and the event that triggers it."""
    return finding.duty, finding.trigger


def is_breach(finding: Finding) -> bool:
    """Whether a finding says that a duty was not kept."""
    return finding.status is Status.BREACHED


def common_vocabulary(sides: Sequence[Side]) -> Vocabulary:
    """The kinds and attributes that any side has; a kind of a later side's own comes before the endings of a day."""
    words = sides[0].policy.vocabulary
    for kind in (kind for side in sides[1:] for kind in side.policy.vocabulary.kinds):
        if kind.name not in words.by_name:
            words = words.inserted(kind, FIRST_OF_THE_ENDINGS)
        known = words.by_name[kind.name]
        both = MappingProxyType({**kind.attributes, **known.attributes})
        words = words.replaced(replace(known, attributes=both))
    return words


def as_json(witness: Witness) -> dict[str, Any]:
    """The witness as plain JSON: the history as it is written in files, each side with its findings in their format."""
    sides = [
        {"label": side.label, "source": side.name, "expected": plain(expected), **msgspec.structs.asdict(judgement)}
        for side, expected, judgement in zip(witness.sides, witness.expected, witness.judgements, strict=True)
    ]
    history = record_of(witness.history)
    told = {"claim": witness.claim, "parts_on": witness.parts_on, "history": history, "sides": sides}
    json: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(told))
    return json


def plain(expected: Expected) -> dict[str, Any]:
    """What the search said, without what it did not speak of."""
    named = {"breached": expected.breached, "kept": expected.kept, "triggered": expected.triggered}
    said: dict[str, Any] = {key: sorted(ids) for key, ids in named.items() if ids}
    if expected.due is not None:
        said |= {"duties": sorted(expected.told), "counted_from": expected.due[0], "due": expected.due[1]}
    if expected.doomed:
        said |= {"doomed": sorted(expected.told)}
    return said if expected.gap is None else {**said, "gap": expected.gap}

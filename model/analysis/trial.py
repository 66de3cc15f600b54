"""A trial: histories small enough to be judged one by one, for duties that cannot be searched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice, product
from typing import NamedTuple

from model.analysis.beside import Place
from model.calendar import Calendar
from model.compiled.alphabet import Alphabet, resolved
from model.compiled.clocks import half_and_double
from model.compiled.letters import Letter
from model.compiled.recipes import Own, Situation
from model.compiled.relevant import starts_a_plan
from model.compiled.walk import Asked, conditions_of, walked
from model.compiled.work import merged
from model.events import Event
from model.kinds import ANYWHERE, State, Vocabulary
from model.policy import Duty, Policy
from model.policy.duty import Form

MOST_EVENTS = 4
MOST_TRIED = 5_000


def can_be_breached(duty: Duty) -> bool:
    """Whether a history can breach it at all: without a time limit, none can."""
    return duty.form is not Form.THEN or bool(duty.window.closes)


Shows = Callable[[Sequence[Event]], Collection[Place]]


class Tried(NamedTuple):
    """The histories found, by duty; how many were tried, of at most how many events."""

    found: Mapping[Place, tuple[Event, ...]]
    tried: int
    events: int


@dataclass(frozen=True)
class Trial:
    """Histories small enough to be tried one by one: what some duties look at, on days around their due days."""

    policies: tuple[Policy, ...]
    duties: tuple[tuple[Duty, ...], ...]
    calendar: Calendar
    start: date

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds of all policies."""
        return merged([policy.vocabulary for policy in self.policies])

    @property
    def roots(self) -> tuple[Asked, ...]:
        """Every condition that decides over the duties."""
        pairs = zip(self.policies, self.duties, strict=True)
        return tuple(asked for policy, duties in pairs for duty in duties for asked in conditions_of(duty, policy))

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Every event that the conditions tell apart; a date from which a window counts lies one day ahead."""
        ways = tuple(dict.fromkeys(policy.counting.first_day for policy in self.policies))
        roots, words = (*self.roots, *starts_a_plan()), self.vocabulary
        alphabet = Alphabet(roots, words, self.calendar, ways, self.intervals, 0)
        names = {asked.kind for asked in walked(self.roots)} | self.frame
        return tuple(self.anchored(letter) for letter in alphabet.letters(names))

    @property
    def frame(self) -> set[str]:
        """The conference, where events can happen on a plan only."""
        kinds = [self.vocabulary.by_name[asked.kind] for asked in walked(self.roots)]
        return (
            {"icpc_held"} if any(kind.states not in (ANYWHERE, ANYWHERE - {State.CLOSED}) for kind in kinds) else set()
        )

    @property
    def intervals(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The intervals that directions set: half of the text's own, and twice as long."""
        pairs = zip(self.policies, self.duties, strict=True)
        return {
            (kind, power.sets): half_and_double(duty)
            for policy, duties in pairs
            for duty in duties
            for power in policy.powers_over[duty.id]
            for kind in power.kinds
        }

    def anchored(self, letter: Letter) -> Letter:
        """The letter with the dates from which windows count."""
        anchors = {
            duty.anchor
            for duties in self.duties
            for duty in duties
            if duty.anchor != "on" and letter.kind in duty.trigger_kinds
        }
        missing = sorted(anchors - {name for name, _ in letter.attributes})
        return replace(letter, attributes=(*letter.attributes, *((name, Own(1)) for name in missing)))

    @property
    def gaps(self) -> tuple[int, ...]:
        """Days from one event to the next: none, one, and those about the ends of the windows."""
        spans = [
            duty.window.on(self.start, self.calendar, policy.counting)
            for policy, duties in zip(self.policies, self.duties, strict=True)
            for duty in duties
        ]
        ends = {abs((end - self.start).days) for span in spans for end in (span.opens, span.due) if end is not None}
        return tuple(sorted({0, 1, *ends, *(end + 1 for end in ends)}))

    @property
    def settled(self) -> timedelta:
        """So long after the last event everything is over, also under a direction."""
        return timedelta(days=2 * self.gaps[-1] + 2)

    def over(self, gaps: Sequence[int]) -> bool:
        """Whether everything is over by the end of the calendar, in a history with these gaps."""
        return self.start + timedelta(days=sum(gaps)) + self.settled <= self.calendar.last

    def histories(self) -> Iterator[tuple[Event, ...]]:
        """The shortest first; where a plan is needed, the first event is the conference that begins it.

        None for which the calendar ends before everything is over.
        """
        letters = self.letters
        plans = [one for one in letters if one.kind == "icpc_held" and dict(one.attributes).get("outcome") == "plan"]
        first = plans if self.frame else letters
        for size in range(MOST_EVENTS):
            for gaps in filter(self.over, product(self.gaps, repeat=size)):
                for chosen in product(first, *(letters for _ in range(size))):
                    yield self.written(chosen, gaps)

    def written(self, letters: Sequence[Letter], gaps: Sequence[int]) -> tuple[Event, ...]:
        """The events of some letters, one after the other."""
        events: list[Event] = []
        day = self.start
        for letter, gap in zip(letters, (0, *gaps), strict=True):
            day += timedelta(days=gap)
            before = [one for one in events if one.type in self.triggers]
            situation = Situation(day, tuple(events), self.calendar, trigger=before[-1] if before else None)
            told = {name: resolved(value, situation) for name, value in letter.attributes}
            attributes = {name: value for name, value in told.items() if value is not None}
            events.append(Event(type=letter.kind, on=day, attributes=attributes))
        return tuple(events)

    @property
    def triggers(self) -> set[str]:
        """The kinds that trigger some duty."""
        return {kind for duties in self.duties for duty in duties for kind in duty.trigger_kinds}

    def first_of(self, places: Collection[Place], shows: Shows) -> Tried:
        """For each of some duties the first history that shows a conflict of it, if any."""
        found: dict[Place, tuple[Event, ...]] = {}
        tried = events = 0
        for history in islice(self.histories(), MOST_TRIED):
            tried, events = tried + 1, len(history)
            for place in shows(history):
                found.setdefault(place, history)
            if len(found) == len(places):
                break
        return Tried(found, tried, events)

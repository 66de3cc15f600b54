"""The control states: every memory that some letters can lead to, and what each letter does in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from model.calendar import Calendar
from model.compiled.clocks import Plan
from model.compiled.compiled import Demand, Sense
from model.compiled.letters import Letter
from model.compiled.memory import Interests, Memory, Past, interests
from model.compiled.walk import Asked, conditions_of
from model.errors import Fault, InvalidInput
from model.events import Event
from model.policy import Duty, Policy
from model.policy.conditions import Condition, Pattern, any_holds
from model.policy.scene import Tri

# More control states than these would not be searched in the time of a human life, or in the memory of a laptop.
MOST = 20_000


@dataclass(frozen=True)
class Clocked:
    """A demand with its plan; its place is its bit."""

    demand: Demand
    plan: Plan


@dataclass
class Row:
    """What one letter does in one control state, demand by demand (see `Compiled`)."""

    after: int
    broken: int = 0
    touched: int = 0
    answers: dict[int, int] = field(default_factory=dict)
    ends: set[int] = field(default_factory=set)
    excuses: set[int] = field(default_factory=set)
    starts: dict[int, int] = field(default_factory=dict)

    def shape(self) -> tuple[object, ...]:
        """All but the control state after it."""
        return (
            self.after >= 0,
            self.broken,
            self.touched,
            *(tuple(sorted(part.items())) for part in (self.answers, self.starts)),
            *(tuple(sorted(part)) for part in (self.ends, self.excuses)),
        )


IMPOSSIBLE = Row(-1)


@dataclass
class Changing:
    """What a memory holds beside the events, while an event changes it."""

    settings: list[int]
    excused: set[int]
    begun: set[int]


class Control:
    """Finds all control states, breadth first, so that the shortest past stands for each; then holds the rows."""

    def __init__(
        self,
        policies: Sequence[Policy],
        calendars: Sequence[Calendar],
        clocked: Sequence[Clocked],
        letters: Sequence[Letter],
    ) -> None:
        self.policies = policies
        self.calendars = calendars
        self.clocked = clocked
        self.letters = letters
        self.interests = [self._interests(place) for place in range(len(policies))]
        self.moved_by = self._moved_by()
        first = Memory((), (0,) * len(clocked))
        self.memories = [first]
        self.places = {self._key(first, self._pasts(())): 0}
        self.rows: list[list[Row]] = []
        self.night: list[int] = []
        for memory in self.memories:  # grows while it is gone through
            before = self._pasts(memory.events)
            takes = {kind: [able(past, kind) for past in before] for kind in self.moved_by}
            self.rows.append([self._row(memory, before, letter, takes[letter.kind]) for letter in letters])
            self.night.append(self._place(memory.tomorrow, before))

    def _interests(self, policy: int) -> Interests:
        roots: list[Asked] = []
        for one in self.clocked:
            if one.demand.policy == policy:
                roots += conditions_of(one.demand.duty, self.policies[policy])
        return interests(roots)

    def _moved_by(self) -> dict[str, list[int]]:
        """The places of the demands to which an event of a kind can do anything."""
        found: dict[str, list[int]] = {letter.kind: [] for letter in self.letters}
        for place, one in enumerate(self.clocked):
            moving = moving_kinds(one.demand.duty, self.policies[one.demand.policy])
            for kind in moving & found.keys():
                found[kind].append(place)
        return found

    def _key(self, memory: Memory, pasts: Sequence[Past]) -> tuple[object, ...]:
        return (memory.settings, memory.excused, memory.begun, *(past.key for past in pasts))

    def _pasts(self, events: tuple[Event, ...]) -> list[Past]:
        each = zip(self.policies, self.calendars, self.interests, strict=True)
        return [Past.of(events, policy, calendar, asked) for policy, calendar, asked in each]

    def _place(self, memory: Memory, pasts: Sequence[Past]) -> int:
        key = self._key(memory, pasts)
        if key not in self.places:
            self.places[key] = len(self.memories)
            self.memories.append(memory)
            if len(self.memories) > MOST:
                hint = (
                    f"it keeps in mind {', '.join(one.demand.duty.id for one in self.clocked[:5])} ...; restrict them"
                )
                raise InvalidInput(Fault("too-many-states", f"needs more than {MOST:,} control states", hint=hint))
        return self.places[key]

    def _row(self, memory: Memory, before: Sequence[Past], letter: Letter, takes: Sequence[bool]) -> Row:
        events = memory.with_letter(letter, self.calendars[0]) if any(takes) else None
        if events is None:
            return IMPOSSIBLE
        pasts = [past.then(events[-1]) for past in before]
        then = Changing(list(memory.settings), set(memory.excused), set(memory.begun))
        row = Row(0)
        for place in self.moved_by[letter.kind]:
            one = self.clocked[place]
            if takes[one.demand.policy]:
                effect = Effect(pasts[one.demand.policy], self.policies[one.demand.policy], one, events[-1])
                if effect.interval not in ("", *one.plan.directed):
                    return IMPOSSIBLE
                effect.written(row, place, then)
        after = Memory(events, tuple(then.settings), frozenset(then.excused), frozenset(then.begun))
        row.after = self._place(after, pasts)
        return row


def able(past: Past, kind: str) -> bool:
    """Whether an event of a kind can happen after a past, as far as the policy that sees it knows the kind."""
    known = past.case.policy.vocabulary.by_name.get(kind)
    return known is not None and past.case.standing.why_not(known) is None


def moving_kinds(duty: Duty, policy: Policy) -> set[str]:
    """The kinds of the events that can do anything to a duty: those it names, and the conference that starts a plan."""
    excuses = chain.from_iterable(excuse.when for excuse in policy.excuses_of[duty.id])
    powers = chain.from_iterable(power.when for power in policy.powers_over[duty.id])
    patterns = chain(duty.when, duty.then, duty.until, excuses, powers)
    return {"icpc_held", *(pattern.event for pattern in patterns)}


@dataclass(frozen=True)
class Effect:
    """What the last event of a past does to one demand."""

    past: Past
    policy: Policy
    clocked: Clocked
    event: Event

    def written(self, row: Row, place: int, then: Changing) -> None:
        """Writes it into the row; `then` becomes what it is after the event."""
        duty, plan = self.clocked.demand.duty, self.clocked.plan
        if self.starts_plan:
            then.settings[place] = 0
        if self.interval:
            self.direct(row, place, then)
        triggered = self.fits(duty.when)
        row.touched |= triggered << place
        # Asked before the event itself may excuse: it never excuses what it triggers.
        binds = triggered and not self.forgiven and place not in then.excused
        if any(self.may_fit(excuse.when) for excuse in self.policy.excuses_of[duty.id]):
            row.excuses.add(place)
            then.excused.add(place)
        if plan.sense is None:
            row.broken |= (binds and self.holds(duty.requires) is False) << place
        elif plan.sense is Sense.LOOKBACK:
            self.look_back(row, place, binds)
        else:
            self.run(row, place, binds, then)

    def direct(self, row: Row, place: int, then: Changing) -> None:
        """Sets the next interval, and that of the occasion that the conference of this very day began."""
        then.settings[place] = 1 + self.clocked.plan.directed.index(self.interval)
        if place in then.begun:
            row.excuses.add(place)
            row.starts[place] = then.settings[place]

    def run(self, row: Row, place: int, binds: bool, then: Changing) -> None:
        """A clock that runs forward, and begins where the event binds."""
        duty, plan = self.clocked.demand.duty, self.clocked.plan
        if self.answering:
            row.answers[place] = 2 if plan.correlated else 1
        if self.may_fit(duty.until):
            row.ends.add(place)
        if binds:
            row.starts[place] = then.settings[place]
            if plan.directed and self.event.type == "icpc_held":
                then.begun.add(place)

    def look_back(self, row: Row, place: int, asks: bool) -> None:
        """A window that reaches back: the trigger asks for what the response began; a new plan forgets it."""
        if asks:
            row.answers[place] = 1
        if self.starts_plan:
            row.ends.add(place)
        if self.may_fit(self.clocked.demand.duty.then):
            row.starts[place] = 0

    @property
    def forgiven(self) -> bool:
        """Whether the trigger itself excuses, or may: then nobody can be blamed for sure."""
        return any(self.holds(part) is not False for part in self.clocked.demand.duty.unless)

    def holds(self, condition: Condition) -> Tri:
        """Whether a condition holds of the event."""
        return condition.holds(self.at, self.past.case, None)

    @property
    def at(self) -> int:
        """The place of the event."""
        return len(self.past.case.events) - 1

    def fits(self, patterns: tuple[Pattern, ...]) -> bool:
        """Whether the event is surely one of the patterns."""
        return any_holds(patterns, self.at, self.past.case) is True

    def may_fit(self, patterns: tuple[Pattern, ...]) -> bool:
        """Whether the event is one of the patterns, or may be: then nothing is breached for sure."""
        return any_holds(patterns, self.at, self.past.case) is not False

    @property
    def answering(self) -> bool:
        """Whether the event is a response, or may be one; what is forbidden must be so for sure."""
        if self.event.type not in self.clocked.demand.duty.response_kinds:
            return False
        # What is tied to a trigger speaks of the first event of a memory, which this policy need not have taken.
        case = copy(self.past.case)
        case.events = [*case.events, self.past.events[0]]
        truth = any_holds(self.clocked.demand.duty.then, self.at, case, len(case.events) - 1)
        return truth is True or (truth is None and self.clocked.plan.sense is Sense.DEADLINE)

    @property
    def starts_plan(self) -> bool:
        """Whether the event starts a plan."""
        return (
            self.event.type == "icpc_held"
            and self.past.case.plan_start[self.at] == self.at
            and (self.event.get("outcome") != "no_plan")
        )

    @cached_property
    def interval(self) -> str:
        """The interval that the event sets; empty where it sets none, `unknown` where it is not known to."""
        powers = reversed(self.policy.powers_over[self.clocked.demand.duty.id])
        last = next((power for power in powers if self.may_fit(power.when)), None)
        if last is None:
            return ""
        return str(self.event.get(last.sets)) if self.fits(last.when) else "unknown"

"""Contradictions: duties that no conduct can keep together, of one policy or of two that bind the same worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from itertools import product

from model.analysis.beside import Place
from model.analysis.clash import clashes
from model.analysis.replay import confirmed
from model.analysis.witness import Expected, Side, Witness
from model.calendar import Calendar
from model.compiled.alphabet import resolved
from model.compiled.compiled import Demand
from model.compiled.components import components
from model.compiled.control import Clocked, Control, Row
from model.compiled.letters import Letter
from model.compiled.recipes import Situation
from model.compiled.relevant import alphabet, kinds
from model.compiled.work import Work, gathered
from model.events import Event, Value
from model.policy import Policy, Strength
from model.policy.duty import Form

DAY = timedelta(days=1)
Facts = tuple[tuple[str, object], ...]


class Sort(Enum):
    """How duties contradict each other."""

    CONTRADICTION = "contradiction"
    TEMPORAL_CLASH = "temporal clash"


@dataclass(frozen=True)
class Contradiction:
    """Duties that cannot be kept together, none of which can be left out (each by the place of its policy and its id).

    - A contradiction: after `events`, every further event of the kind `event` breaches one of them, where `given` holds
      (facts that are not the worker's to choose; none: always). For each duty `ways` has a history that breaches it
      and none of the others.
    - A temporal clash: after `events` nothing is breached, and all that can happen then, but an end, breaches one.
    """

    sort: Sort
    demands: tuple[Place, ...]
    clauses: tuple[tuple[str, ...], ...]
    events: tuple[Event, ...] = field(compare=False)
    event: str = ""
    given: tuple[tuple[str, str], ...] = ()
    ways: tuple[Witness, ...] = field(default=(), compare=False)

    @property
    def between(self) -> bool:
        """Whether it takes more than one policy."""
        return len({side for side, _ in self.demands}) > 1

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something happens, the last of them the day on which the first duty is breached alone."""
        return tuple(dict.fromkeys(one.on for one in (self.ways[0].history.events if self.ways else self.events)))


def contradictions(
    policies: Sequence[Policy],
    calendar: Calendar,
    strength: Strength = Strength.MAY,
    first: date = date(2010, 1, 1),
    last: date = date(2040, 12, 31),
    omitted: MutableMapping[str, str] | None = None,
) -> tuple[Contradiction, ...]:
    """Every smallest set of duties that no conduct keeps together, of those at least as strong as asked.

    All are found of cases that begin from `first` to `last`, both inclusive, but for temporal clashes among so many
    duties that they are only looked for: `omitted` is given these, with how. InvalidInput where a day is outside the
    calendar, or what an event can be like combines in too many ways.
    """
    work = gathered(tuple(policies), calendar, lambda _, duty: duty.form is Form.REQUIRES, strength, True)
    parts = components([one.demand for one in work.clocked], work.policies)
    found: list[Contradiction] = []
    for part in parts:
        found += Conduct(work, [work.clocked[place] for place in part], first).contradictions()
    looked = clashes(policies, calendar, strength, first, last)
    if omitted is not None:
        omitted.update(looked.omitted)
    for clash in looked.found:
        found.append(
            Contradiction(
                Sort.TEMPORAL_CLASH, places_of(clash.demands), clauses_of(clash.demands, len(policies)), clash.events
            )
        )
    return tuple(found)


def places_of(demands: Iterable[Demand]) -> tuple[Place, ...]:
    """The places of some demands."""
    return tuple(dict.fromkeys((one.policy, one.duty.id) for one in demands))


def clauses_of(demands: Sequence[Demand], policies: int) -> tuple[tuple[str, ...], ...]:
    """The clauses of some demands, policy by policy."""
    return tuple(
        tuple(dict.fromkeys(clause for one in demands if one.policy == side for clause in one.duty.clauses))
        for side in range(policies)
    )


class Conduct:
    """What can be done about some requirements: every event of the kinds that trigger them, in every control state."""

    def __init__(self, work: Work, clocked: Sequence[Clocked], first: date) -> None:
        self.work, self.clocked, self.first = work, clocked, first
        self.alphabet = alphabet(work, clocked)
        self.triggers = {kind for one in clocked for kind in one.demand.duty.trigger_kinds}
        names = sorted(kinds(work, clocked), key=work.vocabulary.rank.__getitem__)
        self.letters = tuple(letter for name in names for letter in self.letters_of(name))
        self.control = Control(work.policies, work.calendars, clocked, self.letters)

    def letters_of(self, name: str) -> Iterator[Letter]:
        """The events of a kind: those that trigger with every combination of values, so that none stands for others."""
        kind = self.work.vocabulary.by_name[name]
        if name not in self.triggers:
            yield from self.alphabet.of_kind(kind)
            return
        values = self.alphabet.values(kind)
        for combination in product(*values.values()):
            told = tuple((of, value) for of, value in zip(values, combination, strict=True) if value is not None)
            yield Letter(name, told, kind.chosen_by)

    @cached_property
    def chosen(self) -> set[str]:
        """The attributes that the requirements speak of: they are the worker's to choose, other facts are not."""
        return {name for one in self.clocked for name in one.demand.duty.requires.asks()}

    def facts(self, letter: Letter) -> Facts:
        """What is not the worker's to choose."""
        return tuple(pair for pair in letter.attributes if pair[0] not in self.chosen)

    @cached_property
    def pasts(self) -> dict[int, tuple[int, ...]]:
        """The control states that can be reached without a breach, each with the letters of a shortest way to it."""
        found: dict[int, tuple[int, ...]] = {0: ()}
        waiting = [0]
        for state in waiting:  # grows while it is gone through
            for letter, row in self.rows(state):
                after = self.control.night[row.after]
                if not row.broken and after not in found:
                    found[after] = (*found[state], letter)
                    waiting.append(after)
        return found

    def rows(self, state: int) -> Iterator[tuple[int, Row]]:
        """The letters that can happen, each with what it does."""
        yield from ((letter, row) for letter, row in enumerate(self.control.rows[state]) if row.after >= 0)

    def contradictions(self) -> list[Contradiction]:
        """Each smallest set once, where it first shows."""
        found: dict[int, Contradiction] = {}
        for state in self.pasts:
            for kind in sorted(self.triggers, key=self.work.vocabulary.rank.__getitem__):
                for mask, given in self.clashing(state, kind):
                    if mask not in found:
                        found[mask] = self.shown(mask, state, kind, given)
        return list(found.values())

    def clashing(self, state: int, kind: str) -> Iterator[tuple[int, Facts]]:
        """The smallest sets of which every event of a kind breaches one, with the facts that this takes."""
        by_facts: dict[Facts, set[int]] = {}
        for letter, row in self.rows(state):
            if self.letters[letter].kind == kind:
                by_facts.setdefault(self.facts(self.letters[letter]), set()).add(row.broken)
        sets = {facts: set(hitting(masks)) for facts, masks in by_facts.items() if 0 not in masks}
        for facts, masks in sets.items():
            for mask in sorted(masks):
                always = len(sets) == len(by_facts) and all(mask in others for others in sets.values())
                yield mask, () if always else facts

    def shown(self, mask: int, state: int, kind: str, given: Facts) -> Contradiction:
        """The contradiction with its witnesses."""
        demands = [one.demand for bit, one in enumerate(self.clocked) if mask >> bit & 1]
        past = self.pasts[state]
        bits = [bit for bit in range(len(self.clocked)) if mask >> bit & 1]
        return Contradiction(
            sort=Sort.CONTRADICTION,
            demands=places_of(demands),
            clauses=clauses_of(demands, len(self.work.policies)),
            events=self.written(past),
            event=kind,
            given=tuple((name, str(value)) for name, value in given),
            ways=tuple(self.way(bit, mask, state, kind, given) for bit in bits),
        )

    def way(self, bit: int, mask: int, state: int, kind: str, given: Facts) -> Witness:
        """A history on which of all these duties just one is breached: there is one, since none can be left out."""
        last = next(
            letter
            for letter, row in self.rows(state)
            if self.letters[letter].kind == kind
            and row.broken & mask == 1 << bit
            and (not given or self.facts(self.letters[letter]) == given)
        )
        events = self.written((*self.pasts[state], last))
        sides = [Side(policy, policy.id) for policy in self.work.policies]
        expected = [self.expected(side, bit, mask) for side in range(len(sides))]
        alone = self.clocked[bit].demand.duty.id
        return confirmed(f"of these only {alone} is breached", events, sides, expected, events[-1].on + DAY)

    def expected(self, side: int, bit: int, mask: int) -> Expected:
        """A breach of one of the demands, and of none of the others."""
        ids = {place: one.demand.duty.id for place, one in enumerate(self.clocked) if one.demand.policy == side}
        broken = {id for place, id in ids.items() if place == bit}
        kept = {id for place, id in ids.items() if mask >> place & 1 and place != bit}
        return Expected(breached=frozenset(broken), kept=frozenset(kept))

    def written(self, letters: Sequence[int]) -> tuple[Event, ...]:
        """Events of some letters, one a day."""
        events: list[Event] = []
        for more, place in enumerate(letters):
            letter = self.letters[place]
            situation = Situation(self.first + more * DAY, tuple(events), self.work.calendars[0])
            told: dict[str, Value | None] = {name: resolved(value, situation) for name, value in letter.attributes}
            attributes = {name: value for name, value in told.items() if value is not None}
            events.append(Event(type=letter.kind, on=situation.on, attributes=attributes))
        return tuple(events)


def hitting(masks: Iterable[int]) -> list[int]:
    """The smallest sets that meet every mask, each as a mask; none of them holds another."""
    found = [0]
    for mask in masks:
        bits = [1 << bit for bit in range(mask.bit_length()) if mask >> bit & 1]
        met = {one for one in found if one & mask} | {one | bit for one in found if not one & mask for bit in bits}
        found = [one for one in met if not any(other != one and other & one == other for other in met)]
    return sorted(found)

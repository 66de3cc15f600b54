"""Conflicts: histories on which a duty of one policy is breached, and nothing on its topic in the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from model.analysis.beside import Beside, Part, Place
from model.analysis.coverage import Coverage
from model.analysis.elsewhere import elsewhere
from model.analysis.near import Near, Unsure
from model.analysis.path import Path
from model.analysis.plainer import plainer
from model.analysis.provisions import Provision, without
from model.analysis.replay import confirmed, judged
from model.analysis.room import TooLarge
from model.analysis.story import duty_of
from model.analysis.trial import Trial, can_be_breached
from model.analysis.witness import Expected, Side, Witness, common_vocabulary
from model.compiled.work import gathered
from model.events import Event
from model.findings import Finding, Status
from model.history import History
from model.policy import Duty, Strength

DAY = timedelta(days=1)
TOO_LATE = "the calendar ends before the smallest history would be over; choose earlier days"
NEVER = "it has no time limit, so that no history breaches it"


@dataclass(frozen=True)
class Conflict:
    """The shortest history on which `duty` of `side` (0 or 1) is breached, and nothing on `topic` in the other policy.

    - `provisions`: the excuses, powers and definitions that make it so: without them there is no such conflict.
    - `spared`: the duties of the other policy on the topic that arise in the same history, and are not breached.
    - `untold`: those of which the other policy cannot tell, because the history does not say what decides.
    - `elsewhere`: those of the other policy on other topics that it finds breached by the same facts.
    - `clauses`: of both policies, those of the duty, of what makes it so, of `spared` and of `untold`.
    - `path`: as the search found it, where it did: the shortest about the first day on which one of this kind ends, as
      long before and after it as cases are followed.
    """

    topic: str
    side: int
    duty: str
    provisions: tuple[Provision, ...]
    spared: tuple[str, ...]
    untold: tuple[str, ...]
    elsewhere: tuple[str, ...]
    clauses: tuple[tuple[str, ...], tuple[str, ...]]
    witness: Witness
    path: Path | None = field(compare=False)

    @property
    def needs(self) -> tuple[str, ...]:
        """The ids of the provisions."""
        return tuple(one.id for one in self.provisions)

    @property
    def idle(self) -> tuple[str, ...]:
        """The duties of the other policy on the topic that do not arise in this history, in order of their names."""
        return tuple(sorted(self.witness.expected[1 - self.side].kept - {*self.spared, *self.untold}))

    @property
    def events(self) -> tuple[Event, ...]:
        """What happens."""
        return self.witness.history.events

    @property
    def strength(self) -> str:
        """How strongly the policy asks for the duty that is breached."""
        return self.breach.strength

    @property
    def says(self) -> str:
        """What the duty that is breached says."""
        return duty_of(self.breach, self.witness.sides[self.side], self.witness).says

    @property
    def breach(self) -> Finding:
        """The first breach of it."""
        found = self.witness.findings(self.side)
        return next(one for one in found if one.duty == self.duty and one.status is Status.BREACHED)

    @property
    def parts_on(self) -> date:
        """The first day on which the findings part."""
        return self.witness.parts_on

    @property
    def length(self) -> tuple[int, int]:
        """How many events, and how many days from the first of them until the findings part."""
        return len(self.events), (self.parts_on - self.events[0].on).days


@dataclass(frozen=True)
class Found:
    """The conflicts on one topic, and what was searched for them."""

    conflicts: tuple[Conflict, ...]
    coverage: Coverage


@dataclass(frozen=True)
class Topic:
    """What two policies say on one topic: some duties of each."""

    name: str
    beside: Beside
    places: tuple[Place, ...]

    def conflicts(self) -> Found:
        """Every conflict: for each duty, and each provision that alone makes one, the shortest history."""
        found: list[Conflict] = []
        coverage = self.before
        for group in self.beside.groups(self.told_apart):
            more, coverage = self.of_group(Group(self, tuple(group)), coverage)
            found += more
        return Found(tuple(found), coverage)

    @cached_property
    def _parts(self) -> dict[object, Part]:
        return {}

    def part(self, beside: Beside, places: tuple[Place, ...], gone: tuple[Provision, ...] = ()) -> Part:
        """The search over some duties without some provisions; each is made once."""
        key = beside.first, beside.last, beside.end, places, gone
        if key not in self._parts:
            bare = replace(beside, policies=without(beside.policies, gone)) if gone else beside
            self._parts[key] = Part.of(bare, places)
        return self._parts[key]

    def of_group(self, group: Group, coverage: Coverage) -> tuple[list[Conflict], Coverage]:
        """The conflicts of some duties that must be searched together, and what was searched by now."""
        omitted = group.omitted
        if omitted:
            return group.tried(replace(coverage, omitted={**coverage.omitted, **omitted}))
        try:
            return list(group.conflicts()), group.covered(coverage)
        except TooLarge as why:
            return group.tried(coverage.without_end(f"{', '.join(group.ids)}: {why}"))
        except Unsure as why:
            return group.tried(coverage.without_end(f"{', '.join(group.ids)}: {why}"), self.places)

    @property
    def omitted(self) -> dict[str, str]:
        """Its duties that cannot be searched, and why."""
        return Group(self, self.places).omitted

    @property
    def before(self) -> Coverage:
        """What is known without a search."""
        beside = self.beside
        never = {
            f"{beside.policies[side].id}: {id}": NEVER for side, id in self.places if not self.breachable((side, id))
        }
        alike = beside.alike(self.places)
        return replace(beside.unsearched, alike=alike, omitted=never)

    @property
    def told_apart(self) -> tuple[Place, ...]:
        """The duties that can be breached, and are not the same in both."""
        alike = self.beside.alike(self.places)
        return tuple(place for place in self.places if place[1] not in alike and self.breachable(place))

    def duties(self, side: int) -> tuple[Duty, ...]:
        """The duties of a side."""
        return tuple(duty for at, id in self.places if at == side for duty in self.beside.versions((at, id)))

    def breachable(self, place: Place) -> bool:
        """Whether a history can breach a duty."""
        return any(can_be_breached(duty) for duty in self.beside.versions(place))

    def expected(self, place: Place) -> tuple[Expected, Expected]:
        """A breach of the duty, and none of the other side on this topic."""
        side, id = place
        theirs = frozenset(other for at, other in self.places if at != side)
        both = Expected(breached=frozenset({id})), Expected(kept=theirs)
        return both if side == 0 else (both[1], both[0])

    def conflict(
        self, place: Place, needs: tuple[Provision, ...], events: tuple[Event, ...], last: date, path: Path | None
    ) -> Conflict:
        """The conflict that a history shows up to a day; Unconfirmed where the oracle does not say so."""
        side, id = place
        breaker, other = self.beside.labels[side], self.beside.labels[1 - side]
        claim = f"{breaker} finds {self.fault(place)} where {other} finds none on the topic {self.name}"
        witness = confirmed(claim, events, self.beside.sides, self.expected(place), last)
        witness = witness if needs else plainer(witness)
        spared, untold = self.arisen(witness, 1 - side)
        named = {side: (id,), 1 - side: (*spared, *untold)}
        ours, theirs = (self.clauses(at, named[at], needs) for at in (0, 1))
        also = elsewhere(witness, side, id)
        return Conflict(self.name, side, id, needs, spared, untold, also, (ours, theirs), witness, path)

    def fault(self, place: Place) -> str:
        """What a breach of a duty is called: what a text allows within limits is no demand."""
        allowed = all(duty.strength is Strength.MAY for duty in self.beside.versions(place))
        return f"the limits of what {place[1]} allows overstepped" if allowed else f"a breach of {place[1]}"

    def arisen(self, witness: Witness, side: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The duties of a side on this topic that arise: those of which all is told, and those of which it is not."""
        found = witness.findings(side)
        unknown = {one.duty for one in found if one.status is Status.UNKNOWN}
        arisen = [id for at, id in self.places if at == side and id in {one.duty for one in found}]
        return tuple(id for id in arisen if id not in unknown), tuple(id for id in arisen if id in unknown)

    def clauses(self, side: int, ids: tuple[str, ...], needs: tuple[Provision, ...]) -> tuple[str, ...]:
        """The clauses of some duties and provisions in one policy."""
        policy = self.beside.policies[side]
        duties = [clause for duty in policy.duties if duty.id in ids for clause in duty.clauses]
        return tuple(dict.fromkeys([*duties, *(clause for one in needs for clause in one.clauses(policy))]))


@dataclass(frozen=True)
class Group:
    """Duties on one topic that must be searched together."""

    topic: Topic
    places: tuple[Place, ...]

    @cached_property
    def omitted(self) -> dict[str, str]:
        """Those that cannot be searched, and why."""
        beside = self.topic.beside
        return dict(gathered(beside.policies, beside.calendar, beside.among(self.places), Strength.MAY, True).omitted)

    @cached_property
    def search(self) -> Part:
        """The search over the whole range; over its first days only, where they show a conflict of every duty."""
        beside = self.topic.beside
        early = self.topic.part(beside.around(beside.first), self.places)
        if all(early.seen(*place) for place in self.places):
            return early
        return self.topic.part(beside, self.places)

    @property
    def ids(self) -> tuple[str, ...]:
        """What they are called."""
        return tuple(dict.fromkeys(id for _, id in self.places))

    def covered(self, coverage: Coverage) -> Coverage:
        """What was searched by now, with this search."""
        return coverage.with_search(self.search.compiled, self.search.reach).without_end(self.search.lacks)

    def conflicts(self) -> Iterator[Conflict]:
        """Every conflict of theirs; TooLarge where a search does not fit."""
        for place in self.places:
            day = self.search.seen(*place)
            if day is not None:
                yield from Near(self, self.topic.beside.around(day)).conflicts(place)

    def tried(self, coverage: Coverage, about: tuple[Place, ...] = ()) -> tuple[list[Conflict], Coverage]:
        """The conflicts among small histories, of what they look at or `about` does, where a search is not possible."""
        beside = self.topic.beside
        group = replace(self.topic, places=about or self.places)
        duties = tuple(group.duties(side) for side in (0, 1))
        trial = Trial(beside.policies, duties, beside.calendar, beside.first)
        found = trial.first_of(self.places, lambda events: self.shown_by(events, trial.settled))
        shown = [
            self.topic.conflict(place, (), events, events[-1].on + trial.settled, None)
            for place, events in found.found.items()
        ]
        tried, most = coverage.tried + found.tried, max(coverage.events, found.events)
        none = "" if found.tried else f"{', '.join(self.ids)}: {TOO_LATE}"
        return shown, replace(coverage, tried=tried, events=most).without_end(none)

    def shown_by(self, events: Sequence[Event], settled: timedelta) -> list[Place]:
        """The duties of which a history shows a conflict when everything is over."""
        history = History.of("trial", events, vocabulary=common_vocabulary(self.sides))
        judgements = [judged(side, history, events[-1].on + settled) for side in self.sides]
        return [
            place
            for place in self.places
            if all(said.agrees(one, events) for said, one in zip(self.topic.expected(place), judgements, strict=True))
        ]

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The policies with the duties on the topic only."""
        return tuple(
            replace(side, policy=replace(side.policy, duties=self.topic.duties(place)))
            for place, side in enumerate(self.topic.beside.sides)
        )

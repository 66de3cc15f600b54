"""Two policies side by side: which duties are the same, which must be searched together, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import cast

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from model.analysis.coverage import Coverage
from model.analysis.following import Followed, longest_window
from model.analysis.path import Path, Wanted, shortest
from model.analysis.provisions import Policies
from model.analysis.room import fitted, fitting
from model.analysis.search import Engine, Reach, explore
from model.analysis.witness import Side
from model.calendar import Calendar
from model.compiled.compile import every, unsplit
from model.compiled.compiled import Compiled, Demand
from model.compiled.components import grips
from model.compiled.line import FAR, laid, line_of
from model.compiled.walk import conditions_of, tests
from model.compiled.work import gathered
from model.oracle.certainty import lifecycle
from model.policy import Duty, Policy, Strength
from model.policy.calendars import as_chosen
from model.policy.values import Apart

# A duty of a side (0 or 1), by its id: all versions of it.
Place = tuple[int, str]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Beside:
    """Two policies, with the words for them, by one calendar, for cases that may begin from `first` to `last`.

    Both are inclusive, as is `until`, to which they are followed; by default as far as cases are to be.
    """

    policies: Policies
    labels: tuple[str, str]
    calendar: Calendar
    first: date
    last: date
    engine: Engine = "numba"
    until: date | None = None

    @cached_property
    def followed(self) -> Followed:
        """How far cases are to be followed."""
        work = gathered(self.policies, self.calendar, every, Strength.MAY, True)
        return Followed.of(self.last, self.calendar, longest_window(work))

    @property
    def end(self) -> date:
        """The last day to which they are followed, inclusive."""
        return self.until or self.followed.end

    @property
    def sides(self) -> tuple[Side, ...]:
        """The policies with the words for them."""
        return tuple(Side(policy, label) for policy, label in zip(self.policies, self.labels, strict=True))

    @property
    def unsearched(self) -> Coverage:
        """Nothing is searched yet."""
        return Coverage(self.first, self.last, self.followed, self.calendar.digest)

    def around(self, day: date) -> Beside:
        """The same for histories about a day: as long before and after it as a case is to be followed."""
        span = self.followed.span
        near = max(self.first, day - span), min(self.last, day + span), min(self.end, day + span)
        return replace(self, first=near[0], last=near[1], until=near[2])

    def versions(self, place: Place) -> tuple[Duty, ...]:
        """The versions of a duty."""
        return tuple(duty for duty in self.policies[place[0]].duties if duty.id == place[1])

    def among(self, places: Collection[Place]) -> Callable[[int, Duty], bool]:
        """Whether a duty of the policy in a place is one of some duties."""
        return lambda side, duty: (side, duty.id) in places

    def alike(self, places: Collection[Place]) -> tuple[str, ...]:
        """The ids that both have, and of which nothing differs that decides over their findings."""
        both = [id for side, id in places if side == 0 and (1, id) in places]
        return tuple(id for id in both if self.same(id))

    def same(self, id: str) -> bool:
        """Whether nothing differs that decides over the findings on a duty."""
        ours, theirs = self.policies
        if asked(ours, id) != asked(theirs, id):
            return False
        if (ours.counting, ours.calendar) == (theirs.counting, theirs.calendar):
            return True
        pairs = zip(self.versions((0, id)), self.versions((1, id)), strict=True)
        plain = not ours.powers_over[id] and self.counts_alike(id)
        return plain and all(np.array_equal(self.due_days(0, one), self.due_days(1, other)) for one, other in pairs)

    def counts_alike(self, id: str) -> bool:
        """Whether the conditions of a duty count days alike in both: what becomes of closed due days is not theirs."""
        ours, theirs = self.policies
        ways = (ours.counting.first_day, ours.calendar), (theirs.counting.first_day, theirs.calendar)
        return ways[0] == ways[1] or not counts_in_conditions(ours, id)

    def due_days(self, side: int, duty: Duty) -> Ints:
        """The due day, as a column of the calendar, for every day on which a case is followed as anchor.

        `FAR` where the calendar does not reach.
        """
        policy = self.policies[side]
        calendar = as_chosen(self.calendar, policy.calendar)
        columns = slice((self.first - calendar.first).days, (self.end - calendar.first).days + 1)
        found = laid(duty.window, line_of(calendar), policy.counting)
        return np.where(found.reached, found.due, FAR)[columns]

    def groups(self, places: Collection[Place]) -> list[list[Place]]:
        """The duties that must be searched together: of one id, or those that one event can answer or satisfy."""
        graph: nx.Graph[object] = nx.Graph()
        for place in places:
            graph.add_edge(place, place[1])
            for duty in self.versions(place):
                held = grips(Demand(place[0], duty), self.policies[place[0]])
                graph.add_edges_from((place, hold) for hold in (*held, *((kind, "") for kind in duty.response_kinds)))
        parts = [[place for place in places if place in part] for part in nx.connected_components(graph)]
        return sorted(parts, key=lambda part: tuple(places).index(part[0]))


def asked(policy: Policy, id: str) -> tuple[object, ...]:
    """All that decides over the findings on a duty, but how days are counted; not its words or its strength."""
    duties = tuple(wordless(duty) for duty in policy.duties if duty.id == id)
    excuses = tuple((one.when, one.decided) for one in policy.excuses_of[id])
    powers = tuple((one.when, one.sets, one.applies) for one in policy.powers_over[id])
    return duties, excuses, powers, policy.vocabulary, lifecycle(policy)


def counts_in_conditions(policy: Policy, id: str) -> bool:
    """Whether a condition of a duty counts days."""
    roots = [one for duty in policy.duties if duty.id == id for one in conditions_of(duty, policy)]
    return any(isinstance(one.test, Apart) for one in tests(roots))


def wordless(duty: Duty) -> Duty:
    """The duty without its words."""
    plain = replace(duty, clauses=(), owed_by="", says="", source="", topic="")
    return replace(plain, strength=Strength.MUST, window=replace(duty.window, text=""))


@dataclass(frozen=True)
class Part:
    """Duties that are searched together, and what the search found.

    Those that are the same in both policies are searched once, and count for both: these are `shared`. `lacks` says why
    something may have been missed that a search with more room would see; empty where nothing was.
    """

    beside: Beside
    compiled: Compiled
    reach: Reach
    lacks: str = ""
    shared: tuple[str, ...] = ()

    @classmethod
    def of(cls, beside: Beside, places: Collection[Place]) -> Part:
        """The search over some duties; TooLarge where it does not fit."""
        shared = beside.alike(places)
        once = [place for place in places if place[0] == 0 or place[1] not in shared]
        with fitting():
            compiled = one_at_a_time(unsplit(beside.policies, beside.calendar, demands=beside.among(once)))
            narrow = fitted(compiled)
            reach = explore(narrow, beside.first, beside.end, engine=beside.engine)
        lost = reach.full and narrow is not compiled
        return cls(beside, narrow, reach, lacking(narrow) if lost else "", shared)

    def bits(self, side: int, id: str | None = None) -> int:
        """The demands of a side, or of one of its duties, as a mask."""
        own = self.compiled.mask(None if id is None else {id}, side)
        return own | self.compiled.mask(set(self.shared) & ({id} if id else set(self.shared)), 0)

    def wanted(self, side: int, id: str) -> Wanted:
        """A breach of the duty, and of nothing of the other side."""
        return Wanted(some=self.bits(side, id), none=self.bits(1 - side))

    def seen(self, side: int, id: str) -> date | None:
        """The first day on which the duty is breached before anything of the other side is; None where it never is."""
        wanted = self.wanted(side, id)
        return min((day for mask, day in self.reach.breaches.items() if mask in wanted), default=None)

    def path(self, side: int, id: str) -> Path:
        """The shortest history that shows it, only where it is seen; TooLarge where the search for it does not fit.

        Of those with as few events one is taken on which nothing else of the same side is breached, if there is one.
        """
        wanted = self.wanted(side, id)
        found, others = self.shortest(wanted), self.bits(side) & ~wanted.some
        alone = Wanted(wanted.some, wanted.none | others)
        if found.mask & others and any(mask in alone for mask in self.reach.breaches):
            return min(found, self.shortest(alone), key=lambda path: (len(path.moves), path is found))
        return found

    def shortest(self, wanted: Wanted) -> Path:
        """The shortest history to what the search has seen."""
        beside = self.beside
        with fitting():
            found = shortest(
                self.compiled, wanted, beside.first, beside.end, start_last=beside.last, engine=beside.engine
            )
        return cast(Path, found)  # what a search has seen has a path to it


def lacking(narrow: Compiled) -> str:
    """What is missed where clocks have fewer places than occasions, and what to restrict."""
    named = dict.fromkeys(narrow.demands[clock.demand].duty.id for clock in narrow.clocks if not clock.tied)
    most = max(clock.places for clock in narrow.clocks)
    return (
        f"all that {', '.join(named)} can demand at once does not fit in one state: cases were searched in which "
        f"no more than {most} of a duty's occasions run at once; compare fewer of these duties for the whole"
    )


def one_at_a_time(compiled: Compiled) -> Compiled:
    """One occasion at a time, where each occasion of every timed duty needs its own answer.

    What such a duty finds on one occasion it finds also where the triggers of the others are left out.
    """
    if not compiled.clocks or not all(clock.tied for clock in compiled.clocks):
        return compiled
    clocks = tuple(replace(clock, places=1, slot=2 * place) for place, clock in enumerate(compiled.clocks))
    assumed = [one for one in compiled.assumed if "occasions of one duty run at once" not in one]
    alone = "each occasion that needs its own answer is looked at alone"
    return replace(compiled, clocks=clocks, assumed=(*assumed, alone))

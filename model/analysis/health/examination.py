"""An examination of one policy: the searches that the checks ask for, and what they cover together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter

from model.analysis.following import Followed, longest_clock, longest_window
from model.analysis.path import Path, Wanted, shortest
from model.analysis.replay import Unconfirmed, confirmed
from model.analysis.search import Engine, Reach, explore
from model.analysis.witness import Expected, Side, Witness
from model.calendar import Calendar
from model.compiled.compile import compile_policies, every, unsplit
from model.compiled.compiled import Compiled
from model.compiled.components import Grip, grips
from model.compiled.realise import realised
from model.compiled.walk import conditions_of, tests
from model.compiled.work import Work, gathered
from model.events import Event
from model.policy import Duty, Policy, Strength
from model.policy.duty import Form

Progress = Callable[[str, int, int], None]


class Stopped(Exception):
    """A search ended early: what would follow from it is not known."""


@dataclass
class Spent:
    """What the searches took together; `stopped` says why they ended early, if they did."""

    searches: int = 0
    states: int = 0
    transitions: int = 0
    stopped: str = ""
    omitted: dict[str, str] = field(default_factory=dict)
    assumed: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class Examination:
    """One policy, examined over all cases that may begin from `first` to `last`, both inclusive, and are followed on.

    `base` is the policy that it extends, where that is known; `spent` grows with every search. `progress` is told what
    is searched for, and how many days of how many are done.
    """

    policy: Policy
    calendar: Calendar
    first: date
    last: date
    strength: Strength
    engine: Engine = "numba"
    progress: Progress | None = None
    base: Policy | None = None
    spent: Spent = field(default_factory=Spent)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """The duties at the strength in question."""
        return self.policy.at_strength(self.strength)

    @cached_property
    def work(self) -> Work:
        """What can be searched of the policy, and what cannot."""
        return gathered((self.policy,), self.calendar, every, self.strength, True)

    @cached_property
    def components(self) -> tuple[Compiled, ...]:
        """The components of the policy; what they take for granted is noted."""
        parts = compile_policies([self.policy], self.calendar, strength=self.strength)
        self.spent.assumed.update(dict.fromkeys(sentence for part in parts for sentence in part.assumed))
        return parts

    @cached_property
    def alone(self) -> Mapping[str, date]:
        """The duties that a short search sees breached with no other, each with the first day on which it does."""
        found: dict[str, date] = {}
        for compiled in self.components:
            for mask, day in self.reach(compiled, ", ".join(names_of(compiled)), self.soon).breaches.items():
                if len(ids_of(compiled, mask)) == 1:
                    (id,) = ids_of(compiled, mask)
                    found[id] = min(day, found.get(id, day))
        return found

    def together(self, ids: Collection[str]) -> Compiled:
        """These duties of the policy as one."""
        return unsplit([self.policy], self.calendar, demands=lambda _, duty: duty.id in ids)

    def beside(self, id: str, others: Collection[str]) -> Compiled:
        """A duty with those of the others that have to do with it."""
        wanted = {id, *others}
        parts = compile_policies([self.policy], self.calendar, demands=lambda _, duty: duty.id in wanted)
        own = next(part for part in parts if part.mask({id}))
        asked = wanted & set(self.watched(id))
        return self.together({*names_of(own), *asked}) if asked else own

    def watched(self, id: str) -> tuple[str, ...]:
        """The requirements of other components on what a duty only watches, with those that belong to them."""
        looks = {
            (test.kind, test.attribute)
            for duty in self.duties
            if duty.id == id
            for test in tests(conditions_of(duty, self.policy))
        }
        found = [names for part, names in self.holds if id not in names and part & looks]
        return tuple(name for names in found for name in names if self.policy.duty(name).form is Form.REQUIRES)

    @cached_property
    def holds(self) -> tuple[tuple[frozenset[Grip], tuple[str, ...]], ...]:
        """For each component what its requirements have a hold on, and its duties."""
        return tuple(
            (
                frozenset(
                    grip
                    for demand in part.demands
                    if demand.duty.form is Form.REQUIRES
                    for grip in grips(demand, self.policy)
                ),
                names_of(part),
            )
            for part in self.components
        )

    def reach(self, compiled: Compiled, about: str, end: date) -> Reach:
        """What all histories up to `end` come to; Stopped where they were not all searched."""
        told = self.progress
        reach = explore(
            compiled,
            self.first,
            end,
            engine=self.engine,
            progress=None if told is None else lambda done, of: told(about, done, of),
        )
        self.spent.searches += 1
        self.spent.states += reach.states
        self.spent.transitions += reach.transitions
        if not reach.finished:
            raise Stopped(reach.stopped)
        return reach

    @cached_property
    def followed(self) -> Followed:
        """How far cases are followed."""
        return Followed.of(self.last, self.calendar, longest_window(self.work))

    @cached_property
    def soon(self) -> date:
        """The last day of a short search."""
        return self.followed.soon(self.first)

    def ends(self, compiled: Compiled) -> tuple[date, ...]:
        """The last days of the searches for something: a short one first, then all."""
        own = Followed.of(self.last, self.calendar, longest_clock(compiled))
        followed = max(self.followed, own, key=attrgetter("days"))
        return tuple(dict.fromkeys((followed.soon(self.first), followed.end)))

    def path(self, compiled: Compiled, wanted: Wanted, end: date) -> Path | None:
        """The shortest history that ends so, on `end` at the latest."""
        return shortest(compiled, wanted, self.first, end, start_last=self.last, engine=self.engine)

    def sure_path(self, compiled: Compiled, wanted: Wanted, end: date) -> Path:
        """The same, of what another search has found; Unconfirmed where there is none."""
        path = self.path(compiled, wanted, end)
        if path is None:
            raise Unconfirmed(f"no path to what was found: {ids_of(compiled, wanted.some)} up to {end}")
        return path

    def witness(self, claim: str, path: Path, compiled: Compiled, expected: Sequence[Expected]) -> Witness:
        """The history of a path, replayed under each compiled policy; Unconfirmed where the oracle says otherwise."""
        sides = [Side(policy, policy.id) for policy in compiled.policies]
        return confirmed(claim, self.events(path, compiled), sides, expected, path.ends + timedelta(days=1))

    def events(self, path: Path, compiled: Compiled) -> tuple[Event, ...]:
        """The events of a path."""
        return realised(compiled, path.moves)


def ids_of(compiled: Compiled, mask: int) -> frozenset[str]:
    """The ids of the duties of a mask."""
    return frozenset(demand.duty.id for demand in compiled.named(mask))


def names_of(compiled: Compiled) -> tuple[str, ...]:
    """The ids of all duties, in their order."""
    return tuple(dict.fromkeys(demand.duty.id for demand in compiled.demands))

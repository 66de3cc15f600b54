"""A provision that decides: histories on which it alone turns a duty of one policy from kept to breached, or back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from model.analysis.beside import Beside, Place, asked, one_at_a_time
from model.analysis.path import Wanted, shortest
from model.analysis.provisions import Policies, Provision, without
from model.analysis.replay import judged
from model.analysis.room import fitted, fitting
from model.analysis.witness import Witness
from model.compiled.compile import unsplit
from model.compiled.compiled import Compiled
from model.compiled.realise import realised
from model.events import Event

Events = tuple[Event, ...]
# The place of the policy that is searched once more, without the provision.
TWIN = 2


@dataclass(frozen=True)
class Decisive:
    """One provision, and duties of two policies that are searched with it and, beside them, without it."""

    beside: Beside
    places: tuple[Place, ...]
    provision: Provision

    @cached_property
    def bare(self) -> Policies:
        """The policies without the provision."""
        return without(self.beside.policies, (self.provision,))

    def changes(self, side: int) -> bool:
        """Whether the provision decides over a duty of a side."""
        ids = {id for at, id in self.places if at == side}
        return any(asked(self.beside.policies[side], id) != asked(self.bare[side], id) for id in ids)

    def histories(self, place: Place) -> Iterator[Events]:
        """The shortest on which it decides, nothing of the other side being breached with it.

        With it, but not without it, the duty itself is breached; or a duty of the other side without it, but not with
        it. TooLarge where the search does not fit.
        """
        side, id = place
        theirs = [one for one in self.places if one[0] != side]
        if self.changes(side):
            compiled = self.compiled(side, {place, *theirs, (TWIN, id)})
            yield from self.found(compiled, compiled.mask(None, side), (1 - side, TWIN))
        if self.changes(1 - side):
            for _, other in theirs:
                compiled = self.compiled(1 - side, {place, *theirs, (TWIN, other)})
                yield from self.found(compiled, compiled.mask(None, TWIN), (1 - side,))

    def compiled(self, twin: int, places: Collection[Place]) -> Compiled:
        """Duties of both policies, and of one of them without the provision."""
        policies = (*self.beside.policies, self.bare[twin])
        with fitting():
            whole = unsplit(policies, self.beside.calendar, demands=self.beside.among(places))
            return fitted(one_at_a_time(whole))

    def found(self, compiled: Compiled, some: int, none: Collection[int]) -> Iterator[Events]:
        """The shortest history with a breach of some demands, and of none of some policies, if there is one."""
        wanted = Wanted(some, sum(compiled.mask(None, side) for side in none))
        beside = self.beside
        with fitting():
            path = shortest(compiled, wanted, beside.first, beside.end, start_last=beside.last, engine=beside.engine)
        if path is not None:
            yield realised(compiled, path.moves)

    def needed(self, witness: Witness) -> bool:
        """Whether the conflict that a witness shows is none without the provision."""
        sides = zip(self.beside.sides, self.bare, witness.expected, strict=True)
        events = witness.history.events
        return not all(
            said.agrees(judged(replace(side, policy=policy), witness.history, witness.parts_on), events)
            for side, policy, said in sides
        )

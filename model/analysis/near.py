"""Near a conflict: the shortest histories that show it, about the first day on which it is seen, and what they need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from model.analysis.beside import Beside, Part, Place
from model.analysis.decisive import Decisive
from model.analysis.provisions import Provision, provisions
from model.analysis.replay import Unconfirmed
from model.analysis.room import TooLarge
from model.compiled.realise import realised

if TYPE_CHECKING:
    from model.analysis.conflicts import Conflict, Group

DAY = timedelta(days=1)


class Unsure(Exception):
    """A breach in one policy that may be one in the other too, by a duty that cannot be searched; the text names it."""


Needs = tuple[Provision, ...]


@dataclass(frozen=True)
class Near:
    """Duties that must be searched together, about a day on which a conflict is seen."""

    group: Group
    beside: Beside

    @cached_property
    def given(self) -> Needs:
        """The provisions that bear on the duties."""
        return provisions(self.beside.policies, self.group.places)

    def part(self, needs: Needs, places: tuple[Place, ...]) -> Part:
        """The search over some duties with these provisions only."""
        gone = tuple(one for one in self.given if one not in needs)
        return self.group.topic.part(self.beside, places, gone)

    def conflicts(self, place: Place) -> list[Conflict]:
        """The conflicts of one duty; TooLarge where a search for one does not fit, Unsure where none was confirmed.

        The bare one, and one for each provision that decides over it on another history; where there is no bare one,
        one for each provision that alone makes one, else one that takes them all.
        """
        bare = list(self.shown(place, ()))
        if bare:
            return [*bare, *self.decided(place)]
        alone = [one for provision in self.given for one in self.shown(place, (provision,))]
        return alone or list(self.shown(place, self.given)) or self.anywhere(place)

    def shown(self, place: Place, needs: Needs) -> Iterator[Conflict]:
        """The shortest history, if there is one; by all duties of the topic together where the oracle wants that."""
        for places in (self.group.places, self.group.topic.places):
            part = self.part(needs, places)
            if part.seen(*place) is None:
                return
            with suppress(Unconfirmed):
                yield self.told(self.walked(part, place, needs), place, needs, places)
                return

    def told(self, found: Conflict, place: Place, needs: Needs, places: tuple[Place, ...]) -> Conflict:
        """The conflict, on a history by which the other policy can tell of all that it asks, if there is one."""
        more = tuple((1 - place[0], id) for id in found.untold if (1 - place[0], id) not in places)
        if more:
            with suppress(TooLarge, Unconfirmed):
                part = self.part(needs, (*places, *more))
                if part.seen(*place) is not None:
                    return self.told(self.walked(part, place, needs), place, needs, (*places, *more))
        return found

    def decided(self, place: Place) -> Iterator[Conflict]:
        """A conflict for each provision without which there is none on its history, where both have a duty here."""
        if len({side for side, _ in self.group.places}) > 1:
            for provision in self.given:
                decisive = Decisive(self.beside, self.group.places, provision)
                found = [one for one in self.made(place, decisive) if decisive.needed(one.witness)]
                yield from sorted(found, key=lambda one: one.length)[:1]

    def made(self, place: Place, decisive: Decisive) -> Iterator[Conflict]:
        """The conflicts on the histories on which a provision decides."""
        topic, span = self.group.topic, self.beside.followed.span
        for events in decisive.histories(place):
            last = min(events[-1].on + span, self.beside.calendar.last)
            with suppress(Unconfirmed):
                yield topic.conflict(place, (decisive.provision,), events, last, None)

    def anywhere(self, place: Place) -> list[Conflict]:
        """The shortest history in the whole range, by all duties of the topic together."""
        topic = self.group.topic
        whole = topic.part(topic.beside, topic.places)
        if whole.seen(*place) is None:
            return []
        try:
            return [self.walked(whole, place, self.given)]
        except Unconfirmed as error:
            if not topic.omitted:
                raise
            raise Unsure(f"whether {', '.join(topic.omitted)} finds the same cannot be searched") from error

    def walked(self, part: Part, place: Place, needs: Needs) -> Conflict:
        """The conflict at the end of the shortest path."""
        path = part.path(*place)
        return self.group.topic.conflict(place, needs, realised(part.compiled, path.moves), path.ends + DAY, path)

"""Coverage: what was searched before an answer was given, and what was only tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from model.analysis.following import Followed
from model.analysis.search import NO_ROOM, Reach
from model.compiled.compiled import Compiled

NOT_EXHAUSTIVE = "not exhaustive: small histories were tried"

EARLY = "where all duties searched together are in conflict soon after the first start day, later ones are not searched"


@dataclass(frozen=True)
class Coverage:
    """What stands behind an answer: cases that may begin on any day from `first` to `last`, both inclusive.

    - `followed`: how far they are followed.
    - `digest`: of the calendar. `states`, `transitions`: how many of them were gone through; none where the duties of
      both sides are the same, which needs no search: those are `alike`.
    - `omitted`: the duties that cannot be searched, with the reason; for those that can be breached, `tried` histories
      of at most `events` events were judged one by one, which proves nothing.
    - `assumed`: what is taken for granted. `unfinished`: why a search stopped early or left something out, and what to
      restrict; nothing where all were finished.
    """

    first: date
    last: date
    followed: Followed
    digest: str
    states: int = 0
    transitions: int = 0
    alike: tuple[str, ...] = ()
    omitted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    assumed: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    tried: int = 0
    events: int = 0

    @property
    def start_days(self) -> int:
        """On how many days a history can begin."""
        return (self.last - self.first).days + 1

    @property
    def finished(self) -> bool:
        """Whether every search that was begun came to its end, and left nothing out."""
        return not self.unfinished

    @property
    def exhaustive(self) -> bool:
        """Whether all histories were searched, under what is assumed."""
        return self.finished and not self.tried

    def without_end(self, why: str) -> Coverage:
        """This, not finished for one reason more, if there is one."""
        return replace(self, unfinished=tuple(dict.fromkeys((*self.unfinished, why)))) if why else self

    def with_search(self, compiled: Compiled, reach: Reach) -> Coverage:
        """This and one search more; one that ends before the last day had nothing left to find."""
        early = (EARLY,) if reach.last < self.followed.end else ()
        return replace(
            self,
            states=self.states + reach.states,
            transitions=self.transitions + reach.transitions,
            assumed=tuple(dict.fromkeys((*self.assumed, *compiled.assumed, *early))),
        ).without_end(stopped(reach))

    def with_more(self, other: Coverage) -> Coverage:
        """Both together, of the same days and calendar."""
        return replace(
            self,
            states=self.states + other.states,
            transitions=self.transitions + other.transitions,
            alike=(*self.alike, *other.alike),
            omitted={**self.omitted, **other.omitted},
            assumed=tuple(dict.fromkeys((*self.assumed, *other.assumed))),
            unfinished=tuple(dict.fromkeys((*self.unfinished, *other.unfinished))),
            tried=self.tried + other.tried,
            events=max(self.events, other.events),
        )

    def __str__(self) -> str:
        said = f"{self.start_days:,} start days, {self.states:,} states, {self.transitions:,} transitions"
        tried = f"; {NOT_EXHAUSTIVE} ({self.tried:,} of at most {self.events} events)" if self.tried else ""
        ended = "" if self.finished else f"; not finished: {'; '.join(self.unfinished)}"
        return f"{said}{tried}{ended}"


def stopped(reach: Reach) -> str:
    """Why a search ended early, and how far it had come; empty where it did not."""
    if reach.finished:
        return ""
    so_far = f"before {reach.first + timedelta(days=reach.days)}"
    if reach.stopped == NO_ROOM:
        return f"memory ran out, only what happens {so_far} was searched: choose fewer days, or a higher strength"
    return f"the search was stopped, only what happens {so_far} was searched"

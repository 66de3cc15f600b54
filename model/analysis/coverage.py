"""Coverage: what was searched before an answer was given, and what was only tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from model.analysis.search import Reach
from model.compiled.compiled import Compiled

NOT_EXHAUSTIVE = "not exhaustive: small histories were tried"

EARLY = "where all duties searched together are in conflict in the first year, later years are not searched for them"


@dataclass(frozen=True)
class Coverage:
    """What stands behind an answer: histories that begin on any day from `first` to `last`, both inclusive.

    - `digest`: of the calendar. `states`, `transitions`: how many of them were gone through; none where the duties of
      both sides are the same, which needs no search: those are `alike`.
    - `omitted`: the duties that cannot be searched, with the reason; for those that can be breached, `tried` histories
      of at most `events` events were judged one by one, which proves nothing.
    - `assumed`: what is taken for granted. `finished` is false where a search stopped early.
    """

    first: date
    last: date
    digest: str
    states: int = 0
    transitions: int = 0
    alike: tuple[str, ...] = ()
    omitted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    assumed: tuple[str, ...] = ()
    finished: bool = True
    tried: int = 0
    events: int = 0

    @property
    def start_days(self) -> int:
        """On how many days a history can begin."""
        return (self.last - self.first).days + 1

    @property
    def exhaustive(self) -> bool:
        """Whether all histories were searched, under what is assumed."""
        return self.finished and not self.tried

    def with_search(self, compiled: Compiled, reach: Reach) -> Coverage:
        """This and one search more; one that ends before the last day had nothing left to find."""
        early = (EARLY,) if reach.last < self.last else ()
        return replace(
            self,
            states=self.states + reach.states,
            transitions=self.transitions + reach.transitions,
            assumed=tuple(dict.fromkeys((*self.assumed, *compiled.assumed, *early))),
            finished=self.finished and reach.finished,
        )

    def with_more(self, other: Coverage) -> Coverage:
        """Both together, of the same days and calendar."""
        return replace(
            self,
            states=self.states + other.states,
            transitions=self.transitions + other.transitions,
            alike=(*self.alike, *other.alike),
            omitted={**self.omitted, **other.omitted},
            assumed=tuple(dict.fromkeys((*self.assumed, *other.assumed))),
            finished=self.finished and other.finished,
            tried=self.tried + other.tried,
            events=max(self.events, other.events),
        )

    def __str__(self) -> str:
        said = f"{self.start_days:,} start days, {self.states:,} states, {self.transitions:,} transitions"
        tried = f"; {NOT_EXHAUSTIVE} ({self.tried:,} of at most {self.events} events)" if self.tried else ""
        return f"{said}{tried}{'' if self.finished else '; not finished'}"

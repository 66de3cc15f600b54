"""A case as the oracle sees it: the taken events, the refused ones, and the facts derived from them."""

from __future__ import annotations

from bisect import bisect_left

from model.calendar import Calendar, FirstDay
from model.events import Event
from model.findings import Refusal
from model.history import History
from model.kinds import Count
from model.oracle import standing
from model.policy.policy import Policy
from model.policy.scene import Tri

NOWHERE: list[int] = []


class Case:
    """The events of a view of a history, taken or refused one after the other; answers what conditions ask (a `Scene`).

    `by_kind` holds the places of the taken events of each kind, ascending; `plan_start[place]` the place of the latest
    start of a plan at or before it (0 where there is none).
    """

    def __init__(self, history: History, policy: Policy, calendar: Calendar) -> None:
        self.policy = policy
        self.calendar = calendar
        self.first_day: FirstDay = policy.counting.first_day
        self.events: list[Event] = []
        self.refused: list[Refusal] = []
        self.by_kind: dict[str, list[int]] = {}
        self.plan_start: list[int] = []
        self._facts: list[tuple[int, int | None, Tri, bool]] = []
        self._quorate = policy.quorum
        self._last: dict[str, int] = {}
        self.standing = standing.standing(self._last)
        self._counts: dict[tuple[str, int], tuple[int, int]] = {}
        self._merged: dict[tuple[str, ...], list[int]] = {}
        for event in history.events:
            self._meet(event)

    def _meet(self, event: Event) -> None:
        kind = self.policy.vocabulary.by_name[event.type]
        rule = self.standing.why_not(kind)
        if rule is None:
            self._take(event, kind.counted_per)
        else:
            self.refused.append(Refusal(event.id, event.type, event.on, self.standing.state.value, rule))

    def _take(self, event: Event, counted_per: Count) -> None:
        place, before = len(self.events), self.standing.state
        self.events.append(event)
        self.by_kind.setdefault(event.type, []).append(place)
        starts_plan = event.type == "icpc_held" and standing.notable(event, before, False) == standing.PLAN_START
        self.plan_start.append(place if starts_plan else self._last.get(standing.PLAN_START, 0))
        number, previous = self._number(event.type, place, counted_per)
        self._last[event.type] = place
        # A core group changes neither of the two, so that what makes it quorate may ask for them already.
        self._facts.append((number, previous, self.standing.on_plan, self.standing.looked_after))
        quorate = event.type == "core_group_held" and self._quorate.holds(place, self, None) is True
        name = standing.notable(event, before, quorate)
        if name:
            self._last[name] = place
        if name == standing.PLAN_START and event.get("outcome") is not None:
            self._last[standing.CERTAIN_PLAN] = place
        if name or event.type in standing.DECISIVE:
            self.standing = standing.standing(self._last)
        self._facts[place] = (number, previous, self.standing.on_plan, self.standing.looked_after)

    def _number(self, kind: str, place: int, counted_per: Count) -> tuple[int, int | None]:
        since = 0
        if counted_per is Count.PLAN:
            since = self.plan_start[place]
        elif counted_per is Count.CARE:
            since = self._last.get("became_looked_after", 0)
        number, previous = self._counts.get((kind, since), (0, -1))
        self._counts[kind, since] = (number + 1, place)
        return number + 1, previous if number else None

    def event(self, place: int) -> Event:
        """The taken event at `place`."""
        return self.events[place]

    def nth(self, place: int) -> int:
        """Its number in the count of its kind, from 1."""
        return self._facts[place][0]

    def previous(self, place: int) -> int | None:
        """The place of the one before it in that count."""
        return self._facts[place][1]

    def latest(self, place: int, kind: str) -> int | None:
        """The place of the latest event of `kind` before it, not before the latest start of a plan."""
        places = self.by_kind.get(kind, [])
        at = bisect_left(places, place)
        return places[at - 1] if at and places[at - 1] >= self.plan_start[place] else None

    def on_plan(self, place: int) -> Tri:
        """Whether a plan runs just after it."""
        return self._facts[place][2]

    def looked_after(self, place: int) -> bool:
        """Whether the child is looked after just after it."""
        return self._facts[place][3]

    def places(self, kinds: tuple[str, ...]) -> list[int]:
        """The places of the taken events of these kinds, ascending; asked only when all events are taken."""
        if len(kinds) == 1:
            return self.by_kind.get(kinds[0], NOWHERE)
        found = self._merged.get(kinds)
        if found is None:
            found = self._merged[kinds] = sorted(place for kind in kinds for place in self.by_kind.get(kind, ()))
        return found

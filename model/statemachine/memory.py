"""What a case remembers as it is stepped through: counters, the last of each kind, a note on every taken event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.calendar import Calendar, FirstDay
from model.events import Event
from model.kinds import Count, Kind
from model.policy.scene import Tri


class Note(NamedTuple):
    """What was true of one event when it came; `latest` is the last event of each kind before it, in this plan."""

    nth: int
    previous: int | None
    latest: Mapping[str, int]
    on_plan: Tri
    looked_after: bool


class Memory:
    """The taken events of a case in their order; it answers what conditions ask (a `Scene`).

    Every event is first met, then kept or dropped. The start of a plan and of being looked after let memory begin anew
    for what is counted from there; nothing is ever looked for in the events that went by.
    """

    def __init__(self, calendar: Calendar, first_day: FirstDay) -> None:
        self.calendar = calendar
        self.first_day = first_day
        self.events: list[Event] = []
        self.ever: dict[str, list[int]] = {}
        self.in_plan: dict[str, list[int]] = {}
        self.plans: list[int] = []
        self.plan_is_certain = True
        self._notes: list[Note] = []
        self._latest: dict[str, int] = {}
        self._counters: dict[Count, dict[str, tuple[int, int]]] = {count: {} for count in Count}

    def meet(self, event: Event, kind: Kind, on_plan: bool, looked_after: bool) -> None:
        """The event has come; whether the lifecycle takes it is not decided yet."""
        number, previous = self._counters[kind.counted_per].get(event.type, (0, None))
        self.events.append(event)
        self._notes.append(Note(number + 1, previous, self._latest, self._perhaps(on_plan), looked_after))

    def drop(self) -> None:
        """The event that has just come is refused: nothing of it stays."""
        self.events.pop()
        self._notes.pop()

    def keep(self, kind: Kind, on_plan: bool, looked_after: bool) -> int:
        """The event that has just come is taken, with what is true just after it; its place."""
        place = len(self.events) - 1
        note = self._notes[place]
        self._notes[place] = note._replace(
            latest=dict(self._latest), on_plan=self._perhaps(on_plan), looked_after=looked_after
        )
        self._counters[kind.counted_per][kind.name] = (note.nth, place)
        self._latest[kind.name] = place
        self.ever.setdefault(kind.name, []).append(place)
        self.in_plan.setdefault(kind.name, []).append(place)
        return place

    def new_plan(self) -> None:
        """A plan starts with the event that has just come: what is counted in a plan begins anew."""
        self.plans.append(len(self.events) - 1)
        self.plan_is_certain = self.events[-1].get("outcome") is not None
        self._counters[Count.PLAN] = {}
        self._latest = {}
        self.in_plan = {}

    def new_care(self) -> None:
        """The child becomes looked after with the event that has just come."""
        self._counters[Count.CARE] = {}

    def event(self, place: int) -> Event:
        """The taken event at `place`."""
        return self.events[place]

    def plan_before(self, place: int) -> int:
        """The place of the latest start of a plan before an event, 0 where there is none."""
        return next((start for start in reversed(self.plans) if start < place), 0)

    def nth(self, place: int) -> int:
        """Its number in the count of its kind, from 1."""
        return self._notes[place].nth

    def previous(self, place: int) -> int | None:
        """The place of the one before it in that count."""
        return self._notes[place].previous

    def latest(self, place: int, kind: str) -> int | None:
        """The place of the latest event of `kind` before it, not before the latest start of a plan."""
        return self._notes[place].latest.get(kind)

    def on_plan(self, place: int) -> Tri:
        """Whether a plan ran just after it; unknown where the outcome of its conference was not recorded."""
        return self._notes[place].on_plan

    def _perhaps(self, on_plan: bool) -> Tri:
        return None if on_plan and not self.plan_is_certain else on_plan

    def looked_after(self, place: int) -> bool:
        """Whether the child was looked after just after it."""
        return self._notes[place].looked_after

"""Steps through the events of one case and the days between them; keeps the case, its clocks and its memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import count
from operator import itemgetter

from model.calendar import Calendar
from model.events import Event
from model.policy.conditions import any_holds
from model.policy.duty import Duty
from model.policy.policy import Policy
from model.statemachine import lifecycle
from model.statemachine.arrows import Step, fire
from model.statemachine.clock import Clock, Dial
from model.statemachine.clockwork import clockwork, listens
from model.statemachine.lifecycle import Refused, Standing
from model.statemachine.memory import Memory
from model.statemachine.terms import Signal, Terms

DAY = timedelta(days=1)


class Stepper:
    """A case under a policy, from its first event on: `meet` every event in order, then `pass_days` to the last day.

    `steps`, `refused` and `clocks` grow as it goes; a clock is listed under every kind of event that it listens to
    until nothing of that kind can move it any more.
    """

    def __init__(self, policy: Policy, duties: Iterable[Duty], calendar: Calendar) -> None:
        self.kinds = policy.vocabulary.by_name
        self.machine = lifecycle.lifecycle(policy.vocabulary)
        self.clockwork = clockwork()
        self.memory = Memory(calendar, policy.counting.first_day)
        self.case = Standing(self.memory, policy.quorum)
        self.steps: list[Step] = []
        self.refused: list[Refused] = []
        self.clocks: list[Clock] = []
        self.today = date.min
        self._triggered: dict[str, list[Terms]] = {}
        for duty in duties:
            terms = Terms(duty, policy)
            for kind in duty.trigger_kinds:
                self._triggered.setdefault(kind, []).append(terms)
        self._numbers: dict[str, int] = {}
        self._listening: dict[str, list[Clock]] = {}
        self._due: list[tuple[date, int, int, Clock]] = []
        self._serial = count()

    def meet(self, event: Event) -> None:
        """The next event comes: the days before it pass, the lifecycle takes or refuses it, the clocks hear of it."""
        self.pass_days(event.on)
        self.today = event.on
        kind = self.kinds[event.type]
        self.memory.meet(event, kind, self.case.on_plan, self.case.looked_after)
        try:
            self.steps.append(lifecycle.meet(self.machine, self.case))
        except Refused as refused:
            self.memory.drop()
            self.refused.append(refused)
            return
        place = self.memory.keep(kind, self.case.on_plan, self.case.looked_after)
        self._tell(event.type, place)
        self._trigger(event, place)

    def pass_days(self, day: date) -> None:
        """Every due day before `day` passes, in order; a clock that still runs hears that it is over."""
        while self._due and self._due[0][0] < day:
            due, _, _, clock = heappop(self._due)
            self.today = due + DAY
            self._see_day(clock, self.today)

    def _tell(self, kind: str, place: int) -> None:
        listening = self._listening.get(kind)
        if listening:
            self._listening[kind] = [clock for clock in listening if self._put(clock, kind, place)]

    def _trigger(self, event: Event, place: int) -> None:
        for terms in self._triggered.get(event.type, ()):
            truth = any_holds(terms.duty.when, place, self.memory)
            if truth is not False and terms.duty.speaks_on(event.on):
                self._wind_up(terms, place, truth is True)

    def _wind_up(self, terms: Terms, place: int, certain: bool) -> None:
        number = self._numbers[terms.duty.id] = self._numbers.get(terms.duty.id, 0) + 1
        clock = Clock(terms, self.memory, place, certain, number)
        for before, signal in directions(terms, self.memory, place):
            clock.put_to(before, signal)
            self._fire(clock)
        clock.heard += heard_before(terms, self.memory, place)
        self._start(clock)
        self.clocks.append(clock)
        for kind in terms.signals:
            self._listening.setdefault(kind, []).append(clock)

    def _start(self, clock: Clock) -> None:
        """Starts a clock, also afresh, and puts to it what it has heard already."""
        clock.put_to(clock.trigger, clock.terms.start)
        self._fire(clock)
        for place in clock.heard:
            self._see_day(clock, self.memory.event(place).on)
            terms = clock.terms
            self._hear(clock, place, terms.before_trigger if place < clock.trigger else terms.undirected)
        self._see_day(clock, self.today)
        if clock.state is Dial.RUNNING and clock.due is not None:
            heappush(self._due, (clock.due, clock.trigger, next(self._serial), clock))

    def _put(self, clock: Clock, kind: str, place: int) -> bool:
        """Whether a clock that hears of the event may yet be moved by another of its kind."""
        self._hear(clock, place, clock.terms.signals)
        if clock.terms.directions and (clock.terms.at_once or self.today == clock.trigger_day):
            clock.heard.append(place)
            return True
        return any(listens(clock, signal) for signal in clock.terms.signals[kind])

    def _hear(self, clock: Clock, place: int, signals: Mapping[str, tuple[Signal, ...]]) -> None:
        for signal in signals.get(self.memory.event(place).type, ()):
            if not listens(clock, signal):
                continue
            clock.put_to(place, signal)
            # Over clocks are told only what may move them: most of what comes has nothing to do with them.
            if clock.state is Dial.RUNNING or clock.truth is not False:
                self._fire(clock)
            if clock.state is Dial.IDLE:
                self._start(clock)

    def _see_day(self, clock: Clock, day: date) -> None:
        """The clock sees that its due day is over, where it still runs."""
        if clock.state is Dial.RUNNING and clock.due is not None and clock.due < day:
            clock.signal, clock.today = clock.terms.day_over, day
            self._fire(clock)

    def _fire(self, clock: Clock) -> None:
        trigger, source = clock.signal.trigger, clock.state
        passed = fire(self.clockwork, clock, trigger)
        event = None if clock.signal is clock.terms.day_over else self.memory.event(clock.place).id
        duty, guards = clock.terms.duty.id, tuple(clock.tried)
        self.steps.append(
            Step(self.today, event, duty, clock.number, trigger, source.value, clock.state.value, guards, passed)
        )


def directions(terms: Terms, memory: Memory, trigger: int) -> list[tuple[int, Signal]]:
    """The directions given in this plan before the trigger, in their order, each with the power that it may use."""
    given = [
        (place, signal)
        for signal in terms.directions
        for kind in signal.kinds
        for place in memory.in_plan.get(kind, ())
        if place != trigger
    ]
    return sorted(given, key=itemgetter(0))


def heard_before(terms: Terms, memory: Memory, trigger: int) -> list[int]:
    """What may have answered a backward window before the trigger came, and what excused earlier on its day."""
    answers = terms.duty.response_kinds if terms.duty.window.backward else ()
    start, today = memory.plan_before(trigger), memory.event(trigger).on
    came = {place for kind in answers for place in memory.ever.get(kind, ()) if place >= start}
    excused = {place for kind in terms.excuse_kinds for place in memory.ever.get(kind, ())}
    return sorted((came | {place for place in excused if memory.event(place).on == today}) - {trigger})

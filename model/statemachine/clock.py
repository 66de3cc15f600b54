"""One occasion of a duty as a clock: what it shows and what it remembers."""

from __future__ import annotations

from datetime import date
from enum import Enum

from model.policy.conditions import any_holds
from model.policy.scene import Tri
from model.policy.window import Span
from model.statemachine.arrows import Carrier
from model.statemachine.memory import Memory
from model.statemachine.terms import Signal, Terms


class Dial(Enum):
    """What a clock shows; `clouded` where the trigger or a direction is not known, so that nothing else can decide."""

    IDLE = "idle"
    RUNNING = "running"
    MET = "met"
    BREACHED = "breached"
    EXCUSED = "excused"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"
    CLOUDED = "clouded"


class Clock(Carrier[Dial]):
    """The clock of one occasion. `today` is the day it is put to, `place` the event, `signal` what that may be to it.

    `span` is None where the anchor day was not recorded. `done` is the response, in time, late or forbidden; `pardons`
    the first event for each excuse by its rank, `maybe` the places whose facts leave an excuse open, `doubts` and
    `unsure` those that may have answered and ended; `cloud` is a direction not known well enough; `ended` says that the
    scope ended.
    """

    __slots__ = (
        *("terms", "memory", "trigger", "certain", "number", "anchor", "span", "power", "cloud", "heard"),
        *("done", "lapse", "ended", "pardons", "maybe", "doubts", "unsure"),
        *("place", "signal", "today", "truth_known"),
    )

    def __init__(self, terms: Terms, memory: Memory, trigger: int, certain: bool, number: int) -> None:
        super().__init__(Dial.IDLE)
        self.terms = terms
        self.memory = memory
        self.trigger = trigger
        self.certain = certain
        self.number = number
        anchor = memory.event(trigger).get(terms.duty.anchor)
        self.anchor = anchor if isinstance(anchor, date) else None
        self.span: Span | None = None
        if self.anchor is not None:
            self.span = terms.duty.window.on(self.anchor, memory.calendar, terms.counting)
        self.power: int | None = None
        self.cloud: int | None = None
        self.heard: list[int] = []
        self.wind_back()

    def wind_back(self) -> None:
        """Forgets what came since the trigger, but not the directions."""
        self.done: int | None = None
        self.lapse: int | None = None
        self.ended = False
        self.pardons: dict[int, int] = {}
        self.maybe: list[int] = []
        self.doubts: list[int] = []
        self.unsure: list[int] = []

    def put_to(self, place: int, signal: Signal) -> None:
        """The event at `place` has come, as `signal`."""
        self.place = place
        self.signal = signal
        self.today = self.memory.event(place).on
        self.truth_known: tuple[Tri] | None = None

    @property
    def trigger_day(self) -> date:
        """The day of the trigger."""
        return self.memory.event(self.trigger).on

    @property
    def due(self) -> date | None:
        """The due day as it stands; None where there is no time limit or no anchor."""
        return None if self.span is None else self.span.due

    @property
    def truth(self) -> Tri:
        """Whether the event that has come is what the signal says; asked once."""
        if self.truth_known is None:
            other = None if self.signal.power else self.trigger
            self.truth_known = (any_holds(self.signal.patterns, self.place, self.memory, other),)
        return self.truth_known[0]

    @property
    def period(self) -> str | None:
        """The period that the direction sets, None where it was not recorded."""
        power = self.signal.power
        value = None if power is None else self.memory.event(self.place).get(power.sets)
        return None if value is None else str(value)

"""An occasion of a duty as a case makes it: what leads to the trigger, and the days about which it may be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from model.conformance.letters import Letter
from model.events import Event

DAY = timedelta(days=1)
# Where nothing is due, so many days after the trigger are looked at.
NOTHING_DUE = 30

Step = tuple[str, Letter]
WAYS: tuple[tuple[Step, ...], ...] = (
    (),
    (("icpc_held", {"outcome": "plan"}),),
    (
        ("icpc_held", {"outcome": "plan"}),
        ("core_group_held", {"judged_quorate": True, "family_present": True, "lead_social_worker_present": True}),
    ),
    (("icpc_held", {"outcome": "plan"}), ("plan_discharged", {})),
    (("icpc_held", {"outcome": "plan"}), ("plan_discharged", {}), ("tac_held", {})),
    (("section_47_concluded", {"icpc_required": True}),),
    (("became_looked_after", {}),),
    (("icpc_held", {"outcome": "plan"}), ("became_looked_after", {})),
)
SPECIAL = {
    "Christmas Day": date(2014, 12, 25),
    "the end of January": date(2015, 1, 31),
    "Good Friday": date(2015, 4, 3),
    "the substituted Boxing Day": date(2015, 12, 28),
    "New Year's Day": date(2016, 1, 1),
    "a leap day": date(2016, 2, 29),
    "Easter Monday": date(2016, 3, 28),
    "the summer bank holiday at a month's end": date(2015, 8, 31),
    "the bank holiday that was moved to VE Day": date(2020, 5, 8),
    "the late bank holiday for the Queen's funeral": date(2022, 9, 19),
}


@dataclass(frozen=True)
class Occasion:
    """A trigger with what led to it: the last of `events`; `due` is its last day in time, None where there is none."""

    events: tuple[Event, ...]
    due: date | None
    opens: date | None

    @property
    def trigger(self) -> Event:
        """What triggers the duty."""
        return self.events[-1]

    @property
    def last(self) -> date:
        """The due day, or a day on which it can be answered where there is none."""
        return self.due or self.trigger.on + DAY * NOTHING_DUE


def same(one: Event, other: Event) -> bool:
    """Whether two are one fact."""
    return (one.type, one.on, one.attributes) == (other.type, other.on, other.attributes)


def relative(day: date, found: Occasion) -> str:
    """A day as it lies to the trigger and the last day in time."""
    for base, what in ((found.last, "the last day in time"), (found.trigger.on, "the day of the trigger")):
        by = (day - base).days
        if abs(by) <= 1 and (found.due or base == found.trigger.on):
            return {-1: "the day before ", 0: "on ", 1: "the day after "}[by] + what
    by = (day - found.trigger.on).days
    return f"{abs(by)} days {'before' if by < 0 else 'after'} the trigger"

"""Recipes: how to choose a day for an attribute whose value the conditions compare with other days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from model.calendar import Calendar, FirstDay, Period
from model.events import Event


@dataclass(frozen=True)
class Situation:
    """Where an event is being written: its day, what came before it, and the trigger that it speaks of, if any.

    `trigger` None with an `ago` means the day so many days before.
    """

    on: date
    before: Sequence[Event]
    calendar: Calendar
    ago: int | None = None
    trigger: Event | None = None


class Recipe(Protocol):
    """A way to choose a day."""

    def day(self, situation: Situation) -> date | None:
        """The day; None where the situation has none."""


@dataclass(frozen=True)
class Later:
    """A period after the event's own day, and `more` calendar days (negative: earlier)."""

    period: Period
    first_day: FirstDay
    more: int = 0

    def day(self, situation: Situation) -> date | None:
        """The day."""
        return self.period.after(situation.on, situation.calendar, self.first_day) + timedelta(days=self.more)

    def __str__(self) -> str:
        extra = f" {self.more:+d} day" if self.more else ""
        way = "" if self.first_day is FirstDay.DAY_AFTER else f" ({self.first_day.value})"
        return f"{self.period} later{extra}{way}"


@dataclass(frozen=True)
class Own:
    """The event's own day, and `more` calendar days."""

    more: int = 0

    def day(self, situation: Situation) -> date | None:
        """The day."""
        return situation.on + timedelta(days=self.more)

    def __str__(self) -> str:
        return f"{self.more:+d} days" if self.more else "that day"


@dataclass(frozen=True)
class OfLatest:
    """A date of the latest event of a kind."""

    kind: str
    attribute: str

    def day(self, situation: Situation) -> date | None:
        """The day; None where no such event has happened."""
        found = [event.get(self.attribute) for event in situation.before if event.type == self.kind]
        return found[-1] if found and isinstance(found[-1], date) else None

    def __str__(self) -> str:
        return f"the day of the latest {self.kind.replace('_', ' ')}"


@dataclass(frozen=True)
class OfTrigger:
    """The day of the trigger of which the letter speaks."""

    def day(self, situation: Situation) -> date | None:
        """The day; None where it speaks of none."""
        if situation.trigger is not None:
            return situation.trigger.on
        return None if situation.ago is None else situation.on - timedelta(days=situation.ago)

    def __str__(self) -> str:
        return "the day of what it answers"

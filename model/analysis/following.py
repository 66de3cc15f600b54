"""Following: to which day a case is followed that has begun, so that what begins last can run its course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from model.calendar import Calendar
from model.compiled.compiled import Compiled
from model.compiled.tables import longest
from model.compiled.work import Work

# Twice six months, the longest time limit of the texts that come with the package, and some weeks.
AT_LEAST = 430


@dataclass(frozen=True)
class Followed:
    """How far cases are followed that may begin up to `last`: for `days` more, where the calendar reaches as far.

    `end` is the last day that is looked at, inclusive.
    """

    last: date
    days: int
    end: date

    @classmethod
    def of(cls, last: date, calendar: Calendar, window: int) -> Followed:
        """Past `last` for twice the longest `window` (calendar days), and no less than `AT_LEAST` days.

        InvalidInput where `last` is outside the calendar.
        """
        days = max(AT_LEAST, 2 * window)
        # Whoever may begin on the last day of a calendar is followed to its nightfall.
        return cls(last, days, min(calendar.inside(last) + timedelta(days=days), calendar.last))

    @property
    def span(self) -> timedelta:
        """How long cases are to be followed."""
        return timedelta(days=self.days)

    def soon(self, first: date) -> date:
        """The last day of a short search: what can happen at all nearly always happens in a case that begins first."""
        return min(self.end, first + self.span)

    @property
    def cut_short(self) -> bool:
        """Whether the calendar ends before that."""
        return self.end < self.last + self.span

    def plain(self) -> dict[str, object]:
        """The last day that is looked at, and whether the calendar cut it short, as plain JSON."""
        return {"followed_to": self.end.isoformat(), "cut_short_by_the_calendar": self.cut_short}

    def __str__(self) -> str:
        only = " only, where the calendar ends" if self.cut_short else ""
        short = f", not {self.days:,}" if self.cut_short else ""
        past = f"{(self.end - self.last).days:,} days past the last start day{short}"
        return f"Cases are followed to {self.end}{only}: {past}. What takes longer is not seen."


def longest_window(work: Work) -> int:
    """The most calendar days from a trigger to its due day among what can be searched, also under a direction."""
    return max((longest(work, one) for one in work.clocked if one.plan.sense is not None), default=0)


def longest_clock(compiled: Compiled) -> int:
    """The same of what is compiled."""
    return max((clock.longest for clock in compiled.clocks), default=0)

"""The roster: who is there on which day, drawn for every post before the first day (`MEANING.md`, section 3)."""

from __future__ import annotations

from enum import IntEnum

from simulations.draws import Purpose, Stream, span, uniform
from simulations.inputs import Inputs
from simulations.offices import QUANTILES


class Absent(IntEnum):
    """Why a post's work is not done on a day."""

    THERE = 0
    LEAVE = 1
    ILL = 2
    VACANT = 3


class Post:
    """One post, by place (days since the first): why it is `absent`, and what `percent` of a load it is given."""

    def __init__(self, inputs: Inputs, key: int, post: int) -> None:
        self.i, self.key, self.name = inputs, key, int(inputs.post_name[post])
        self.last = inputs.horizon - inputs.first
        self.absent: list[int] = [Absent.THERE] * self.last
        self.percent = [100] * self.last
        self.on_leave()
        self.ill()
        self.vacant()

    def draw(self, purpose: int, number: int) -> float:
        """A draw of this post."""
        return uniform(self.key, Stream.POST, self.name, purpose, number)

    def span(self, low: int, high: int, purpose: int, number: int) -> int:
        """A whole number from `low` to `high`."""
        return span(low, high, self.key, Stream.POST, self.name, purpose, number)

    def mark(self, start: int, stop: int, why: int) -> None:
        """Absent from one place up to another."""
        for place in range(start, min(stop, self.last)):
            self.absent[place] = why

    def load(self, start: int, stop: int, percent: int) -> None:
        """The share of a full load from one place up to another."""
        for place in range(start, min(stop, self.last)):
            self.percent[place] = percent

    def on_leave(self) -> None:
        """Weeks of annual leave, one in each part of the year."""
        i, weeks = self.i, set()
        for year in range(i.year_of[i.first], i.year_of[i.horizon] + 1):
            for block in range(i.leave_weeks):
                u = self.draw(Purpose.LEAVE_WEEK, year * 64 + block)
                weeks.add((year, int((block + u) * 52 / i.leave_weeks)))
        for place in range(self.last):
            if (i.year_of[i.first + place], i.week_of[i.first + place]) in weeks:
                self.absent[place] = Absent.LEAVE

    def ill(self) -> None:
        """Spells of sickness."""
        place, number = -1, 0
        while place < self.last:
            place += int(self.i.well[int(self.draw(Purpose.WELL, number) * QUANTILES)])
            length = self.span(self.i.ill_low, self.i.ill_high, Purpose.ILL, number)
            self.mark(place, place + length, Absent.ILL)
            place, number = place + length, number + 1

    def vacant(self) -> None:
        """Leavers, the vacancy after each, and the newcomer after that."""
        place, number = 0, 0
        if self.draw(Purpose.VACANT, 0) >= self.i.vacant:
            place = self.tenure(0)
        while place < self.last:
            end = place + self.span(self.i.gap_low, self.i.gap_high, Purpose.GAP, number)
            agency = self.draw(Purpose.AGENCY, number) < self.i.agency
            self.mark(place, min(end, place + self.i.agency_delay) if agency else end, Absent.VACANT)
            self.load(place, end, 100)
            self.load(end, end + self.i.newcomer_days, self.i.newcomer_percent)
            number += 1
            place = end + self.tenure(number)

    def tenure(self, number: int) -> int:
        """Days for which somebody holds the post."""
        return int(self.i.tenure[int(self.draw(Purpose.TENURE, number) * QUANTILES)])

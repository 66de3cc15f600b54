"""The outline of many histories at once: what happens when, when that is recorded, and on which day it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.bulk.places import Ints
from model.conformance.pool import FOREIGN, OPENING, WAYS
from model.conformance.stock import END, FIRST, LAST, POOL, Stock

Flags = NDArray[np.bool_]
# How far a day is from a limit: mostly not at all.
STEPS = (0, 0, 0, 1, -1, 0, 1, -1, 2, -3)
BEFORE_SPECIAL = (0, -14, -28, 1, -1, -10, -42, -7)
# Days from an event to its record, and from a record to the day on which it is looked at.
LAGS, AROUND = (1, 2, 5, 14, 42), (-1, 0, 1)
# One history of so many is wild, or has events that were recorded late, or texts beyond ASCII.
WILD, LATE, ABROAD = 4, 8, 16
# A day is reckoned from one of so many latest events.
LATEST = 6
LAST_DAY, NOBODY = END.toordinal(), np.iinfo(np.int64).max


class Outline(NamedTuple):
    """By history, and by history and event, in order; `counts` says how many events there are.

    Days are numbered from the first of the calendar. `letters` are those of the pool; `recorded` is 0 where an event
    was recorded at once; `tied` are histories in which events of one kind happen on one day.
    """

    wild: Flags
    late: Flags
    foreign: Flags
    tied: Flags
    counts: Ints
    as_of: Ints
    letters: Ints
    days: Ints
    recorded: Ints


class Draft:
    """The choices by which the outlines of so many `rows` are made, each with up to `most` events after the first.

    Column 0 is for the conference that starts a plan; `first` is 1 in those that begin without. `odd` is whether some
    have events that were recorded late, or texts beyond ASCII.
    """

    def __init__(self, stock: Stock, rng: np.random.Generator, rows: int, most: int, odd: bool) -> None:
        self.stock, self.rng, self.rows, self.columns = stock, rng, rows, most + 1
        self.wild = self.one(WILD) == 0
        self.late, self.foreign = odd & (self.one(LATE) == 0), odd & (self.one(ABROAD) == 0)
        self.first = self.wild * self.one(2)
        self.counts = self.one(self.columns) + 1 - self.first
        number = np.arange(self.columns)
        self.present = (number >= self.first[:, None]) & (number < (self.first + self.counts)[:, None])

    def one(self, below: int) -> Ints:
        """A number for each history."""
        return self.rng.integers(0, below, self.rows)

    def each(self, below: int) -> Ints:
        """A number for each event."""
        return self.rng.integers(0, below, (self.rows, self.columns))

    def outline(self) -> Outline:
        """What comes of the choices."""
        days = self.days()
        kinds = self.kinds()
        recorded = self.recorded(days, kinds)
        letters, as_of = self.letters(kinds), self.as_of(days, recorded)
        key = np.where(self.present, days * len(self.stock.kinds) + kinds, NOBODY)
        order = np.argsort(key, axis=1, kind="stable")
        key, letters, days, recorded = (np.take_along_axis(one, order, 1) for one in (key, letters, days, recorded))
        begins = self.stock.begins
        days, recorded, as_of = days - begins, np.maximum(recorded - begins, 0), as_of - begins
        tied = ((key[:, 1:] == key[:, :-1]) & (key[:, 1:] < NOBODY)).any(axis=1)
        return Outline(self.wild, self.late, self.foreign, tied, self.counts, as_of, letters, days, recorded)

    def starts(self) -> Ints:
        """Half of them on a day near one that is special, the others on any day."""
        anywhere = FIRST.toordinal() + self.one((LAST - FIRST).days + 1)
        special = self.stock.special[self.one(len(self.stock.special))] + self.out_of(BEFORE_SPECIAL, self.one)
        return np.where(self.one(2), anywhere, special)

    def days(self) -> Ints:
        """The same day, a few days on, or about a limit after one of the latest events; only wild ones go back."""
        days = np.repeat(self.starts()[:, None], self.columns, axis=1)
        way, few, whose = self.each(8), self.each(12), self.each(60)
        period, step = self.each(len(self.stock.periods)), self.out_of(STEPS, self.each)
        rows, begins = np.arange(self.rows), np.where(self.wild, 0, days[:, 0])
        for column in range(1, self.columns):
            before = np.clip(column - self.first, 1, LATEST)
            base = days[rows, column - 1 - whose[:, column] % before]
            near = np.maximum(self.limit(base, period[:, column]) + step[:, column], begins)
            soon = np.minimum(days[:, column - 1] + np.where(way[:, column] < 2, 0, few[:, column]), LAST_DAY)
            days[:, column] = np.where(way[:, column] < 4, soon, near)
            if column == 1:
                days[:, column] = np.where(self.first, days[:, 0], days[:, column])
        return days

    def kinds(self) -> Ints:
        """Kinds of which the policy speaks; in late histories more decisions, in wild ones a third of any kind."""
        stock = self.stock
        decisions = stock.decisions if len(stock.decisions) else stock.spoken
        decided, anything = self.late[:, None] & (self.each(6) == 0), self.wild[:, None] & (self.each(3) == 0)
        kinds = np.where(decided, decisions[self.each(len(decisions))], stock.spoken[self.each(len(stock.spoken))])
        kinds = np.where(anything, self.each(len(stock.kinds)), kinds)
        kinds[:, 0] = stock.policy.vocabulary.rank["icpc_held"]
        return kinds

    def letters(self, kinds: Ints) -> Ints:
        """What the events say, as letters of the pool."""
        ways = np.repeat((self.wild + FOREIGN * self.foreign)[:, None], self.columns, axis=1)
        ways[:, 0] = OPENING + FOREIGN * self.foreign
        places = self.each(POOL) % self.stock.sizes[kinds]
        return np.ravel_multi_index((ways, kinds, places), (2 * WAYS, len(self.stock.kinds), POOL))

    def recorded(self, days: Ints, kinds: Ints) -> Ints:
        """Of some histories half of the events, and all decisions, days later, or about a limit after an event."""
        period, step = self.each(len(self.stock.periods)), self.out_of(STEPS, self.each)
        base = np.maximum(days, np.take_along_axis(days, self.some(self.each), 1))
        near = np.maximum(self.limit(base, period) + step, days + 1)
        later = np.where(self.each(2), near, days + self.out_of(LAGS, self.each))
        some = (self.each(2) == 0) | np.isin(kinds, self.stock.decisions)
        return np.where(self.late[:, None] & self.present & some, later, 0)

    def as_of(self, days: Ints, recorded: Ints) -> Ints:
        """Long after everything, on the day of an event, or about a limit after one; about the day of a late record."""
        asked, rows = self.one(8), np.arange(self.rows)
        last = np.where(self.present, days, days[:, :1]).max(axis=1)
        base = days[rows, self.some(self.one)]
        near = self.limit(base, self.one(len(self.stock.periods))) + self.out_of(STEPS, self.one)
        far = last + self.out_of((400, 30, 1, 0), self.one)
        usual = np.where((asked < 4) | (self.counts == 0), far, np.where(asked == 4, base, near))
        one = np.where(recorded, self.each(60_000) + 1, 0).argmax(axis=1)
        about = recorded[rows, one] + self.out_of(AROUND, self.one)
        return np.where((recorded[rows, one] > 0) & (self.one(3) == 0), about, usual)

    def some(self, draw: Callable[[int], Ints]) -> Ints:
        """The column of one of the events of the same history each, a column that is not in use where there is none."""
        found: Ints = (self.first + draw(60_000).T % np.maximum(self.counts, 1)).T
        return np.minimum(found, self.columns - 1)

    def limit(self, base: Ints, period: Ints) -> Ints:
        """The last day of a limit, no later than the calendar can say."""
        found: Ints = base + self.stock.reaches[period, base - self.stock.begins]
        return np.minimum(found, LAST_DAY)

    def out_of(self, choices: Sequence[int], draw: Callable[[int], Ints]) -> Ints:
        """One of the choices each."""
        found: Ints = np.array(choices)[draw(len(choices))]
        return found

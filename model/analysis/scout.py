"""A scout: how long the shortest plays are that doom, and on which day they do, for all positions at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.arena import BREACH, Option
from model.analysis.game import Game, Wins
from model.analysis.luck import NEVER, Lucks, Places

# The length of a play as one number: its events, and below them the days since the first.
EVENT = 1 << 16
NO_PLAY = np.int64(1) << 40
Lengths = NDArray[np.int64]


class Cause(Enum):
    """What it was after which no way was left."""

    WAITING = "the agency let the last safe day pass"
    CHOICE = "the agency chose wrongly"
    FAILURE = "an attempt failed"
    SURPRISE = "the chair or circumstance acted"


class Outcome(NamedTuple):
    """What an option can come to: its cause, the letter that happens (None: nothing), and what follows each luck."""

    cause: Cause
    letter: int | None
    lucks: Places


def outcomes(option: Option, lucks: Lucks) -> Iterator[Outcome]:
    """All that an option can come to."""
    same = np.arange(len(lucks.every))
    if not option.agency:
        yield Outcome(Cause.SURPRISE, option.letter, lucks.spent if option.costs else same)
    elif option.attempt is not None:
        ready = lucks.ready[option.attempt]
        yield Outcome(Cause.CHOICE, option.letter, ready)
        yield Outcome(Cause.FAILURE, option.failure, np.where(ready == NEVER, NEVER, lucks.failed[option.attempt]))
    elif option.excuses:
        yield Outcome(Cause.CHOICE, option.letter, lucks.present)
        yield Outcome(Cause.SURPRISE, None, lucks.leaving)
    else:
        yield Outcome(Cause.CHOICE, option.letter, same)


class Seen(NamedTuple):
    """The shortest play that dooms by a cause: its events, the days since the first, and the day on which it dooms."""

    events: int
    days: int
    day: date


class Scout:
    """All plays of at most `most` events from the empty case on, as long as the agency can still win.

    They begin from `first` to `last`, both inclusive, and go on to the last day of the game. For each position only the
    length of the shortest play is kept, so a day that is like another, after the same morning, is gone through once.
    """

    def __init__(self, game: Game, most: int, first: date, last: date) -> None:
        self.game, self.arena, self.most, self.first, self.last = game, game.board.arena, most, first, last
        self.seen: dict[Cause, Seen] = {}

    def run(self) -> None:
        """Goes from day to day."""
        lengths, known = self.none(0), dict[object, Lengths]()
        for number in range((self.first - self.game.first).days, (self.game.until - self.game.first).days + 1):
            day = self.game.first + timedelta(days=number)
            alike = self.game.board.alike(self.arena.compiled.day(day))
            self.begin(day, lengths)
            key = lengths.tobytes(), id(self.game.won[number]), id(self.game.won[number + 1]), alike
            if key not in known:
                known[key] = self.night(day, self.through(day, lengths))
            lengths = known[key].copy()

    def begin(self, day: date, lengths: Lengths) -> None:
        """A play may begin on the day, or none may that has not begun by now."""
        if day <= self.last:
            lengths[0, 0] = 0
        elif not lengths[0, 0]:
            lengths[0, 0] = NO_PLAY

    def none(self, layer: int) -> Lengths:
        """No play to any position of a layer."""
        return np.full((len(self.arena.layers[layer]), len(self.arena.lucks.every)), NO_PLAY)

    def through(self, day: date, lengths: Lengths) -> Lengths:
        """The lengths before nightfall."""
        wins, column = self.game.layers(day), self.arena.compiled.day(day)
        lengths = np.where(wins[0], lengths, NO_PLAY)
        for layer in range(len(self.arena.groups)):
            then = self.none(layer + 1)
            waiting = Outcome(Cause.WAITING, None, np.arange(len(self.arena.lucks.every)))
            self.follow(layer, waiting, day, lengths, then, wins[layer + 1])
            longer = np.where(lengths < self.most * EVENT, lengths + EVENT, NO_PLAY)
            for option in self.game.board.options(layer, column):
                for outcome in outcomes(option, self.arena.lucks):
                    self.follow(layer, outcome, day, longer, then, wins[layer + 1])
            lengths = then
        return lengths

    def follow(self, layer: int, outcome: Outcome, day: date, lengths: Lengths, then: Lengths, wins: Wins) -> None:
        """Notes in `then` what an outcome leads to from which the agency still wins; else whether it is doomed."""
        column = self.arena.compiled.day(day)
        step = self.arena.step(layer, outcome.letter, column)
        rows, lucks = np.nonzero(lengths < NO_PLAY)
        places, following = step.places[rows], outcome.lucks[lucks]
        there = (places >= 0) & (following != NEVER)
        rows, lucks, places, following = rows[there], lucks[there], places[there], following[there]
        if outcome.cause is not Cause.WAITING:
            following = self.called[step.calls[rows], following]
        length, won = lengths[rows, lucks], wins[places, following]
        np.minimum.at(then, (places[won], following[won]), length[won])
        doomed = length[~won & self.unbroken(layer + 1, column)[places]]
        self.note(outcome.cause, int(doomed.min(initial=NO_PLAY)), day)

    @cached_property
    def called(self) -> Places:
        """For each set of kinds that is called for and each luck, the luck that follows."""
        return np.stack(self.arena.lucks.called)

    def unbroken(self, layer: int, column: int) -> Wins:
        """From which states of a layer nothing is breached by nightfall where nobody does anything more that day."""
        rows = np.arange(len(self.arena.layers[layer]))
        for later in range(layer, len(self.arena.groups)):
            rows = self.arena.step(later, None, column).places[rows]
        kept: Wins = self.arena.night[rows] != BREACH
        return kept

    def note(self, cause: Cause, length: int, day: date) -> None:
        """Keeps the shortest for each cause, the earliest of those."""
        events, days = divmod(length, EVENT)
        if length < NO_PLAY and (cause not in self.seen or (events, days) < self.seen[cause][:2]):
            self.seen[cause] = Seen(events, days, day)

    def night(self, day: date, lengths: Lengths) -> Lengths:
        """The lengths on the next morning."""
        working = int(self.game.board.tomorrow[self.arena.compiled.day(day)])
        rows, lucks = np.nonzero(lengths < NO_PLAY)
        length = lengths[rows, lucks]
        then = self.none(0)
        where = self.arena.night[rows], self.arena.lucks.mornings[working][lucks]
        np.minimum.at(then, where, length + (length >= EVENT))
        return then

"""The day game between chair and circumstance on one side and the agency on the other: can every duty be kept?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from model.analysis.adversity import Adversity
from model.analysis.arena import BREACH, IMPOSSIBLE, Arena, Option, Places, agency_mask
from model.analysis.following import Followed, longest_clock
from model.analysis.luck import NEVER, Luck
from model.compiled.compiled import Compiled
from model.compiled.packing import Packing

Wins = NDArray[np.bool_]
Packed = NDArray[np.uint8]


@dataclass(frozen=True)
class Rules:
    """Who moves: under `together` the agency chooses for everybody, and nothing fails.

    Under `quiet` chair and circumstance start nothing new, but attempts fail.
    """

    together: bool = False
    quiet: bool = False


AGAINST, QUIET, TOGETHER = Rules(), Rules(quiet=True), Rules(together=True)


class Board:
    """An arena with its rules: who wins from where.

    Arrays of wins have a row for each state of a layer and a column for each luck.
    """

    def __init__(self, arena: Arena, rules: Rules) -> None:
        self.arena, self.rules = arena, rules
        self.working = arena.compiled.calendar.working
        # What the day after the calendar would be makes no difference: nobody plays on it.
        self.tomorrow = np.roll(self.working, -1)

    @property
    def everything(self) -> Wins:
        """Every morning won: what is not breached by the end of the days is kept."""
        return np.ones((len(self.arena.layers[0]), len(self.arena.lucks.every)), bool)

    def alike(self, column: int) -> bytes:
        """What a day is like: two days that agree differ in nothing for this game."""
        compiled, days = self.arena.compiled, self.working[column : column + 2]
        return b"".join(one.tobytes() for one in (compiled.due[:, column], compiled.opening[:, column], days))

    def unpacked(self, packed: Packed) -> Wins:
        """The wins of a morning."""
        return np.unpackbits(packed, count=self.everything.size).reshape(self.everything.shape).astype(bool)

    def layers(self, column: int, after: Wins) -> list[Wins]:
        """From where the agency wins before each group of a day, and before its nightfall, given the next morning."""
        lucks = self.arena.lucks.mornings[int(self.tomorrow[column])]
        won = [followed(after, self.arena.night, lucks, False)]
        for layer in reversed(range(len(self.arena.groups))):
            won.append(self.group(layer, column, won[-1]))
        return won[::-1]

    def group(self, layer: int, column: int, after: Wins) -> Wins:
        """From where the agency wins before a group: it chooses what is its to choose, the other side the rest."""
        stays = followed(after, self.arena.step(layer, None, column).places, self.same, False)
        best, worst = stays.copy(), np.ones_like(stays)
        for option in self.options(layer, column):
            if option.agency or self.rules.together:
                best |= self.chosen(layer, option, column, after, stays)
            elif not self.rules.quiet:
                worst &= self.suffered(layer, option, column, after)
        return best & worst

    def options(self, layer: int, column: int) -> Iterator[Option]:
        """What can be chosen on a day, by anybody."""
        return (one for one in self.arena.groups[layer] if self.working[column] or not one.gathering)

    def chosen(self, layer: int, option: Option, column: int, after: Wins, stays: Wins) -> Wins:
        """From where a choice of the agency wins, whatever then becomes of it."""
        won = self.moved(layer, option.letter, column, after, self.same, False)
        if self.rules.together:
            return won
        lucks = self.arena.lucks
        if option.attempt is not None:
            won &= lucks.ready[option.attempt] != NEVER
            won &= self.moved(layer, option.failure, column, after, lucks.failed[option.attempt], True)
        if option.excuses:
            won &= lucks.present != NEVER
            won &= np.where(lucks.leaving == NEVER, True, stays[:, lucks.leaving])
        return won

    def suffered(self, layer: int, option: Option, column: int, after: Wins) -> Wins:
        """From where the agency wins though the other side chooses this."""
        lucks = self.arena.lucks.spent if option.costs else self.same
        return self.moved(layer, option.letter, column, after, lucks, True)

    def moved(self, layer: int, letter: int | None, column: int, after: Wins, lucks: Places, otherwise: bool) -> Wins:
        """The wins after a letter; `otherwise` where it cannot happen."""
        step = self.arena.step(layer, letter, column)
        won = followed(after, step.places, lucks, otherwise)
        for call in np.unique(step.calls[step.calls > 0]).tolist():
            called, rows = self.arena.lucks.called[call], step.calls == call
            won[rows] = followed(after, step.places[rows], np.where(lucks == NEVER, NEVER, called[lucks]), otherwise)
        return won

    @cached_property
    def same(self) -> Places:
        """Luck that stays as it is."""
        return np.arange(len(self.arena.lucks.every))


def followed(after: Wins, places: Places, lucks: Places, otherwise: bool) -> Wins:
    """The wins at the places and lucks that follow; a breach wins nothing, `otherwise` where there is none."""
    # Places that are none stand for one of the rows added here.
    padded = np.vstack([after, np.zeros((2, after.shape[1]), bool)])
    won = np.where(lucks == NEVER, otherwise, padded[places][:, lucks])
    won[places == IMPOSSIBLE] = otherwise
    won[places == BREACH] = np.where(lucks == NEVER, otherwise, False)
    return won


@dataclass(frozen=True)
class Game:
    """From where the agency wins on the mornings of a range of days; `until` is the last day that is played.

    What is not breached by then counts as kept. `won` holds the wins of each morning from `first` to the day after
    `until`, packed; equal ones are one array.
    """

    board: Board
    first: date
    last: date
    until: date
    won: tuple[Packed, ...]

    @property
    def kept(self) -> bool:
        """Whether the agency can keep every duty, whatever is done to it, in every case that begins in the range."""
        return self.keeps(self.first)

    @property
    def positions(self) -> int:
        """How many pairs of a state and a luck there are on a morning."""
        return self.board.everything.size

    def keeps(self, day: date) -> bool:
        """Whether it can, where on the morning of a day nothing has happened, and a case may begin on it or later."""
        return bool(self.wins(day)[0, 0])

    def wins(self, day: date) -> Wins:
        """The wins on the morning of a day, from `first` to the day after `until`."""
        return self.board.unpacked(self.won[(day - self.first).days])

    def layers(self, day: date) -> list[Wins]:
        """The wins before each group of a day, from `first` to `until`, and before its nightfall."""
        return self.board.layers(self.board.arena.compiled.day(day), self.wins(day + timedelta(days=1)))

    def states(self, day: date) -> Mapping[Luck, frozenset[int]]:
        """For each luck the packed states from which the agency wins on the morning of a day."""
        arena, wins = self.board.arena, self.wins(day)
        packing = Packing(arena.compiled)
        packed = np.array([packing.pack(state) for state in arena.layers[0]], np.int64)
        pairs = enumerate(arena.lucks.every)
        return MappingProxyType({luck: frozenset(packed[wins[:, number]].tolist()) for number, luck in pairs})


def winning(
    compiled: Compiled,
    adversity: Adversity,
    first: date,
    last: date,
    *,
    rules: Rules = AGAINST,
    watched: int | None = None,
    followed: Followed | None = None,
    like: Game | None = None,
) -> Game:
    """Who wins in every case that begins from `first` to `last`, both inclusive, played as long as it is `followed`.

    `watched` is the mask of the demands to be kept, by default those that are the agency's to keep; cases are by
    default followed as far as a search follows them. The case in which nothing has happened waits on as long. `like`
    is a game that differs in the rules and the failures only, if there is one: its states are not looked for again.
    What ends a plan or a case happens only where it begins something else.
    InvalidInput where a day is outside the calendar or there are too many states.
    """
    mask = agency_mask(compiled) if watched is None else watched
    until = (followed or followed_alone(compiled, last)).end
    columns = range(compiled.day(first), compiled.day(until) + 1)
    arena = like.board.arena.facing(adversity.failures) if like else Arena(compiled, adversity, columns, mask)
    board = Board(arena, rules)
    return Game(board, first, last, until, backward(board, columns))


def followed_alone(compiled: Compiled, last: date) -> Followed:
    """How far the cases of one component are followed that may begin up to `last`.

    InvalidInput where that day is outside the calendar.
    """
    return Followed.of(last, compiled.calendar, longest_clock(compiled))


def backward(board: Board, columns: Sequence[int]) -> tuple[Packed, ...]:
    """The wins of each morning and of the one after the last: from the last day back to the first.

    A day that is like another, before the same wins, is worked out once.
    """
    won, known = [np.packbits(board.everything)], dict[tuple[bytes, bytes], Packed]()
    for column in reversed(columns):
        key = (won[-1].tobytes(), board.alike(column))
        if key not in known:
            known[key] = np.packbits(board.layers(column, board.unpacked(won[-1]))[0])
        won.append(known[key])
    return tuple(reversed(won))

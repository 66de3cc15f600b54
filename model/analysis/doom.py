"""Doom: the shortest play after which a duty can no longer be kept, though nothing is breached yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import NamedTuple

from model.analysis.adversity import ONE_DAY, Adversity
from model.analysis.arena import BREACH, Arena
from model.analysis.following import Followed
from model.analysis.game import QUIET, TOGETHER, Board, Game, Rules, backward, followed_alone, winning
from model.analysis.luck import NEVER
from model.analysis.scout import Cause, Scout, Seen, outcomes
from model.compiled.compiled import Compiled
from model.compiled.step import State

MOST_EVENTS = 6


class Trail(NamedTuple):
    """How a position was reached: so many events (failed attempts among them), and days since the first."""

    events: int
    days: int
    before: Trail | None = None
    day: date | None = None
    letter: int | None = None

    @property
    def moves(self) -> tuple[tuple[date, int], ...]:
        """The days and letters of its events; an attempt that failed unrecorded is no event."""
        earlier = self.before.moves if self.before else ()
        return earlier if self.day is None or self.letter is None else (*earlier, (self.day, self.letter))


Position = tuple[int, int]
Reached = tuple[Cause, Position, Trail]


class Found(NamedTuple):
    """A position from which nothing helps: on a day, before the group with the number `layer`."""

    trail: Trail
    day: date
    layer: int
    position: Position


@dataclass(frozen=True)
class Doom:
    """A play after which a duty is doomed: `since` this day, though no duty is breached.

    Where nothing more happens, it is breached by `over`. `left` is how many attempts may still fail. `demands` is a
    minimal set: without any one of them the others can be kept. `last_chance` is the last day on which booking would
    have saved it; None where that is not what was missed. `helpless`: not even all together could keep them.
    """

    cause: Cause
    moves: tuple[tuple[date, int], ...]
    left: int
    since: date
    over: date
    last_chance: date | None
    demands: int
    helpless: bool


def dooms(
    compiled: Compiled,
    adversity: Adversity,
    first: date,
    last: date,
    most_events: int = MOST_EVENTS,
    followed: Followed | None = None,
) -> Mapping[Cause, Doom]:
    """For each cause the shortest play that dooms: fewest events, then fewest days, of at most so many events.

    After it chair and circumstance need do nothing more. Plays begin from `first` to `last`, both inclusive, where such
    a one dooms; else later, where a case has begun with an event that none of the duties looks at. They are played as
    long as a case is `followed`.
    """
    game = winning(compiled, adversity, first, last, rules=QUIET, followed=followed)
    return {cause: doom(compiled, adversity, cause, found, game) for cause, found in hunt(game, most_events).items()}


def hunt(game: Game, most_events: int) -> dict[Cause, Found]:
    """The shortest play for each cause, the first of those; one that begins in the range, where there is one."""
    found: dict[Cause, Found] = {}
    for first, last in ((game.first, game.last), (game.last + ONE_DAY, game.until)):
        scout = Scout(game, most_events, first, last)
        scout.run()
        for cause, seen in sorted(scout.seen.items(), key=length):
            if cause not in found:
                found[cause] = Hunt(game, seen, last).plays()[cause]
    return found


def length(found: tuple[Cause, Seen]) -> Seen:
    """By what the causes come in order."""
    return found[1]


class Hunt:
    """All plays as short as one that a scout has seen, on its days, as long as the agency can still win.

    They begin up to `last`, inclusive.
    """

    def __init__(self, game: Game, seen: Seen, last: date) -> None:
        self.game, self.arena, self.seen, self.last = game, game.board.arena, seen, last
        self.causes: dict[Cause, Found] = {}

    def plays(self) -> dict[Cause, Found]:
        """The shortest for each cause."""
        morning: dict[Position, Trail] = {}
        for ago in range(self.seen.days, -1, -1):
            day = self.seen.day - timedelta(days=ago)
            begun = {position: trail for position, trail in morning.items() if trail.events}
            fresh = {(0, 0): Trail(0, 0)} if day <= self.last else {}
            morning = self.night(day, self.through(day, begun | fresh))
        return self.causes

    def through(self, day: date, now: dict[Position, Trail]) -> dict[Position, Trail]:
        """The positions before nightfall."""
        wins = self.game.layers(day)
        now = {position: trail for position, trail in now.items() if wins[0][position]}
        for layer in range(len(self.arena.groups)):
            following: dict[Position, Trail] = {}
            for position, trail in now.items():
                for cause, position_then, trail_then in self.moved(layer, position, trail, day):
                    if wins[layer + 1][position_then]:
                        following[position_then] = min(trail_then, following.get(position_then, trail_then), key=cost)
                    elif self.unbroken(layer + 1, position_then[0], day):
                        self.note(cause, Found(trail_then, day, layer + 1, position_then))
            now = following
        return now

    def unbroken(self, layer: int, row: int, day: date) -> bool:
        """Whether nothing is breached by nightfall where nobody does anything more that day."""
        column = self.arena.compiled.day(day)
        for later in range(layer, len(self.arena.groups)):
            row = int(self.arena.step(later, None, column).places[row])
        return int(self.arena.night[row]) != BREACH

    def note(self, cause: Cause, found: Found) -> None:
        """Keeps the shortest for each cause, the earliest of those."""
        if cause not in self.causes or cost(found.trail) < cost(self.causes[cause].trail):
            self.causes[cause] = found

    def night(self, day: date, now: dict[Position, Trail]) -> dict[Position, Trail]:
        """The positions of the next morning."""
        working = int(self.game.board.tomorrow[self.arena.compiled.day(day)])
        lucks = self.arena.lucks.mornings[working]
        following: dict[Position, Trail] = {}
        for (row, luck), trail in now.items():
            then = (int(self.arena.night[row]), int(lucks[luck]))
            older = trail._replace(days=trail.days + 1) if trail.events else trail
            following[then] = min(older, following.get(then, older), key=cost)
        return following

    def moved(self, layer: int, position: Position, trail: Trail, day: date) -> Iterator[Reached]:
        """Where a position leads through a group: nothing is done, or one of what can be."""
        column = self.arena.compiled.day(day)
        stays = int(self.arena.step(layer, None, column).places[position[0]])
        yield Cause.WAITING, (stays, position[1]), trail
        if trail.events == self.seen.events:
            return
        for option in self.game.board.options(layer, column):
            for cause, letter, lucks in outcomes(option, self.arena.lucks):
                step, luck = self.arena.step(layer, letter, column), int(lucks[position[1]])
                row = int(step.places[position[0]])
                if luck != NEVER and row >= 0:
                    called = int(self.arena.lucks.called[step.calls[position[0]]][luck])
                    yield cause, (row, called), Trail(trail.events + 1, trail.days, trail, day, letter)


def cost(trail: Trail) -> tuple[int, int]:
    """Fewest events first, then fewest days."""
    return trail.events, trail.days


def doom(compiled: Compiled, adversity: Adversity, cause: Cause, found: Found, game: Game) -> Doom:
    """What is to be said of a position from which nothing helps."""
    arena = game.board.arena
    state = list(arena.layers[found.layer])[found.position[0]]
    until = min(game.until, followed_alone(compiled, found.day).end)
    end = End(compiled, adversity, found.day, until, found.layer, state, found.position[1])
    waited = cause is Cause.WAITING
    return Doom(
        cause=cause,
        moves=found.trail.moves,
        left=arena.lucks.every[found.position[1]].failures,
        since=found.day + ONE_DAY if waited else found.day,
        over=until,
        last_chance=found.day if waited else None,
        demands=end.minimal(arena.watched),
        helpless=end.lost(arena.watched, TOGETHER),
    )


class End(NamedTuple):
    """A position at the end of a play on a day; what is not breached up to `until` counts as kept."""

    compiled: Compiled
    adversity: Adversity
    day: date
    until: date
    layer: int
    state: State
    luck: int

    def lost(self, watched: int, rules: Rules) -> bool:
        """Whether it is lost for who has to keep these demands only, under these rules."""
        first = self.compiled.day(self.day)
        columns = range(first, self.compiled.day(self.until) + 1)
        board = Board(Arena(self.compiled, self.adversity, columns, watched, start=(self.layer, self.state)), rules)
        wins = board.unpacked(backward(board, columns[1:])[0])
        return not board.layers(first, wins)[self.layer][board.arena.layers[self.layer][self.state], self.luck]

    def minimal(self, watched: int) -> int:
        """A set of demands of which none can be left out: one after the other is, where it is lost all the same."""
        places = [place for place in range(len(self.compiled.demands)) if watched >> place & 1]
        return reduce(
            lambda kept, at: kept & ~(1 << at) if self.lost(kept & ~(1 << at), QUIET) else kept, places, watched
        )

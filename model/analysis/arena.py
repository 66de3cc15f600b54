"""The arena of the day game: every state that a day passes through, layer by layer, and what each move makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.adversity import ENDINGS, Adversity, Failure, agencys
from model.analysis.luck import Lucks
from model.compiled.compiled import Compiled, Sense, Shorts
from model.compiled.letters import Letter
from model.compiled.step import Outcome, State, begin, met, nightfall
from model.compiled.tables import begun
from model.errors import Fault, InvalidInput
from model.kinds import Chooser
from model.policy import Duty
from model.policy.duty import Form

Places = NDArray[np.int64]
Season = tuple[int, ...]
Outcomes = dict[Season, State | None]
IMPOSSIBLE, BREACH = -1, -2
# More states than these would take longer than anybody waits.
MOST = 300_000


class Option(NamedTuple):
    """A letter that the agency or the other side may choose.

    `attempt` is its kind where an attempt at it can fail, `failure` the letter that happens then (None: nothing).
    `costs`: it is a failure itself, and uses one up. `excuses`: only if who decides excuses is there. `gathering`: on
    working days only.
    """

    letter: int
    agency: bool
    attempt: str | None
    failure: int | None
    costs: bool
    excuses: bool
    gathering: bool


class Step(NamedTuple):
    """Where a move leads from each state of a layer, in the next: IMPOSSIBLE, BREACH or its place.

    `calls` is the set (as a mask) of the kinds of which the move first calls for an attempt.
    """

    places: Places
    calls: Places


@dataclass(eq=False)
class Arena:
    """All states that plays pass through on days of `columns`, without a breach of the demands of the mask `watched`.

    Plays start from `start`, a layer and a state, or else from the empty case, which then has place 0.
    Layer g holds the states before group g of `groups`, the last those before nightfall. Where a clock has no place for
    one more occasion, `full` says so, and it counts as breached: what is won is won, what is lost may not be.
    InvalidInput where there are too many states.
    """

    compiled: Compiled
    adversity: Adversity
    columns: range
    watched: int
    start: tuple[int, State] | None = None
    full: bool = False
    layers: list[dict[State, int]] = field(default_factory=list)
    _found: dict[tuple[int, int], dict[State, Outcomes]] = field(default_factory=dict)
    _nights: dict[State, State | None] = field(default_factory=dict)
    _steps: dict[tuple[int, int, Season], Step] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.layers = [{} for _ in range(len(self.groups) + 1)]
        self._close()

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of attempt that the agency can make in it."""
        kinds = (letter.kind for letter in self.compiled.letters if letter.kind not in self.watching)
        return tuple(dict.fromkeys(kind for kind in kinds if kind in self.adversity.failing))

    @cached_property
    def watching(self) -> frozenset[str]:
        """The kinds that its duties only watch, while others of the policies have a hold on them.

        The agency keeps those others too, so here they may happen at any time.
        """
        mine = [demand.duty for demand in self.compiled.demands]
        others = [duty for policy in self.compiled.policies for duty in policy.duties if duty not in mine]
        excusing = {self.compiled.letters[at].kind for at in np.flatnonzero(self.compiled.excuses.any(axis=(0, 2)))}
        return frozenset().union(*map(held, others)) - excusing.union(*map(held, mine))

    @property
    def handed(self) -> bool:
        """Whether something that the agency does for other duties is the other side's to choose here."""
        letters = (self.compiled.letters[option.letter] for group in self.groups for option in group)
        return any(letter.chosen_by is Chooser.AGENCY and letter.kind in self.watching for letter in letters)

    @cached_property
    def lucks(self) -> Lucks:
        """What adversity may still hold in store."""
        return Lucks(self.adversity, self.kinds)

    @cached_property
    def groups(self) -> tuple[tuple[Option, ...], ...]:
        """The options of each kind of event, in the order inside a day."""
        every = (tuple(self._options(range(first, last))) for first, last in self.compiled.groups)
        return tuple(group for group in every if group)

    def _options(self, letters: range) -> Iterator[Option]:
        for place in letters:
            letter = self.compiled.letters[place]
            excuses = letter.chosen_by is Chooser.AGENCY and bool(self.compiled.excuses[:, place].any())
            fails = [kind for kind in self.kinds if failing(self.adversity.failing[kind], letter)]
            useless = (excuses and self.adversity.away is None) or self._gives_up(place, letter)
            if (self.compiled.after[:, place] >= 0).any() and not useless and not fails:
                yield self._option(place, letter, excuses)

    def _gives_up(self, place: int, letter: Letter) -> bool:
        ends, starts = self.compiled.ends[:, place].any(), (self.compiled.starts[:, place] >= 0).any()
        return letter.kind in ENDINGS and bool(ends) and not starts

    def _option(self, place: int, letter: Letter, excuses: bool) -> Option:
        attempt = letter.kind if letter.kind in self.kinds else None
        failure = self._failure(self.adversity.failing[attempt]) if attempt else None
        costs = any(failing(one, letter) for one in self.adversity.failing.values())
        agency = letter.chosen_by is Chooser.AGENCY and letter.kind not in self.watching
        return Option(place, agency, attempt, failure, costs, excuses, letter.kind in self.adversity.gatherings)

    def _failure(self, failure: Failure | None) -> int | None:
        letters = enumerate(self.compiled.letters)
        return next((place for place, letter in letters if failing(failure, letter) and fits(failure, letter)), None)

    def facing(self, failures: int) -> Arena:
        """The same where another number of attempts may fail: of the plays, only the luck differs."""
        other = copy(self)
        other.adversity = replace(self.adversity, failures=failures)
        other.__dict__.pop("lucks", None)
        return other

    def season(self, letter: int, column: int) -> Season:
        """What a letter finds in its tables on a day: two days that agree are alike for it."""
        return self._season(self._tables[letter], column)

    def _season(self, tables: Shorts, column: int) -> Season:
        found = self.compiled.due[tables, column], self.compiled.opening[tables, column]
        return tuple(np.concatenate(found).tolist())

    @cached_property
    def _tables(self) -> list[Shorts]:
        return [begun(self.compiled.starts[:, letter]) for letter in range(len(self.compiled.letters))]

    @cached_property
    def _own(self) -> dict[tuple[int, int], Shorts]:
        """For each control state and letter the tables by which something begins."""
        pairs = np.argwhere((self.compiled.starts >= 0).any(axis=2)).tolist()
        return {(control, letter): begun(self.compiled.starts[control, letter]) for control, letter in pairs}

    @cached_property
    def _seasons(self) -> dict[tuple[int, int], dict[Season, int]]:
        """For each control state and letter a day of each of its seasons."""
        return {
            pair: {self._season(tables, column): column for column in self._unlike(tables)}
            for pair, tables in self._own.items()
        }

    def _unlike(self, tables: Shorts) -> list[int]:
        """The first day of each of the seasons of some tables."""
        days = slice(self.columns.start, self.columns.stop)
        rows = np.vstack([self.compiled.due[tables, days], self.compiled.opening[tables, days]])
        return [self.columns.start + int(place) for place in np.unique(rows, axis=1, return_index=True)[1]]

    def _close(self) -> None:
        waiting = [self.start or (0, begin(self.compiled))]
        while waiting:
            layer, state = waiting.pop()
            if state not in self.layers[layer]:
                self.layers[layer][state] = len(self.layers[layer])
                if len(self.layers[layer]) > MOST:
                    raise InvalidInput(Fault("too-many-states", f"the game has more than {MOST:,}", hint="restrict it"))
                waiting += self._after(layer, state)

    def _after(self, layer: int, state: State) -> list[tuple[int, State]]:
        if layer == len(self.groups):
            night = self._kept(nightfall(self.compiled, state))
            self._nights[state] = night
            return [(0, night)] if night else []
        found = [(layer + 1, state)]
        for letter in moved(self.groups[layer]):
            if self.compiled.after[state.control, letter] >= 0:
                then = self._outcomes(state, letter)
                self._found.setdefault((layer, letter), {})[state] = then
                found += [(layer + 1, after) for after in then.values() if after is not None]
        return found

    def _outcomes(self, state: State, letter: int) -> Outcomes:
        found = {}
        for season, column in self._seasons.get((state.control, letter), {(): self.columns.start}).items():
            outcome = met(self.compiled, state, letter, column)
            self.full |= outcome.full
            found[season] = self._kept(outcome)
        return found

    def _kept(self, outcome: Outcome) -> State | None:
        return None if outcome.broken & self.watched or outcome.full else outcome.state

    def step(self, layer: int, letter: int | None, column: int) -> Step:
        """What a letter (None: nothing) makes of the states of a layer on a day."""
        season = () if letter is None else self.season(letter, column)
        key = (layer, -1 if letter is None else letter, season)
        if key not in self._steps:
            stays = {state: state for state in self.layers[layer]}
            self._steps[key] = self._step(layer, stays if letter is None else self._then(layer, letter, column))
        return self._steps[key]

    def _then(self, layer: int, letter: int, column: int) -> dict[State, State | None]:
        """What follows each state in which a letter can happen on a day."""
        seasons = {control: self._season(tables, column) for (control, at), tables in self._own.items() if at == letter}
        found = self._found.get((layer, letter), {})
        return {state: then[seasons.get(state.control, ())] for state, then in found.items()}

    def _step(self, layer: int, then: Mapping[State, State | None]) -> Step:
        following = self.layers[layer + 1]
        places = np.array([place(then, state, following) for state in self.layers[layer]], np.int64)
        calls = self._running[layer + 1][np.maximum(places, 0)] & ~self._running[layer]
        return Step(places, np.where(places >= 0, calls, 0))

    @cached_property
    def night(self) -> Places:
        """Where nightfall leads from each state of the last layer."""
        return np.array([place(self._nights, state, self.layers[0]) for state in self.layers[-1]], np.int64)

    @cached_property
    def _running(self) -> list[Places]:
        """For each state of each layer the kinds (as a mask) that answer what runs in it."""
        return [np.array([self._called_for(state) for state in layer], np.int64) for layer in self.layers]

    def _called_for(self, state: State) -> int:
        running = 0
        for slot, kinds in self._answers:
            if state.counters[slot]:
                running |= kinds
        return running

    @cached_property
    def _answers(self) -> list[tuple[int, int]]:
        deadlines = [clock for clock in self.compiled.clocks if clock.sense is Sense.DEADLINE]
        duties = [self.compiled.demands[clock.demand].duty for clock in deadlines]
        kinds = [sum(1 << at for at, kind in enumerate(self.kinds) if kind in duty.response_kinds) for duty in duties]
        return [(clock.slot, mask) for clock, mask in zip(deadlines, kinds, strict=True)]


def held(duty: Duty) -> frozenset[str]:
    """The kinds of event on which a duty has a hold: what answers it, or what its requirement is about."""
    return frozenset(duty.trigger_kinds if duty.form is Form.REQUIRES else duty.response_kinds)


def agency_mask(compiled: Compiled) -> int:
    """The demands that it is the agency's to keep."""
    return sum(
        1 << place
        for place, demand in enumerate(compiled.demands)
        if agencys(demand.duty, compiled.policies[demand.policy].vocabulary)
    )


def failing(failure: Failure | None, letter: Letter) -> bool:
    """Whether a letter is of the kind by which a failure is recorded."""
    return failure is not None and failure.kind == letter.kind


def fits(failure: Failure | None, letter: Letter) -> bool:
    """Whether a letter says of a failure what is recorded of it."""
    return failure is not None and all(
        failure.attributes.get(name, value) == value for name, value in letter.attributes
    )


def moved(options: Sequence[Option]) -> tuple[int, ...]:
    """The letters that can happen where these options are open, each once."""
    letters = [option.letter for option in options]
    return tuple(dict.fromkeys([*letters, *(one.failure for one in options if one.failure is not None)]))


def place(then: Mapping[State, State | None], state: State, following: Mapping[State, int]) -> int:
    """The place of the state that follows a state."""
    if state not in then:
        return IMPOSSIBLE
    after = then[state]
    return BREACH if after is None else following[after]

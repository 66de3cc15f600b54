"""The game's checker: whether sets of positions prove that the agency can always stay in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np

from model.analysis.checker import Array, Checker, Refused
from model.compiled.compiled import Compiled, Sense
from model.kinds import Chooser
from model.policy import Duty
from model.policy.duty import Form


class Way(NamedTuple):
    """A letter that the agency (`mine`) or the other side may choose.

    `tried` is the place of its kind among those that can fail (-1: it cannot), `failure` the letter of a failed attempt
    (None: nothing is recorded). `costs`: it is a failure itself.
    """

    letter: int
    mine: bool
    tried: int
    failure: int | None
    costs: bool


class GameChecker(Checker):
    """Checks the certificate of a game; a run has, before its mask, the failures so far and how long each kind waits.

    The header says what may go wrong, and which demands (a mask) are to be kept; a breach of others ends nothing.
    """

    def __init__(self, compiled: Compiled, header: Mapping[str, Any]) -> None:
        super().__init__(compiled, header)
        self.faced, self.watched, self.control = header["adversity"], int(header["watched"]), int(self.ends[-1])
        working, mine = compiled.calendar.working, [demand.duty for demand in compiled.demands]
        self.tables += (np.stack([working, np.roll(working, -1)]),)
        every = [duty for policy in compiled.policies for duty in policy.duties if duty not in mine]
        excusing = {compiled.letters[letter].kind for letter in np.nonzero(compiled.excuses)[1]}
        self.others = set().union(*map(asked, every)) - excusing.union(*map(asked, mine))
        failing = self.faced["failing"].keys() - self.others
        self.kinds = list(dict.fromkeys(letter.kind for letter in compiled.letters if letter.kind in failing))
        waits = [self.faced["notice"] + 1 for _ in self.kinds]
        if self.sizes[self.control + 1 :].tolist() != [self.faced["failures"] + 1, *waits]:
            raise Refused("its positions do not hold what may go wrong")

    def day(self, morning: Array, following: Array, column: int) -> None:
        """Refuses a day on which no case can begin, or on which the agency cannot stay in the sets."""
        today = self.compiled.calendar.first + timedelta(days=column)
        if 0 not in morning:
            raise Refused(f"{today}: the case in which nothing has happened is not in the set")
        rows = np.column_stack([morning[:, None] // self.radix % self.sizes, np.zeros_like(morning)])
        won = self.won(rows, following, column, 0)
        if not won.all():
            raise Refused(f"{today}: the agency cannot stay in the sets from {rows[~won][0].tolist()}")

    def won(self, rows: Array, following: Array, column: int, group: int) -> Array:
        """From which runs the agency has a way into the following set, from a kind of event of the day on."""
        if group == len(self.compiled.groups):
            return self.night_won(rows, following, column)
        ways = list(self.ways(*self.compiled.groups[group], column))
        outcomes = [self.outcomes(way, rows, column) for way in ways]
        parts = [rows, *(then for _, branches in outcomes for _, then in branches)]
        keys = np.concatenate([self.numbers(part) * 2 + (part[:, -1] > 0) for part in parts])
        _, first, back = np.unique(keys, return_index=True, return_inverse=True)
        later = iter(np.split(self.won(np.vstack(parts)[first], following, column, group + 1)[back], len(parts)))
        best, worst = next(later).copy(), np.ones(len(rows), bool)
        for way, (allowed, branches) in zip(ways, outcomes, strict=True):
            safe = np.logical_and.reduce([next(later) | ~happens for happens, _ in branches])
            best, worst = (best | allowed & safe, worst) if way.mine else (best, worst & safe)
        return best & worst

    def ways(self, first: int, last: int, column: int) -> Iterator[Way]:
        """What can be chosen of a kind of event on a day; nobody gives up, and no duty is excused."""
        compiled, failing = self.compiled, self.faced["failing"]
        records = {failure["kind"] for failure in failing.values() if failure}
        recorded = {failing[kind]["kind"] for kind in self.kinds if failing[kind]}
        for letter in range(first, last):
            kind, mine = compiled.letters[letter].kind, compiled.letters[letter].chosen_by is Chooser.AGENCY
            ends = kind in self.faced["endings"] and compiled.ends[:, letter].any()
            useless = (ends and (compiled.starts[:, letter] < 0).all()) or (mine and compiled.excuses[:, letter].any())
            held = compiled.calendar.working[column] or kind not in self.faced["gatherings"]
            if held and not useless and kind not in recorded:
                tried = self.kinds.index(kind) if kind in self.kinds else -1
                yield Way(letter, mine and kind not in self.others, tried, self.failure(kind), kind in records)

    def failure(self, kind: str) -> int | None:
        """The first letter that records a failed attempt."""
        record = self.faced["failing"].get(kind) or {"kind": "", "attributes": {}}
        for place, letter in enumerate(self.compiled.letters):
            said = all(record["attributes"].get(name, value) == value for name, value in letter.attributes)
            if said and letter.kind == record["kind"]:
                return place
        return None

    def outcomes(self, way: Way, rows: Array, column: int) -> tuple[Array, list[tuple[Array, Array]]]:
        """Where a choice is allowed, and what can come of it: where that happens, and the runs after it."""
        left = rows[:, self.control + 1] < self.faced["failures"]
        happens, then = self.after(rows, way.letter, column, int(way.costs and not way.mine))
        if not way.mine:
            return happens, [(happens & (left | (not way.costs)), then)]
        if way.tried < 0:
            return happens, [(happens, then)]
        waits, failed = self.control + 2 + way.tried, rows.copy()
        failed[:, waits] = self.faced["notice"]
        fails, then_failed = self.after(failed, way.failure, column, 1)
        return happens & (rows[:, waits] == 0), [(happens, then), (fails & left, then_failed)]

    def after(self, rows: Array, letter: int | None, column: int, failures: int) -> tuple[Array, Array]:
        """Where a letter (None: nothing) can happen, and the runs after it and so many failures more."""
        then, happens = rows.copy(), np.ones(len(rows), bool)
        then[:, self.control + 1] = np.minimum(then[:, self.control + 1] + failures, self.faced["failures"])
        if letter is not None:
            key = (rows[:, self.control], np.full(len(rows), letter))
            happens = self.compiled.after[key] >= 0
            then[:, -1] |= self.compiled.broken[key].astype(np.int64)
            for number, block in enumerate(np.split(then, self.ends, axis=1)[:-1]):
                breached, placed = self.stirred(self.compiled.clocks[number], (*key, number), column, block)
                then[:, -1] |= breached * (1 << self.compiled.clocks[number].demand) | ~placed * self.watched
            then[:, self.control], then[:, -1] = self.compiled.after[key], then[:, -1] & self.watched
            then[:, self.control + 2 : -1][self.called(then) & ~self.called(rows)] = self.faced["notice"]
        return happens, np.where(happens[:, None], then, rows)

    def called(self, rows: Array) -> Array:
        """For each kind that can fail, in which runs something runs that asks for one."""
        found = np.zeros((len(rows), len(self.kinds)), bool)
        for clock, end in zip(self.compiled.clocks, self.ends, strict=True):
            duty, asks = self.compiled.demands[clock.demand].duty, clock.sense is Sense.DEADLINE
            called = np.array([asks and kind in asked(duty) for kind in self.kinds], bool)
            found |= (rows[:, [end - 2 * clock.places]] > 0) & called
        return found

    def night_won(self, rows: Array, following: Array, column: int) -> Array:
        """Which runs are not lost by the next morning, and in its set."""
        then, own, waits = rows.copy(), [*range(self.control + 1), -1], slice(self.control + 2, -1)
        then[:, own] = self.night(rows[:, own])
        then[:, waits] = np.maximum(then[:, waits] - np.roll(self.compiled.calendar.working, -1)[column], 0)
        kept = np.isin(self.numbers(then), following)
        return np.asarray(kept & (then[:, -1] & self.watched == 0))


def asked(duty: Duty) -> tuple[str, ...]:
    """The kinds on which a duty has a hold."""
    return duty.trigger_kinds if duty.form is Form.REQUIRES else duty.response_kinds

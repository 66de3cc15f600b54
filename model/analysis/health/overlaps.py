"""Two excuses, or two powers, over one duty that can both hold in one case, with no order between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from model.analysis.health.ailment import Ailment, clauses_of
from model.analysis.health.examination import Examination
from model.analysis.health.kinds import Kind
from model.analysis.path import Path
from model.analysis.witness import Expected
from model.compiled.compile import unsplit
from model.compiled.compiled import Bytes, Compiled
from model.policy import Policy
from model.policy.duty import Applies, Decided, Excuse, Power

Rule = Excuse | Power


class Pass(NamedTuple):
    """How far a case has come: its control state, the group of the day's last event, and what has happened.

    `open`: an occasion runs; `one`, `other`: the first and the second rule hold of it, or were seen earlier that day.
    """

    control: int = 0
    group: int = -1
    open: bool = False
    one: bool = False
    other: bool = False


def overlaps(exam: Examination) -> Iterator[Ailment]:
    """Every two excuses, and every two powers, over one duty that can both hold."""
    for id in dict.fromkeys(duty.id for duty in exam.duties):
        rules: tuple[tuple[Rule, ...], ...] = (exam.policy.excuses_of[id], exam.policy.powers_over[id])
        for group in rules:
            for one, other in combinations(group, 2):
                ailment = overlap(exam, id, one, other)
                if ailment is not None:
                    yield ailment


def overlap(exam: Examination, id: str, one: Rule, other: Rule) -> Ailment | None:
    """The overlap of two rules over one duty, if there is one; noted as left out where it cannot be searched."""
    compiled = unsplit(
        [alone(exam.policy, one), alone(exam.policy, other)], exam.calendar, demands=lambda _, duty: duty.id == id
    )
    if not (compiled.mask({id}, 0) and compiled.mask({id}, 1)):
        exam.spent.omitted[f"{one.id} beside {other.id}"] = next(iter(compiled.omitted.values()))
        return None
    path = Search(compiled, exam.first, isinstance(one, Power)).path()
    if path is None:
        return None
    what = "re-time" if isinstance(one, Power) else "excuse"
    sentence = f"{one.id} and {other.id} can both {what} {id} in one case, and nothing says which goes first."
    witness = exam.witness(sentence, path, compiled, [Expected(triggered=frozenset({id}))] * 2)
    ids = (id, one.id, other.id)
    return Ailment(Kind.OVERLAP, (id,), clauses_of(exam.policy, ids), sentence, (one.id, other.id), witness)


def alone(policy: Policy, rule: Rule) -> Policy:
    """The policy with this excuse or power and no other, as one that can be searched."""
    if isinstance(rule, Power):
        return replace(policy, excuses=(), powers=(replace(rule, applies=Applies.NEXT_INTERVAL),))
    return replace(policy, excuses=(replace(rule, decided=Decided.BY_DUE),), powers=())


@dataclass(frozen=True)
class Search:
    """Breadth first through the control states of a duty under one rule and under another, for a case of both.

    Of excuses: both come while an occasion is open. Of powers: an occasion begins with an interval of each, and they
    differ.
    """

    compiled: Compiled
    first: date
    powers: bool

    def path(self) -> Path | None:
        """The shortest case, None where there is none."""
        begin = Pass()
        before: dict[Pass, tuple[Pass, int | None]] = {begin: (begin, None)}
        waiting = deque([begin])
        while waiting:
            now = waiting.popleft()
            if now.open and now.one and now.other:
                return self.told(now, before)
            for following, letter in self.moves(now):
                if following not in before:
                    before[following] = (now, letter)
                    waiting.append(following)
        return None

    def moves(self, now: Pass) -> Iterator[tuple[Pass, int | None]]:
        """The events that can come later on the same day, and the night."""
        for group, (first, last) in enumerate(self.compiled.groups):
            for letter in range(first, last):
                if group > now.group and self.compiled.after[now.control, letter] >= 0:
                    yield self.after(now, group, letter), letter
        morning = now._replace(control=int(self.compiled.night[now.control]), group=-1)
        yield morning if now.open else morning._replace(one=False, other=False), None

    def after(self, now: Pass, group: int, letter: int) -> Pass:
        """How far the case has come after an event."""
        at = (now.control, letter)
        following = now._replace(control=int(self.compiled.after[at]), group=group)
        if self.powers:
            both = self.directed(at)
            return following._replace(open=both, one=both, other=both)
        if self.any_clock(self.compiled.answers, at) or self.any_clock(self.compiled.ends, at):
            following = following._replace(open=False, one=False, other=False)
        return following._replace(
            open=following.open or bool(self.compiled.touched[at]),
            one=following.one or self.excuses(at, 0),
            other=following.other or self.excuses(at, 1),
        )

    def any_clock(self, table: Bytes, at: tuple[int, int]) -> bool:
        """Whether an event does something to any clock."""
        return bool(table[at].any())

    def excuses(self, at: tuple[int, int], side: int) -> bool:
        """Whether an event excuses the duty under one of the two rules."""
        clocks = range(len(self.compiled.clocks))
        return any(self.compiled.excuses[(*at, clock)] for clock in clocks if self.side(clock) == side)

    def side(self, clock: int) -> int:
        """Which of the two rules a clock has."""
        return self.compiled.demands[self.compiled.clocks[clock].demand].policy

    def directed(self, at: tuple[int, int]) -> bool:
        """Whether an occasion begins with two intervals that differ, neither being the text's own."""
        windows = len(self.compiled.due) // len(self.compiled.clocks)
        set_by: dict[int, int] = {}
        for clock in range(len(self.compiled.clocks)):
            table = int(self.compiled.starts[(*at, clock)])
            if table >= 0:
                set_by[self.side(clock)] = table % windows
        return 0 not in set_by.values() and len(set(set_by.values())) > 1

    def told(self, now: Pass, before: dict[Pass, tuple[Pass, int | None]]) -> Path:
        """The way to a point, on days from the first one on."""
        steps: list[int | None] = []
        while before[now][0] is not now:
            now, letter = before[now]
            steps.append(letter)
        day, moves = self.first, []
        for step in reversed(steps):
            if step is None:
                day += timedelta(days=1)
            else:
                moves.append((day, step))
        return Path(tuple(moves), day, 0)

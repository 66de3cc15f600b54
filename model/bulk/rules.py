"""Rules: a policy and a calendar as the arrays of the kernel, and the duties that these cannot hold."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from model.bulk.letters import Letters
from model.bulk.places import DUTY_COLUMNS, EITHER, NONE, SETS, Ints, Rules
from model.bulk.questions import Question, Questions
from model.bulk.tables import Beyond, Tables
from model.calendar import Calendar
from model.kinds import Count, Kind, State
from model.policy import Duty, Policy
from model.policy.conditions import Pattern
from model.policy.duty import Applies, Decided, Form

FORMS, COUNTS, STATES = tuple(Form), tuple(Count), tuple(State)
# The kinds of which the lifecycle speaks, in the order of `names`.
NAMED_KINDS = (
    "icpc_held",
    "core_group_held",
    "section_47_concluded",
    "case_closed",
    "case_transferred",
    "referral_received",
    "strategy_discussion_held",
    "section_47_started",
    "became_looked_after",
    "ceased_looked_after",
    "plan_discharged",
    "tac_held",
    "child_in_need_ended",
)


class Book:
    """The arrays of a policy under a calendar; `duties` are those that they hold, in the order of their rows.

    `unsupported` says why of the others, by id. Beyond where they cannot hold what makes a core group quorate.
    """

    def __init__(self, policy: Policy, calendar: Calendar) -> None:
        self.policy = policy
        self.tables = Tables(calendar, policy.counting)
        self.questions = Questions(policy, self.tables)
        self._asked: list[Question] = []
        self._lists: list[int] = []
        self._columns = {power: SETS + number for number, power in enumerate(policy.powers)}
        self._quorum = self._question((Pattern("core_group_held", policy.quorum),))
        self.duties: list[Duty] = []
        self.unsupported: dict[str, str] = {}
        rows, groups = self._duties()
        self._arrays = rows, groups
        self.letters = Letters(self.questions, policy.powers, self._asked)

    def rules(self) -> Rules:
        """The arrays as they are now: letters that are met later are not among them."""
        kinds = self.policy.vocabulary.kinds
        rows, groups = self._arrays
        return Rules(
            rows=self.letters.rows,
            blocks=ints(self.questions.blocks),
            leaves=ints(self.questions.leaves, 5),
            tables=self.tables.array,
            kinds=ints([of_kind(kind) for kind in kinds], 3),
            duties=ints(rows, DUTY_COLUMNS),
            groups=ints(groups, 2),
            lists=ints(self._lists),
            names=ints([self.policy.vocabulary.rank[name] for name in NAMED_KINDS]),
            first=self.tables.first,
            quorum=self._quorum,
            questions=SETS + len(self.policy.powers),
        )

    def _question(self, question: Question) -> int:
        number = self.questions.number(question)
        self._asked.append(question)
        return number

    def _duties(self) -> tuple[list[list[int]], list[tuple[int, int]]]:
        rows: list[list[int]] = []
        groups: list[tuple[int, int]] = []
        for id in self.policy.duty_ids:
            versions = [duty for duty in self.policy.duties if duty.id == id]
            try:
                found = [self._duty(duty) for duty in versions]
            except Beyond as reason:
                self.unsupported[id] = str(reason)
                continue
            groups.append((len(rows), len(rows) + len(found)))
            rows += found
            self.duties += versions
        return rows, groups

    def _duty(self, duty: Duty) -> list[int]:
        then, until = (self._question(one) if one else NONE for one in (duty.then, duty.until))
        requires = self._of_trigger(duty, duty.requires) if duty.form is Form.REQUIRES else NONE
        opens, due = (NONE, NONE) if duty.form is Form.REQUIRES else self.tables.window(duty.window)
        row = [FORMS.index(duty.form), self._question(duty.when), then, until, requires]
        row += [self.questions.slot(duty.anchor), opens, due, int(duty.window.backward)]
        row += [duty.in_force.toordinal(), duty.in_force_until.toordinal()]
        excuses, powers = self.policy.excuses_of[duty.id], self.policy.powers_over[duty.id]
        unless = [[self._of_trigger(duty, one)] for one in duty.unless]
        excused = [[self._question(one.when), int(one.decided is Decided.ANY_TIME)] for one in excuses]
        set_by = [
            [self._question(one.when), int(one.applies is Applies.RUNNING_INTERVAL), self._columns[one]]
            for one in powers
        ]
        for entries in (unless, excused, set_by):
            row += [len(self._lists), len(entries)]
            self._lists += [number for entry in entries for number in entry]
        return row

    def _of_trigger(self, duty: Duty, condition: object) -> int:
        return self._question(tuple(Pattern(kind, condition) for kind in duty.trigger_kinds))  # type: ignore[arg-type]


def supported(policy: Policy, calendar: Calendar) -> Mapping[str, str]:
    """The duties of a policy, each with why it is judged by the oracle itself, "" where the arrays hold it."""
    try:
        missing = Book(policy, calendar).unsupported
    except Beyond as reason:
        missing = dict.fromkeys(policy.duty_ids, str(reason))
    return {id: missing.get(id, "") for id in policy.duty_ids}


def of_kind(kind: Kind) -> tuple[int, int, int]:
    """Where events of a kind can happen, and since when they are numbered."""
    states = sum(1 << STATES.index(state) for state in kind.states)
    return states, EITHER if kind.looked_after is None else int(kind.looked_after), COUNTS.index(kind.counted_per)


def ints(numbers: object, columns: int = 0) -> Ints:
    """Numbers as an array, of so many columns."""
    found = np.asarray(numbers, dtype=np.int64)
    return found.reshape(-1, columns) if columns else found

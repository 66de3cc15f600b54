"""The course of cases: what outcomes and circumstance make of families (`MEANING.md`, sections 8 and 9)."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from simulations.acts import Given, Turn
from simulations.draws import SIBLINGS, Purpose, Stream, key_of, span, uniform
from simulations.inputs import Inputs
from simulations.rows import Child, Family, Stage

RETURNS, CARE, CEASES, LEAVES, STEP_UP = range(5)


class Deed(NamedTuple):
    """An act of today, in the order in which acts reach the clocks."""

    child: int
    rank: int
    speaks_of: int
    other: int
    act: int


def listed(inputs: Inputs) -> Inputs:
    """The inputs with lists of Python's own numbers in the place of arrays."""
    plain: list = [one.tolist() if isinstance(one, np.ndarray) else one for one in inputs]  # type: ignore[type-arg]
    return Inputs(*plain)


class Course:
    """Families and children of one replication, the timers that will befall them, and the acts of today."""

    def __init__(self, inputs: Inputs, replication: int) -> None:
        self.i = listed(inputs)
        self.key = key_of(inputs.seed, replication)
        self.families: list[Family] = []
        self.children: list[Child] = []
        self.load = [0] * len(inputs.role)
        self.timers: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self.today: list[Deed] = []

    def turn(self, family: Family, turn: int, outcome: int, day: int) -> None:
        """What a task that is done decides about the family."""
        if turn == Turn.STEP_DOWN and family.stage == Stage.TAC_DUE:
            family.stage = Stage.CHILD_IN_NEED
        elif turn == Turn.ENQUIRY and not outcome:
            family.stage = Stage.CONFERENCE_DUE
        elif turn == Turn.CONFERENCE and not outcome:
            self.begin_plan(family, day)
        elif turn in (Turn.ENQUIRY, Turn.CONFERENCE):
            self.close(family, day)
        elif turn == Turn.REVIEW and outcome:
            self.end_plan(family, day)

    def outcome(self, family: Family, turn: int) -> int:
        """1 where the case comes to an end of its kind here, else 0."""
        if turn == Turn.ENQUIRY:
            return int(self.of_family(family, Purpose.NEEDED, family.enquiries) >= self.i.needed)
        if turn == Turn.CONFERENCE:
            return int(self.of_family(family, Purpose.PLAN, family.enquiries) >= self.i.plan)
        if turn != Turn.REVIEW:
            return 0
        family.reviews += 1
        exits = self.i.exits_in_care if self.in_care(family) else self.i.exits
        chance = exits[min(family.reviews, len(exits)) - 1]
        return int(self.of_family(family, Purpose.EXIT, family.plans * 1024 + family.reviews) < chance)

    def begin_plan(self, family: Family, day: int) -> None:
        """A plan begins; whether the family will leave, and who will be looked after, is drawn now."""
        i, family.stage, family.reviews, family.plans = self.i, Stage.ON_PLAN, 0, family.plans + 1
        if self.of_family(family, Purpose.LEAVES, family.plans) < i.leaves:
            self.later(family, day, LEAVES, i.leaves_low, i.leaves_high, Purpose.LEAVES_AFTER)
        for number in family.children:
            who = (self.key, Stream.CHILD, self.children[number].name)
            if uniform(*who, Purpose.CARE, family.plans) < i.care:
                after = span(i.care_low, i.care_high, *who, Purpose.CARE_AFTER, family.plans)
                self.timers[day + after].append((CARE, number, family.plans))

    def end_plan(self, family: Family, day: int) -> None:
        """A plan ends at a review."""
        i = self.i
        self.happens(family.children, Given.END)
        family.stage = Stage.TAC_DUE
        self.later(family, day, STEP_UP, i.step_low, i.step_high, Purpose.CHILD_IN_NEED)
        if self.of_family(family, Purpose.RETURNS, family.plans) < i.returns:
            self.later(family, day, RETURNS, i.returns_low, i.returns_high, Purpose.RETURNS_AFTER)

    def later(self, family: Family, day: int, what: int, low: int, high: int, purpose: int) -> None:
        """A timer of a family, after a span from its own draw."""
        after = span(low, high, self.key, Stream.FAMILY, family.place, purpose, family.plans)
        self.timers[day + after].append((what, family.place, family.plans))

    def close(self, family: Family, day: int) -> None:
        """The cases of all children who are not looked after are closed."""
        self.happens([number for number in family.children if not self.children[number].care], Given.CLOSE)
        family.stage, family.closed_on = Stage.CLOSED, day
        if not self.in_care(family):
            self.release(family)

    def in_care(self, family: Family) -> bool:
        """Whether any child is looked after."""
        return any(self.children[number].care for number in family.children)

    def release(self, family: Family) -> None:
        """The worker has the family no longer."""
        if family.worker >= 0:
            self.load[family.worker] -= len(family.children)
            family.worker = -1

    def evening(self, day: int) -> None:
        """What befalls families, then new families."""
        for what, who, number in sorted(self.timers.pop(day, [])):
            if what in (CARE, CEASES):
                self.befalls_child(what, who, number, day)
            elif number == self.families[who].plans:
                self.befalls_family(what, self.families[who], day)
        u = uniform(self.key, Stream.DAY, day, Purpose.ARRIVALS, 0)
        for _ in range(sum(bound <= u for bound in self.i.arrivals[self.i.pattern[day]])):
            v = uniform(self.key, Stream.FAMILY, len(self.families), Purpose.SIZE, 0)
            self.enquire(self.newcomer(1 + sum(bound <= v for bound in self.i.sizes)))

    def befalls_family(self, what: int, family: Family, day: int) -> None:
        """Return, leaving the area, or the end of child in need."""
        stepped_down = family.stage in (Stage.TAC_DUE, Stage.CHILD_IN_NEED)
        if what == RETURNS and family.closed_on == day:
            self.timers[day + 1].append((RETURNS, family.place, family.plans))
        elif what == RETURNS and (stepped_down or family.stage == Stage.CLOSED):
            self.enquire(family)
        elif what == LEAVES and family.stage == Stage.ON_PLAN:
            self.happens(family.children, Given.TRANSFER)
            for number in family.children:
                self.children[number].care = 0
            family.stage, family.closed_on = Stage.CLOSED, day
            self.release(family)
        elif what == STEP_UP and stepped_down:
            self.happens(family.children, Given.STEP_UP)
            self.close(family, day)

    def befalls_child(self, what: int, number: int, count: int, day: int) -> None:
        """A child on a plan becomes looked after, or ceases to be."""
        child = self.children[number]
        family = self.families[child.family]
        if what == CARE and family.stage == Stage.ON_PLAN and count == family.plans and not child.care:
            self.happens([number], Given.CARE)
            child.care, child.spells, who = 1, child.spells + 1, (self.key, Stream.CHILD, child.name)
            lasts = span(self.i.lasts_low, self.i.lasts_high, *who, Purpose.CARE_LASTS, child.spells)
            self.timers[day + lasts].append((CEASES, number, child.spells))
        elif what == CEASES and child.care and count == child.spells:
            self.happens([number], Given.CEASE)
            child.care = 0
            if family.stage == Stage.CLOSED:
                self.happens([number], Given.CLOSE)
                family.closed_on = day
                if not self.in_care(family):
                    self.release(family)

    def enquire(self, family: Family) -> None:
        """A strategy discussion decides on enquiries, which begin."""
        family.enquiries, family.stage = family.enquiries + 1, Stage.ENQUIRY
        self.happens(family.children, Given.STRATEGY)
        self.happens(family.children, Given.STARTED)

    def newcomer(self, size: int) -> Family:
        """A new family of so many children."""
        place, first = len(self.families), len(self.children)
        risk = uniform(self.key, Stream.FAMILY, place, Purpose.RISK, 0) < self.i.high_risk
        self.families.append(Family(place, list(range(first, first + size)), int(risk)))
        self.children += [Child(place, place * SIBLINGS + number) for number in range(size)]
        return self.families[place]

    def happens(self, children: list[int], act: int, speaks_of: int = -1) -> None:
        """An act happens today to these children."""
        self.today += [Deed(number, self.i.rank[act], speaks_of, -1, act) for number in children]

    def of_family(self, family: Family, purpose: int, number: int) -> float:
        """A draw of a family."""
        return uniform(self.key, Stream.FAMILY, family.place, purpose, number)

"""Course: what is decided about a family when work is done, and the timers of its circumstances as processes."""

from __future__ import annotations

from simulations.acts import Given
from simulations.draws import Purpose
from tests.simulations.simpy_twin.cases import (
    CHILD_IN_NEED,
    CLOSED,
    CONFERENCE_DUE,
    ENQUIRY,
    ON_PLAN,
    TAC_DUE,
    Child,
    Family,
)
from tests.simulations.simpy_twin.rules import DAY, FAMILY, between
from tests.simulations.simpy_twin.world import Moment, Phase, Steps, World

RETURNS, CARE, CEASES, LEAVES, STEP_UP = range(5)


class Course:
    """The turning points of a family's case."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.of = world.rules.of

    def outcome(self, family: Family, turn: int) -> int:
        """The outcome of a task of a turn, and what follows from it; 0 for any other task."""
        if turn == 1:
            return self.enquiry_concluded(family)
        if turn == 2:
            return self.conference(family)
        if turn == 3:
            return self.review(family)
        if turn == 4 and family.stage == TAC_DUE:
            family.stage = CHILD_IN_NEED
        return 0

    def draw(self, family: Family, purpose: int, number: int) -> float:
        return self.world.draw(FAMILY, family.number, purpose, number)

    def enquiry_concluded(self, family: Family) -> int:
        if self.draw(family, Purpose.NEEDED, family.enquiries) >= self.of.needed:
            self.close(family)
            return 1
        family.stage = CONFERENCE_DUE
        return 0

    def conference(self, family: Family) -> int:
        if self.draw(family, Purpose.PLAN, family.enquiries) >= self.of.plan:
            self.close(family)
            return 1
        self.begin_plan(family, self.world.today)
        return 0

    def review(self, family: Family) -> int:
        family.reviews += 1
        exits = self.of.exits_in_care if family.in_care else self.of.exits
        chance = exits[min(family.reviews, len(exits)) - 1]
        if self.draw(family, Purpose.EXIT, family.plans * 1024 + family.reviews) >= chance:
            return 0
        self.discharge(family)
        return 1

    def discharge(self, family: Family) -> None:
        world, of, plan = self.world, self.of, family.plans
        world.happens(Given.END, family.children)
        family.stage = TAC_DUE
        days = between(of.step_low, of.step_high, self.draw(family, Purpose.CHILD_IN_NEED, plan))
        world.env.process(self.steps_up(family, plan, world.today + days))
        if self.draw(family, Purpose.RETURNS, plan) < of.returns:
            days = between(of.returns_low, of.returns_high, self.draw(family, Purpose.RETURNS_AFTER, plan))
            world.env.process(self.returns(family, plan, world.today + days))

    def begin_plan(self, family: Family, day: int) -> None:
        """A plan begins; on a day of the past its timers before the first day are void."""
        world, of = self.world, self.of
        family.stage, family.reviews, family.plans = ON_PLAN, 0, family.plans + 1
        plan = family.plans
        if self.draw(family, Purpose.LEAVES, plan) < of.leaves:
            days = between(of.leaves_low, of.leaves_high, self.draw(family, Purpose.LEAVES_AFTER, plan))
            if day + days >= of.first:
                world.env.process(self.leaves(family, plan, day + days))
        for child in family.children:
            if world.draw(*child.draws, Purpose.CARE, plan) < of.care:
                days = between(of.care_low, of.care_high, world.draw(*child.draws, Purpose.CARE_AFTER, plan))
                if day + days >= of.first:
                    world.env.process(self.into_care(family, child, plan, day + days))

    def close(self, family: Family) -> None:
        self.world.happens(Given.CLOSE, [child for child in family.children if not child.looked_after])
        family.stage, family.closed_on = CLOSED, self.world.today
        if not family.in_care:
            self.world.take_worker(family)

    def evening(self, day: int, kind: int, who: int, number: int) -> Moment:
        return self.world.at(day, Phase.EVENING, (kind << 60) + (who << 12) + number)

    def returns(self, family: Family, plan: int, day: int) -> Steps:
        yield self.evening(day, RETURNS, family.number, plan)
        while family.plans == plan and family.closed_on == self.world.today:
            yield self.evening(self.world.today + 1, RETURNS, family.number, plan)
        if family.plans == plan and family.stage in (CLOSED, TAC_DUE, CHILD_IN_NEED):
            self.enquire(family)

    def leaves(self, family: Family, plan: int, day: int) -> Steps:
        yield self.evening(day, LEAVES, family.number, plan)
        if family.plans == plan and family.stage == ON_PLAN:
            self.world.happens(Given.TRANSFER, family.children)
            for child in family.children:
                child.looked_after = False
            family.stage = CLOSED
            self.world.take_worker(family)

    def steps_up(self, family: Family, plan: int, day: int) -> Steps:
        yield self.evening(day, STEP_UP, family.number, plan)
        if family.plans == plan and family.stage in (TAC_DUE, CHILD_IN_NEED):
            self.world.happens(Given.STEP_UP, family.children)
            self.close(family)

    def into_care(self, family: Family, child: Child, plan: int, day: int) -> Steps:
        yield self.evening(day, CARE, child.number, plan)
        if family.plans == plan and family.stage == ON_PLAN and not child.looked_after:
            self.world.happens(Given.CARE, [child])
            child.looked_after = True
            child.spells += 1
            low, high = self.of.lasts_low, self.of.lasts_high
            days = between(low, high, self.world.draw(*child.draws, Purpose.CARE_LASTS, child.spells))
            self.world.env.process(self.out_of_care(family, child, child.spells, self.world.today + days))

    def out_of_care(self, family: Family, child: Child, spell: int, day: int) -> Steps:
        yield self.evening(day, CEASES, child.number, spell)
        if child.spells == spell and child.looked_after:
            self.world.happens(Given.CEASE, [child])
            child.looked_after = False
            if family.stage == CLOSED:
                self.world.happens(Given.CLOSE, [child])
                if not family.in_care:
                    self.world.take_worker(family)

    def enquire(self, family: Family) -> None:
        family.enquiries += 1
        family.stage = ENQUIRY
        if family.worker is None:
            self.world.waiting.add(family.number)
        for act in (Given.STRATEGY, Given.STARTED):
            self.world.happens(act, family.children)

    def arrivals(self) -> Steps:
        """Every day's new families."""
        world, of = self.world, self.of
        for day in range(of.first, of.stop):
            yield world.at(day, Phase.ARRIVALS)
            u = world.draw(DAY, day, Purpose.ARRIVALS, 0)
            for entry in of.arrivals[of.pattern[day]]:
                if entry > u:
                    break
                self.enquire(self.arriving())

    def arriving(self) -> Family:
        u = self.world.draw(FAMILY, len(self.world.families), Purpose.SIZE, 0)
        return self.world.new_family(1 + sum(entry <= u for entry in self.of.sizes))

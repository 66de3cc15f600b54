"""Lives: a drawn backlog, family by family: what happened up to the start, where all was done in time.

`MEANING.md`, section 3, says how they are drawn. Inputs may hold arrays or lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from simulations.acts import Given, Turn
from simulations.draws import Purpose, Stream, span, uniform
from simulations.inputs import Inputs
from simulations.rows import Stage

CONFERENCE_AFTER = 20
ENQUIRY_AFTER = 9


class Past(NamedTuple):
    """What is open at the start, in the rows of `past_families`, `past_children` and `past_acts` of `Inputs`."""

    families: list[list[int]]
    children: list[list[int]]
    acts: list[list[int]]


def past_of(inputs: Inputs, key: int) -> Past:
    """The backlog of the replication with a key: drawn, or the one of the inputs, which is the same for all."""
    if not inputs.past_drawn:
        listed = (inputs.past_families, inputs.past_children, inputs.past_acts)
        return Past(*([[int(value) for value in row] for row in rows] for rows in listed))
    past = Past([], [], [])
    for size, age in drawn(inputs, key):
        life = in_time(inputs, age)
        past.families.append([size, Stage.ON_PLAN, 1, life.reviews, life.held])
        for _ in range(size):
            past.acts.extend([len(past.children), *act] for act in life.acts)
            past.children.append([0, 0])
    return past


def drawn(inputs: Inputs, key: int) -> Iterator[tuple[int, int]]:
    """Size and age in days of families on a plan, until there are as many children as asked."""
    children, number = 0, 0
    while children < inputs.past_drawn:
        who = (key, Stream.PAST, number)
        size = 1 + sum(bound <= uniform(*who, Purpose.SIZE, 0) for bound in inputs.sizes)
        size = min(int(size), inputs.past_drawn - children)
        band = sum(bound <= uniform(*who, Purpose.AGE, 0) for bound in inputs.past_shares)
        low, high = inputs.past_ages[band]
        yield size, span(int(low), int(high), *who, Purpose.AGE, 1)
        children, number = children + size, number + 1


def held_on(inputs: Inputs, age: int) -> int:
    """The day of the conference with which a plan of so many days began."""
    return until_office(inputs, inputs.first - 1 - age)


def until_office(inputs: Inputs, day: int) -> int:
    """The last office day on or before a day."""
    return int(inputs.office_days[inputs.office_upto[day] - 1])


def in_time(inputs: Inputs, age: int) -> Life:
    """What happened to a child whose conference was so many days before the start."""
    held = held_on(inputs, age)
    life = Life(inputs, held)
    life.feed(held - CONFERENCE_AFTER, Given.STRATEGY, -1)
    life.feed(held - CONFERENCE_AFTER, Given.STARTED, -1)
    life.feed(held - CONFERENCE_AFTER + ENQUIRY_AFTER, first_act(inputs, Turn.ENQUIRY), -1)
    life.feed(held, first_act(inputs, Turn.CONFERENCE), -1)
    life.keep_time()
    return life


def first_act(inputs: Inputs, turn: int) -> int:
    """The act of a turning point: its first way, with all partners there and the first outcome."""
    task = list(inputs.turn).index(turn)
    return int(inputs.act_of[inputs.way_from[task]][-1][0])


@dataclass(eq=False)
class Occasion:
    """An occasion that runs; `open` until it is given up, as what it asks for was done and did not answer it."""

    clock: int
    anchor: int
    opens: int
    due: int
    open: bool = True


@dataclass
class Life:
    """A child whose conference was `held` on a day: the acts (day, act, day it speaks of), and the clocks that run."""

    inputs: Inputs
    held: int
    control: int = 0
    reviews: int = 0
    acts: list[tuple[int, int, int]] = field(default_factory=list)
    running: list[Occasion] = field(default_factory=list)

    def feed(self, day: int, act: int, ref: int) -> None:
        """One act."""
        i, place = self.inputs, self.control * len(self.inputs.rank) + act
        if i.after[self.control][act] < 0:
            return
        self.acts.append((day, int(act), ref))
        for row in range(i.effects_from[place], i.effects_from[place + 1]):
            clock, how, table = i.effect_clock[row], i.effect_how[row], i.effect_table[row]
            over = [
                one
                for one in self.running
                if one.clock == clock and (i.effect_ends[row] or answered(one, how, day, ref))
            ]
            self.running = [one for one in self.running if one not in over]
            if table >= 0 and i.due[table][day] >= 0:
                due, opens = day + i.due[table][day], day + i.opening[table][day]
                self.running.append(Occasion(clock, day, opens, due))
        self.control = i.after[self.control][act]

    def keep_time(self) -> None:
        """Does what comes first, again and again, until what is left would be done at the start or later."""
        i = self.inputs
        while True:
            todo = [one for one in self.running if one.open and i.task_of[one.clock] >= 0]
            first = min(todo, key=self.order, default=None)
            if first is None or self.order(first)[0] >= i.first:
                return
            task = int(i.task_of[first.clock])
            self.feed(self.order(first)[0], self.usual(task), first.anchor)
            self.reviews += int(i.turn[task] == Turn.REVIEW)
            first.open = False

    def order(self, one: Occasion) -> tuple[int, int, int]:
        """The day on which an occasion is answered, the rank of what answers it, the clock."""
        i = self.inputs
        day = max(one.anchor + 1, one.opens, until_office(i, one.due - 1))
        return day, i.rank[self.usual(i.task_of[one.clock])], one.clock

    def usual(self, task: int) -> int:
        """The act of the usual way that breaks the least, with all partners there."""
        i = self.inputs
        ways = [way for way in range(i.way_from[task], i.way_from[task + 1]) if not i.way_cover[way]]
        acts = [int(i.act_of[way][-1][0]) for way in ways]
        return min(acts, key=lambda act: (i.cost[self.control][act], act))


def answered(one: Occasion, how: int, day: int, ref: int) -> bool:
    """Whether an act answers an occasion."""
    return bool((how == 1 and one.opens <= day) or (how == 2 and one.anchor == ref))

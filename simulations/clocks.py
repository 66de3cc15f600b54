"""The clocks of a run: how acts answer, end and begin occasions (`MEANING.md`, section 10, the first half)."""

from __future__ import annotations

from simulations.course import Course, Deed
from simulations.inputs import Inputs
from simulations.rows import Occasion, Standing


class Clocks(Course):
    """The policy's occasions, and the events that reached them."""

    def __init__(self, inputs: Inputs, replication: int) -> None:
        super().__init__(inputs, replication)
        self.occasions: list[Occasion] = []
        self.events: list[tuple[int, ...]] = []

    def feed(self, deed: Deed, day: int) -> None:
        """One act: answers, then ends, then begins occasions of the policy's clocks."""
        i, child = self.i, self.children[deed.child]
        if i.after[child.control][deed.act] < 0:
            return
        row = child.control * len(i.rank) + deed.act
        for at in range(i.effects_from[row], i.effects_from[row + 1]):
            clock, table = i.effect_clock[at], i.effect_table[at]
            for number in child.running.get(clock, []):
                self.settle(self.occasions[number], i.effect_how[at], i.effect_ends[at], deed.speaks_of, day)
            running = [one for one in child.running.get(clock, []) if not self.occasions[one].standing]
            if table >= 0 and i.due[table][day] >= 0:
                running.append(len(self.occasions))
                opens, due = day + i.opening[table][day], day + i.due[table][day]
                self.occasions.append(Occasion(deed.child, clock, day, opens, due))
            child.running[clock] = running
        child.control = i.after[child.control][deed.act]
        self.events.append((day, deed.child, deed.act, deed.speaks_of, deed.other))

    def settle(self, one: Occasion, how: int, ends: int, speaks_of: int, day: int) -> None:
        """An act answers an occasion, or ends it (which lapses only what is due later), or leaves it as it is."""
        if (how == 1 and one.opens <= day) or (how == 2 and one.anchor == speaks_of):
            one.standing, one.settled = Standing.ANSWERED, day
        elif ends:
            one.standing, one.settled = Standing.LAPSED if one.due > day else Standing.ENDED, day

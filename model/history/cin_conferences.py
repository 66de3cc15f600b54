"""Which initial conference each plan of a child comes from, and what came of the conferences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from model.history.cin_child import Child, Dated, Plan

# Two conferences on one child are never so near, and systems that date a plan by its paperwork are at most so late.
LATEST_START = 7


@dataclass(frozen=True, slots=True)
class Begun:
    """A plan and its conference; `held` is None where the file has none for it."""

    plan: Plan
    held: Dated | None

    @property
    def day(self) -> date:
        """The day of the conference: that of the file, else the start of the plan."""
        return self.plan.started.day if self.held is None else self.held.day


def begun(child: Child) -> list[Begun]:
    """The plans by their starts; each takes the latest conference of the 7 days up to it that no other plan has."""
    free = {one.day: one for one in conferences(child)}
    found = []
    for plan in sorted(plans(child), key=lambda one: one.started.day):
        start = plan.started.day
        near = [day for day in free if 0 <= (start - day).days <= LATEST_START]
        found.append(Begun(plan, free.pop(max(near)) if near else None))
    return found


def plans(child: Child) -> Iterator[Plan]:
    """Every plan of the child."""
    return (plan for episode in child.episodes for plan in episode.plans)


def conferences(child: Child) -> Iterator[Dated]:
    """Every initial conference of the child that the file dates."""
    for episode in child.episodes:
        dated = [episode.conference, *(enquiry.conference for enquiry in episode.enquiries)]
        yield from (one for one in dated if one is not None)


def outcomes(child: Child) -> dict[date, str]:
    """What each initial conference came to: a plan where one begins with it, else none."""
    found = dict.fromkeys((one.day for one in conferences(child)), "no_plan")
    return found | dict.fromkeys((one.day for one in begun(child)), "plan")

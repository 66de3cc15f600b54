"""What readings matter: how often each choice changes a finding, and the shortest case that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from model.analysis.beside import Beside, Ints, asked
from model.analysis.conflicts import Conflict, Topic
from model.analysis.coverage import Coverage
from model.analysis.moved import FARTHEST, MOST_JUDGED, Moved
from model.analysis.search import Engine
from model.calendar import Calendar, Period
from model.compiled.clocks import half_and_double
from model.compiled.line import FAR
from model.oracle.certainty import every_duty
from model.policy import Duty, Policy, Strength, under
from model.policy.window import Window, within

Progress = Callable[[int, int], None]
Flags = NDArray[np.bool_]
ONE_CASE = (
    f"on the other days neither the shortest case that tells, nor that case with one of its days moved by up to"
    f" {FARTHEST} days, parts the two; other cases were not looked for"
)
TOO_MANY = f"more than {MOST_JUDGED:,} cases would have had to be judged"
ONLY_TRIED = "some of what it changes was only tried on small cases"


@dataclass(frozen=True)
class Apart:
    """Calendar days from the due day under the default to the one under the choice, where they differ (signed)."""

    least: int
    middle: float
    most: int


@dataclass(frozen=True)
class Matter:
    """One choice of a reading that is not the default, against the default.

    - `duties`: the duties that it changes. `weighed`: those that it asks for more or less strongly, which changes no
      finding, and is left out.
    - `share`: of the start days on which it matters. For a choice that moves due days, start days are those from which
      a window counts, and it matters where a due day differs (`apart`). For any other, and where no due day differs,
      they are the days on which the shortest separating history can begin, moved as a whole or with one of its days
      moved. `missing` says what was not looked for on the other days, empty where the share is `exact`; else it is at
      least so much.
    - `conflict`: the shortest separating history, None where none was found; side 0 is the default, side 1 the choice.
    """

    reading: str
    choice: str
    duties: tuple[str, ...]
    share: float
    apart: Apart | None
    conflict: Conflict | None
    coverage: Coverage
    weighed: tuple[str, ...] = ()
    missing: str = ""

    @property
    def exact(self) -> bool:
        """Whether it matters on no other start day."""
        return not self.missing


def readings(
    policy: Policy,
    calendar: Calendar,
    first: date = date(2010, 1, 1),
    last: date = date(2040, 12, 31),
    progress: Progress | None = None,
    engine: Engine = "numba",
    strength: Strength = Strength.MAY,
) -> tuple[Matter, ...]:
    """Every choice of every reading that is not the default, for cases that may begin from `first` to `last`.

    Both are inclusive. Duties weaker than `strength`, each under its choice, are left out. `progress` is told after
    each how many of how many are done. InvalidInput where a day is outside the calendar.
    """
    choices = [(one.id, choice.id) for one in policy.readings for choice in one.choices if choice.id != one.default]
    found: list[Matter] = []
    for reading, choice in choices:
        sides = beside(policy, reading, choice, calendar, first, last, engine, strength)
        found.append(matter(sides, reading, choice))
        if progress is not None:
            progress(len(found), len(choices))
    return tuple(found)


def beside(
    policy: Policy,
    reading: str,
    choice: str,
    calendar: Calendar,
    first: date,
    last: date,
    engine: Engine,
    strength: Strength = Strength.MAY,
) -> Beside:
    """A policy at its defaults, and beside it under one choice; both without what is weaker than `strength`."""
    labels = (f"{reading} at its default", f"{reading}={choice}")
    ours, theirs = (
        replace(one, duties=one.at_strength(strength)) for one in (policy, under(policy, {reading: choice}))
    )
    return Beside((ours, theirs), labels, calendar, first, last, engine)


def weighed(sides: Beside) -> tuple[str, ...]:
    """The duties of both that are asked for more or less strongly under the choice."""
    ours, theirs = (
        {id: [duty.strength for duty in sides.versions((side, id))] for id in policy.duty_ids}
        for side, policy in enumerate(sides.policies)
    )
    return tuple(id for id, strengths in ours.items() if theirs.get(id, strengths) != strengths)


def changed(sides: Beside) -> tuple[str, ...]:
    """The duties that the choice changes, adds or takes away."""
    places = [(side, id) for side, policy in enumerate(sides.policies) for id in policy.duty_ids]
    alike = sides.alike(places)
    return tuple(dict.fromkeys(id for _, id in places if id not in alike))


def touched_by(policy: Policy, calendar: Calendar, first: date, last: date) -> dict[str, tuple[str, ...]]:
    """For every duty the readings that can change its findings; where there are none, its findings are certain."""
    touched: dict[str, dict[str, None]] = {id: {} for id in every_duty(policy, policy.readings)}
    for reading in policy.readings:
        for choice in reading.choices:
            for id in changed(beside(policy, reading.id, choice.id, calendar, first, last, "plain")):
                touched[id][reading.id] = None
    return {id: tuple(ids) for id, ids in touched.items()}


def matter(sides: Beside, reading: str, choice: str) -> Matter:
    """One choice against the default."""
    duties, found = changed(sides), []
    for id in duties:
        places = tuple((side, id) for side in (0, 1) if id in sides.policies[side].duty_ids)
        found.append(Topic(f"{id} under {reading}={choice}", sides, places).conflicts())
    conflicts = sorted((one for each in found for one in each.conflicts), key=lambda one: one.length)
    coverage = reduce(Coverage.with_more, (each.coverage for each in found), sides.unsearched)
    windows = [id for id in duties if only_windows(sides, id)]
    apart = [days_apart(sides, id) for id in windows]
    shown = [one for one in conflicts if one.duty not in windows]
    directed = [one for id in windows for one in days_directed(sides, id)]
    if not any(one.any() for one in (*apart, *directed)):
        # No window that counts from a start day is moved, and yet one that counts from a later day of the case.
        shown = conflicts
    days, missing = matters(sides, [*apart, *directed], shown[:1])
    return Matter(
        reading=reading,
        choice=choice,
        duties=duties,
        share=float(days.mean()),
        apart=spread(np.concatenate(apart)) if apart else None,
        conflict=conflicts[0] if conflicts else None,
        coverage=coverage,
        weighed=weighed(sides),
        missing="" if days.all() else missing or ("" if coverage.exhaustive else ONLY_TRIED),
    )


def matters(sides: Beside, apart: list[Ints], conflicts: list[Conflict]) -> tuple[Flags, str]:
    """The start days on which a due day is moved, or one of the conflicts can begin; and what was not looked for."""
    days = np.zeros((sides.last - sides.first).days + 1, dtype=bool)
    for one in apart:
        days |= (one.reshape(-1, len(days)) != 0).any(axis=0)
    missing = ""
    for conflict in conflicts:
        moved = Moved.of(conflict, sides.sides, sides.first)
        days |= moved.begins(len(days))
        missing = ONE_CASE if moved.whole else TOO_MANY
    return days, missing


def only_windows(sides: Beside, id: str) -> bool:
    """Whether both have the duty with a due day, and it is only moved by the choice."""
    if not all(id in policy.duty_ids for policy in sides.policies) or not sides.counts_alike(id):
        return False
    ours, theirs = (asked(windowless(policy), id) for policy in sides.policies)
    return ours == theirs and all(duty.window.closes for side in (0, 1) for duty in sides.versions((side, id)))


def windowless(policy: Policy) -> Policy:
    """The policy without its windows."""
    return replace(policy, duties=tuple(replace(duty, window=Window()) for duty in policy.duties))


def days_apart(sides: Beside, id: str) -> Ints:
    """For every start day as anchor, version by version, by how many days the choice moves the due day.

    0 where the calendar does not reach to both.
    """
    return np.concatenate([between(sides, *pair) for pair in versions(sides, id)])


def days_directed(sides: Beside, id: str) -> Iterator[Ints]:
    """The same of the intervals that a direction is taken to set instead; nothing where none can."""
    if sides.policies[0].powers_over[id]:
        for ours, theirs in versions(sides, id):
            for text in half_and_double(ours):
                window = within(Period.parse(text))
                yield between(sides, replace(ours, window=window), replace(theirs, window=window))


def versions(sides: Beside, id: str) -> Iterator[tuple[Duty, Duty]]:
    """The versions of a duty in both."""
    return zip(sides.versions((0, id)), sides.versions((1, id)), strict=True)


def between(sides: Beside, ours: Duty, theirs: Duty) -> Ints:
    """For every start day by how many days the due day of the one is later; 0 where the calendar does not reach."""
    days = (sides.last - sides.first).days + 1
    both = sides.due_days(0, ours)[:days], sides.due_days(1, theirs)[:days]
    return np.where(np.maximum(*both) < FAR, both[1] - both[0], 0)


def spread(moved: Ints) -> Apart | None:
    """The least, the middle and the most of the days that are not none."""
    some = moved[moved != 0]
    return Apart(int(some.min()), float(np.median(some)), int(some.max())) if len(some) else None

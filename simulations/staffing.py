"""Staffing: the same office with other posts, every post keeping the draws that it has."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulations.inputs import Inputs
from simulations.names import NUMBER_BITS
from simulations.scenario import ROLES

Ints = NDArray[np.int64]
# So many times the posts are ample: nobody waits for a person.
AMPLE = 4


def posts(inputs: Inputs, role: str) -> int:
    """How many posts of a role there are."""
    return int((inputs.role == ROLES.index(role)).sum())


def with_posts(inputs: Inputs, role: str, count: int) -> Inputs:
    """The office with so many posts of a role, dealt out to the teams in turn; 1 at least.

    With as many as there are, it is the same office; with others it is the one of a scenario that has so many.
    """
    own = np.flatnonzero(inputs.role == ROLES.index(role))
    others = np.flatnonzero(inputs.role != ROLES.index(role))
    dealt = in_turn(own, inputs.team)
    return staffed(inputs, np.concatenate([others, np.resize(dealt, count)]))


def in_turn(own: Ints, team: Ints) -> Ints:
    """Posts, first the first of every team, then the second of every team, ..."""
    return np.asarray(own[np.lexsort([team[own], np.array(earlier(team[own]))])])


def earlier(values: Ints) -> list[int]:
    """How often each of the values stands before it."""
    seen: Counter[int] = Counter()
    found = []
    for value in values.tolist():
        found.append(seen[value])
        seen[value] += 1
    return found


def ample(inputs: Inputs) -> Inputs:
    """The office with so many posts of all roles that nobody waits; those it has keep their draws."""
    return staffed(inputs, np.tile(np.arange(len(inputs.role)), AMPLE))._replace(limit=0)


def staffed(inputs: Inputs, chosen: Ints) -> Inputs:
    """The office with these of its posts; one that is chosen again is a new one, behind those of the same entry."""
    names = inputs.post_name.tolist()
    first: dict[int, int] = {}
    free: dict[int, int] = {}
    for place, name in enumerate(names):
        entry = name >> NUMBER_BITS
        first.setdefault(entry, place)
        free[entry] = max(free.get(entry, 0), name + 1)
    made = []
    for post, before in zip(chosen.tolist(), earlier(chosen), strict=True):
        entry = names[post] >> NUMBER_BITS
        made.append((first[entry], free[entry] if before else names[post], post))
        free[entry] += before > 0
    _, new, order = zip(*sorted(made), strict=True)
    columns: dict[str, Any] = {name: getattr(inputs, name)[[*order]] for name in ("role", "team", "base", "share")}
    return inputs._replace(post_name=np.array(new, np.int64), **columns)

"""Staffing: the same office with other posts, every post keeping the draws that it has."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulations.inputs import Inputs
from simulations.scenario import ROLES

Ints = NDArray[np.int64]
# So many times the posts are ample: nobody waits for a person.
AMPLE = 4


def posts(inputs: Inputs, role: str) -> int:
    """How many posts of a role there are."""
    return int((inputs.role == ROLES.index(role)).sum())


def with_posts(inputs: Inputs, role: str, count: int) -> Inputs:
    """The office with so many posts of a role, dealt out to the teams in turn; 1 at least.

    The posts of the role stand last, so that each of them and all others keep their draws when `count` changes.
    """
    own = np.flatnonzero(inputs.role == ROLES.index(role))
    others = np.flatnonzero(inputs.role != ROLES.index(role))
    dealt = in_turn(own, inputs.team)
    return ordered(inputs, np.concatenate([others, np.resize(dealt, count)]))


def in_turn(own: Ints, team: Ints) -> Ints:
    """Posts, first the first of every team, then the second of every team, ..."""
    place = np.array([(team[own[:number]] == team[post]).sum() for number, post in enumerate(own)], np.int64)
    return np.asarray(own[np.lexsort((team[own], place))])


def ample(inputs: Inputs) -> Inputs:
    """The office with so many posts of all roles that nobody waits; those it has keep their draws."""
    return ordered(inputs, np.tile(np.arange(len(inputs.role)), AMPLE))._replace(limit=0)


def ordered(inputs: Inputs, order: Ints) -> Inputs:
    """The office with these of its posts, some of them more than once."""
    columns: dict[str, Any] = {name: getattr(inputs, name)[order] for name in ("role", "team", "base", "share")}
    return inputs._replace(**columns)

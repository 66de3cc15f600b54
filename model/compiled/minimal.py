"""Minimal arrays: control states that behave alike are one, and so are letters that do the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from model.compiled.control import Row
from model.compiled.letters import Letter

Rows = Sequence[Sequence[Row]]


def classes(rows: Rows, night: Sequence[int]) -> list[int]:
    """The class of each control state: the coarsest in which alike states have alike successors (Moore). 0 stays 0."""
    shapes = [tuple(row.shape() for row in state) for state in rows]
    found = numbered(shapes)
    while True:
        finer = numbered(
            [
                (
                    found[place],
                    found[night[place]],
                    tuple(found[row.after] if row.after >= 0 else -1 for row in state),
                )
                for place, state in enumerate(rows)
            ]
        )
        if max(finer) == max(found):
            return finer
        found = finer


def numbered(keys: Sequence[object]) -> list[int]:
    """A number for each key, the same for the same, in the order in which they first come."""
    numbers: dict[object, int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in keys]


def useful(letters: Sequence[Letter], rows: Rows, classed: Sequence[int]) -> list[int]:
    """The places of the letters that do something, one of those that do the same for the same chooser and kind."""
    seen: set[object] = set()
    kept = []
    for place, letter in enumerate(letters):
        column = tuple((state[place].shape(), after(state[place], classed)) for state in rows)
        idle = all(
            state[place].after < 0 or nothing(state[place], classed, classed[at]) for at, state in enumerate(rows)
        )
        key = (letter.kind, letter.ago, column)
        if not idle and key not in seen:
            seen.add(key)
            kept.append(place)
    return kept


def after(row: Row, classed: Sequence[int]) -> int:
    """The class of the control state after a letter, -1 where it cannot happen."""
    return classed[row.after] if row.after >= 0 else -1


def nothing(row: Row, classed: Sequence[int], here: int) -> bool:
    """Whether a letter leaves everything as it is."""
    return after(row, classed) == here and row.shape() == Row(0).shape()

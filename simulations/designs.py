"""A design: the points of a sweep, each a value for every one of some fields of a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import floor, isfinite, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import Fault, InvalidInput, meant

Range = tuple[float, float]
MOST_POINTS = 100_000


@dataclass(frozen=True)
class Design:
    """Points in their order: each gives every one of the `fields`, dotted paths such as `cases.plan`, a value."""

    fields: tuple[str, ...]
    points: tuple[Mapping[str, Any], ...]


def grid(axes: Mapping[str, Sequence[Any]]) -> Design:
    """Every combination of the values of each field, the last field changing fastest; InvalidInput for an empty axis.

    >>> [dict(point) for point in grid({"cases.plan": [0.8, 0.9], "people.leave_weeks": [6]}).points]
    [{'cases.plan': 0.8, 'people.leave_weeks': 6}, {'cases.plan': 0.9, 'people.leave_weeks': 6}]
    """
    faults = [
        Fault("no-values", "needs a list of one value or more", values, field, "[0.8, 0.9]")
        for field, values in axes.items()
        if not is_list(values)
    ]
    if not faults:
        faults = few_or_many(prod(len(values) for values in axes.values()) if axes else 0)
    if faults:
        raise InvalidInput(*faults)
    return design([dict(zip(axes, values, strict=True)) for values in product(*axes.values())])


def design(points: Sequence[Mapping[str, Any]]) -> Design:
    """The points of a list; InvalidInput where one of them names other fields than the first, or there is none."""
    fields = tuple(points[0]) if points else ()
    if faults := [*few_or_many(len(points) if fields else 0), *uneven(fields, points)]:
        raise InvalidInput(*faults)
    return Design(fields, tuple(points))


def is_list(values: Any) -> bool:
    """Whether there is one value or more in a list."""
    return isinstance(values, Sequence) and not isinstance(values, str) and bool(values)


def few_or_many(points: int) -> list[Fault]:
    """A fault where there is no point, or more of them than make sense."""
    if 1 <= points <= MOST_POINTS:
        return []
    return [Fault("out-of-range", f"needs 1 to {MOST_POINTS:,} points, each with one field or more", points, "design")]


def uneven(fields: Sequence[str], points: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """The faults of points that miss fields of the first one, or have others."""
    for place, point in enumerate(points, 1):
        for field in fields:
            if field not in point:
                yield Fault("missing-field", "a point needs the fields of the first one", field, f"point {place}")
        for field in point:
            if field not in fields:
                yield Fault(
                    "unknown-field", "the first point has no such field", field, f"point {place}", meant(field, fields)
                )


def latin(ranges: Mapping[str, Range], points: int, *, seed: int = 1) -> Design:
    """A Latin hypercube: so many points that hit, in each field, every one of as many equal parts of its range once.

    Between two whole ends lie whole numbers, both ends included. InvalidInput for a range that is none.
    """
    from scipy.stats import qmc  # type: ignore[import-untyped]

    check(ranges)
    if faults := few_or_many(points):
        raise InvalidInput(*faults)
    return sampled(ranges, qmc.LatinHypercube(len(ranges), rng=np.random.default_rng(seed)).random(points))


def sampled(ranges: Mapping[str, Range], shares: NDArray[np.float64]) -> Design:
    """The points at some shares of the ranges: an array of points x fields, from 0 to below 1."""
    return design(
        [
            {field: between(*ends, float(share)) for (field, ends), share in zip(ranges.items(), row, strict=True)}
            for row in shares
        ]
    )


def between(low: float, high: float, share: float) -> float:
    """What lies at a share of a range; a whole number where both ends are.

    >>> between(0, 3, 0.999), between(0.0, 3, 0.5)
    (3, 1.5)
    """
    if isinstance(low, int) and isinstance(high, int):
        return min(high, low + floor(share * (high - low + 1)))
    return low + share * (high - low)


def check(ranges: Mapping[str, Range]) -> None:
    """InvalidInput with a fault for every range that is not two numbers, the first below the second."""
    faults = [
        Fault("bad-range", "is not a pair (least, most) of numbers, the first below the second", ends, field)
        for field, ends in ranges.items()
        if not is_range(ends)
    ]
    if not ranges:
        faults = few_or_many(0)
    if faults:
        raise InvalidInput(*faults)


def is_range(ends: Any) -> bool:
    """Whether a value is two numbers, the first below the second."""
    if not isinstance(ends, Sequence) or len(ends) != 2:
        return False
    numbers = all(isinstance(end, int | float) and not isinstance(end, bool) and isfinite(end) for end in ends)
    return numbers and bool(ends[0] < ends[1])

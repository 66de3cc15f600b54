"""Published figures of one area, each with the interval in which the true number lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from model import Fault, InvalidInput

SUPPRESSED = "c"
# Not available, not applicable, too unreliable to show: nothing is known about the number.
ABSENT = frozenset({"", "x", "z", "k", "u", ":", ".", "..", "-", "n/a"})
ROUNDS_TO_NOTHING = "low"
# DfE rounds the counts of England and its regions to the nearest ten, and suppresses 1 to 5 for an authority.
NEAREST_TEN = 5.0
MOST_SUPPRESSED = 5.0

BANDS = ("3 months or less", "3 to 6 months", "6 to 12 months", "1 to 2 years", "2 years or more")
# The first day of age of each band but the first: up to 3 and 6 calendar months (at most 92 and 184 days), then years.
BAND_FROM = (93, 185, 365, 730)


@dataclass(frozen=True)
class Figure:
    """One published number, None where it is not shown; the true one is from `low` to `high`, both inclusive."""

    value: float | None
    low: float
    high: float

    @property
    def near(self) -> float:
        """The number itself, or the middle of its interval where that has an end."""
        return self.value if self.value is not None else (self.low + min(self.high, 1e9)) / 2

    @property
    def known(self) -> bool:
        """Whether anything is known about the number."""
        return self.high < inf

    def off(self, number: float) -> float:
        """How far a number lies above (or below, negative) the interval, 0 inside."""
        return max(0.0, number - self.high) + min(0.0, number - self.low)


@dataclass(frozen=True)
class Area:
    """The figures of one area: `years[2024]["ended_by"]` are five figures, by `BANDS`; a year ends on 31 March."""

    code: str
    name: str
    years: Mapping[int, Mapping[str, tuple[Figure, ...]]] = field(default_factory=dict)

    def has(self, key: str, year: int) -> bool:
        """Whether all figures of a key are known, if only by their intervals, in a year."""
        found = self.years.get(year, {}).get(key, ())
        return bool(found) and all(one.known for one in found)

    def get(self, key: str, year: int) -> tuple[Figure, ...]:
        """The figures of a key; InvalidInput where the year has none."""
        if not self.has(key, year):
            fact = f"{self.name} has no published figure for what is asked"
            raise InvalidInput(Fault("no-figure", fact, f"{key}, {year}", hint=f"years: {sorted(self.years)}"))
        return self.years[year][key]

    def one(self, key: str, year: int) -> float:
        """The single figure of a key, or the middle of its interval."""
        return self.get(key, year)[0].near


def figure(text: str, margin: float = 0.0) -> Figure:
    """A figure as it stands in a file; `margin` is half of the step to which it is rounded. ValueError: no figure."""
    word = text.strip().casefold()
    if word == SUPPRESSED:
        return Figure(None, 1.0, MOST_SUPPRESSED)
    if word == ROUNDS_TO_NOTHING:
        return Figure(None, 0.0, max(margin, 0.0))
    if word in ABSENT:
        return Figure(None, 0.0, inf)
    value = float(word.replace(",", "").removesuffix("%"))
    if not 0 <= value < inf:
        raise ValueError(text)
    return Figure(value, max(0.0, value - margin), value + margin)


def parts(found: Sequence[Figure], total: Figure) -> tuple[Figure, ...]:
    """Parts of a total, with what the total says about those that are suppressed (also so that none can be worked out).

    Only one of several suppressed parts need be 1 to 5; together they are what the shown parts leave of the total.
    """
    hidden = [one for one in found if one.value is None]
    if not hidden or total.value is None or any(not one.known for one in hidden):
        return tuple(found)
    left = total.high - sum(one.low for one in found if one.value is not None)
    if len(hidden) == 1:
        low = max(0.0, total.low - sum(one.high for one in found if one.value is not None))
        return tuple(Figure(None, low, left) if one.value is None else one for one in found)
    most = left - (len(hidden) - 1)
    return tuple(Figure(None, 1.0, max(1.0, most)) if one.value is None else one for one in found)


def band_bounds(last: int) -> list[tuple[int, int]]:
    """The first and last day of age of each band, the last band ending on a given day."""
    return [(low, high - 1) for low, high in pairwise((0, *BAND_FROM, last + 1))]

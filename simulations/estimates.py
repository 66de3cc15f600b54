"""Estimates from replications: a mean or a share, and the interval that holds the true one with a stated confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
LEVEL = 0.95
# So much of the Edgeworth correction for skewness is made, on the side where it widens: all of it covers too much.
STRETCH = 0.5
# Found by the tests of coverage in small offices.
LEAN = 1.5
# A sample says a little too little of the spread of the next one.
SPARE = 1.1
STEP = 1.25


@dataclass(frozen=True)
class Interval:
    """A mean of `n` replications, and the `low` and `high` ends of its interval of confidence `level`."""

    mean: float
    low: float
    high: float
    n: int
    level: float = LEVEL

    @property
    def half(self) -> float:
        """Half of its width."""
        return (self.high - self.low) / 2

    def times(self, factor: float) -> Interval:
        """The interval in another unit; `factor` is not negative."""
        return Interval(self.mean * factor, self.low * factor, self.high * factor, self.n, self.level)


def quantile(level: float, n: int) -> float:
    """How many standard errors Student's interval of the mean of `n` numbers reaches to each side."""
    from scipy.special import stdtrit  # type: ignore[import-untyped]

    return float(stdtrit(n - 1, (1 + level) / 2))


def mean_of(values: Numbers, level: float = LEVEL) -> Interval:
    """Student's interval of the mean; `values` has one number a replication, two at least."""
    n, mean = len(values), float(np.mean(values))
    half = quantile(level, n) * float(np.std(values, ddof=1)) / sqrt(n)
    return Interval(mean, mean - half, mean + half, n, level)


def ratio_of(parts: Numbers, wholes: Numbers, level: float = LEVEL) -> Interval:
    """The interval of a ratio of totals by the delta method: `parts` and `wholes` have one number a replication.

    It ends at 0; nan where there is no whole. Replications count as they weigh: a long one more.
    """
    n, whole = len(parts), float(np.mean(wholes))
    if whole == 0:
        return Interval(np.nan, np.nan, np.nan, n, level)
    ratio = float(np.mean(parts)) / whole
    half = quantile(level, n) * float(np.std(parts - ratio * wholes, ddof=1)) / (whole * sqrt(n))
    return Interval(ratio, max(0.0, ratio - half), ratio + half, n, level)


def share_of(parts: Numbers, wholes: Numbers, level: float = LEVEL) -> Interval:
    """The interval of a share of things counted: both totals in one number a replication; nan where there is no whole.

    Wilson's, of as many independent things as would vary like these replications (never more than were counted), with
    Student's quantile. Bad runs are rare and very bad: it reaches further where replications are skewed, and where few
    of them are near 0 or 1, as none of these may be a bad one.
    """
    n, part, whole = len(parts), float(np.sum(parts)), float(np.sum(wholes))
    if whole == 0:
        return Interval(np.nan, np.nan, np.nan, n, level)
    share = part / whole
    apart = parts - share * wholes
    size = whole / max(1.0, clustering(apart, share, whole))
    reach = quantile(level, n)
    more = skewed(apart) * (1 + 2 * reach**2) / (6 * sqrt(n)) * STRETCH
    lean = reach * (2 * share - 1) * LEAN / n
    low = wilson(share, size, -reach - max(0.0, -more) - max(0.0, lean))
    high = wilson(share, size, reach + max(0.0, more) + max(0.0, -lean))
    # Rounding may lead a little out of what a share can be.
    return Interval(share, max(0.0, min(share, low)), min(1.0, max(share, high)), n, level)


def clustering(apart: Numbers, share: float, whole: float) -> float:
    """The design effect: the variance of a share over that of as many independent things; 0 where all are alike.

    `apart` is by how much each replication has more or less than its `share`.
    """
    alone = share * (1 - share) * whole
    return float(np.var(apart, ddof=1)) * len(apart) / alone if alone else 0.0


def wilson(share: float, size: float, reach: float) -> float:
    """The end of Wilson's interval that lies `reach` standard errors away, below where that is negative."""
    middle = share + reach**2 / (2 * size)
    away = reach * sqrt(share * (1 - share) / size + reach**2 / (4 * size**2))
    return (middle + away) / (1 + reach**2 / size)


def skewed(values: Numbers) -> float:
    """The skewness of a sample about 0; 0 where it has fewer than three values or no spread."""
    n, spread = len(values), float(np.std(values, ddof=1))
    if n < 3 or not spread:
        return 0.0
    return float(((values / spread) ** 3).sum()) * n / ((n - 1) * (n - 2))


def together(level: float, count: int) -> float:
    """The level at which each of `count` intervals is taken, so that all hold at once with `level` (Bonferroni)."""
    return 1 - (1 - level) / max(1, count)


def needed(found: Sequence[Interval], half: float, most: int) -> int:
    """How many replications make every interval as narrow as `half` to each side, as far as these can tell.

    At least as many as there are, at most `most`, and a quarter more at once: few tell badly how wide many will be.
    """
    widest = max((one.half for one in found if one.half == one.half), default=0.0)
    n = max(one.n for one in found)
    return n if widest <= half else min(most, ceil(n * STEP), max(n + 1, ceil(SPARE * n * (widest / half) ** 2)))

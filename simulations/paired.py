"""Paired comparison: two ways to run the same cases, replication by replication, under common random numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from simulations.estimates import LEVEL, Interval, Numbers, mean_of


@dataclass(frozen=True)
class Paired:
    """What changes from the first to the second: by replication, and its mean with interval.

    `variance_ratio` says how many times as many replications an interval as narrow would take without common random
    numbers: the variance of a difference of independent runs over that of these pairs; inf where all pairs agree.
    """

    differences: Numbers
    change: Interval
    variance_ratio: float


def paired(before: Numbers, after: Numbers, level: float = LEVEL) -> Paired:
    """Compares two measures that have one number a replication, of the same replications in the same order."""
    differences = np.asarray(after, np.float64) - before
    apart = float(np.var(before, ddof=1) + np.var(after, ddof=1))
    spread = float(np.var(differences, ddof=1))
    return Paired(differences, mean_of(differences, level), apart / spread if spread else inf)


def shares(parts: Numbers, wholes: Numbers) -> Numbers:
    """The share of each replication; 1 where there is no whole."""
    return np.asarray(np.where(wholes > 0, parts / np.maximum(wholes, 1), 1.0))

"""How long plans last, worked out without a run: exits at reviews, and leaving between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from simulations.figures import BAND_FROM, BANDS
from simulations.scenario import Cases

Reals = NDArray[np.float64]
# Days that are followed; longer plans are few, and are counted to this day.
DAYS = 2048
REVIEWS = 12
FIRST_DUE, NEXT_DUE = 91, 183
# Calendar days from a review that failed to the first on which it can be held again.
AGAIN_AFTER = 4
TRIES = 6
YEAR = 365.25
MONTHS = 12
# Days from the start of enquiries to the conference, as long as most take.
BEFORE_PLAN = 20


@dataclass(frozen=True)
class Exits:
    """What ends plans: chances by review (the last for all later ones), and leaving between reviews.

    `leaves_after`: leaving falls on each of these days of the plan alike. `margin`: reviews are set on each of the days
    from so many before the due day up to it alike. `fails`: chance that a review does not take place when it was set.
    """

    reviews: tuple[float, ...]
    leaves: float
    leaves_after: tuple[float, float]
    margin: float
    fails: float


@dataclass(frozen=True)
class Curve:
    """By day of the plan: shares that end on it, that end on it at a review, and that still run after it.

    `late` is the share of reviews held after their due day.
    """

    ends: Reals
    reviewed: Reals
    alive: Reals
    late: float


def held(margin: float, fails: float, again_after: int = AGAIN_AFTER) -> tuple[Reals, float]:
    """On which day a meeting is held, by days after (due day - DAYS // 2), and the share of those held late."""
    days = np.arange(DAYS) - DAYS // 2
    target = np.clip((days + margin + 1) / (margin + 1), 0, 1)
    still, found = np.diff(target, prepend=0.0), np.zeros(DAYS)
    for _ in range(TRIES):
        found += (1 - fails) * still
        # Set anew: on the later of a new target and the first day on which it can be.
        again = np.cumsum(np.roll(still, again_after))
        still = fails * np.diff(again / max(again[-1], 1e-12) * target, prepend=0.0) * still.sum()
    found /= found.sum()
    return on_weekdays(found), float(found[days > 0].sum())


def on_weekdays(found: Reals) -> Reals:
    """A day that falls on a weekend becomes the Friday before."""
    return (5 * found + np.roll(found, -1) + np.roll(found, -2)) / 7


def gap(due: int, margin: float, fails: float) -> Reals:
    """After how many days a review is held that is due after so many."""
    found, _ = held(margin, fails)
    shifted: Reals = np.roll(found, due - DAYS // 2)
    return shifted


def curve(exits: Exits, cases: Cases) -> Curve:
    """How long plans last, child by child; children looked after and families' sizes are those of `cases`."""
    gaps = [gap(due, exits.margin, exits.fails) for due in (FIRST_DUE, NEXT_DUE)]
    waves = np.fft.rfft(gaps[1], 2 * DAYS)

    def later(rows: Reals) -> Reals:
        found: Reals = np.fft.irfft(np.fft.rfft(rows, 2 * DAYS) * waves, 2 * DAYS)[..., :DAYS]
        return found

    free = without_care(cases)
    apart, together, ended = gaps[0] * free, gaps[0] * (1 - free), np.zeros_like(free)
    for review in range(REVIEWS):
        chance, in_care = at(exits.reviews, review), at(cases.exits_in_care, review)
        ended += chance * apart + in_care * together
        go_on, in_care_on = (1 - chance) * apart, (1 - in_care) * together
        both, parted, stayed = later(np.stack([go_on, go_on / np.maximum(free, 1e-9), in_care_on]))
        apart = parted * free
        together = both - apart + stayed
    reviewed = children_shares(cases) @ ended
    return with_leavers(reviewed, exits)


def with_leavers(reviewed: Reals, exits: Exits) -> Curve:
    """Plans that end at reviews, less those of families that left before."""
    low, high = exits.leaves_after
    left = exits.leaves * np.clip((np.arange(DAYS) - low + 1) / (high - low + 1), 0, 1)
    alive = (1 - np.cumsum(reviewed)) * (1 - left)
    ends = -np.diff(alive, prepend=1.0)
    return Curve(ends, reviewed * (1 - left), alive, held(exits.margin, exits.fails)[1])


def at(chances: tuple[float, ...], review: int) -> float:
    """The chance at a review; the last one stands for all later ones."""
    return chances[min(review, len(chances) - 1)]


def without_care(cases: Cases) -> Reals:
    """By size of family and day of the plan: the chance that no child is looked after yet (ceasing is left out)."""
    low, high = cases.care_after
    share = cases.care * np.clip((np.arange(DAYS) - low + 1) / (high - low + 1), 0, 1)
    found: Reals = (1 - share)[None, :] ** np.arange(1, len(cases.sizes) + 1)[:, None]
    return found


def children_shares(cases: Cases) -> Reals:
    """The share of children who are in families of each size."""
    weights = np.array(cases.sizes) * np.arange(1, len(cases.sizes) + 1)
    shares: Reals = weights / weights.sum()
    return shares


def mean_size(cases: Cases) -> float:
    """Children a family."""
    return float(np.arange(1, len(cases.sizes) + 1) @ np.array(cases.sizes) / sum(cases.sizes))


@lru_cache(maxsize=1)
def band_of() -> NDArray[np.int64]:
    """The band of each day of age."""
    return np.searchsorted(np.array(BAND_FROM), np.arange(DAYS), side="right").astype(np.int64)


def by_band(shares: Reals) -> Reals:
    """Sums by band."""
    return np.bincount(band_of(), shares, len(BANDS)).astype(np.float64)


@dataclass(frozen=True)
class YearOfPlans:
    """What a curve and the starts of the years make of one year: plans ended and open, by band; reviewed in time."""

    ended_by: Reals
    open_by: Reals
    in_time: float


def season(cases: Cases) -> Reals:
    """The shares of a year's plans that start in each month from April on: enquiries come by `months`, plans later."""
    april_first, later = np.roll(np.array(cases.months), -3), BEFORE_PLAN * MONTHS / YEAR
    found = (1 - later) * april_first + later * np.roll(april_first, 1)
    shares: Reals = found / found.sum()
    return shares


def year_of_plans(found: Curve, started: Mapping[int, float], year: int, months: Reals) -> YearOfPlans:
    """One year to 31 March, from the plans started in each year by `months`; before the first year as many as in it."""
    first, days = min(started), np.arange(DAYS, dtype=np.float64)
    until = (year - first + 1) * YEAR
    begun = starts_by(started, until - days, months)
    ended = found.ends * (begun - starts_by(started, until - YEAR - days, months))
    still = found.alive * (begun - starts_by(started, until - days - 1, months))
    return YearOfPlans(by_band(ended), by_band(still), in_time(still, found.late))


def starts_by(started: Mapping[int, float], days: Reals, months: Reals) -> Reals:
    """Plans started from the first year's beginning up to each day; before it, counted backwards for DAYS at most."""
    years = sorted(started)
    back = ceil(DAYS / YEAR)
    counts = [started[years[0]]] * back + [started[year] for year in years]
    total = np.concatenate([[0.0], np.cumsum(np.outer(counts, months))])
    found: Reals = np.interp(MONTHS * (days / YEAR + back), np.arange(len(total)), total) - total[MONTHS * back]
    return found


def in_time(still: Reals, late: float) -> float:
    """The share of plans open for three months or more all of whose reviews of the last year were in time."""
    ages = np.arange(DAYS)
    most = np.ceil(np.maximum(ages - FIRST_DUE + 1, 0) / NEXT_DUE)
    before = np.ceil(np.maximum(ages - 365 - FIRST_DUE + 1, 0) / NEXT_DUE)
    weights = still * (ages >= BAND_FROM[0])
    return float((weights * (1 - late) ** (most - before)).sum() / weights.sum())

"""What DfE would publish about a run: the same counts, year by year, from the run's log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulations.acts import Given, Turn
from simulations.figures import BAND_FROM, BANDS
from simulations.inputs import Setting
from simulations.log import EVENT_COLUMNS, OCCASION_COLUMNS, Log
from simulations.rows import Standing

Ints = NDArray[np.int64]
# Waits from the start of enquiries to the conference, up to so many working days (table C4).
WAIT_BANDS = (10, 15, 20)
LONGEST_WAIT = 200
DAY, CHILD, ACT = (EVENT_COLUMNS.index(name) for name in ("day", "child", "act"))
FAR = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Counts:
    """One year to 31 March: children's plans started, ended (by band), open at its end (by band), and reviewed.

    `waits`: conferences by working days since the enquiries began, 0 to LONGEST_WAIT. `reviewable`: plans open for
    three months or more at the year's end; `reviewed`: those of which all reviews of the year were in time.
    """

    started: int
    ended_by: Ints
    open_by: Ints
    waits: Ints
    section_47: int
    reviewable: int
    reviewed: int


@dataclass(frozen=True)
class Facts:
    """What all years are counted from, one row each.

    `plans`: child, first day, last day or -1; `waits`: the conference's day, working days waited; `enquiries`: the day
    on which they began; `reviews`: child, trigger's day, due day, day on which the review ceased to be owed.
    """

    plans: Ints
    waits: Ints
    enquiries: Ints
    reviews: Ints


def facts(log: Log, setting: Setting) -> Facts:
    """What the counts of all years are taken from."""
    plans = pairs(log, acts_of_kind(setting, "icpc_held", "plan"), [int(Given.END), int(Given.TRANSFER)])
    waits = pairs(log, [int(Given.STARTED)], acts_of_kind(setting, "icpc_held"))
    waits = waits[waits[:, 2] >= 0]
    working = np.cumsum(np.array(setting.calendar.working, np.int64))
    waited = np.minimum(working[waits[:, 2]] - working[waits[:, 1]], LONGEST_WAIT)
    begun = log.events[log.events[:, ACT] == Given.STARTED, DAY]
    return Facts(plans, np.stack([waits[:, 2], waited], axis=1), begun, reviews_owed(log, setting))


def acts_of_kind(setting: Setting, kind: str, outcome: str = "") -> list[int]:
    """The numbers of the acts of a kind, with an outcome where one is asked."""
    listed = enumerate(setting.acts.listed)
    return [n for n, act in listed if act.kind == kind and (not outcome or ("outcome", outcome) in act.attributes)]


def pairs(log: Log, opening: list[int], closing: list[int]) -> Ints:
    """(child, day, day of the same child's next closing act, -1 where an opening one or nothing follows)."""
    rows = log.events[np.isin(log.events[:, ACT], [*opening, *closing])]
    # The log of a backlog comes family by family, not day by day.
    rows = rows[np.lexsort((np.arange(len(rows)), rows[:, DAY], rows[:, CHILD]))]
    opens = np.isin(rows[:, ACT], opening)
    following = np.roll(rows, -1, axis=0)
    closes = np.roll(~opens, -1) & (following[:, CHILD] == rows[:, CHILD])
    closes[-1:] = False
    last = np.where(closes, following[:, DAY], -1)
    found: Ints = np.stack([rows[:, CHILD], rows[:, DAY], last], axis=1)[opens]
    return found


def reviews_owed(log: Log, setting: Setting) -> Ints:
    """Every review that was owed: child, trigger's day, due day, day on which it ceased to be owed (FAR: never)."""
    tasks = np.flatnonzero(setting.inputs.turn == Turn.REVIEW)
    clocks = np.flatnonzero(np.isin(setting.inputs.task_of, tasks))
    names = ("child", "clock", "anchor", "due", "standing", "settled")
    child, clock, anchor, due, standing, settled = (log.occasions[:, OCCASION_COLUMNS.index(name)] for name in names)
    over = np.where(standing == Standing.RUNNING, FAR, settled)
    found: Ints = np.stack([child, anchor, due, over], axis=1)[np.isin(clock, clocks)]
    return found


def counts(found: Facts, setting: Setting, year: int) -> Counts:
    """The counts of one year."""
    first, last = ((date(one, 3, 31) - setting.calendar.first).days for one in (year - 1, year))
    child, begun, ended = found.plans.T
    inside = (ended > first) & (ended <= last)
    running = (begun <= last) & ((ended < 0) | (ended > last))
    waited = found.waits[(found.waits[:, 0] > first) & (found.waits[:, 0] <= last), 1]
    reviewable = running & (last - begun >= BAND_FROM[0])
    late = np.isin(child, late_reviews(found, first, last))
    return Counts(
        started=int(((begun > first) & (begun <= last)).sum()),
        ended_by=in_bands((ended - begun)[inside]),
        open_by=in_bands((last - begun)[running]),
        waits=np.bincount(waited, minlength=LONGEST_WAIT + 1),
        section_47=int(((found.enquiries > first) & (found.enquiries <= last)).sum()),
        reviewable=int(reviewable.sum()),
        reviewed=int((reviewable & ~late).sum()),
    )


def late_reviews(found: Facts, first: int, last: int) -> Ints:
    """The children with a review of the latest plan that was late within the year, or is overdue at its end."""
    child, anchor, due, over = found.reviews.T
    begun = np.full(int(max(found.plans[:, 0].max(initial=0), child.max(initial=0))) + 1, -1)
    now = found.plans[found.plans[:, 1] <= last]
    np.maximum.at(begun, now[:, 0], now[:, 1])
    late = (due <= last) & (np.minimum(over, last + 1) > due) & (over > first)
    return np.unique(child[late & (anchor >= begun[child])])


def in_bands(days: Ints) -> Ints:
    """How many lengths fall into each band."""
    return np.bincount(np.searchsorted(np.array(BAND_FROM), days, side="right"), minlength=len(BANDS))


def quartiles(waits: Ints) -> tuple[float, float, float]:
    """The quartiles of waits that were counted by length."""
    upto = np.cumsum(waits)
    low, middle, high = (float(np.searchsorted(upto, share * upto[-1])) for share in (0.25, 0.5, 0.75))
    return low, middle, high

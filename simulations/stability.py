"""Stability: whether people have the hours for what comes in, and what stands in the way where they have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

import numpy as np

from simulations.estimates import Interval, Numbers, mean_of
from simulations.experiment import CAUSES, Experiment, Load
from simulations.measures import CALLED_COLUMNS
from simulations.rows import Cause
from simulations.scenario import ROLES

NAMES = dict(zip(ROLES, ("lead social workers", "line managers", "conference chairs"), strict=True))
WORKER, MANAGER, CHAIR = ROLES
# Less than this late, and nothing is in the way.
LITTLE = 0.01
# In weeks.
YEAR = 52


def overloaded(found: Experiment) -> tuple[Load, ...]:
    """The roles of which more is asked than they can give, the worst first.

    Demand is what they would spend if nobody ever waited: what the same cases take with ample staff.
    """
    return tuple(sorted((one for one in found.loads if one.demand.mean >= 1), key=lambda one: -one.demand.mean))


def growth(found: Experiment) -> tuple[Interval, Interval] | None:
    """What is overdue on average in the middle third of the run, and in the last, where it surely grows; else None.

    It grows where the interval of the difference lies above a hundredth of what falls due in the last third: less is
    what nobody does any more, as of families that left. Nothing is said of less than a year.
    """
    weeks = found.runs.measures.overdue.shape[2]
    if weeks < YEAR:
        return None
    middle, last = overdue(found, found.owed)
    third = weeks // 3
    due = found.runs.measures.week_due[:, found.owed, 2 * third : 3 * third]
    least = LITTLE * due.sum(axis=(1, 2)).mean()
    return (mean_of(middle), mean_of(last)) if mean_of(last - middle).low > least else None


def overdue(found: Experiment, clocks: Sequence[int]) -> tuple[Numbers, Numbers]:
    """By replication: what is overdue on average in the middle third of the run, and in the last."""
    counted = found.runs.measures.overdue[:, clocks].sum(axis=1)
    third = counted.shape[1] // 3
    return counted[:, third : 2 * third].mean(axis=1), counted[:, 2 * third : 3 * third].mean(axis=1)


def unsteady(found: Experiment) -> bool:
    """Whether nothing that the runs print is a steady state."""
    return bool(overloaded(found)) or growth(found) is not None


def stability(found: Experiment) -> str:
    """`unstable: demand 112% of capacity`, with the roles; or how much of each role's hours is asked for.

    Below all hours says no more than that: work may still pile up where hours cannot be used, as with a limit on what
    one worker holds, teams of unlike size or few days on which a chair is free.
    """
    over = overloaded(found)
    told = ", ".join(f"{NAMES[one.role]} {percent(one.demand)}" for one in over or found.loads)
    if over:
        return f"unstable: demand {over[0].demand.mean:.0%} of capacity ({told})"
    if grows := growth(found):
        middle, last = (f"{one.mean:,.0f}" for one in grows)
        return (
            f"unstable: what is overdue grows, from {middle} demands on average in the middle third of the run to "
            f"{last} in the last, though demand is below the hours that there are: {told}"
        )
    if not all(isfinite(one.demand.mean) for one in found.loads):
        return "not known: nobody works an hour in the days that count"
    return f"demand is below the hours that there are: {told}"


def percent(value: Interval) -> str:
    """A share with its interval, in per cent; `none` where there is no whole."""
    if not isfinite(value.mean):
        return "none"
    return f"{100 * value.mean:.1f}% ({100 * value.low:.1f} to {100 * value.high:.1f})"


def binding(found: Experiment) -> str:
    """The binding constraint in words: what is mostly in the way of work that was late, with figures."""
    over = overloaded(found)
    if over:
        return f"The hours of {NAMES[over[0].role]}: {stability(found)}."
    if growth(found):
        return piling(found)
    in_time = found.on_time(found.owed)
    first, second = found.ledger(found.owed)[:2]
    if not first.a_year.mean:
        return "Nothing binds: no work was late."
    if 1 - in_time.mean < LITTLE:
        return f"Nothing binds: {percent(in_time)} of what the policy demands is on time."
    return (
        f"{sentence(found, first.cause)} It is behind {percent(first.share)} of the late work; "
        f"next: {CAUSES[second.cause]}, {percent(second.share)}."
    )


def piling(found: Experiment) -> str:
    """What piles up though there are hours enough, and what is behind late work, that of office practice included.

    What is never begun is no job of its own, so that the ledger of what the policy demands does not know it: what it
    waits for may be office practice.
    """
    grown = {duty: mean_of(np.subtract(*overdue(found, clocks)[::-1])).mean for duty, clocks in owed_duties(found)}
    worst = max(grown, key=lambda duty: grown[duty])
    middle, last = (one.mean() for one in overdue(found, found.duties[worst][1]))
    first = found.ledger([clock for _, clocks in found.duties.values() for clock in clocks])[0]
    limit = found.setting.scenario.people.limit
    held = (
        f" No worker may hold more children than {limit} (people.limit), so that families wait for one."
        if limit
        else ""
    )
    return (
        f"Work that piles up: most of all {worst}, of which {middle:,.0f} are overdue on average in the middle third "
        f"of the run and {last:,.0f} in the last. {HEADS[first.cause]}: that is behind {percent(first.share)} of the "
        f"late work, office practice included.{held}"
    )


def owed_duties(found: Experiment) -> Iterator[tuple[str, list[int]]]:
    """The duties of what the policy demands, with their clocks."""
    return ((duty, clocks) for duty, (_, clocks) in found.duties.items() if clocks[0] in found.owed)


def sentence(found: Experiment, cause: Cause) -> str:
    """A cause, the duty whose jobs it delays most, and how busy the people of whom it speaks are."""
    called = found.runs.measures.called.sum(axis=0)
    owed = {duty: called[clocks].sum(axis=0) for duty, clocks in owed_duties(found)}
    column = CALLED_COLUMNS.index(f"late_{cause.name.lower()}")
    worst = max(owed, key=lambda duty: int(owed[duty][column]))
    late, due = int(owed[worst][column]), int(owed[worst][0])
    busy = " and ".join(f"{one.used.mean:.0%} of the hours of {NAMES[one.role]}" for one in about(found, cause))
    told = f" (over all, {busy} are used)" if busy else ""
    return f"{HEADS[cause]}{told}. It delays {worst} most: {late / due:.1%} of the jobs due for that duty."


def about(found: Experiment, cause: Cause) -> Iterator[Load]:
    """The roles of whom a cause speaks."""
    roles = {Cause.AWAY: (WORKER,), Cause.CAPACITY: (WORKER,), Cause.SLOT: (MANAGER, CHAIR)}.get(cause, ())
    return (one for one in found.loads if one.role in roles)


HEADS = {
    Cause.AWAY: "Cover: the worker is away and nobody takes over",
    Cause.SLOT: "The diaries of managers and chairs: none of them is free in time",
    Cause.CAPACITY: "The time of single workers: the family's own is there but has not got to it, or none is",
    Cause.QUORUM: "The quorum: too few partner agencies come, so that meetings are held again",
    Cause.FAMILY: "Families: they are not there, or put the meeting off",
    Cause.LATE_START: "Late starts: the step before was late, or notice left no day",
}

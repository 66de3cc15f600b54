"""Stability: whether people have the time for what comes in, and what stands in the way where they have."""

from __future__ import annotations

from collections.abc import Iterator

from simulations.estimates import Interval
from simulations.experiment import CAUSES, Experiment, Load
from simulations.measures import TASK_COLUMNS
from simulations.rows import Cause
from simulations.scenario import ROLES

NAMES = dict(zip(ROLES, ("lead social workers", "line managers", "conference chairs"), strict=True))
WORKER, MANAGER, CHAIR = ROLES
# Less than this late, and nothing is in the way.
LITTLE = 0.01


def overloaded(found: Experiment) -> tuple[Load, ...]:
    """The roles of which more is asked than they can give, the worst first.

    Demand is what they would spend if nobody ever waited: what the same cases take with ample staff.
    """
    return tuple(sorted((one for one in found.loads if one.demand.mean >= 1), key=lambda one: -one.demand.mean))


def stability(found: Experiment) -> str:
    """`unstable: demand 112% of capacity`, with the roles; or how much of each role's time is asked for."""
    over = overloaded(found)
    told = ", ".join(f"{NAMES[one.role]} {percent(one.demand)}" for one in over or found.loads)
    if over:
        return f"unstable: demand {over[0].demand.mean:.0%} of capacity ({told})"
    return f"stable: demand below capacity ({told})"


def percent(value: Interval) -> str:
    """A share with its interval, in per cent."""
    return f"{100 * value.mean:.1f}% ({100 * value.low:.1f} to {100 * value.high:.1f})"


def binding(found: Experiment) -> str:
    """The binding constraint in words: what is mostly in the way of work that was late, with figures."""
    over = overloaded(found)
    if over:
        return f"The hours of {NAMES[over[0].role]}: {stability(found)}."
    in_time = found.on_time(found.owed)
    first, second = found.ledger(found.owed_tasks)[:2]
    if not first.a_year.mean:
        return "Nothing binds: no work was late."
    if 1 - in_time.mean < LITTLE:
        return f"Nothing binds: {percent(in_time)} of what the policy demands is on time."
    return (
        f"{sentence(found, first.cause)} It is behind {percent(first.share)} of the late work; "
        f"next: {CAUSES[second.cause]}, {percent(second.share)}."
    )


def sentence(found: Experiment, cause: Cause) -> str:
    """A cause, the task that it delays most, and how busy the people of whom it speaks are."""
    column = found.runs.measures.tasks[:, :, TASK_COLUMNS.index(f"late_{cause.name.lower()}")].sum(axis=0)
    task = max(found.owed_tasks, key=lambda one: int(column[one]))
    due = int(found.runs.measures.tasks[:, task, TASK_COLUMNS.index("due")].sum())
    event = found.setting.scenario.tasks[task].event
    busy = " and ".join(f"{one.used.mean:.0%} of the hours of {NAMES[one.role]}" for one in about(found, cause))
    told = f" (over all, {busy} are used)" if busy else ""
    return f"{HEADS[cause]}{told}. It delays {event} most: {int(column[task]) / due:.1%} of all."


def about(found: Experiment, cause: Cause) -> Iterator[Load]:
    """The roles of whom a cause speaks."""
    roles = {Cause.AWAY: (WORKER,), Cause.CAPACITY: (WORKER,), Cause.SLOT: (MANAGER, CHAIR)}.get(cause, ())
    return (one for one in found.loads if one.role in roles)


HEADS = {
    Cause.AWAY: "Cover: the worker is away and nobody takes over",
    Cause.SLOT: "The diaries of managers and chairs: none of them is free in time",
    Cause.CAPACITY: "The time of single workers: the family's own has none left when it is due, or the family has none",
    Cause.QUORUM: "The quorum: too few partner agencies come, so that meetings are held again",
    Cause.FAMILY: "Families: they are not there, or put the meeting off",
    Cause.LATE_START: "Late starts: the step before was late, or notice left no day",
}

"""The log of a run: jobs, occasions of the policy's clocks, events and people's minutes, as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from model import Event, History
from simulations.inputs import Setting
from simulations.rows import FAILURES, Cause, Job, Occasion

Ints = NDArray[np.int64]
JOB_COLUMNS = (
    "task",
    "family",
    "child",
    "anchor",
    "clock",
    "released",
    "due",
    "done",
    "cancelled",
    "worker",
    "way",
    "attempts",
    *(f"failed_{cause.name.lower()}" for cause in FAILURES),
    "cause",
)
OWN_COLUMNS = JOB_COLUMNS[: JOB_COLUMNS.index("attempts") + 1]
OCCASION_COLUMNS = ("child", "clock", "anchor", "opens", "due", "standing", "settled")
EVENT_COLUMNS = ("day", "child", "act", "speaks_of", "other")
USE_COLUMNS = tuple(f"{role}_{what}" for role in ("worker", "manager", "chair") for what in ("minutes", "used"))


@dataclass(frozen=True)
class Log:
    """What a run left: one row a job, occasion, event and day, columns as named above; `family_of` by child."""

    jobs: Ints
    occasions: Ints
    events: Ints
    use: Ints
    family_of: Ints

    @staticmethod
    def of(
        jobs: Sequence[Job],
        occasions: Sequence[Occasion],
        events: Sequence[tuple[int, ...]],
        use: Sequence[Sequence[int]],
        family_of: Sequence[int],
        blame: Callable[[Job], int],
        last: int,
    ) -> Log:
        """The arrays; a job is late that was done after its due day, or was open when that was over, until `last`."""

        def late(job: Job) -> bool:
            over = job.done if job.done >= 0 else job.cancelled if job.cancelled >= 0 else last
            return over > job.due

        rows = [
            [
                *(getattr(job, name) for name in OWN_COLUMNS),
                *(job.failed[cause] for cause in FAILURES),
                blame(job) if late(job) else Cause.NONE,
            ]
            for job in jobs
        ]
        return Log(
            table(rows, len(JOB_COLUMNS)),
            table([[getattr(one, name) for name in OCCASION_COLUMNS] for one in occasions], len(OCCASION_COLUMNS)),
            table(events, len(EVENT_COLUMNS)),
            table(use, len(USE_COLUMNS)),
            np.array(family_of, np.int64),
        )


def table(rows: Sequence[Sequence[int]], width: int) -> Ints:
    """Rows of whole numbers."""
    return np.array(rows, np.int64).reshape(-1, width)


def case_name(log: Log, child: int) -> str:
    """The name of a child's case: its family, and its place in it."""
    family = int(log.family_of[child])
    first = int(np.searchsorted(log.family_of, family))
    return f"F{family:05d}-{child - first + 1}"


def histories(log: Log, setting: Setting) -> Iterator[History]:
    """The cases in the project's history format, child by child."""
    order = np.argsort(log.events[:, 1], kind="stable")
    rows = log.events[order].tolist()
    bounds = np.searchsorted(log.events[order, 1], np.arange(len(log.family_of) + 1)).tolist()
    for child, (start, stop) in enumerate(pairwise(bounds)):
        if start < stop:
            yield history(log, setting, child, rows[start:stop])


def history(log: Log, setting: Setting, child: int, rows: Sequence[Sequence[int]]) -> History:
    """One case. A meeting says for when the next was set on its day."""
    booking = {*setting.acts.set, *setting.acts.moved}
    set_on = {row[0]: row[3] for row in rows if row[2] in booking}
    events = [event(setting, row, set_on.get(row[0], -1)) for row in rows]
    family = int(log.family_of[child])
    vocabulary = setting.policy.vocabulary
    return History.of(case_name(log, child), events, family=f"F{family:05d}", vocabulary=vocabulary)


def event(setting: Setting, row: Sequence[int], following: int) -> Event:
    """One event with its days."""
    day, _, number, speaks_of, other = row
    act = setting.acts.listed[number]
    told = dict(act.attributes)
    known = setting.policy.vocabulary.by_name[act.kind].attributes
    if act.tied:
        told[act.tied] = setting.day(speaks_of)
    if number in setting.acts.set and "for" in known:
        told["for"] = setting.day(speaks_of)
    if number in setting.acts.moved and {"from", "to"} <= set(known):
        told |= {"from": setting.day(other), "to": setting.day(speaks_of)}
    if following >= 0 and "next_date" in known:
        told["next_date"] = setting.day(following)
    return Event(type=act.kind, on=setting.day(day), attributes=told)

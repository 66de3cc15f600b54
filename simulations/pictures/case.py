"""One family's case in a run: each occasion of a duty with its days, and why it was late; and which case to show."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model import Duty
from simulations.experiment import PRACTICE
from simulations.inputs import Setting
from simulations.log import JOB_COLUMNS, OCCASION_COLUMNS, Ints, Log
from simulations.rows import Cause, Standing

# A case that can be read: so many occasions, days and children at most, so many of them late.
MOST_SPANS, MOST_DAYS, MOST_CHILDREN = 48, 420, 2
LATE_FROM, LATE_TO, BEST_LATE = 2, 9, 5
# Of so many families at most the case is chosen.
MOST_TRIED = 100


class Span(NamedTuple):
    """One occasion; days are columns, -1 where there is none: its trigger, first day, due day, the day it was settled.

    `cause` is Cause.NONE where it was not late, or where no work of the office was behind it.
    """

    clock: int
    anchor: int
    opens: int
    due: int
    standing: int
    settled: int
    late: bool
    cause: Cause

    @property
    def over(self) -> int:
        """The last day of which it speaks."""
        return self.settled if self.standing == Standing.LAPSED else max(self.due, self.settled)


def spans(setting: Setting, log: Log, family: int) -> list[Span]:
    """The occasions of a family in their order; what siblings have in common stands once."""
    whose = log.family_of[log.occasions[:, OCCASION_COLUMNS.index("child")]]
    jobs = log.jobs[log.jobs[:, JOB_COLUMNS.index("family")] == family]
    return spans_of(setting, log.occasions[whose == family], jobs)


def spans_of(setting: Setting, occasions: Ints, jobs: Ints) -> list[Span]:
    """The same from the rows of the family alone."""
    found = {span(setting, jobs, row) for row in occasions.tolist()}
    return sorted(one for one in found if one.clock not in doubled(setting, found))


def span(setting: Setting, jobs: Ints, row: list[int]) -> Span:
    """One occasion with its cause."""
    child, clock, anchor, opens, due, standing, settled = row
    late = is_late(setting, due, standing, settled)
    cause = cause_of(setting, jobs, child, clock, settled) if late else Cause.NONE
    return Span(clock, anchor, opens, due, standing, settled, late, cause)


def is_late(setting: Setting, due: int, standing: int, settled: int) -> bool:
    """Whether it was answered after its due day, or not although that is over, as in `measures.of_occasions`."""
    if standing == Standing.ANSWERED:
        return settled > due
    return standing != Standing.LAPSED and due < setting.inputs.stop - 1


def cause_of(setting: Setting, jobs: Ints, child: int, clock: int, settled: int) -> Cause:
    """Why the job was late that ended when the occasion did."""
    task, whose, done, cancelled, own, cause = (
        jobs[:, JOB_COLUMNS.index(name)] for name in ("task", "child", "done", "cancelled", "clock", "cause")
    )
    over = np.where(done >= 0, done, cancelled)
    chosen = (
        (task == setting.inputs.task_of[clock]) & (over == settled) & ((whose < 0) | (whose == child)) & (cause > 0)
    )
    # Where two jobs end on one day, that of the same clock comes first.
    ordered = np.lexsort((own != clock,))
    known = [int(cause[number]) for number in ordered if chosen[number]]
    return Cause(known[0]) if known else Cause.NONE


def doubled(setting: Setting, found: set[Span]) -> set[int]:
    """The clocks of office practice that only say again what the policy demands here."""
    by_clock: dict[int, set[Span]] = {}
    for one in found:
        by_clock.setdefault(one.clock, set()).add(one._replace(clock=-1))
    demanded = [days for clock, days in by_clock.items() if not is_practice(setting.duties[clock])]
    return {clock for clock, days in by_clock.items() if is_practice(setting.duties[clock]) and days in demanded}


def is_practice(duty: Duty) -> bool:
    """Whether it is office practice that the scenario assumes."""
    return duty.strength.value == PRACTICE


def telling(setting: Setting, log: Log) -> int | None:
    """The family whose case tells most of why work is late, of those that fit into a picture; None without any case.

    A case within the run, with a cause for all that was late: many different causes, about five times late.
    """
    whose = log.family_of[log.occasions[:, OCCASION_COLUMNS.index("child")]]
    occasions = by_family(log.occasions, whose)
    nothing, sizes = log.jobs[:0], np.bincount(log.family_of)
    jobs = by_family(log.jobs, log.jobs[:, JOB_COLUMNS.index("family")])
    anchor, first = OCCASION_COLUMNS.index("anchor"), setting.inputs.first
    families = [family for family, rows in occasions.items() if rows[:, anchor].min() >= first]
    listed = sorted(families, key=lambda family: fitting(setting, occasions[family], int(sizes[family])))

    def tells(family: int) -> tuple[int, ...]:
        return worth(setting, spans_of(setting, occasions[family], jobs.get(family, nothing)), int(sizes[family]))

    return max(listed[:MOST_TRIED], key=tells, default=None)


def by_family(rows: Ints, whose: Ints) -> dict[int, Ints]:
    """The rows of each family that has some."""
    order = np.argsort(whose, kind="stable")
    families, starts = np.unique(whose[order], return_index=True)
    stops = np.append(starts, len(rows))[1:]
    return {
        family: rows[order[start:stop]]
        for family, start, stop in zip(families.tolist(), starts.tolist(), stops.tolist(), strict=True)
    }


def fitting(setting: Setting, occasions: Ints, children: int) -> tuple[bool, bool, int]:
    """Sorts first what may fit into a picture with a fitting number of late occasions, then the longest that fit."""
    due, standing, settled = (occasions[:, OCCASION_COLUMNS.index(name)] for name in ("due", "standing", "settled"))
    over = (standing != Standing.LAPSED) & (due < setting.inputs.stop - 1)
    late = int(np.where(standing == Standing.ANSWERED, settled > due, over).sum())
    # Siblings have most occasions in common.
    small = len(occasions) <= MOST_SPANS * children and children <= MOST_CHILDREN
    fits = small and LATE_FROM <= late <= LATE_TO * children
    return not fits, not small, 0 if fits else -len(occasions)


def worth(setting: Setting, found: list[Span], children: int) -> tuple[int, ...]:
    """How much a case tells; the more the greater."""
    late = [one for one in found if one.late]
    demanded = [one for one in late if not is_practice(setting.duties[one.clock])]
    days = max(one.over for one in found) - min(one.anchor for one in found)
    fits = len(found) <= MOST_SPANS and days <= MOST_DAYS and len(late) <= LATE_TO and children <= MOST_CHILDREN
    known = all(one.cause for one in late)
    causes = len({one.cause for one in demanded}) + len({one.cause for one in late})
    return fits, known, causes, -abs(len(late) - BEST_LATE), len(found)

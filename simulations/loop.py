"""The loop closed: what a run says of its clocks, held against the oracle's findings on the run's own events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from model import Judgement, Status, as_chosen, judge
from simulations.inputs import Setting
from simulations.log import Log, case_name, histories
from simulations.rows import Standing


@dataclass(frozen=True, order=True)
class Verdict:
    """One occasion of a duty in one case, as both say it; `late_by` in the unit in which the duty is counted."""

    case: str
    duty: str
    anchor: date
    due: date
    status: str
    done: date | None
    late_by: int | None


def simulated(log: Log, setting: Setting, as_of: int) -> Iterator[Verdict]:
    """What the run says of every occasion, as things stood at the end of a day."""
    for child, clock, anchor, _, due, standing, settled in log.occasions.tolist():
        duty = setting.duties[clock]
        answered = settled if standing == Standing.ANSWERED else -1
        yield Verdict(
            case_name(log, child),
            duty.id,
            setting.day(anchor),
            setting.day(due),
            status(due, standing, settled, as_of),
            setting.day(answered) if answered >= 0 else None,
            late_by(setting, clock, due, answered) if answered > due else None,
        )


def status(due: int, standing: int, settled: int, as_of: int) -> str:
    """The word of the oracle for what became of an occasion."""
    if standing == Standing.LAPSED:
        return Status.LAPSED.value
    if standing == Standing.ANSWERED and settled <= due:
        return Status.MET.value
    return Status.BREACHED.value if as_of > due else Status.PENDING.value


def late_by(setting: Setting, clock: int, due: int, done: int) -> int:
    """How late, in working days where the due day was counted in working days."""
    calendar = as_chosen(setting.calendar, setting.policy.calendar)
    anchored = setting.duties[clock].window.closes
    if len(anchored) == 1 and anchored[0].slack_unit == "working days":
        return calendar.working_days_between(setting.day(due), setting.day(done))
    return done - due


def judged(log: Log, setting: Setting, as_of: int) -> Iterator[Judgement]:
    """The oracle's findings on every case of the run."""
    day = setting.day(as_of)
    for history in histories(log, setting):
        yield judge(history, setting.policy, setting.scenario.readings, as_of=day)


def found(judgements: Sequence[Judgement], duties: frozenset[str]) -> Iterator[Verdict]:
    """What the oracle says of some duties."""
    for one in judgements:
        for finding in one.findings:
            if finding.duty in duties and finding.anchor is not None and finding.due is not None:
                done = finding.done
                yield Verdict(
                    one.case, finding.duty, finding.anchor, finding.due, finding.status.value, done, finding.late_by
                )


def disagreements(log: Log, setting: Setting) -> list[tuple[str, Verdict]]:
    """Every verdict that only one of the two gives, marked with whose it is; empty where the loop closes."""
    last = setting.inputs.stop - 1
    mine = Counter(simulated(log, setting, last))
    duties = frozenset(duty.id for duty in setting.duties)
    theirs = Counter(found(list(judged(log, setting, last)), duties))
    return sorted(
        [("run", one) for one in (mine - theirs).elements()] + [("oracle", one) for one in (theirs - mine).elements()],
        key=lambda pair: (pair[1].case, pair[1].duty, pair[1].anchor, pair[0]),
    )

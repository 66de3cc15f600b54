"""An experiment: replications of one scenario, and what they say, each figure with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model import Duty, Fault, InvalidInput
from simulations.demands import REASONS
from simulations.engine import Runs, replicate
from simulations.estimates import LEVEL, Interval, Numbers, mean_of, needed, ratio_of, share_of, together
from simulations.inputs import Inputs, Setting
from simulations.measures import CALLED_COLUMNS, CLOCK_COLUMNS, FAILED_COLUMNS, LATE_COLUMNS, TASK_COLUMNS, Measures
from simulations.rows import FAILURES, Cause
from simulations.scenario import ROLES
from simulations.staffing import ample, posts

REPLICATIONS = 40
MOST = 1000
# More would not fit into memory.
LIMIT = 10_000
DAYS_OF_YEAR = 365.25
MONTHS = 12
PRACTICE = "may"
CAUSES = {
    Cause.AWAY: "worker away and nobody covered",
    Cause.SLOT: "no manager or chair free",
    Cause.CAPACITY: "worker there but without time, or no worker",
    Cause.QUORUM: "too few partners came",
    Cause.FAMILY: "family not there",
    Cause.LATE_START: "an earlier step was late, or notice left no day",
}


@dataclass(frozen=True)
class Compliance:
    """A duty: how often it fell due `a_year`, the share `on_time`, and how many calendar days the late were late.

    Share and days are nan where nothing counts. What lapsed or is still pending is not in the share, as in the oracle.
    """

    duty: str
    says: str
    strength: str
    a_year: Interval
    on_time: Interval
    days_late: Interval


@dataclass(frozen=True)
class Load:
    """A role: its posts, the share of its hours that was `used`, and the share that would be if nothing ever waited.

    `hours` are those that all its posts give in a month; `demand` above 1 is more work than there is time.
    """

    role: str
    posts: int
    hours: Interval
    used: Interval
    demand: Interval


@dataclass(frozen=True)
class Late:
    """One cause of late jobs, or of failed attempts: how many `a_year`, and their share of all those asked for."""

    cause: Cause
    a_year: Interval
    share: Interval


@dataclass(frozen=True)
class Experiment:
    """The runs of a setting, and the same caseload with ample staff (`eased`) for as many replications.

    `duty_ids` are the duties of the policy that have clocks, in its order; those of mere practice among them.
    """

    setting: Setting
    runs: Runs
    eased: Runs

    @property
    def years(self) -> float:
        """How many years are counted."""
        inputs = self.setting.inputs
        return (inputs.stop - inputs.first - self.runs.warm_up) / DAYS_OF_YEAR

    @cached_property
    def duties(self) -> dict[str, tuple[Duty, list[int]]]:
        """Every duty with its clocks."""
        return clocks_of(self.setting)

    @cached_property
    def owed(self) -> list[int]:
        """The clocks of what the policy demands: all but office practice, or that where there is nothing else."""
        return owed(self.setting)

    def on_time(self, clocks: Sequence[int], level: float = LEVEL) -> Interval:
        """The share of what some clocks demanded that was done in time."""
        return share_of(*met_of(self.runs.measures, clocks), level)

    @cached_property
    def compliance(self) -> tuple[Compliance, ...]:
        """Duty by duty."""
        return tuple(self.of_duty(duty, clocks) for duty, clocks in self.duties.values())

    def of_duty(self, duty: Duty, clocks: Sequence[int]) -> Compliance:
        """One duty."""
        counted = self.runs.measures
        days = counted.clocks[:, clocks, CLOCK_COLUMNS.index("days_late")].sum(axis=1)
        late = counted.lateness[:, clocks, 1:].sum(axis=(1, 2))
        due = mean_of(counted.clocks[:, clocks, CLOCK_COLUMNS.index("due")].sum(axis=1)).times(1 / self.years)
        return Compliance(duty.id, duty.says, duty.strength.value, due, self.on_time(clocks), ratio_of(days, late))

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """Role by role, those that have posts."""
        return tuple(self.of_role(role) for role in ROLES if posts(self.setting.inputs, role))

    def of_role(self, role: str) -> Load:
        """One role."""
        given, used = minutes_of(self.runs.measures, role)
        asked = minutes_of(self.eased.measures, role)[1]
        hours = mean_of(given).times(1 / 60 / MONTHS / self.years)
        return Load(role, posts(self.setting.inputs, role), hours, ratio_of(used, given), ratio_of(asked, given))

    def ledger(self, clocks: Sequence[int]) -> tuple[Late, ...]:
        """Why jobs were late that some clocks called for, the most frequent cause first."""
        late = self.runs.measures.called[:, clocks, CALLED_COLUMNS.index(LATE_COLUMNS[0]) :].sum(axis=1)
        whole = late.sum(axis=1)
        found = [
            Late(cause, mean_of(late[:, cause - 1]).times(1 / self.years), share_of(late[:, cause - 1], whole))
            for cause in CAUSES
        ]
        return tuple(sorted(found, key=lambda one: -one.a_year.mean))

    def failures(self, tasks: Sequence[int]) -> tuple[Late, ...]:
        """Why attempts at some tasks failed, those that were held in time after all among them, most frequent first."""
        first = TASK_COLUMNS.index(FAILED_COLUMNS[0])
        failed = self.runs.measures.tasks[:, tasks, first : first + len(FAILURES)].sum(axis=1)
        whole = failed.sum(axis=1)
        found = [
            Late(cause, mean_of(counted).times(1 / self.years), share_of(counted, whole))
            for cause, counted in zip(FAILURES, failed.T, strict=True)
        ]
        return tuple(sorted(found, key=lambda one: -one.a_year.mean))

    @cached_property
    def stock(self) -> Interval:
        """Children on a plan, on average over the weeks."""
        return mean_of(self.runs.measures.stock.mean(axis=1))

    @cached_property
    def meetings(self) -> Interval:
        """Meetings held in a month."""
        return mean_of(meetings_of(self.runs.measures, self.setting.inputs)).times(1 / MONTHS / self.years)


def countable(replications: int) -> None:
    """InvalidInput for less than two replications or more than 10,000."""
    if not 2 <= replications <= LIMIT:
        code, fact = ("too-few", "too few") if replications < 2 else ("too-many", "too many")
        hint = f"an interval needs two at least; 40 are usual, {LIMIT:,} the most"
        raise InvalidInput(Fault(code, f"{fact} replications", replications, "--replications", hint))


def experiment(
    setting: Setting, *, replications: int = REPLICATIONS, precision: float | None = None, threads: int = 1
) -> Experiment:
    """Runs a setting; with `precision` until every duty's share is known to so much each way, all of them at once.

    `replications` are then those to begin with, and 1,000 the end. InvalidInput for less than two or more than 10,000.
    """
    countable(replications)
    warm_up = setting.scenario.warm_up
    runs = replicate(setting.inputs, range(replications), threads=threads, warm_up=warm_up)
    while precision is not None and (more := enough(setting, runs, precision)) > len(runs.replications):
        runs = joined(
            runs, replicate(setting.inputs, range(len(runs.replications), more), threads=threads, warm_up=warm_up)
        )
    eased = replicate(ample(setting.inputs), runs.replications.tolist(), threads=threads, warm_up=warm_up)
    return Experiment(setting, runs, eased)


def enough(setting: Setting, runs: Runs, precision: float) -> int:
    """How many replications the precision needs, as far as these can tell."""
    duties = clocks_of(setting)
    level = together(LEVEL, len(duties))
    found = [share_of(*met_of(runs.measures, clocks), level) for _, clocks in duties.values()]
    return needed(found, precision, MOST)


def joined(first: Runs, second: Runs) -> Runs:
    """Both, one behind the other."""
    measures = Measures(*(np.concatenate(pair) for pair in zip(first.measures, second.measures, strict=True)))
    return Runs(np.concatenate([first.replications, second.replications]), first.warm_up, measures)


def clocks_of(setting: Setting) -> dict[str, tuple[Duty, list[int]]]:
    """Every duty that has clocks, with them."""
    found: dict[str, tuple[Duty, list[int]]] = {}
    for clock, duty in enumerate(setting.duties):
        found.setdefault(duty.id, (duty, []))[1].append(clock)
    return found


def owed(setting: Setting) -> list[int]:
    """The clocks of what the policy demands: all but office practice, or that where there is nothing else."""
    clocks = [clock for clock, duty in enumerate(setting.duties) if duty.strength.value != PRACTICE]
    return clocks or list(range(len(setting.duties)))


def not_simulated(setting: Setting) -> dict[str, str]:
    """The duties that ask for work by a day and have no clock, with the reason: their work is missing from a run.

    Not those that nothing triggers which the office does and records.
    """
    late = {duty.id for duty in setting.policy.duties if duty.form.value == "then" and forward(duty)}
    return {duty: why for duty, why in setting.left_out.items() if duty in late and why != REASONS["then"]}


def forward(duty: Duty) -> bool:
    """Whether a duty has a last day, and it lies ahead of what triggers it."""
    return bool(duty.window.closes) and not duty.window.backward


def met_of(measures: Measures, clocks: Sequence[int]) -> tuple[Numbers, Numbers]:
    """By replication: what was done in time, and what was or should have been."""
    met, breached = (measures.clocks[:, clocks, CLOCK_COLUMNS.index(name)].sum(axis=1) for name in ("met", "breached"))
    return met, met + breached


def minutes_of(measures: Measures, role: str) -> tuple[Numbers, Numbers]:
    """By replication: the minutes that a role gave, and those that it used."""
    both = measures.minutes.sum(axis=1, dtype=np.int64)[:, 2 * ROLES.index(role) :]
    return both[:, 0], both[:, 1]


def meetings_of(measures: Measures, inputs: Inputs) -> Numbers:
    """By replication: how many meetings were held."""
    held = measures.tasks[:, :, TASK_COLUMNS.index("done")]
    return np.asarray(held[:, inputs.meeting > 0].sum(axis=1))

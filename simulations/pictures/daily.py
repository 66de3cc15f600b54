"""What fell due day by day, counted from the logs of some replications: the measures keep weeks without what lapsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from simulations.engine import workspaces
from simulations.estimates import Numbers
from simulations.experiment import Experiment
from simulations.inputs import Inputs
from simulations.log import OCCASION_COLUMNS, Log
from simulations.measures import WEEK
from simulations.rows import Standing

FEW = 20


@dataclass(frozen=True)
class Daily:
    """What was due on each day from `first` on and done in time (`met`), or not (`breached`).

    R replications x C clocks x D days. What lapsed or is still pending is in neither, as in every share on time.
    """

    first: date
    met: Numbers
    breached: Numbers

    @property
    def count(self) -> int:
        """How many replications there are."""
        return len(self.met)

    def due(self, clocks: Sequence[int]) -> Numbers:
        """What some clocks demanded: R x D."""
        return np.asarray((self.met + self.breached)[:, clocks].sum(axis=1))

    def weekly(self, clocks: Sequence[int]) -> Numbers:
        """The share on time of what some clocks demanded: R x full weeks; nan where nothing was due."""
        met, due = by_week(self.met[:, clocks].sum(axis=1)), by_week(self.due(clocks))
        return np.asarray(np.divide(met, due, out=np.full(met.shape, np.nan), where=due > 0))


def by_week(days: Numbers) -> Numbers:
    """Sums over full weeks from the first day on; a short last week is left out."""
    weeks = days.shape[1] // WEEK
    return np.asarray(days[:, : weeks * WEEK].reshape(len(days), weeks, WEEK).sum(axis=2))


def by_day(found: Experiment, most: int = FEW) -> Daily:
    """Counts the first replications of an experiment, `most` at most, one log in memory at a time."""
    inputs, warm_up = found.setting.inputs, found.runs.warm_up
    (workspace,) = workspaces(inputs, 0, 1)
    numbers = found.runs.replications.tolist()[:most]
    counts = [counted(workspace.run_with_log(number), inputs, warm_up) for number in numbers]
    met, breached = (np.stack(each) for each in zip(*counts, strict=True))
    return Daily(found.setting.scenario.first + timedelta(days=warm_up), met, breached)


def counted(log: Log, inputs: Inputs, warm_up: int) -> tuple[Numbers, Numbers]:
    """What was met and what was breached, C x D, with the meaning of `measures.of_occasions`."""
    clock, due, standing, settled = (
        log.occasions[:, OCCASION_COLUMNS.index(name)] for name in ("clock", "due", "standing", "settled")
    )
    begin, answered = inputs.first + warm_up, standing == Standing.ANSWERED
    inside = (due >= begin) & (due < inputs.stop)
    met = answered & (settled <= due)
    breached = ~met & (standing != Standing.LAPSED) & (answered | (due < inputs.stop - 1))
    shape = len(inputs.task_of), inputs.stop - begin
    place = clock * shape[1] + due - begin
    one, other = (
        np.bincount(place[inside & kind], minlength=shape[0] * shape[1]).reshape(shape) for kind in (met, breached)
    )
    return one, other

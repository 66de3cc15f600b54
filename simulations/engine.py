"""The engine: the log of one replication, or the measures of many, in as many threads as asked.

The first call in a fresh installation compiles, which takes some seconds; what was compiled is kept on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulations.inputs import Inputs
from simulations.log import Log
from simulations.measures import Measures, empty

if TYPE_CHECKING:
    from simulations.kernel.workspace import Workspace


@dataclass(frozen=True)
class Runs:
    """Replications by number, in the order asked for, and their measures, one axis for them in front.

    `logs` has one for each where they were asked for.
    """

    replications: NDArray[np.int64]
    warm_up: int
    measures: Measures
    logs: tuple[Log, ...] = ()


def run_log(inputs: Inputs, replication: int = 0) -> Log:
    """The log of one replication: that of `Office(inputs, replication).run()`."""
    return workspaces(inputs, 0, 1)[0].run_with_log(replication)


def replicate(
    inputs: Inputs, replications: Sequence[int], *, threads: int = 1, warm_up: int = 0, events: bool = False
) -> Runs:
    """The measures of many replications, of the days from `first + warm_up` on; the same for any number of threads.

    With `events`, the logs too: about 4 MB for a replication of 750 children and three years.
    """
    found = empty(inputs, warm_up, len(replications))
    logs: list[Log | None] = [None] * (len(replications) if events else 0)
    # Places are dealt out one by one, so that threads end together; each has a workspace of its own.
    places = iter(range(len(replications)))

    def work(workspace: Workspace) -> None:
        for place in places:
            if events:
                logs[place] = workspace.run_with_log(replications[place])
            else:
                workspace.run(replications[place])
            for whole, one in zip(found, workspace.measures(), strict=True):
                whole[place] = one

    team = workspaces(inputs, warm_up, threads)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, team))
    return Runs(np.array(replications, np.int64), warm_up, found, tuple(log for log in logs if log is not None))


def workspaces(inputs: Inputs, warm_up: int, count: int) -> list[Workspace]:
    """A workspace for each thread."""
    # numba is slow to import.
    from simulations.kernel.lives import with_lives
    from simulations.kernel.packing import tables
    from simulations.kernel.workspace import Workspace

    packed = with_lives(tables(inputs), inputs)
    return [Workspace(inputs, packed, warm_up) for _ in range(count)]

"""Runs the functions of the engine as plain Python, on a memory that watches every place; prints how many it saw.

Run with NUMBA_DISABLE_JIT=1: compiled, they ask no place whether it is inside the memory.
"""

import sys

import numpy as np

from simulations.engine import workspaces
from simulations.inputs import prepare
from simulations.kernel import lives as kernel_lives
from simulations.kernel import memory as at
from simulations.kernel import run as kernel_run
from simulations.kernel.options import Longs
from simulations.plain import Office
from tests.simulations.offices import generated, tiny
from tests.simulations.test_engine import same_logs


class Watched:
    """An array that refuses places outside it, and writing into the tables."""

    seen = 0
    tables = range(0)

    def __init__(self, words: Longs) -> None:
        self.words = words

    def __getitem__(self, place: int) -> int:
        Watched.seen += 1
        assert 0 <= place < len(self.words), f"read at {place} of {len(self.words)}"
        return self.words[place]  # type: ignore[no-any-return]

    def __setitem__(self, place: int, value: int) -> None:
        assert at.KEY <= place < len(self.words), f"wrote at {place} of {len(self.words)}"
        assert int(place) not in self.tables, f"wrote at {place}, into a table"
        self.words[place] = value


def main(name: str) -> None:
    scenario = tiny({"run": {"days": 90, "warm_up": 0}}) if name == "tiny" else generated(int(name))
    inputs = prepare(scenario).inputs
    # Lives of every age would take long.
    inputs = inputs._replace(past_ages=np.minimum(inputs.past_ages, 120))
    vars(kernel_run)["pointer"] = vars(kernel_lives)["pointer"] = Watched
    workspace = workspaces(inputs, 0, 1)[0]
    Watched.tables = range(at.NOBODY + at.POST_WORDS * (1 + len(inputs.role)), len(workspace.tables))
    workspace.m[workspace.m[at.HEAP] :] = 77  # whatever a run before left there
    with np.errstate(over="ignore"):
        log = workspace.run_with_log(0)
    assert same_logs(log, Office(inputs).run())
    print(Watched.seen)


if __name__ == "__main__":
    main(sys.argv[1])

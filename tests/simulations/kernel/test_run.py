"""The functions of the engine as plain Python: no place outside the memory, nothing written into the tables."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def places_seen(scenario: str) -> int:
    command = (sys.executable, "-m", "tests.simulations.kernel.checked", scenario)
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.slow
def test_a_run_stays_inside_its_memory() -> None:
    assert places_seen("tiny") > 100_000


@pytest.mark.deep
@pytest.mark.parametrize("scenario", ["0", "2", "19", "29", "49"])
def test_more_runs_stay_inside_their_memory(scenario: str) -> None:
    assert places_seen(scenario) > 100_000

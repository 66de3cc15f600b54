"""A study of one scenario: the experiment, what rule changes would do, the frontier; and the files it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from model import Fault, InvalidInput
from simulations.engine import replicate
from simulations.experiment import REPLICATIONS, experiment
from simulations.frontier import frontier, present
from simulations.inputs import prepare
from simulations.report import Report
from simulations.rule_change import EXAMPLES, Effect, effect, file_of, tried
from simulations.scenario import Scenario
from simulations.tables import tables, write

Say = Callable[[str], None]
TARGET = 0.95
MOST_THREADS, MOST_SEED = 256, 2**32


def study(
    scenario: Scenario,
    *,
    replications: int = REPLICATIONS,
    seed: int | None = None,
    threads: int = 1,
    changes: Sequence[str] = (),
    role: str | None = None,
    target: float = TARGET,
    say: Say = lambda _: None,
) -> Report:
    """Runs a scenario; `changes` beside or instead of the two examples, and the frontier of a `role`.

    `say` is told what comes next. An example that the policy cannot take is told of; a change of the user's own, or
    anything else that is wrong, is InvalidInput.
    """
    checked("--threads", threads, 1, MOST_THREADS)
    if seed is not None:
        checked("--seed", seed, 0, MOST_SEED)
        head = {**scenario.tables["run"], "seed": seed}
        scenario = replace(scenario, seed=seed, tables={**scenario.tables, "run": head})
    for name in changes:
        file_of(name)
    setting = prepare(scenario)
    if role:
        present(setting, role, target)
    if first_time():
        say("compiling the engine; only the first run does, and it takes some seconds")
        replicate(setting.inputs, [0])
    say(f"{replications} replications, and as many with ample staff")
    found = experiment(setting, replications=replications, threads=threads)
    effects = []
    for name in changes or EXAMPLES:
        say(f"rule change {Path(name).stem}")
        effects.append((effect if changes else tried)(found, name, threads))
    front = None
    if role:
        say(f"staffing frontier of {role.replace('_', ' ')} posts")
        front = frontier(setting, role, target, replications=replications, threads=threads, say=say)
    return Report(found, tuple(effects), front)


def checked(option: str, value: int, low: int, high: int) -> None:
    """InvalidInput where a number is not from `low` to `high`."""
    if not low <= value <= high:
        raise InvalidInput(Fault("out-of-range", f"needs a whole number from {low} to {high}", value, option))


def first_time() -> bool:
    """Whether the engine was never compiled here."""
    # numba is slow to import.
    from simulations.kernel.run import run

    # Numba says nothing of the type of a compiled function.
    compiled: Any = run
    return not any(Path(compiled.stats.cache_path).glob("*.nbi"))


def keep(report: Report, folder: Path) -> tuple[Path, ...]:
    """Writes the tables, and the pictures where they are installed, and gives their paths."""
    effects = [one for one in report.effects if isinstance(one, Effect)]
    paths = write(tables(report.found, effects, report.front), folder)
    if find_spec("simulations.pictures") is None:
        return paths
    drawn: Sequence[Path] = import_module("simulations.pictures").draw(report, folder)
    return (*paths, *drawn)

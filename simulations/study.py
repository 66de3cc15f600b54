"""A study of one scenario: the experiment, what rule changes would do, the frontier; and the files it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

from model import Fault, InvalidInput
from simulations.engine import replicate
from simulations.estimates import LEVEL, together
from simulations.experiment import MOST, REPLICATIONS, Experiment, countable, experiment
from simulations.frontier import frontier, present
from simulations.inputs import Setting, prepare
from simulations.report import Report
from simulations.rule_change import Effect, called, examples, file_of, own, tried
from simulations.scenario import Scenario
from simulations.tables import tables, write

Say = Callable[[str], None]
TARGET = 0.95
MOST_THREADS, MOST_SEED = 256, 2**32


def study(
    scenario: Scenario,
    *,
    replications: int = REPLICATIONS,
    precision: float | None = None,
    seed: int | None = None,
    threads: int = 1,
    changes: Sequence[str] = (),
    role: str | None = None,
    target: float = TARGET,
    say: Say = lambda _: None,
) -> Report:
    """Runs a scenario; `changes` instead of the two examples, and the frontier of a `role`.

    With a `precision` it goes on from `replications` until the share on time of every duty is known to so much each way
    (all of them at once, as `experiment` does), 1,000 replications at most; what else is run is run as often.

    `say` is told what comes next. An example that the policy cannot take, and any change that cannot be simulated, is
    told of; a change of the user's own that the policy cannot take, or anything else that is wrong, is InvalidInput.
    """
    checked("--threads", threads, 1, MOST_THREADS)
    countable(replications)
    if precision is not None and not 0 < precision < 1:
        hint = "0.01 is one percentage point each way"
        raise InvalidInput(Fault("out-of-range", "is not between 0 and 1", precision, "--precision", hint))
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
    found = known(setting, replications, precision, threads, say)
    effects = []
    for name in changes or examples(setting):
        say(f"rule change {called(file_of(name))[0]}")
        effects.append((own if changes else tried)(found, name, threads))
    front = None
    if role:
        say(f"staffing frontier of {role.replace('_', ' ')} posts")
        front = frontier(setting, role, target, replications=len(found.runs.replications), threads=threads, say=say)
    return Report(found, tuple(effects), front)


def known(setting: Setting, replications: int, precision: float | None, threads: int, say: Say) -> Experiment:
    """The experiment, as precise as asked for or as `MOST` replications make it."""
    if precision is None:
        say(f"{replications} replications, and as many with ample staff")
        return experiment(setting, replications=replications, threads=threads)
    say(f"{replications} replications and more, until every duty's share on time is known to {precision:g} each way")
    found = experiment(setting, replications=replications, precision=precision, threads=threads)
    count, (half, duty) = len(found.runs.replications), widest(found)
    reached = f"{count} replications: every duty's share on time is known to {half:.2g} each way, least well {duty}"
    say(reached if half <= precision else f"{reached}; {precision:g} takes more than the most there are, {MOST}")
    return found


def widest(found: Experiment) -> tuple[float, str]:
    """Half of the widest interval of a duty's share on time, where all of them hold at once; and whose it is."""
    level = together(LEVEL, len(found.duties))
    halves = ((found.on_time(clocks, level).half, duty) for duty, (_, clocks) in found.duties.items())
    return max((pair for pair in halves if isfinite(pair[0])), default=(0.0, ""))


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
    """Writes the tables and the pictures, and gives their paths."""
    from simulations.pictures import draw

    effects = [one for one in report.effects if isinstance(one, Effect)]
    return (*write(tables(report.found, effects, report.front), folder), *draw(report, folder))

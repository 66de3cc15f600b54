"""What the pictures of these tests show: a busy office, one that is never late, and one without any case."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from simulations.engine import run_log
from simulations.experiment import Experiment, experiment
from simulations.frontier import Frontier, frontier
from simulations.inputs import prepare
from simulations.log import Log
from simulations.report import Report
from simulations.rule_change import Effect, effect
from tests.simulations.offices import staff, tiny

Office = Callable[[], Experiment]
ROLE = "lead_social_worker"
TASKS = (
    "section_47_concluded",
    "icpc_held",
    "core_group_held",
    "rcpc_held",
    "tac_held",
    "looked_after_review_held",
    "child_seen",
    "record_distributed",
)


@cache
def busy() -> Experiment:
    """Brent's policy in a small office over the turn of a year."""
    scenario = tiny({"run": {"days": 300, "warm_up": 30}, "staff": staff(workers=5)}, policy="brent")
    return experiment(prepare(scenario), replications=4)


@cache
def calm() -> Experiment:
    """An office in which there is time for everything and everybody comes."""
    everybody = {"health": 0.9999, "education": 0.9999, "police": 0.9999}
    scenario = tiny(
        {
            "run": {"days": 150},
            "staff": staff(workers=25, managers=4, chairs=4, other=0.1),
            "partners": everybody,
            "task": [{"event": event, "fails": 0.0} for event in TASKS],
            "backlog": {"children": 0},
            "people": {"leave_weeks": 0, "ill_spells": 0, "turnover": 0, "vacant": 0.0},
            "cases": {"enquiries": 30},
        }
    )
    return experiment(prepare(scenario), replications=3)


@cache
def empty() -> Experiment:
    """An office without any case."""
    scenario = tiny({"run": {"days": 60}, "cases": {"enquiries": 0}, "backlog": {"children": 0}})
    return experiment(prepare(scenario), replications=2)


@cache
def effects() -> tuple[Effect, ...]:
    """What the two example changes do to the busy office."""
    return tuple(effect(busy(), name) for name in ("four-weeks", "no-manager-chair"))


@cache
def front(target: float) -> Frontier:
    """The frontier of the busy office."""
    return frontier(busy().setting, ROLE, target, replications=3, points=4)


@cache
def report() -> Report:
    """All of it."""
    return Report(busy(), effects(), front(0.5))


@cache
def log() -> Log:
    """The log of the busy office's first replication."""
    return run_log(busy().setting.inputs)

"""Demands: what a policy asks of every act, compiled over the acts of a scenario, as flat arrays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import Calendar, Compiled, Duty, Fault, InvalidInput, Policy, changed_by, load_policy, spelled, under
from simulations.acts import Act, Acts
from simulations.scenario import Scenario

Ints = NDArray[np.int64]
# Breaking a must weighs more than breaking any number of weaker duties.
WEIGHTS = {"must": 1_000_000, "should": 10_000, "good-practice": 100, "may": 1}
# Why a duty of a form has no clock.
REASONS = {
    "requires": "it asks for a quality of an event, not for work",
    "forbid": "it forbids",
    "then": "nothing that the office does and records triggers it",
}


def policy_of(scenario: Scenario) -> Policy:
    """The policy with the scenario's changes laid on it, read as the scenario says; built once while files stay."""
    files = tuple((path, stamp(path)) for path in scenario.changes)
    return built(scenario.policy, stamps(Path(scenario.policy)), files, frozenset(scenario.readings.items()))


def stamp(path: Path) -> int:
    """When a file was last written; 0 where there is none."""
    return path.stat().st_mtime_ns if path.is_file() else 0


def stamps(path: Path) -> tuple[tuple[Path, int], ...]:
    """When a policy's file was last written, and the files beside it, any of which it may extend."""
    files = sorted(path.parent.glob("*.toml")) if path.is_file() else []
    return tuple((one, stamp(one)) for one in {path: 0, **dict.fromkeys(files, 0)})


@lru_cache(maxsize=64)
def built(
    name: str,
    _stamps: tuple[tuple[Path, int], ...],
    files: tuple[tuple[Path, int], ...],
    readings: frozenset[tuple[str, str]],
) -> Policy:
    """One policy."""
    policy = load_policy(name)
    for path, _ in files:
        policy = changed_by(policy, path)
    return under(policy, dict(readings))


class Same:
    """A policy as a key for a cache: itself, by identity."""

    def __init__(self, value: Policy) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value


def compiled_over(scenario: Scenario, policy: Policy, calendar: Calendar, acts: Acts) -> Compiled:
    """The policy over the acts; the same policy over the same acts is compiled once."""
    return compiled_once(Same(policy), calendar, tuple(acts.listed), frozenset(scenario.ignore))


@lru_cache(maxsize=64)
def compiled_once(key: Same, calendar: Calendar, acts: tuple[Act, ...], ignore: frozenset[str]) -> Compiled:
    """Duties with a due day ahead, and requirements on what the acts record."""
    policy = key.value
    recorded: dict[str, set[str]] = {}
    for act in acts:
        recorded.setdefault(act.kind, set()).update(name for name, _ in act.attributes)

    def wanted(_policy: int, duty: Duty) -> bool:
        if duty.id in ignore:
            return False
        if duty.form.value == "requires":
            return all(names <= recorded.get(kind, set()) for kind, names in duty.kinds_asked())
        return duty.form.value == "then" and not duty.window.backward

    return spelled(policy, calendar, [(act.kind, act.attributes, act.tied) for act in acts], demands=wanted)


def left_out(policy: Policy, compiled: Compiled, duties: Sequence[Duty]) -> dict[str, str]:
    """The duties without a clock, with the reason."""
    omitted = {key.split(": ", 1)[1]: reason for key, reason in compiled.omitted.items()}
    clocked = {duty.id for duty in duties}
    back = "its window reaches back: it is judged, not worked for"
    return {
        duty.id: omitted.get(duty.id, back if duty.window.backward else REASONS[duty.form.value])
        for duty in policy.duties
        if duty.id not in clocked
    }


def policy_arrays(scenario: Scenario, compiled: Compiled, clocks: Sequence[int], acts: Acts) -> dict[str, Any]:
    """What every act does, and which task answers which clock."""
    task_of = tasks_of(scenario, compiled, clocks, acts)
    answers, ends, begins = (one[:, :, list(clocks)] for one in (compiled.answers, compiled.ends, compiled.starts))
    does = (compiled.after >= 0)[:, :, None] & ((answers != 0) | (ends != 0) | (begins >= 0))
    ranks = compiled.policies[0].vocabulary.rank
    return {
        "after": compiled.after.astype(np.int64),
        "effects_from": np.concatenate([[0], does.sum(axis=2).ravel().cumsum()]).astype(np.int64),
        "effect_clock": np.nonzero(does)[2].astype(np.int64),
        "effect_how": answers[does].astype(np.int64),
        "effect_ends": ends[does].astype(np.int64),
        "effect_table": begins[does].astype(np.int64),
        "due": compiled.due.astype(np.int64),
        "opening": compiled.opening.astype(np.int64),
        "task_of": np.array(task_of, np.int64),
        "tied": np.array([compiled.clocks[number].tied for number in clocks], np.int64),
        "rank": np.array([ranks[act.kind] for act in acts.listed], np.int64),
        "cost": weights(compiled),
        "good": quorate(compiled, clocks, acts),
    }


def tasks_of(scenario: Scenario, compiled: Compiled, clocks: Sequence[int], acts: Acts) -> list[int]:
    """The first task that answers each clock, -1 where booking does; InvalidInput where a duty has neither."""
    found, faults = [], []
    answers = np.asarray((compiled.answers > 0).any(axis=0))
    way = [task for task, one in enumerate(scenario.tasks) for _ in one.ways]
    doing = [{act for k in acts.of_way[number] for act in k} for number in range(len(way))]
    for clock in clocks:
        hits = [task for number, task in enumerate(way) if any(answers[act, clock] for act in doing[number])]
        found.append(hits[0] if hits else -1)
        if not answers[:, clock].any():
            duty = compiled.demands[compiled.clocks[clock].demand].duty
            fact = f"the duty asks for {' or '.join(duty.response_kinds)}, and no [[task]] says what that costs"
            hint = "add the task, or name the duty in ignore"
            faults.append(Fault("no-cost", fact, duty.id, f"{scenario.id}, task", hint))
    if faults:
        raise InvalidInput(*faults)
    return found


def weights(compiled: Compiled) -> Ints:
    """How bad each act is in each state: the weights of the requirements that it breaks."""
    total = np.zeros(compiled.after.shape, np.int64)
    for place, demand in enumerate(compiled.demands):
        broken = (compiled.broken >> np.uint64(place)) & np.uint64(1)
        total += broken.astype(np.int64) * WEIGHTS[demand.duty.strength.value]
    return total


def quorate(compiled: Compiled, clocks: Sequence[int], acts: Acts) -> Ints:
    """Where an act answers every clock that it would answer with all partners there."""
    good = np.ones(compiled.after.shape, np.int64)
    answers = compiled.answers[:, :, list(clocks)] > 0
    for there in acts.of_way:
        for pair in there:
            for act, full in zip(pair, there[-1], strict=True):
                good[:, act] &= (answers[:, act] >= answers[:, full]).all(axis=1)
    return good

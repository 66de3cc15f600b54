"""A rule change: what it costs in meetings, hours and posts, and what it does to what is on time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from model import Fault, InvalidInput
from simulations.engine import replicate
from simulations.estimates import Interval
from simulations.experiment import (
    MONTHS,
    Experiment,
    clocks_of,
    experiment,
    meetings_of,
    met_of,
    minutes_of,
    owed,
)
from simulations.inputs import Inputs, Setting, prepare
from simulations.load import toml
from simulations.paired import Paired, paired, shares
from simulations.scenario import Scenario
from simulations.sections import PRESETS
from simulations.staffing import posts, with_posts

EXAMPLES = ("four-weeks", "no-manager-chair")
# How many more posts it takes is searched with so many replications: pairs differ little.
FEW = 10


@dataclass(frozen=True)
class Price:
    """What a change asks of a role: hours a month, and the posts that give so many; negative where it frees them."""

    role: str
    hours: Interval
    posts: float


@dataclass(frozen=True)
class Effect:
    """What a change does. `meetings` a month; `on_time` by duty and, as "", of all that the policy demands.

    `as_good` says how many more posts of `role`, the one asked for most, it takes until as much as before is on time;
    None where no number that was tried is enough.
    """

    name: str
    title: str
    meetings: Paired
    prices: tuple[Price, ...]
    on_time: Mapping[str, Paired]
    role: str
    as_good: int | None
    changed: Experiment


@dataclass(frozen=True)
class NoEffect:
    """A change that the policy cannot take, and why."""

    name: str
    title: str
    why: str


def effect(found: Experiment, name: str | Path, threads: int = 1) -> Effect:
    """What one change does to an office, under common random numbers; InvalidInput where the policy cannot take it."""
    path = file_of(name)
    changed = experiment(
        prepare(with_change(found.setting, path), found.setting.calendar),
        replications=len(found.runs.replications),
        threads=threads,
    )
    prices = tuple(price(found, changed, load.role) for load in found.loads)
    dearest = max(prices, key=lambda one: one.posts)
    role = dearest.role
    more = as_good(found, changed.setting, role, threads)
    before, after = (
        meetings_of(one.runs.measures, one.setting.inputs) / one.years / MONTHS for one in (found, changed)
    )
    return Effect(
        path.stem, title(path), paired(before, after), prices, compliance(found, changed), role, more, changed
    )


def tried(found: Experiment, name: str | Path, threads: int = 1) -> Effect | NoEffect:
    """`effect`, or why there is none: the policy has not the duty that would change, or no task does what it asks."""
    try:
        return effect(found, name, threads)
    except InvalidInput as error:
        path = file_of(name)
        return NoEffect(path.stem, title(path), f"{error.faults[0].fact}: {error.faults[0].value}")


def file_of(name: str | Path) -> Path:
    """The file of a change: a path, or one of the two examples by its name."""
    for path in (Path(name), PRESETS / f"{name}.toml"):
        if path.is_file():
            return path
    hint = f"give the path of a TOML file, or one of {', '.join(EXAMPLES)}"
    raise InvalidInput(Fault("unknown-change", "no rule change of this name and no such file", str(name), hint=hint))


def title(path: Path) -> str:
    """What a change file says that it does."""
    return str(toml(path).get("change", {}).get("title", path.stem))


def with_change(setting: Setting, path: Path) -> Scenario:
    """The scenario with one change more."""
    scenario = setting.scenario
    head = scenario.tables["scenario"]
    tables = {**scenario.tables, "scenario": {**head, "changes": [*head.get("changes", []), path.stem]}}
    return replace(scenario, changes=(*scenario.changes, path), tables=tables)


def price(found: Experiment, changed: Experiment, role: str) -> Price:
    """What a change asks of a role if nothing ever waits."""
    monthly = 60 * found.years * MONTHS
    before, after = (minutes_of(one.eased.measures, role)[1] / monthly for one in (found, changed))
    hours = paired(before, after).change
    given = next(load for load in found.loads if load.role == role)
    return Price(role, hours, hours.mean / (given.hours.mean / given.posts))


def compliance(found: Experiment, changed: Experiment) -> dict[str, Paired]:
    """What becomes of the shares on time."""
    after = {"": owed(changed.setting), **{key: clocks for key, (_, clocks) in clocks_of(changed.setting).items()}}
    before = {"": found.owed, **{key: clocks for key, (_, clocks) in found.duties.items()}}
    return {
        duty: paired(
            shares(*met_of(found.runs.measures, before[duty])), shares(*met_of(changed.runs.measures, after[duty]))
        )
        for duty in before
        if duty in after
    }


def as_good(found: Experiment, changed: Setting, role: str, threads: int) -> int | None:
    """How many posts more make as much as before be on time: the least, None where twice the posts are too few."""
    numbers = found.runs.replications.tolist()[:FEW]

    def on_time(setting: Setting, count: int) -> float:
        inputs: Inputs = with_posts(setting.inputs, role, count)
        counted = replicate(inputs, numbers, threads=threads, warm_up=setting.scenario.warm_up).measures
        met, whole = met_of(counted, owed(setting))
        return float(met.sum() / whole.sum())

    present = most = posts(found.setting.inputs, role)
    goal = on_time(found.setting, present)
    if on_time(changed, present + most) < goal:
        return None
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if on_time(changed, present + middle) >= goal else (middle, high)
    return high

"""A rule change: what it costs in meetings, hours and posts, and what it does to what is on time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain
from pathlib import Path

from model import Fault, InvalidInput
from simulations.demands import REASONS, policy_of
from simulations.engine import replicate
from simulations.estimates import LEVEL, Interval, mean_of, together
from simulations.experiment import (
    MONTHS,
    Experiment,
    clocks_of,
    experiment,
    meetings_of,
    met_of,
    minutes_of,
    not_simulated,
    owed,
)
from simulations.inputs import Inputs, Setting, prepare
from simulations.load import toml
from simulations.paired import Paired, paired, shares
from simulations.scenario import PRESETS, Scenario
from simulations.staffing import posts, with_posts

# Two examples; of each, the first that the policy can take.
EXAMPLES = (("four-weeks", "practice-four-weeks"), ("no-manager-chair", "manager-chair"))
# How many more posts it takes is searched with so many replications: pairs differ little.
FEW = 10


@dataclass(frozen=True)
class Price:
    """What a change asks of a role: hours a month, and the posts that give so many; negative where it frees them."""

    role: str
    hours: Interval
    posts: float

    @property
    def in_posts(self) -> Interval:
        """The posts, with the interval of the hours."""
        return self.hours.times(self.posts / self.hours.mean if self.hours.mean else 0.0)


@dataclass(frozen=True)
class Effect:
    """What a change does. `meetings` a month; `on_time` by duty and, as "", of all that the policy demands.

    `as_good` says how many more posts of `role`, the one asked for most, it takes until as much as before is on time;
    None where no number that was tried is enough, 0 where it is not sure that less is on time.
    """

    name: str
    title: str
    meetings: Paired
    prices: tuple[Price, ...]
    on_time: Mapping[str, Paired]
    role: str
    as_good: int | None
    changed: Experiment

    @property
    def by_duty(self) -> dict[str, Interval]:
        """What becomes of every duty, with intervals that all hold at once: of many, some move by chance alone."""
        duties = [duty for duty in self.on_time if duty]
        level = together(LEVEL, len(duties))
        return {duty: mean_of(self.on_time[duty].differences, level) for duty in duties}


class Obstacle(Enum):
    """Why a change has no effect that could be told."""

    DOES_NOT_APPLY = "does_not_apply"
    NOT_SIMULATED = "not_simulated"
    READING_DECIDES = "reading_decides"


@dataclass(frozen=True)
class NoEffect:
    """A change that the policy cannot take, one that cannot be simulated, or one that a reading undoes, and why."""

    name: str
    title: str
    why: str
    obstacle: Obstacle = Obstacle.DOES_NOT_APPLY


class NotSimulated(InvalidInput):
    """A change of a duty that has no clock under it: the work would be missing, and that look like a gain."""

    obstacle = Obstacle.NOT_SIMULATED


class ReadingDecides(InvalidInput):
    """A change of what a reading of the scenario sets in its own way, whatever the change says."""

    obstacle = Obstacle.READING_DECIDES


def effect(found: Experiment, name: str | Path, threads: int = 1) -> Effect:
    """What one change does to an office, under common random numbers.

    InvalidInput where the policy cannot take it, NotSimulated where a duty that it changes has no clock under it,
    ReadingDecides where a reading of the scenario undoes it.
    """
    path = file_of(name)
    scenario = with_change(found.setting, path)
    if chosen := deciding(found.setting.scenario, scenario):
        fact = "the scenario's reading decides the same thing"
        raise ReadingDecides(*(Fault("reading-decides", fact, f"{one} = {scenario.readings[one]}") for one in chosen))
    setting = prepare(scenario, found.setting.calendar)
    if gone := lost(found, setting):
        raise NotSimulated(*gone)
    changed = experiment(setting, replications=len(found.runs.replications), threads=threads)
    prices = tuple(price(found, changed, load.role) for load in found.loads)
    dearest = max(prices, key=lambda one: one.posts)
    role = dearest.role
    shares_on_time = compliance(found, changed)
    # A difference that may be none is no reason for posts.
    more = 0 if shares_on_time[""].change.high >= 0 else as_good(found, changed.setting, role, threads)
    before, after = (
        meetings_of(one.runs.measures, one.setting.inputs) / one.years / MONTHS for one in (found, changed)
    )
    return Effect(*called(path), paired(before, after), prices, shares_on_time, role, more, changed)


def tried(found: Experiment, name: str | Path, threads: int = 1) -> Effect | NoEffect:
    """`effect`, or why there is none: the policy has not the duty that would change, or no task does what it asks."""
    try:
        return effect(found, name, threads)
    except InvalidInput as error:
        return none_of(name, error)


def own(found: Experiment, name: str | Path, threads: int = 1) -> Effect | NoEffect:
    """`effect` of a change of the user's own: InvalidInput where the policy cannot take it."""
    try:
        return effect(found, name, threads)
    except (NotSimulated, ReadingDecides) as error:
        return none_of(name, error)


def none_of(name: str | Path, error: InvalidInput) -> NoEffect:
    """Why a change has no effect that could be told."""
    obstacle = error.obstacle if isinstance(error, NotSimulated | ReadingDecides) else Obstacle.DOES_NOT_APPLY
    first = f"{error.faults[0].fact}: {error.faults[0].value}"
    each = "; ".join(f"{one.value}, as {one.fact}" for one in error.faults)
    return NoEffect(*called(file_of(name)), each if obstacle is Obstacle.NOT_SIMULATED else first, obstacle)


def deciding(before: Scenario, changed: Scenario) -> list[str]:
    """The readings without which a change would be one, where with them the policy stays what it is."""
    if not before.readings or policy_of(before) != policy_of(changed):
        return []

    def differ(reading: str) -> bool:
        others = {key: choice for key, choice in before.readings.items() if key != reading}
        return policy_of(replace(before, readings=others)) != policy_of(replace(changed, readings=others))

    return [reading for reading in before.readings if differ(reading)]


def examples(setting: Setting) -> tuple[str, ...]:
    """The two examples for an office: of each, the first that its policy can take, or the first of all."""
    return tuple(next((name for name in each if taken(setting, name)), each[0]) for each in EXAMPLES)


def taken(setting: Setting, name: str) -> bool:
    """Whether the policy can take an example."""
    try:
        policy_of(with_change(setting, file_of(name)))
    except InvalidInput:
        return False
    return True


def lost(found: Experiment, changed: Setting) -> list[Fault]:
    """A fault for every duty that has no clock under a change and has one now, or is changed itself."""
    unclocked, same = not_simulated(changed), set(found.setting.policy.duties)
    unclocked |= {
        duty: why for duty, why in changed.left_out.items() if duty in found.duties and why != REASONS["then"]
    }
    other = {duty.id for duty in changed.policy.duties if duty not in same} | set(found.duties)
    place = f"{changed.scenario.id}, changes"
    return [Fault("not-simulated", why, duty, place) for duty, why in unclocked.items() if duty in other]


def file_of(name: str | Path) -> Path:
    """The file of a change: a path, or one of the examples by its name."""
    for path in (Path(name), PRESETS / f"{name}.toml"):
        if path.is_file():
            return path
    hint = f"give the path of a TOML file, or one of {', '.join(chain.from_iterable(EXAMPLES))}"
    raise InvalidInput(Fault("unknown-change", "no rule change of this name and no such file", str(name), hint=hint))


def called(path: Path) -> tuple[str, str]:
    """The id and the title that a change file gives itself; where it gives none, the name of the file."""
    head = toml(path).get("change")
    said = head if isinstance(head, Mapping) else {}
    return str(said.get("id", path.stem)), str(said.get("title", said.get("id", path.stem)))


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
    return Price(role, hours, hours.mean * given.posts / given.hours.mean if given.hours.mean else 0.0)


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
    """How many posts more make as much as before be on time: the least of 1 and more, None where twice are too few."""
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
    # Asked only where less is surely on time, so that none more is no answer.
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if on_time(changed, present + middle) >= goal else (middle, high)
    return high

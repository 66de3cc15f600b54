"""The points of a sweep made ready: values laid on a scenario field by field, all faults of all points told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any

import numpy as np

from model import Fault, InvalidInput, meant
from simulations.acts import acts_of
from simulations.backlog import with_backlog
from simulations.fields import Nowhere, laid, value_at
from simulations.inputs import Inputs, Setting, prepare
from simulations.load import scenario_of
from simulations.offices import case_arrays, staff_arrays, task_arrays
from simulations.scenario import Scenario

Point = Mapping[str, Any]
SEED = "run.seed"
# Seconds between two words about how far it is.
EVERY = 5.0
# While these stay, so does the calendar as arrays; with the same acts, so does the policy.
KEPT = ("policy", "readings", "changes", "ignore", "first", "days", "seed", "closures", "reach")
# What a drawn past follows from, beside the policy and the calendar.
PAST = ("sizes", "turn", "way_from", "way_cover", "act_of")


def settings_of(base: Setting, points: Sequence[Point], say: Callable[[str], None] = lambda _: None) -> list[Setting]:
    """Every point as a setting; arrays in which it is like `base` are the same in memory.

    A point takes some hundredths of a second; `say` is told how far it is where all of them take long.
    InvalidInput with the faults of all points, the same fault of many points once.
    """
    if faults := list(lost(base.scenario, points)):
        raise InvalidInput(*faults)
    found: list[Setting] = []
    told: dict[tuple[str, ...], Fault] = {}
    said = monotonic()
    for number, point in enumerate(points, 1):
        try:
            found.append(ready(base, changed(base.scenario, point)))
        except InvalidInput as error:
            for fault in error.faults:
                same = (fault.code, fault.fact, str(fault.value), fault.place)
                told.setdefault(same, replace(fault, place=f"point {number}: {fault.place}"))
        if monotonic() - said >= EVERY:
            said = monotonic()
            say(f"{number:,} of {len(points):,} points are ready to be run")
    if told:
        raise InvalidInput(*told.values())
    return found


def lost(scenario: Scenario, points: Sequence[Point]) -> Iterator[Fault]:
    """A fault for every path that leads nowhere, and for the seed."""
    for path in dict.fromkeys(path for point in points for path in point):
        if path == SEED:
            hint = "give the scenario another seed, or take more replications"
            yield Fault("not-a-field", "all points share the seed, so that they can be compared", path, hint=hint)
        try:
            laid(scenario.tables, path.split("."), None)
        except Nowhere as error:
            yield Fault("unknown-path", "leads to no field", path, scenario.id, meant(error.part, error.known))


def changed(scenario: Scenario, point: Point) -> Scenario:
    """The scenario, as its tables say, with the values of a point; InvalidInput with every fault."""
    tables: Any = scenario.tables
    for path, value in point.items():
        parts = path.split(".")
        if value_at(tables, parts) is None:
            spoken = {"key": f"*{parts[-1]}", "source": "varied by the sweep"}
            tables = {**tables, "assumption": [*tables.get("assumption", []), spoken]}
        tables = laid(tables, parts, list(value) if isinstance(value, tuple) else value)
    found = scenario_of(tables, scenario.file)
    # Change files stand beside the file of the scenario, which tables do not name.
    same = found.tables["scenario"].get("changes") == scenario.tables["scenario"].get("changes")
    return replace(found, changes=scenario.changes) if same else found


def ready(base: Setting, scenario: Scenario) -> Setting:
    """`prepare`, sooner and in less memory where much is as in `base`."""
    before, acts = base.scenario, acts_of(scenario)
    alike = acts == base.acts and ways_of(scenario) == ways_of(before)
    if not alike or any(getattr(scenario, name) != getattr(before, name) for name in KEPT):
        made = prepare(scenario, base.calendar)
        return replace(made, inputs=shared(made.inputs, base.inputs))
    arrays = {
        **task_arrays(scenario, acts),
        **staff_arrays(scenario),
        **case_arrays(scenario, base.calendar, base.inputs.horizon),
    }
    made = replace(base, scenario=scenario, inputs=shared(base.inputs._replace(**arrays), base.inputs))
    same = all(getattr(made.inputs, name) is getattr(base.inputs, name) for name in PAST)
    return made if same and scenario.backlog == before.backlog else with_backlog(made)


def ways_of(scenario: Scenario) -> list[tuple[str, int]]:
    """The tasks, and how many ways each has."""
    return [(task.event, len(task.ways)) for task in scenario.tasks]


def shared(inputs: Inputs, base: Inputs) -> Inputs:
    """The same inputs, with the arrays of `base` where they are equal."""
    pairs = {name: (getattr(inputs, name), getattr(base, name)) for name in Inputs._fields}
    return inputs._replace(**{name: there for name, (here, there) in pairs.items() if np.array_equal(here, there)})

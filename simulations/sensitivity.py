"""Sensitivity: what the assumptions do to a figure, one at a time, or all at once as Sobol indices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import Fault, InvalidInput
from simulations.designs import Range, check, sampled
from simulations.estimates import LEVEL, Interval, Numbers, mean_of
from simulations.experiment import REPLICATIONS, Experiment, met_of
from simulations.inputs import prepare
from simulations.paired import paired, shares
from simulations.points import changed, settings_of
from simulations.register import Assumption, leaves, numeric
from simulations.scale_out import Say
from simulations.scenario import Scenario
from simulations.sweep import experiments

# A figure has one number a replication.
Figure = Callable[[Experiment], Numbers]
# An array of samples x fields, from 0 to below 1, to one number a sample.
Model = Callable[[NDArray[np.float64]], NDArray[np.float64]]
SAMPLES = 64
FEW = 10


@dataclass(frozen=True)
class Bar:
    """A field, the ends of its range, and how the figure changes from what it is now to what it is at each end."""

    parameter: str
    low: float
    high: float
    at_low: Interval
    at_high: Interval

    @property
    def reach(self) -> float:
        """The larger of the two changes, whichever its sign."""
        return max(abs(self.at_low.mean), abs(self.at_high.mean))


@dataclass(frozen=True)
class OneAtATime:
    """A figure as it is, `now`, and the bars of the fields, the furthest reach first.

    `left_out` says of the assumptions in the register that have no bar why.
    """

    now: Interval
    bars: tuple[Bar, ...]
    left_out: Mapping[str, str]


@dataclass(frozen=True)
class Index:
    """The share of a figure's variance that is a field's alone (`first`), and with all that it interacts in (`total`).

    The fields are spread evenly over their ranges, from `low` to `high`. `n` of the intervals is the number of samples.
    """

    parameter: str
    low: float
    high: float
    first: Interval
    total: Interval


def on_time(found: Experiment) -> Numbers:
    """The share of what the policy demands that was done in time, by replication."""
    return shares(*met_of(found.runs.measures, found.owed))


def one_at_a_time(
    scenario: Scenario,
    figure: Figure = on_time,
    *,
    ranges: Mapping[str, Range] | None = None,
    level: float = LEVEL,
    replications: int = REPLICATIONS,
    threads: int = 1,
    client: Any = None,
    folder: Path | None = None,
    say: Say = lambda _: None,
) -> OneAtATime:
    """Sets each field to the ends of its range, all others as they are: those of the register, or of some `ranges`.

    A field that is a span (least, most) becomes one number. Changes are of pairs of replications (common random
    numbers). The last arguments are those of `sweep`. InvalidInput for a range that is none, and where an end of one of
    your own is no possible value.
    """
    left_out: dict[str, str] = {}
    if ranges is None:
        ranges, left_out = of_register(scenario)
    check(ranges)
    points = [{}, *({field: end} for field, ends in ranges.items() for end in ends)]
    settings = settings_of(prepare(scenario), points, say)
    now, *found = experiments(
        settings, figure, replications=replications, threads=threads, client=client, folder=folder, say=say
    )
    changes = [paired(now, one, level).change for one in found]
    bars = [
        Bar(field, *ends, *pair)
        for (field, ends), pair in zip(ranges.items(), zip(changes[::2], changes[1::2], strict=True), strict=True)
    ]
    return OneAtATime(mean_of(now, level), tuple(sorted(bars, key=lambda bar: -bar.reach)), left_out)


def of_register(scenario: Scenario) -> tuple[dict[str, Range], dict[str, str]]:
    """The ranges of the fields of which the register speaks; and of which it cannot be said, with the reason."""
    spoken: dict[Assumption, dict[str, Any]] = {}
    for key, value in leaves(scenario.tables):
        one = next((one for one in reversed(scenario.register) if fnmatch(key, one.key)), None)
        if one and numeric(value):
            spoken.setdefault(one, {})[key] = value
    ranges: dict[str, Range] = {}
    left_out: dict[str, str] = {}
    for one, fields in spoken.items():
        if why := unusable(scenario, one, fields):
            left_out[one.key] = why
        else:
            ranges |= {field: ends(one, value) for field, value in fields.items()}
    return ranges, left_out


def unusable(scenario: Scenario, one: Assumption, fields: Mapping[str, Any]) -> str:
    """Why the range of an assumption is not that of each of its fields; empty where it is."""
    if one.low is None or one.low == one.high:
        return "it has no range"
    for field, value in fields.items():
        try:
            for end in ends(one, value):
                changed(scenario, {field: end})
        except InvalidInput as error:
            if isinstance(value, Sequence):
                return f"{field} is a list: give a range for one of its numbers, such as {field}.1"
            return f"{field} cannot be {end:g}: {error.faults[0].fact}"
    return ""


def ends(one: Assumption, value: Any) -> Range:
    """The ends of the range of an assumption, whole where the value is."""
    low, high = one.low or 0.0, one.high or 0.0
    numbers = value if isinstance(value, Sequence) else [value]
    if all(isinstance(number, int) for number in numbers) and low.is_integer() and high.is_integer():
        return int(low), int(high)
    return low, high


def sobol(
    scenario: Scenario,
    ranges: Mapping[str, Range],
    figure: Figure = on_time,
    *,
    samples: int = SAMPLES,
    level: float = LEVEL,
    seed: int = 1,
    replications: int = FEW,
    threads: int = 1,
    client: Any = None,
    folder: Path | None = None,
    say: Say = lambda _: None,
) -> tuple[Index, ...]:
    """The Sobol indices of the mean of a figure, the largest total first.

    Runs `samples` (a power of 2) times (fields + 2) points, all with the same random numbers, so that only fields
    vary; between two whole ends lie whole numbers. The last arguments are those of `sweep`. InvalidInput where SALib is
    not installed, for a range that is none, and for an impossible point, before anything runs.
    """
    base = prepare(scenario)

    def model(samples: NDArray[np.float64]) -> NDArray[np.float64]:
        settings = settings_of(base, sampled(ranges, samples).points, say)
        found = experiments(
            settings,
            lambda found: float(np.mean(figure(found))),
            replications=replications,
            threads=threads,
            client=client,
            folder=folder,
            say=say,
        )
        return np.array(found, np.float64)

    return indices(ranges, model, samples=samples, level=level, seed=seed)


def indices(
    ranges: Mapping[str, Range], model: Model, *, samples: int = SAMPLES, level: float = LEVEL, seed: int = 1
) -> tuple[Index, ...]:
    """The Sobol indices of a model of places in ranges, with bootstrap intervals; 0 where it is constant."""
    check(ranges)
    if samples < 2 or samples & (samples - 1):
        hint = "such as 64 or 256: Sobol sequences are only even in such numbers"
        raise InvalidInput(Fault("bad-samples", "is not a power of 2", samples, "samples", hint))
    try:
        drawing, analysis = import_module("SALib.sample.sobol"), import_module("SALib.analyze.sobol")
    except ImportError:
        hint = 'pip install "coregroup[sensitivity]"'
        raise InvalidInput(Fault("not-installed", "SALib is not installed", hint=hint)) from None
    problem = {"num_vars": len(ranges), "names": list(ranges), "bounds": [[0.0, 1.0]] * len(ranges)}
    values = model(drawing.sample(problem, samples, calc_second_order=False, seed=seed))
    if not np.ptp(values):
        found = {key: np.zeros(len(ranges)) for key in ("S1", "S1_conf", "ST", "ST_conf")}
    else:
        # SALib takes 0 for no seed.
        found = analysis.analyze(problem, values, calc_second_order=False, conf_level=level, seed=seed + 1)
    around = [
        [
            Interval(float(mean), float(mean - half), float(mean + half), samples, level)
            for mean, half in zip(found[key], found[f"{key}_conf"], strict=True)
        ]
        for key in ("S1", "ST")
    ]
    listed = [Index(field, *ends, *pair) for (field, ends), *pair in zip(ranges.items(), *around, strict=True)]
    return tuple(sorted(listed, key=lambda one: -one.total.mean))

"""Inputs: a scenario, its policy and the calendars as flat arrays, which every engine takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import Calendar, Duty, InvalidInput, Policy, england_and_wales
from simulations.acts import Acts, acts_of
from simulations.demands import compiled_over, left_out, policy_arrays
from simulations.feasibility import impossible
from simulations.offices import calendar_arrays, case_arrays, staff_arrays, task_arrays
from simulations.refusals import policy_read, unfit
from simulations.scenario import Scenario

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]


class Inputs(NamedTuple):
    """The arrays (D days of the calendar, M control states, A acts, C clocks, B tables, T tasks, W ways, P posts).

    Days are columns of the calendar, shares are in [0, 1), minutes and days whole. `simulations/MEANING.md` says what
    each is for. Effects: those of act a in control state m are the rows `effects_from[m * A + a]` to the next.
    """

    seed: int
    first: int
    stop: int
    horizon: int
    office: Ints
    office_upto: Ints
    office_days: Ints
    block_of: Ints
    block_days: Ints
    week_of: Ints
    year_of: Ints
    after: Ints
    effects_from: Ints
    effect_clock: Ints
    effect_how: Ints
    effect_ends: Ints
    effect_table: Ints
    due: Ints
    opening: Ints
    task_of: Ints
    tied: Ints
    rank: Ints
    cost: Ints
    good: Ints
    family: Ints
    meeting: Ints
    stages: Ints
    lead: Ints
    margin_low: Ints
    margin_high: Ints
    notice: Ints
    notice_again: Ints
    quorum: Ints
    fails: Reals
    turn: Ints
    task_tied: Ints
    way_from: Ints
    way_cover: Ints
    who_from: Ints
    who: Ints
    who_minutes: Ints
    act_of: Ints
    few: Ints
    absent: Ints
    set: Ints
    moved: Ints
    partners: Reals
    role: Ints
    team: Ints
    base: Ints
    share: Ints
    post_name: Ints
    teams: int
    leave_weeks: int
    well: Ints
    ill_low: int
    ill_high: int
    tenure: Ints
    vacant: float
    gap_low: int
    gap_high: int
    agency: float
    agency_delay: int
    newcomer_days: int
    newcomer_percent: int
    limit: int
    rule: int
    cover_within: int
    order: int
    protected: int
    protected_minutes: int
    reach: int
    arrivals: Reals
    pattern: Ints
    sizes: Reals
    high_risk: float
    needed: float
    plan: float
    exits: Reals
    exits_in_care: Reals
    leaves: float
    leaves_low: int
    leaves_high: int
    step_low: int
    step_high: int
    returns: float
    returns_low: int
    returns_high: int
    care: float
    care_low: int
    care_high: int
    lasts_low: int
    lasts_high: int
    past_drawn: int
    past_ages: Ints
    past_shares: Reals
    past_families: Ints
    past_children: Ints
    past_acts: Ints


@dataclass(frozen=True)
class Setting:
    """A scenario made ready: the policy it works under, the names of clocks and acts, the arrays.

    `duties` are the duties of the clocks; `left_out` the duties that are judged but not simulated, with the reason.
    """

    scenario: Scenario
    policy: Policy
    calendar: Calendar
    acts: Acts
    duties: tuple[Duty, ...]
    left_out: Mapping[str, str]
    inputs: Inputs

    def day(self, column: int) -> date:
        """The day of a column."""
        return self.calendar.first + timedelta(days=int(column))


def prepare(scenario: Scenario, calendar: Calendar | None = None, policy: Policy | None = None) -> Setting:
    """The arrays of a scenario; InvalidInput where a duty has no cost, a word is not the policy's, or no run fits."""
    if faults := impossible(scenario, scenario.id):
        raise InvalidInput(*faults)
    calendar = calendar or england_and_wales()
    policy = policy or policy_read(scenario)
    acts = acts_of(scenario)
    compiled = compiled_over(scenario, policy, calendar, acts)
    begun = np.asarray((compiled.starts >= 0).any(axis=(0, 1)))
    clocks = np.flatnonzero(begun).tolist()
    duties = tuple(compiled.demands[compiled.clocks[number].demand].duty for number in clocks)
    if faults := unfit(scenario, policy, acts, duties):
        raise InvalidInput(*faults)
    arrays: dict[str, Any] = {}
    arrays |= policy_arrays(scenario, compiled, clocks, acts)
    arrays |= calendar_arrays(scenario, calendar, int(arrays["due"].max(initial=0)))
    arrays |= task_arrays(scenario, acts)
    arrays |= staff_arrays(scenario)
    arrays |= case_arrays(scenario, calendar, arrays["horizon"])
    inputs = Inputs(
        past_drawn=0,
        past_ages=np.zeros((0, 2), np.int64),
        past_shares=np.zeros(0, np.float64),
        past_families=np.zeros((0, 5), np.int64),
        past_children=np.zeros((0, 2), np.int64),
        past_acts=np.zeros((0, 4), np.int64),
        **arrays,
    )
    setting = Setting(scenario, policy, calendar, acts, duties, left_out(policy, compiled, duties), inputs)
    from simulations.backlog import with_backlog

    return with_backlog(setting)

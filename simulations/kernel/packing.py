"""The tables of a scenario filled from its `Inputs`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model import Fault, InvalidInput
from simulations.backlog import earliest
from simulations.inputs import Inputs
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.options import Longs
from simulations.measures import plan_acts
from simulations.offices import CHAIR, COLLEAGUE, LEAD, MANAGER

GROUP_ROLES = {MANAGER: MANAGER, CHAIR: CHAIR, COLLEAGUE: LEAD}
WEEKS_A_YEAR = 53
MOST_TASKS = 62
# Behind what a family and a child have alike: which children of the family they are, as bits.
CHILDREN = at.OWNER_WORDS
OWNER_WORDS = at.OWNER_WORDS + 1
TWO_53 = float(1 << 53)
# The numbers of an owner's draws about attempts at a task.
DRAWS_A_TASK = 20
NUMBERS = (
    *("first", "stop", "teams", "leave_weeks", "ill_low", "ill_high", "gap_low", "gap_high", "agency_delay"),
    *("newcomer_days", "newcomer_percent", "limit", "rule", "cover_within", "order", "protected"),
    *("protected_minutes", "reach", "leaves_low", "leaves_high", "step_low", "step_high", "returns_low"),
    *("returns_high", "care_low", "care_high", "lasts_low", "lasts_high"),
)
SHARES = ("high_risk", "needed", "plan", "leaves", "returns", "care", "vacant", "agency")


def tables(inputs: Inputs) -> Longs:
    """The first words of a memory, up to where its tables end; InvalidInput where there are too many tasks.

    Between the header and the tables there is room for the posts.
    """
    if len(inputs.turn) > MOST_TASKS:
        hint = "the plain engine takes any number"
        raise InvalidInput(Fault("too-many-tasks", f"more than {MOST_TASKS} tasks", len(inputs.turn), hint=hint))
    m = np.zeros(at.NOBODY + at.POST_WORDS * (1 + len(inputs.role)), np.int64)
    m[: len(NUMBERS)] = [getattr(inputs, name) for name in NUMBERS]
    m[of.HIGH_RISK : of.HIGH_RISK + len(SHARES)] = bits([getattr(inputs, name) for name in SHARES])
    for place, value in sizes(inputs).items():
        m[place] = value
    parts = {place: np.ascontiguousarray(part).ravel() for place, part in whole_tables(inputs).items()}
    parts |= {place: bits(part).ravel() for place, part in share_tables(inputs).items()}
    ends = np.cumsum([len(m), *(len(part) for part in parts.values())])
    m[list(parts)] = ends[:-1]
    m = np.concatenate([m, *parts.values()])
    settle_places(m, inputs)
    return m


def bits(shares: NDArray[np.float64] | Sequence[float]) -> Longs:
    """The least number of 53 bits that is no less than each share: draws below it are less than the share."""
    return np.ceil(np.clip(np.asarray(shares, np.float64), 0, 2) * TWO_53).astype(np.int64)


def sizes(inputs: Inputs) -> dict[int, int]:
    """How much there is of everything."""
    width, owned = int(np.diff(inputs.who_from).max(initial=1)), OWNER_WORDS + 2 * len(inputs.turn)
    return {
        of.LAST: inputs.horizon - inputs.first,
        of.POSTS: len(inputs.role),
        of.PARTNERS: len(inputs.partners),
        of.BLOCKS: int(inputs.block_of[inputs.horizon] - inputs.block_of[inputs.first]) + 1,
        of.OFFERED: 2 * len(inputs.due),
        of.YEAR_FROM: int(inputs.year_of[inputs.first]),
        of.YEAR_TO: int(inputs.year_of[inputs.horizon]) + 1,
        of.EXITS: len(inputs.exits),
        of.EXITS_IN_CARE: len(inputs.exits_in_care),
        of.SIZES: len(inputs.sizes),
        of.ARRIVALS_WIDTH: inputs.arrivals.shape[1],
        of.FAMILY_WORDS: owned,
        of.CHILD_WORDS: owned + len(inputs.task_of),
        of.JOB_WORDS: at.PEOPLE + width,
        of.RUNNING: owned,
        of.RUNNING_END: owned + len(inputs.task_of),
        of.ALL_TASKS: (1 << len(inputs.turn)) - 1,
        of.PAST_FAMILIES: len(inputs.past_families),
        of.PAST_ACTS: len(inputs.past_acts),
    }


def effect_rows(inputs: Inputs, running: int) -> Longs:
    """What an act does to a clock, one row each: its place, how, whether it ends, what begins, the task's bit."""
    i = inputs
    bits = np.where(i.task_of < 0, 0, 1 << np.maximum(0, i.task_of))
    begins = np.where(i.effect_table < 0, -1, 2 * i.effect_table)
    return np.column_stack([i.effect_clock + running, i.effect_how, i.effect_ends, begins, bits[i.effect_clock]])


def whole_tables(inputs: Inputs) -> dict[int, Longs]:
    """The tables of whole numbers; places in other tables are counted from where those begin."""
    i, acts, days = inputs, len(inputs.rank), slice(first_day(inputs), inputs.horizon + 1)
    bounds, members = grouped(i)
    clocks = [np.flatnonzero(i.task_of == task) for task in range(len(i.turn))]
    running = OWNER_WORDS + 2 * len(i.turn)
    return {
        of.AFTER: np.where(i.after < 0, -1, i.after * acts),
        of.EFFECTS_FROM: i.effects_from * of.EFFECT_WORDS,
        of.EFFECTS: effect_rows(i, running),
        of.OFFERS: np.stack([i.due.T, i.opening.T], axis=2)[days],
        of.RANK: i.rank,
        of.PLAN_OF: plan_acts(i),
        of.COST: i.cost,
        of.GOOD: i.good,
        of.TASKS: task_rows(i, np.cumsum([0, *map(len, clocks)])),
        of.TASKS_END: np.zeros(0, np.int64),
        of.CLOCKS_OF: np.concatenate(clocks) + running,
        of.WAYS: way_rows(i),
        of.WHO_ROWS: np.column_stack([np.where(i.who == LEAD, -1, 2 * i.teams * i.who), i.who_minutes]),
        of.ACT_OF: i.act_of,
        of.POST_ROWS: np.column_stack([i.role, i.base, i.share, i.post_name]),
        of.GROUPS: bounds,
        of.MEMBERS: members,
        of.OFFICE: i.office[days],
        of.UPTO: i.office_upto[days],
        of.BLOCK: i.block_of[days],
        of.PATTERN: i.pattern[days],
        of.OFFICE_DAYS: i.office_days,
        of.BLOCK_DAYS: i.block_days,
        of.WELL: i.well,
        of.TENURE: i.tenure,
        of.LEAVE_RUNS: leave_runs(i),
        of.FAMILIES_PAST: i.past_families,
        of.CHILDREN_PAST: i.past_children,
        of.ACTS_PAST: i.past_acts,
    }


# Columns whose numbers are places in another table, from where it begins: (table, its words a row, columns, other).
PLACES = (
    (of.EFFECTS_FROM, 1, (0,), of.EFFECTS),
    (of.TASKS, of.TASK_WORDS, (of.WAYS_FROM, of.WAYS_TO), of.WAYS),
    (of.TASKS, of.TASK_WORDS, (of.CLOCKS_FROM, of.CLOCKS_TO), of.CLOCKS_OF),
    (of.WAYS, of.WAY_WORDS, (of.WHO_FROM,), of.WHO_ROWS),
    (of.WAYS, of.WAY_WORDS, (of.ACTS,), of.ACT_OF),
    (of.GROUPS, 2, (0, 1), of.MEMBERS),
)


def settle_places(m: Longs, i: Inputs) -> None:
    """Makes places in other tables places in the memory."""
    counts = {
        of.EFFECTS_FROM: len(i.effects_from),
        of.TASKS: len(i.turn),
        of.WAYS: len(i.way_cover),
        of.GROUPS: i.teams * (COLLEAGUE + 1),
    }
    for table, words, columns, other in PLACES:
        rows = m[m[table] : m[table] + counts[table] * words].reshape(-1, words)
        rows[:, columns] += m[other]
    groups = m[m[of.WHO_ROWS] : m[of.WHO_ROWS] + of.WHO_WORDS * len(i.who)].reshape(-1, of.WHO_WORDS)[:, of.GROUP]
    groups[groups >= 0] += m[of.GROUPS]
    m[of.PROTECTED] = m[of.TASKS] + of.TASK_WORDS * i.protected if i.protected >= 0 else -1
    low = first_day(i)
    for table, words in ((of.OFFERS, 2 * len(i.due)), (of.OFFICE, 1), (of.UPTO, 1), (of.BLOCK, 1), (of.PATTERN, 1)):
        m[table] -= low * words


def first_day(i: Inputs) -> int:
    """The first day of which anything is asked: the first of the past, less margins and what opens before."""
    before = int(i.margin_high.max(initial=0)) - int(i.opening.min(initial=0)) + 2
    return max(0, earliest(i) - before)


def share_tables(inputs: Inputs) -> dict[int, NDArray[np.float64]]:
    """The tables of shares."""
    return {
        of.PARTNER_SHARES: inputs.partners,
        of.EXIT_SHARES: inputs.exits,
        of.EXIT_SHARES_IN_CARE: inputs.exits_in_care,
        of.SIZE_SHARES: inputs.sizes,
        of.ARRIVALS: inputs.arrivals,
    }


def task_rows(i: Inputs, clocks_from: Longs) -> Longs:
    """One row a task."""
    tasks = np.arange(len(i.turn))
    tries = OWNER_WORDS + tasks
    columns = [i.family, i.meeting, i.stages, i.lead, i.margin_low, i.margin_high, i.notice, i.notice_again, i.quorum]
    columns += [i.turn, i.task_tied, i.few, i.absent, i.set, i.moved, 1 << tasks, tasks << DRAWS_A_TASK]
    columns += [tries, tries + len(tasks), bits(i.fails), i.way_from[:-1] * of.WAY_WORDS, i.way_from[1:] * of.WAY_WORDS]
    return np.column_stack([*columns, clocks_from[:-1], clocks_from[1:]])


def way_rows(i: Inputs) -> Longs:
    """One row a way."""
    ways, first, people = np.arange(len(i.way_cover)), i.who_from[:-1] * of.WHO_WORDS, np.diff(i.who_from)
    return np.column_stack([i.way_cover, first, people, ways * i.act_of[0].size, i.act_of[:, -1, 0], ways])


def grouped(i: Inputs) -> tuple[Longs, Longs]:
    """For every kind of stand-in and team: from where to where its posts stand in the list, which is the second."""
    bounds = np.zeros((COLLEAGUE + 1, i.teams, 2), np.int64)
    members: list[int] = []
    for who, role in GROUP_ROLES.items():
        for team in range(i.teams):
            found = np.flatnonzero((i.role == role) & ((i.team == team) | (who == CHAIR)))
            bounds[who, team] = len(members), len(members) + len(found)
            members += (at.NOBODY + at.POST_WORDS * (1 + found)).tolist()
    return bounds, np.array(members, np.int64)


def leave_runs(i: Inputs) -> Longs:
    """For every year and week of it: from which place to which it lasts; a week that is not there is empty."""
    years = range(int(i.year_of[i.first]), int(i.year_of[i.horizon]) + 1)
    found = np.zeros((len(years), WEEKS_A_YEAR, 2), np.int64)
    for place in range(i.horizon - i.first):
        run = found[int(i.year_of[i.first + place]) - years[0], int(i.week_of[i.first + place])]
        run[0] = run[0] if run[1] else place
        run[1] = place + 1
    return found

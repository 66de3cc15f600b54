"""Offices: days, tasks, posts and the course of cases of a scenario, as flat arrays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import exp, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import Calendar, Fault, InvalidInput
from simulations.acts import TURNS, Acts, Turn
from simulations.names import post_names
from simulations.scenario import ORDERS, ROLES, RULES, STAGES, Cases, Scenario

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]
# A quantile table has so many entries: a duration is looked up at floor(u * QUANTILES).
QUANTILES = 4096
# A worker, a manager, a chair, another worker of the same team: what a way asks for.
LEAD, MANAGER, CHAIR, COLLEAGUE = range(4)
WHO = {"lead_social_worker": LEAD, "line_manager": MANAGER, "conference_chair": CHAIR, "social_worker": COLLEAGUE}
TAIL = 1e-13
MOST_A_DAY = 10_000


def calendar_arrays(scenario: Scenario, calendar: Calendar, longest: int) -> dict[str, Any]:
    """Days as columns; InvalidInput where the calendar does not hold the run with what is booked in it."""
    first = (calendar.inside(scenario.first) - calendar.first).days
    horizon = first + scenario.days + longest + scenario.reach + 120
    calendar.inside(calendar.first + timedelta(days=horizon))
    staff = calendar.with_closures(scenario.closures, f"{calendar.id}-staff")
    office = np.array(staff.working, np.int64)
    days = [calendar.first + timedelta(days=number) for number in range(len(office))]
    blocks = (np.arange(len(office)) + calendar.first.weekday()) // 7
    return {
        "seed": scenario.seed,
        "first": first,
        "stop": first + scenario.days,
        "horizon": horizon,
        "office": office,
        "office_upto": np.cumsum(office),
        "office_days": np.flatnonzero(office),
        "block_of": blocks,
        "block_days": np.bincount(blocks, weights=office).astype(np.int64),
        "week_of": np.array([min(51, (day.timetuple().tm_yday - 1) // 7) for day in days], np.int64),
        "year_of": np.array([day.year for day in days], np.int64),
    }


def task_arrays(scenario: Scenario, acts: Acts) -> dict[str, Any]:
    """What tasks cost and who must be there."""
    tasks = scenario.tasks
    ways = [way for task in tasks for way in task.ways]

    def column(name: str, kind: type = np.int64) -> NDArray[Any]:
        return np.array([getattr(task, name) for task in tasks], kind)

    names = [task.event for task in tasks]
    event, minutes = scenario.protected
    return {
        **{name: column(name) for name in ("family", "meeting", "lead", "notice", "notice_again", "quorum")},
        "stages": np.array([sum(1 << STAGES.index(one) for one in task.stages) for task in tasks], np.int64),
        "margin_low": np.array([task.margin[0] for task in tasks], np.int64),
        "margin_high": np.array([task.margin[1] for task in tasks], np.int64),
        "fails": column("fails", np.float64),
        "turn": np.array([TURNS.get(name, Turn.NOTHING) for name in names], np.int64),
        "task_tied": np.array([bool(task.tied) for task in tasks], np.int64),
        "way_from": np.cumsum([0, *(len(task.ways) for task in tasks)]),
        "way_cover": np.array([way.cover for way in ways], np.int64),
        "who_from": np.cumsum([0, *(len(way.who) for way in ways)]),
        "who": np.array([WHO[name] for way in ways for name, _ in way.who], np.int64),
        "who_minutes": np.array([minutes for way in ways for _, minutes in way.who], np.int64),
        "act_of": np.array(acts.of_way, np.int64),
        **{name: np.array(getattr(acts, name), np.int64) for name in ("few", "absent", "set", "moved")},
        "partners": np.array([chance for _, chance in scenario.partners], np.float64),
        "protected": names.index(event) if event in names else -1,
        "protected_minutes": minutes,
        "order": ORDERS.index(scenario.order),
        "reach": scenario.reach,
    }


def staff_arrays(scenario: Scenario) -> dict[str, Any]:
    """Posts, in the order of the scenario, and how people are there."""
    people = scenario.people
    posts = [one for one in scenario.staff for _ in range(one.posts)]
    teams = list(dict.fromkeys(one.team for one in posts if one.role == ROLES[0]))
    base = [round(one.minutes * (1 - one.other)) for one in posts]
    return {
        "role": np.array([ROLES.index(one.role) for one in posts], np.int64),
        "team": np.array([teams.index(one.team) if one.team in teams else -1 for one in posts], np.int64),
        "base": np.array(base, np.int64),
        "share": np.array([int(one.minutes * one.meetings) for one in posts], np.int64),
        "post_name": post_names(scenario),
        "teams": len(teams),
        "leave_weeks": people.leave_weeks,
        "well": waits(people.ill_spells),
        "ill_low": people.ill_days[0],
        "ill_high": people.ill_days[1],
        "tenure": waits(people.turnover),
        "vacant": people.vacant,
        "gap_low": people.gap_days[0],
        "gap_high": people.gap_days[1],
        "agency": people.agency,
        "agency_delay": people.agency_delay,
        "newcomer_days": people.newcomer_days,
        "newcomer_percent": round(100 * people.newcomer_load),
        "limit": people.limit,
        "rule": RULES.index(people.allocation),
        "cover_within": people.cover_within,
    }


def check_room(scenario: Scenario) -> None:
    """InvalidInput with every fault of `without_room`."""
    if faults := without_room(scenario, scenario.id):
        raise InvalidInput(*faults)


def not_alone(scenario: Scenario, place: str) -> list[Fault]:
    """Work that is no meeting, for which several people are asked."""
    return [
        Fault("not-alone", "work that is no meeting is done by one person", task.event, f"{place}, task")
        for task in scenario.tasks
        if not task.meeting and any(len(way.who) > 1 for way in task.ways)
    ]


def without_room(scenario: Scenario, place: str) -> list[Fault]:
    """Meetings that need more of somebody than a day's diary holds, or somebody whom a team lacks."""
    faults = []
    teams = {one.team for one in scenario.staff if one.role == ROLES[LEAD] and one.posts}
    needs = [(task.event, *asked) for task in scenario.tasks for way in task.ways if not way.cover for asked in way.who]
    for event, who, minutes in sorted({need for need in needs if need[1] in ROLES}):
        posts = [one for one in scenario.staff if one.role == who and one.posts]
        meeting = any(task.event == event and task.meeting for task in scenario.tasks)
        most = max((min(one.meetings, 5 * (1 - one.other)) * one.minutes for one in posts), default=0)
        where = f"{place}, task {event}"
        if meeting and posts and minutes > most:
            fact = f"needs more minutes of a {who.replace('_', ' ')} than anybody's diary has in a day ({most:.0f})"
            faults.append(Fault("no-room", fact, minutes, where))
        without = sorted(teams - {one.team for one in posts}) if who == ROLES[MANAGER] else []
        faults += [Fault("no-manager", "needs a line manager, and a team has none", team, where) for team in without]
    return faults


def waits(a_year: float) -> Ints:
    """The quantile table of the days, at least 1, until something that happens so often a year at random."""
    if a_year <= 0:
        return np.full(QUANTILES, 10**6, np.int64)
    found = [-log(1 - (place + 0.5) / QUANTILES) * 365 / a_year for place in range(QUANTILES)]
    return np.array([max(1, round(days)) for days in found], np.int64)


def case_arrays(scenario: Scenario, calendar: Calendar, horizon: int) -> dict[str, Any]:
    """What comes in, and what becomes of it."""
    cases = scenario.cases
    days = [calendar.first + timedelta(days=number) for number in range(horizon)]
    pattern = np.array([day.weekday() * 12 + day.month - 1 for day in days], np.int64)
    spans = {
        "leaves": cases.leaves_after,
        "step": cases.child_in_need,
        "returns": cases.returns_after,
        "care": cases.care_after,
        "lasts": cases.care_lasts,
    }
    return {
        "arrivals": poisson(rates(cases)),
        "pattern": pattern,
        "sizes": np.cumsum(cases.sizes)[:-1],
        **{name: getattr(cases, name) for name in ("high_risk", "needed", "plan", "leaves", "returns", "care")},
        "exits": np.array(cases.exits, np.float64),
        "exits_in_care": np.array(cases.exits_in_care, np.float64),
        **{f"{name}_low": span[0] for name, span in spans.items()},
        **{f"{name}_high": span[1] for name, span in spans.items()},
    }


def rates(cases: Cases) -> list[float]:
    """How many enquiries a day brings on average: Mondays in January, in February, ...; then Tuesdays, ..."""
    weight = len(cases.months) / max(1e-9, sum(cases.months))
    return [
        daily(cases.enquiries, cases.weekdays, day) * weight * month
        for day in range(len(cases.weekdays))
        for month in cases.months
    ]


def daily(a_year: float, weekdays: Sequence[float], day: int) -> float:
    """How many a day of the week brings, on average."""
    return a_year / 365 * 7 * weekdays[day] / max(1e-9, sum(weekdays))


def poisson(rates: Sequence[float]) -> Reals:
    """Cumulative shares of 0, 1, 2, ... arrivals, one row a rate: a draw u brings as many as there are entries <= u."""
    rows = []
    for rate in rates:
        chance, total = exp(-rate), 0.0
        row: list[float] = []
        while total + chance < 1 - TAIL and len(row) < MOST_A_DAY:
            total += chance
            row.append(total)
            chance *= rate / len(row)
        rows.append(row)
    width = max(len(row) for row in rows)
    return np.array([[*row, *[2.0] * (width - len(row))] for row in rows], np.float64).reshape(len(rows), width)

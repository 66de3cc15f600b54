"""Small offices for tests: one tiny scenario to change by hand, and scenarios generated at random."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from simulations.inputs import Setting, prepare
from simulations.load import load_scenario, merged
from simulations.log import EVENT_COLUMNS, JOB_COLUMNS, OCCASION_COLUMNS, Ints, Log
from simulations.plain import Office
from simulations.scenario import Scenario

Tables = dict[str, Any]
TOLD_WHEN_SET = Path(__file__).parent / "told-when-set.toml"
READINGS = {
    "brent": [{}, {"ten-days": "working-days"}, {"six-weeks-from": "any-meeting"}, {"reschedule": "meeting-held"}],
    "york": [{}, {"six-weeks-from": "any-meeting"}, {"three-months": "days"}, {"first-day": "same-day"}],
    "working-together": [{}, {"due-on-closed-day": "working-day-before"}],
}

# Generated scenarios for the fast tests: every policy and order of dispatch; other tests compile the same policies.
FEW = (0, 2, 19, 29, 49)


def staff(workers: int = 4, managers: int = 1, chairs: int = 1, teams: int = 1, other: float = 0.4) -> list[Tables]:
    """Posts: so many workers and managers in each team, so many chairs."""
    full = {"hours": 37.0, "other": other, "meetings": 0.9}
    found: list[Tables] = []
    for team in range(teams):
        found.append({"team": f"t{team}", "role": "lead_social_worker", "posts": workers, **full})
        found.append({"team": f"t{team}", "role": "line_manager", "posts": managers, **full})
    return [*found, {"role": "conference_chair", "posts": chairs, **full}]


def tiny(changed: Mapping[str, Any] | None = None, policy: str = "york") -> Scenario:
    """An office of four workers, eight children on a plan and half a year; `changed` tables are laid on it."""
    base: Tables = {
        "scenario": {"id": "tiny", "policy": policy},
        "run": {"days": 180, "warm_up": 0},
        "cases": {"enquiries": 40},
        "backlog": {"children": 8},
        "staff": staff(),
    }
    return load_scenario("york-2024", merged(base, changed or {}))


@lru_cache(maxsize=1024)
def generated(number: int) -> Scenario:
    """A small scenario with everything that a scenario can vary, at random; the same for the same number."""
    rng = Random(number)
    policy = rng.choice(sorted(READINGS))
    changes = [
        "practice",
        *rng.sample(["four-weeks", "no-manager-chair"], rng.randint(0, 1 if policy == "york" else 2)),
    ]
    usable = {"brent": changes, "york": [one for one in changes if one != "no-manager-chair"]}
    share = rng.random
    return tiny(
        {
            "scenario": {
                "policy": policy,
                "changes": usable.get(policy, ["practice"]),
                "readings": rng.choice(READINGS[policy]),
            },
            "run": {"days": rng.randint(60, 260), "seed": rng.randrange(2**32)},
            "work": {
                "order": rng.choice(["earliest-due-first", "first-in-first-out", "risk-first"]),
                "reach": rng.randint(5, 40),
                "protected": {"event": "child_seen", "minutes": rng.choice([0, 60, 240])},
            },
            "partners": {"health": share(), "education": share(), "police": share()},
            "cases": {
                "enquiries": rng.choice([0, 15, 40, 90]),
                "high_risk": share(),
                "needed": share(),
                "plan": share(),
                "exits": [share(), share()],
                "leaves": share() / 2,
                "leaves_after": [1, 120],
                "child_in_need": [1, 90],
                "returns": share(),
                "returns_after": [1, 120],
                "care": share(),
                "care_after": [1, 60],
                "care_lasts": [1, 90],
            },
            "people": {
                "leave_weeks": rng.randint(0, 8),
                "ill_spells": rng.choice([0, 2, 6]),
                "turnover": rng.choice([0, 0.2, 1.5]),
                "vacant": share() / 2,
                "gap_days": [5, 60],
                "agency": share(),
                "agency_delay": rng.randint(0, 40),
                "newcomer_load": rng.choice([0.0, 0.5, 1.0]),
                "limit": rng.choice([0, 6, 15]),
                "allocation": rng.choice(["lightest", "least-recent"]),
                "cover_within": rng.randint(0, 6),
            },
            "backlog": {"children": rng.choice([0, 5, 14])},
            "staff": staff(rng.randint(1, 4), 1, rng.randint(1, 2), rng.randint(1, 2), rng.choice([0.1, 0.4, 0.7])),
        }
    )


@lru_cache(maxsize=64)
def told_when_set(scenario_number: int) -> Setting:
    """A generated scenario in which setting and moving a core group begin and end work, made ready."""
    tables = generated(scenario_number).tables
    changes = {"scenario": {"changes": [*tables["scenario"]["changes"], str(TOLD_WHEN_SET)]}}
    return prepare(load_scenario("york-2024", merged(tables, changes)))


@lru_cache(maxsize=64)
def ready(scenario_number: int) -> Setting:
    """A generated scenario made ready."""
    return prepare(generated(scenario_number))


def run(setting: Setting, replication: int = 0) -> Log:
    """The log of the plain engine."""
    return Office(setting.inputs, replication).run()


def jobs(log: Log, name: str) -> Ints:
    """A column of the jobs."""
    return log.jobs[:, JOB_COLUMNS.index(name)]


def occasions(log: Log, name: str) -> Ints:
    """A column of the occasions."""
    return log.occasions[:, OCCASION_COLUMNS.index(name)]


def events(log: Log, name: str) -> Ints:
    """A column of the events."""
    return log.events[:, EVENT_COLUMNS.index(name)]

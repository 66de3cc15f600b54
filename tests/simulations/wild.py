"""Wild offices: scenarios that load, and of which nothing else can be hoped; each section from one random source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from random import Random
from typing import Any

import numpy as np

from model import InvalidInput
from simulations.draws import key_of
from simulations.inputs import Inputs, Setting, prepare
from simulations.lives import past_of
from simulations.scenario import Scenario
from tests.simulations.offices import READINGS, Tables, generated, staff, tiny

# Wild scenarios for the fast tests, under policies that the generated ones of the fast tests compile.
WILD_FEW = (8, 16, 18, 28, 39)
ROLES = ("lead_social_worker", "line_manager", "conference_chair", "social_worker")
MEETINGS = ("icpc_held", "core_group_held", "rcpc_held", "tac_held", "looked_after_review_held")
ALONE = ("section_47_concluded", "child_seen", "record_distributed")
# What may be the work of a family or of each child; conferences decide for the family.
EITHER = ("core_group_held", "child_seen", "record_distributed", "looked_after_review_held")


@dataclass(frozen=True)
class Shape:
    """What decides the acts, and so costs a compilation: drawn from few."""

    ways: dict[str, list[tuple[Tables, bool]]]
    booking: Tables
    quorum: int
    partners: bool


def edge(rng: Random) -> float:
    """A share, often one of the two ends."""
    return rng.choice([0.0, 1.0, rng.random(), rng.random()])


def days(rng: Random, most: int, least: int = 1) -> list[int]:
    """A span of days, sometimes of one day, sometimes huge."""
    low = rng.randint(least, rng.choice([min(least + 2, most), most]))
    return [low, rng.choice([low, rng.randint(low, most)])]


def way(rng: Random, roles: list[str], cover: bool) -> Tables:
    """One way: who is there, for as long as anybody's diary can hold."""
    return {"who": {role: rng.choice([1, 30, 90, 180]) for role in roles}, "cover": cover}


def records(rng: Random, event: str) -> Tables:
    """What the event of a way says of it, as policies know it."""
    if event == "core_group_held":
        chair = rng.choice(["line_manager", "lead_social_worker", "social_worker"])
        return {"chair": chair, "lead_social_worker_present": rng.random() < 0.8}
    if event == "child_seen":
        return {"by": rng.choice(["lead_social_worker", "social_worker"])}
    return {"to": "all_members"} if event == "record_distributed" else {}


def usual_shape() -> Shape:
    """The ways, as (records, cover), of every task as it is."""
    return Shape({one.event: [(dict(way.records), way.cover) for way in one.ways] for one in tiny().tasks}, {}, 2, True)


def drawn_shape(rng: Random) -> Shape:
    """Any number of ways, which may say anything; with or without bookings and partners."""
    booking = rng.sample(["scheduled", "rescheduled", "abandoned"], rng.randint(0, 3))
    ways: dict[str, list[tuple[Tables, bool]]] = {}
    for event in (*MEETINGS, *ALONE):
        cover = [False] * rng.randint(1, 3) + [True] * rng.randint(0, 3)
        ways[event] = [(records(rng, event), one) for one in cover]
    return Shape(ways, dict.fromkeys(booking, ""), rng.choice([0, 1, 4]), rng.random() < 0.7)


def task(rng: Random, event: str, shape: Shape, which: int) -> Tables:
    """Changes to one task."""
    found: Tables = {"event": event, "fails": rng.choice([0.0, 0.1, 0.1, rng.random(), 1.0])}
    if which or rng.random() < 0.5:
        most = 1 if event in ALONE else 4
        found["way"] = [
            way(rng, rng.sample(ROLES, rng.randint(1, most)), cover) | {"records": told}
            for told, cover in shape.ways[event]
        ]
    if event in MEETINGS:
        found |= {
            "margin": days(rng, rng.choice([3, 20, 200]), 0),
            "notice": rng.choice([1, 3, 5, 60]),
            "notice_again": rng.choice([1, 3, 5, 60]),
            "quorum": rng.choice([0, 0, 1, 1, 2, 5]),
        }
    else:
        found["lead"] = rng.choice([0, 1, 10, 366])
    if event in EITHER and rng.random() < 0.3:
        found["family"] = rng.random() < 0.5
    if event == "core_group_held":
        found |= {"quorum": shape.quorum, **shape.booking}
    return found


def people(rng: Random) -> Tables:
    """Absence, turnover and allocation."""
    return {
        "leave_weeks": rng.choice([0, 1, 8, 8, 26]),
        "ill_spells": rng.choice([0.0, 3.0, 10.0, 50.0]),
        "ill_days": days(rng, rng.choice([3, 10, 366])),
        "turnover": rng.choice([0.0, 0.5, 5.0]),
        "vacant": rng.choice([0.0, rng.random(), 1.0]),
        "gap_days": days(rng, rng.choice([5, 60, 1000])),
        "agency": edge(rng),
        "agency_delay": rng.choice([0, 1, 20, 366]),
        "newcomer_days": rng.choice([0, 1, 90, 1000]),
        "newcomer_load": edge(rng),
        "limit": rng.choice([0, 1, 3, 10, 1000]),
        "allocation": rng.choice(["lightest", "least-recent"]),
        "cover_within": rng.choice([0, 1, 5, 366]),
    }


def cases(rng: Random) -> Tables:
    """What comes in, and what becomes of it."""
    sizes = rng.choice([[1.0], [0.0, 1.0], [0.5, 0.3, 0.2], [0.2] * 5, [0.0] * 11 + [1.0]])
    return {
        "enquiries": rng.choice([0.0, 10.0, 60.0, 200.0]),
        "weekdays": rng.choice([[1.0] * 7, [5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0] * 6 + [1.0]]),
        "sizes": sizes,
        **{name: edge(rng) for name in ("high_risk", "needed", "plan", "leaves", "returns", "care")},
        "exits": [edge(rng) for _ in range(rng.randint(1, 4))],
        "exits_in_care": [edge(rng) for _ in range(rng.randint(1, 4))],
        **{
            name: days(rng, rng.choice([2, 30, 200]))
            for name in ("leaves_after", "child_in_need", "returns_after", "care_after", "care_lasts")
        },
    }


def posts(rng: Random) -> list[Tables]:
    """One to three teams, with staff of some of whom little is left for this work."""
    found = staff(rng.randint(1, 4), rng.randint(1, 2), rng.randint(1, 2), rng.randint(1, 3))
    for one in found:
        one |= {"hours": rng.choice([10.0, 20.0, 37.0, 60.0]), "other": rng.choice([0.0, 0.4, 0.7])}
        one["meetings"] = rng.choice([0.5, 0.9, 1.0])
    return found


def tried(rng: Random) -> Scenario:
    """A scenario, which may be impossible."""
    policy = rng.choice(sorted(READINGS))
    which = rng.choice([0, 0, 0, 1, 2])
    shape = drawn_shape(Random(f"shape {which}")) if which else usual_shape()
    first = tiny().first + timedelta(days=rng.randint(0, 400))
    events = [*MEETINGS, *ALONE] if which else rng.sample([*MEETINGS, *ALONE], rng.randint(0, 8))
    closed = [first + timedelta(days=day) for day in rng.sample(range(120), rng.choice([0, 0, 10, 60]))]
    changed: dict[str, Any] = {
        "scenario": {"policy": policy, "changes": ["practice"], "readings": rng.choice(READINGS[policy])},
        "run": {
            "first": first,
            "days": rng.choice([1, 40, 150, 300, 300]),
            "seed": rng.randrange(2**32),
            "closure_days": sorted(closed),
        },
        "work": {
            "order": rng.choice(["earliest-due-first", "first-in-first-out", "risk-first"]),
            "reach": rng.choice([0, 1, 20, 40, 366]),
            "protected": {"event": rng.choice(["", *ALONE]), "minutes": rng.choice([0, 1, 90, 1440])},
        },
        "partners": {name: edge(rng) for name in ("health", "education", "police")},
        "cases": cases(rng),
        "people": people(rng),
        "backlog": {"children": rng.choice([0, 1, 12])},
        "staff": posts(rng),
    }
    # Where every section is wild, nobody is left and nothing happens.
    tame = generated(rng.randrange(1000)).tables
    for section in rng.sample(["cases", "people", "partners", "staff"], rng.choice([0, 1, 2, 3])):
        changed[section] = tame[section]
    changed["task"] = [task(rng, event, shape, which) for event in events]
    scenario = tiny(changed)
    return scenario if shape.partners else replace(scenario, partners=())


def any_past(rng: Random, inputs: Inputs) -> Inputs:
    """A start at which families stand anywhere, and children may be looked after, whatever their acts say."""
    past = past_of(inputs, key_of(inputs.seed, 0))
    families, children, acts = (
        np.array(rows, np.int64).reshape(-1, width) for rows, width in zip(past, (5, 2, 4), strict=True)
    )
    for row in families:
        row[1:] = [rng.randint(0, 5), rng.randint(0, 2), rng.randint(0, 3), inputs.first - rng.randint(0, 200)]
    for row in children:
        row[:] = [rng.randint(0, 1), inputs.first + rng.randint(-20, 60)]
    return inputs._replace(past_drawn=0, past_families=families, past_children=children, past_acts=acts)


@lru_cache(maxsize=64)
def wild(number: int) -> Setting:
    """The first wild scenario of a random source that is possible, made ready; the same for the same number."""
    rng = Random(f"wild {number}")
    while True:
        try:
            setting = prepare(tried(rng))
        except InvalidInput:
            continue
        return replace(setting, inputs=any_past(rng, setting.inputs)) if rng.random() < 0.5 else setting

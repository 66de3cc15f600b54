"""A scenario: an office, its caseload and what its work costs, typed and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Any

from simulations.register import Assumption

PRESETS = Path(__file__).parent / "presets"
ROLES = ("lead_social_worker", "line_manager", "conference_chair")
WHO = (*ROLES, "social_worker")
STAGES = ("closed", "enquiry", "conference_due", "on_plan", "tac_due", "child_in_need")
ORDERS = ("earliest-due-first", "first-in-first-out", "risk-first")
RULES = ("lightest", "least-recent")
Attributes = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Way:
    """One way to do a task: who is there with how many minutes, and what the event then records.

    `cover` marks a way that is taken only where somebody of the usual way is away: a cover rule.
    """

    who: tuple[tuple[str, int], ...]
    records: Attributes
    cover: bool


@dataclass(frozen=True)
class Task:
    """What an event costs; days are calendar days, `notice` and `notice_again` office days.

    `lead`: how long before its due day solo work is begun; `margin`: how long before the due day a meeting is set.
    `fails`: chance that the family is not there, or puts the meeting off. `quorum`: partners who must be there.
    """

    event: str
    family: bool
    meeting: bool
    ways: tuple[Way, ...]
    stages: tuple[str, ...]
    lead: int
    margin: tuple[int, int]
    notice: int
    notice_again: int
    quorum: int
    fails: float
    tied: str
    attendance: str
    judgement: str
    scheduled: str
    rescheduled: str
    abandoned: str


@dataclass(frozen=True)
class Staff:
    """Posts alike: `minutes` of a working day, the share of it for `other` work, the most of it for `meetings`."""

    team: str
    role: str
    posts: int
    minutes: int
    other: float
    meetings: float


@dataclass(frozen=True)
class People:
    """How people are there: absence, turnover, and how families are given to workers."""

    leave_weeks: int
    ill_spells: float
    ill_days: tuple[int, int]
    turnover: float
    vacant: float
    gap_days: tuple[int, int]
    agency: float
    agency_delay: int
    newcomer_days: int
    newcomer_load: float
    limit: int
    allocation: str
    cover_within: int


@dataclass(frozen=True)
class Cases:
    """What comes in, and what becomes of it; shares from 0 to 1, spans of days inclusive at both ends."""

    enquiries: float
    weekdays: tuple[float, ...]
    months: tuple[float, ...]
    sizes: tuple[float, ...]
    high_risk: float
    needed: float
    plan: float
    exits: tuple[float, ...]
    exits_in_care: tuple[float, ...]
    leaves: float
    leaves_after: tuple[int, int]
    child_in_need: tuple[int, int]
    returns: float
    returns_after: tuple[int, int]
    care: float
    care_after: tuple[int, int]
    care_lasts: tuple[int, int]


@dataclass(frozen=True)
class Backlog:
    """What is open at the start: so many children on a plan, by the plan's age in days, or a file of histories."""

    children: int
    ages: tuple[tuple[int, int, float], ...]
    file: str


@dataclass(frozen=True)
class Scenario:
    """Everything a run depends on but the seed's replication; `tables` are the plain tables that it was built from.

    `file` is the file that it was read from, as it was given.
    """

    id: str
    title: str
    policy: str
    readings: Mapping[str, str]
    changes: tuple[Path, ...]
    ignore: tuple[str, ...]
    first: date
    days: int
    warm_up: int
    seed: int
    closures: tuple[date, ...]
    order: str
    protected: tuple[str, int]
    reach: int
    partners: tuple[tuple[str, float], ...]
    tasks: tuple[Task, ...]
    staff: tuple[Staff, ...]
    people: People
    cases: Cases
    backlog: Backlog
    register: tuple[Assumption, ...]
    tables: Mapping[str, Any]
    file: Path

    @property
    def named(self) -> str:
        """What to type for it in a command: the name of a preset, else the file."""
        return self.file.stem if self.file.parent == PRESETS else quote(str(self.file))

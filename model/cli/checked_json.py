"""What `check` found, as plain JSON: the same as people read, with the cases that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

from model.analysis.booking import Booking
from model.analysis.health.health import plain as plain_health
from model.analysis.keep import Kept, Lost
from model.analysis.readings import Matter
from model.analysis.result import Result
from model.analysis.witness import as_json
from model.analysis.worst import Worst
from model.cli.booked import counted_from
from model.cli.checked import Checked
from model.cli.claimed import holidays
from model.cli.searching import case_in_short
from model.history.written import event_of
from model.policy import Policy

T = TypeVar("T")


def plain(found: Checked) -> dict[str, Any]:
    """All of it; a part that was not asked for is null."""
    return {
        "policy": found.policy.id,
        "title": found.policy.title,
        "readings": dict(found.policy.chosen),
        "calendar": {"id": found.calendar.id, "digest": found.calendar.digest},
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "unfinished": list(found.unfinished),
        "health": None if found.health is None else plain_health(found.health),
        "claims": listed(found.claims, plain_result),
        "assumed_of_failures": list(found.adversity.told()),
        "booking": listed(found.booking, partial(plain_booking, policy=found.policy)),
        "game": listed(found.game, plain_kept),
        "readings_that_matter": listed(found.readings, plain_matter),
    }


def listed(things: Iterable[T] | None, written: Callable[[T], dict[str, Any]]) -> list[dict[str, Any]] | None:
    """All of some things, None where they were not asked for."""
    return None if things is None else [written(one) for one in things]


def plain_result(one: Result) -> dict[str, Any]:
    """A claim with its verdict."""
    return {
        "id": one.claim.id,
        "says": one.claim.sentence(),
        "sometimes": one.claim.twin(),
        "verdict": one.verdict.value,
        "exact": one.exact,
        "attained": one.attained,
        "largest": plain_worst(one.largest),
        "largest_in_an_abstract_calendar": plain_worst(one.abstract),
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "start_days": one.start_days,
        "abstract_calendars": one.abstract_calendars,
        "holidays_not_announced_yet": one.holidays,
        "says_of_holidays": list(holidays(one)),
        "states": one.states,
        "transitions": one.transitions,
        "seen": one.seen.isoformat() if one.seen else None,
        **(one.followed.plain() if one.followed else {}),
        "readings": dict(one.readings),
        "calendar": one.digest,
        "assumed": list(one.assumptions),
        "why": one.why,
        "against": None if one.against is None else as_json(one.against),
        "reaching": None if one.reaching is None else as_json(one.reaching),
    }


def plain_worst(one: Worst | None) -> dict[str, Any] | None:
    """The most days, with the first day from which they are counted."""
    return None if one is None else {"days": one.days, "from": one.anchor.isoformat()}


def plain_booking(one: Booking, policy: Policy) -> dict[str, Any]:
    """One duty of the table to pin up; the share of start days on which so many failures cannot be made good."""
    return {
        "duty": one.duty,
        "clauses": list(one.clauses),
        "start_days": one.starts,
        "counted_from": counted_from(one.duty, policy),
        "due": list(one.due),
        "margins": [
            {**vars(margin), "worst": margin.worst.isoformat(), "share_too_late": one.share(margin.failures)}
            for margin in one.margins
        ],
        "assumed": list(one.assumed),
    }


def plain_kept(one: Kept) -> dict[str, Any]:
    """A part that was played."""
    return {
        "duties": list(one.duties),
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "survives": one.survives,
        "against": list(one.against),
        "skipped": one.skipped,
        **(one.followed.plain() if one.followed else {}),
        "lost": [plain_lost(lost) for lost in one.lost],
    }


def plain_lost(one: Lost) -> dict[str, Any]:
    """One of the shortest plays that doom some duties."""
    return {
        "cause": one.doom.cause.value,
        "duties": list(one.duties),
        "clauses": list(one.clauses),
        "since": one.doom.since.isoformat(),
        "left": one.doom.left,
        "last_chance": one.doom.last_chance.isoformat() if one.doom.last_chance else None,
        "events": [event_of(event) for event in one.events],
    }


def plain_matter(one: Matter) -> dict[str, Any]:
    """One choice against the default."""
    return {
        "reading": one.reading,
        "choice": one.choice,
        "duties": list(one.duties),
        "of_other_strength": list(one.weighed),
        "share": one.share,
        "exact": one.exact,
        "why_at_least": one.missing,
        "days_between": vars(one.apart) if one.apart else None,
        "parts_on": one.conflict.parts_on.isoformat() if one.conflict else None,
        "case": case_in_short(one.conflict.witness) if one.conflict else None,
        "witness": as_json(one.conflict.witness) if one.conflict else None,
        **one.coverage.followed.plain(),
    }

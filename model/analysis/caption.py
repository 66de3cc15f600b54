"""What stands below a picture: how to read it, which policies and clauses it is about, which calendar counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.analysis.canvas import scale_of
from model.analysis.story import closed_days, short_day
from model.analysis.witness import Witness

HOW = (
    "A bar runs to the end of the due day; a dot: the day on which it was done; hatched: not kept; empty: still open."
    " Light grey: weekends. Darker: bank holidays and closures"
)


def how_to_read(witnesses: Sequence[Witness]) -> str:
    """What bars and shades mean, with the names of the bank holidays."""
    closed = dict.fromkeys(found for one in witnesses for found in closed_days(one, *scale_of(one).ends))
    named = ", ".join(f"{name} {short_day(day)}" for day, name in closed)
    return f"{HOW} ({named or 'none here'})."


def caption(witnesses: Sequence[Witness]) -> str:
    """The policies by title and id with the clauses that are shown, then the calendars with their digests."""
    clauses: dict[str, dict[str, None]] = {}
    calendars: dict[str, None] = {}
    for one in witnesses:
        for place, side in enumerate(one.sides):
            of_this = clauses.setdefault(f"{side.policy.title} ({side.policy.id})", {})
            of_this.update(dict.fromkeys(cited(one, place)))
            calendar = side.calendar(one.parts_on)
            calendars[f"{calendar.id} {calendar.digest}"] = None
    policies = "; ".join(f"{title}: {', '.join(named) or 'no clause'}" for title, named in clauses.items())
    return f"{policies}. Calendar: {', '.join(calendars)}."


def cited(witness: Witness, side: int) -> Iterator[str]:
    """The clauses of the findings that are shown of a side."""
    for finding in witness.shown(side):
        yield from finding.clauses

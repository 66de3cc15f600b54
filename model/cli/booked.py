"""What `check` says of bookings: the table to pin up, how it is read, and what it takes for granted."""

from __future__ import annotations

import sys
from typing import Any

from model.analysis.adversity import Adversity
from model.analysis.booking import Booking, Margin
from model.cli import table as tables
from model.cli.searching import heading, tell
from model.oracle.phrases import in_words
from model.policy import Policy

COLUMNS = ("duty", "clauses", "counted from", "due", "none fails", "one fails", "two fail", "three fail", "least room")
DAYS = (
    "Days are calendar days after the event that starts the clock (negative: before it). Before the stroke stands the"
    " last day for a first attempt that is safe whenever the case begins, after it the last that is safe for half of"
    " all start days."
)
SHARE = (
    "'3% too late': for that share of start days so many failures cannot be made good, however early the first attempt;"
    " the days before the bracket speak of the others. 'Least room': the first start day that leaves the least if three"
    " fail."
)
NOTHING = "No duty with a due day is answered by one kind of meeting or visit."


def show_booking(bookings: tuple[Booking, ...], policy: Policy, adversity: Adversity) -> None:
    """The table to pin up, and what it takes for granted."""
    heading("Book by: the last day for a first attempt, by how many attempts may fail")
    if not bookings:
        print(NOTHING)
        return
    tell([DAYS, SHARE])
    print()
    rows = [row(one, policy) for one in bookings]
    tables.show(rows, COLUMNS, sys.stdout, ("clauses", "least room", "counted from"))
    print()
    alone = dict.fromkeys(assumption for one in bookings for assumption in one.assumed)
    tell(f"Assumed: {assumption}." for assumption in (*alone, *adversity.told()))


def row(one: Booking, policy: Policy) -> tuple[Any, ...]:
    """One duty of the table to pin up."""
    least, most = one.due
    due = f"{least}" if least == most else f"{least} to {most}"
    cells = [cell(one, margin) for margin in one.margins]
    return (one.duty, ", ".join(one.clauses), counted_from(one.duty, policy), due, *cells, one.margins[-1].worst)


def counted_from(duty: str, policy: Policy) -> str:
    """The kinds of event from which the duty counts."""
    kinds = (kind for version in policy.duties if version.id == duty for kind in version.trigger_kinds)
    return ", ".join(in_words(kind) for kind in dict.fromkeys(kinds))


def cell(one: Booking, margin: Margin) -> str:
    """By when the first attempt is always safe, by when mostly, and the share of start days on which it never is."""
    if margin.least is None:
        return "too late"
    hopeless = f" ({one.share(margin.failures):.1%} too late)" if margin.hopeless else ""
    return f"{margin.least} / {margin.median}{hopeless}"

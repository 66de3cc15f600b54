"""What `check` found, for people to read: ailments, claims, bookings, the game, readings, and what was covered."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from model.analysis.adversity import Adversity, counted
from model.analysis.booking import Booking, Margin
from model.analysis.health import Health
from model.analysis.health.health import told
from model.analysis.keep import Kept, Lost
from model.analysis.readings import Matter
from model.analysis.result import Result, Verdict
from model.calendar import Calendar
from model.cli import table as tables
from model.cli.searching import INDENT, caution, heading, in_short, tell, told_days, told_readings
from model.policy import Policy

BOOKING = ("duty", "clauses", "due", "no failure", "one", "two", "three", "worst start day")
READING = ("reading", "choice", "matters on", "days between", "parts on", "the shortest case that tells")


class Checked(NamedTuple):
    """What was found, for start days from `first` to `last`, both inclusive; a part that was not asked for is None.

    `unfinished` names the parts that were asked for and stopped, or not begun.
    """

    policy: Policy
    calendar: Calendar
    first: date
    last: date
    adversity: Adversity
    unfinished: tuple[str, ...]
    health: Health | None
    claims: tuple[Result, ...] | None
    game: tuple[Kept, ...] | None
    booking: tuple[Booking, ...] | None
    readings: tuple[Matter, ...] | None


def show(found: Checked) -> None:
    """What a person reads."""
    tell([f"{found.policy.title} ({found.policy.id}){told_readings(found.policy)}"])
    tell(caution(found.first, found.last))
    if found.health is not None:
        heading("What is wrong with it")
        tell(told(found.health) if found.health.ailments else [nothing(found.health)])
    if found.claims is not None:
        heading("What holds in every case, as long as nothing is breached")
        tell([line for one in found.claims for line in claim_lines(one)] or ["Nothing is claimed of this policy."])
    if found.booking is not None:
        heading("By when to book, if so many attempts may fail (calendar days after the anchor: least, median, most)")
        show_booking(found.booking, found.adversity)
    if found.game is not None:
        heading("How many failed attempts can be survived, whatever chair and circumstance do")
        show_game(found)
    if found.readings is not None:
        heading("Where it matters how a phrase is read")
        show_readings(found.readings)
    heading("What was covered")
    tell(covered(found))


def nothing(health: Health) -> str:
    """What is said where no ailment was found."""
    return "Nothing was found." if health.coverage.finished else "Nothing was found before the search was stopped."


def claim_lines(one: Result) -> Iterator[str]:
    """A claim with its verdict, its number, whether its twin is so, and what was searched."""
    said = [f"{one.verdict.value}: {one.claim.sentence()}"]
    if one.exact is not None:
        said.append(f"Exactly {one.exact}{reached(one)}.")
    if one.attained is not None and one.verdict is not Verdict.REFUTED:
        said.append(f"{'Sometimes' if one.attained else 'Not seen here'}: {one.claim.twin()}")
    if one.why:
        said.append(f"({one.why})")
    yield " ".join([*said, f"[{searched(one)}]"])
    if one.verdict is Verdict.REFUTED and one.seen is not None:
        yield f"{INDENT}The first day on which a case shows it: {one.seen}."


def reached(one: Result) -> str:
    """Where the exact number is reached: on a day of the calendar, or only under holidays that nobody has announced."""
    if one.largest is None:
        return ""
    real = one.largest.days == one.exact
    return f", reached from {one.largest.anchor}" if real else ", reached in an abstract calendar only"


def searched(one: Result) -> str:
    """What stands behind a verdict."""
    said = [f"{one.start_days:,} start days"]
    if one.transitions:
        said.append(f"{one.states:,} states, {one.transitions:,} transitions")
    if one.abstract_calendars:
        said.append(f"{one.abstract_calendars:,} abstract calendars")
    return ", ".join(said)


def show_booking(bookings: tuple[Booking, ...], adversity: Adversity) -> None:
    """The table to pin up, and what it takes for granted."""
    if not bookings:
        print("No duty with a due day is answered by one kind of meeting or visit.")
        return
    tables.show([booking_row(one) for one in bookings], BOOKING, sys.stdout, ("clauses", "worst start day"))
    print()
    tell(f"Assumed: {assumption}." for assumption in adversity.told())


def booking_row(one: Booking) -> tuple[Any, ...]:
    """One duty of the table to pin up."""
    least, most = one.due
    due = f"{least}" if least == most else f"{least} to {most}"
    cells = [margin_cell(one, margin) for margin in one.margins]
    return (one.duty, ", ".join(one.clauses), due, *cells, one.margins[-1].worst)


def margin_cell(one: Booking, margin: Margin) -> str:
    """How late the first attempt may be, and on how many start days even that is too late."""
    if margin.least is None:
        return "never"
    hopeless = f", impossible on {one.share(margin.failures):.1%} of days" if margin.hopeless else ""
    return f"{margin.least}, {margin.median}, {margin.most}{hopeless}"


def show_game(found: Checked) -> None:
    """Every part that was played, and the shortest plays that doom it."""
    for one in found.game or ():
        tell([kept_line(one)])
        tell(against_lines(one), INDENT)
    print()
    tell(f"Assumed: {assumption}." for assumption in found.adversity.told())


def kept_line(one: Kept) -> str:
    """One part that was played: how many failures it survives."""
    names = ", ".join(one.duties)
    if one.skipped:
        return f"{names}: not played ({one.skipped})."
    if one.survives is None:
        return f"{names}: cannot be kept, even if no attempt fails."
    return f"{names}: {one.survives}{' or more' if not one.against else ''}."


def against_lines(one: Kept) -> Iterator[str]:
    """What cannot be kept under one failure more, and the shortest plays that doom it."""
    if one.against:
        more = "" if one.survives is None else "With one more failure, "
        yield f"{more}{'it' if more else 'It'} cannot be made sure that these are kept: {', '.join(one.against)}."
    yield from map(lost_line, one.lost)


def lost_line(lost: Lost) -> str:
    """One of the shortest plays that doom some duties."""
    booked = lost.doom.last_chance
    chance = f"; the last day on which booking would have saved it: {booked}" if booked else ""
    left = f", if {counted(lost.doom.left, 'more attempt')} can fail" if lost.doom.left else ""
    doomed = f"{', '.join(lost.duties)} ({', '.join(lost.clauses)})"
    why = f"{lost.doom.cause.value}: after {in_short(lost.events)}" if lost.events else lost.doom.cause.value
    return f"{why}, nothing saves {doomed} from {lost.doom.since} on{left}{chance}."


def show_readings(matters: tuple[Matter, ...]) -> None:
    """Every choice against the default."""
    if not matters:
        print("The policy has no phrase with readings.")
        return
    tables.show([reading_row(one) for one in matters], READING, sys.stdout, ("parts on",))


def reading_row(one: Matter) -> tuple[Any, ...]:
    """One choice against the default."""
    apart = f"{one.apart.least}, {one.apart.middle:g}, {one.apart.most}" if one.apart else None
    share = f"{one.share:.0%}" if one.exact else f"at least {one.share:.0%}"
    if one.conflict is None:
        return (one.reading, one.choice, share, apart, None, "none found")
    return (one.reading, one.choice, share, apart, one.conflict.parts_on, in_short(one.conflict.events))


def covered(found: Checked) -> Iterator[str]:
    """The range, the calendar, what was taken for granted, what could not be searched."""
    yield told_days(found.first, found.last)
    yield f"Calendar {found.calendar.id} {found.calendar.digest}."
    general: tuple[str, ...] = ()
    if found.health is not None:
        yield from health_covered(found.health)
        general = found.health.coverage.assumed
    assumed = dict.fromkeys(assumption for one in found.claims or () for assumption in one.assumptions)
    yield from (f"Assumed of some claims: {assumption}." for assumption in assumed if assumption not in general)
    if found.unfinished:
        yield f"NOT FINISHED, it was stopped: {', '.join(found.unfinished)}."


def health_covered(health: Health) -> Iterator[str]:
    """What was searched for ailments."""
    one = health.coverage
    done = "finished" if one.finished else f"NOT FINISHED ({one.stopped})"
    yield f"What is wrong was looked for in cases followed to {one.last}: what takes longer is not seen."
    yield f"{one.searches} searches, {one.states:,} states, {one.transitions:,} transitions, {done}."
    yield from (f"Assumed: {assumption}." for assumption in one.assumed)
    yield from (f"Not searched: {name}: {reason}." for name, reason in one.omitted.items())

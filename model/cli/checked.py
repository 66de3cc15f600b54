"""What `check` found, for people to read: ailments, claims, bookings, the game, readings, and what was covered."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from model.analysis.adversity import Adversity, counted
from model.analysis.booking import Booking
from model.analysis.health import Health
from model.analysis.health.health import told
from model.analysis.keep import MOST_EVENTS, Kept, Lost
from model.analysis.observe import LEFT_OUT
from model.analysis.readings import Matter
from model.analysis.result import Result
from model.calendar import Calendar
from model.cli import table as tables
from model.cli.booked import show_booking
from model.cli.claimed import show_claims
from model.cli.searching import INDENT, case_in_short, heading, in_short, tell, told_days, told_readings
from model.policy import Policy

READING = ("reading", "choice", "matters on", "due later by", "parts on", "the shortest case that tells")
HOW_TO_READ = (
    "Each choice is held against the one taken by default. 'Matters on': the share of days from which a deadline"
    " counts, or on which the case shown (or that case with one of its days moved) can begin, where the two differ."
    " 'Due later by': calendar days, the least, the middle and the most (negative: sooner)."
)
WEIGHED = (
    "How strongly something is asked for (must, should, may) changes no finding, and is left out of the comparison;"
    " `--strength must` leaves out what is weaker under either choice."
)


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
    if found.health is not None:
        heading("What is wrong with it")
        tell(told(found.health) if found.health.ailments else [nothing(found.health)])
    if found.claims is not None:
        show_claims(found.claims)
    if found.booking is not None:
        show_booking(found.booking, found.policy, found.adversity)
    if found.game is not None:
        heading("How many failed attempts can be survived, whatever chair and circumstance do")
        show_game(found)
    if found.readings is not None:
        heading("Where it matters how a phrase is read")
        show_readings(found.readings)
    heading("What was covered")
    tell(dict.fromkeys(covered(found)))


def nothing(health: Health) -> str:
    """What is said where no ailment was found."""
    return "Nothing was found." if health.coverage.finished else "Nothing was found before the search was stopped."


def show_game(found: Checked) -> None:
    """Every part that was played, and the shortest plays that doom it."""
    for one in found.game or ():
        tell([kept_line(one)])
        tell(against_lines(one), INDENT)
    if not found.game and "game" not in found.unfinished:
        tell(["Nothing was played: none of these duties asks the agency to do something by a day."])
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
        if not one.lost:
            yield f"No play of at most {MOST_EVENTS} events shows how; longer ones were not looked for."
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
    tell([HOW_TO_READ, *([WEIGHED] if any(one.weighed for one in matters) else [])])
    print()
    tables.show([reading_row(one) for one in matters], READING, sys.stdout, ("parts on",))
    tell(f"\n{one.reading} {one.choice}: 'at least', for {one.missing}." for one in matters if one.missing)


def reading_row(one: Matter) -> tuple[Any, ...]:
    """One choice against the default."""
    apart = f"{one.apart.least}, {one.apart.middle:g}, {one.apart.most}" if one.apart else None
    share = f"{one.share:.0%}" if one.exact else f"at least {one.share:.0%}"
    if one.conflict is None:
        other = f"; of other strength, which is left out: {', '.join(one.weighed)}" if one.weighed else ""
        return (one.reading, one.choice, share, apart, None, f"none found{other}")
    return (one.reading, one.choice, share, apart, one.conflict.parts_on, case_in_short(one.conflict.witness))


def covered(found: Checked) -> Iterator[str]:
    """The range, the calendar, what was taken for granted, what could not be searched."""
    yield told_days(found.first, found.last)
    yield from followed(found)
    yield f"Calendar {found.calendar.id} {found.calendar.digest}."
    general: tuple[str, ...] = ()
    if found.health is not None:
        yield from health_covered(found.health)
        general = found.health.coverage.assumed
    yield from claims_assumed(found.claims or (), general)
    if found.unfinished:
        yield f"NOT FINISHED, it was stopped: {', '.join(found.unfinished)}."


def claims_assumed(results: tuple[Result, ...], general: tuple[str, ...]) -> Iterator[str]:
    """What some claims take for granted, each with the claims that do; what was said already is not said again."""
    taken: dict[str, list[str]] = {}
    for one in results:
        for assumption in one.assumptions:
            if assumption not in general:
                taken.setdefault(assumption, []).append(one.claim.id)
    for assumption, ids in taken.items():
        of_whom = "" if assumption.startswith(LEFT_OUT) else f"Assumed of {', '.join(ids)}: "
        yield f"{of_whom}{assumption}."


def followed(found: Checked) -> Iterator[str]:
    """How far the searches followed cases, each answer once; of which searches, where there are several answers."""
    said = [("what is wrong with it", found.health.coverage.followed)] if found.health else []
    said += [(one.claim.id, one.followed) for one in found.claims or () if one.followed]
    said += [("failed attempts", one.followed) for one in found.game or () if one.followed]
    said += [("readings", one.coverage.followed) for one in found.readings or ()]
    names: dict[str, dict[str, None]] = {}
    for name, one in said:
        names.setdefault(str(one), {})[name] = None
    for text, of in names.items():
        yield f"{text} (So for: {', '.join(of)}.)" if len(names) > 1 else text


def health_covered(health: Health) -> Iterator[str]:
    """What was searched for ailments."""
    one = health.coverage
    done = "finished" if one.finished else f"NOT FINISHED ({one.stopped})"
    yield f"{one.searches} searches, {one.states:,} states, {one.transitions:,} transitions, {done}."
    yield from (f"Assumed: {assumption}." for assumption in one.assumed)
    yield from (f"Not searched: {name}: {reason}." for name, reason in one.omitted.items())

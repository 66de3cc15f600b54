"""What `check` says of each claim: the verdict, its number, whether holidays can change it, what was searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.analysis.result import Result, Verdict
from model.analysis.unannounced import NOT_ASKED
from model.analysis.witness import Witness
from model.cli.searching import INDENT, case_in_short, heading, tell

NOTHING = "Nothing is claimed of this policy. To claim something: model/analysis/CLAIMS.md, and --claims FILE."


def show_claims(results: Sequence[Result]) -> None:
    """Each claim on a line, and further in what stands behind it."""
    heading("What is claimed of every case")
    if not results:
        tell([NOTHING])
    for one in results:
        tell([f"{one.verdict.value}: {one.claim.sentence()}"])
        tell(claim_lines(one), INDENT)


def claim_lines(one: Result) -> Iterator[str]:
    """The number, whether the twin is so, why it was not finished, what holidays can do, what was searched."""
    number = "" if one.exact is None else f"The least number for which it holds: {one.exact}{reached(one)}. "
    said = f"{number}{twin(one)}".strip()
    if said:
        yield said
    if one.why:
        yield f"{'Why' if one.verdict is Verdict.NOT_FINISHED else 'Note'}: {one.why}."
    if one.verdict is Verdict.REFUTED and one.seen is not None and one.against is None:
        yield f"The first day on which a case shows it: {one.seen}."
    yield from shown(one)
    yield from holidays(one)
    yield f"Searched: {searched(one)} ({one.claim.id})."


def shown(one: Result) -> Iterator[str]:
    """The cases that show it, each in a line."""
    if one.against is not None:
        yield f"The shortest case against it: {case_in_short(one.against)}{lasting(one.against)}."
        yield from duties_told(one.against)
    if one.reaching is not None and one.reaching is not one.against:
        what = "that reaches the number" if one.exact is not None else "in which it comes about"
        yield f"The shortest case {what}: {case_in_short(one.reaching)}{lasting(one.reaching)}."


def lasting(witness: Witness) -> str:
    """What the case shows: the days of a gap, a due day, what nothing saves; else the day on which it shows."""
    (said,) = witness.expected
    if said.doomed:
        return f". {witness.claim.removesuffix('.')}"
    if said.due is None and said.gap is None:
        return f"; as it stands on {witness.parts_on}"
    first, last = said.due or witness.stretch(0)
    what = f"due on {last}, counted from {first}" if said.due else f"from {first} to {last}"
    return f"; {what}, {(last - first).days} days"


def duties_told(witness: Witness) -> Iterator[str]:
    """The duties that the case is about, each in its own words with its clauses."""
    (side,), (said,) = witness.sides, witness.expected
    for id in sorted(said.breached | said.triggered | said.about):
        duty = side.policy.duty(id)
        yield f"{id} ({', '.join(duty.clauses)}): {duty.says}"


def twin(one: Result) -> str:
    """Whether what it bounds comes about at all; nothing where it is refuted, or that is not known."""
    if one.attained is None or one.verdict is Verdict.REFUTED:
        return ""
    return f"{'It comes about' if one.attained else 'Not seen here'}: {one.claim.twin()}"


def reached(one: Result) -> str:
    """Where the exact number is reached: on a day of the calendar, or only under holidays that nobody has announced."""
    if one.largest is None:
        return ""
    if one.largest.days == one.exact:
        return f", reached from {one.largest.anchor}"
    if one.abstract is None:
        return ", reached on an abstract calendar only"
    closed = ", ".join(f"{day:%A} {day}" for day in sorted(one.abstract.calendar.bank_holidays))
    known = f"under those known today {one.largest.days}, from {one.largest.anchor}"
    made_up = f"from {one.abstract.anchor:%A} {one.abstract.anchor}, were these such holidays: {closed}"
    return f", reached under holidays not announced yet only ({made_up}; {known})"


def holidays(one: Result) -> Iterator[str]:
    """What is so of bank holidays that nobody has announced yet."""
    if one.holidays:
        more = " (add --abstract)" if one.holidays == NOT_ASKED else ""
        yield f"Holidays not announced yet: {one.holidays}{more}."
    elif one.abstract_calendars and one.verdict is Verdict.PROVED:
        yield "Holidays not announced yet: it holds on every abstract calendar too."
    elif one.verdict is Verdict.PROVED:
        yield "Holidays not announced yet: only with the bank holidays known today."


def searched(one: Result) -> str:
    """What stands behind a verdict."""
    said = [f"{one.start_days:,} start day{'s' * (one.start_days > 1)}"]
    counts = ((one.states, "states"), (one.transitions, "transitions"), (one.abstract_calendars, "abstract calendars"))
    said += [f"{number:,} {what}" for number, what in counts if number]
    return ", ".join(said)

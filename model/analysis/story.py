"""A witness told: what happened, day by day, then what each side makes of it, next to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from textwrap import fill, wrap

import msgspec

from model.analysis.unsaid import unsaid
from model.analysis.witness import Side, Witness
from model.calendar import Period
from model.events import Event
from model.findings import Finding
from model.oracle.explain import due_words, outcome, version
from model.oracle.phrases import in_words, phrase, spoken_day, what_happened
from model.policy import Duty, Policy
from model.policy.window import within

WIDTH, BETWEEN = 100, 4
Cells = tuple[str, ...]


def told(witness: Witness, width: int = WIDTH) -> str:
    """The witness as a text of lines of at most `width` characters, the sides in columns."""
    parts = [
        wrapped(witness.claim, width),
        "\n".join(["What happened (a made-up case)", *(wrapped(one, width, "  ") for one in happened(witness))]),
        wrapped(heading(witness), width),
        columns(witness, width),
        *(wrapped(sentence, width) for sentence in remarks(witness)),
    ]
    return "\n\n".join(parts) + "\n"


def wrapped(sentence: str, width: int, indent: str = "") -> str:
    """The sentence on lines; the first is indented, the others twice as far."""
    return fill(sentence, width, initial_indent=indent, subsequent_indent=indent * 2, break_on_hyphens=False)


def happened(witness: Witness) -> Iterator[str]:
    """Every event as a dated sentence, then the stretch in which nothing happened, where the claim is about one."""
    for event in witness.history.events:
        yield f"On {spoken_day(event.on)} {what_happened(event, unsaid(event, witness))}."
    for place, expected in enumerate(witness.expected):
        if expected.gap is not None:
            first, last = witness.stretch(place)
            lacking = expected.gap.words or " or ".join(phrase(kind) for kind in expected.gap.without)
            yield f"From {spoken_day(first)} to {spoken_day(last)}, {(last - first).days} days without this: {lacking}."


def heading(witness: Witness) -> str:
    """The day on which it shows."""
    return f"As things stood at the end of {spoken_day(witness.parts_on)}, {why_then(witness)}"


def why_then(witness: Witness) -> str:
    """What is special about that day: two sides part where a breach is expected of one of them alone."""
    if witness.expected[0].due is not None:
        return "the day on which it is due"
    if witness.expected[0].doomed:
        return "the first day on which nothing saves it"
    broken = {bool(one.breached) for one in witness.expected}
    return f"the first day on which {'it shows' if len(broken) == 1 else 'the two part'}"


def columns(witness: Witness, width: int) -> str:
    """What each side says, in a column of its own; what belongs together stands on the same lines."""
    sides = range(len(witness.sides))
    room = (width - BETWEEN * (len(sides) - 1)) // len(sides)
    heads = [(side.label, *readings_told(witness, place)) for place, side in enumerate(witness.sides)]
    blocks = [heads, *zip_longest(*(findings_told(witness, place) for place in sides), fillvalue=())]
    rule = (" " * BETWEEN).join("-" * room for _ in sides)
    return f"\n{rule}\n".join(block(texts, room) for texts in blocks)


def block(texts: Sequence[Cells], room: int) -> str:
    """One text of each side, part by part; a part that no side has takes no line."""
    rows = (row(cells, room) for cells in zip_longest(*texts, fillvalue=""))
    return "\n".join(lines for lines in rows if lines)


def row(cells: Cells, room: int) -> str:
    """The cells next to each other, each wrapped in its column."""
    lines = zip_longest(*(wrap(cell, room, break_on_hyphens=False) for cell in cells), fillvalue="")
    return "\n".join((" " * BETWEEN).join(text.ljust(room) for text in line).rstrip() for line in lines)


def readings_told(witness: Witness, place: int) -> Iterator[str]:
    """How a side takes each phrase that any side of the same policy takes in another way than by default."""
    policy = witness.sides[place].policy
    chosen = {id for side in witness.sides if side.policy.id == policy.id for id in side.policy.chosen}
    for reading in policy.readings:
        if reading.id in chosen:
            choice = reading.choice(policy.chosen.get(reading.id, reading.default))
            yield f'"{reading.phrase}" is read as: {choice.means}.'


def findings_told(witness: Witness, place: int) -> list[Cells]:
    """What a side says of each finding that is shown, or that it asks for nothing here."""
    shown = [finding_told(one, witness.sides[place], witness) for one in witness.shown(place)]
    return shown or [nothing_told(witness, place)]


def nothing_told(witness: Witness, place: int) -> Cells:
    """What is told of a side that finds nothing: which of its duties do not arise, and what their words mean."""
    policy, idle = witness.sides[place].policy, idle_duties(witness, place)
    meant = dict.fromkeys(word for duty in idle for word in words_meant(duty, policy))
    return (idle_told(witness, place) or "Asks for nothing here.", *meant)


def idle_told(witness: Witness, place: int) -> str:
    """The duties of a side that do not arise in the case, in a sentence; empty where it has none."""
    idle = [f"{duty.id} ({', '.join(duty.clauses)})" for duty in idle_duties(witness, place)]
    return f"Does not arise in this case: {', '.join(dict.fromkeys(idle))}." if idle else ""


def idle_duties(witness: Witness, place: int) -> list[Duty]:
    """The duties of a side that are told of, as its policy has them."""
    return [duty for duty in witness.sides[place].policy.duties if duty.id in witness.expected[place].told]


def by_id(witness: Witness) -> dict[str, Event]:
    """The events of the case by their ids."""
    return {event.id: event for event in witness.history.events}


def finding_told(finding: Finding, side: Side, witness: Witness) -> Cells:
    """The duty with its clauses, what it says, what its words mean, when it was due and why, and what came of it."""
    duty = duty_of(finding, side, witness)
    return (
        f"{finding.duty}, {cited(duty, side)}",
        duty.says,
        " ".join(words_meant(duty, side.policy)),
        told_due(finding, duty, side, witness),
        outcome(finding, duty, by_id(witness)),
    )


def told_due(finding: Finding, duty: Duty, side: Side, witness: Witness) -> str:
    """When it was due and why, or of which day it speaks."""
    known = msgspec.structs.replace(finding, power=None)  # its id says nothing to a reader
    timed = as_directed(finding, duty, side, witness)
    return due_words(known, timed, side.calendar(witness.parts_on), by_id(witness)) or asked(finding)


def as_directed(finding: Finding, duty: Duty, side: Side, witness: Witness) -> Duty:
    """The duty with the window that a direction set on this occasion, where one did."""
    given = next((event for event in witness.history.events if event.id == finding.power), None)
    if given is None:
        return duty
    powers = side.policy.powers_over[duty.id]
    period = next(given.get(power.sets) for power in powers if given.type in power.kinds and given.get(power.sets))
    window = within(Period.parse(str(period)))
    return replace(duty, window=replace(window, text=f"{period}, set by a direction"))


def words_meant(duty: Duty, policy: Policy) -> Iterator[str]:
    """The words of a duty that the policy defines, with the clause that does."""
    words = " ".join([*(pattern.words() for pattern in (*duty.when, *duty.then)), duty.requires.words()])
    for one in policy.definitions:
        word = one.id.replace("-", " ")
        if word in words:
            yield f"{word.capitalize()} ({', '.join(one.clauses)}): {one.says}"


def duty_of(finding: Finding, side: Side, witness: Witness) -> Duty:
    """The duty as it stood on the day of its trigger."""
    (day,) = (event.on for event in witness.history.events if event.id == finding.trigger)
    return version(side.policy, finding, day)


def cited(duty: Duty, side: Side) -> str:
    """The text that states the duty, with clauses and strength."""
    source = duty.source or side.policy.id
    return f"{source} {', '.join(duty.clauses)} ({duty.strength.value})"


def asked(finding: Finding) -> str:
    """Of which day a requirement speaks."""
    return "" if finding.anchor is None else f"Asked of {spoken_day(finding.anchor)} itself."


def remarks(witness: Witness) -> Iterator[str]:
    """The bank holidays on the way, what else was not kept, and what a side sets aside."""
    closed = closed_days(witness, *days_told(witness))
    if closed:
        named = ", ".join(f"{name} ({spoken_day(day)})" for day, name in closed)
        yield f"Bank holidays and closures on the way: {named}."
    for place, side in enumerate(witness.sides):
        others = dict.fromkeys(f"{one.duty} ({', '.join(one.clauses)})" for one in witness.others(place))
        if others:
            yield f"{side.label}: also not kept by then, though not what this case is about: {', '.join(others)}."
        for refusal in witness.judgements[place].refused:
            rule = in_words(refusal.rule)
            yield f"{side.label} sets aside that {phrase(refusal.type)} on {spoken_day(refusal.on)}: {rule}."


def closed_days(witness: Witness, first: date, last: date) -> list[tuple[date, str]]:
    """The bank holidays and closures on weekdays from `first` to `last`, both inclusive, with their names."""
    closed = {day for side in witness.sides for day in side.calendar(witness.parts_on).holidays()}
    return [(day, name_of(day)) for day in sorted(closed) if first <= day <= last]


def days_told(witness: Witness) -> tuple[date, date]:
    """The first and the last day of which the witness speaks, both inclusive."""
    findings = [one for place in range(len(witness.sides)) for one in witness.shown(place)]
    named = [day for one in findings for day in (one.anchor, one.due) if day is not None]
    days = [*(event.on for event in witness.history.events), witness.parts_on, *named]
    return min(days), max(days)


def name_of(day: date) -> str:
    """The name of a bank holiday; a closure of the policy's own has none."""
    return names(day.year).get(day, "a closure day")


@lru_cache(maxsize=64)
def names(year: int) -> dict[date, str]:
    """The bank holidays of a year with their names."""
    from holidays import country_holidays

    return dict(country_holidays("GB", subdiv="ENG", years=year))


def short_day(day: date) -> str:
    """A day with its weekday, short.

    >>> short_day(date(2015, 1, 5))
    'Mon 5 Jan 2015'
    """
    return f"{day:%a} {day.day} {day:%b} {day.year}"

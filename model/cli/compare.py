"""`coregroup compare`: two policies, topic by topic, with every conflict and the shortest case that shows it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from model.analysis.compare import Cell, Comparison, compare
from model.analysis.conflicts import Conflict
from model.analysis.story import told
from model.analysis.witness import as_json
from model.calendar import england_and_wales
from model.cli import INTERRUPTED, NO, OK
from model.cli import table as tables
from model.cli.searching import (
    INDENT,
    Named,
    Telling,
    caution,
    days_of,
    heading,
    in_short,
    make_folders,
    policy_of,
    save_witnesses,
    sourced,
    strength_of,
    tell,
    told_days,
    told_readings,
)
from model.cli.together import LETTERS, plain_contradiction, tell_joint

MATRIX = ("topic", "relation", "duties of A", "duties of B", "conflicts", "states", "transitions")
CONFLICTS = ("topic", "breached", "by", "clauses", "parts on", "the shortest case", "no breach in the other")
NO_TOPIC = "without a topic"
ASKS_NOTHING = "asks for nothing"


def run(arguments: Namespace) -> int:
    """Searches, prints the matrix, the conflicts and what was covered; 1 where `--fail-on` says so, 130 if stopped."""
    a, b = policy_of(arguments.a, arguments.reading_a), policy_of(arguments.b, arguments.reading_b)
    first, last = days_of(arguments)
    make_folders(arguments)
    with Telling() as telling:
        found = compare(a, b, england_and_wales(), first, last, strength_of(arguments), telling.about("topics"))
    if arguments.format == "json":
        sys.stdout.write(tables.to_json(plain(found)))
    else:
        show(found, arguments.stories)
    save_witnesses(witnesses(found, [arguments.a, arguments.b]), arguments)
    if arguments.fail_on and failed(found, arguments.fail_on):
        return NO
    return OK if found.finished else INTERRUPTED


def failed(found: Comparison, on: str) -> bool:
    """Whether there is what the user asked to fail on."""
    return bool(found.contradictions) if on == "contradiction" else bool(found.conflicts or found.contradictions)


def witnesses(found: Comparison, names: list[str]) -> Iterator[Named]:
    """Every case that was found, with a name for its files; the policies are loaded by their names."""
    for one in found.conflicts:
        yield "-".join((one.topic, "ab"[one.side], one.duty, *one.needs)), sourced(one.witness, names)
    for clash in found.contradictions:
        for witness in clash.ways:
            yield "-".join((clash.sort.value, *(id for _, id in clash.demands))), sourced(witness, names)


def show(found: Comparison, stories: bool) -> None:
    """What a person reads."""
    tell(
        f"{letter}: {one.title} ({one.id}){told_readings(one)}"
        for letter, one in zip(LETTERS, found.policies, strict=True)
    )
    tell(caution(found.first, found.last))
    heading("Topic by topic")
    tables.show([row(cell) for cell in found.cells], MATRIX, sys.stdout, ("transitions", "states"))
    heading(f"Conflicts: a breach in one, none on the topic in the other ({len(found.conflicts)})")
    show_conflicts(found)
    heading("Can somebody who is bound by both keep both?")
    tell_joint(found)
    if stories:
        for one in found.conflicts:
            heading((one.topic or NO_TOPIC).capitalize())
            print(told(one.witness))
    heading("What was covered")
    tell(covered(found))


def show_conflicts(found: Comparison) -> None:
    """The conflicts: sentences on a terminal, where seven columns have no room; tab-separated lines elsewhere."""
    if not sys.stdout.isatty():
        tables.show([conflict_row(one) for one in found.conflicts], CONFLICTS, sys.stdout)
        return
    for one in found.conflicts:
        topic, duty, by, clauses, parts_on, case, spared = conflict_row(one)
        other = LETTERS[1 - one.side]
        others = f"{other} finds none of {spared}" if one.spared else f"{other} {ASKS_NOTHING}"
        tell([f"{topic}: {by} finds a breach of {duty}, {others} [{clauses}]"])
        tell([f"{case}; they part on {parts_on}"], INDENT)


def row(cell: Cell) -> tuple[Any, ...]:
    """One topic of the matrix."""
    ours, theirs = (", ".join(ids) or None for ids in cell.duties)
    coverage = cell.coverage
    return (
        cell.topic or NO_TOPIC,
        f"{cell.relation.value}{'' if coverage.finished else ' so far'}",
        ours,
        theirs,
        len(cell.conflicts),
        f"{coverage.states:,}",
        f"{coverage.transitions:,}",
    )


def conflict_row(one: Conflict) -> tuple[Any, ...]:
    """One conflict."""
    ours, theirs = one.clauses
    because = f" ({', '.join(one.needs)})" if one.needs else ""
    return (
        one.topic or NO_TOPIC,
        f"{one.duty}{because}",
        LETTERS[one.side],
        f"A {', '.join(ours) or '-'}; B {', '.join(theirs) or '-'}",
        one.parts_on,
        in_short(one.events),
        ", ".join(one.spared) or ASKS_NOTHING,
    )


def covered(found: Comparison) -> Iterator[str]:
    """The range, the calendar, what was taken for granted, what could not be searched."""
    states = sum(cell.coverage.states for cell in found.cells)
    transitions = sum(cell.coverage.transitions for cell in found.cells)
    done = "finished" if found.finished else "NOT FINISHED"
    yield told_days(found.first, found.last)
    yield f"Cases are followed to {found.last}: what takes longer is not seen."
    yield f"{states:,} states, {transitions:,} transitions, {done}."
    yield f"Calendar {found.calendar.id} {found.calendar.digest}."
    for assumption in dict.fromkeys(one for cell in found.cells for one in cell.coverage.assumed):
        yield f"Assumed: {assumption}."
    for name, reason in {name: why for cell in found.cells for name, why in cell.coverage.omitted.items()}.items():
        yield f"Not searched: {name}: {reason}."
    for cell in found.cells:
        if not cell.coverage.exhaustive:
            yield f"{(cell.topic or NO_TOPIC).capitalize()}: {cell.coverage}."


def plain(found: Comparison) -> dict[str, Any]:
    """All of it as plain JSON."""
    return {
        "policies": [{"id": policy.id, "readings": dict(policy.chosen)} for policy in found.policies],
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "finished": found.finished,
        "calendar": {"id": found.calendar.id, "digest": found.calendar.digest},
        "topics": [plain_cell(cell) for cell in found.cells],
        "contradictions": [plain_contradiction(one, found) for one in found.contradictions],
    }


def plain_cell(cell: Cell) -> dict[str, Any]:
    """One topic as plain JSON."""
    coverage = cell.coverage
    return {
        "topic": cell.topic,
        "relation": cell.relation.value,
        "duties": {"A": list(cell.duties[0]), "B": list(cell.duties[1])},
        "conflicts": [plain_conflict(one) for one in cell.conflicts],
        "coverage": {
            "start_days": coverage.start_days,
            "states": coverage.states,
            "transitions": coverage.transitions,
            "exhaustive": coverage.exhaustive,
            "finished": coverage.finished,
            "the_same_in_both": list(coverage.alike),
            "not_searched": dict(coverage.omitted),
            "assumed": list(coverage.assumed),
            "tried": coverage.tried,
        },
    }


def plain_conflict(one: Conflict) -> dict[str, Any]:
    """One conflict as plain JSON."""
    return {
        "breached": one.duty,
        "by": LETTERS[one.side],
        "needs": list(one.needs),
        "spared": list(one.spared),
        "clauses": {"A": list(one.clauses[0]), "B": list(one.clauses[1])},
        "parts_on": one.parts_on.isoformat(),
        "witness": as_json(one.witness),
    }

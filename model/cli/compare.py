"""`coregroup compare`: two policies, topic by topic, with every conflict and the shortest case that shows it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from model.analysis.compare import Cell, Comparison, Relation, Weights, compare
from model.analysis.conflicts import Conflict
from model.analysis.contradiction import Contradiction
from model.analysis.story import told
from model.calendar import england_and_wales
from model.cli import BAD, INTERRUPTED, NO, OK
from model.cli import table as tables
from model.cli.parting import LETTERS, plain_conflict, tell_conflict, topic_of
from model.cli.searching import (
    Shown,
    Telling,
    days_of,
    heading,
    save_witnesses,
    side_of,
    sourced,
    strength_of,
    tell,
    told_days,
    told_readings,
)
from model.cli.together import joint_lines, plain_contradiction, sentence, tell_joint
from model.cli.writable import writable
from model.policy import load_policy

MATRIX = ("topic", "relation", "duties of A", "duties of B", "conflicts")


def run(arguments: Namespace) -> int:
    """Searches, prints the matrix, the conflicts and what was covered.

    1 where `--fail-on` says so; 130 if it was stopped, 2 if something did not fit.
    """
    a = side_of(arguments.a, arguments.reading_a, "--reading-a")
    b = side_of(arguments.b, arguments.reading_b, "--reading-b")
    if a.id == b.id and load_policy(arguments.a).tables != load_policy(arguments.b).tables:
        # A changed copy that kept its id: the two are told apart by what was typed.
        a, b = replace(a, id=arguments.a), replace(b, id=arguments.b)
    first, last = days_of(arguments)
    writable(arguments, folders=("pictures", "tests"))
    with Telling() as telling:
        found = compare(a, b, england_and_wales(), first, last, strength_of(arguments), telling.about("topics"))
    if arguments.format == "json":
        sys.stdout.write(tables.to_json(plain(found)))
    else:
        show(found, arguments.stories)
    save_witnesses(witnesses(found, [arguments.a, arguments.b]), arguments)
    if arguments.fail_on and failed(found, arguments.fail_on):
        return NO
    tell_unfinished(found)
    return OK if found.finished else INTERRUPTED if found.interrupted else BAD


def tell_unfinished(found: Comparison) -> None:
    """Says on standard error what did not fit."""
    joint = [f"whether both can be kept together: {found.unjoined}"] if found.unjoined else []
    reasons = [f"{topic_of(cell.topic)}: {why}" for cell in found.cells for why in cell.coverage.unfinished]
    for why in () if found.interrupted else (*joint, *reasons):
        print(f"coregroup: not finished: {why}", file=sys.stderr)


def failed(found: Comparison, on: str) -> bool:
    """Whether there is what the user asked to fail on."""
    return bool(found.contradictions) if on == "contradiction" else bool(found.conflicts or found.contradictions)


def witnesses(found: Comparison, names: list[str]) -> Iterator[Shown]:
    """Every case that was found, with a name for its files; the policies are loaded by their names."""
    for one in found.conflicts:
        yield Shown("-".join((one.topic, "ab"[one.side], one.duty, *one.needs)), (sourced(one.witness, names),))
    for clash in found.contradictions:
        if clash.ways:
            ways = tuple(sourced(witness, names) for witness in clash.ways)
            yield Shown("-".join((clash.sort.value, *(id for _, id in clash.demands))), ways, titled(clash, found))


def titled(clash: Contradiction, found: Comparison) -> str:
    """The contradiction in a sentence of its own, with the names of the policies for their letters."""
    told = sentence(clash, found).removeprefix("No: ")
    for letter, policy in zip(LETTERS, found.policies, strict=True):
        told = told.replace(f"{letter}'s ", f"{policy.id}'s ")
    return told


def show(found: Comparison, stories: bool) -> None:
    """What a person reads."""
    tell(
        f"{letter}: {one.title} ({one.id}){told_readings(one)}"
        for letter, one in zip(LETTERS, found.policies, strict=True)
    )
    heading("Topic by topic")
    tables.show_page([row(cell) for cell in found.cells], MATRIX, sys.stdout)
    so_far = "" if found.finished else " so far"
    heading(f"Conflicts: a breach in one, none on the topic in the other ({counted(found.conflicts)}{so_far})")
    for one in found.conflicts:
        tell_conflict(one, found)
    heading("Can somebody who is bound by both keep both?")
    tell_joint(found)
    if stories:
        for one in found.conflicts:
            heading(topic_of(one.topic).capitalize())
            print(told(one.witness))
    heading("What was covered")
    tell(covered(found))


def counted(conflicts: tuple[Conflict, ...]) -> str:
    """How many there are, and of how many the other side cannot tell."""
    untold = sum(bool(one.untold) for one in conflicts)
    return f"{len(conflicts)}{f', of {untold} of which the other cannot tell' if untold else ''}"


def row(cell: Cell) -> tuple[Any, ...]:
    """One topic of the matrix."""
    ours, theirs = (", ".join(ids) or None for ids in cell.duties)
    return topic_of(cell.topic), standing(cell), ours, theirs, len(cell.conflicts)


def standing(cell: Cell) -> str:
    """How the two sides stand, with what else a table should not leave out."""
    so_far = "" if cell.coverage.finished else f"; so far {cell.so_far.value}"
    but = ", but " if cell.relation is Relation.EQUAL else "; "
    weights = "; ".join(weight(one, cell) for one in cell.weights)
    return f"{cell.relation.value}{so_far}{but if weights else ''}{weights}"


def weight(one: Weights, cell: Cell) -> str:
    """How strongly each asks for a duty, which is named where the topic has others."""
    named = f"{one.duty} " if {id for ids in cell.duties for id in ids} != {one.duty} else ""
    return f"{named}{one.ours} in A and {one.theirs} in B"


def covered(found: Comparison) -> Iterator[str]:
    """The range, the calendar, what was taken for granted, what could not be searched."""
    states = sum(cell.coverage.states for cell in found.cells)
    transitions = sum(cell.coverage.transitions for cell in found.cells)
    done = "finished" if found.finished else "NOT FINISHED"
    yield from stopped_after(found)
    if found.cells:
        yield told_days(found.first, found.last)
        yield str(found.followed)
    yield f"{states:,} states, {transitions:,} transitions, {done}."
    yield f"Calendar {found.calendar.id} {found.calendar.digest}."
    for assumption in dict.fromkeys(one for cell in found.cells for one in cell.coverage.assumed):
        yield f"Assumed: {assumption}."
    for name, reason in {name: why for cell in found.cells for name, why in cell.coverage.omitted.items()}.items():
        yield f"Not searched: {name}: {reason}."
    for cell in found.cells:
        if not cell.coverage.exhaustive:
            yield f"{topic_of(cell.topic).capitalize()}: {cell.coverage}."


def stopped_after(found: Comparison) -> Iterator[str]:
    """Which topics were searched and which were not, where not all were: what follows is about the former alone."""
    if found.left_out:
        done = ", ".join(topic_of(cell.topic) for cell in found.cells) or "none of them"
        left_out = ", ".join(map(topic_of, found.left_out))
        count = f"{len(found.cells)} of {len(found.topics)} topics"
        yield f"STOPPED after {count}. What is said holds for these alone: {done}."
        yield f"Not searched, so that nothing is said of them: {left_out}."


def plain(found: Comparison) -> dict[str, Any]:
    """All of it as plain JSON."""
    return {
        "policies": [
            {"id": policy.id, "title": policy.title, "readings": dict(policy.chosen)} for policy in found.policies
        ],
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        **found.followed.plain(),
        "finished": found.finished,
        "interrupted": found.interrupted,
        "topics_left_out": list(found.left_out),
        "calendar": {"id": found.calendar.id, "digest": found.calendar.digest},
        "topics": [plain_cell(cell, found) for cell in found.cells],
        "can_both_be_kept": list(joint_lines(found)),
        "contradictions": [plain_contradiction(one, found) for one in found.contradictions],
        "contradictions_not_searched": found.unjoined,
        "contradictions_without": dict(found.unjoinable),
    }


def plain_cell(cell: Cell, found: Comparison) -> dict[str, Any]:
    """One topic as plain JSON."""
    coverage = cell.coverage
    return {
        "topic": cell.topic,
        "relation": cell.relation.value,
        "so_far": cell.so_far.value,
        "duties": {"A": list(cell.duties[0]), "B": list(cell.duties[1])},
        "strength": [{"duty": one.duty, "A": one.ours, "B": one.theirs} for one in cell.weights],
        "conflicts": [plain_conflict(one, found) for one in cell.conflicts],
        "coverage": {
            "start_days": coverage.start_days,
            "states": coverage.states,
            "transitions": coverage.transitions,
            "exhaustive": coverage.exhaustive,
            "finished": coverage.finished,
            "not_finished_because": list(coverage.unfinished),
            "the_same_in_both": list(coverage.alike),
            "not_searched": dict(coverage.omitted),
            "assumed": list(coverage.assumed),
            "tried": coverage.tried,
        },
    }

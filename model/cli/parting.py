"""One conflict as `compare` tells it: who finds a breach, what the duty says, what makes it so, the shortest case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from model.analysis.compare import Cell, Comparison
from model.analysis.conflicts import Conflict
from model.analysis.provisions import Provision
from model.analysis.witness import as_json
from model.cli.searching import INDENT, case_in_short, tell
from model.policy import Strength

LETTERS = "AB"
NO_TOPIC = "without a topic"
NOTHING = "has no duty on this"


def tell_conflict(one: Conflict, found: Comparison) -> None:
    """A conflict in sentences, all but the first further in."""
    tell([headline(one, found.cell(one.topic))])
    tell(behind(one, found), INDENT)
    tell([f"{case_in_short(one.witness)}; they part on {one.parts_on}"], INDENT)


def headline(one: Conflict, cell: Cell) -> str:
    """Who finds what, by which clauses."""
    by, other = LETTERS[one.side], LETTERS[1 - one.side]
    clauses = "; ".join(f"{letter} {', '.join(ids) or '-'}" for letter, ids in zip(LETTERS, one.clauses, strict=True))
    return f"{topic_of(one.topic)}: {by} {breach(one)}, {other} {others(one, cell)} [{clauses}]"


def breach(one: Conflict) -> str:
    """What the one side finds; what a text allows within limits is no demand."""
    if one.strength == Strength.MAY.value:
        return f"finds the limits of what {one.duty} allows overstepped ({one.strength})"
    return f"finds a breach of {one.duty} ({one.strength})"


def others(one: Conflict, cell: Cell) -> str:
    """What the other side finds."""
    found = f"finds none of {', '.join(one.spared)}" if one.spared else ""
    untold = f"cannot tell of {', '.join(one.untold)}, for which the case does not say enough" if one.untold else ""
    silent = ", ".join(cell.duties[1 - one.side])
    nothing = f"finds none: {silent} {'do' if ',' in silent else 'does'} not arise in this case" if silent else NOTHING
    return " and ".join(filter(None, (found, untold))) or nothing


def behind(one: Conflict, found: Comparison) -> Iterator[str]:
    """What the duty says, what makes the conflict, and what the other side finds in the case on other topics."""
    yield f"{LETTERS[one.side]} says: {one.says}"
    for provision in one.provisions:
        yield makes(provision, found)
    if one.elsewhere:
        ids = ", ".join(named(id, found, 1 - one.side) for id in one.elsewhere)
        yield f"On other topics {LETTERS[1 - one.side]} finds a breach in the same case: {ids}."


def makes(provision: Provision, found: Comparison) -> str:
    """A provision without which there would be no such conflict, with what each side says of it."""
    said = [
        f"{letter} says ({', '.join(one.clauses)}): {one.says}"
        for letter, policy in zip(LETTERS, found.policies, strict=True)
        for one in provision.stated(policy)
    ]
    return f"Because of the {provision.sort} {provision.id}: {' '.join(said)}"


def named(id: str, found: Comparison, side: int) -> str:
    """A duty with its topic and clauses."""
    duty = found.policies[side].duty(id)
    return f"{id} ({topic_of(duty.topic)}; {', '.join(duty.clauses)})"


def topic_of(topic: str) -> str:
    """The topic, or words for none."""
    return topic or NO_TOPIC


def plain_conflict(one: Conflict, found: Comparison) -> dict[str, Any]:
    """One conflict as plain JSON."""
    return {
        "breached": one.duty,
        "by": LETTERS[one.side],
        "strength": one.strength,
        "says": one.says,
        "needs": list(one.needs),
        "because": [makes(provision, found) for provision in one.provisions],
        "spared": list(one.spared),
        "cannot_tell": list(one.untold),
        "do_not_arise": list(one.idle),
        "breached_on_other_topics": list(one.elsewhere),
        "clauses": {"A": list(one.clauses[0]), "B": list(one.clauses[1])},
        "parts_on": one.parts_on.isoformat(),
        "case": case_in_short(one.witness),
        "witness": as_json(one.witness),
    }

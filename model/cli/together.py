"""What cannot be kept together, in sentences and as plain JSON: each set of duties with the case in which it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from model.analysis.compare import Comparison
from model.analysis.contradiction import Contradiction, Sort
from model.analysis.witness import as_json
from model.cli.parting import LETTERS
from model.cli.searching import INDENT, in_short, tell, with_facts
from model.history.written import event_of, plain


def tell_joint(found: Comparison) -> None:
    """Says whether somebody who is bound by both can keep both, and every smallest set of duties against it."""
    if not any(one.between for one in found.contradictions):
        tell([untold(found)])
    for one in found.contradictions:
        tell([sentence(one, found)])
        tell(ways(one), INDENT)
    tell(left_out(found))


def joint_lines(found: Comparison) -> Iterator[str]:
    """The same without the cases."""
    if not any(one.between for one in found.contradictions):
        yield untold(found)
    yield from (sentence(one, found) for one in found.contradictions)


def untold(found: Comparison) -> str:
    """What is said where no contradiction between the two was found."""
    if found.unjoined:
        return f"That is not known: {found.unjoined}."
    nothing = f"against it was found in cases up to {found.followed.end}."
    if not found.contradictions:
        return f"Nothing {nothing}"
    alone = " and ".join(dict.fromkeys(LETTERS[side] for one in found.contradictions for side, _ in one.demands))
    return f"No: {alone} cannot be kept even alone, as is told below. Nothing else {nothing}"


def left_out(found: Comparison) -> Iterator[str]:
    """The duties that this was not asked of."""
    for name, why in found.unjoinable.items():
        yield f"Left out of this: {name}: {why}."


def sentence(one: Contradiction, found: Comparison) -> str:
    """The duties with their clauses, the case so far, and what then breaches one of them."""
    told = " and ".join(
        f"{LETTERS[side]}'s {id} ({strength_of(found, side, id)}; {', '.join(clauses_of(found, side, id))})"
        for side, id in one.demands
    )
    whose = "No" if one.between else f"{LETTERS[one.demands[0][0]]} alone"
    before = f"after {in_short(one.events)}" if one.events else "in any case"
    if one.sort is Sort.TEMPORAL_CLASH:
        return (
            f"{whose}: the days that {told} leave do not meet: {before}, whatever is done breaches one of "
            "them, unless the plan or the case ends first."
        )
    facts = given(one)
    next_one = with_facts(one.event, facts.items()) + ("," if facts else "")
    return (
        f"{whose}: {told} contradict each other: {before}, the next {next_one} breaches one of them, whatever is done. "
        "They are all kept only where none such follows, as when the plan or the case ends first."
    )


def strength_of(found: Comparison, side: int, id: str) -> str:
    """How strongly one duty is asked for."""
    return found.policies[side].duty(id).strength.value


def clauses_of(found: Comparison, side: int, id: str) -> tuple[str, ...]:
    """The clauses of one duty."""
    return found.policies[side].duty(id).clauses


def given(one: Contradiction) -> dict[str, Any]:
    """The facts that a contradiction takes, as a case that shows it has them."""
    shown = {name: value for way in one.ways[:1] for name, value in way.history.events[-1].attributes.items()}
    return {name: shown.get(name, value) for name, value in one.given}


def ways(one: Contradiction) -> Iterator[str]:
    """For each duty the last event of a case that breaches it alone."""
    for witness in one.ways:
        (alone,) = (f"{LETTERS[side]}'s {id}" for side, said in enumerate(witness.expected) for id in said.breached)
        yield f"{in_short(witness.history.events[-1:])}: of these only {alone} is breached."


def plain_contradiction(one: Contradiction, found: Comparison) -> dict[str, Any]:
    """One contradiction as plain JSON."""
    sides = range(len(found.policies))
    return {
        "sort": one.sort.value,
        "between": one.between,
        "says": sentence(one, found),
        "duties": {LETTERS[at]: [id for side, id in one.demands if side == at] for at in sides},
        "clauses": {LETTERS[at]: list(one.clauses[at]) for at in sides},
        "events": [event_of(event) for event in one.events],
        "event": one.event,
        "given": {name: plain(value) for name, value in given(one).items()},
        "witnesses": [as_json(witness) for witness in one.ways],
    }

"""Duties that cannot all be kept: contradictions, windows that do not meet, and clashes of strength among them."""

from __future__ import annotations

from collections.abc import Iterator

from model.analysis.contradiction import Contradiction, Sort, contradictions
from model.analysis.health.ailment import Ailment, clauses_of, listed
from model.analysis.health.examination import Examination
from model.analysis.health.kinds import Kind
from model.analysis.replay import confirmed, judged
from model.analysis.witness import Expected, Side, Witness
from model.history import History
from model.oracle.phrases import in_words


def contradicted(exam: Examination) -> Iterator[Ailment]:
    """The smallest sets of duties that cannot be kept together."""
    omitted = exam.spent.omitted
    for one in contradictions([exam.policy], exam.calendar, exam.strength, exam.first, exam.last, omitted):
        ids = tuple(id for _, id in one.demands)
        told = sentence(one, ids)
        witness = one.ways[0] if one.ways else witnessed(exam, told, one, ids)
        yield Ailment(kind(exam, one, ids), ids, clauses_of(exam.policy, ids), told, witness=witness)


def kind(exam: Examination, one: Contradiction, ids: tuple[str, ...]) -> Kind:
    """What to call it: two strengths, windows that do not meet, or demands on one event that do not agree."""
    if len({exam.policy.duty(id).strength for id in ids}) > 1:
        return Kind.STRENGTH_CLASH
    return {Sort.CONTRADICTION: Kind.CONTRADICTION, Sort.TEMPORAL_CLASH: Kind.TEMPORAL_CLASH}[one.sort]


def sentence(one: Contradiction, ids: tuple[str, ...]) -> str:
    """What happens, in plain words."""
    if one.sort is Sort.TEMPORAL_CLASH:
        return f"Their days do not meet: a case can come to a point from which nobody keeps {listed(ids)}."
    given = "".join(f", {in_words(name)} {value}" for name, value in one.given)
    return f"Whatever is done, {in_words(one.event)}{given} breaches one of these: {listed(ids)}."


def witnessed(exam: Examination, told: str, one: Contradiction, ids: tuple[str, ...]) -> Witness:
    """The case that comes to such a point, up to the day on which all of these that it triggers are triggered."""
    side, last = Side(exam.policy, exam.policy.id), one.events[-1].on
    history = History.of("witness", one.events, vocabulary=exam.policy.vocabulary)
    arisen = {finding.duty for finding in judged(side, history, last).findings} & set(ids)
    return confirmed(told, one.events, [side], [Expected(kept=frozenset(ids), triggered=frozenset(arisen))], last)

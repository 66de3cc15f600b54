"""Duties that add nothing: vacuous, redundant, shadowed, or the weaker word of two for one demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from model.analysis.health.ailment import Ailment, clauses_of, listed
from model.analysis.health.examination import Examination, ids_of, names_of
from model.analysis.health.kinds import Kind
from model.analysis.path import Wanted
from model.analysis.room import TooLarge, fitting
from model.analysis.search import Reach
from model.analysis.witness import Expected, Witness
from model.compiled.compiled import Compiled

Holds = Callable[[Sequence[str]], bool]


def implied(exam: Examination) -> Iterator[Ailment]:
    """The duties that add nothing, each with the others that make it so; two that say the same are told once."""
    told: set[frozenset[str]] = set()
    for names in map(names_of, exam.components):
        for id in names:
            ailment = looked_at(exam, id, names)
            if ailment is not None and frozenset(ailment.duties) not in told:
                told.add(frozenset(ailment.duties))
                yield ailment


def looked_at(exam: Examination, id: str, names: Sequence[str]) -> Ailment | None:
    """What is wrong with a duty beside those of its component, and beside requirements on what it only watches."""
    inside, outside = as_strong(exam, id, names), as_strong(exam, id, exam.watched(id))
    if outside:
        try:
            with fitting():
                return diagnosed(exam, id, (*inside, *outside))
        except TooLarge as why:
            exam.spent.omitted[f"{exam.policy.id}: {id} beside {listed(outside)}"] = str(why)
    return None if id in exam.alone else diagnosed(exam, id, inside)


def as_strong(exam: Examination, id: str, names: Sequence[str]) -> tuple[str, ...]:
    """The other duties that are as strong, or stronger."""
    rank = exam.policy.duty(id).strength.rank
    return tuple(name for name in names if name != id and exam.policy.duty(name).strength.rank <= rank)


def diagnosed(exam: Examination, id: str, others: Sequence[str]) -> Ailment | None:
    """What is wrong with a duty beside some others, if anything."""

    def idle(kept: Sequence[str]) -> bool:
        return always(exam, id, kept, lambda compiled, reach: id not in ids_of(compiled, reach.touched))

    def implying(kept: Sequence[str]) -> bool:
        return always(exam, id, kept, lambda compiled, reach: not breached_alone(compiled, reach, id))

    if idle(others):
        return vacuous(exam, id, minimal(idle, others))
    if not implying(others):
        return None
    if implying([]):
        return redundant(exam, id, ())
    for other in others:
        if implying([other]):
            return by_one(exam, id, other)
    return redundant(exam, id, minimal(implying, others))


def always(exam: Examination, id: str, kept: Sequence[str], holds: Callable[[Compiled, Reach], bool]) -> bool:
    """Whether something holds of all histories under a duty and those that are kept beside it."""
    compiled = exam.beside(id, kept)
    return all(holds(compiled, exam.reach(compiled, id, end)) for end in exam.ends(compiled))


def breached_alone(compiled: Compiled, reach: Reach, id: str) -> bool:
    """Whether a duty is the only one first breached in some history."""
    return any(ids_of(compiled, mask) == {id} for mask in reach.breaches)


def minimal(holds: Holds, others: Sequence[str]) -> tuple[str, ...]:
    """A part of the others for which it still holds and of which none can be left out."""
    kept = list(others)
    for one in others:
        fewer = [other for other in kept if other != one]
        if holds(fewer):
            kept = fewer
    return tuple(kept)


def vacuous(exam: Examination, id: str, others: tuple[str, ...]) -> Ailment:
    """Nothing triggers it while these are kept."""
    when = (
        f"while {listed(others)} {verb(others)} kept: it speaks only after a breach" if others else "whatever happens"
    )
    return ailment(exam, Kind.VACUOUS, (id, *others), f"Nothing triggers {id} {when}.", None)


def redundant(exam: Examination, id: str, others: tuple[str, ...]) -> Ailment:
    """It is kept by all who keep these, or by everybody."""
    if not others:
        return ailment(exam, Kind.REDUNDANT, (id,), f"Nobody can breach {id}.", None)
    claim = f"Whoever keeps {listed(others)} keeps {id}."
    return ailment(exam, Kind.REDUNDANT, (id, *others), claim, both(exam, claim, (id,)))


def by_one(exam: Examination, id: str, other: str) -> Ailment:
    """It is kept by all who keep the other."""
    weak, strong = (exam.policy.duty(name).strength for name in (id, other))
    # What is asked of an event in another component need not be told in a case that breaches this duty.
    seen = (id,) if other in exam.watched(id) else (id, other)
    claim = f"Whoever keeps {other} keeps {id}; {id} matters only once {other} is breached."
    if weak is not strong:
        claim = f"{id} is only {weak.value}, yet whoever keeps {other}, which is {strong.value}, keeps it."
        return ailment(exam, Kind.STRENGTH_CLASH, (id, other), claim, both(exam, claim, seen))
    if always(exam, other, [id], lambda compiled, reach: not breached_alone(compiled, reach, other)):
        claim = f"{id} and {other} ask for the same."
    return ailment(exam, Kind.SHADOWED, (id, other), claim, both(exam, claim, seen))


def both(exam: Examination, claim: str, breached: tuple[str, ...]) -> Witness:
    """The shortest case in which the first is breached, and so the others."""
    compiled = exam.together({breached[0]})
    path = exam.sure_path(compiled, Wanted(compiled.mask(breached[:1]), 0), exam.followed.end)
    return exam.witness(claim, path, compiled, [Expected(breached=frozenset(breached))])


def ailment(exam: Examination, kind: Kind, duties: tuple[str, ...], sentence: str, witness: Witness | None) -> Ailment:
    """The ailment with its clauses."""
    return Ailment(kind, duties, clauses_of(exam.policy, duties), sentence, witness=witness)


def verb(names: Sequence[str]) -> str:
    """One is, several are."""
    return "is" if len(names) == 1 else "are"

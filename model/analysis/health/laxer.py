"""Where a policy is laxer than the one it extends: a breach there, and none of what stands in its place here."""

from __future__ import annotations

from collections.abc import Iterator

from model.analysis.health.ailment import Ailment, clauses_of, listed
from model.analysis.health.examination import Examination
from model.analysis.health.kinds import Kind
from model.analysis.path import Path, Wanted
from model.analysis.witness import Expected
from model.compiled.compile import unsplit
from model.compiled.compiled import Compiled
from model.errors import InvalidInput
from model.policy import Duty, Policy
from model.policy.load import load_policy


def laxer(exam: Examination) -> Iterator[Ailment]:
    """The duties of the policy that this one extends that can be breached by who keeps this one."""
    base = base_of(exam)
    if base is None:
        return
    for id in base.duty_ids:
        duty = base.duty(id)
        if duty.strength.rank <= exam.strength.rank and not kept_as_it_is(id, base, exam.policy):
            ailment = laxness(exam, base, duty)
            if ailment is not None:
                yield ailment


def base_of(exam: Examination) -> Policy | None:
    """The policy that this one extends, None where there is none; noted as left out where it cannot be found."""
    if exam.base is not None or not exam.policy.extends:
        return exam.base
    name = exam.policy.extends[-1]
    try:
        return load_policy(name)
    except InvalidInput as error:
        exam.spent.omitted[f"comparison with {name}"] = error.faults[0].fact
        return None


def kept_as_it_is(id: str, base: Policy, local: Policy) -> bool:
    """Whether a duty stands here as it stands there, with the same excuses, powers and way to count."""
    same = [one for one in base.duties if one.id == id] == [one for one in local.duties if one.id == id]
    rules = [(one.excuses_of.get(id), one.powers_over.get(id), one.counting, one.calendar) for one in (base, local)]
    return same and rules[0] == rules[1]


def in_its_place(exam: Examination, duty: Duty) -> tuple[str, ...]:
    """The duties here of the same id or topic, as strong or stronger."""
    found = (one for one in exam.duties if one.id == duty.id or (duty.topic and one.topic == duty.topic))
    return tuple(dict.fromkeys(one.id for one in found if one.strength.rank <= duty.strength.rank))


def laxness(exam: Examination, base: Policy, duty: Duty) -> Ailment | None:
    """The case in which the base's duty is breached and none here, if there is one."""
    here = in_its_place(exam, duty)
    compiled = unsplit(
        [base, exam.policy], exam.calendar, demands=lambda place, one: one.id in ((duty.id,), here)[place]
    )
    own, missed = compiled.mask({duty.id}), compiled.mask(here, 1)
    for end in exam.ends(compiled) if own else ():
        reach = exam.reach(compiled, f"{duty.id} of {base.id}", end)
        days = [day for mask, day in reach.breaches.items() if mask & own and not mask & missed]
        if days:
            path = exam.sure_path(compiled, Wanted(own, missed), min(days))
            return told(exam, duty, here, compiled, path)
    return None


def told(exam: Examination, duty: Duty, here: tuple[str, ...], compiled: Compiled, path: Path) -> Ailment:
    """The laxness with the case that shows it."""
    stands = f"and none of {listed(here)} is" if here else "and nothing as strong stands here in its place"
    sentence = f"In some case {duty.id} of {duty.source} ({', '.join(duty.clauses)}) is breached, {stands}."
    expected = [Expected(breached=frozenset({duty.id})), Expected(kept=frozenset(here))]
    witness = exam.witness(sentence, path, compiled, expected)
    clauses = dict.fromkeys((*duty.clauses, *clauses_of(exam.policy, here)))
    return Ailment(
        Kind.LAXER_THAN_BASE,
        (duty.id, *(id for id in here if id != duty.id)),
        tuple(clauses),
        sentence,
        witness=witness,
    )

"""Contrary-to-duty gaps: a deadline is missed, and nothing says by when what was missed is to be made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from model.analysis.health.ailment import Ailment
from model.analysis.health.examination import Examination
from model.analysis.health.kinds import Kind
from model.analysis.path import Path, Wanted
from model.analysis.witness import Expected
from model.compiled.compiled import Clock, Compiled, Sense
from model.compiled.step import State, begin, met, nightfall
from model.oracle.phrases import in_words
from model.policy.duty import Duty, Form


def gaps(exam: Examination) -> Iterator[Ailment]:
    """The duties with a deadline of which, once they are breached, nothing says by when they are to be made up.

    It is looked for in the shortest case that breaches the duty alone, and in the shortest one without what triggers
    the duties that ask for the same there.
    """
    for id in dict.fromkeys(duty.id for duty in exam.duties if makes_up(duty)):
        ailment = gap(exam, id)
        if ailment is not None:
            yield ailment


def makes_up(duty: Duty) -> bool:
    """Whether what it asks for can be made up later, and a last day is said."""
    return duty.form is Form.THEN and bool(duty.window.closes) and not duty.window.backward


def gap(exam: Examination, id: str) -> Ailment | None:
    """The gap after one duty, if any."""
    kinds = set(exam.policy.duty(id).response_kinds)
    others = {duty.id for duty in exam.duties if makes_up(duty) and kinds & set(duty.response_kinds)}
    whole = exam.together({id, *others})
    if not whole.mask({id}):
        return None
    for compiled, end in ((whole, exam.alone.get(id, exam.soon)), (without_repairs(whole, id), exam.soon)):
        path = exam.path(compiled, alone(compiled, id), end)
        if path is None:
            return None
        # What may happen after the breach is everything again.
        state = after(whole, path)
        if not repaired(whole, id, state):
            return told(exam, id, path, whole, possible(whole, id, state))
    return None


def alone(compiled: Compiled, id: str) -> Wanted:
    """That the duty is breached, and none other."""
    own = compiled.mask({id})
    return Wanted(own, ((1 << len(compiled.demands)) - 1) & ~own)


def after(compiled: Compiled, path: Path) -> State:
    """The state in the morning after the breach."""
    state, day, moves = begin(compiled), compiled.day(path.moves[0][0]), list(path.moves)
    while day <= compiled.day(path.ends):
        while moves and compiled.day(moves[0][0]) == day:
            state = met(compiled, state, moves.pop(0)[1], day).state or state
        state, day = nightfall(compiled, state).state or state, day + 1
    return state


def answering(compiled: Compiled, id: str, control: int) -> set[int]:
    """The letters that would answer a duty in this control state."""
    numbers = [number for number, clock in enumerate(compiled.clocks) if of(compiled, clock) == id]
    found = (compiled.answers[control][:, numbers] > 0).any(axis=1) & (compiled.after[control] >= 0)
    return set(np.flatnonzero(found).tolist())


def repaired(compiled: Compiled, id: str, state: State) -> bool:
    """Whether another duty with a due day is open that asks for what would answer this one, now or later."""
    others = {of(compiled, clock) for clock in compiled.clocks if clock.sense is Sense.DEADLINE and runs(clock, state)}
    return any(
        answering(compiled, id, control) & answering(compiled, other, control)
        for other in others - {id}
        for control in ahead(compiled, state.control)
    )


def runs(clock: Clock, state: State) -> bool:
    """Whether an occasion of the clock is open."""
    return any(state.counters[clock.slot : clock.slot + clock.places])


def of(compiled: Compiled, clock: Clock) -> str:
    """The id of the duty whose clock it is."""
    return compiled.demands[clock.demand].duty.id


def possible(compiled: Compiled, id: str, state: State) -> bool:
    """Whether what would answer the duty can still happen, now or later."""
    return any(answering(compiled, id, control) for control in ahead(compiled, state.control))


def ahead(compiled: Compiled, control: int) -> list[int]:
    """This control state and all that can come after it."""
    found = [control]
    for one in found:  # grows while it is gone through
        following = {int(compiled.night[one]), *(int(after) for after in compiled.after[one] if after >= 0)}
        found += sorted(following - set(found))
    return found


def without_repairs(compiled: Compiled, id: str) -> Compiled:
    """The same without the events that begin an occasion of another duty, but not of this one."""
    own = np.array([of(compiled, clock) == id for clock in compiled.clocks])
    starts = compiled.starts >= 0
    others = starts[:, :, ~own].any(axis=2) & ~starts[:, :, own].any(axis=2)
    return replace(compiled, after=np.where(others, np.int32(-1), compiled.after))


def told(exam: Examination, id: str, path: Path, compiled: Compiled, possible: bool) -> Ailment:
    """The gap with the case that shows it."""
    what = " or ".join(in_words(kind) for kind in exam.policy.duty(id).response_kinds)
    sentence = f"Once {id} is breached, nothing says by when the missed event ({what}) is to be made up."
    if not possible:
        sentence = f"Once {id} is breached, the missed event ({what}) can no longer happen."
    witness = exam.witness(sentence, path, compiled, [Expected(breached=frozenset({id}))])
    return Ailment(Kind.CONTRARY_TO_DUTY_GAP, (id,), exam.policy.duty(id).clauses, sentence, witness=witness)

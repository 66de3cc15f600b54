"""Compiles policies: from duties to the arrays of `Compiled`, one for each component."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from model.calendar import Calendar
from model.compiled.compiled import Compiled
from model.compiled.components import components
from model.compiled.control import Clocked, Control, Row
from model.compiled.letters import Letter
from model.compiled.minimal import classes, useful
from model.compiled.relevant import alphabet, kinds
from model.compiled.tables import Tables
from model.compiled.work import Wanted, Work, assumptions, gathered
from model.errors import Fault, InvalidInput
from model.oracle.standing import CLOSINGS
from model.policy import Duty, Policy, Strength

# Masks have one bit a demand.
MOST_DEMANDS = 63
ENDINGS = ("plan_discharged", *CLOSINGS)


def every(_policy: int, _duty: Duty) -> bool:
    """Every duty."""
    return True


def compile_policies(
    policies: Sequence[Policy],
    calendar: Calendar,
    *,
    demands: Wanted = every,
    strength: Strength = Strength.MAY,
    endings: bool = True,
) -> tuple[Compiled, ...]:
    """One `Compiled` for each component of the duties that `demands` admits and that are at least as strong as asked.

    Where `endings` is False, nothing that ends a plan or a case happens: no duty is kept by giving up. InvalidInput
    where a component needs more control states, letters or demands than can be searched.
    """
    work = gathered(policies, calendar, demands, strength, endings)
    parts = components([one.demand for one in work.clocked], work.policies)
    return tuple(compiled(work, [work.clocked[place] for place in part]) for part in parts)


def unsplit(
    policies: Sequence[Policy],
    calendar: Calendar,
    *,
    demands: Wanted = every,
    strength: Strength = Strength.MAY,
    endings: bool = True,
) -> Compiled:
    """All of it as one; arguments and errors as in `compile_policies`."""
    work = gathered(policies, calendar, demands, strength, endings)
    return compiled(work, work.clocked)


def compiled(work: Work, clocked: Sequence[Clocked]) -> Compiled:
    """The arrays of some demands."""
    if len(clocked) > MOST_DEMANDS:
        fact = f"{len(clocked)} duties are more than {MOST_DEMANDS} that can be searched together"
        raise InvalidInput(Fault("too-many-duties", fact, hint="choose a topic, a strength or single duties"))
    letters = tuple(alphabet(work, clocked).letters(kinds(work, clocked)))
    control = Control(work.policies, work.calendars, clocked, letters)
    classed = classes(control.rows, control.night)
    kept = useful(letters, control.rows, classed)
    chosen = [classed.index(number) for number in range(max(classed) + 1)]
    rows = [[control.rows[place][letter] for letter in kept] for place in chosen]
    night = [classed[control.night[place]] for place in chosen]
    return assembled(work, clocked, tuple(letters[place] for place in kept), rows, night, classed)


def assembled(
    work: Work,
    clocked: Sequence[Clocked],
    letters: tuple[Letter, ...],
    rows: Sequence[Sequence[Row]],
    night: Sequence[int],
    classed: Sequence[int],
) -> Compiled:
    """The rows as arrays."""
    tables = Tables(work, clocked)
    ranges = [(place, letter.kind) for place, letter in enumerate(letters)]
    grouped = [[place for place, _ in group] for _, group in groupby(ranges, key=itemgetter(1))]
    return Compiled(
        policies=work.policies,
        calendar=work.calendar,
        demands=tuple(one.demand for one in clocked),
        letters=letters,
        groups=tuple((group[0], group[-1] + 1) for group in grouped),
        clocks=tables.clocks,
        night=np.array(night, np.int32),
        due=tables.due,
        opening=tables.opening,
        omitted=work.omitted,
        assumed=assumptions(work, clocked),
        **effects(work, letters, rows, classed, tables),
    )


def effects(
    work: Work, letters: tuple[Letter, ...], rows: Sequence[Sequence[Row]], classed: Sequence[int], tables: Tables
) -> dict[str, Any]:
    """The arrays over control states and letters."""
    shape = (len(rows), len(letters))
    after, broken, touched = np.full(shape, -1, np.int32), np.zeros(shape, np.uint64), np.zeros(shape, np.uint64)
    answers, ends, excuses = (np.zeros((*shape, len(tables.clocks)), np.uint8) for _ in range(3))
    starts = np.full((*shape, len(tables.clocks)), -1, np.int16)
    for at in np.ndindex(shape):
        row = rows[at[0]][at[1]]
        if row.after < 0 or (not work.endings and gives_up(row, letters[at[1]])):
            continue
        after[at], broken[at], touched[at] = classed[row.after], row.broken, row.touched
        for number, clock in enumerate(tables.clocks):
            place = clock.demand
            answers[(*at, number)] = row.answers.get(place, 0)
            ends[(*at, number)], excuses[(*at, number)] = place in row.ends, place in row.excuses
            if place in row.starts:
                starts[(*at, number)] = tables.first[place] + row.starts[place]
    return {
        "after": after,
        "broken": broken,
        "touched": touched,
        "answers": answers,
        "ends": ends,
        "excuses": excuses,
        "starts": starts,
    }


def gives_up(row: Row, letter: Letter) -> bool:
    """Whether an event ends a demand with the plan or the case, and answers none."""
    return letter.kind in ENDINGS and bool(row.ends) and not row.answers

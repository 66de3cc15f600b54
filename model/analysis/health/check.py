"""The check of one policy: all kinds of ailment, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import chain
from types import MappingProxyType

from model.analysis.health.ailment import Ailment
from model.analysis.health.contradicted import contradicted
from model.analysis.health.examination import Examination, Progress, Stopped
from model.analysis.health.gaps import gaps
from model.analysis.health.health import Coverage, Health, by_severity
from model.analysis.health.implied import implied
from model.analysis.health.kinds import Kind
from model.analysis.health.laxer import laxer
from model.analysis.health.overlaps import overlaps
from model.analysis.health.unlimited import unlimited
from model.analysis.health.unrecorded import unrecorded
from model.analysis.search import Engine
from model.calendar import Calendar
from model.policy import Policy, Strength

CHECKS: Mapping[Callable[[Examination], Iterator[Ailment]], frozenset[Kind]] = MappingProxyType(
    {
        unlimited: frozenset({Kind.NO_DEADLINE}),
        unrecorded: frozenset({Kind.UNMONITORABLE}),
        overlaps: frozenset({Kind.OVERLAP}),
        implied: frozenset({Kind.VACUOUS, Kind.REDUNDANT, Kind.SHADOWED, Kind.STRENGTH_CLASH}),
        gaps: frozenset({Kind.CONTRARY_TO_DUTY_GAP}),
        laxer: frozenset({Kind.LAXER_THAN_BASE}),
        contradicted: frozenset({Kind.CONTRADICTION, Kind.TEMPORAL_CLASH, Kind.STRENGTH_CLASH}),
    }
)


def check(
    policy: Policy,
    calendar: Calendar,
    first: date,
    last: date,
    strength: Strength = Strength.MAY,
    progress: Progress | None = None,
    *,
    engine: Engine = "numba",
    base: Policy | None = None,
    kinds: Collection[Kind] = tuple(Kind),
) -> Health:
    """The health of a policy under its readings, over all cases that may begin from `first` to `last`, both inclusive.

    Duties weaker than `strength` are left out. `base` is the policy that it extends, where it does not come with the
    package. Only ailments of `kinds` are looked for. `progress` is told what is searched for, and how many days of how
    many are done; Ctrl-C, also out of it, ends the check with what was found so far. InvalidInput where a day lies
    outside the calendar or the policy cannot be searched; Unconfirmed where the oracle contradicts a witness.
    """
    exam = Examination(policy, calendar, first, last, strength, engine, progress, base)
    found: list[Ailment] = []
    asked = [one for one, finds in CHECKS.items() if finds & set(kinds)]
    try:
        # What a check has found before it is interrupted counts: so much is added before the exception leaves here.
        found.extend(one for one in chain.from_iterable(search(exam) for search in asked) if one.kind in kinds)
    except (Stopped, KeyboardInterrupt) as stop:
        exam.spent.stopped = str(stop) or "interrupted"
    return Health(policy.id, strength.value, tuple(sorted(found, key=by_severity)), coverage(exam))


def coverage(exam: Examination) -> Coverage:
    """What the searches covered."""
    spent = exam.spent
    return Coverage(
        first=exam.first,
        last=exam.last,
        followed=exam.followed,
        start_days=(exam.last - exam.first).days + 1,
        searches=spent.searches,
        states=spent.states,
        transitions=spent.transitions,
        calendar=exam.calendar.digest,
        omitted={**exam.work.omitted, **spent.omitted},
        assumed=tuple(spent.assumed),
        readings=dict(exam.policy.chosen),
        finished=not spent.stopped,
        stopped=spent.stopped,
    )

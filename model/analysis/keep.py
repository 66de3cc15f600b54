"""Keeping: how many failed attempts the duties of a policy survive, whatever chair and circumstance do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from model.analysis.adversity import Adversity, counted
from model.analysis.arena import agency_mask
from model.analysis.beside import one_at_a_time
from model.analysis.doom import Doom, dooms
from model.analysis.following import Followed, longest_clock, longest_window
from model.analysis.game import Game, winning
from model.analysis.lost_play import replayed
from model.analysis.witness import Witness
from model.calendar import Calendar
from model.compiled.compile import compile_policies, every
from model.compiled.compiled import Compiled
from model.compiled.realise import realised
from model.compiled.work import gathered
from model.errors import InvalidInput
from model.events import Event
from model.policy import Policy, Strength

FAILURES = (0, 1, 2, 3)
# Longer plays that doom are not looked for.
MOST_EVENTS = 3
CROWDED = "lost only where a new occasion comes before the last one is answered, of which not all were played"
HANDED = "lost only where what the agency does for other duties may come on any day, which it need not"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Lost:
    """The shortest play after which some duties can no longer be kept though none is breached, and what dooms them.

    `witness` is the play as the oracle sees it; None where nothing has to happen for it.
    """

    doom: Doom
    events: tuple[Event, ...]
    duties: tuple[str, ...]
    clauses: tuple[str, ...]
    witness: Witness | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Kept:
    """Duties that are played together, in all cases that begin from `first` to `last`, both inclusive.

    `survives` is the most failed attempts with which every case can be kept, of those tried; None where not even
    without one. Under one failure more, `against` is a smallest set of duties that cannot all be kept, and `lost` are
    the shortest plays after which nothing helps, one for each cause. `skipped` says why nothing can be said of them.
    `part` is what was played, with so many `states` on a morning, each case as long as it is `followed`.
    """

    duties: tuple[str, ...]
    first: date
    last: date
    survives: int | None = None
    against: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
    skipped: str = ""
    states: int = 0
    part: Compiled | None = field(default=None, compare=False, repr=False)
    followed: Followed | None = None


def keeping(
    policy: Policy,
    calendar: Calendar,
    first: date,
    last: date,
    adversity: Adversity,
    strength: Strength = Strength.MAY,
    failures: tuple[int, ...] = FAILURES,
    progress: Progress | None = None,
) -> Iterator[Kept]:
    """How every part of a policy that the agency has to keep by a day stands, under ever more failures.

    Last come the duties that cannot be searched, each with the reason. InvalidInput where a day is outside the
    calendar.
    """
    calendar.inside(first)
    calendar.inside(last)
    work = gathered([policy], calendar, every, strength, True)
    parts = [part for part in compile_policies([policy], calendar, strength=strength) if part.clocks]
    for done, part in enumerate(parts, 1):
        if agency_mask(part):
            yield kept(part, first, last, adversity, failures, longest_window(work))
        if progress is not None:
            progress(done, len(parts))
    for name, why in work.omitted.items():
        yield Kept((name.removeprefix(f"{policy.id}: "),), first, last, skipped=why)


def kept(part: Compiled, first: date, last: date, adversity: Adversity, failures: tuple[int, ...], window: int) -> Kept:
    """How one part stands, with the shortest plays that doom it."""
    found = survived(part, first, last, adversity, failures, window)
    if not found.against:
        return found
    count = next(count for count in failures if found.survives is None or count > found.survives)
    return replace(found, lost=tuple(losses(found, replace(adversity, failures=count))))


def survived(
    part: Compiled, first: date, last: date, adversity: Adversity, failures: tuple[int, ...], window: int = 0
) -> Kept:
    """How many failures one part survives; `window` is the longest of the policy (days), where that is longer.

    Where each occasion needs its own answer, at most one runs at a time: what is kept so is kept.
    """
    part, mask = one_at_a_time(part), agency_mask(part)
    game: Game | None = None
    followed = Followed.of(last, part.calendar, max(window, longest_clock(part)))
    told = Kept(tuple(demand.duty.id for demand in part.named(mask)), first, last, part=part, followed=followed)
    try:
        for count in failures:
            faced = replace(adversity, failures=count)
            game = winning(part, faced, first, last, followed=followed, like=game)
            told = replace(told, states=len(game.board.arena.layers[0]))
            if not game.kept and (game.board.arena.full or game.board.arena.handed):
                return replace(told, survives=None, skipped=CROWDED if game.board.arena.full else HANDED)
            if not game.kept:
                against = tuple(demand.duty.id for demand in part.named(smallest(part, faced, first, followed)))
                return replace(told, against=against)
            told = replace(told, survives=count)
    except InvalidInput as error:
        return replace(told, survives=None, skipped=str(error))
    return told


def smallest(part: Compiled, faced: Adversity, first: date, followed: Followed) -> int:
    """Demands that cannot all be kept, as a mask: without any one of them the others can."""
    mask = agency_mask(part)
    for place in range(len(part.demands)):
        rest = mask & ~(1 << place)
        if rest not in (0, mask):
            game = winning(part, faced, first, followed.last, watched=rest, followed=followed)
            mask = mask if game.kept else rest
    return mask


def losses(found: Kept, faced: Adversity) -> Iterator[Lost]:
    """The shortest play for each cause, of a part that was played; each is replayed through the oracle before."""
    part = cast(Compiled, found.part)
    for doom in dooms(part, faced, found.first, found.last, MOST_EVENTS, found.followed).values():
        named = part.named(doom.demands)
        clauses = tuple(dict.fromkeys(clause for demand in named for clause in demand.duty.clauses))
        events, ids = realised(part, doom.moves), tuple(demand.duty.id for demand in named)
        more = f", if {counted(doom.left, 'more attempt')} can fail" if doom.left else ""
        yield Lost(doom, events, ids, clauses, replayed(part, events, ids, doom.since, doom.over, more))

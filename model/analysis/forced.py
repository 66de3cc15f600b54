"""A case that nobody could keep: what chair and circumstance do, after which nothing saves some duties."""

from __future__ import annotations

from datetime import date
from typing import cast

from model.analysis.adversity import ONE_DAY, Adversity
from model.analysis.keep import Kept, losses
from model.analysis.path import Wanted, shortest
from model.analysis.replay import confirmed_on
from model.analysis.room import fitting
from model.analysis.scout import Cause
from model.analysis.witness import Expected, Side, Witness
from model.compiled.compiled import Compiled
from model.compiled.realise import realised
from model.kinds import Chooser

# Where the agency waited or chose wrongly it need not have: that alone speaks against nothing.
FORCED = (Cause.SURPRISE, Cause.FAILURE)


def forced(part: Kept, adversity: Adversity) -> Witness | None:
    """The shortest case of a part that cannot be kept; None where none of few events shows it.

    Of what is doomed before it is breached, else of what is breached on the very day of what dooms it. TooLarge where
    the search does not fit.
    """
    with fitting():
        plays = list(losses(part, adversity))
        doomed = (play.witness for cause in FORCED for play in plays if play.doom.cause is cause)
        return next(doomed, None) or at_once(part)


def at_once(part: Kept) -> Witness | None:
    """The shortest case in which one of the duties is breached on the day of an event that is not the agency's."""
    compiled, duties = cast(Compiled, part.part), frozenset(part.against)
    path = shortest(compiled, Wanted(compiled.mask(duties)), part.first, soon(part), start_last=part.last)
    if path is None:
        return None
    day, letter = path.moves[-1]
    if day != path.ends or compiled.letters[letter].chosen_by is Chooser.AGENCY:
        return None
    broken = frozenset(demand.duty.id for demand in compiled.named(path.mask)) & duties
    claim = f"What happens on {day} breaches {', '.join(sorted(broken))} on that very day, and comes without warning."
    side = Side(compiled.policies[0], compiled.policies[0].id)
    events = realised(compiled, path.moves)
    return confirmed_on(path.ends + ONE_DAY, claim, events, [side], [Expected(breached=broken)])


def soon(part: Kept) -> date:
    """The last day on which such a case is looked for."""
    return min(part.followed.end, part.first + part.followed.span) if part.followed else part.last

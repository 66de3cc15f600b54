"""A lost play, replayed: the history after which nothing saves some duties, as the oracle sees it on that day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from model.analysis.replay import confirmed_on
from model.analysis.witness import Expected, Side, Witness
from model.compiled.compiled import Compiled
from model.events import Event


def replayed(part: Compiled, events: Sequence[Event], duties: Collection[str], since: date) -> Witness | None:
    """The play as a case: on the day `since` which duties (ids) are doomed, nothing of the part is breached yet.

    None where nothing has to happen for it. Unconfirmed where the oracle finds a breach by the end of that day.
    """
    if not events:
        return None
    (policy,) = part.policies
    whole = frozenset(demand.duty.id for demand in part.demands)
    claim = f"From {since} on nothing saves {', '.join(duties)}, though nothing is breached yet."
    said = Expected(kept=whole, about=frozenset(duties))
    return confirmed_on(max(since, events[-1].on), claim, events, [Side(policy, policy.id)], [said])

"""A lost play, replayed: the history after which nothing saves some duties, as the oracle sees it then and later."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from model.analysis.replay import Unconfirmed, confirmed_on, disagreement, judged
from model.analysis.witness import Expected, Side, Witness, is_breach
from model.compiled.compiled import Compiled
from model.events import Event


def replayed(
    part: Compiled, events: Sequence[Event], duties: Collection[str], since: date, over: date, more: str = ""
) -> Witness | None:
    """The play as a case: on the day `since` which duties (ids) are doomed, nothing of the part is breached yet.

    `more` says how many attempts may fail. None where nothing has to happen for it. Unconfirmed where the oracle finds
    a breach by the end of that day, or where nothing more happens and it finds none of these breached by the end of the
    day `over`.
    """
    if not events:
        return None
    (policy,) = part.policies
    side, whole = Side(policy, policy.id), frozenset(demand.duty.id for demand in part.demands)
    claim = f"From {since} on nothing saves {', '.join(duties)}{more}, though nothing is breached yet."
    said = Expected(kept=whole, about=frozenset(duties), doomed=True)
    found = confirmed_on(max(since, events[-1].on), claim, events, [side], [said])
    late = judged(side, found.history, over).findings
    if not any(is_breach(one) and one.duty in duties for one in late):
        broken = Expected(breached=frozenset(duties))
        raise Unconfirmed(disagreement(claim, found.history, [side], [broken], over))
    return found

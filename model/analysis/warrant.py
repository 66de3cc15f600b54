"""From a result to a proof: what a certificate has to show so that a claim that was searched holds."""

from __future__ import annotations

from collections.abc import Iterator

from model.analysis.adversity import Adversity
from model.analysis.certificate import Proof
from model.analysis.claim import Keepable, LongestGap, Never
from model.analysis.game_certificate import GameProof, game_proofs
from model.analysis.observe import OBSERVER, component, deadline, followed, prohibition, unsettled, with_observer
from model.analysis.path import Wanted
from model.analysis.prove import played
from model.analysis.result import Result, Verdict
from model.compiled.compiled import Compiled


def warrant(result: Result) -> Proof | None:
    """The proof of a claim that was proved by a search; None for any other.

    It covers every case that may begin on a day of the result, as far as they were followed.
    """
    about = result.claim.about
    if result.verdict is not Verdict.PROVED or not isinstance(about, LongestGap | Never):
        return None
    if isinstance(about, LongestGap):
        return of_gap(result, about)
    if about.breached:
        return of_never(result, component(result.policy, about.breached, result, about), about.breached)
    watched = with_observer(result.policy, prohibition(about.happens))
    return of_never(result, component(watched, OBSERVER, result, about), OBSERVER)


def games_of(result: Result) -> Iterator[GameProof]:
    """The proofs of the games by which a claim was proved that everything can be kept; none for any other."""
    about = result.claim.about
    if result.verdict is Verdict.PROVED and isinstance(about, Keepable):
        yield from game_proofs(played(result, about), Adversity(), result.claim.id)


def of_gap(result: Result, about: LongestGap) -> Proof:
    """The observer's deadline, a day longer than the gap may be, is never on its last day while nothing is breached."""
    watched = with_observer(result.policy, deadline(about, about.at_most + 1))
    compiled = unsettled(component(watched, OBSERVER, result, about), about.at_most + 1)
    mine = compiled.mask({OBSERVER})
    floors = {clock.slot: 2 for clock in compiled.clocks if mine >> clock.demand & 1}
    return proof(result, compiled, floors=floors)


def of_never(result: Result, compiled: Compiled, id: str) -> Proof:
    """A duty is never the only one that is breached first."""
    mine = compiled.mask({id})
    return proof(result, compiled, bad=(Wanted(mine, (1 << len(compiled.demands)) - 1 & ~mine),))


def proof(
    result: Result, compiled: Compiled, bad: tuple[Wanted, ...] = (), floors: dict[int, int] | None = None
) -> Proof:
    """The proof of a claim over the days of its result."""
    return Proof(
        name=result.claim.id,
        statement=result.claim.sentence(),
        compiled=compiled,
        first=result.first,
        last=followed(result, compiled).end,
        bad=bad,
        floors=floors or {},
        assumptions=result.assumptions,
    )

"""Exhibits: the shortest histories that show what was found of a claim, each confirmed by the oracle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from model.analysis.claim import LongestGap, Never
from model.analysis.observe import (
    OBSERVER,
    component,
    deadline,
    followed,
    kinds_of,
    longest_followed,
    prohibition,
    unsettled,
    with_observer,
)
from model.analysis.path import Path, Wanted, shortest
from model.analysis.replay import Unconfirmed, confirmed_on, disagreement, judged
from model.analysis.result import Result, Verdict
from model.analysis.room import TooLarge, fitting
from model.analysis.search import INTERRUPTED, Engine, explore
from model.analysis.witness import Expected, Gap, Side, Witness
from model.analysis.worst import Worst
from model.compiled.compiled import Compiled
from model.compiled.realise import realised
from model.events import Event
from model.findings import Status
from model.history import History
from model.oracle.phrases import phrase
from model.policy import Duty
from model.policy.conditions import Pattern

DAY = timedelta(days=1)
# Start days are added in ever longer ranges until one shows what is looked for.
LONGER = 4


def exhibited(found: Result, about: LongestGap | Never, engine: Engine) -> Result:
    """The result with a shortest history against the claim, where it is refuted, and one for its twin, where it is so.

    A gap gets one that lasts for exactly the least number for which the claim holds, unless that is 0. Ctrl-C and want
    of room end with what was found, and say so. Unconfirmed where the oracle does not say what the search said.
    """
    try:
        with fitting():
            return of_gap(found, about, engine) if isinstance(about, LongestGap) else of_never(found, about, engine)
    except TooLarge as why:
        return replace(found, why=f"no case is shown: {why}")
    except KeyboardInterrupt:
        return replace(found, why=INTERRUPTED)


def of_gap(found: Result, about: LongestGap, engine: Engine) -> Result:
    """A gap that is too long, with the day on which it first is; and one of exactly the number, with its first day."""
    against, seen, reaching, largest = None, found.seen, None, None
    if found.verdict is Verdict.REFUTED:
        against, seen = lasting(found, about, about.at_most + 1, engine)
    if found.exact:
        reaching = against if found.exact == about.at_most + 1 else lasting(found, about, found.exact, engine)[0]
    if reaching is not None:
        first, last = reaching.stretch(0)
        largest = Worst((last - first).days, first, found.calendar)
    return replace(found, against=against, seen=seen, reaching=reaching, largest=largest)


def lasting(found: Result, about: LongestGap, days: int, engine: Engine) -> tuple[Witness | None, date | None]:
    """A history with a gap of at least so many days (1 or more), and the first day on which one has lasted as long."""
    words = with_observer(found.policy, deadline(about, days - 1))
    compiled = unsettled(component(words, OBSERVER, found, about), days - 1)
    path, seen = path_to(found, compiled, OBSERVER, engine)
    if path is None or seen is None:
        return None, None
    shows = path.ends + DAY
    events = realised(compiled, path.moves)
    between = shows - timedelta(days=days), shows
    claim = f"While {kept(found)}, {days} days go by after this: {told(about.start)}, without this: {told(about.end)}."
    waits(claim, found, about, events, between)
    gap = Gap(kinds(about.start), kinds((*about.end, *about.until)), days, between, told((*about.end, *about.until)))
    said = Expected(kept=others(compiled), gap=gap)
    return confirmed_on(shows, claim, events, [Side(found.policy, found.policy.id)], [said]), seen


def waits(claim: str, found: Result, about: LongestGap, events: Sequence[Event], between: tuple[date, date]) -> None:
    """Unconfirmed where the oracle does not say that the gap is open from the first day to the eve of the last."""
    far = deadline(about, 2 * max(longest_followed(about), (between[1] - between[0]).days))
    watching = Side(with_observer(found.policy, far), found.policy.id)
    history = History.of("witness", events, vocabulary=found.policy.vocabulary)
    eve = between[1] - DAY
    open_ones = (
        one for one in judged(watching, history, eve).findings if one.duty == OBSERVER and one.status is Status.PENDING
    )
    if between[0] not in {one.anchor for one in open_ones}:
        raise Unconfirmed(disagreement(claim, history, [watching], [Expected(triggered=frozenset({OBSERVER}))], eve))


def of_never(found: Result, about: Never, engine: Engine) -> Result:
    """What never happens, happening, where the claim is refuted; its twin where it is proved."""
    if found.verdict is Verdict.REFUTED:
        return replace(found, against=broken(found, about, engine) if about.breached else come(found, about, engine))
    if not found.attained:
        return found
    if not about.breached:
        return replace(found, reaching=come(found, replace(about, happens=kinds_of(about.happens)), engine))
    versions = [duty for duty in found.policy.duties if duty.id == about.breached]
    if not all(duty.always for duty in versions):
        return found
    happens = tuple(dict.fromkeys(pattern for duty in versions for pattern in duty.when))
    return replace(found, reaching=come(found, replace(about, breached="", happens=happens), engine, about.breached))


def broken(found: Result, about: Never, engine: Engine) -> Witness | None:
    """A history in which the duty is breached first, and nothing else with it."""
    compiled = component(found.policy, about.breached, found, about)
    path, _ = path_to(found, compiled, about.breached, engine)
    said = Expected(breached=frozenset({about.breached}), kept=others(compiled, about.breached))
    claim = f"{about.breached} is breached, and no other duty that has to do with it."
    return None if path is None else shown(found, compiled, path, claim, found.policy.duties, said)


def come(found: Result, about: Never, engine: Engine, triggered: str = "") -> Witness | None:
    """A history in which such an event comes, with no breach, and triggers a duty, where one is named."""
    observer = prohibition(about.happens)
    compiled = component(with_observer(found.policy, observer), OBSERVER, found, about)
    path, _ = path_to(found, compiled, OBSERVER, engine)
    if path is None:
        return None
    rest = others(compiled)
    claim = f"While {kept(found)}, this happens: {told(about.happens)}."
    watched = (*found.policy.duties, observer)
    shown(found, compiled, path, claim, watched, Expected(breached=frozenset({OBSERVER}), kept=rest))
    said = Expected(kept=rest, triggered=frozenset({triggered} - {""}))
    return shown(found, compiled, path, claim, found.policy.duties, said)


def shown(
    found: Result, compiled: Compiled, path: Path, claim: str, duties: tuple[Duty, ...], said: Expected
) -> Witness:
    """The history of a path as the oracle finds it under some duties, on the day after it ends."""
    side = Side(replace(found.policy, duties=duties), found.policy.id)
    return confirmed_on(path.ends + DAY, claim, realised(compiled, path.moves), [side], [said])


def path_to(found: Result, compiled: Compiled, id: str, engine: Engine) -> tuple[Path | None, date | None]:
    """The shortest history in which a duty alone is breached first, about the first day on which one ends; that day."""
    mine = compiled.mask({id})
    wanted = Wanted(mine, (1 << len(compiled.demands)) - 1 & ~mine)
    reach = followed(found, compiled)
    day = first_day(found, compiled, wanted, engine)
    if day is None:
        return None, None
    first = max(found.first, day - reach.span)
    return shortest(compiled, wanted, first, day, start_last=found.last, engine=engine), day


def first_day(found: Result, compiled: Compiled, wanted: Wanted, engine: Engine) -> date | None:
    """The first day on which a history ends so; None where none does. KeyboardInterrupt where it was stopped."""
    whole = followed(found, compiled)
    until = whole.soon(found.first)
    while True:
        reach = explore(compiled, found.first, until, engine=engine, start_last=found.last)
        if reach.stopped == INTERRUPTED:
            raise KeyboardInterrupt
        seen = [day for mask, day in reach.breaches.items() if mask in wanted]
        if seen or until == whole.end:
            return min(seen, default=None)
        until = min(whole.end, found.first + LONGER * (until - found.first))


def others(compiled: Compiled, id: str = OBSERVER) -> frozenset[str]:
    """The duties that are searched together with one."""
    return frozenset(demand.duty.id for demand in compiled.demands) - {id, OBSERVER}


def kinds(patterns: Sequence[Pattern]) -> tuple[str, ...]:
    """The kinds of event of some patterns."""
    return tuple(dict.fromkeys(pattern.event for pattern in patterns))


def told(patterns: Sequence[Pattern]) -> str:
    """Some patterns in words."""
    return " or ".join(dict.fromkeys(map(in_words, patterns)))


def in_words(pattern: Pattern) -> str:
    """A pattern in words."""
    more = pattern.condition.words()
    return phrase(pattern.event) + (f" ({more})" if more else "")


def kept(found: Result) -> str:
    """What is kept, in words."""
    return f"{found.claim.duties} is kept"

"""`coregroup check`: what is wrong with one policy, what is proved of it, and by when to book."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from model.analysis import booking
from model.analysis.adversity import Adversity
from model.analysis.certificate import SUFFIX, certify
from model.analysis.certificate import check as check_certificate
from model.analysis.claim import Claim, claims_of, load_claims
from model.analysis.game_certificate import GameProof, certified, game_proofs
from model.analysis.health import Health, Severity, check
from model.analysis.keep import keeping
from model.analysis.prove import proved
from model.analysis.readings import readings
from model.analysis.result import Result
from model.analysis.search import INTERRUPTED as STOPPED
from model.analysis.warrant import games_of, warrant
from model.analysis.witness import Witness
from model.calendar import england_and_wales
from model.cli import INTERRUPTED, NO, OK
from model.cli import table as tables
from model.cli.checked import Checked, show
from model.cli.checked_json import plain
from model.cli.searching import Shown, Telling, days_of, save_witnesses, side_of, sourced, strength_of
from model.cli.writable import writable
from model.errors import Fault, InvalidInput
from model.policy import Policy, Strength
from model.policy.calendars import as_chosen

# What is done where nothing is named: the readings take a minute, and the game up to one, however short the range is.
USUAL = ("health", "claims", "booking")
MOST_FAILURES = 3
Part = Callable[["Search"], Iterator[Any]]


class Search(NamedTuple):
    """What is searched: a policy over a range of start days, both inclusive."""

    policy: Policy
    first: date
    last: date
    strength: Strength
    adversity: Adversity
    telling: Telling
    claims: tuple[Claim, ...] = ()
    abstract: bool = False


def run(arguments: Namespace) -> int:
    """Searches, prints what was found and what was covered; 1 where `--fail-on` says so, 130 if stopped."""
    policy, (first, last) = side_of(arguments.policy, arguments.reading, "--reading"), days_of(arguments)
    asked, said, faced = parts_of(arguments), claimed(arguments, policy), Adversity(failures=MOST_FAILURES)
    writable(arguments, folders=("pictures", "tests", "certificates"))
    with Telling() as telling:
        search = Search(policy, first, last, strength_of(arguments), faced, telling, said, arguments.abstract)
        found = searched(search, asked)
    if arguments.format == "json":
        sys.stdout.write(tables.to_json(plain(found)))
    else:
        show(found)
    save_witnesses(witnesses(found, arguments.policy), arguments)
    if arguments.certificates is not None:
        save_certificates(found, Path(arguments.certificates))
    worst = found.health.worst if found.health else None
    if arguments.fail_on and worst and at_least(worst, arguments.fail_on):
        return NO
    return INTERRUPTED if found.unfinished else OK


def parts_of(arguments: Namespace) -> tuple[str, ...]:
    """The parts that are asked for; InvalidInput where an option belongs to one that is not."""
    asked = tuple(arguments.only or USUAL)
    given = {"--claims": arguments.claims, "--abstract": arguments.abstract}
    if "claims" not in asked and any(given.values()):
        fact, hint = "is about claims, which are not asked for", "add --only claims"
        raise InvalidInput(*(Fault("not-asked", fact, place=name, hint=hint) for name in given if given[name]))
    return asked


def claimed(arguments: Namespace, policy: Policy) -> tuple[Claim, ...]:
    """The claims of the file that was named, else those that come with the policy; InvalidInput with every fault."""
    return load_claims(Path(arguments.claims), policy) if arguments.claims else claims_of(policy)


def save_certificates(found: Checked, folder: Path) -> None:
    """Writes a certificate for all that a search or the game proved, and has it checked; says so on standard error."""
    for proof in filter(None, map(warrant, found.claims or ())):
        path = folder / f"{proof.name}{SUFFIX}"
        certify(proof, path)
        print(f"{path}: {proof.statement} {check_certificate(path, proof.compiled)}", file=sys.stderr)
    for path, played, report in certified(games(found), folder):
        print(f"{path}: {played.statement} {report}", file=sys.stderr)


def games(found: Checked) -> Iterator[GameProof]:
    """What the game proved, of the policy and of its claims."""
    yield from game_proofs(found.game or (), found.adversity)
    for result in found.claims or ():
        yield from games_of(result)


def searched(search: Search, asked: tuple[str, ...]) -> Checked:
    """All parts that were asked for, one after the other; Ctrl-C ends with what was found so far."""
    found: dict[str, list[Any]] = {}
    wanted = [name for name in PARTS if name in asked]
    unfinished = list(wanted)
    try:
        for name in wanted:
            found[name] = []
            # One by one, so that what was found before Ctrl-C counts.
            found[name].extend(PARTS[name](search))
            unfinished.remove(name)
    except KeyboardInterrupt:
        pass
    (one,) = found.get("health") or [None]
    lists = {name: tuple(found[name]) if name in found else None for name in ("claims", "game", "booking", "readings")}
    return Checked(
        policy=search.policy,
        calendar=england_and_wales(),
        first=search.first,
        last=search.last,
        adversity=search.adversity,
        unfinished=tuple(unfinished),
        health=one,
        **lists,
    )


def health(search: Search) -> Iterator[Health]:
    """What is wrong with it."""
    found = check(search.policy, england_and_wales(), search.first, search.last, search.strength, search.telling)
    yield found
    stop_where(found.coverage.stopped)


def claims(search: Search) -> Iterator[Result]:
    """What is claimed of it."""
    policy, first, last = search.policy, search.first, search.last
    calendar = as_chosen(england_and_wales(), policy.calendar)
    for claim in search.claims:
        progress = search.telling.about(claim.id)
        found = proved(claim, policy, calendar, first, last, progress=progress, abstract=search.abstract)
        yield found
        stop_where(found.why)


def stop_where(why: str) -> None:
    """KeyboardInterrupt, where a search ended with it."""
    if why == STOPPED:
        raise KeyboardInterrupt


PARTS: Mapping[str, Part] = {
    "health": health,
    "claims": claims,
    "game": lambda it: keeping(
        it.policy,
        england_and_wales(),
        it.first,
        it.last,
        it.adversity,
        it.strength,
        progress=it.telling.about("parts played"),
    ),
    "booking": lambda it: iter(
        booking.table(it.policy, england_and_wales(), it.first, it.last, it.adversity, strength=it.strength)
    ),
    "readings": lambda it: iter(
        readings(it.policy, england_and_wales(), it.first, it.last, it.telling.about("readings"), strength=it.strength)
    ),
}


def witnesses(found: Checked, name: str) -> Iterator[Shown]:
    """Every case that was found, with a name for its files; the policy is loaded by `name`."""
    for ailment in found.health.ailments if found.health else ():
        if ailment.witness is not None:
            yield Shown(f"{ailment.kind.value}-{ailment.duties[0]}", (own(ailment.witness, found.policy, name),))
    for result in found.claims or ():
        for which, witness in (("reached", result.reaching), ("against", result.against)):
            if witness is not None and (which == "against" or witness is not result.against):
                yield Shown(f"{result.claim.id}-{which}", (own(witness, found.policy, name),))
    for one in found.readings or ():
        if one.conflict is not None:
            yield Shown(f"{one.reading}-{one.choice}", (own(one.conflict.witness, found.policy, name),))


def own(witness: Witness, policy: Policy, name: str) -> Witness:
    """The witness in which the policy is loaded by a name, and any other by its id."""
    return sourced(witness, [name if side.policy.id == policy.id else side.source for side in witness.sides])


def at_least(worst: Severity, named: str) -> bool:
    """Whether a severity is as grave as the one named, or graver."""
    grave = list(Severity)
    return grave.index(worst) <= grave.index(Severity(named))

"""`coregroup check`: what is wrong with one policy, what is proved of it, and by when to book."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from model.analysis import booking
from model.analysis.adversity import Adversity
from model.analysis.certificate import SUFFIX, certify
from model.analysis.certificate import check as check_certificate
from model.analysis.claim import claims_of
from model.analysis.health import Health, Severity, check
from model.analysis.keep import keeping
from model.analysis.prove import proved
from model.analysis.readings import readings
from model.analysis.result import Result
from model.analysis.search import INTERRUPTED as STOPPED
from model.analysis.warrant import warrant
from model.analysis.witness import Witness
from model.calendar import england_and_wales
from model.cli import INTERRUPTED, NO, OK
from model.cli import table as tables
from model.cli.checked import Checked, show
from model.cli.checked_json import plain
from model.cli.searching import Named, Telling, days_of, make_folders, policy_of, save_witnesses, sourced, strength_of
from model.policy import Policy, Strength
from model.policy.calendars import as_chosen

# What is done where nothing is named: the readings take a minute, the game seconds for every month of start days.
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


def run(arguments: Namespace) -> int:
    """Searches, prints what was found and what was covered; 1 where `--fail-on` says so, 130 if stopped."""
    policy, (first, last) = policy_of(arguments.policy, arguments.reading), days_of(arguments)
    make_folders(arguments)
    with Telling() as telling:
        search = Search(policy, first, last, strength_of(arguments), Adversity(failures=MOST_FAILURES), telling)
        found = searched(search, arguments.only or USUAL)
    if arguments.format == "json":
        sys.stdout.write(tables.to_json(plain(found)))
    else:
        show(found)
    save_witnesses(witnesses(found, arguments.policy), arguments)
    if arguments.certificates:
        save_certificates(found.claims or (), Path(arguments.certificates))
    worst = found.health.worst if found.health else None
    if arguments.fail_on and worst and at_least(worst, arguments.fail_on):
        return NO
    return INTERRUPTED if found.unfinished else OK


def save_certificates(results: Sequence[Result], folder: Path) -> None:
    """Writes a certificate for every claim that a search proved, and has it checked; says so on standard error."""
    folder.mkdir(parents=True, exist_ok=True)
    for proof in filter(None, map(warrant, results)):
        path = folder / f"{proof.name}{SUFFIX}"
        certify(proof, path)
        print(f"{path}: {proof.statement} {check_certificate(path, proof.compiled)}", file=sys.stderr)


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
    for claim in claims_of(policy):
        found = proved(claim, policy, calendar, first, last, progress=search.telling.about(claim.id))
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
    "booking": lambda it: iter(booking.table(it.policy, england_and_wales(), it.first, it.last, it.adversity)),
    "readings": lambda it: iter(
        readings(it.policy, england_and_wales(), it.first, it.last, it.telling.about("readings"))
    ),
}


def witnesses(found: Checked, name: str) -> Iterator[Named]:
    """Every case that was found, with a name for its files; the policy is loaded by `name`."""
    for ailment in found.health.ailments if found.health else ():
        if ailment.witness is not None:
            yield f"{ailment.kind.value}-{ailment.duties[0]}", own(ailment.witness, found.policy, name)
    for one in found.readings or ():
        if one.conflict is not None:
            yield f"{one.reading}-{one.choice}", own(one.conflict.witness, found.policy, name)


def own(witness: Witness, policy: Policy, name: str) -> Witness:
    """The witness in which the policy is loaded by a name, and any other by its id."""
    return sourced(witness, [name if side.policy.id == policy.id else side.source for side in witness.sides])


def at_least(worst: Severity, named: str) -> bool:
    """Whether a severity is as grave as the one named, or graver."""
    grave = list(Severity)
    return grave.index(worst) <= grave.index(Severity(named))

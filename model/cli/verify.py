"""`coregroup verify`: somebody else's system held against the oracle."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from model.cli import NO, OK
from model.cli.options import readings
from model.cli.printable import printable
from model.cli.progress import Watched
from model.cli.stoppable import stoppable
from model.cli.writable import put, writable
from model.conformance import Report, verify
from model.conformance.corpus import read
from model.conformance.probe import Probe
from model.conformance.report_html import as_html
from model.conformance.report_json import as_json
from model.conformance.report_junit import as_junit
from model.conformance.report_text import as_text
from model.errors import Fault, InvalidInput
from model.policy import load_policy

MEGABYTE = 2**20
# What a shell makes of a program that a signal has ended.
SIGNALLED = 128
# The files that hold a report, by their options.
FACES: Mapping[str, Callable[[Report], str]] = MappingProxyType({"html": as_html, "junit": as_junit})


def run(arguments: Namespace) -> int:
    """Runs a campaign, or one history of a file; 0 where the system agrees, 1 where it does not.

    Stopped by a signal, it tells what it has found; the exit code is then 128 and the signal's number.
    """
    sound(arguments)
    if not arguments.replay:
        writable(arguments, files=FACES, folders=("save",))
    with stoppable():
        return replayed(arguments) if arguments.replay else verified(arguments)


def verified(arguments: Namespace) -> int:
    """Runs a campaign, and tells what it found."""
    with Watched(histories) as watched:
        report = verify(
            arguments.command,
            policy=arguments.policy,
            readings=dict(readings(arguments.reading)),
            seed=arguments.seed,
            count=arguments.count,
            seconds=arguments.seconds,
            corpus=kept(arguments),
            progress=watched,
            **asked(arguments),
        )
    try:
        written(report, arguments)
    finally:
        sys.stdout.write(as_json(report) if arguments.format == "json" else printable(as_text(report)))
    if report.campaign.signal:
        return SIGNALLED + report.campaign.signal
    return OK if report.agrees else NO


def sound(arguments: Namespace) -> None:
    """InvalidInput where there is no system, or two, or a number that is none of its kind."""
    if bool(arguments.command) == bool(arguments.url):
        hint = "coregroup verify --policy york -- node my_system.js, or --url http://localhost:8080/"
        many = "both a command and --url are" if arguments.url else "no system is"
        raise InvalidInput(Fault("no-system", f"{many} given; exactly one is needed", hint=hint))
    for name, least in (("seed", 0), ("count", 0), ("batch", 1), ("memory", 1)):
        value = getattr(arguments, name)
        if value is not None and value < least:
            raise InvalidInput(Fault("bad-number", f"is less than {least}", value, f"--{name}"))
    for name in ("seconds", "timeout"):
        if not getattr(arguments, name) > 0:
            raise InvalidInput(Fault("bad-number", "is no time", getattr(arguments, name), f"--{name}", "in seconds"))


def kept(arguments: Namespace) -> Iterable[Probe] | None:
    """The histories of a corpus, where one is named; InvalidInput where it is that of another policy."""
    if not arguments.corpus:
        return None
    policy, corpus = load_policy(arguments.policy), read(Path(arguments.corpus))
    if corpus.manifest.policy != policy.id:
        fact = f"is a corpus of {corpus.manifest.policy}, where --policy is {policy.id}"
        hint = f"`coregroup corpus --policy {arguments.policy} --out FOLDER` makes one of {policy.id}"
        raise InvalidInput(Fault("other-corpus", fact, place=f"--corpus {arguments.corpus}", hint=hint))
    return corpus.probes(policy.vocabulary)


def asked(arguments: Namespace) -> dict[str, Any]:
    """The options on how to speak with the system."""
    memory = None if arguments.memory is None else arguments.memory * MEGABYTE
    names = {name: getattr(arguments, name) for name in ("url", "level", "batch", "timeout")}
    return {**names, "memory": memory}


def written(report: Report, arguments: Namespace) -> None:
    """Writes the files that were asked for."""
    for name, face in FACES.items():
        path = getattr(arguments, name)
        if path is not None:
            put(path, face(report), name)
    if arguments.save is not None:
        from model.conformance.replay import replay_of
        from model.conformance.replay import written as text

        for number, fault in enumerate(report.faults, 1):
            put(str(Path(arguments.save, f"fault-{number}.json")), text(replay_of(fault, report)), "save")


def replayed(arguments: Namespace) -> int:
    """Asks the system for the history of a file."""
    from model.conformance.replay import outcome
    from model.conformance.replay import read as stored

    found = stored(Path(arguments.replay))
    lines = outcome(found, arguments.command, **asked(arguments))
    print(printable(f"It was found that the system {found.stored.says}."))
    for line in lines:
        print(printable(f"  {line}"))
    print("It does not agree." if lines else "It agrees now.")
    return NO if lines else OK


def histories(stage: str, done: int, faults: int) -> str:
    """So many histories were put, and so many distinct faults found."""
    return f"{stage}: {done:,} histories, {faults} distinct fault{'s' * (faults != 1)}"

"""`coregroup corpus`: histories with what is expected of them, in files."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from model.cli import NO, OK
from model.cli.options import readings
from model.cli.progress import Watched
from model.cli.writable import writable
from model.conformance.corpus import read, write
from model.conformance.corpus_told import changes, stats
from model.errors import Fault, InvalidInput
from model.policy import load_policy, under


def run(arguments: Namespace) -> int:
    """Writes a corpus, tells what one holds, or what changed between two (1 where something did)."""
    if arguments.action == "stats":
        print(*stats(read(Path(arguments.folder))), sep="\n")
        return OK
    if arguments.action == "diff":
        lines = tuple(changes(read(Path(arguments.old)), read(Path(arguments.new))))
        print(*(lines or ("Nothing changed.",)), sep="\n")
        return NO if lines else OK
    return composed(arguments)


def composed(arguments: Namespace) -> int:
    """Writes the corpus of a policy."""
    from model.conformance.compose import compose

    if not arguments.out:
        hint = "coregroup corpus --policy york --out york-corpus"
        raise InvalidInput(Fault("no-folder", "no folder to write to", place="--out", hint=hint))
    base = load_policy(arguments.policy)
    read_so = under(base, dict(readings(arguments.reading)))
    writable(arguments, folders=("out",))
    with Watched(mutants) as watched:
        corpus = compose(read_so, base, watched)
    write(corpus, Path(arguments.out))
    print(*stats(corpus), sep="\n")
    return OK


def mutants(stage: str, done: int, total: int) -> str:
    """So many of so many mutants were held against the cases."""
    return f"{stage}: {done:,} of {total:,}"

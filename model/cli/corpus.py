"""`coregroup corpus`: histories with what is expected of them, in files."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from time import monotonic

from model.cli import NO, OK
from model.cli.options import readings
from model.cli.progress import STEP, say
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
    folder = Path(arguments.out)
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(Fault("no-folder", "is a file, not a folder", arguments.out, "--out"))
    base = load_policy(arguments.policy)
    corpus = compose(under(base, dict(readings(arguments.reading))), base, Watched())
    write(corpus, folder)
    print(*stats(corpus), sep="\n")
    return OK


class Watched:
    """Says on standard error how far it is, where somebody watches."""

    def __init__(self) -> None:
        self.shown = monotonic()
        self.watched = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """So many of so many mutants were held against the cases."""
        if self.watched and monotonic() - self.shown > STEP:
            self.shown = monotonic()
            say(f"{stage}: {done:,} of {total:,}", end="")
        if self.watched and done == total:
            say(f"{stage}: {total:,}", end="\n")

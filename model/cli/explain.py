"""`coregroup explain`: one case in dated sentences."""

from __future__ import annotations

import sys
import textwrap
from argparse import Namespace
from collections.abc import Iterable

import msgspec

from model.cli import table as tables
from model.cli.options import asked
from model.cli.sources import Problems, taken
from model.errors import Fault, InvalidInput
from model.history import History, read_histories
from model.oracle import Story, explain
from model.policy.table import meant

WIDTH = 100


def run(arguments: Namespace) -> int:
    """Prints the story of one case."""
    wanted, problems = asked(arguments), Problems()
    cases = read_histories(arguments.file, wanted.policy.vocabulary)
    history = chosen(taken(cases, problems), arguments.case, problems)
    day = wanted.on(cases.last_day)
    story = explain(history, wanted.policy, wanted.readings, day, wanted.known_at, wanted.strength)
    problems.admits(story.judgement)
    if arguments.format == "json":
        sys.stdout.write(tables.to_json(msgspec.to_builtins(story)))
    else:
        print_story(story)
    return problems.report()


def chosen(histories: Iterable[History], case: str | None, problems: Problems) -> History:
    """The case with this id, or the only one there is."""
    cases = {history.case: history for history in histories}
    if case is None and len(cases) == 1:
        return next(iter(cases.values()))
    if case in cases:
        return cases[case]
    problems.report()
    if case is None:
        raise InvalidInput(Fault("which-case", "the file has several cases, or none", hint=f"--case {few(cases)}"))
    raise InvalidInput(Fault("unknown-case", "the file has no such case", case, "--case", meant(case, cases)))


def few(cases: Iterable[str]) -> str:
    """The first few ids."""
    ids = list(cases)
    return " | ".join(ids[:5]) + (" | ..." if len(ids) > 5 else "")


def print_story(story: Story) -> None:
    """The title, then every event with what it made due."""
    print(story.title)
    for sentence in story.sentences:
        if sentence.event is not None:
            print(f"\n{sentence.on:%a %d %b %Y}  {wrapped(sentence.text, 17)}")
        else:
            status = "" if sentence.status is None else sentence.status.value
            print(f"  {marked(status)} {wrapped(sentence.text, 13)}")


def wrapped(text: str, indent: int) -> str:
    """The text in lines that fit, those after the first indented."""
    return textwrap.fill(text, WIDTH - indent, subsequent_indent=" " * indent, break_long_words=False)


def marked(status: str) -> str:
    """The status in a column of its own, in its colour on a terminal."""
    padded = f"{status:<10}"
    if not sys.stdout.isatty():
        return padded
    return f"{ANSI.get(status, '')}{padded}\033[0m"


ANSI = {
    "breached": "\033[1;31m",
    "met": "\033[32m",
    "excused": "\033[36m",
    "pending": "\033[33m",
    "unknown": "\033[35m",
    "lapsed": "\033[2m",
}
